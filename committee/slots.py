"""
Slots: places in a page of a lower app where upper apps add content.

The page names a slot and gives its rows. An upper app, in its AppConfig, registers a function for the slot. The
function gets all rows in one call, so that the number of its queries does not grow with the number of rows. It returns
a template and a context for some rows. So no template of a lower app needs a URL of an upper app
(tests/test_storeys.py).
"""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

# The acts beside an item in the desk's agenda builder. The rows are the agenda's items, with their meeting loaded.
AGENDA_ITEM_ACTS = "the acts beside an item of an agenda"
# The member's own business on a member's front page. The only row is the member's user.
MEMBERS_FRONT = "the front page of a member"
# The cards beside an agenda in the desk's agenda builder. The only row is the meeting, with its committee loaded.
AGENDA_CARDS = "the cards beside an agenda"
SLOTS = (AGENDA_ITEM_ACTS, MEMBERS_FRONT, AGENDA_CARDS)


@dataclass(frozen=True)
class Piece:
    """The content of a slot: a template, and the context that the template gets as the variable `piece`."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)


Fill = Callable[[Sequence[Any]], Mapping[int, Piece]]
_FILLS: dict[str, list[Fill]] = defaultdict(list)


def fill(slot: str, pieces_of: Fill) -> None:
    """Register `pieces_of`, which maps rows to pieces by row id, for `slot`. Raises KeyError for an unknown slot."""
    if slot not in SLOTS:
        raise KeyError(slot)
    if pieces_of not in _FILLS[slot]:
        _FILLS[slot].append(pieces_of)


def pieces(slot: str, rows: Sequence[Any]) -> dict[int, list[Piece]]:
    """Return the pieces in `slot` by the id of each of `rows`, in the order in which apps registered."""
    by_row: dict[int, list[Piece]] = defaultdict(list)
    for pieces_of in _FILLS[slot]:
        for pk, piece in pieces_of(rows).items():
            by_row[pk].append(piece)
    return by_row
