"""
All rows or none: every row is really brought in, and everything is taken back unless all of them are right.

What the register holds already is compared first, outside any transaction, so that a refreshed export of a thousand
rows holds no lock; only rows that are new, or would change something, are tried. Whoever brings them in looks again.
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

FEW = 50  # rows that are tried in less time than the database is copied in
WHO = "person"  # the column in which a question is answered


@dataclass(frozen=True)
class Outcome:
    """
    The outcome of a row: the sentence of what it does, or what is wrong with it.

    `there` where the register says the same already; `changes` is what the row would change of what is there, and
    `changed` whether it did.
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
    """The outcomes of a file's rows; `done` only where the file has really been brought in."""

    outcomes: tuple[Outcome, ...]
    done: bool = False

    @property
    def faulty(self) -> list[Outcome]:
        """The rows that are wrong, and those about which somebody must say who is meant."""
        return [outcome for outcome in self.outcomes if outcome.faults]

    @property
    def asked(self) -> list[Outcome]:
        """Faulty rows that an answer settles."""
        return [outcome for outcome in self.faulty if all(fault.options for fault in outcome.faults)]

    @property
    def wrong(self) -> list[Outcome]:
        """Faulty rows that only a corrected file settles."""
        return [outcome for outcome in self.faulty if not all(fault.options for fault in outcome.faults)]

    @property
    def there(self) -> list[Outcome]:
        """Rows that the register holds already."""
        return [outcome for outcome in self.outcomes if outcome.there]

    @property
    def changing(self) -> list[Outcome]:
        """The rows that would change what is there."""
        return [outcome for outcome in self.outcomes if outcome.changes and not outcome.faults]

    @property
    def right(self) -> list[Outcome]:
        """The rows that are new, and right."""
        return [outcome for outcome in self.outcomes if not (outcome.faults or outcome.there or outcome.changes)]


@verb(may=keeps_the_register, in_one_transaction=False)
def look_over(
    kind: Kind, rows: Sequence[Row], *, by: User | Portal, answers: Mapping[int, str] | None = None
) -> Report:
    """
    Return what each row would do or what is wrong with it; nothing is saved.

    `answers` choose a person for the number of a row: the address of a person, or `new`.
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
    Import every new row, or none where any is wrong; `by` acts in the trail.

    Of rows already in the register, the rows in `changes`, by number, make their changes, where these are the changes
    shown to the user (`Outcome.would`; "" where nothing was shown); the others stay as they are.
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
    """Hold the register and everybody in it, in their order: the rows come in the order of the file."""
    hold_register()
    list(Person.objects.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def _answered(rows: Sequence[Row], answers: Mapping[int, str] | None) -> list[Row]:
    choices = answers or {}
    return [
        replace(row, values={**row.values, WHO: choices[row.number]}) if row.number in choices else row for row in rows
    ]


def _compare(kind: Kind, row: Row, ground: Ground, seen: dict[Hashable, int]) -> tuple[Outcome, Known | Cells | None]:
    """Return what the register holds of a row, and what is still to try: its change, or the row itself."""
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
        # A savepoint of its own: what a faulty row began must not stand in the way of the next.
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
    Do `trial`, which keeps nothing of what it writes; on SQLite with a copy of the database in place of it.

    The copy is made by SQLite itself, which reads beside any writer. A thread has its connections to itself, so a
    thread of its own works on the copy, and nothing else can. PostgreSQL lets others write beside a trial; and whoever
    is in a transaction already holds the lock.
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
