"""Groups of results in the desk's find box: meetings, items of agendas, papers and actions."""

from collections.abc import Iterable

from django.urls import reverse

from committee.search.finding import SHOWN, Group, Hit, Typed, group
from committee.wording.dates import full_date, long_date
from meetings.models import Action, AgendaItem, Meeting, Paper

OF_BODY = ("committee__name", "committee__short_name")


def find(typed: Typed) -> Iterable[Group]:
    """
    Yield one Group each for meetings, agenda items, papers and actions that match; only meetings if no word was typed.

    Makes at most five queries.
    """
    readable = Meeting.objects.readable_by(typed.user, typed.today)
    yield _meetings(typed)
    if not typed.words:
        return
    items = AgendaItem.objects.filter(
        typed.in_words("title", *(f"meeting__{path}" for path in OF_BODY)),
        typed.any_word("title"),  # else a committee's name alone would find every item of its agendas
        typed.of_day("meeting__date"),
        meeting__in=readable,
    ).select_related("meeting__committee")
    yield group("Agenda items", items.order_by("-meeting__date", "number"), _item)
    papers = Paper.objects.readable_by(typed.user, typed.today).filter(
        typed.in_words("title", *(f"item__meeting__{path}" for path in OF_BODY)),
        typed.any_word("title"),
        typed.of_day("item__meeting__date"),
    )
    papers = papers.select_related("item__meeting__committee")
    yield group("Papers", papers.order_by("-item__meeting__date", "pk"), _paper)
    actions = Action.objects.readable_by(typed.user, typed.today).filter(
        typed.in_words("text", "owner__forename", "owner__surname", "owner_body"),
        typed.of_day("due_on") | typed.of_day("meeting__date"),
    )
    actions = actions.select_related("meeting__committee", "owner")
    yield group("Actions", actions.order_by("-meeting__date", "pk"), _action)


def _meetings(typed: Typed) -> Group:
    """Return the group of meetings: coming meetings, soonest first, then past meetings, latest first."""
    rows = Meeting.objects.readable_by(typed.user, typed.today).filter(
        typed.in_words(*OF_BODY, "note"), typed.of_day("date")
    )
    rows = rows.select_related("committee")
    coming = list(rows.filter(date__gte=typed.today).order_by("date", "starts")[: SHOWN + 1])
    past = list(rows.filter(date__lt=typed.today).order_by("-date", "-starts")[: SHOWN + 1])
    # At most half of the results are coming meetings, half past meetings; where one half is short, the other has more.
    first = coming[: max(SHOWN // 2, SHOWN - len(past))]
    shown = [*first, *past[: SHOWN - len(first)]]
    return Group("Meetings", [_meeting(row) for row in shown], len(coming) + len(past) > len(shown))


def _meeting(row: Meeting) -> Hit:
    url = reverse("desk:meeting", args=[row.committee.slug, row.slug])
    return Hit(f"{row.committee.short_name}, {long_date(row.date)}", url, "Cancelled" if row.is_cancelled else "")


def _of(meeting: Meeting) -> str:
    return f"{meeting.committee.short_name}, {full_date(meeting.date)}"


def _item(row: AgendaItem) -> Hit:
    url = reverse("desk:meeting", args=[row.meeting.committee.slug, row.meeting.slug]) + f"#item-{row.pk}"
    return Hit(row.title, url, f"Item {row.number}, {_of(row.meeting)}")


def _paper(row: Paper) -> Hit:
    meeting = row.item.meeting
    url = reverse("desk:paper", args=[meeting.committee.slug, meeting.slug, row.pk])
    access = "" if row.access == "open" else f"{row.get_access_display()}. "
    return Hit(row.title, url, f"{access}Item {row.item.number}, {_of(meeting)}")


def _action(row: Action) -> Hit:
    owner = str(row.owner or row.owner_body or "No owner")
    due = f", due {full_date(row.due_on)}" if row.due_on else ""
    text = row.text[:1].upper() + row.text[1:]
    name = text if len(text) <= 140 else f"{text[:139].rstrip()}…"
    return Hit(name, reverse("desk:action", args=[row.pk]), f"{owner}{due}. {_of(row.meeting)}")
