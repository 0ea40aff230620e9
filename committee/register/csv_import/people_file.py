"""A file of people: councillors with division and group, officers with posts."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from committee.acts.verbs import Portal
from committee.models import Division, Person, PoliticalGroup, Post, Term, User
from committee.register import people
from committee.register.csv_import.cells import Cells, Column, Fault, FaultyRow, Kind, Known
from committee.register.lawful import hold_register
from committee.register.matching import what_is
from committee.register.names import find_or_add
from committee.wording.dates import full_date
from committee.wording.same_name import name_of, one_spelling

NEW = "new"


@dataclass(frozen=True)
class PersonRow:
    """The values of a row; `acts` says whether the post is that of the proper officer, or the monitoring officer."""

    name: dict[str, str]
    division: str
    group: str
    post: str
    acts: dict[str, Any]
    councillor: bool
    since: date | None
    until: date | None


def read(cells: Cells) -> PersonRow:
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
    since, until = cells.period(needed=bool(councillor or post))
    if any(acts.values()) and not post:
        cells.wrong("post", "Enter the post by which they are proper or monitoring officer.")
    return PersonRow(name, division, group, post, acts, councillor, since, until)


class PeopleFile(Kind):
    """Councillors and officers. Two rows with the same name, division and post count as one row entered twice."""

    slug = "people"
    title = "People"
    lead = "Councillors with their division and group, and officers with their post. One row for each person."
    columns = (
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
    same_by = ("division", "post")

    def same(self, cells: Cells) -> Hashable:
        """Return a key of the name, in one spelling and without honours, and of the division and the post."""
        value = cells.row.values.get
        return name_of(value("forename", ""), value("surname", "")), super().same(cells)

    def known(self, cells: Cells) -> Known | None:
        """Return the person of that name in the register, and what the row would change; None for somebody new."""
        row = read(cells)
        who = _who(cells, row)
        cells.settle()
        if who is None:
            return None
        changes = [*_of_the_name(who, row), *_of_the_term(who, row), *_of_the_group(who, row), *_of_the_post(who, row)]

        def change(by: User | Portal) -> None:
            for _, act in changes:
                act(by=by)

        return Known(who.printed_name, tuple(text for text, _ in changes), change)

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Enter one person with their terms, groups and posts."""
        hold_register()  # lock before looking anybody up
        row = read(cells)
        if who := _who(cells, row):
            cells.wrong("surname", f"{who.name} is already in the register. Take this row out.")
        cells.settle()
        # `_who` has looked for namesakes already, among names read once for the whole file.
        person = people.add_person(**row.name, by=by, although_namesake=True)
        parts = [person.printed_name]
        for text, act in (*_of_the_term(person, row), *_of_the_group(person, row), *_of_the_post(person, row)):
            act(by=by)
            parts.append(text)
        return ", ".join(parts)


def _who(cells: Cells, row: PersonRow) -> Person | None:
    """Return the person that the row is about; None for somebody new. Add a question to `cells` where unclear."""
    choice = cells.text("person", 80)
    here = cells.ground.people.matching(row.name["forename"], row.name["surname"])
    fresh = cells.ground.once("people whom this file adds", dict[str, int])
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
        options = [(person.slug, what_is(person)) for person in here]
        slugs, which = " or ".join(slug for slug, _ in options), "; ".join(text for _, text in options)
        text = f"Someone of that name is in the register. Write {slugs}, or new: {which}."
        cells.wrong("person", text, (*options, (NEW, "Someone else of that name")))
    elif before != cells.row.number:
        another = f"Row {before} has that name too. If they are one person, put both into one row; else it is "
        cells.wrong("person", f"{another}someone else: write new.", ((NEW, "Someone else of that name"),))
    return None


Change = tuple[str, Callable[..., object]]  # a sentence, and the verb that makes the change, called with by=


def says_the_same_of(person: Person, row: PersonRow) -> bool:
    """Return whether the row may be about `person`: it names a division or post of theirs, or neither of the two."""
    if not (row.division or row.post or row.councillor):
        return True
    return bool(_terms(person, row) or _posts(person, row))


