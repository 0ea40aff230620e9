"""
Split a text into the words that the index stores: folded (without case and accents), and cut to their stems.

Texts are split into words here and never by a database, because the rules of databases differ. A database gets stems
of ASCII letters and figures, with blanks between. The stem of a word with other letters is its bytes in hexadecimal.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from threading import Lock
from typing import NamedTuple

from snowballstemmer.english_stemmer import EnglishStemmer

LONGEST = 40  # letters of a stem; nobody searches for longer words
WORD = re.compile(r"[^\W_](?:[^\W_]|['’](?=[^\W_]))*")
APART = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"})
# Words ignored in a query, unless they are in quotation marks or the query has no other words.
COMMON = frozenset(
    ["a", "about", "am", "an", "and", "are", "as", "at", "be", "been", "by", "can", "could", "did", "do", "does", "for",
     "from", "had", "has", "have", "how", "i", "in", "is", "it", "its", "me", "my", "of", "on", "or", "our", "should",
     "that", "the", "their", "there", "this", "to", "us", "was", "we", "were", "what", "when", "where", "which", "who",
     "will", "with", "would", "you", "your"]
)  # fmt: skip
_STEMMER = EnglishStemmer()
_ONE_AT_A_TIME = Lock()  # a stemmer stores the current word, so threads must not share it


class Word(NamedTuple):
    """A word of a text: its position, its folded spelling, and its stem."""

    start: int
    end: int
    spelt: str
    stem: str


def words(text: str) -> Iterator[Word]:
    """Yield the words of `text` in order; a word that folds to nothing is left out."""
    for match in WORD.finditer(text):
        spelt = folded(match.group())
        if spelt:
            yield Word(match.start(), match.end(), spelt.replace("'", ""), stem_of(spelt))


def places(text: str, wanted: Collection[str]) -> list[Word]:
    """Return the words of `text` whose stem is one of `wanted`, in order; `spelt` is empty, to save time."""
    return [
        Word(match.start(), match.end(), "", stem)
        for match in _beginning("".join(sorted({stem[:1] for stem in wanted}))).finditer(text)
        if (stem := stem_as_written(match.group())) in wanted
    ]


@lru_cache(maxsize=1 << 10)
def _beginning(letters: str) -> re.Pattern[str]:
    """
    Return a pattern for words whose stem may begin with one of `letters`. With it, few words must be stemmed.

    A stem begins with the first letter of its word where that letter is ASCII. The stem of a word that is not ASCII
    begins with "x".
    """
    if "x" in letters:
        return WORD
    either = letters + letters.upper()
    apart = r"(?<=[^\W_])(?<![^\W_].)(?<![^\W_]['’].)"  # the letter is the first letter of its word
    return re.compile(rf"[{either}\x80-\U0010ffff]{apart}(?:[^\W_]|['’](?=[^\W_]))*", re.DOTALL)


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` in order."""
    return [word.stem for word in words(text)]


@lru_cache(maxsize=1 << 16)
def folded(word: str) -> str:
    """Return `word` in lower case, without accents and with straight apostrophes; "" where no letter remains."""
    apart = unicodedata.normalize("NFKD", word[: 3 * LONGEST].casefold().translate(APART)).casefold().translate(APART)
    plain = "".join(letter for letter in apart.replace("’", "'") if letter.isalnum() or letter == "'").strip("'")
    return plain[:LONGEST].rstrip("'")


@lru_cache(maxsize=1 << 16)
def stem_as_written(word: str) -> str:
    """Return the stem of a word that is not folded yet; "" where no letter remains after folding."""
    spelt = folded(word)
    return stem_of(spelt) if spelt else ""


@lru_cache(maxsize=1 << 16)
def stem_of(spelt: str) -> str:
    """Return the stem of a folded word, in ASCII letters and figures."""
    if not spelt.isascii():
        return ("x" + spelt.encode().hex())[:LONGEST]
    if not spelt.replace("'", "").isalpha():
        return spelt.replace("'", "")
    with _ONE_AT_A_TIME:
        stem = str(_STEMMER.stemWord(spelt))
    return stem.replace("'", "") or spelt.replace("'", "")
