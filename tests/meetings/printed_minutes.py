"""
The meeting of 10 January 2022, minuted: rows as the verbs leave them, made at once for those who test what is printed.

The words that no public page may hold: `SECRET` in an exempt minute, `SENSITIVE` in the nature of a sensitive interest.
"""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from committee.files import files
from committee.models import Committee, Person, User
from meetings.minutes.document import document, numbering, printing
from meetings.models import (
    AgendaItem,
    AgendaVersion,
    Attendee,
    Declaration,
    ExcludedItem,
    Exclusion,
    Limb,
    Meeting,
    Minute,
    Minutes,
    MinutesVersion,
    Presence,
    Resolution,
    UrgencyRuling,
    Vote,
)
from meetings.packs import snapshot
from tests.meetings.publishing import SECRET

SENSITIVE = "marzipanholt"
DAY = dt.date(2022, 1, 10)
REPORT = "Adult Safeguarding Partnership Board: Annual Report 2020/21"
LIMBS = (
    ("the Annual Report be received, as the statutory guidance under the Care Act 2014 requires", "received"),
    ("figures for Covid-positive patients discharged to care homes be sent to members", "information"),
    ("information on the use of DNRs in the county be sent to members", "information"),
    ("work be done so that future annual reports hold proper data", "action"),
)
TEXT = (
    "<p>The Cabinet Support Member presented the report.</p><p>Four findings drew the Committee’s attention:</p>"
    "<ul><li><p>concerns had been raised 12,176 times;</p></li><li><p>women were the subject of 62%.</p></li></ul>"
    "<h3>Recording</h3><p>Members were <strong>uneasy</strong> that councils count in different ways "
    '(see <a href="https://www.example.org/board">the Board’s site</a>).</p>'
    "<table><tbody><tr><th>Kind</th><th>Share</th></tr><tr><td>Neglect</td><td>36%</td></tr></tbody></table>"
)


def moment(hour: int, minute: int = 0, day: dt.date = DAY) -> dt.datetime:
    """Return that moment of the day in London."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time(hour, minute)))


@dataclass
class Printed:
    """What there is, for tests to point at."""

    meeting: Meeting
    minutes: Minutes
    entries: dict[str, Minute]
    attendees: dict[str, Attendee]
    by: User

    def take(self, **how: Any) -> document.Document:
        """Return the minutes' document as it stands."""
        return document.take(self.minutes, at=moment(14), **how)

    def fix_numbers(self) -> None:
        """As first publication does."""
        for pk, number in numbering.planned(self.minutes).items():
            Minute.objects.filter(pk=pk).update(number=number)
        self.minutes.numbered_at = self.minutes.numbered_at or moment(15)
        self.minutes.save()

    def publish(
        self, kind: str = "draft", words: document.Document | None = None, *, printed: bool = False
    ) -> MinutesVersion:
        """As the publishing verbs do, without their checks; `printed` keeps the members' PDF with it."""
        if kind in ("draft", "confirmed"):
            self.fix_numbers()
            self.minutes.state = "confirmed" if kind == "confirmed" else "published"
            self.minutes.save()
        words = words or self.take(by_minute=kind != "decisions")
        return MinutesVersion.objects.create(
            minutes=self.minutes,
            number=self.minutes.versions.count() + 1,
            kind=kind,
            document=words,
            sha256=document.digest(words),
            made_at=moment(15),
            made_by=self.by,
            members_file=files.keep(printing.pdf(words, "members", draft=kind == "draft")) if printed else None,
        )


def make(committee: Committee, clerk: User, *, exempt: bool = True) -> Printed:
    """Make it: six in the room, one on a screen, two guests, three apologies; minutes from Part One and Part Two."""
    meeting = Meeting.objects.create(committee=committee, date=DAY, starts=dt.time(10), venue=committee.usual_venue)
    minutes = Minutes.objects.create(
        meeting=meeting,
        state="draft",
        opened_at=moment(9, 55),
        opened_by=clerk,
        began_at=moment(10),
        ended_at=moment(12, 5),
    )
    made = Printed(meeting, minutes, {}, {}, clerk)
    _people(made)
    _business(made)
    if exempt:
        _private(made)
    return made


