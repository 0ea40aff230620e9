"""Files of divisions and of political groups."""

from collections.abc import Hashable

from committee.models import User
from committee.register import people
from committee.register.csv_import.cells import Cells
from committee.register.csv_import.kinds import Column, Kind


def same(cells: Cells) -> Hashable:
    """One name twice."""
    return cells.row.values.get("name", "").casefold()


def take_division(cells: Cells, by: User | None) -> str:
    """Enter one division."""
    name = cells.text("name", 80, needed=True)
    cells.settle()
    return f"{people.add_division(name, by=by)} division"


def take_group(cells: Cells, by: User | None) -> str:
    """Enter one political group."""
    name, short_name = cells.text("name", 80, needed=True), cells.text("short name", 20)
    cells.settle()
    return f"{people.add_group(name, short_name=short_name, by=by)} group"


DIVISIONS = Kind(
    "divisions",
    "Divisions",
    "The electoral divisions. A file of people adds theirs by itself.",
    (Column("name", "The name of the division", "Ambridge", needed=True),),
    take_division,
    same,
)
GROUPS = Kind(
    "groups",
    "Political groups",
    "The political groups. A file of people adds theirs by itself.",
    (
        Column("name", "The name of the group", "Independent", needed=True),
        Column("short name", "For tables", "Ind"),
    ),
    take_group,
    same,
)
