"""
Words of a text as the index knows them: folded, cut to stems, in letters that both databases read alike.

A text is parted here and never by a database, whose rules differ: what a database is given is stems of ASCII letters
and figures with blanks between. A word of other letters is spelt by the numbers of its letters.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

LONGEST = 40  # letters of a stem; what is longer is no word that anybody looks for
WORD = re.compile(r"[^\W_](?:[^\W_]|['’](?=[^\W_]))*")
APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Left out of what is looked for, unless it stands in quotation marks or there is nothing else.
COMMON = frozenset(
    ["a", "about", "an", "and", "are", "as", "at", "be", "been", "by", "did", "do", "does", "for", "from", "had", "has",
     "have", "how", "i", "in", "is", "it", "its", "of", "on", "or", "our", "that", "the", "their", "this", "to", "was",
     "we", "were", "what", "when", "where", "which", "who", "will", "with"]
)  # fmt: skip
_STEMMER = EnglishStemmer()
_ONE_AT_A_TIME = Lock()  # a stemmer keeps the word that it is at


class Word(NamedTuple):
    """A word of a text: where it stands, as it is spelt once folded, and its stem."""

    start: int
    end: int
    spelt: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """The words of `text` in order; what folds to nothing is none."""
    for found in WORD.finditer(text):
        spelt = folded(found.group())
        if spelt:
            yield Word(found.start(), found.end(), spelt.replace("'", ""), stem_of(spelt))


def places(text: str, wanted: Collection[str]) -> list[Word]:
    """The words of `text` whose stem is one of `wanted`, in order: what `words` gives, without the others."""
    return [
        Word(found.start(), found.end(), "", stem)
        for found in _beginning("".join(sorted({stem[:1] for stem in wanted}))).finditer(text)
        if (stem := stem_as_written(found.group())) in wanted
    ]


@lru_cache(maxsize=1 << 10)
def _beginning(letters: str) -> re.Pattern[str]:
    """
    Finds the words of a text that may have a stem with one of these first letters, so that few are cut to stems.

    A word keeps its first letter in its stem, where that is of ASCII; a stem that spells other letters begins with x.
    """
    if "x" in letters:
        return WORD
    either = letters + letters.upper()
    apart = r"(?<=[^\W_])(?<![^\W_].)(?<![^\W_]['’].)"  # behind it stands no word that it belongs to
    return re.compile(rf"[{either}\x80-\U0010ffff]{apart}(?:[^\W_]|['’](?=[^\W_]))*", re.DOTALL)


def stems(text: str) -> list[str]:
    """The stems of the words of `text` in order."""
    return [word.stem for word in words(text)]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """`word` without case and accents, its apostrophes plain; "" where nothing is left."""
    apart = unicodedata.normalize("NFKD", word[: 3 * LONGEST].casefold().translate(APART)).casefold().translate(APART)
    kept = "".join(letter for letter in apart.replace("’", "'") if letter.isalnum() or letter == "'").strip("'")
    return kept[:LONGEST].rstrip("'")


@lru_cache(maxsize=1 << 16)
def stem_as_written(word: str) -> str:
    """The stem of a word as a text has it; "" where it folds to nothing."""
    spelt = folded(word)
    return stem_of(spelt) if spelt else ""


@lru_cache(maxsize=1 << 16)
def stem_of(spelt: str) -> str:
    """The stem of a folded word, in ASCII letters and figures."""
    if not spelt.isascii():
        return ("x" + spelt.encode().hex())[:LONGEST]
    if not spelt.replace("'", "").isalpha():
        return spelt.replace("'", "")
    with _ONE_AT_A_TIME:
        stem = str(_STEMMER.stemWord(spelt))
    return stem.replace("'", "") or spelt.replace("'", "")
