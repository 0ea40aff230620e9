"""A kind of file for the comparison of reading views, and the words that its readers see."""

import random
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from meetings.packs.reading.glyphs import BULLETS

VOCABULARY = """
    accommodation adult afternoon allowance annual assessment borough budget carer casework children committee
    community concern consultation council councillor county decision delay department deputy director district
    education elderly estimate evening evidence family figure forecast fostering guidance health hospital housing
    improvement inquiry inspection investment learning letter library measure meeting member minister monitoring
    morning neighbourhood notice nursery officer outcome panel parent partner payment placement policy practice
    programme project provider quarter recommendation region report resident resolution review safeguarding saving
    school scrutiny secretary service social standard station statute strategy summary support survey target teacher
    training transport trust update village visit volunteer ward weekly welfare witness workforce year young
"""


@dataclass(frozen=True)
class Kind:
    """
    A file. `words` are those of its pages in the order in which they are read, with numbers of lists.

    - `sources`: where the view has its words from, as in `view.Page`
    - `lost`: the share of the words that the view may miss, or show elsewhere
    - `more`: words that the view has besides
    - `misread`: the share of words that the view may have in place of others
    - `why`: the reason for any of the last three
    """

    pdf: Callable[[], bytes]
    words: str
    sources: str = "tags"
    lost: float = 0.0
    more: tuple[str, ...] = ()
    misread: float = 0.0
    why: str = ""


@cache
def prose(count: int, seed: int) -> str:
    """Return `count` words in sentences of up to twelve, the same for each seed and in another order for another."""
    chosen = random.Random(seed).choices(VOCABULARY.split(), k=count)
    sentences = [" ".join(chosen[at : at + 12]) for at in range(0, count, 12)]
    return " ".join(f"{sentence[0].upper()}{sentence[1:]}." for sentence in sentences)


def tokens(text: str) -> list[str]:
    """Return the words of a text with their punctuation, without the marks of lists."""
    words = unicodedata.normalize("NFC", text).split()
    return [word for word in words if word.strip(f"{BULLETS}–-")]
