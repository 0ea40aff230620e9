"""One paper by itself, as its reader gets it: a withheld one says on every page that it is not for publication."""

from meetings.packs.join import Part, join
from meetings.packs.pages import Span
from meetings.packs.prepared import Prepared


def marked(prepared: Prepared, marking: str, *, title: str) -> bytes:
    """Put `marking` at the head of every page, as an artifact (R15, LGA 1972 s.100B(5)). Same input, same bytes."""
    pages = len(prepared.pages)
    return join(None, [Part("paper", title, prepared, Span(1, pages, pages), marking)], title=title, numbered=False).pdf