def publish_agenda(made: Printed) -> AgendaVersion:
    """Its agenda as the public read it, without a paper or a pack."""
    day = made.meeting.date
    taken = snapshot.take(snapshot.Ground.of(made.meeting, day), issued_on=day, placed={})
    return AgendaVersion.objects.create(
        meeting=made.meeting, number=1, kind="first", snapshot=taken, sha256="0" * 64, published_at=moment(9),
        published_by=made.by,
    )  # fmt: skip


def somebody(forename: str, surname: str, **fields: Any) -> Person:
    """Return the person of that name, added to the register if needed."""
    slug = f"{forename}-{surname}".lower()
    return Person.objects.get_or_create(slug=slug, defaults={"forename": forename, "surname": surname, **fields})[0]


def _attends(
    made: Printed, forename: str, surname: str, *, here: bool = True, honours: str = "", **fields: Any
) -> Attendee:
    person = somebody(forename, surname, honours=honours)
    fields.setdefault("capacity", "member")
    fields.setdefault("voting", fields["capacity"] == "member")
    row = Attendee.objects.create(minutes=made.minutes, person=person, name=person.printed_name, **fields)
    if here:
        Presence.objects.create(attendee=row, arrived_at=moment(9, 58), left_at=moment(12, 5))
    made.attendees[surname] = row
    return row


def _people(made: Printed) -> None:
    chairman = _attends(made, "Bob", "Spencer", role_label="Chairman")
    _attends(made, "Gill", "Burnett", role_label="Vice-Chairman (Overview)")
    _attends(made, "Janet", "Eagland")
    _attends(made, "Kath", "Perry", honours="MBE")
    late = _attends(made, "Jill", "Waring", here=False)
    Presence.objects.create(attendee=late, arrived_at=moment(10, 20), left_at=moment(11, 30))
    away = _attends(made, "Richard", "Ford", here=False, apologies=True, role_label="Vice-Chairman (Scrutiny)")
    _attends(made, "Mike", "Wilcox", capacity="substitute", voting=True, replaces=away.person)
    _attends(made, "Jason", "Jones", here=False, apologies=True)
    _attends(made, "Peter", "Screen", virtual=True, voting=False)
    guests = ({"name": "Johnny McMahon"}, {"name": "John Wood", "body": "SSASPB"})
    for guest in guests:
        row = Attendee.objects.create(minutes=made.minutes, capacity="other", **guest)
        Presence.objects.create(attendee=row, arrived_at=moment(10, 0))
        made.attendees[guest["name"].split()[-1]] = row
    Attendee.objects.create(minutes=made.minutes, capacity="other", name="Julia Jessel", apologies=True)
    made.minutes.presiding = chairman.person
    made.minutes.save()


def add(made: Printed, key: str, title: str, **fields: Any) -> Minute:
    """One item and its minute."""
    place = len(made.entries) + 1
    item_fields = {name: fields.pop(name) for name in ("kind", "part", "public_title") if name in fields}
    item = AgendaItem.objects.create(meeting=made.meeting, position=place, number=place, title=title, **item_fields)
    start = moment(10) + dt.timedelta(minutes=10 * place)
    made.entries[key] = Minute.objects.create(
        minutes=made.minutes,
        item=item,
        position=place,
        heading=title,
        opened_at=start,
        closed_at=start + dt.timedelta(minutes=9, seconds=59),
        **fields,
    )
    return made.entries[key]


def _item_of(entry: Minute) -> AgendaItem:
    assert entry.item
    return entry.item


