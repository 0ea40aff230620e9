"""Public news of a committee: agendas, minutes, answers to actions, and changes of the calendar."""

from collections.abc import Iterator

from django.urls import reverse

from committee.following.topics import MOST, Kind, News
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


def find(slug: str) -> Committee | None:
    """Return the committee with this slug; None where there is none or where it is an informal body."""
    return Committee.objects.exclude(kind=LegalKind.INFORMAL).filter(slug=slug).first()


def news(committee: Committee) -> list[News]:
    """Return a committee's latest news of each kind. Makes five queries."""
    meetings = Meeting.objects.public().filter(committee=committee)
    return [*_agendas(meetings), *_calendar(meetings), *_minutes(meetings), *_answers(meetings)]


def _agendas(meetings: MeetingQuerySet) -> Iterator[News]:
    rows = AgendaVersion.objects.filter(meeting__in=meetings).select_related("meeting__committee").defer("snapshot")
    for row in rows.order_by("-published_at", "-pk")[:MOST]:
        title = f"{HEADINGS[VersionKind(row.kind)]}: {full_date(row.meeting.date)}"
        yield News(title, address_of(row.meeting), row.published_at, f"agenda {row.pk}")


def _calendar(meetings: MeetingQuerySet) -> Iterator[News]:
    """Yield moves and cancellations before an agenda is published; a later change is news of `_agendas`."""
    rows = meetings.filter(versions=None, cancelled_at__isnull=False).select_related("committee")
    for meeting in rows.order_by("-cancelled_at")[:MOST]:
        assert meeting.cancelled_at is not None  # by the filter above
        title = f"Meeting cancelled: {full_date(meeting.date)}"
        yield News(title, address_of(meeting), meeting.cancelled_at, f"cancelled {meeting.pk} {meeting.cancelled_at}")
    moves = MeetingMove.objects.filter(meeting__in=meetings, after_publication=False)
    for move in moves.select_related("meeting__committee").order_by("-moved_at", "-pk")[:MOST]:
        title = f"Meeting moved from {full_date(move.old_date)} to {full_date(move.new_date)}"
        yield News(title, address_of(move.meeting), move.moved_at, f"move {move.pk}")


def _minutes(meetings: MeetingQuerySet) -> Iterator[News]:
    rows = MinutesVersion.objects.public().filter(minutes__meeting__in=meetings)
    rows = rows.select_related("minutes__meeting__committee").defer("document")
    for row in rows.order_by("-made_at", "-pk")[:MOST]:
        meeting = row.minutes.meeting
        title = f"{MINUTES[MinutesVersionKind(row.kind)]}: {full_date(meeting.date)}"
        yield News(title, address_of(meeting, "minutes"), row.made_at, f"minutes {row.pk}")


def _answers(meetings: MeetingQuerySet) -> Iterator[News]:
    rows = Answer.objects.public().filter(action__meeting__in=meetings)
    rows = rows.select_related("action__meeting__committee", "action__limb__resolution__minute")
    for row in rows.order_by("-answered_at", "-pk")[:MOST]:
        title = f"Action answered, from the meeting on {full_date(row.action.meeting.date)}"
        yield News(title, _asked_at(row.action), row.answered_at, f"answer {row.pk}")


def _asked_at(action: Action) -> str:
    """Return the path of the minute that requested an action; without a numbered minute, the path of the meeting."""
    number = action.limb.resolution.minute.number if action.limb else None
    return address_of(action.meeting) if number is None else address_of(action.meeting, "minute", number)


COMMITTEE = Kind(
    "committee",
    find=find,
    topic_name=lambda committee: committee.name,
    url=lambda committee: reverse("public:committee", args=[committee.slug]),
    news=news,
)
