"""The stamp of a page: sums over rows of `PageStamp`. Every change of the page's data changes the sums."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from committee.public_pages.areas import EVERYTHING
from committee.public_pages.prepared import cursor_of
from committee.public_pages.triggers import TABLE

_SUMS = f"count(*), sum(token), max(id), sum(CASE WHEN key = {EVERYTHING} THEN token END)"


@dataclass(frozen=True, slots=True)
class Stamp:
    """
    The keys of a page, and the count, sum and last id of their rows at one moment.

    Each committed change adds a random number, so two equal stamps mean the same data. `everything` is the sum for the
    area of that name: data that every page shows, such as the council's record.
    """

    keys: tuple[int, ...]
    rows: tuple[int, int, int]
    everything: int


type Address = Mapping[str, Any]
# A function that takes a view's URL arguments, and returns SQL, with its parameters, for the id of the one meeting that
# the page is about; None where there is no such meeting.
type Meeting = Callable[[Address], tuple[str, Sequence[Any]] | None]


def read(keys: Sequence[int]) -> Stamp | None:
    """Return the present stamp of these keys; None where the area EVERYTHING has no row, so nothing can be cached."""
    row = _row(f"SELECT {_SUMS} FROM {TABLE} WHERE key IN ({_blanks(keys)})", keys)
    return _stamp(tuple(keys), row)


def read_all() -> Stamp | None:
    """Return the stamp of all public pages, every meeting included; None where the area EVERYTHING has no row."""
    return _stamp((), _row(f"SELECT {_SUMS} FROM {TABLE}", ()))


def read_of_meeting(areas: Sequence[int], query: tuple[str, Sequence[Any]]) -> Stamp | None:
    """
    Return the stamp for `areas` and for one meeting; None where there is no such meeting.

    `query` is SQL, with its parameters, that finds the meeting's id.
    """
    sql, params = query
    rows = f"SELECT * FROM {TABLE} WHERE key"  # two queries by UNION ALL, so that both use the index
    row = _row(
        f"WITH meeting AS ({sql}) SELECT {_SUMS}, (SELECT id FROM meeting) FROM "
        f"({rows} IN ({_blanks(areas)}) UNION ALL {rows} = (SELECT id FROM meeting)) stamped",
        [*params, *areas],
    )
    return _stamp((*areas, row[4]), row) if row[4] else None


def _blanks(values: Sequence[Any]) -> str:
    return ", ".join(["%s"] * len(values))


def _row(sql: str, params: Sequence[Any]) -> Any:
    with cursor_of(connection) as cursor:
        cursor.execute(sql, params)
        return cursor.fetchone()


def _stamp(keys: tuple[int, ...], row: Any) -> Stamp | None:
    count, total, last, everything = row[:4]
    # `everything` is None while the area EVERYTHING has no row.
    return None if everything is None else Stamp(keys, (count, int(total), last), int(everything))
