"""A small world for the tests of what was asked for, built of rows: a minuted meeting whose limbs ask for things."""

import datetime as dt
from typing import Any

from django.utils import timezone

from committee.acts.requests import person_of
from committee.models import Committee, Person, User
from meetings.actions import verbs as actions
from meetings.actions.absences import record_attendance
from meetings.calendar import verbs as calendar
from meetings.models import (
    AbsenceApproval,
    Action,
    Attendee,
    Capacity,
    Limb,
    LimbKind,
    Meeting,
    Minute,
    Minutes,
    MinutesState,
    Presence,
    Resolution,
    Result,
)
from meetings.papers.background_verbs import add_background
from tests.meetings.packs.making import pdf_of
from tests.meetings.publishing import SECRET, World, moment

TENTH = dt.date(2022, 1, 10)
AT = moment(2022, 1, 12, 9)


def held(
    committee: Committee, day: dt.date, by: User, *, state: str = MinutesState.PUBLISHED, **fields: Any
) -> Minutes:
    """Minutes of a meeting of that day."""
    meeting = Meeting.objects.filter(committee=committee, date=day).first()
    meeting = meeting or calendar.schedule(committee, day, by=by)
    if fields:
        Meeting.objects.filter(pk=meeting.pk).update(**fields)
    opened = timezone.make_aware(dt.datetime.combine(day, dt.time(10)))
    seat = committee.seats.first()
    return Minutes.objects.create(
        meeting=meeting,
        state=state,
        presiding=seat.person if seat else Person.objects.first(),
        opened_at=opened,
        opened_by=by,
        began_at=opened,
        ended_at=opened + dt.timedelta(hours=2),
        numbered_at=opened,
    )


def minute(minutes: Minutes, number: int, heading: str, **fields: Any) -> Minute:
    """One minute."""
    return Minute.objects.create(minutes=minutes, position=number, number=number, heading=heading, **fields)


def limb(of: Minute, text: str, place: int = 1, **fields: Any) -> Limb:
    """Add a limb to the only resolution of that minute, which is carried."""
    resolution, _ = Resolution.objects.get_or_create(
        minute=of, defaults={"result": Result.CARRIED, "decided_at": of.minutes.ended_at}
    )
    fields.setdefault("kind", LimbKind.INFORMATION)
    return Limb.objects.create(resolution=resolution, position=place, text=text, **fields)


def attended(minutes: Minutes, person: Person, *, present: bool = True, **fields: Any) -> Attendee:
    """Somebody at a meeting."""
    fields.setdefault("capacity", Capacity.MEMBER)
    attendee = Attendee.objects.create(minutes=minutes, person=person, name=person.name, **fields)
    if present:
        Presence.objects.create(attendee=attendee, arrived_at=minutes.began_at or AT)
    return attendee


def asked(
    committee: Committee, by: User, owner: Person | None = None, *, day: dt.date = TENTH, **fields: Any
) -> Action:
    """Open an action of minute 39 b) of 10 January 2022, or another day."""
    minutes = held(committee, day, by)
    of = minute(minutes, 39, "Young carers", **fields)
    limb(of, "the report be noted", 1, kind=LimbKind.NOTED)
    return actions.open_action(limb(of, "data on young carers be sent to members", 2, asked_of=owner), at=AT, by=by)


def values_of_addresses(world: World, member: User, officer: User, clerk: User) -> dict[str, dict[str, str]]:
    """For the test of every address: an answered action, a withheld one that says the secret word, a document."""
    committee = world.meeting.committee
    shown = asked(committee, clerk, officer.person, day=dt.date(2021, 11, 8))
    sent: dict[str, Any] = {"data": pdf_of(1, "Data"), "filename": "data.pdf", "title": "The data", "at": AT}
    answer = actions.answer(shown, text="There are 412.", by=officer, **sent)
    assert shown.limb
    hidden = minute(shown.limb.resolution.minute.minutes, 40, "A placement", access="exempt", paragraphs="1")
    secret = actions.open_action(limb(hidden, f"data on {SECRET}", asked_of=officer.person), at=AT, by=clerk)
    actions.answer(secret, text=f"All of {SECRET}.", by=officer, **sent | {"title": f"Data on {SECRET}"})
    document = add_background(
        world.open_paper, title="The survey", data=pdf_of(1, "Survey"), filename="s.pdf", at=AT, by=clerk
    )
    attended_elsewhere = record_attendance(
        person_of(member), body="Joint Waste Committee", counts_as="functions", attended_on=TENTH, at=AT, by=clerk
    )
    approval = AbsenceApproval.objects.create(
        person=person_of(member), approved_on=TENTH, until=AT.date(), reason="Long Illness", recorded_by=clerk
    )
    one, of = {"pk": str(shown.pk)}, {"pk": str(answer.pk)}
    kept = {"meeting": world.meeting.slug, "pk": str(document.pk), "slug": "the-survey"}
    return {
        **dict.fromkeys(("desk:action", "officers:action"), one),
        **dict.fromkeys(("desk:answer-file", "officers:answer-file"), of),
        "desk:absence-approve": {"slug": person_of(member).slug},
        "desk:approval-correct": {"pk": str(approval.pk)},
        "desk:absence-elsewhere-remove": {"pk": str(attended_elsewhere.pk)},
        "desk:background-file": kept,
        "public:answer-file": of | {"meeting": shown.meeting.slug, "slug": "the-data"},
        "public:background-file": kept,
    }
