"""
Import all rows or none: every row is really written, and the transaction is rolled back unless all rows are right.

Rows are first compared with the register, outside any transaction, so that a file of a thousand rows that are already
in the register locks nothing. Only rows that are new, or would change something, are tried: written and rolled back.
The import itself compares all rows again.
"""

import sqlite3
import tempfile
from collections.abc import Callable, Hashable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, transaction

from committee.access.permissions import keeps_the_register
from committee.acts.refusal import Refused
from committee.acts.verbs import Portal, verb
from committee.models import Person, User
from committee.register.csv_import.cells import Cells, Fault, FaultyRow, Ground, Kind, Known
from committee.register.csv_import.reading import Row
from committee.register.lawful import hold_register

FEW = 50  # rows; a trial of so few rows takes less time than a copy of the database
WHO = "person"  # the column that stores the user's answer to a question


@dataclass(frozen=True)
class Outcome:
    """
    The outcome of a row of the file.

    - `text`: a sentence about the row
    - `faults`: the faults of the row
    - `there`: True where the register has the same row already
    - `changes`: the changes that the row would make to the register's row
    - `changed`: True where the row has made these changes
    """

    row: Row
    text: str
    faults: tuple[Fault, ...] = ()
    there: bool = False
    changes: tuple[str, ...] = ()
    changed: bool = False

    @property
    def would(self) -> str:
        """Changes that the row would make, in one line."""
        return "; ".join(self.changes)


@dataclass(frozen=True)
class Report:
    """The outcomes of a file's rows; `done` is True only where the file has really been imported."""

    outcomes: tuple[Outcome, ...]
    done: bool = False

    @property
    def faulty(self) -> list[Outcome]:
        """Rows that are wrong, and rows for which the user must choose the person that is meant."""
        return [outcome for outcome in self.outcomes if outcome.faults]

    @property
    def asked(self) -> list[Outcome]:
        """Faulty rows whose faults are all questions, which the user's answers settle."""
        return [outcome for outcome in self.faulty if all(fault.options for fault in outcome.faults)]

    @property
    def wrong(self) -> list[Outcome]:
        """Faulty rows that only a corrected file settles."""
        return [outcome for outcome in self.faulty if not all(fault.options for fault in outcome.faults)]

    @property
    def there(self) -> list[Outcome]:
        """Rows that are in the register already."""
        return [outcome for outcome in self.outcomes if outcome.there]

    @property
    def changing(self) -> list[Outcome]:
        """Rows that would change the register's row."""
        return [outcome for outcome in self.outcomes if outcome.changes and not outcome.faults]

    @property
    def right(self) -> list[Outcome]:
        """Rows that are new and have no fault."""
        return [outcome for outcome in self.outcomes if not (outcome.faults or outcome.there or outcome.changes)]


@verb(may=keeps_the_register, in_one_transaction=False)
def look_over(
    kind: Kind, rows: Sequence[Row], *, by: User | Portal, answers: Mapping[int, str] | None = None
) -> Report:
    """
    Return the outcome that each row would have, or its faults; nothing is saved.

    `answers` maps the number of a row to the person chosen for that row: the slug of a person, or `new`.
    """
    rows = _answered(rows, answers)
    ground, seen = Ground(), dict[Hashable, int]()
    compared = [_compare(kind, row, ground, seen) for row in rows]
    if all(pending is None for _, pending in compared):
        return Report(tuple(outcome for outcome, _ in compared))

    def tried() -> list[Outcome]:
        with transaction.atomic():
            outcomes = [_try(kind, outcome, pending, by, changing=True) for outcome, pending in compared]
            transaction.set_rollback(True)
        return [replace(outcome, changed=False) for outcome in outcomes]

    many = sum(pending is not None for _, pending in compared) > FEW
    return Report(tuple(in_nobodys_way(tried) if many else tried()))


