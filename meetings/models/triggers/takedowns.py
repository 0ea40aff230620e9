"""
Triggers on takedowns, and on published rows, which only a takedown may change (R60).

A published row changes only in the columns listed here, and only where a standing takedown has stored an old value of
the row.
"""

from committee.database import triggers
from committee.database.triggers import DELETE, INSERT, UPDATE, Condition

# Append-only tables, each with the columns from which a takedown removes words and files.
OPENED = {
    "meetings_agendaversion": ("snapshot", "change_note", "notice_id"),
    "meetings_publishedpaper": ("title",),
    "meetings_meetingmove": ("reason",),
    "meetings_minutesversion": ("document", "change_note", "public_file_id", "members_file_id", "is_down"),
}
# By table: when a row may be deleted. A mistaken move may be, until an agenda is published or people are emailed about
# the move (`meetings.calendar.corrections.undo_rearrangement`).
REMOVABLE = {
    "meetings_meetingmove": (
        "OLD.after_publication = FALSE AND NOT EXISTS (SELECT 1 FROM meetings_meeting m WHERE m.id = OLD.meeting_id "
        "AND (m.told_at >= OLD.moved_at OR EXISTS (SELECT 1 FROM meetings_agendaversion v WHERE v.meeting_id = m.id)))"
    ),
}
_MARKED = "Only a takedown hides a row, or shows it again."
_KEPT = "A takedown stays on the record."
_DECIDED = "(OLD.state <> 'hidden' AND (NEW.state <> OLD.state OR NEW.reason <> OLD.reason))"
_THING = " OR ".join(
    f"NEW.{name} IS DISTINCT FROM OLD.{name}"
    for name in ("id", "meeting_id", "subject", "subject_id", "why", "hidden_at", "hidden_by_id", "decide_by")
)
_VALUE = " OR ".join(
    f"NEW.{name} <> OLD.{name}" for name in ("id", "takedown_id", "of_table", "row_id", "field", "path", "sha256")
)
_SAME_THING = (
    "was.subject = NEW.subject AND was.subject_id = NEW.subject_id AND was.state <> 'undone' AND NEW.state <> 'undone'"
)
_SAME_VALUE = " AND ".join(
    f"was.{name} = NEW.{name}" for name in ("takedown_id", "of_table", "row_id", "field", "path")
)
_ERASED = (
    "(NEW.original IS NULL AND EXISTS (SELECT 1 FROM meetings_takedown t JOIN meetings_takedownwords w "
    "ON w.takedown_id = t.id WHERE t.state = 'confirmed' AND w.of_table = OLD.of_table AND w.row_id = OLD.row_id "
    "AND w.field = OLD.field AND w.path = OLD.path))"
)


def _in_its_place(table: str, same: str) -> str:
    """Return SQL, true if NEW would replace a row. SQLite's INSERT OR REPLACE fires no trigger on DELETE."""
    return f"EXISTS (SELECT 1 FROM {table} was WHERE was.id = NEW.id OR ({same}))"


def stands_beside(table: str) -> str:
    """Return SQL, true if a standing takedown has stored a value of the row OLD of `table`."""
    return (
        "EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id "
        f"WHERE w.of_table = '{table}' AND w.row_id = OLD.id AND t.state <> 'undone')"
    )


def waits_beside(table: str, field: str = "") -> str:
    """Return SQL, true if an undecided takedown has stored a value of row OLD of `table` (of its `field`, if given)."""
    of_field = f" AND w.field = '{field}'" if field else ""
    return (
        "EXISTS (SELECT 1 FROM meetings_takedownwords w JOIN meetings_takedown t ON t.id = w.takedown_id "
        f"WHERE w.of_table = '{table}' AND w.row_id = OLD.id{of_field} AND w.original IS NOT NULL "
        "AND t.state = 'hidden')"
    )


CONDITIONS = (
    Condition("kept", "meetings_takedown", DELETE, "1 = 1", _KEPT),
    Condition("kept", "meetings_takedown", INSERT, _in_its_place("meetings_takedown", _SAME_THING), _KEPT),
    Condition("kept", "meetings_takedown", UPDATE, f"{_DECIDED} OR {_THING}", _KEPT),
    Condition("kept", "meetings_takedownwords", DELETE, "1 = 1", _KEPT),
    Condition("kept", "meetings_takedownwords", INSERT, _in_its_place("meetings_takedownwords", _SAME_VALUE), _KEPT),
    Condition("kept", "meetings_takedownwords", UPDATE, f"{_VALUE} OR NOT {_ERASED}", _KEPT),
)


def marked(*tables: str) -> tuple[Condition, ...]:
    """Return conditions that refuse a change of `is_down` in these tables without a standing takedown."""
    return tuple(
        Condition("down", table, UPDATE, f"NEW.is_down <> OLD.is_down AND NOT {stands_beside(table)}", _MARKED)
        for table in tables
    )


def conditions() -> tuple[Condition, ...]:
    """Return all conditions that the triggers refuse, on published rows and on takedowns themselves."""
    opened = (
        condition
        for table, columns in OPENED.items()
        for condition in triggers.append_only_but(table, columns, stands_beside(table), REMOVABLE.get(table, "1 = 0"))
    )
    names = ("paper", "backgrounddocument", "minutes", "minute", "answer")
    return (*opened, *CONDITIONS, *marked(*(f"meetings_{name}" for name in names)))
