"""
Triggers that protect the forward plan and call-ins against later changes.

- The period of a published notice cannot be widened.
- A published decision keeps its days, because call-in is counted from them. All days may be cleared together if they
  were recorded by mistake and nobody has called the decision in.
- A call-in keeps its decision, its days and the number of names needed.
- A confirmation does not change. The names on a call-in do not change once the call-in has been checked.
- Only a takedown removes words from an item's history and from printed programmes (R60).
"""

from collections.abc import Iterable

from committee.database import triggers
from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from committee.public_pages import triggers as page_stamp
from committee.public_pages.areas import PROGRAMMES
from committee.public_pages.triggers import Watched
from meetings.models.triggers.takedowns import stands_beside, waits_beside

DECISION, CALL_IN, SIGNATORY = (f"workprogramme_{name}" for name in ("keydecision", "callin", "signatory"))
FIXED = (
    *("id", "committee_id", "decision_id", "decision_title", "decided_by", "decision_reference"),
    *("decision_published_on", "decision_key", "received_at", "due_on", "needed", "open_to"),
)
DAYS = ("taken_on", "decision_published_on", "call_in_until")
# SQL, true where an update clears all DAYS of a decision (a mistaken record) that nobody has validly called in.
_STRUCK = " AND ".join(f"NEW.{name} IS NULL" for name in DAYS) + (
    f" AND NOT EXISTS (SELECT 1 FROM {CALL_IN} c WHERE c.decision_id = OLD.id AND c.state <> 'refused')"
)
TITLE = "decision_title"  # a copy of the decision's title; a takedown of the decision removes the copy too
_PERIOD = "The period of a published notice is not widened."
_TAKEN = "A decision that has been published keeps its days."
_FIXED = "A call-in keeps its decision and its days."
_NAMES = "The names on a call-in are closed, and a confirmation is not changed."


def _changed(names: Iterable[str]) -> str:
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in names) + ")"


def _closed(row: str) -> str:
    return f"EXISTS (SELECT 1 FROM {CALL_IN} c WHERE c.id = {row}.call_in_id AND c.state <> 'received')"


def _in_the_way(table: str, *conditions: str) -> str:
    """
    Return SQL that is true where an INSERT OR REPLACE would replace a row that meets `conditions`.

    SQLite deletes the replaced row without firing the delete trigger.
    """
    return f"EXISTS (SELECT 1 FROM {table} was WHERE {' AND '.join(conditions)})"


CONDITIONS = (
    Condition(
        "period", DECISION, UPDATE,
        "OLD.published_at IS NOT NULL AND (NEW.published_at IS DISTINCT FROM OLD.published_at "
        "OR NEW.earliest_on < OLD.earliest_on OR NEW.latest_on > OLD.latest_on)",
        _PERIOD,
    ),
    Condition(
        "taken", DECISION, UPDATE,
        f"OLD.decision_published_on IS NOT NULL AND {_changed(DAYS)} AND NOT ({_STRUCK})",
        _TAKEN,
    ),
    Condition(
        "taken", DECISION, INSERT,
        _in_the_way(DECISION, "was.id = NEW.id", "was.published_at IS NOT NULL"), _TAKEN,
    ),
    Condition("taken", DECISION, DELETE, "OLD.published_at IS NOT NULL", _TAKEN),
    Condition(
        "fixed", CALL_IN, UPDATE,
        f"{_changed(name for name in FIXED if name != TITLE)} "
        f"OR ({_changed((TITLE,))} AND NOT {waits_beside(CALL_IN, TITLE)})",
        _FIXED,
    ),
    Condition("fixed", CALL_IN, INSERT, _in_the_way(CALL_IN, "was.id = NEW.id"), _FIXED),
    Condition("fixed", CALL_IN, DELETE, "1 = 1", _FIXED),
    Condition(
        "names", SIGNATORY, UPDATE,
        f"{_changed(('id', 'call_in_id', 'person_id', 'named_at', 'named_by_id'))} OR {_closed('OLD')} "
        "OR OLD.confirmed_at IS NOT NULL",
        _NAMES,
    ),
    Condition("names", SIGNATORY, DELETE, _closed("OLD"), _NAMES),
    Condition(
        "names", SIGNATORY, INSERT,
        f"{_closed('NEW')} OR " + _in_the_way(
            SIGNATORY, "(was.id = NEW.id OR (was.call_in_id = NEW.call_in_id AND was.person_id = NEW.person_id))",
            "was.confirmed_at IS NOT NULL",
        ),
        _NAMES,
    ),
)  # fmt: skip

# Tables that public pages read.
WATCHED = tuple(
    Watched(f"workprogramme_{name}", (PROGRAMMES,))
    for name in (
        *("briefing", "duty", "keydecision", "lead", "move", "note", "programme", "programmeitem"),
        *("programmeitem_actions", "programmeversion", "question", "scrutinyrules", "suggester"),
    )
)
# By append-only table: the columns in which a takedown may still change words.
OPENED = {"workprogramme_programmeversion": ("document",), "workprogramme_move": ("reason",)}


def declared(vendor: str) -> list[str]:
    """Return the SQL of all triggers for the database `vendor`, such as “postgresql”."""
    opened = (
        condition
        for table, columns in OPENED.items()
        for condition in triggers.append_only_but(table, columns, stands_beside(table))
    )
    refused = triggers.conditional(vendor, (*opened, *CONDITIONS))
    return [*refused, *page_stamp.declared(vendor, WATCHED)]
