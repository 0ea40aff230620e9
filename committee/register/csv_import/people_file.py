"""A file of people: councillors with division and group, officers with posts."""

from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from committee.access.permissions import keeps_the_register
from committee.acts.verbs import Portal, verb
from committee.models import Division, Person, PoliticalGroup, Post, Term, User
from committee.register import people
from committee.register.csv_import.cells import Cells, Column, Fault, FaultyRow, Kind, Known
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
    return compare(who, row) if who else None


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
    alike = [person for person in here if says_the_same_of(person, row)]
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


Change = tuple[str, Callable[[User | Portal], object]]


def division_called(name: str, by: User | Portal) -> Division | None:
    """Return the division of that name, added where there is none; None for no name."""
    return cast(Division | None, _called(Division, name, people.add_division, by))


def group_called(name: str, by: User | Portal) -> PoliticalGroup:
    """Return the political group of that name, added where there is none."""
    return cast(PoliticalGroup, _called(PoliticalGroup, name, people.add_group, by))


def _called(kind: Any, name: str, add: Any, by: User | Portal) -> Any:
    if not name:
        return None
    return kind.objects.filter(name=name).first() or add(name, by=by)


def says_the_same_of(person: Person, row: Any) -> bool:
    """Return whether the row fits this person among namesakes: it names their division or post, or none at all."""
    if not (row.division or row.post or row.councillor):
        return True
    return bool(_terms(person, row) or _posts(person, row))


def _terms(person: Person, row: Any) -> list[Term]:
    wanted = one_spelling(row.division)
    if not row.councillor:
        return []
    return [term for term in person.terms.all() if one_spelling(term.division.name if term.division else "") == wanted]


def _posts(person: Person, row: Any) -> list[Post]:
    wanted = one_spelling(row.post)
    return [post for post in person.posts.all() if row.post and one_spelling(post.title) == wanted]


def compare(person: Person, row: Any) -> Known:
    """Return what the register holds of that person, and what the row would change."""
    changes = [*_of_the_name(person, row), *_of_the_term(person, row), *_of_the_group(person, row)]
    changes += _of_the_post(person, row)

    def change(by: User | Portal) -> None:
        for _, act in changes:
            act(by)

    return Known(person.printed_name, tuple(text for text, _ in changes), change)


def _of_the_name(person: Person, row: Any) -> Iterator[Change]:
    changed = {name: value for name, value in row.name.items() if value and value != getattr(person, name)}
    if name_of(row.name["forename"], row.name["surname"]) == name_of(person.forename, person.surname):
        # Another spelling of the same name is no change: a spreadsheet has straight apostrophes.
        changed = {name: value for name, value in changed.items() if name in ("title", "honours")}
    changed = {
        name: value for name, value in changed.items() if one_spelling(value) != one_spelling(getattr(person, name))
    }
    for name, value in changed.items():
        said_now = getattr(person, name) or "none"
        yield f"{name}: {said_now} becomes {value}", _namer(person, name, value)


def _namer(person: Person, name: str, value: str) -> Callable[[User | Portal], object]:
    return lambda by: people.edit_person(person, by=by, **{name: value})


def _of_the_term(person: Person, row: Any) -> Iterator[Change]:
    if not row.councillor or row.since is None:
        return
    where = f"councillor for {row.division}" if row.division else "councillor"
    if existing := next((term for term in _terms(person, row) if term.since == row.since), None):
        yield from _last_day(existing, row, where)
        return
    yield (
        f"{where} from {full_date(row.since)}{_to(row)}",
        lambda by: people.give_term(
            person, division=division_called(row.division, by), since=row.since, until=row.until, by=by
        ),
    )


def _of_the_group(person: Person, row: Any) -> Iterator[Change]:
    if not row.group or row.since is None:
        return
    theirs = list(person.group_memberships.all())
    wanted = one_spelling(row.group)
    then = [membership for membership in theirs if membership.held_on(row.since)]
    alike = [membership for membership in then if one_spelling(membership.group.name) == wanted]
    if alike:
        if alike[0].since == row.since:
            yield from _last_day(alike[0], row, f"in the {alike[0].group.as_group}")
        return
    if then:
        _wrong(
            "group", row.group, f"{person} is in the {then[0].group} group then. Record on their page when they left"
        )
    yield (
        f"in the {row.group} group from {full_date(row.since)}{_to(row)}",
        lambda by: people.join_group(
            person, group=group_called(row.group, by), since=row.since, until=row.until, by=by
        ),
    )


def _of_the_post(person: Person, row: Any) -> Iterator[Change]:
    if not row.post or row.since is None:
        return
    if existing := next((post for post in _posts(person, row) if post.since == row.since), None):
        if any(wanted and not getattr(existing, name) for name, wanted in row.acts.items()):
            _wrong(
                "post",
                row.post,
                f"{person} holds that post without that duty. Remove it and record it again,",
            )
        yield from _last_day(existing, row, existing.title)
        return
    yield (
        f"{row.post} from {full_date(row.since)}{_to(row)}",
        lambda by: people.give_post(person, title=row.post, since=row.since, until=row.until, by=by, **row.acts),
    )


def _last_day(entry: Any, row: Any, what: str) -> Iterator[Change]:
    if row.until is None or row.until == entry.until:
        return
    if entry.until is not None:
        _wrong(
            "to", full_date(row.until), f"{what}: its last day is {full_date(entry.until)}. Correct it on their page,"
        )
    yield f"{what}: ends on {full_date(row.until)}", lambda by: people.end_dated(entry, on=row.until, by=by)


def _to(row: Any) -> str:
    return f" to {full_date(row.until)}" if row.until else ""


def _wrong(column: str, value: str, text: str) -> None:
    raise FaultyRow([Fault(column, value, f"{text} and take this row out.")])
