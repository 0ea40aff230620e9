"""
A meeting ready to be minuted, made by the verbs themselves; for whoever tests minutes.

A committee of seven (Colin, a co-optee, has no vote; the quorum is 3) with a named substitute, and an agenda of 21
April 2022, published, with: apologies, declarations, minutes, Young Carers (its report recommends), Fostering, the work
programme, the exclusion; and in Part Two a contract (paragraph 3), a placement (paragraph 1) and a confidential item.
The secret words are found nowhere else.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from committee.models import Committee, Person, Post, Seat, SeatRole, Term, User
from committee.wording.dates import LONDON
from meetings.agendas import publishing
from meetings.agendas import verbs as agenda
from meetings.calendar import verbs as calendar
from meetings.minutes.room import opening
from meetings.minutes.room.presence import attendance
from meetings.minutes.room.state import Attendance
from meetings.models import AgendaItem, Attendee, Edition, Meeting, Minute, Minutes, Paper
from meetings.packs.builds import build
from meetings.papers import verbs as papers
from tests.meetings.packs.making import pdf_of

DAY = dt.date(2022, 4, 21)
PUBLISHED = dt.datetime(2022, 4, 11, 9, tzinfo=LONDON)
LONG_AGO = dt.date(2020, 5, 1)
ROOM = "/desk/meetings/safeguarding/2022-04-21/minutes/"
CONTRACT = "quillbramble"  # exempt, paragraph 3
PLACEMENT = "dovetansy"  # exempt, paragraph 1
CONFIDENTIAL = "emberwold"  # confidential by law
RECOMMENDATIONS = "a. That the report be noted.\nb. The Director be requested to report again in a year;"


def at(hour: int, minute: int = 0, *, day: dt.date = DAY) -> dt.datetime:
    """Return that time in London on the day of the meeting."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@dataclass
class World:
    """What there is. `charles` presides nowhere yet; nobody has come."""

    committee: Committee
    meeting: Meeting
    minutes: Minutes
    clerk: User
    people: dict[str, Person]

    def who(self, forename: str) -> Attendee:
        """Return the attendee of that forename: Charles, Vera, Mary, Ned, Nora, Peter or Colin."""
        return self.minutes.attendees.get(person=self.people[forename.lower()])

    def item(self, title: str) -> AgendaItem:
        """Return the item whose title begins with `title`."""
        return self.meeting.items.get(title__startswith=title)

    def minute(self, title: str) -> Minute:
        """Return the minute of the item whose title begins with `title`."""
        return Minute.objects.select_related("minutes__meeting", "item").get(item=self.item(title))

    def voters(self, when: dt.datetime, item: AgendaItem | None = None) -> list[Attendee]:
        """Return who can vote on an item at that moment."""
        return Attendance.of(self.minutes).voters_at(when, item)

    def here(self, when: dt.datetime) -> list[Attendee]:
        """Return who is there at that moment."""
        attendance_then = Attendance.of(self.minutes)
        return [row for row in attendance_then.attendees if attendance_then.is_here(row, when)]

    def arrive(self, *forenames: str, hour: int = 10, minute: int = 0) -> None:
        """Let these come to the meeting; all six who have a vote where none is named."""
        for name in forenames or VOTERS:
            attendance.arrive(self.who(name), at=at(hour, minute), by=self.clerk)

    def begin(self, *forenames: str) -> "World":
        """At ten these are there (else all six with a vote), Charles presides, and the meeting begins."""
        self.arrive(*forenames, hour=9, minute=55)
        attendance.preside(self.minutes, person=self.people["charles"], by=self.clerk)
        opening.begin_meeting(self.minutes, at=at(10), by=self.clerk)
        self.minutes.refresh_from_db()
        return self


VOTERS = ("Charles", "Vera", "Mary", "Ned", "Nora", "Peter")