def resolve(entry: Minute, *limbs: tuple[str, str], **fields: Any) -> Resolution:
    """Add a carried resolution of these limbs."""
    row = Resolution.objects.create(
        minute=entry, **{"result": "carried", "decided_at": entry.closed_at, "position": 1, **fields}
    )
    for place, (text, kind) in enumerate(limbs, 1):
        Limb.objects.create(resolution=row, position=place, text=text, kind=kind)
    return row


def _business(made: Printed) -> None:
    add(made, "apologies", "Apologies", kind="apologies", omitted=True)
    add(made, "declarations", "Declarations of Interest", kind="declarations")
    previous = add(made, "previous", "Minutes of the previous meeting held on 30 November 2021", kind="minutes")
    resolve(
        previous, ("the minutes of the meeting of 30 November 2021 be confirmed and signed by the Chairman", "noted")
    )
    report = add(made, "report", REPORT, text=TEXT)
    report.in_attendance.add(made.attendees["Wood"])
    resolve(report, *LIMBS)
    _voted(made)
    for name, item, sensitive, nature in (
        ("Eagland", "report", False, "She is a governor of a special school"),
        ("Burnett", "urgent", True, f"Concerns {SENSITIVE}"),
    ):
        Declaration.objects.create(
            minutes=made.minutes, attendee=made.attendees[name], item=_item_of(made.entries[item]),
            kind="dpi" if sensitive else "personal", nature=nature, sensitive=sensitive, made_at=moment(10, 21),
            left_room=sensitive,
        )  # fmt: skip


def _voted(made: Printed) -> None:
    chairman = made.attendees["Spencer"].person
    assert chairman
    urgent = add(made, "urgent", "Closure of a children’s home", text="<p>Members heard from the Director.</p>")
    UrgencyRuling.objects.create(
        item=_item_of(urgent),
        chairman=chairman,
        circumstances="The home closes on 12 January, before the next meeting.",
        ruled_at=moment(9),
        recorded_by=made.by,
    )
    row = resolve(
        urgent,
        ("the closure be deferred", "deferred"),
        method="recorded",
        votes_for=2,
        votes_against=2,
        abstentions=0,
        casting="for",
        presided=chairman,
        mover=made.attendees["Perry"],
        seconder=made.attendees["Wilcox"],
    )
    for name, choice in (("Perry", "for"), ("Wilcox", "for"), ("Eagland", "against"), ("Waring", "against")):
        Vote.objects.create(resolution=row, attendee=made.attendees[name], choice=choice)


def _private(made: Printed) -> None:
    exclusion = add(made, "exclusion", "Exclusion of the Public", kind="exclusion")
    private = add(
        made,
        "private",
        f"Placement of {SECRET}",
        part=2,
        public_title="A placement",
        public_heading="A placement",
        access="exempt",
        paragraphs="1,3",
        text=f"<p>Members discussed {SECRET} at length.</p>",
        public_summary="<p>The Committee considered the cost of a placement and made a recommendation.</p>",
    )
    private.in_attendance.add(
        Attendee.objects.create(minutes=made.minutes, capacity="other", name=f"Guardian {SECRET}")
    )
    carried = resolve(
        exclusion,
        (
            "the public be excluded from the meeting for the following items of business which involve the likely "
            "disclosure of exempt information as defined in the paragraphs of Schedule 12A (as amended) of the Local "
            "Government Act 1972 indicated below",
            "exclusion",
        ),
        mover=made.attendees["Spencer"],
    )
    shut = Exclusion.objects.create(resolution=carried, recorded_by=made.by)
    ExcludedItem.objects.create(exclusion=shut, item=_item_of(private), paragraphs="1,3")
    row = resolve(
        private, (f"{SECRET} be placed", "agreed"), (f"the cost of {SECRET} be noted", "noted"),
        method="hands", votes_for=4, votes_against=1, abstentions=0,
    )  # fmt: skip
    Vote.objects.create(resolution=row, attendee=made.attendees["Waring"], choice="against", demanded=True)
