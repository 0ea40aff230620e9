"""Corrections: finding the old words in a minute, and putting the new words in their place."""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import cast

from meetings.minutes.document.comparing import one_line
from meetings.models import Limb, Minute

TOKEN = re.compile(r"<[^<>]*>|&#?\w+;|.", re.DOTALL)
INLINE = re.compile(r"</?(?:strong|em|b|i|a|u|s|sub|sup|span)\b", re.IGNORECASE)


@dataclass
class Place:
    """A text of a minute that a correction may change: the `field` of `row`. `html` is True where the text is HTML."""

    row: Minute | Limb
    field: str
    html: bool

    @property
    def text(self) -> str:
        """The current text of the field."""
        return cast(str, getattr(self.row, self.field))

    def put(self, old: str, new: str) -> None:
        """Replace the first `old` in the text with `new`; the row is not saved."""
        made = replaced(self.text if self.html else html.escape(self.text), old, new)
        setattr(self.row, self.field, made if self.html else html.unescape(made))


def places(minute: Minute) -> Iterator[Place]:
    """Yield each text of `minute` that a clerk typed: heading, text, public summary, and the limbs of its motions."""
    yield Place(minute, "heading", html=False)
    yield Place(minute, "text", html=True)
    yield Place(minute, "public_summary", html=True)
    for resolution in minute.resolutions.all():
        for limb in resolution.limbs.all():
            yield Place(limb, "text", html=False)


def count(text: str, old: str, *, is_html: bool) -> int:
    """Return how often `text` has the words `old`, as whole words and within one paragraph."""
    plain, _ = _plain_text(text if is_html else html.escape(text))
    return len(list(_find(plain, old)))


def standing(minute: Minute, old: str) -> list[Place]:
    """Return one Place for each occurrence of the words `old` in the texts of `minute`."""
    return [place for place in places(minute) for _ in range(count(place.text, old, is_html=place.html))]


def replaced(text: str, old: str, new: str) -> str:
    """Return HTML `text` with the first `old` replaced by `new`; all tags stay, also tags between the words."""
    plain, owners = _plain_text(text)
    match = next(_find(plain, old), None)
    if match is None:
        return text
    tokens = TOKEN.findall(text)
    first, last = owners[match.start()], owners[match.end() - 1]
    for index in range(first, last + 1):
        if not tokens[index].startswith("<"):
            tokens[index] = ""
    tokens[first] = html.escape(new, quote=False)
    return "".join(tokens)


def _find(plain: str, old: str) -> Iterator[re.Match[str]]:
    old = one_line(old)
    return re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", plain) if old else iter(())


def _plain_text(text: str) -> tuple[str, list[int]]:
    """Return the plain text of HTML, one line per paragraph, and the index of each character's TOKEN."""
    characters: list[str] = []
    owners: list[int] = []
    for index, token in enumerate(TOKEN.findall(text)):
        between = "" if INLINE.match(token) else "\n"
        for character in between if token.startswith("<") else one_line(token) or " ":
            if character == " " and (not characters or characters[-1] in " \n"):
                continue
            characters.append(character)
            owners.append(index)
    return "".join(characters), owners
