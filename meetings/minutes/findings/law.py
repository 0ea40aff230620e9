"""Findings on legal requirements of the record: R01, R04, R16, R17, R20, R25, R28-R33, R37, R53, R57-R59, R63, R64."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max
from django.utils.timezone import localdate, localtime

from committee.law.reasons import gives_reason
from committee.models import AuditEntry, Council, executive_members
from committee.register.calendar import day_list
from committee.richtext import cleaning
from committee.richtext.cleaning import plain
from committee.wording.dates import clock_time, long_date
from committee.wording.wording import chair
from meetings.agendas.listed_items import listed_in_time, short_of_notice
from meetings.agendas.preflight import privacy
from meetings.agendas.preflight.checks import Check, Where, block, warn
from meetings.locking import published_items
from meetings.lookup import args_of
from meetings.minutes.document import numbering, unlisted_business, wording
from meetings.minutes.document.document import said_in_private
from meetings.minutes.findings.consistency import faults
from meetings.minutes.room.state import Room
from meetings.models import Access, Attendee, Meeting, Minute, Minutes, Paper
from meetings.models.confirming import presided_by
from meetings.packs.leak_check.public_words import KnownBy, read_already, telling, would_tell
from meetings.packs.leak_check.titles import quoted, repeats

DECISIONS, DRAFT = "decisions", "draft"


@dataclass(frozen=True)
class Case:
    """A publication to check: the room of the minutes, the day `on`, and the act (DECISIONS or DRAFT)."""

    room: Room
    on: date
    act: str

    @classmethod
    def of(cls, minutes: Minutes, on: date, act: str) -> "Case":
        """Return the case, with all data of the minutes read once."""
        return cls(Room.of(minutes), on, act)

    @property
    def minutes(self) -> Minutes:
        """The minutes, with their meeting and who presided."""
        return self.room.minutes

    @property
    def entries(self) -> list[Minute]:
        """Return every minute in order, with items, rulings, resolutions and limbs prefetched."""
        return self.room.entries

    def at(self, page: str, meeting: Meeting | None = None, **more: object) -> Where:
        """Return the URL name and arguments of a desk page about these minutes, or about another meeting."""
        return f"desk:{page}", args_of(meeting or self.minutes.meeting, **more)

    @staticmethod
    def says_something(entry: Minute) -> bool:
        """Return whether anything would be printed under a minute's heading: text, or a motion that was put."""
        put = any(resolution.limbs.all() and resolution.result != "pending" for resolution in entry.resolutions.all())
        return put or not cleaning.is_empty(entry.text)


SOURCES = {"R25": "LGA 1972 Sch 12 para 40", "R17": "LGA 1972 s.100A(4)-(5)", "R33": "LA 2011 s.31(4)"}
SOURCES |= {"R59": "SI 2014/165 reg 2", "R64": "LGA 1972 Sch 12; LGHA 1989 s.13"}


def who_was_there(case: Case) -> Iterator[Check]:
    """R25: check that the members present and the person presiding are recorded (LGA 1972 Sch 12 paras 40, 41)."""
    if case.minutes.presiding_id is None:
        text = "The minutes do not say who presided."
        yield block("R25", text, "LGA 1972 Sch 12 para 41(1)", case.at("room"), "Record who presided")
    if not case.room.attended:
        text = "The minutes name no member as present."
        yield block("R25", text, "LGA 1972 Sch 12 para 40", case.at("room"), "Enter who was there")


def executive_there(case: Case) -> Iterator[Check]:
    """R37: warn of people who scrutinised although the register now has them in the executive on the meeting's day."""
    meeting = case.minutes.meeting
    if not meeting.committee.is_scrutiny:
        return
    members = executive_members(meeting.date, meeting.date)
    for row in case.minutes.attendees.took_part().filter(person__in=members).select_related("person"):
        assert row.person is not None
        text = (
            f"{row.name} took part, and was of the executive on that day, which no one who scrutinises can be: tell "
            "the monitoring officer or, if the register is wrong, correct it there."
        )
        yield warn("R37", text, "LGA 2000 s.9FA", ("register:person", {"slug": row.person.slug}), "See the register")


