"""The kinds of file that can be brought in; a storey above offers its own (calendars) with `offer`."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass

from committee.acts.verbs import Portal
from committee.models import User
from committee.register.csv_import.cells import Cells


@dataclass(frozen=True)
class Column:
    """A column: its heading, what goes in it, an example, and whether it must be there."""

    name: str
    what: str
    example: str = ""
    needed: bool = False


@dataclass(frozen=True)
class Known:
    """
    What the register holds of a row already: the row's sentence, and in words what the row would change of it.

    `change` makes the changes by the register's verbs; it is called only where somebody wants them.
    """

    text: str
    changes: tuple[str, ...] = ()
    change: Callable[[User | Portal], object] | None = None


def nothing_known(cells: Cells) -> Known | None:
    """Return None, for a kind of file whose rows are always new."""
    return None


@dataclass(frozen=True)
class Kind:
    """
    A kind of file. `take(cells, by)` reads one row and acts by the register's verbs, inside a transaction; it raises
    FaultyRow or Refused. `same(cells)` tells rows that say the same thing twice. `known(cells)` only reads: what the
    register holds of the row already, None where the row is new; it raises FaultyRow.
    """

    slug: str
    title: str
    lead: str
    columns: tuple[Column, ...]
    take: Callable[[Cells, User | Portal], str]
    same: Callable[[Cells], Hashable]
    known: Callable[[Cells], Known | None] = nothing_known

    @property
    def names(self) -> list[str]:
        """The headings."""
        return [column.name for column in self.columns]

    @property
    def needed(self) -> list[str]:
        """The headings that must be there."""
        return [column.name for column in self.columns if column.needed]


_KINDS: dict[str, Kind] = {}


def offer(kind: Kind) -> None:
    """Add a kind of file; called once for each when the portal starts."""
    _KINDS[kind.slug] = kind


def kinds() -> list[Kind]:
    """Every kind, in the order in which a new council needs them."""
    return list(_KINDS.values())


def kind_called(slug: str) -> Kind | None:
    """Return the kind of that name, or None."""
    return _KINDS.get(slug)
