"""The words of a note, encrypted with the keys in NOTES_KEYS, which are in neither database nor backup."""

import json
from dataclasses import asdict, dataclass

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings

from meetings.models import MemberNote


@dataclass(frozen=True, slots=True)
class NoteWords:
    """
    The words of a note: a quotation with the words before and after (W3C's TextQuoteSelector), and the text.

    A note without a quotation is on its whole page; a note without a text is a highlight.
    """

    quote: str = ""
    before: str = ""
    after: str = ""
    text: str = ""

    @property
    def kind(self) -> str:
        """Return "page", "highlight" or "note"."""
        return "page" if not self.quote else "note" if self.text else "highlight"


def has_key() -> bool:
    """Return whether there is a key; without a key, notes are switched off."""
    return bool(settings.NOTES_KEYS)


def _keys() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.NOTES_KEYS])


def encrypt(note: MemberNote, words: NoteWords) -> None:
    """Put `words` into `note`, which the caller saves."""
    note.secret = _keys().encrypt(json.dumps({**asdict(words), "of": _owner(note)}).encode())


def decrypt(note: MemberNote) -> NoteWords | None:
    """
    Return the words of `note`; None where no key reads them.

    SECURITY: None too where somebody has copied the words of another note into the row.
    """
    if not has_key():
        return None
    try:
        values = json.loads(_keys().decrypt(bytes(note.secret)))
        return NoteWords(**values) if values.pop("of") == _owner(note) else None
    except (InvalidToken, ValueError, TypeError, KeyError, AttributeError):
        return None


def encrypt_again(note: MemberNote) -> bool:
    """Encrypt the words with the first key; return whether a key could read them. The caller saves the note."""
    try:
        note.secret = _keys().rotate(bytes(note.secret))
    except InvalidToken:
        return False
    return True


def _owner(note: MemberNote) -> str:
    return f"{note.author_id} {note.key}"
