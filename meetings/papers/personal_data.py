"""What looks like personal data in the words of a page: found before it is published for years (R53, UK GDPR art 5)."""

import re
from collections.abc import Iterator

from committee.models import Council, Venue

MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"

BIRTH = re.compile(
    r"\b(?:d\.?\s?o\.?\s?b\.?|date\s+of\s+birth|born(?:\s+on)?)\W{0,10}"
    rf"\d{{1,2}}(?:st|nd|rd|th)?[\s./-]+(?:\d{{1,2}}|(?:{MONTHS})[a-z]*)[\s./-]+\d{{2,4}}",
    re.IGNORECASE,
)

NHS_GROUPED = re.compile(r"(?<![\d-])(?<!\d )(\d{3})[ -](\d{3})[ -](\d{4})(?![\d-])(?! \d)")

NHS_NAMED = re.compile(r"\bNHS\b(?:\s+(?:number|no\.?))?\D{0,12}(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)", re.IGNORECASE)

PRIVATE_MAIL = re.compile(
    r"[\w.+-]{1,64}@(?:g(?:oogle)?mail|hotmail|outlook|live|msn|yahoo|ymail|icloud|me|mac|aol|btinternet|sky|virginmedia|"
    r"talktalk|ntlworld|blueyonder|tiscali|proton(?:mail)?|gmx)\.(?:com|co\.uk|net|me|org)\b",
    re.IGNORECASE,
)

POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]?\s*\d[A-Z]{2}"

HOME = re.compile(rf"\b\d{{1,4}}[A-Za-z]?,?\s+[A-Z][\w'’.-]*(?:[\s,]+[A-Z][\w'’.-]*){{1,9}}[\s,]+({POSTCODE})\b")

CELL = re.compile(r"£?\d[\d,]*(?:\.\d+)?%?|[-–—*]")

FIGURE = re.compile(r"[\d£]")

SMALL = re.compile(r"(?<![\d.,£])[1-4](?![\d.,%])")

KINDS = {
    "birth": ("may hold someone’s date of birth", "Remove it unless it must be there."),
    "nhs": ("may hold an NHS number", "Remove it."),
    "mail": ("holds a private email address", "Remove it unless its owner wants it published."),
    "home": ("may hold a home address", "Remove it unless its owner wants it published."),
    "count": (
        "has a table with counts from 1 to 4",
        "People in such small groups could be identified. Ask its author to suppress or combine the figures.",
    ),
}


def own_postcodes(council: Council) -> frozenset[str]:
    """Postcodes of the council's own buildings, which are nobody's home."""
    places = [council.address, council.offices, *Venue.objects.exclude(address="").values_list("address", flat=True)]
    return frozenset(_squeezed(code) for place in places for code in re.findall(POSTCODE, place))


def _squeezed(code: str) -> str:
    return "".join(code.split()).upper()


def personal_data(pages: list[str], own_postcodes: frozenset[str] = frozenset()) -> dict[str, list[int]]:
    """Return which pages (from 1) seem to hold each kind of personal data: keys of KINDS, in that order."""
    by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number, text in enumerate(pages, 1):
        for kind in kinds_on(text, own_postcodes):
            by_kind[kind].append(number)
    return {kind: numbers for kind, numbers in by_kind.items() if numbers}


def kinds_on(text: str, postcodes: frozenset[str]) -> Iterator[str]:
    if BIRTH.search(text):
        yield "birth"
    if any(_is_nhs_number("".join(groups)) for pattern in (NHS_NAMED, NHS_GROUPED) for groups in pattern.findall(text)):
        yield "nhs"
    if PRIVATE_MAIL.search(text):
        yield "mail"
    if any(_squeezed(code) not in postcodes for code in HOME.findall(text)):
        yield "home"
    if _has_small_count(text):
        yield "count"


def _has_small_count(text: str) -> bool:
    """
    Return whether a table has a row with a count from 1 to 4: two cells or more after a label without figures.

    The cells may stand on lines of their own. The text is read word by word: a pattern for whole rows tries every way
    of parting their blanks, for minutes.
    """
    cells, small = -1, False  # since the label last read; -1 where none is open
    for line in text.splitlines():
        words = line.split()
        label = len(words)
        while label and CELL.fullmatch(words[label - 1]):
            label -= 1
        label_words = " ".join(words[:label])
        if FIGURE.search(label_words) or (label_words and not line[0].isalpha() and cells != 0):
            cells = -1
        elif label_words:
            cells, small = 0, False
        if cells >= 0:
            cells += len(words) - label
            small = small or SMALL.search(" ".join(words[label:])) is not None
        if cells > 1 and small:
            return True
    return False


def _is_nhs_number(digits: str) -> bool:
    """Ten digits whose last is the check digit (modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and (0 if rest == 11 else rest) == int(digits[9])
