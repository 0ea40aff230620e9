"""A row about somebody who is in the register already: what it would change of them. An empty cell says nothing."""

from collections.abc import Callable, Iterator
from typing import Any, cast

from committee.acts.verbs import Portal
from committee.models import Division, Person, PoliticalGroup, Post, Term, User
from committee.register import people
from committee.register.csv_import.cells import Fault, FaultyRow
from committee.register.csv_import.kinds import Known
from committee.wording.dates import full_date
from committee.wording.same_name import name_of, one_spelling

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
