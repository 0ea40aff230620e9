"""Look-ups of the meeting, item or paper at an address, and addresses of pages about a meeting."""

from collections.abc import Callable
from functools import wraps
from inspect import signature
from typing import Any

from django.http import Http404, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from committee.access.permissions import Moved, View, desk
from committee.acts.requests import SignedInRequest
from committee.wording.dates import full_date
from meetings.models import AgendaItem, Meeting, Paper
from meetings.models.meeting import MeetingQuerySet


def find_meeting(committee: str, meeting: str) -> Meeting:
    """
    Return the meeting at an address, with committee, venue and moves.

    Raises Http404 where the address has no meeting, and Moved where the meeting has left the address.
    """
    row = (
        Meeting.objects.at(committee, meeting)
        .select_related("committee__contact_officer", "venue", "cancelled_by")
        .prefetch_related("moves")
        .first()
    )
    if row is None:
        raise none_at(committee, meeting, Meeting.objects.all())
    return row


def none_at(committee: str, slug: str, readable: MeetingQuerySet) -> Http404:
    """
    Return the exception for an address without a meeting: Moved if a meeting has left the address, else Http404.

    SECURITY: the new address discloses that the meeting exists, and its date. So pass as `readable` only meetings that
    this reader may know of.
    """
    moved = readable.moved_from(committee, slug).first()
    return Moved(meeting=moved.slug) if moved else Http404()


def find_item(committee: str, meeting: str, pk: int) -> AgendaItem:
    """Return an item of the meeting at this address. Raises Http404 for any other item."""
    row = find_meeting(committee, meeting)
    item = get_object_or_404(AgendaItem.objects.select_related("owner"), meeting=row, pk=pk)
    item.meeting = row
    return item


def find_paper(committee: str, meeting: str, pk: int) -> Paper:
    """Return a paper of the meeting at this address, with item and file. Raises Http404 for any other paper."""
    row = find_meeting(committee, meeting)
    papers = Paper.objects.select_related("item__owner", "owner", "file__stored", "file__received_by")
    paper = get_object_or_404(papers, item__meeting=row, pk=pk)
    paper.item.meeting = row
    return paper


def desk_page(find: Callable[..., Any]) -> Callable[[Callable[..., HttpResponseBase]], View[...]]:
    """
    Return a decorator for a desk view: in place of the URL arguments of `find`, the view gets the object found.

    Where `find` returns a tuple, the view gets each of its objects as an argument.
    """
    names = signature(find).parameters

    def decorate(view: Callable[..., HttpResponseBase]) -> View[...]:
        @desk
        @wraps(view)
        def shown(request: SignedInRequest, /, **address: Any) -> HttpResponseBase:
            result = find(*(address.pop(name) for name in names))
            things = result if isinstance(result, tuple) else (result,)
            return view(request, *things, **address)

        return shown

    return decorate


desk_meeting, desk_item, desk_paper = desk_page(find_meeting), desk_page(find_item), desk_page(find_paper)


def args_of(meeting: Meeting, **more: object) -> dict[str, object]:
    """Return the URL arguments of a page about this meeting, and `more`."""
    return {"committee": meeting.committee.slug, "meeting": meeting.slug, **more}


def address(name: str, meeting: Meeting, **more: object) -> str:
    """Return the address of the desk page `name` about this meeting."""
    return reverse(f"desk:{name}", kwargs=args_of(meeting, **more))


def go_to(page: str, meeting: Meeting, **more: object) -> HttpResponseRedirect:
    """Return a redirect to a page about this meeting; `page` is a URL name with its namespace."""
    return redirect(reverse(page, kwargs=args_of(meeting, **more)))


def crumbs(meeting: Meeting | None) -> list[tuple[str, str]]:
    """Return breadcrumbs, as (words, address), of a page about this meeting; for None, only the desk's front page."""
    if meeting is None:
        return [("Desk", reverse("desk:front"))]
    day = meeting.date
    return [
        ("Desk", reverse("desk:front")),
        (f"{meeting.committee.short_name}, {full_date(day)}", address("meeting", meeting)),
    ]


def about(meeting: Meeting) -> dict[str, Any]:
    """Return the context that every page about this meeting needs: "meeting", and its breadcrumbs as "trail"."""
    return {"meeting": meeting, "trail": crumbs(meeting)}


def agenda_at(meeting: Meeting, item: AgendaItem | None = None) -> str:
    """Return the address of the meeting's agenda builder, at the item if one is given."""
    return address("meeting", meeting) + (f"#item-{item.pk}" if item else "")
