"""
Triggers that refuse to remove or exchange a background document before its four years have expired.

Background documents are open to inspection for four years beginning with the day of the meeting (R22, LGA 1972
s.100D(2)). Only a takedown may replace file and title (R60). The fingerprint, by which the leak check identifies a
document, is not guarded and may be computed later.
"""

from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from meetings.models.triggers.takedowns import stands_beside

TABLE = "meetings_backgrounddocument"
# Days are compared as text, because PostgreSQL and SQLite cut text in the same way.
_TODAY, _DAY = "CAST(CURRENT_DATE AS text)", "CAST(m.date AS text)"
_YEARS = f"(CAST(substr({_TODAY}, 1, 4) AS integer) - CAST(substr({_DAY}, 1, 4) AS integer))"
_STILL = f"({_YEARS} < 4 OR ({_YEARS} = 4 AND substr({_TODAY}, 6, 5) < substr({_DAY}, 6, 5)))"
_KEPT = (
    "EXISTS (SELECT 1 FROM meetings_paper p JOIN meetings_agendaitem i ON i.id = p.item_id "
    f"JOIN meetings_meeting m ON m.id = i.meeting_id WHERE p.id = {{row}}.paper_id AND {_STILL})"
)
_OF_THE_DOCUMENT = ("id", "paper_id", "title", "stored_id", "added_at", "added_by_id")
_CHANGED = " OR ".join(f"OLD.{column} <> NEW.{column}" for column in _OF_THE_DOCUMENT)
_SAYS = "A background document is kept for four years and cannot be changed."
_SAME = " AND ".join(f"NEW.{name} = OLD.{name}" for name in ("id", "paper_id", "added_at", "added_by_id"))

CONDITIONS = (
    Condition("kept", TABLE, DELETE, _KEPT.format(row="OLD"), _SAYS),
    Condition("kept", TABLE, UPDATE, f"({_CHANGED}) AND NOT ({_SAME} AND {stands_beside(TABLE)})", _SAYS),
    Condition("kept", TABLE, INSERT, f"EXISTS (SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id)", _SAYS),
)
