"""Whether two titles give notice of the same business: an item is taken as its agenda called it (s.100B(4))."""

import re
from difflib import SequenceMatcher

WORD = re.compile(r"\w+")
# Words that an item of any business may have: they tell of none.
COMMON = {
    *("a", "an", "and", "as", "at", "by", "for", "from", "in", "into", "of", "on", "or", "the", "their", "this", "to"),
    *("with", "business", "case", "confidential", "exempt", "item", "matter", "paper", "private", "report", "update"),
}
NEARLY = 0.75  # of its letters: a word that was misspelt, or is in the plural
TITLE = 250


def tells_of_nothing(title: str) -> bool:
    """Whether a title says no more than that there is an item: “A report”, “An exempt matter”, “Item 4”."""
    return not _telling(title)


def same_business(published: str, corrected: str) -> bool:
    """
    Whether a corrected title still gives notice of what the published one did, and of nothing else.

    More than half of the words of each are then in the other, misspelt ones too. Capitals, signs, the order of the
    words and those that any item may have do not matter.
    """
    if published == corrected:
        return True
    was, now = _telling(published), _telling(corrected)
    if was == now:
        return True
    left = list(now)
    shared = 0
    for word in was:
        found = next((other for other in left if other == word), None) or _misspelt(word, left)
        if found:
            left.remove(found)
            shared += 1
    return 2 * shared > max(len(was), len(now))


def _misspelt(word: str, others: list[str]) -> str | None:
    for other in others:
        compared = SequenceMatcher(None, word, other, autojunk=False)
        if min(len(word), len(other)) > 3 and compared.quick_ratio() >= NEARLY and compared.ratio() >= NEARLY:
            return other
    return None


def _telling(title: str) -> list[str]:
    return [word for word in _words(title) if word not in COMMON and not word.isdigit()]


def _words(title: str) -> list[str]:
    return WORD.findall(title[:TITLE].casefold().replace("’", "").replace("'", ""))
