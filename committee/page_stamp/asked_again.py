"""
What a page asked of the database as it was made, and whether it would be told the same now.

A page that may be kept is made of its address, the day, and the answers to its queries, each of which leads to the
next. So where something was changed and all of them are answered as before, the page is as before; to ask costs a
fraction of making it. A page that wrote something, or read rows in a way that is not known here, is made anew.
"""

import hashlib
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from django.db import DatabaseError, connection
from django.db.backends.utils import CursorWrapper

READS = ("SELECT ", "WITH ")
type Row = tuple[Any, ...]


class Question(NamedTuple):
    """A query, how many of its rows were read, and whether these were all."""

    sql: str
    params: Any
    read: int
    all: bool


class Asked(NamedTuple):
    """The queries of a page in their order, and the hash of what they were answered."""

    questions: tuple[Question, ...]
    digest: bytes

    def is_answered_alike(self) -> bool:
        """
        Whether each is answered now as it was.

        SECURITY: to be asked after the stamp has been read that the page is then kept under.
        """
        told = hashlib.sha256()
        try:
            with connection.cursor() as cursor:
                for question in self.questions:
                    cursor.execute(question.sql, question.params)
                    rows = cursor.fetchall()
                    if len(rows) < question.read or (question.all and len(rows) != question.read):
                        return False
                    told.update(_bytes(rows[: question.read]))
        except DatabaseError:
            return False  # whoever makes the page says what is wrong
        return told.digest() == self.digest


class Recorder:
    """Notes what is asked through a connection, and what is answered, as an execute wrapper of Django's."""

    def __init__(self) -> None:
        self.is_known = True
        self._readings: list[Reading] = []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Run a query, and have what is read of it noted."""
        answer = execute(sql, params, many, context)
        if many or not sql.startswith(READS):
            self.is_known = False
        else:
            self._readings.append(Reading(sys.intern(sql), params, context["cursor"]))
        return answer

    def begin(self) -> None:
        """Forget what was asked until now: the stamp of the page, which is read before all that the page shows."""
        self._readings.clear()
        self.is_known = True

    def add(self, reading: "Reading") -> None:
        """Note as asked now what was asked for another page, whose answer this one is made of too."""
        self._readings.append(reading)

    def reading(self, sql: str) -> "Reading | None":
        """What was read with that query, None where it was not asked."""
        return next((reading for reading in self._readings if reading.sql == sql), None)

    def asked(self) -> Asked | None:
        """All of it, or None where the same answers would not make the same page."""
        if not self.is_known or not all(reading.is_known for reading in self._readings):
            return None
        told = hashlib.sha256()
        for reading in self._readings:
            told.update(_bytes(reading.rows))
        return Asked(tuple(reading.question for reading in self._readings), told.digest())


@contextmanager
def recorded() -> Iterator[Recorder]:
    """What is asked of the database within is noted."""
    recorder = Recorder()
    with connection.execute_wrapper(recorder):
        yield recorder


class Reading:
    """A query whose rows are being read through a cursor of Django's."""

    def __init__(self, sql: str, params: Any, cursor: CursorWrapper) -> None:
        self.sql, self.params = sql, params
        self.rows: list[Row] = []
        self._ended = False
        self._read: Callable[[str], Callable[..., Any]] = cursor.__getattr__
        # Django reads rows by these alone (`SQLCompiler.execute_sql`), as our own SQL does.
        vars(cursor).update(fetchone=self._fetchone, fetchmany=self._fetchmany, fetchall=self._fetchall)

    @property
    def is_known(self) -> bool:
        """Whether it was read in one of these ways; of one that was not, nobody knows what was read."""
        return bool(self.rows) or self._ended

    @property
    def question(self) -> Question:
        """The query, with how much of its answer was read."""
        return Question(self.sql, self.params, len(self.rows), self._ended)

    def _fetchone(self) -> Row | None:
        row: Row | None = self._read("fetchone")()
        self._note([] if row is None else [row], ended=row is None)
        return row

    def _fetchmany(self, size: int) -> list[Row]:
        rows: list[Row] = self._read("fetchmany")(size)
        self._note(rows, ended=len(rows) < size)
        return rows

    def _fetchall(self) -> list[Row]:
        rows: list[Row] = self._read("fetchall")()
        self._note(rows, ended=True)
        return rows

    def _note(self, rows: list[Row], *, ended: bool) -> None:
        self.rows += rows
        self._ended = self._ended or ended


def _bytes(rows: list[Row]) -> bytes:
    """Equal for equal rows, on both databases; of what has no plain `repr`, never equal."""
    return repr([tuple(row) for row in rows]).encode("utf-8", "surrogatepass")