def urgent_items(case: Case) -> Iterator[Check]:
    """
    R04: check that each urgent item has a ruling by the presiding person, with the special circumstances.

    An item that was published without a ruling was in time then; `short_notice` warns where it no longer is.
    """
    added = [entry for entry in case.entries if entry.item and entry.item.added_after_publication]
    in_time = listed_in_time(case.minutes.meeting) if added else set()
    listed = published_items(case.minutes.meeting) if added else set()
    for entry in added:
        item = entry.item
        if item is None or item.is_withdrawn or item.pk in in_time:
            continue
        ruling = getattr(item, "ruling", None)
        stated = ruling is not None and gives_reason(ruling.circumstances)
        presided = presided_by(case.minutes) if ruling is not None and case.minutes.presiding_id else set()
        if not stated and item.pk not in listed and (entry.opened_at or case.says_something(entry)):
            text = (
                f"{quoted(entry.heading)} was added after the agenda and its minute states no special circumstances: "
                f"record the {chair().lower()}’s ruling, and they are printed from it."
            )
            yield block("R04", text, "LGA 1972 s.100B(4)(b)", case.at("item-urgent", pk=item.pk), "Record it")
        elif ruling is not None and stated and presided and ruling.chairman_id not in presided:
            text = (
                f"{quoted(entry.heading)} was ruled urgent by {ruling.chairman}, who did not preside: record "
                "the ruling of the person who did."
            )
            yield block("R04", text, "LGA 1972 s.100B(4)(b)", case.at("item-urgent", pk=item.pk), "Record it")
        elif stated and entry.omitted:
            text = f"{quoted(entry.heading)} was taken as urgent, so its minute cannot be left out."
            yield block("R04", text, "LGA 1972 s.100B(4)(b)", case.at("room"), "Restore it")


def short_notice(case: Case) -> Iterator[Check]:
    """R01: warn of an agenda or item that lacks clear days because closed days were entered after publication."""
    if short := short_of_notice(case.minutes.meeting, day_list()):
        text = f"{short[:1].upper()}{short[1:]} Tell the monitoring officer before the minutes are published."
        yield warn("R01", text, "LGA 1972 s.100B(3)-(4)", case.at("agenda-published"), "See what was published")


def off_agenda(case: Case) -> Iterator[Check]:
    """R63: warn of decisions on business that was on no published agenda, and of a missing ground."""
    unlisted = unlisted_business.unlisted(case.minutes, case.entries)
    if not unlisted:
        return
    ground = unlisted_business.ground_of(case.minutes)
    what = "No agenda of this meeting was published here"
    if not unlisted.whole:
        first = unlisted.entries[0]
        what = f"{quoted(first.heading)} was decided, and was on no agenda published here"
        if unlisted_business.is_unnoticed(first):
            what = f"Business was decided under {quoted(first.heading)}, and was on no agenda published here"
        more = len(unlisted.entries) - 1
        what += f"; nor {'was' if more == 1 else 'were'} {more} other{'' if more == 1 else 's'}" if more else ""
    text = f"{what}: the minutes say so, with the ground that is recorded."
    if ground is None:
        text = f"{what}, and no ground is recorded on which business was taken: the minutes will say both."
    label = "Change the ground" if ground else "Enter the ground"
    yield warn("R63", text, "LGA 1972 s.100B(4)", case.at("minutes-ground"), label)


def withdrawn(case: Case) -> Iterator[Check]:
    """R57: warn of items that the meeting took although the agenda shows them as withdrawn."""
    for entry in case.entries:
        item = entry.item
        if item is None or item.withdrawn_at is None:
            continue
        if entry.is_printed:
            text = (
                f"{quoted(entry.heading)} was taken, and the agenda says that item {item.number} was withdrawn on "
                f"{long_date(localdate(item.withdrawn_at))}: no one could know that it would be. Tell the monitoring "
                "officer: what was decided under it is to be decided again, with notice."
            )
            yield warn("R57", text, "LGA 1972 s.100B(4)", case.at("room"), "Go to the item")


def agreement(case: Case) -> Iterator[Check]:
    """R17, R25, R29-R33, R58, R59, R64: check that attendance, votes and exclusions agree (see `faults`)."""
    for entry in case.entries:
        if entry.access != Access.EXEMPT or entry.opened_at:
            continue
        if entry.taken or case.says_something(entry):
            what = "has words" if case.says_something(entry) else "was taken"
            text = (
                f"{quoted(entry.heading)} is exempt and {what}, but the minutes do not say when it was taken: "
                "record the exclusion of the public, then when the item was reached."
            )
            yield block("R17", text, SOURCES["R17"], case.at("room"), "Go to the item")
    for fault in faults(case.room):
        source = SOURCES.get(fault.rule, "LGA 1972 Sch 12 para 39")
        yield block(fault.rule or "R29", fault.text, source, case.at("room"), "Go to the item")


