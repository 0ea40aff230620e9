"""
Public news of a committee, of one meeting, and of all committees.

News is of agendas, minutes, answers to actions, and changes of the calendar.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import reverse

from committee.following.topics import MOST, ONLY_ONE, Kind, News
from committee.models import Committee, LegalKind
from committee.wording.dates import full_date
from meetings.agendas.notifying import HEADINGS
from meetings.as_data import address_of
from meetings.models import (
    Action,
    AgendaVersion,
    Answer,
    Meeting,
    MeetingMove,
    Minutes,
    MinutesVersion,
    MinutesVersionKind,
    VersionKind,
)
from meetings.models.meeting import MeetingQuerySet

MINUTES = {
    MinutesVersionKind.DECISIONS: "Decisions published",
    MinutesVersionKind.DRAFT: "Draft minutes published",
    MinutesVersionKind.CONFIRMED: "Confirmed minutes published",
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """The meetings of a topic, and what a title names to tell one of these meetings from the others."""

    meetings: MeetingQuerySet
    with_day: bool = True
    with_committee: bool = False

    def title(self, what: str, meeting: Meeting, day: str = "") -> str:
        """Return the title of news: `what`, then `day` and the name of the committee as far as the topic needs them."""
        committee = f", {meeting.committee.name}" if self.with_committee else ""
        return f"{what}{day if self.with_day else ''}{committee}"


def find_committee(slug: str) -> Committee | None:
    """Return the committee with this slug; None where there is none or where it is an informal body."""
    return Committee.objects.exclude(kind=LegalKind.INFORMAL).filter(slug=slug).first()


def find_meeting(key: str) -> Meeting | None:
    """Return the public meeting whose id is `key`; None for anything else. A meeting that is moved keeps its id."""
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        return None
    return Meeting.objects.public().filter(pk=int(key)).select_related("committee").first()


def _news(scope: _Scope) -> list[News]:
    """Return the latest news of each kind. Makes six queries."""
    return [*_agendas(scope), *_calendar(scope), *_minutes(scope), *_answers(scope)]


def _agendas(scope: _Scope) -> Iterator[News]:
    rows = AgendaVersion.objects.filter(meeting__in=scope.meetings)
    rows = rows.select_related("meeting__committee").defer("snapshot")
    for row in rows.order_by("-published_at", "-pk")[:MOST]:
        title = scope.title(HEADINGS[VersionKind(row.kind)], row.meeting, f": {full_date(row.meeting.date)}")
        yield News(title, address_of(row.meeting), row.published_at, f"agenda {row.pk}")


def _calendar(scope: _Scope) -> Iterator[News]:
    """Yield moves and cancellations before an agenda is published; a later change is news of `_agendas`."""
    rows = scope.meetings.filter(versions=None, cancelled_at__isnull=False).select_related("committee")
    for meeting in rows.order_by("-cancelled_at")[:MOST]:
        assert meeting.cancelled_at is not None  # by the filter above
        title = scope.title("Meeting cancelled", meeting, f": {full_date(meeting.date)}")
        yield News(title, address_of(meeting), meeting.cancelled_at, f"cancelled {meeting.pk} {meeting.cancelled_at}")
    moves = MeetingMove.objects.filter(meeting__in=scope.meetings, after_publication=False)
    for move in moves.select_related("meeting__committee").order_by("-moved_at", "-pk")[:MOST]:
        what = f"Meeting moved from {full_date(move.old_date)} to {full_date(move.new_date)}"
        yield News(scope.title(what, move.meeting), address_of(move.meeting), move.moved_at, f"move {move.pk}")


def _minutes(scope: _Scope) -> Iterator[News]:
    """Yield published minutes and notes of decisions. A note's news leads to the minutes once these are published."""
    rows = MinutesVersion.objects.public().filter(minutes__meeting__in=scope.meetings)
    rows = rows.select_related("minutes__meeting__committee").defer("document")
    listed = list(rows.order_by("-made_at", "-pk")[:MOST])
    minuted = Minutes.objects.public().filter(pk__in=[row.minutes_id for row in listed])
    minuted_ids = set(minuted.values_list("pk", flat=True))
    for row in listed:
        meeting = row.minutes.meeting
        title = scope.title(MINUTES[MinutesVersionKind(row.kind)], meeting, f": {full_date(meeting.date)}")
        page = "minutes" if row.minutes_id in minuted_ids else "decisions"
        yield News(title, address_of(meeting, page), row.made_at, f"minutes {row.pk}")


def _answers(scope: _Scope) -> Iterator[News]:
    rows = Answer.objects.public().filter(action__meeting__in=scope.meetings)
    rows = rows.select_related("action__meeting__committee", "action__limb__resolution__minute")
    for row in rows.order_by("-answered_at", "-pk")[:MOST]:
        meeting = row.action.meeting
        title = scope.title("Action answered", meeting, f", from the meeting on {full_date(meeting.date)}")
        yield News(title, _asked_at(row.action), row.answered_at, f"answer {row.pk}")


def _asked_at(action: Action) -> str:
    """Return the path of the minute that requested an action; without a numbered minute, the path of the meeting."""
    number = action.limb.resolution.minute.number if action.limb else None
    return address_of(action.meeting) if number is None else address_of(action.meeting, "minute", number)


COMMITTEE = Kind(
    "committee",
    find=find_committee,
    topic_name=lambda committee: committee.name,
    url=lambda committee: reverse("public:committee", args=[committee.slug]),
    news=lambda committee: _news(_Scope(Meeting.objects.public().filter(committee=committee))),
)
MEETING = Kind(
    "meeting",
    find=find_meeting,
    topic_name=lambda meeting: f"{meeting.committee.name}, {full_date(meeting.date)}",
    url=address_of,
    news=lambda meeting: _news(_Scope(Meeting.objects.public().filter(pk=meeting.pk), with_day=False)),
)
COUNCIL = Kind(
    "council",
    find=lambda key: key if key == ONLY_ONE else None,
    topic_name=lambda _: "All committees",
    url=lambda _: reverse("public:home"),
    news=lambda _: _news(_Scope(Meeting.objects.public(), with_committee=True)),
)
