"""Triggers by which the database refuses to change a signed link, make it valid again, or remove it."""

from committee.database.triggers import DELETE, INSERT, UPDATE, Condition

TABLE = "committee_signedlink"
FIXED = (
    *("id", "token_hash", "person_id", "act", "subject_type", "subject_id", "subject", "address"),
    *("made_at", "made_by_id", "expires_at"),
)
_CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED)
_OVER = "OLD.used_at IS NOT NULL OR OLD.revoked_at IS NOT NULL"
_SAYS = "A signed link is used or revoked once and is not changed otherwise."

CONDITIONS = (
    Condition("kept", TABLE, UPDATE, f"{_CHANGED} OR {_OVER}", _SAYS),
    Condition("kept", TABLE, DELETE, "1 = 1", _SAYS),
    # SQLite's INSERT OR REPLACE removes the conflicting row without firing the trigger against removal.
    Condition(
        "kept", TABLE, INSERT,
        f"EXISTS (SELECT 1 FROM {TABLE} was WHERE was.id = NEW.id OR was.token_hash = NEW.token_hash)", _SAYS,
    ),
)  # fmt: skip