def lifted_interests(case: Case) -> Iterator[Check]:
    """R33: warn of each barring interest that was removed, with the reason from the trail."""
    names = {attendee.pk: attendee.name for attendee in case.room.attendees}
    rows = AuditEntry.objects.filter(subject_type=Attendee._meta.label_lower, subject_id__in=names, facts__lifted=True)
    for row in rows.order_by("pk"):
        when = clock_time(localtime(datetime.fromisoformat(row.facts["lifted_at"])))
        text = (
            f"A disclosable pecuniary interest of {names[row.subject_id]} in item {row.facts['item']} was removed at "
            f"{when}: {row.facts['reason'].rstrip('.')}. The monitoring officer has been asked."
        )
        yield warn("R33", text, SOURCES["R33"], case.at("room"), "Go to the item")


def limited_voters(room: Room) -> Iterator[str]:
    """Yield a sentence on each voter limited to some functions: the functions, and the items they may vote on (R31)."""
    meeting = room.minutes.meeting
    seats = meeting.committee.seats.entitled(meeting.date).exclude(voting_scope="")
    scopes = dict(seats.values_list("person", "voting_scope"))
    decided = [(entry, resolution.decided_at) for entry in room.entries for resolution in entry.resolutions.all()]
    for attendee in room.attendees:
        scope = scopes.get(attendee.person_id or 0)
        items = {
            quoted(entry.heading)
            for entry, at in decided
            if scope and at and room.may_vote(attendee, at, entry.item_id)
        }
        if items:
            yield f"{attendee.name} has a vote on {scope} only, and could vote under {wording.joined(sorted(items))}"


def limited_votes(case: Case) -> Iterator[Check]:
    """Warn of each member with a vote on some functions only, and name the items they could vote under (R31, R64)."""
    for voter in limited_voters(case.room):
        text = (
            f"{voter}. Undo each decision on anything else, take the vote away and record it again. Otherwise the "
            "monitoring officer is asked to consider it once the minutes are published."
        )
        yield warn("R31", text, "LGHA 1989 s.13; LGA 2000 Sch A1", case.at("room"), "Go to the meeting")


def fair_record(case: Case) -> Iterator[Check]:
    """R20: check that each withheld minute has a public summary, or the proper officer's certificate covers it."""
    certified = case.minutes.fair_record_at
    for entry in case.entries:
        if not entry.is_withheld or not entry.is_printed or not case.says_something(entry):
            continue
        # A lone full stop is no summary.
        if gives_reason(plain(entry.public_summary)):
            continue
        if certified is None:
            text = (
                f"{quoted(entry.heading)} is withheld and has no public summary: write one, or let the proper officer "
                "certify that the public minutes are a reasonably fair and coherent record without it."
            )
            yield block("R20", text, "LGA 1972 s.100C(2)", case.at("minute-text", pk=entry.pk), "Write the summary")
        elif entry.written_at and entry.written_at > certified:
            text = (
                f"{quoted(entry.heading)} was written again after the proper officer certified the public record: "
                "certify it again."
            )
            yield block("R20", text, "LGA 1972 s.100C(2)", case.at("minutes-certify"), "Certify it")


def numbers(case: Case) -> Iterator[Check]:
    """R28: block a publication without any minute to print, and an added minute that cannot get the next number."""
    minutes = case.minutes
    planned = numbering.planned(minutes, case.entries)
    if not planned:
        text = "There are no minutes to publish. No item was considered, or all are left out."
        yield block("R28", text, "Minutes are numbered one after another", case.at("room"), "Go to the items")
        return
    if minutes.numbered_at is None or minutes.meeting.committee.minutes_by_meeting:
        return
    fixed = [entry.number for entry in case.entries if entry.number is not None]
    late = [entry for entry in case.entries if entry.is_printed and entry.number is None]
    last = numbering.fixed_in(minutes.meeting.committee, minutes.meeting.date).aggregate(last=Max("number"))["last"]
    if late and fixed and last != max(fixed):
        text = (
            f"{quoted(late[0].heading)} was added after the numbers were fixed, and the next number belongs to a "
            "later meeting: put its words under a minute that has its number."
        )
        yield block("R28", text, "Nothing published is renumbered", case.at("room"), "Leave it out")


