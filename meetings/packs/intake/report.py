"""What intake found in a file, in words for whoever sent it in and for the desk."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import cast

from django.utils.translation import get_language_info

from meetings.models import PageText, PaperFile
from meetings.packs.intake.author_advice import Note, pages_in_words

Row = tuple[str, str]


@dataclass(frozen=True, slots=True)
class IntakeReport:
    """The facts of a file as (label, words) rows, what readers will miss, and what was taken out of it."""

    rows: list[Row]
    missed: list[Note]
    cleaned: list[str]

    @classmethod
    def of(cls, file: PaperFile) -> "IntakeReport":
        """Return the report on `file`."""
        return cls(_rows(file), [_note(note) for note in file.notes], file.cleaned)


@dataclass(frozen=True, slots=True)
class Writing:
    """How far the text version of a file has come: the pages that need one, and those of them that have none yet."""

    silent: list[int]
    left: list[int]
    written: int

    @classmethod
    def of(cls, file: PaperFile) -> "Writing":
        """Return the progress of the text versions of `file`."""
        return cls.among(file, set(file.texts.values_list("page", flat=True)))

    @classmethod
    def among(cls, file: PaperFile, written: set[int]) -> "Writing":
        """Return the progress of the text versions, given the pages that are `written`."""
        silent = silent_pages(file)
        return cls(silent, [page for page in silent if page not in written], len(written))

    @property
    def words(self) -> str:
        """Progress in words: "2 of 5 pages written"."""
        of = len(self.silent)
        done = f"{of - len(self.left)} of {_pages(of)}" if of else f"{_pages(self.written)}"
        return f"{done} written"

    @property
    def pictures(self) -> str:
        """The pages that need one, as a sentence's beginning: "Pages 3 and 4 are pictures"."""
        return f"{pages_in_words(self.silent).capitalize()} {_are_pictures(self.silent)}"

    @property
    def lacking(self) -> str:
        """Pages without a text version: "pages 3 and 4 are pictures"."""
        return f"{pages_in_words(self.left)} {_are_pictures(self.left)}"


def with_texts(files: Collection[int]) -> set[int]:
    """Return the ids among `files` that have a text version of some page (one query)."""
    return set(PageText.objects.filter(file__in=files).values_list("file", flat=True)) if files else set()


def silent_pages(file: PaperFile) -> list[int]:
    """Numbers (from 1) of its pages that hold pictures and no words; of a file kept before they were counted, all."""
    return file.silent_pages or ([] if file.has_text else list(range(1, file.pages + 1)))


def _note(stored: dict[str, str] | str) -> Note:
    """Return a note from its stored form: a dictionary, or in older rows a single sentence."""
    return Note(stored) if isinstance(stored, str) else Note(stored["miss"], stored["mend"])


def _rows(file: PaperFile) -> list[Row]:
    return [
        ("Pages", str(file.pages)),
        ("Tags", "Tagged: screen readers can identify headings, lists and tables" if file.tagged else "Not tagged"),
        ("Words", _words(file)),
        ("Language", language_in_words(file.language) or "Not set"),
        ("Fonts", "All embedded" if file.fonts_embedded else "Not all embedded"),
    ]


def _words(file: PaperFile) -> str:
    silent = silent_pages(file)
    if not silent:
        return "Searchable text"
    if not file.has_text:
        return "Scanned image or pictures only, no text"
    return f"Text, but {pages_in_words(silent)} {_are_pictures(silent)}"


def _are_pictures(pages: list[int]) -> str:
    return "is a picture" if len(pages) == 1 else "are pictures"


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


def language_in_words(code: str) -> str:
    """ "British English" for en-GB, "Welsh" for cy; the code itself where Django does not know it."""
    for tag in (code.lower(), code.lower().partition("-")[0]):
        try:
            return cast(str, get_language_info(tag)["name"])
        except KeyError:
            continue
    return code
