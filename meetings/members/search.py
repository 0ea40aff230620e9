"""Search of published papers that the public may not read, for members who may read them."""

import datetime as dt
from collections.abc import Iterable

from committee.models import Visitor
from committee.search.queries import Query, Term
from meetings.models import WithheldPage

MOST = 2000  # pages that are searched, those of the newest meetings


def find(query: Query, user: Visitor, on: dt.date) -> tuple[dict[int, list[int]], bool]:
    """
    Return the pages that have all words, and whether older pages were left out.

    The pages are numbers in their file, by the file's id, the newest meeting first. A word may be in the title of the
    paper, but at least one is on the page; 0 stands for the title alone.

    SECURITY: words are compared with pages that `user` may read, and with no others. So neither the results nor the
    time that the search takes depend on the words of other papers, as they would with an index of all words.
    """
    wanted, unwanted = _phrases(query.terms), _phrases(query.without)
    rows = WithheldPage.objects.readable_by(user, on).values_list("file", "page", "title_stems", "text_stems")
    pages: dict[int, list[int]] = {}
    count = 0
    for count, (file, page, title, text) in enumerate(rows[: MOST + 1].iterator(chunk_size=200), 1):
        both = f"{title}|{text}"
        if count > MOST or any(_has(both, phrases) for phrases in unwanted):
            continue
        is_on_page = not page or any(_has(text, phrases) for phrases in wanted)
        if is_on_page and all(_has(both, phrases) for phrases in wanted):
            pages.setdefault(file, []).append(page)
    return pages, count > MOST


def _phrases(terms: Iterable[Term]) -> list[list[str]]:
    """Return, for each term, the stems of its phrases as they stand in a row, with a blank before and behind each."""
    return [[f" {' '.join(phrase)} " for phrase in term.phrases] for term in terms]


def _has(text: str, phrases: Iterable[str]) -> bool:
    return any(phrase in text for phrase in phrases)
