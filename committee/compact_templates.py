"""
Templates without the indentation that is there for whoever edits them: a reader's page has no need of its bytes.

It is taken out of a template's own text as it is loaded, once a process: never out of what a page is filled with, where
it may be somebody's words. Two lines stay two, so nothing that is shown moves; a line of nothing but `if` or `for` and
their like is none, since it shows nothing and the next one begins with a line break of its own.
"""

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_INDENTED = re.compile(r"\n[ \t\n]+")
# What shows nothing itself: before an include, or a tag of ours, the break may be the space before a word.
_TAGS_ALONE = re.compile(
    r"\n((?:\{% (?:if|elif|else|endif|for|empty|endfor|with|endwith|load|block|endblock)\b[^%\n]*%\})+)(?=\n)"
)
# What a file begins with before the break in front of a block: what includes it has one of its own, and it is no space.
_BEGINNING = re.compile(
    r"(\{% load [^%\n]*%\})?(\{% comment %\}[^{]*\{% endcomment %\})?\n(?=<(?:header|footer|div|nav|form|ul)\b)"
)
# Where spaces are shown as they stand.
_AS_WRITTEN = ("<pre", "white-space: pre")


def compact(text: str) -> str:
    """A template's text without the indentation of its lines, without empty ones and those that show nothing."""
    if any(words in text for words in _AS_WRITTEN):
        return text
    text = _TAGS_ALONE.sub(r"\1", _INDENTED.sub("\n", text))
    begins = _BEGINNING.match(text)
    return text[: begins.end() - 1] + text[begins.end() :] if begins else text


class FromFolders(filesystem.Loader):
    """Loads those of the folders that the settings name."""

    def get_contents(self, origin: Origin) -> str:
        """The text, compact where it is of a page."""
        return _of(origin, super().get_contents(origin))


class FromApps(app_directories.Loader):
    """Loads those of apps."""

    def get_contents(self, origin: Origin) -> str:
        """The text, compact where it is of a page."""
        return _of(origin, super().get_contents(origin))


def _of(origin: Origin, text: str) -> str:
    return compact(text) if Path(origin.name).suffix == ".html" else text
