"""Files of divisions and of political groups."""

from collections.abc import Hashable
from typing import Any

from committee.access.permissions import keeps_the_register
from committee.acts.verbs import Portal, verb
from committee.models import Division, PoliticalGroup, User
from committee.register import people
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.register.names import Named, rename
from committee.wording.same_name import one_spelling


def same(cells: Cells) -> Hashable:
    """One name twice."""
    return one_spelling(cells.row.values.get("name", ""))


def _existing(cells: Cells, kind: type[Named]) -> Any:
    """Return the row of that kind with the name, in any spelling."""
    everything = cells.ground.once(f"rows of {kind.__name__}", lambda: list[Any](kind._default_manager.all()))
    wanted = same(cells)
    return next((row for row in everything if one_spelling(row.name) == wanted), None)


def known_division(cells: Cells) -> Known | None:
    """Return the division of that name."""
    division = _existing(cells, Division)
    return Known(f"{division} division") if division else None


def known_group(cells: Cells) -> Known | None:
    """Return the group of that name; the row may change its short name."""
    group, short_name = _existing(cells, PoliticalGroup), cells.text("short name", 20)
    cells.settle()
    if group is None:
        return None
    if not short_name or short_name == group.short_name:
        return Known(group.as_group)
    changes = (f"short name: {group.short_name or 'none'} becomes {short_name}",)
    return Known(group.as_group, changes, lambda by: rename(group, name=group.name, short_name=short_name, by=by))


@verb(may=keeps_the_register)
def take_division(cells: Cells, by: User | Portal) -> str:
    """Enter one division."""
    name = cells.text("name", 80, needed=True)
    cells.settle()
    return f"{people.add_division(name, by=by)} division"


@verb(may=keeps_the_register)
def take_group(cells: Cells, by: User | Portal) -> str:
    """Enter one political group."""
    name, short_name = cells.text("name", 80, needed=True), cells.text("short name", 20)
    cells.settle()
    return people.add_group(name, short_name=short_name, by=by).as_group


DIVISIONS = Kind(
    "divisions",
    "Divisions",
    "The electoral divisions. A file of people adds theirs automatically.",
    (Column("name", "The name of the division", "Ambridge", needed=True),),
    take_division,
    same,
    known_division,
)
GROUPS = Kind(
    "groups",
    "Political groups",
    "The political groups. A file of people adds theirs automatically.",
    (
        Column("name", "The name of the group", "Independent", needed=True),
        Column("short name", "For tables", "Ind"),
    ),
    take_group,
    same,
    known_group,
)