def hidden_words(case: Case) -> Iterator[Check]:
    """Block public words of this act that repeat a hidden heading or title, or words of a withheld paper (R16)."""
    made_public = list(_made_public(case))
    hidden = hidden_in(case.minutes, case.entries)
    published_texts = [(name, texts) for name, texts, _, _ in made_public]
    meeting = case.minutes.meeting
    of_papers = telling(published_texts, meeting, known_by=KnownBy.RUNNING, public=read_already(meeting))
    for (name, texts, where, label), sentences in zip(made_public, of_papers, strict=True):
        repeated = [
            f"{name} repeats the {what} {quoted(secret)}, which is hidden from the public."
            for (what, secret), public in hidden.items()
            if any(repeats(text, secret, public) for text in texts)
        ]
        for sentence in repeated or sentences:
            yield block("R16", would_tell([sentence]), "LGA 1972 s.100A(2), s.100B(2)", where, label)


Told = tuple[str, list[str], Where, str]  # name of the text, its public words, page that mends it, label of the link


def _made_public(case: Case) -> Iterator[Told]:
    """Yield all free text that this act makes public, for the checks of R16 and R53."""
    yield from _told_beside(case)
    for entry in case.entries:
        if not entry.omitted:
            name, texts = f"The minute {quoted(entry.heading_for_public)}", list(_public_texts(entry, case.act))
            yield name, texts, case.at("minute-text", pk=entry.pk), "Change the words"


def _told_beside(case: Case) -> Iterator[Told]:
    """Yield public text outside the minutes of items: attendance, interests, the ground, the meeting's note."""
    room, link = case.at("room"), "Go to the item"
    for attendee in case.room.attendees:
        words = [attendee.name, attendee.role_label, attendee.body]
        yield f"The entry of {attendee.name} among those present", words, room, link
    for name, words in _interests(case):
        yield f"The interest that {name} declared", words, room, link
    if ground := unlisted_business.ground_of(case.minutes):
        name = "The ground for business on no published agenda"
        yield name, [ground.words], case.at("minutes-ground"), "Change the words"
    yield "The note of the meeting", [case.minutes.meeting.note], case.at("meeting-settings"), "Change the note"


def hidden_in(minutes: Minutes, entries: Iterable[Minute]) -> dict[tuple[str, str], str]:
    """
    Return the hidden words of the minutes, each with the public words in their place.

    The keys are ("heading" or "title of a paper", hidden words).
    """
    headings = [(entry.heading, entry.public_heading) for entry in entries if entry.is_withheld]
    headings += [(entry.item.title, entry.item.public_title) for entry in entries if entry.item]
    papers = Paper.objects.filter(item__meeting=minutes.meeting_id).withheld().values_list("title", "public_title")
    hidden = {("heading", title): public for title, public in headings if public}
    return hidden | {("title of a paper", title): public for title, public in papers if public}


def repeated_by(words: str, minutes: Minutes) -> str:
    """Return "heading" or "title of a paper" where `words` repeat a hidden heading or title; else ""."""
    hidden = hidden_in(minutes, minutes.entries.select_related("item"))
    return next((what for (what, secret), public in hidden.items() if repeats(words, secret, public)), "")


def personal_data(case: Case) -> Iterator[Check]:
    """Warn of likely personal data in the words that this act makes public (R53, UK GDPR art 5)."""
    postcodes = privacy.own_postcodes(Council.current())
    for name, texts, where, label in _made_public(case):
        for sentence in privacy.of_words(name, texts, postcodes):
            yield warn("R53", sentence, privacy.SOURCE, where, label)


def _interests(case: Case) -> list[tuple[str, list[str]]]:
    """Return each declarant's name, with the public words on their interest and dispensation."""
    entries = {entry.item_id: entry for entry in case.entries if entry.is_printed}
    return [
        (row.attendee.name, [row.nature, row.dispensed_by, row.dispensation])
        for row in case.room.declarations
        if not row.sensitive and not said_in_private(row, entries.get(row.item_id))
    ]


def _public_texts(entry: Minute, act: str) -> Iterator[str]:
    whole = act != DECISIONS  # a note of decisions has no words of the minutes
    yield entry.heading_for_public
    yield plain(entry.public_summary) if whole else ""
    if not entry.is_withheld:
        yield wording.urgency_words(entry.item) if entry.item else ""
        yield plain(entry.text) if whole else ""
        for resolution in entry.resolutions.all():
            yield from (limb.text for limb in resolution.limbs.all())
