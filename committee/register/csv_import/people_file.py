"""A file of people: councillors with division and group, officers with posts."""

from collections.abc import Hashable

from committee.models import Division, Person, PoliticalGroup, Post, Term, User
from committee.register import people
from committee.register.csv_import.cells import Cells
from committee.register.csv_import.kinds import Column, Kind
from committee.register.lawful import said

COLUMNS = (
    Column("title", "Only if it is printed before the name", "Rev Preb"),
    Column("forename", "As printed", "Mary", needed=True),
    Column("surname", "As printed", "Member", needed=True),
    Column("honours", "Printed after the name", "MBE"),
    Column("division", "A councillor's division; a new one is added", "Ambridge"),
    Column("group", "A councillor's political group; a new one is added", "Independent"),
    Column("from", "First day as councillor or in post", "06/05/2021"),
    Column("to", "Last day; empty while it lasts", ""),
    Column("councillor", "yes where there is no division to say so", "yes"),
    Column("post", "An officer's post, as printed on agendas", ""),
    Column("proper officer", "yes for the officer who signs agendas", "no"),
    Column("monitoring officer", "yes for the monitoring officer", "no"),
)


def same(cells: Cells) -> Hashable:
    """Two rows of one name, division and post are one row twice."""
    return tuple(cells.row.values.get(name, "").casefold() for name in ("forename", "surname", "division", "post"))


def take(cells: Cells, by: User | None) -> str:
    """Enter one person and what they are."""
    name = {
        "title": cells.text("title", 40),
        "forename": cells.text("forename", 60, needed=True),
        "surname": cells.text("surname", 60, needed=True),
        "honours": cells.text("honours", 40),
    }
    division = cells.name_known_or_new("division", 80, Division.objects.values_list("name", flat=True))
    group = cells.name_known_or_new("group", 80, PoliticalGroup.objects.values_list("name", flat=True))
    post = cells.text("post", 120)
    acts = {"is_proper_officer": cells.yes("proper officer"), "is_monitoring_officer": cells.yes("monitoring officer")}
    councillor = cells.yes("councillor", otherwise=bool(division or group))
    since, until = cells.day("from", needed=bool(councillor or post)), cells.day("to")
    if since and until and until < since:
        cells.wrong("to", "The last day must not be before the first.")
    if any(acts.values()) and not post:
        cells.wrong("post", "Give the post by which they are proper or monitoring officer.")
    _refuse_one_who_is_here(cells, name, division, post)
    cells.settle()
    person = people.add_person(**name, by=by)
    parts = [person.printed_name]
    if since and councillor:
        parts.append(_councillor(person, division, group, since, until, by))
    if since and post:
        people.give_post(person, title=post, since=since, until=until, by=by, **acts)
        parts.append(f"{post} from {said(since)}")
    return ", ".join(parts)


def _refuse_one_who_is_here(cells: Cells, name: dict[str, str], division: str, post: str) -> None:
    here = Person.objects.filter(forename__iexact=name["forename"], surname__iexact=name["surname"])
    if not here.exists():
        return
    # A namesake is let in where the row tells the two apart by division or post.
    told_apart = (division or post) and not (
        Term.objects.filter(person__in=here, division__name__iexact=division).exists()
        or Post.objects.filter(person__in=here, title__iexact=post).exists()
        or not (Term.objects.filter(person__in=here).exists() or Post.objects.filter(person__in=here).exists())
    )
    if not told_apart:
        cells.wrong("surname", f"{here[0].name} is in the register already. Take this row out.")


def _councillor(person, division, group, since, until, by) -> str:
    where = None
    if division:
        where = Division.objects.filter(name=division).first() or people.add_division(division, by=by)
    people.give_term(person, division=where, since=since, until=until, by=by)
    if group:
        which = PoliticalGroup.objects.filter(name=group).first() or people.add_group(group, by=by)
        people.join_group(person, group=which, since=since, until=until, by=by)
    text = f"councillor for {division}" if division else "councillor"
    return f"{text} ({group}) from {said(since)}" if group else f"{text} from {said(since)}"


PEOPLE = Kind(
    "people",
    "People",
    "Councillors with their division and group, and officers with their post. One row a person.",
    COLUMNS,
    take,
    same,
)
