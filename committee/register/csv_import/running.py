"""
All rows or none: every row is really brought in, and everything is taken back unless all of them are right.

What the register holds already is compared first, outside any transaction, so that a refreshed export of a thousand
rows holds no lock; only rows that are new, or would change something, are tried. Whoever brings them in looks again.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.db import transaction

from committee.models import Person, User
from committee.permissions import keeps_the_register
from committee.refusal import Refused
from committee.register.csv_import.cells import Cells, Fault, FaultyRow, Ground, refusal_as_fault
from committee.register.csv_import.kinds import Kind, Known
from committee.register.csv_import.on_a_copy import in_nobodys_way
from committee.register.csv_import.reading import Row
from committee.register.lawful import hold_register
from committee.verbs import Portal, verb

FEW = 50  # rows that are tried in less time than the database is copied in
WHO = "person"  # the column in which a question is answered


@dataclass(frozen=True)
class Outcome:
    """
    What became of a row: the sentence of what it does, or what is wrong with it.

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
        """What the row would change, in one line."""
        return "; ".join(self.changes)


@dataclass(frozen=True)
class Report:
    """What became of a file; `done` only where it has really been brought in."""

    outcomes: tuple[Outcome, ...]
    done: bool = False

    @property
    def faulty(self) -> list[Outcome]:
        """The rows that are wrong, and those about which somebody must say who is meant."""
        return [outcome for outcome in self.outcomes if outcome.faults]

    @property
    def asked(self) -> list[Outcome]:
        """Of those the ones that an answer settles."""
        return [one for one in self.faulty if all(fault.options for fault in one.faults)]

    @property
    def wrong(self) -> list[Outcome]:
        """Of those the ones that only the file itself can mend."""
        return [one for one in self.faulty if not all(fault.options for fault in one.faults)]

    @property
    def there(self) -> list[Outcome]:
        """The rows that say what the register says already."""
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
    Say of every row what it would do or what is wrong with it; nothing is kept.

    `answers` say who is meant, by the number of the row: the address of a person, or `new`.
    """
    rows = _answered(rows, answers)
    ground, seen = Ground(), dict[Hashable, int]()
    compared = [_compare(kind, row, ground, seen) for row in rows]
    if all(known is None for _, known in compared):
        return Report(tuple(outcome for outcome, _ in compared))

    def tried() -> list[Outcome]:
        with transaction.atomic():
            outcomes = [_try(kind, outcome, known, by, changing=True) for outcome, known in compared]
            transaction.set_rollback(True)
        return [replace(outcome, changed=False) for outcome in outcomes]

    many = sum(known is not None for _, known in compared) > FEW
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
    Bring every new row in, or none where any is wrong; `by` acts in the trail.

    Of what is there already the rows in `changes` change what they would, by their number, as far as that is what
    somebody was shown (`Outcome.would`; "" where nobody was shown anything); the others stay as they are.
    """
    wanted = changes or {}
    rows = _answered(rows, answers)
    with transaction.atomic():
        _hold_everybody()
        ground, seen, outcomes = Ground(), dict[Hashable, int](), []
        for row in rows:
            outcome, known = _compare(kind, row, ground, seen)
            changing = wanted.get(row.number) in ("", outcome.would)
            outcomes.append(_try(kind, outcome, known, by, changing=changing))
        right = not any(outcome.faults for outcome in outcomes)
        if not right:
            transaction.set_rollback(True)
    return Report(tuple(outcomes), done=right)


def _hold_everybody() -> None:
    """Hold the register and everybody in it, in their order: the rows come in the order of the file."""
    hold_register()
    list(Person.objects.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def _answered(rows: Sequence[Row], answers: Mapping[int, str] | None) -> list[Row]:
    given = answers or {}
    return [replace(row, values={**row.values, WHO: given[row.number]}) if row.number in given else row for row in rows]


def _compare(kind: Kind, row: Row, ground: Ground, seen: dict[Hashable, int]) -> tuple[Outcome, Known | Cells | None]:
    """What the register says of a row already, and what is still to be tried: its change, or the row itself."""
    same = kind.same(Cells(row, ground))
    if same in seen:
        fault = Fault("", "", f"It is the same as row {seen[same]}. Remove one of them.")
        return Outcome(row, "", (fault,)), None
    seen[same] = row.number
    try:
        known = kind.known(Cells(row, ground))
    except FaultyRow as faulty:
        return Outcome(row, "", tuple(faulty.faults)), None
    if known is None:
        return Outcome(row, ""), Cells(row, ground)
    there = not known.changes
    return Outcome(row, known.text, there=there, changes=known.changes), None if there else known


def _try(kind: Kind, outcome: Outcome, known: Known | Cells | None, by: User | Portal, *, changing: bool) -> Outcome:
    try:
        # A savepoint of its own: what a faulty row began must not stand in the way of the next.
        with transaction.atomic():
            if isinstance(known, Cells):
                return replace(outcome, text=kind.take(known, by))
            if known is not None and known.change is not None and changing:
                known.change(by)
                return replace(outcome, changed=True)
    except FaultyRow as faulty:
        return replace(outcome, faults=tuple(faulty.faults))
    except Refused as refusal:
        return replace(outcome, faults=tuple(refusal_as_fault(refusal).faults))
    return outcome
