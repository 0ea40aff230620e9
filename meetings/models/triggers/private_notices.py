"""Triggers on private notices: no change of published text, and no agreement by a member of the executive."""

from collections.abc import Iterable

from committee.database.triggers import DELETE, INSERT, UPDATE, Condition
from meetings.models.triggers.takedowns import waits_beside

TABLE = "meetings_privatenotice"
FIRST = (
    *("id", "meeting_id", "matter", "reasons", "created_at", "created_by_id"),
    *("first_published_at", "first_published_by_id", "may_meet_from"),
)
SECOND = ("representations", "response", "second_published_at", "second_published_by_id")
AGREED = ("agreed_by_id", "agreed_as", "agreed_on", "agreed_reasons")
# Columns that a takedown empties. An undecided takedown may also fill them again.
WORDS = ("matter", "reasons", "representations", "response", "agreed_reasons", "withdrawn_reason")
FACTS = ("item_id", "agreed_by_id", "agreed_as", "agreed_on", "agreement_struck_on", "withdrawn_at")
_SAYS = "What was published of a private meeting is not changed."
_EXECUTIVE = "No member of the executive agrees that a meeting of it is held in private."


def _changed(names: Iterable[str]) -> str:
    but = {name: f" AND NOT {waits_beside(TABLE, name)}" for name in WORDS}
    return "(" + " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}{but.get(name, '')}" for name in names) + ")"


def _holds_office(table: str, more: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM {table} h {more} AND h.person_id = NEW.agreed_by_id AND h.since <= NEW.agreed_on "
        "AND (h.until IS NULL OR h.until >= NEW.agreed_on))"
    )


_OF_THE_EXECUTIVE = "NEW.agreed_by_id IS NOT NULL AND ({portfolio} OR {seat})".format(
    portfolio=_holds_office("committee_portfolioholding", "WHERE h.role = 'cabinet_member'"),
    seat=_holds_office(
        "committee_seat",
        "JOIN committee_committee c ON c.id = h.committee_id WHERE h.role <> 'substitute' "
        "AND (c.kind = 'executive' OR c.function = 'executive')",
    ),
)
_PUBLISHED = "(was.first_published_at IS NOT NULL OR was.agreed_on IS NOT NULL)"


def _frozen_when_published() -> Condition:
    """
    Return the condition that refuses changes of published text (except by a takedown) and of an agreement.

    An agreement that was struck out may only be replaced by another agreement.
    """
    agreement = f"(NEW.agreed_on IS NULL OR (OLD.agreement_struck_on IS NULL AND {_changed(AGREED)}))"
    withdrawn = _changed(dict.fromkeys((*FIRST, *SECOND, *WORDS, *FACTS)))
    return Condition(
        "told", TABLE, UPDATE,
        f"(OLD.first_published_at IS NOT NULL AND {_changed(FIRST)}) "
        f"OR (OLD.second_published_at IS NOT NULL AND {_changed(SECOND)}) "
        f"OR (OLD.agreed_on IS NOT NULL AND {_changed(('matter', 'meeting_id'))}) "
        f"OR (OLD.agreed_on IS NOT NULL AND {agreement}) "
        f"OR (OLD.withdrawn_at IS NOT NULL AND {withdrawn})",
        _SAYS,
    )  # fmt: skip


CONDITIONS = (
    _frozen_when_published(),
    Condition("told", TABLE, DELETE, _PUBLISHED.replace("was.", "OLD."), _SAYS),
    Condition(
        "told", TABLE, INSERT, f"EXISTS (SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id AND {_PUBLISHED})", _SAYS
    ),
    Condition("agreed", TABLE, INSERT, _OF_THE_EXECUTIVE, _EXECUTIVE),
    Condition("agreed", TABLE, UPDATE, _OF_THE_EXECUTIVE, _EXECUTIVE),
)
