"""
Templates without the indentation that is there for whoever edits them: a reader's page has no need of its bytes.

It is taken out of a template's own text as it is loaded, once a process: never out of what a page is filled with, where
it may be somebody's words. Two lines of words stay two, so nothing that is shown moves. A line of nothing but `if` or
`for` and their like is none, since it shows nothing and the next one begins with a line break of its own; nor is there
a break beside what begins a line of the page by itself, as a paragraph does, where a browser shows none either.
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
# Not `li`, `form` and what else our style sheets and GOV.UK's put into a line, where a break shows as a space.
_BLOCK = (
    r"</?(?:address|article|aside|body|caption|dd|div|dl|dt|fieldset|footer|h[1-6]|head|header|html|legend|link|main|"
    r"meta|nav|ol|optgroup|option|p|script|section|table|tbody|td|th|thead|title|tr|ul|circle|desc|g|line|path|rect)\b"
)
# Those have it where they begin and end within: what is shown is the space outside of them.
_WITHIN = r"(?:details|form|li|select|summary|svg)\b"
_BREAK_BEFORE = re.compile(rf"\n(?={_BLOCK}|</{_WITHIN})")
_BREAK_AFTER = re.compile(rf"((?:{_BLOCK}|<{_WITHIN})[^<>]*>)\n")
# What a file begins with before the break in front of a form: what includes it has one of its own, and it is no space.
_BEGINNING = re.compile(r"(\{% load [^%\n]*%\})?(\{% comment %\}[^{]*\{% endcomment %\})?\n(?=<form\b)")
# Where spaces are shown as they stand.
_AS_WRITTEN = ("<pre", "white-space: pre")


def compact(text: str) -> str:
    """Return a template's text without indentation, empty lines and lines that show nothing."""
    if any(words in text for words in _AS_WRITTEN):
        return text
    text = _TAGS_ALONE.sub(r"\1", _INDENTED.sub("\n", text))
    text = _BREAK_AFTER.sub(r"\1", _BREAK_BEFORE.sub("", text))
    begins = _BEGINNING.match(text)
    return text[: begins.end() - 1] + text[begins.end() :] if begins else text


class FromFolders(filesystem.Loader):
    """Loads those of the folders that the settings name."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's text, made compact if the template is of a page."""
        return _of(origin, super().get_contents(origin))


class FromApps(app_directories.Loader):
    """Loads those of apps."""

    def get_contents(self, origin: Origin) -> str:
        """Return the template's text, made compact if the template is of a page."""
        return _of(origin, super().get_contents(origin))


def _of(origin: Origin, text: str) -> str:
    return compact(text) if Path(origin.name).suffix == ".html" else text
