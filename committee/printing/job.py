"""A document to print, as plain data, and the error for a document that cannot be printed."""

from dataclasses import dataclass


class PrintingError(RuntimeError):
    """Raised where HTML cannot be printed; the message says why."""


@dataclass(frozen=True, slots=True)
class Job:
    """
    A whole HTML document to print, its title and language; `large` asks for large print (18 point).

    `headroom` is the space left empty at the top of each page, in millimetres, where a pack stamps its words. Only
    `/static/...` and `data:` addresses are loaded.
    """

    html: str
    title: str
    language: str = "en-GB"
    large: bool = False
    headroom: float = 0
