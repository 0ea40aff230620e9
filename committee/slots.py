"""
Slots: places in a page of a lower app for what upper apps have to say there.

The page names a slot and gives its rows; an upper app, in its AppConfig, registers a function that is given all of them
at once (so that its queries do not grow with them) and answers with a template and its context for some. So no template
of a lower app names an address of an upper one, which tests/test_storeys.py keeps.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The acts beside an item of an agenda, in the desk's agenda builder; rows: its items, each with its meeting at hand.
AGENDA_ITEM_ACTS = "the acts beside an item of an agenda"
# What is theirs on the front page of a member; rows: the one member, as a user.
MEMBERS_FRONT = "the front page of a member"
# The cards beside an agenda, in the desk's agenda builder; rows: its meeting, with the committee at hand.
AGENDA_CARDS = "the cards beside an agenda"
SLOTS = (AGENDA_ITEM_ACTS, MEMBERS_FRONT, AGENDA_CARDS)


@dataclass(frozen=True)
class Piece:
    """The content of a slot: a template, included with `piece` as its context."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Fill = Callable[[Sequence[Any]], Mapping[int, Piece]]
_FILLS: dict[str, list[Fill]] = defaultdict(list)


def fill(slot: str, pieces_of: Fill) -> None:
    """Register `pieces_of` for `slot`: it gets the rows and returns pieces by row id. KeyError for an unknown slot."""
    if slot not in SLOTS:
        raise KeyError(slot)
    if pieces_of not in _FILLS[slot]:
        _FILLS[slot].append(pieces_of)


def pieces(slot: str, rows: Sequence[Any]) -> dict[int, list[Piece]]:
    """Return the pieces in `slot` for each of `rows`, by its id, in the order in which apps registered."""
    by_row: dict[int, list[Piece]] = defaultdict(list)
    for pieces_of in _FILLS[slot]:
        for pk, piece in pieces_of(rows).items():
            by_row[pk].append(piece)
    return by_row
