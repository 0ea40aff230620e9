"""Comparison of titles by the business that they name. A meeting may take only business on its agenda (s.100B(4))."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

WORD = re.compile(r"\w+")
# Words that name no business, because an item of any business may have them.
COMMON = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "their", "this", "to"),
    *("with", "business", "case", "confidential", "exempt", "item", "matter", "paper", "private", "report", "update"),
}
# The beginning of a line that names the author of a report. An author is no business.
BY_WHOM = re.compile(
    r"(?:joint |oral |verbal )?(?:report|presentation|update|paper|briefing)s? (?:of|by|from) ", re.IGNORECASE
)
# Words before the author of a paper.
FROM_WHOM = re.compile(r"\b(?:by|from)\b|\b(?:report|presentation|update|paper|briefing)s? of\b", re.IGNORECASE)
# Words for officers and bodies, by which a report's author is recognised.
OFFICES = {
    *("board", "cabinet", "chair", "chairman", "chief", "cllr", "commissioner", "committee", "councillor", "director"),
    *("head", "leader", "manager", "member", "officer", "panel", "partnership", "secretary", "solicitor", "treasurer"),
}
# Words for supporting papers, which name no business.
SUPPORTING = {
    *("addendum", "analysis", "annex", "annual", "appendix", "assessment", "background", "budget", "comments", "data"),
    *("consultation", "draft", "equality", "evidence", "figures", "financial", "impact", "implications", "information"),
    *("letter", "map", "note", "options", "performance", "petition", "plan", "presentation", "questions", "responses"),
    *("revised", "risk", "site", "slides", "statement", "summary", "supplementary", "supporting", "table", "updated"),
}
# The beginning of another clause in a line that names the author of a report.
CLAUSE = re.compile(r"[:;.(–—]|\b(?:on|about|regarding|concerning|who|which|with)\b", re.IGNORECASE)
# Words or signs between the author of a paper and the paper's subject.
ABOUT = re.compile(r"[:;–—]|\b(?:on|about|regarding|concerning)\b", re.IGNORECASE)
# Titles that fit any business, and so name none.
ANYTHING = re.compile(
    r"\b(?:(?:any )?(?:other|urgent)(?: urgent)? (?:business|items?|matters?)|matters arising|not on the agenda"
    r"|A\.?O\.?B|chair\w*[’']?s (?:business|items?))\b",
    re.IGNORECASE,
)
NEARLY = 0.75  # share of equal letters from which two words count as the same word, misspelt or in the plural
TITLE = 250  # at most so many letters of a title are compared
LINE = 2000  # at most so many letters of a line are compared


def tells_of_nothing(title: str) -> bool:
    """Return whether a title names no business: “A report”, “An exempt matter”, “Item 4”."""
    return not _telling(title)


def same_business(published: str, corrected: str) -> bool:
    """
    Return whether a corrected title names the same business as the published title, and no other business.

    The business is the same where the titles share more than half of their words, misspelt words included. Capitals,
    signs, the order of words, and COMMON words do not matter.
    """
    if published == corrected:
        return True
    was, now = _telling(published), _telling(corrected)
    if was == now:
        return True
    remaining = list(now)
    shared = 0
    for word in was:
        match = next((other for other in remaining if other == word), None) or _misspelt(word, remaining)
        if match:
            remaining.remove(match)
            shared += 1
    return 2 * shared > max(len(was), len(now))


def adds_business(published: Sequence[str], corrected: Sequence[str]) -> bool:
    """
    Return whether a corrected line of an item names business that no published line names (R03).

    A line names new business where most of its words are new, or where two successive words are new. The author of a
    report does not count as business.
    """
    published_words = list({word for line in published for word in _telling(line)})
    for line in corrected:
        words = _telling(line, LINE)
        if line in published or not words:
            continue
        by_whom = bool(BY_WHOM.match(line) and OFFICES & set(words))
        if not by_whom and (
            2 * sum(_were_published(words, published_words)) < len(words) or _has_two_new(words, published_words)
        ):
            return True
        clauses = [_telling(clause) for clause in CLAUSE.split(line)[1:]] if by_whom else []
        if any(_has_two_new(clause, published_words) and not OFFICES & set(clause) for clause in clauses):
            return True
    return False


def is_unrelated(published: Sequence[str], title: str) -> bool:
    """
    Return whether a paper's title has no word in common with the published lines of its item (R03).

    The comparison leaves out words for supporting papers and the author of a paper. It includes words that follow the
    author after a colon or “on”. A title with fewer than two remaining words is never unrelated.
    """
    known = list({word for line in published for word in _telling(line)})
    about, *from_whom = FROM_WHOM.split(title, maxsplit=1)
    lines = [about, *(line for author in from_whom for line in ABOUT.split(author)[1:])]
    words = [word for line in lines for word in _telling(line) if word not in SUPPORTING]
    return bool(known) and len(words) > 1 and not any(_were_published(words, known))


def _were_published(words: Sequence[str], published: list[str]) -> list[bool]:
    return [word in published or _misspelt(word, published) is not None for word in words]


def _has_two_new(words: list[str], published: list[str]) -> bool:
    """Return whether two successive words of `words` are not among the `published` words."""
    return any(not first and not second for first, second in pairwise(_were_published(words, published)))


def _misspelt(word: str, others: list[str]) -> str | None:
    """Return the first of `others` that nearly equals `word` (see NEARLY), or None."""
    for other in others:
        compared = SequenceMatcher(None, word, other, autojunk=False)
        if min(len(word), len(other)) > 3 and compared.quick_ratio() >= NEARLY and compared.ratio() >= NEARLY:
            return other
    return None


def _telling(title: str, most: int = TITLE) -> list[str]:
    """Return the words of a title that may name its business."""
    return [word for word in _words(title[:most]) if word not in COMMON and not word.isdigit()]


def _words(title: str) -> list[str]:
    return WORD.findall(title.casefold().replace("’", "").replace("'", ""))
