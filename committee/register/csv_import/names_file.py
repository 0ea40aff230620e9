"""Files of divisions and of political groups."""

from functools import partial
from typing import Any

from committee.acts.verbs import Portal
from committee.models import Division, PoliticalGroup, User
from committee.register import names
from committee.register.csv_import.cells import Cells, Column, Kind, Known
from committee.wording.same_name import one_spelling


def _existing(cells: Cells, kind: type[names.Named]) -> Any:
    """Return the row of that kind that has the cell's name in any spelling; None for a new name."""
    everything = cells.ground.once(f"rows of {kind.__name__}", lambda: list[Any](kind._default_manager.all()))
    wanted = one_spelling(cells.row.values.get("name", ""))
    return next((row for row in everything if one_spelling(row.name) == wanted), None)


class Divisions(Kind):
    """Electoral divisions: only their names."""

    slug = "divisions"
    title = "Divisions"
    lead = "The electoral divisions. A file of people adds theirs automatically."
    columns = (Column("name", "The name of the division", "Ambridge", needed=True),)

    def known(self, cells: Cells) -> Known | None:
        """Return the division of that name; None for a new name."""
        division = _existing(cells, Division)
        return Known(f"{division} division") if division else None

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Enter one division."""
        name = cells.text("name", 80, needed=True)
        cells.settle()
        return f"{names.add(Division, name, by=by)} division"


class Groups(Kind):
    """Political groups, with a short name."""

    slug = "groups"
    title = "Political groups"
    lead = "The political groups. A file of people adds theirs automatically."
    columns = (
        Column("name", "The name of the group", "Independent", needed=True),
        Column("short name", "For tables", "Ind"),
    )

    def known(self, cells: Cells) -> Known | None:
        """Return the group of that name, whose short name the row may change; None for a new name."""
        group, short_name = _existing(cells, PoliticalGroup), cells.text("short name", 20)
        cells.settle()
        if group is None:
            return None
        if not short_name or short_name == group.short_name:
            return Known(group.as_group)
        changes = (f"short name: {group.short_name or 'none'} becomes {short_name}",)
        return Known(group.as_group, changes, partial(names.rename, group, name=group.name, short_name=short_name))

    def take(self, cells: Cells, by: User | Portal) -> str:
        """Enter one political group."""
        name, short_name = cells.text("name", 80, needed=True), cells.text("short name", 20)
        cells.settle()
        return names.add(PoliticalGroup, name, short_name=short_name, by=by).as_group
