"""
Verbs that save the text of a minute.

Each save passes the revision from which its writer began, so that no writer overwrites the text of another.
"""

import hashlib
from datetime import datetime

from committee.access.permissions import runs_the_desk
from committee.acts import audit
from committee.acts.refusal import Conflict, Refused
from committee.acts.saving import save
from committee.acts.verbs import verb
from committee.models import User
from committee.richtext import saved_texts
from meetings.locking import hold
from meetings.minutes.room.holding import lapse_certificate
from meetings.models import Access, Minute

AS_PAPER = "add the long part as a paper"


def stamp_of(text: str) -> str:
    """Return a short hash that identifies the present text of a summary."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@verb(may=runs_the_desk)
def write_text(
    minute: Minute, *, text: str, revision: int, at: datetime, by: User, hand: str = "", turn: int = 0
) -> Minute:
    """
    Save `text` (HTML, sanitised here) of `minute`, begun from `revision`; return the minute as saved.

    `hand` identifies the writer's browser window, and `turn` counts the saves from that window. Raises Conflict where
    somebody else has saved since `revision`. Raises Refused where the minutes are signed (R26), the item is exempt and
    not yet opened (R17), the item has no minute, or the text is too long.
    """
    cleaned = saved_texts.cleaned(text, most=200_000, what="minute", otherwise=AS_PAPER)  # slow, so before the lock
    row = _locked(minute)
    if row.access == Access.EXEMPT and row.opened_at is None:
        raise Refused(
            "This item is exempt and has not been opened: it can only be minuted after the resolution to "
            "exclude the public. Record that resolution, then start the item.",
            rule="R17",
        )
    if saved_texts.write(row, cleaned, revision=revision, hand=hand, turn=turn, what="minute", at=at, by=by):
        lapse_certificate(row.minutes)
        _note(row, "wrote the minute", at=at, by=by)
    return row


@verb(may=runs_the_desk)
def summarise(minute: Minute, *, text: str, by: User, at: datetime, seen: str | None = None) -> Minute:
    """
    Save the public summary of a withheld minute (HTML, sanitised here; R20); return the minute as saved.

    `seen` is `stamp_of` the summary that the writer began from. Raises Conflict where the summary has changed since.
    Raises Refused where the minute is open, the minutes are signed (R26), or the summary is too long.
    """
    cleaned = saved_texts.cleaned(text, most=20_000, what="public summary", otherwise=AS_PAPER)
    row = _locked(minute)
    if not row.is_withheld:
        raise Refused("This minute is open to the public, so it does not need a summary.")
    if cleaned == row.public_summary:
        return row
    if seen is not None and seen != stamp_of(row.public_summary):
        raise Conflict(
            "Someone changed this summary while you were writing. Both versions are safe: choose which to keep.", row
        )
    row.public_summary = cleaned
    save(row)
    lapse_certificate(row.minutes)
    _note(row, "summarised for the public the minute", at=at, by=by)
    return row


def _locked(minute: Minute) -> Minute:
    """Lock the meeting and return the current minute. Raises Refused where the minutes are signed, or omit the item."""
    hold(minute.minutes.meeting)
    row = Minute.objects.select_related("minutes__meeting__committee", "item", "written_by").get(pk=minute.pk)
    if row.minutes.is_frozen:
        raise Refused("These minutes are confirmed and signed, so their text cannot change.", rule="R26")
    if row.omitted:
        raise Refused("This item has no minute, so this text would not be printed.")
    return row


def _note(minute: Minute, did: str, *, at: datetime, by: User) -> None:
    """Record the act `did` on the trail, once per ONE_SITTING rather than at each automatic save."""
    if not audit.trail_of(minute).filter(by=by, did=did, at__gte=at - saved_texts.ONE_SITTING).exists():
        audit.record(by, did, minute, revision=minute.revision)
