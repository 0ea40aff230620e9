"""Finding the meeting, item or paper that an address names, and the addresses of pages about a meeting."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from committee.dates import full_date
from meetings.models import AgendaItem, Meeting, Paper
from meetings.moved_addresses import none_at


def find_meeting(committee: str, meeting: str) -> Meeting:
    """The meeting at an address, with committee, venue and moves; 404 where there is none, Moved where it left."""
    found = (
        Meeting.objects.at(committee, meeting)
        .select_related("committee__contact_officer", "venue", "cancelled_by")
        .prefetch_related("moves")
        .first()
    )
    if found is None:
        raise none_at(committee, meeting, Meeting.objects.all())
    return found


def find_item(committee: str, meeting: str, pk: int) -> AgendaItem:
    """An item of that meeting; 404 for any other."""
    row = find_meeting(committee, meeting)
    item = get_object_or_404(AgendaItem.objects.select_related("owner"), meeting=row, pk=pk)
    item.meeting = row
    return item


def find_paper(committee: str, meeting: str, pk: int) -> Paper:
    """A paper of that meeting, with its item and file; 404 for any other."""
    row = find_meeting(committee, meeting)
    papers = Paper.objects.select_related("item__owner", "owner", "file__stored", "file__received_by")
    paper = get_object_or_404(papers, item__meeting=row, pk=pk)
    paper.item.meeting = row
    return paper


def args_of(meeting: Meeting, **more: object) -> dict[str, object]:
    """The arguments of a page about this meeting."""
    return {"committee": meeting.committee.slug, "meeting": meeting.slug, **more}


def address(name: str, meeting: Meeting, **more: object) -> str:
    """The address of a desk page about this meeting."""
    return reverse(f"desk:{name}", kwargs=args_of(meeting, **more))


def go_to(page: str, meeting: Meeting, **more: object) -> HttpResponseRedirect:
    """To a page about this meeting."""
    return redirect(reverse(page, kwargs=args_of(meeting, **more)))


def crumbs(meeting: Meeting | None) -> list[tuple[str, str]]:
    """The way down to a page about this meeting; to one about none, from the desk."""
    if meeting is None:
        return [("Desk", reverse("desk:front"))]
    day = meeting.date
    return [
        ("Desk", reverse("desk:front")),
        (f"{meeting.committee.short_name}, {full_date(day)}", address("meeting", meeting)),
    ]


def agenda_at(meeting: Meeting, item: AgendaItem | None = None) -> str:
    """The address of the agenda builder, at the item."""
    return address("meeting", meeting) + (f"#item-{item.pk}" if item else "")
