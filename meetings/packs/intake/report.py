"""Findings of intake about a file, in words for the file's sender and for the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from django.utils.translation import get_language_info

from meetings.models import PaperFile
from meetings.packs.intake.author_advice import pages_in_words


def intake_report(file: PaperFile) -> dict[str, Any]:
    """Return a file's facts: "rows" (label, words), "missed" (Notes), "cleaned" (sentences on removed parts)."""
    rows = [
        ("Pages", str(file.pages)),
        ("Tags", "Tagged: screen readers can identify headings, lists and tables" if file.tagged else "Not tagged"),
        ("Words", _words(file)),
        ("Language", language_in_words(file.language) or "Not set"),
        ("Fonts", "All embedded" if file.fonts_embedded else "Not all embedded"),
    ]
    return {"rows": rows, "missed": file.notes, "cleaned": file.cleaned}


@dataclass(frozen=True, slots=True)
class Writing:
    """
    Progress of a file's text versions.

    - `silent`: the pages that need a text version.
    - `left`: the silent pages without a text version.
    - `written`: the number of pages with a text version, silent or not.
    """

    silent: list[int]
    left: list[int]
    written: int

    @classmethod
    def of(cls, file: PaperFile, written: Collection[int] | None = None) -> "Writing":
        """
        Return the progress of a file's text versions.

        `written` are the pages that have a text version; without this argument, the pages are looked up.
        """
        pages = set(file.texts.values_list("page", flat=True) if written is None else written)
        return cls(file.silent_pages, [page for page in file.silent_pages if page not in pages], len(pages))

    @property
    def words(self) -> str:
        """Progress in words: "2 of 5 pages written", or "2 pages written" where no page needs a text version."""
        of = len(self.silent)
        done = f"{of - len(self.left)} of {_pages(of)}" if of else f"{_pages(self.written)}"
        return f"{done} written"

    @property
    def pictures(self) -> str:
        """Pages that need a text version, as the beginning of a sentence: "Pages 3 and 4 are pictures"."""
        return f"{pages_in_words(self.silent).capitalize()} {_are_pictures(self.silent)}"

    @property
    def lacking(self) -> str:
        """Pages without a text version: "pages 3 and 4 are pictures"."""
        return f"{pages_in_words(self.left)} {_are_pictures(self.left)}"


def _words(file: PaperFile) -> str:
    if not file.silent_pages:
        return "Searchable text"
    if not file.has_text:
        return "Scanned image or pictures only, no text"
    return f"Text, but {pages_in_words(file.silent_pages)} {_are_pictures(file.silent_pages)}"


def _are_pictures(pages: list[int]) -> str:
    return "is a picture" if len(pages) == 1 else "are pictures"


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


def language_in_words(code: str) -> str:
    """Return "British English" for en-GB, "Welsh" for cy; the code itself where Django does not know it."""
    for tag in (code.lower(), code.lower().partition("-")[0]):
        try:
            return cast(str, get_language_info(tag)["name"])
        except KeyError:
            continue
    return code