def seated(committee: Committee) -> dict[str, Person]:
    """Seat the committee's people and return them by forename; seated members of the cast stay."""
    people = {seat.person.forename.lower(): seat.person for seat in committee.seats.select_related("person")}
    _sit(people, committee, "Charles", "Chair", SeatRole.CHAIRMAN)
    _sit(people, committee, "Vera", "Vice", SeatRole.VICE_CHAIRMAN, role_name="Vice-Chairman (Scrutiny)")
    _sit(people, committee, "Mary", "Member", honours="MBE")
    for forename, surname in (("Ned", "Newman"), ("Nora", "North"), ("Peter", "Parish")):
        _sit(people, committee, forename, surname)
    _sit(people, committee, "Colin", "Coopted", SeatRole.CO_OPTEE, councillor=False, voting=False)
    _sit(people, committee, "Sue", "Substitute", SeatRole.SUBSTITUTE)
    people["olive"] = _person("Olive", "Officer")
    people["mona"] = _person("Mona", "Monitor")
    Post.objects.get_or_create(
        person=people["mona"], title="County Solicitor", defaults={"is_monitoring_officer": True, "since": LONG_AGO}
    )
    if not Post.objects.filter(is_proper_officer=True).exists():
        petra = _person("Petra", "Proper")
        Post.objects.create(
            person=petra, title="Director of Corporate Services", is_proper_officer=True, since=LONG_AGO
        )
    return people


def _person(forename: str, surname: str, honours: str = "") -> Person:
    fields = {"forename": forename, "surname": surname, "honours": honours}
    return Person.objects.get_or_create(slug=f"{forename}-{surname}".lower(), defaults=fields)[0]


def _sit(
    people: dict[str, Person],
    committee: Committee,
    forename: str,
    surname: str,
    role: str = SeatRole.MEMBER,
    *,
    honours: str = "",
    councillor: bool = True,
    **seat: Any,
) -> None:
    if forename.lower() in people:
        return
    who = people[forename.lower()] = _person(forename, surname, honours)
    if councillor:
        Term.objects.create(person=who, since=LONG_AGO)
    Seat.objects.create(committee=committee, person=who, role=role, since=LONG_AGO, **seat)


def make(committee: Committee, clerk: User, *, publish: bool = True) -> World:
    """Make the world; a second or two, because the agenda is really published (else `publish` False)."""
    meeting, people = called(committee, clerk, publish=publish)
    minutes = opening.open_minutes(meeting, at=at(9, 30), by=clerk)
    return World(committee, meeting, minutes, clerk, people)


def called(committee: Committee, clerk: User, *, publish: bool = True) -> tuple[Meeting, dict[str, Person]]:
    """Return the meeting, with an agenda and unopened minutes, and the committee's people by forename."""
    people = seated(committee)
    meeting = calendar.schedule(committee, DAY, by=clerk)
    carers = agenda.add_item(meeting, title="Young Carers", by=clerk)
    report = _report(carers, "Young Carers report", clerk)
    report.recommendations = RECOMMENDATIONS
    report.save(update_fields=["recommendations"])
    agenda.add_item(meeting, title="Fostering", by=clerk)
    private(meeting, clerk)
    if publish:
        for edition in (Edition.PUBLIC, Edition.MEMBERS):
            build.build(meeting, edition, at=PUBLISHED)
        publishing.publish_agenda(meeting, seen="", at=PUBLISHED, by=clerk)
    return Meeting.objects.select_related("committee", "venue").get(pk=meeting.pk), people


def private(meeting: Meeting, clerk: User) -> None:
    """Part Two: a contract, a placement, and what is confidential."""
    why: dict[str, Any] = {
        "public_interest_reason": "It would harm someone and help nobody.",
        "not_own_development": True,
    }
    contract: dict[str, Any] = {"access": "exempt", "paragraphs": (3,), "not_registrable": True, **why}
    placement: dict[str, Any] = {"access": "exempt", "paragraphs": (1,), **why}
    secret: dict[str, Any] = {"access": "confidential", "confidential_reason": "The Home Office forbids disclosure."}
    for title, public_title, report, access in (
        (f"Contract of {CONTRACT}", "A contract", f"Bid of {CONTRACT}", contract),
        (f"Placement at {PLACEMENT}", "Placement", f"Report on {PLACEMENT}", placement),
        (f"Terms of {CONFIDENTIAL}", "Terms", f"Letter on {CONFIDENTIAL}", secret),
    ):
        item = agenda.add_item(meeting, title=title, public_title=public_title, part=2, by=clerk)
        _report(item, report, clerk, public_title=f"{public_title}: report", **access)


def _report(item: AgendaItem, title: str, clerk: User, **fields: Any) -> Paper:
    sent: dict[str, Any] = {"data": pdf_of(1, f"About {title}"), "filename": "report.pdf", "at": PUBLISHED, "by": clerk}
    return papers.add_paper(item, title=title, background_papers="None", **sent, **fields)
