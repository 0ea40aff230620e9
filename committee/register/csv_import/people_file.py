"""A file of people: councillors with division and group, officers with posts."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date

from committee.access.permissions import keeps_the_register
from committee.acts.verbs import Portal, verb
from committee.models import Division, Person, PoliticalGroup, User
from committee.register import people
from committee.register.csv_import import people_known
from committee.register.csv_import.cells import Cells
from committee.register.csv_import.kinds import Column, Kind, Known
from committee.register.csv_import.people_known import division_called, group_called
from committee.register.lawful import hold_register
from committee.register.matching import what_is
from committee.wording.dates import full_date
from committee.wording.same_name import name_of, one_spelling

COLUMNS = (
    Column("title", "Only if it is printed before the name", "Rev Preb"),
    Column("forename", "As printed", "Mary", needed=True),
    Column("surname", "As printed", "Member", needed=True),
    Column("honours", "Printed after the name", "MBE"),
    Column("division", "A councillor’s division; a new one is added", "Ambridge"),
    Column("group", "A councillor’s political group; a new one is added", "Independent"),
    Column("from", "First day as councillor or in post", "06/05/2021"),
    Column("to", "Last day; blank if there is none yet", ""),
    Column("councillor", "yes for a councillor without a division", "yes"),
    Column("post", "An officer’s post, as printed on agendas", ""),
    Column("proper officer", "yes for the officer who signs agendas", "no"),
    Column("monitoring officer", "yes for the monitoring officer", "no"),
    Column("person", "Which person with that name: the last part of their page’s web address, or new", ""),
)


NEW = "new"
_FRESH = "people whom this file adds"


@dataclass(frozen=True)
class Said:
    """What a row says of somebody."""

    name: dict[str, str]
    division: str
    group: str
    post: str
    acts: dict[str, bool]
    councillor: bool
    since: date | None
    until: date | None


def same(cells: Cells) -> Hashable:
    """Two rows of one name, division and post are one row twice."""
    value = cells.row.values.get
    who = name_of(value("forename", ""), value("surname", ""))
    return (who, *(one_spelling(value(name, "")) for name in ("division", "post")))


def read(cells: Cells) -> Said:
    """Return the row's values, and collect its faults."""
    name = {
        "title": cells.text("title", 40),
        "forename": cells.text("forename", 60, needed=True),
        "surname": cells.text("surname", 60, needed=True),
        "honours": cells.text("honours", 40),
    }
    division = cells.name_known_or_new("division", 80, Division)
    group = cells.name_known_or_new("group", 80, PoliticalGroup)
    post = cells.text("post", 120)
    acts = {"is_proper_officer": cells.yes("proper officer"), "is_monitoring_officer": cells.yes("monitoring officer")}
    councillor = cells.yes("councillor", otherwise=bool(division or group))
    since, until = cells.day("from", needed=bool(councillor or post)), cells.day("to")
    if since and until and until < since:
        cells.wrong("to", "The last day must not be before the first.")
    if any(acts.values()) and not post:
        cells.wrong("post", "Enter the post by which they are proper or monitoring officer.")
    return Said(name, division, group, post, acts, councillor, since, until)


def known(cells: Cells) -> Known | None:
    """Return the person of that name in the register, and what the row would change; None for somebody new."""
    row = read(cells)
    who = _who(cells, row)
    cells.settle()
    return people_known.compare(who, row) if who else None


@verb(may=keeps_the_register)
def take(cells: Cells, by: User | Portal) -> str:
    """Enter one person and what they are."""
    hold_register()  # before anybody is looked up
    row = read(cells)
    if who := _who(cells, row):
        cells.wrong("surname", f"{who.name} is already in the register. Take this row out.")
    cells.settle()
    # Whoever is there was looked for above, in names read once for the whole file.
    person = people.add_person(**row.name, by=by, although_namesake=True)
    parts = [person.printed_name]
    if row.since and row.councillor:
        parts.append(_councillor(person, row, by))
    if row.since and row.post:
        people.give_post(person, title=row.post, since=row.since, until=row.until, by=by, **row.acts)
        parts.append(f"{row.post} from {full_date(row.since)}")
    return ", ".join(parts)


def _who(cells: Cells, row: Said) -> Person | None:
    """Return the person that the row is about; None for somebody new. Where unclear, the cells get a question."""
    choice = cells.text("person", 80)
    here = cells.ground.people.matching(row.name["forename"], row.name["surname"])
    fresh = cells.ground.once(_FRESH, dict[str, int])
    key = name_of(row.name["forename"], row.name["surname"])
    before = fresh.setdefault(key, cells.row.number)
    if choice.casefold() == NEW:
        return None
    if choice:
        if who := cells.ground.people.at(choice):
            return who
        cells.wrong("person", "No one in the register has that web address. Write new for someone who is not there.")
        return None
    alike = [person for person in here if people_known.says_the_same_of(person, row)]
    if len(here) == 1 and alike == here:
        return here[0]
    if here:
        _ask(cells, here)
    elif before != cells.row.number:
        another = f"Row {before} has that name too. If they are one person, put both into one row; else it is "
        cells.wrong("person", f"{another}someone else: write new.", ((NEW, "Someone else of that name"),))
    return None


def _ask(cells: Cells, here: list[Person]) -> None:
    options = tuple((person.slug, what_is(person)) for person in here)
    which = "; ".join(text for _, text in options)
    text = (
        f"Someone of that name is in the register. Write {' or '.join(slug for slug, _ in options)}, or new: {which}."
    )
    cells.wrong("person", text, (*options, (NEW, "Someone else of that name")))


def _councillor(person: Person, row: Said, by: User | Portal) -> str:
    assert row.since is not None
    where = division_called(row.division, by)
    people.give_term(person, division=where, since=row.since, until=row.until, by=by)
    if row.group:
        people.join_group(person, group=group_called(row.group, by), since=row.since, until=row.until, by=by)
    text = f"councillor for {where}" if where else "councillor"
    return f"{text} ({row.group}) from {full_date(row.since)}" if row.group else f"{text} from {full_date(row.since)}"


PEOPLE = Kind(
    "people",
    "People",
    "Councillors with their division and group, and officers with their post. One row for each person.",
    COLUMNS,
    take,
    same,
    known,
)
