"""A document to print, as plain data, and the error where it cannot be printed."""

from dataclasses import dataclass


class PrintingError(RuntimeError):
    """The HTML cannot be printed as it stands; the text says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """
    One whole HTML document, its title and language; `large` for the large print of it (18 point).

    `headroom` is how many millimetres stay empty at the head of each large page, for words that a pack stamps there.
    Only `/static/...` and `data:` addresses are loaded.
    """

    html: str
    title: str
    language: str = "en-GB"
    large: bool = False
    headroom: float = 0
