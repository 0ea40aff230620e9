"""Save a text with several writers, a minute or a section of a report, so that nobody overwrites unseen changes."""

from datetime import datetime, timedelta
from typing import Any

from committee.acts.refusal import Conflict, Refused
from committee.acts.saving import save
from committee.models import User
from committee.richtext import cleaning, open_editors

# Characters of sent HTML: four times the limit of stored HTML, because Word wraps every word in its own styles.
LONGEST_SENT = 800_000
ONE_SITTING = timedelta(minutes=10)


def cleaned(text: str, *, most: int, what: str, otherwise: str) -> str:
    """Return `text` (HTML) cleaned. Raises Refused where it is longer than `most`, and says what to do `otherwise`."""
    safe = cleaning.clean(text) if len(text) <= LONGEST_SENT else text
    if len(safe) > most:
        raise Refused(
            f"That is {len(safe):,} characters long, including headings and lists. A {what} can have at most {most:,}. "
            f"Shorten it, or {otherwise}."
        )
    return safe


def write(row: Any, text: str, *, revision: int, hand: str, turn: int, what: str, at: datetime, by: User) -> bool:
    """
    Save the text of a locked row, begun from `revision`. Return whether it differs from the text before.

    `hand` names the window that writes and `turn` counts its saves; they identify a repeated save whose answer was
    lost. Raises Conflict where somebody else saved since.
    """
    if text == row.text:
        return False
    if revision != row.revision and not open_editors.goes_on(row, hand, turn):
        who = str(row.written_by) if row.written_by else "Someone"
        raise Conflict(f"{who} has changed this {what} while you wrote. Nothing of either is lost: choose.", row)
    row.text, row.revision, row.written_at, row.written_by = text, row.revision + 1, at, by
    save(row)
    open_editors.remember(row, hand, turn)
    return True
