"""Corrections: where the old words stand in a minute, and the minute with the new words in their place."""

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
    """One text of a minute that a correction may be about; `html` where it holds tags."""

    row: Minute | Limb
    field: str
    html: bool

    @property
    def text(self) -> str:
        """The text as it stands."""
        return cast(str, getattr(self.row, self.field))

    def put(self, old: str, new: str) -> None:
        """Put `new` for the first `old` in it; the row is not saved."""
        made = replaced(self.text, old, new) if self.html else _escaped_replaced(self.text, old, new)
        setattr(self.row, self.field, made)


def places(minute: Minute) -> Iterator[Place]:
    """The texts of `minute` that are somebody's words: heading, text, summary, and the limbs of what was put."""
    yield Place(minute, "heading", html=False)
    yield Place(minute, "text", html=True)
    yield Place(minute, "public_summary", html=True)
    for resolution in minute.resolutions.all():
        for limb in resolution.limbs.all():
            yield Place(limb, "text", html=False)


def count(text: str, old: str, *, is_html: bool) -> int:
    """How often the words `old` stand in `text`, as whole words, within one paragraph."""
    said, _ = _said(text if is_html else html.escape(text))
    return len(list(_find(said, old)))


def standing(minute: Minute, old: str) -> list[Place]:
    """Each place of `minute` where `old` stands, as often as it stands there."""
    return [place for place in places(minute) for _ in range(count(place.text, old, is_html=place.html))]


def replaced(text: str, old: str, new: str) -> str:
    """HTML `text` with `new` for the first `old` in it; tags between the words stay, and what stays is unchanged."""
    said, owners = _said(text)
    found = next(_find(said, old), None)
    if found is None:
        return text
    tokens = TOKEN.findall(text)
    first, last = owners[found.start()], owners[found.end() - 1]
    for index in range(first, last + 1):
        if not tokens[index].startswith("<"):
            tokens[index] = ""
    tokens[first] = html.escape(new, quote=False)
    return "".join(tokens)


def _escaped_replaced(text: str, old: str, new: str) -> str:
    return html.unescape(replaced(html.escape(text), old, new))


def _find(said: str, old: str) -> Iterator[re.Match[str]]:
    old = one_line(old)
    return re.finditer(rf"(?<!\w){re.escape(old)}(?!\w)", said) if old else iter(())


def _said(text: str) -> tuple[str, list[int]]:
    """The words of HTML with single blanks, a line for each paragraph; and for each character its token's place."""
    said: list[str] = []
    owners: list[int] = []
    for index, token in enumerate(TOKEN.findall(text)):
        between = "" if INLINE.match(token) else "\n"
        for one in between if token.startswith("<") else one_line(token) or " ":
            if one == " " and (not said or said[-1] in " \n"):
                continue
            said.append(one)
            owners.append(index)
    return "".join(said), owners
