"""
Trigger on substitutes: no member of the executive is a substitute on overview and scrutiny (R37, LGA 2000 s.9FA).

For seats, the app `committee` has such a trigger (committee/models/triggers/executive_and_scrutiny.py). A substitute at
one meeting has no seat.
"""

from committee.database.triggers import INSERT, UPDATE, Condition

_TABLE = "meetings_attendee"
_BOTH = (
    "NEW.capacity = 'substitute' AND EXISTS (SELECT 1 FROM meetings_minutes n "
    "JOIN meetings_meeting m ON m.id = n.meeting_id JOIN committee_committee c ON c.id = m.committee_id "
    "WHERE n.id = NEW.minutes_id AND c.function = 'scrutiny' AND ("
    "EXISTS (SELECT 1 FROM committee_portfolioholding h WHERE h.person_id = NEW.person_id "
    "AND h.role = 'cabinet_member' AND h.since <= m.date AND COALESCE(h.until, '9999-12-31') >= m.date) OR "
    "EXISTS (SELECT 1 FROM committee_seat s JOIN committee_committee b ON b.id = s.committee_id "
    "WHERE s.person_id = NEW.person_id AND (b.kind = 'executive' OR b.function = 'executive') "
    "AND s.since <= m.date AND COALESCE(s.until, '9999-12-31') >= m.date)))"
)
_MOVED = (
    "(NEW.capacity <> OLD.capacity OR NEW.person_id IS DISTINCT FROM OLD.person_id OR NEW.minutes_id <> OLD.minutes_id)"
)
_SAYS = "Nobody of the executive stands in on overview and scrutiny (LGA 2000 s.9FA)."
_LOCK = "SELECT id FROM committee_person WHERE id = NEW.person_id FOR NO KEY UPDATE"

CONDITIONS = (
    Condition("apart", _TABLE, INSERT, _BOTH, _SAYS, lock=_LOCK),
    Condition("apart", _TABLE, UPDATE, f"{_MOVED} AND {_BOTH}", _SAYS, lock=_LOCK),
)