@verb(may=keeps_the_register, in_one_transaction=False)
def bring_in(
    kind: Kind,
    rows: Sequence[Row],
    *,
    by: User | Portal,
    answers: Mapping[int, str] | None = None,
    changes: Mapping[int, str] | None = None,
) -> Report:
    """
    Import every new row, or none where any row is wrong; the trail names `by`.

    `changes` has the consent of the user: the number of a row already in the register, and the changes that the page
    showed for the row (`Outcome.would`). The row is changed only where it would still make these changes. "" is consent
    to any changes.
    """
    wanted = changes or {}
    rows = _answered(rows, answers)
    with transaction.atomic():
        _hold_everybody()
        ground, seen, outcomes = Ground(), dict[Hashable, int](), []
        for row in rows:
            outcome, pending = _compare(kind, row, ground, seen)
            changing = wanted.get(row.number) in ("", outcome.would)
            outcomes.append(_try(kind, outcome, pending, by, changing=changing))
        right = not any(outcome.faults for outcome in outcomes)
        if not right:
            transaction.set_rollback(True)
    return Report(tuple(outcomes), done=right)


def _hold_everybody() -> None:
    """Lock the register and everybody in it in the order of ids, because the file may name people in any order."""
    hold_register()
    list(Person.objects.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def _answered(rows: Sequence[Row], answers: Mapping[int, str] | None) -> list[Row]:
    choices = answers or {}
    return [
        replace(row, values={**row.values, WHO: choices[row.number]}) if row.number in choices else row for row in rows
    ]


def _compare(kind: Kind, row: Row, ground: Ground, seen: dict[Hashable, int]) -> tuple[Outcome, Known | Cells | None]:
    """
    Return the outcome of comparing a row with the register, and the work that is left for `_try`.

    The work is Known for a row with changes, Cells for a new row, and None where nothing is left.
    """
    same = kind.same(Cells(row, ground))
    if same in seen:
        fault = Fault("", "", f"It is the same as row {seen[same]}. Remove one of them.")
        return Outcome(row, "", (fault,)), None
    seen[same] = row.number
    try:
        entry = kind.known(Cells(row, ground))
    except FaultyRow as faulty:
        return Outcome(row, "", tuple(faulty.faults)), None
    if entry is None:
        return Outcome(row, ""), Cells(row, ground)
    is_unchanged = not entry.changes
    return Outcome(row, entry.text, there=is_unchanged, changes=entry.changes), None if is_unchanged else entry


def _try(kind: Kind, outcome: Outcome, pending: Known | Cells | None, by: User | Portal, *, changing: bool) -> Outcome:
    try:
        # A savepoint for each row: the writes of a faulty row must not affect the next row.
        with transaction.atomic():
            if isinstance(pending, Cells):
                return replace(outcome, text=kind.take(pending, by))
            if pending is not None and pending.change is not None and changing:
                pending.change(by=by)
                return replace(outcome, changed=True)
    except FaultyRow as faulty:
        return replace(outcome, faults=tuple(faulty.faults))
    except Refused as refusal:
        return replace(outcome, faults=(Fault("", "", refusal.text),))
    return outcome


def in_nobodys_way[Result](trial: Callable[[], Result]) -> Result:
    """
    Run `trial` without blocking other writers, and return its result. `trial` rolls back all that it writes.

    On SQLite `trial` works on a copy of the database. SQLite makes the copy itself, while others write. Connections
    belong to a thread, so `trial` runs in a new thread and no other code can reach the copy. PostgreSQL needs no copy,
    because others can write during a trial. A caller inside a transaction holds SQLite's lock already, so a copy would
    not help.
    """
    here: Any = connection
    if here.vendor != "sqlite" or here.in_atomic_block or here.is_in_memory_db():
        return trial()
    source = Path(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor(1) as thread:
        return thread.submit(_on_a_copy, source, Path(folder) / "copy.sqlite3", trial).result()


def _on_a_copy[Result](source: Path, path: Path, trial: Callable[[], Result]) -> Result:
    original, copied = sqlite3.connect(source), sqlite3.connect(path)
    try:
        original.backup(copied)
    finally:
        original.close()
        copied.close()
    copy = connections.create_connection(DEFAULT_DB_ALIAS)
    copy.settings_dict = {**copy.settings_dict, "NAME": str(path)}
    connections[DEFAULT_DB_ALIAS] = copy
    try:
        return trial()
    finally:
        copy.close()
        del connections[DEFAULT_DB_ALIAS]
