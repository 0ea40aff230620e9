"""Save a text of several writers (a minute, a section of a report) without overwriting unseen changes of others."""

from datetime import datetime, timedelta
from typing import Any

from committee.acts.refusal import Conflict, Refused
from committee.acts.saving import save
from committee.models import User
from committee.richtext import cleaning, open_editors

# Characters of sent HTML: four times the limit of stored HTML, because Word wraps every word in its own styles.
LONGEST_SENT = 800_000
ONE_SITTING = timedelta(minutes=10)  # a writer's saves within this time count as one on the trail or in the history


def cleaned(text: str, *, most: int, what: str, otherwise: str) -> str:
    """
    Return `text` (HTML) cleaned. Raises Refused where the cleaned text is longer than `most` characters.

    In the refusal, `what` names the text ("minute"), and `otherwise` says what the user can do instead of shortening.
    """
    safe = cleaning.clean(text) if len(text) <= LONGEST_SENT else text
    if len(safe) > most:
        raise Refused(
            f"That is {len(safe):,} characters long, including headings and lists. A {what} can have at most {most:,}. "
            f"Shorten it, or {otherwise}."
        )
    return safe


def write(row: Any, text: str, *, revision: int, hand: str, turn: int, what: str, at: datetime, by: User) -> bool:
    """
    Save `text` in a locked row. Return False, and save nothing, where the row has this text already.

    `revision` is the row's revision when the user began to write. Raises Conflict where the row was saved since. But if
    the last save came from the same window (`hand`), the window's next save (a higher `turn`) is accepted.
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
