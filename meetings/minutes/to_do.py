"""Minutes that the desk has to do: the next step for each meeting, and the page for that step."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Count, F, Q

from committee.models import LegalKind
from meetings.lookup import address
from meetings.models import CommentState, Meeting, MinutesState

BEHIND = dt.timedelta(weeks=26)


@dataclass(frozen=True, slots=True)
class ToWrite:
    """
    A meeting whose minutes need the clerk.

    `what` is the next step in words, `url` the desk page for that step, `days` the number of days since the meeting,
    and `comments` the number of open comments on its drafts.
    """

    meeting: Meeting
    what: str
    url: str
    days: int
    comments: int = 0


def to_write(today: dt.date, of: Collection[int] | None = None) -> list[ToWrite]:
    """
    Return meetings of today and before whose minutes must be taken, written up or confirmed, oldest first.

    Makes one query. `of` limits the list to committees with these ids. A meeting without minutes is listed for half a
    year: after that, it must have been minuted elsewhere. A meeting that was entered after its day, without an agenda
    here, was minuted elsewhere too. A meeting of today without minutes is listed once its agenda is published.
    """
    theirs = Q() if of is None else Q(committee__in=of)
    held_before = Q(created_at__date__gt=F("date"), versions__isnull=True)
    not_begun = Q(date__gte=today - BEHIND, date__lt=today) & ~held_before | Q(date=today, versions__isnull=False)
    comments = "minutes__versions__circulation__comments"
    is_open = Q(**{f"{comments}__state": CommentState.OPEN})
    counts = {"open_comments": Count(comments, filter=is_open, distinct=True)}
    meetings = (
        Meeting.objects.formal()
        .exclude(committee__kind=LegalKind.INFORMAL)
        .filter(date__lte=today)
        .exclude(minutes__state=MinutesState.CONFIRMED)
        .filter(theirs, Q(minutes__isnull=False) | not_begun)
        .select_related("committee", "minutes")
        .annotate(**counts)
        .order_by("date", "starts")
    )
    rows = []
    for meeting in meetings:
        what, page = next_step(meeting, today)
        days = (today - meeting.date).days
        rows.append(ToWrite(meeting, what, address(page, meeting), days, meeting.open_comments))
    return rows


def next_step(meeting: Meeting, today: dt.date) -> tuple[str, str]:
    """Return the next step for the meeting's minutes, in words, and the URL name of the desk page for that step."""
    minutes = getattr(meeting, "minutes", None)
    if meeting.date > today:
        return "Prepare the minutes", "room"
    if minutes is None:
        return "Minute the meeting", "room"
    return {
        MinutesState.TAKING: ("Minutes not finished", "room"),
        MinutesState.DRAFT: ("Write up the minutes", "minutes-write-up"),
        MinutesState.PUBLISHED: ("Confirm the minutes at the next meeting", "minutes-write-up"),
        MinutesState.CONFIRMED: ("Minutes confirmed and signed", "minutes-write-up"),
    }[MinutesState(minutes.state)]
