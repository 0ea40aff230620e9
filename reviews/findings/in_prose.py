"""Find recommendations in prose ("We therefore RECOMMEND: that ...") in one pass. Without Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

WORD = {"recommend", "recommends", "recommended"}
WHO = {"we", "panel", "committee", "committees", "review", "therefore", "also", "further", "strongly", "group"}
BEFORE_ITS_WORDS = {"that", "to"}
AROUND = "*_:;,.()[]“”‘’\"'"
ENDS = (".", "!", "?", ".”", "?”", ".)", ".**")
NUMBERS = {"three": 3, "six": 6, "nine": 9, "twelve": 12, "eighteen": 18}
MOST, LONGEST = 30, 2000


@dataclass(frozen=True, slots=True)
class Buried:
    """A recommendation found in a text, as a sentence. `months` is the number of months named in the text, or None."""

    text: str
    months: int | None = None


def buried(text: str) -> list[Buried]:
    """Return each recommendation in a text once, at most MOST of them."""
    recommendations: dict[str, Buried] = {}
    for words in sentences(text):
        if len(recommendations) >= MOST:
            break
        place = _begins(words)
        if place is not None and (sentence := _as_sentence(words[place:])):
            recommendations.setdefault(sentence.casefold(), Buried(sentence, _months(words[place:])))
    return list(recommendations.values())


def sentences(text: str) -> Iterator[list[str]]:
    """Yield the words of each sentence. A blank line ends a sentence, a line end does not."""
    words: list[str] = []
    for line in text.splitlines():
        if not line.strip() and words:
            yield words
            words = []
        for word in line.split():
            words.append(word)
            if word.endswith(ENDS):
                yield words
                words = []
    if words:
        yield words


def _begins(words: list[str]) -> int | None:
    """Return the index of the word after "recommend"; None where the words are not the panel's recommendation."""
    for place, word in enumerate(words):
        bare = word.strip(AROUND)
        if bare.casefold() not in WORD:
            continue
        shouted = bare.isupper() or word.startswith("**")
        before = words[place - 1].strip(AROUND).casefold() if place else ""
        if shouted or (before in WHO and bare.casefold() != "recommended"):
            return place + 1
    return None


def _as_sentence(words: list[str]) -> str:
    bare = (word.strip(AROUND).casefold() for word in words)
    begins = next((place for place, word in enumerate(bare) if word and word not in BEFORE_ITS_WORDS), len(words))
    text = " ".join(words[begins:]).replace("**", "").strip(" :;,*_")[:LONGEST]
    return text[:1].upper() + text[1:]


def _months(words: list[str]) -> int | None:
    """Return the months in "in 12 months" or "within six months’ time" (1 to 60); None without such a number."""
    for before, word in pairwise(words):
        number = before.strip(AROUND).casefold()
        if word.strip(AROUND).casefold().startswith("month"):
            is_number = number.isascii() and number.isdigit() and len(number) < 3
            months = int(number) if is_number else NUMBERS.get(number, 0)
            if 0 < months <= 60:
                return months
    return None
