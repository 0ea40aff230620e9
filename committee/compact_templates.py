"""
Templates without the indentation that is there for whoever edits them: a reader's page has no need of its bytes.

It is taken out of a template's own text as it is loaded, once a process: never out of what a page is filled with, where
it may be somebody's words. Two lines stay two, so nothing that is shown moves.
"""

import re
from pathlib import Path

from django.template import Origin
from django.template.loaders import app_directories, filesystem

_INDENTED = re.compile(r"\n[ \t\n]+")
# Where spaces are shown as they stand.
_AS_WRITTEN = ("<pre", "white-space: pre")


def compact(text: str) -> str:
    """A template's text without the indentation of its lines, and without empty ones."""
    return text if any(words in text for words in _AS_WRITTEN) else _INDENTED.sub("\n", text)


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
