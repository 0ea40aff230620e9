"""All rows or none: every row is really brought in, and everything is taken back unless all of them are right."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from django.db import transaction

from committee.models import User
from committee.refusal import Refused
from committee.register.csv_import.cells import Cells, Fault, FaultyRow, refusal_as_fault
from committee.register.csv_import.kinds import Kind
from committee.register.csv_import.reading import Row


@dataclass(frozen=True)
class Outcome:
    """What became of a row: the sentence of what it does, or what is wrong with it."""

    row: Row
    text: str
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Report:
    """What became of a file; `done` only where it has really been brought in."""

    outcomes: tuple[Outcome, ...]
    done: bool = False

    @property
    def faulty(self) -> list[Outcome]:
        """The rows that are wrong."""
        return [outcome for outcome in self.outcomes if outcome.faults]

    @property
    def right(self) -> list[Outcome]:
        """The rows that are right."""
        return [outcome for outcome in self.outcomes if not outcome.faults]


def look_over(kind: Kind, rows: Sequence[Row], *, by: User | None) -> Report:
    """Say of every row what it would do or what is wrong with it; nothing is kept."""
    return _run(kind, rows, by, keep=False)


def bring_in(kind: Kind, rows: Sequence[Row], *, by: User | None) -> Report:
    """Bring every row in, or none where any is wrong; `by` acts in the trail."""
    return _run(kind, rows, by, keep=True)


def _run(kind: Kind, rows: Sequence[Row], by: User | None, *, keep: bool) -> Report:
    outcomes: list[Outcome] = []
    seen: dict[Hashable, int] = {}
    with transaction.atomic():
        for row in rows:
            outcomes.append(_one(kind, row, by, seen))
        right = not any(outcome.faults for outcome in outcomes)
        if not (keep and right):
            transaction.set_rollback(True)
    return Report(tuple(outcomes), done=keep and right)


def _one(kind: Kind, row: Row, by: User | None, seen: dict[Hashable, int]) -> Outcome:
    cells = Cells(row)
    same = kind.same(Cells(row))
    if same in seen:
        fault = Fault("", "", f"It says the same as row {seen[same]}. Take one of them out.")
        return Outcome(row, "", (fault,))
    seen[same] = row.number
    try:
        # A savepoint of its own: what a faulty row began must not stand in the way of the next.
        with transaction.atomic():
            return Outcome(row, kind.take(cells, by))
    except FaultyRow as faulty:
        return Outcome(row, "", tuple(faulty.faults))
    except Refused as refusal:
        return Outcome(row, "", tuple(refusal_as_fault(refusal).faults))