def _terms(person: Person, row: PersonRow) -> list[Term]:
    wanted = one_spelling(row.division)
    if not row.councillor:
        return []
    return [term for term in person.terms.all() if one_spelling(term.division.name if term.division else "") == wanted]


def _posts(person: Person, row: PersonRow) -> list[Post]:
    wanted = one_spelling(row.post)
    return [post for post in person.posts.all() if row.post and one_spelling(post.title) == wanted]


def _of_the_name(person: Person, row: PersonRow) -> Iterator[Change]:
    same_name = name_of(row.name["forename"], row.name["surname"]) == name_of(person.forename, person.surname)
    for name, value in row.name.items():
        now = getattr(person, name)
        # Another spelling of the same name is no change, because a spreadsheet may have straight apostrophes.
        is_spelling = one_spelling(value) == one_spelling(now) or (same_name and name not in ("title", "honours"))
        if value and not is_spelling:
            words: dict[str, Any] = {name: value}
            yield f"{name}: {now or 'none'} becomes {value}", partial(people.edit_person, person, **words)


def _of_the_term(person: Person, row: PersonRow) -> Iterator[Change]:
    since = row.since
    if not row.councillor or since is None:
        return

    def begin(by: User | Portal) -> None:
        division = find_or_add(Division, row.division, by) if row.division else None
        people.give_term(person, division=division, since=since, until=row.until, by=by)

    what = f"councillor for {row.division}" if row.division else "councillor"
    yield from _dated(_terms(person, row), row, what, begin)


def _of_the_group(person: Person, row: PersonRow) -> Iterator[Change]:
    since = row.since
    if not row.group or since is None:
        return
    then = [membership for membership in person.group_memberships.all() if membership.held_on(since)]
    alike = [entry for entry in then if one_spelling(entry.group.name) == one_spelling(row.group)]
    if then and not alike:
        _wrong(
            "group", row.group, f"{person} is in the {then[0].group} group then. Record on their page when they left"
        )

    def begin(by: User | Portal) -> None:
        group = find_or_add(PoliticalGroup, row.group, by)
        people.join_group(person, group=group, since=since, until=row.until, by=by)

    if not alike or alike[0].since == since:
        what = alike[0].group.as_group if alike else f"{row.group} group"
        yield from _dated(alike, row, f"in the {what}", begin)


def _of_the_post(person: Person, row: PersonRow) -> Iterator[Change]:
    if not row.post or row.since is None:
        return
    posts = [post for post in _posts(person, row) if post.since == row.since]
    if posts and any(wanted and not getattr(posts[0], name) for name, wanted in row.acts.items()):
        _wrong("post", row.post, f"{person} holds that post without that duty. Remove it and record it again,")
    begin = partial(people.give_post, person, title=row.post, since=row.since, until=row.until, **row.acts)
    yield from _dated(posts, row, row.post, begin)


def _dated(entries: Iterable[Any], row: PersonRow, what: str, begin: Callable[..., object]) -> Iterator[Change]:
    """
    Yield the change that the row makes to `entries`, if any.

    Where no entry began on the row's first day, the change is a new entry. Otherwise the change is the last day of that
    entry. Raises FaultyRow where that entry has another last day already.
    """
    existing = next((entry for entry in entries if entry.since == row.since), None)
    if existing is None:
        end = f" to {full_date(row.until)}" if row.until else ""
        yield f"{what} from {full_date(row.since)}{end}", begin
    elif row.until is not None and row.until != existing.until:
        if existing.until is not None:
            last = full_date(existing.until)
            _wrong("to", full_date(row.until), f"{what}: its last day is {last}. Correct it on their page,")
        yield f"{what}: ends on {full_date(row.until)}", partial(people.end_dated, existing, on=row.until)


def _wrong(column: str, value: str, text: str) -> None:
    raise FaultyRow([Fault(column, value, f"{text} and take this row out.")])
