"""Notes on what readers of a file will miss, with advice to the file's author for Word, PowerPoint or a scanner."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

TEXT_VERSION = "or write a text version of it in the portal, page by page"


class Note(NamedTuple):
    """A flaw of a file: what readers will `miss`, and advice to the author how to `mend` it ("" for no advice)."""

    miss: str
    mend: str = ""


NOTES = {
    "untagged": Note(
        "It is not tagged, so screen readers cannot identify its headings, lists and tables.",
        "In Word or PowerPoint choose Save As, PDF, then Options, and tick “Document structure tags for "
        "accessibility”. Printing to PDF loses the tags.",
    ),
    "false claim": Note(
        "It is marked as accessible (PDF/UA) but does not pass the check: a screen reader cannot read "
        "part of it. The pack is not marked as accessible.",
        "Run the accessibility checker in the original program, fix what it finds and save again.",
    ),
    "no language": Note(
        "Its language is not set, so screen readers may pronounce it wrongly.",
        "In Word choose Review, Language, Set Proofing Language, then save it as a tagged PDF.",
    ),
    "fonts elsewhere": Note(
        "Some of its fonts are not embedded, so it may look different on other computers.",
        "In Word choose Save As, PDF, then Options, and tick “PDF/A compliant”: that embeds every font.",
    ),
    "repaired": Note(
        "It was slightly damaged and has been repaired: something may be missing.",
        "Look through its pages. If anything is wrong, save it as PDF again.",
    ),
    "unreadable": Note(
        "Its text cannot be read, so it cannot be searched. If it is withheld, the leak check can "
        "only compare pictures and whole pages.",
        "Save it as PDF again from the original program.",
    ),
    "layers": Note(
        "It has layers that can be switched off. Hidden layers stay in the file, and others can find them.",
        "Delete the layers that are not meant for readers, then save it as PDF again.",
    ),
}


def notes(silent: Sequence[int], pages: int, flaws: Mapping[str, bool]) -> list[Note]:
    """
    Return the notes on a file of `pages` pages; the pages in `silent` (from 1) show pictures and no text.

    `flaws` gives, for each key of NOTES, True where the file has that flaw.
    """
    return [*([_silent(silent, pages)] if silent else []), *(note for key, note in NOTES.items() if flaws[key])]


def _silent(silent: Sequence[int], pages: int) -> Note:
    if len(silent) == pages:
        subject = "Its one page is a picture" if pages == 1 else "Its pages are pictures"
        return Note(
            f"{subject} of words: no one can search them or hear them read out.",
            "Save it as PDF from the original program. If there is only paper, scan it again with text "
            f"recognition (OCR) switched on, {TEXT_VERSION}.",
        )
    is_single = len(silent) == 1
    are, say = ("is a picture", "it says") if is_single else ("are pictures", "they say")
    return Note(
        f"{pages_in_words(silent).capitalize()} {are}: what {say} cannot be searched or heard read out.",
        "In PowerPoint or Word put the words on the page as text, or describe each picture (right-click it, View Alt "
        f"Text), and save it as a tagged PDF, {TEXT_VERSION}.",
    )


def pages_in_words(numbers: Sequence[int], most: int = 8) -> str:
    """Return page numbers in words, such as "pages 2 to 5, 7 and 9"; after `most` runs of pages, "12 more"."""
    steps = groupby(enumerate(numbers), lambda placed: placed[1] - placed[0])
    runs = [[number for _, number in placed] for _, placed in steps]
    shown, rest = runs[:most], sum(map(len, runs[most:]))
    words = [str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in shown]
    if len(runs) == 1 and len(runs[0]) == 2:
        words = [str(number) for number in runs[0]]
    words += [f"{rest} more"] if rest else []
    list_of = " and ".join([", ".join(words[:-1]), words[-1]] if words[1:] else words)
    return f"page{'' if len(numbers) == 1 else 's'} {list_of}"
