"""
What a page asked of the database as it was made, and whether it would be told the same now.

A page that may be kept is made of its address, the day, and the answers to its queries, each of which leads to the
next. So where something was changed and all of them are answered as before, the page is as before; to ask costs a
fraction of making it. A page that wrote something, that asked what could not be answered, or much, is made anew.

Rests on two things of Django 6.1: an execute wrapper is given the `CursorWrapper` that rows are then read through, and
that reads them from its attribute `cursor` alone. Only plain reading is asked again: no view that is kept calls a
function of the database that changes something.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, connection

from committee.prepared import cursor_of, prepares

READS = ("SELECT ", "(SELECT ", "WITH ")
MOST_QUERIES, MOST_ROWS = 80, 4000  # of more a page is made anew: asking would take as long, and hold a reader
type Row = Sequence[Any]


class Answered(NamedTuple):
    """A query, whether it was prepared, how many of its rows were read, whether these were all, and their hash."""

    sql: str
    params: Any
    is_prepared: bool
    read: int
    all: bool
    digest: bytes


def are_answered_alike(queries: Sequence[Answered]) -> bool:
    """
    Whether each of these queries is answered now as it was; asks no further than the first that is not.

    SECURITY: to be asked after the stamp has been read that the page is then kept under.
    """
    try:
        with connection.cursor() as cursor, cursor_of(connection) as preparing:
            return all(_is_answered_alike(preparing if query.is_prepared else cursor, query) for query in queries)
    except DatabaseError:
        return False  # whoever makes the page says what is wrong


def _is_answered_alike(cursor: Any, query: Answered) -> bool:
    cursor.execute(query.sql, query.params)
    rows = cursor.fetchmany(query.read + 1)
    if len(rows) < query.read or (query.all and len(rows) > query.read):
        return False
    told = hashlib.sha256()
    for row in rows[: query.read]:
        told.update(_bytes(row))
    return told.digest() == query.digest


class Recorder:
    """Notes what is asked through a connection, and what is answered, as an execute wrapper of Django's."""

    def __init__(self) -> None:
        self._is_on, self._is_known = False, True
        self._readings: list[_Reading | Answered] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Run a query, and have what is read of it noted, once a page has begun that may be kept."""
        wrapper = context["cursor"]
        if isinstance(wrapper.cursor, _Reading):  # a cursor may be used again
            wrapper.cursor = wrapper.cursor.raw
        if not self._is_on:
            return execute(sql, params, many, context)
        try:
            answer = execute(sql, params, many, context)
        except Exception:
            self._is_known = False  # a page may say something else where it was refused an answer
            raise
        if many or not sql.startswith(READS) or " FOR UPDATE" in sql or len(self._readings) >= MOST_QUERIES:
            self._is_known = False
        if self._is_known:
            wrapper.cursor = _Reading(sys.intern(sql), params, wrapper.cursor)
            self._readings.append(wrapper.cursor)
        return answer

    def begin(self) -> None:
        """Note what is asked from now on: the stamp of the page has been read."""
        self._is_on = True

    def add(self, query: Answered) -> None:
        """Note as asked now what was asked for another page, whose answer this one is made of too."""
        self._readings.append(query)

    def answered(self) -> tuple[Answered, ...] | None:
        """All of it, or None where the same answers would not make the same page."""
        found = [one if isinstance(one, Answered) else one.answered() for one in self._readings]
        known = [one for one in found if one is not None]
        return tuple(known) if self._is_known and len(known) == len(found) else None


@contextmanager
def recorded() -> Iterator[Recorder]:
    """What is asked of the database within is noted, from where the recorder begins."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        yield recorder


class _Reading:
    """The cursor of a driver, with what is read through it counted and hashed."""

    def __init__(self, sql: str, params: Any, raw: Any) -> None:
        self.sql, self.params, self.raw = sql, params, raw
        self._read, self._ended = 0, False
        self._told = hashlib.sha256()

    def answered(self) -> Answered | None:
        """The query and its answer; None where nothing was read of it, or too much."""
        if self._read > MOST_ROWS or not (self._read or self._ended):
            return None
        return Answered(self.sql, self.params, prepares(self.raw), self._read, self._ended, self._told.digest())

    def fetchone(self) -> Row | None:
        """As of any cursor."""
        row: Row | None = self.raw.fetchone()
        self._note([] if row is None else [row], ended=row is None)
        return row

    def fetchmany(self, size: int) -> list[Row]:
        """As of any cursor."""
        rows: list[Row] = self.raw.fetchmany(size)
        self._note(rows, ended=len(rows) < size)
        return rows

    def fetchall(self) -> list[Row]:
        """As of any cursor."""
        rows: list[Row] = self.raw.fetchall()
        self._note(rows, ended=True)
        return rows

    def __iter__(self) -> Iterator[Row]:
        for row in self.raw:
            self._note([row], ended=False)
            yield row
        self._note([], ended=True)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.raw, name)

    def _note(self, rows: Sequence[Row], *, ended: bool) -> None:
        self._ended = self._ended or ended
        self._read += len(rows)
        if self._read <= MOST_ROWS:
            for row in rows:
                self._told.update(_bytes(row))


def _bytes(row: Row) -> bytes:
    """Equal for equal rows, on both databases; of what has no plain `repr`, never equal."""
    return repr(tuple(row)).encode("utf-8", "surrogatepass")
