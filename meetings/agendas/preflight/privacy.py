"""
Warnings of personal data before publication, because published data stays public for years (R53, UK GDPR art 5).

The second half of the module recognises likely personal data in the words of a page.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Iterator

from django.core.cache import cache

from committee.acts.refusal import Busy
from committee.models import Council, StoredFile, Venue
from meetings.agendas.preflight.case import CORRECTION, Case
from meetings.agendas.preflight.checks import Check, Where, at, warn
from meetings.agendas.preflight.pack import Unreadable, stored_text
from meetings.models import BackgroundDocument, Paper
from meetings.packs.intake.author_advice import pages_in_words
from meetings.packs.leak_check.titles import public_lines, quoted

SOURCE = "UK GDPR art 5(1)(c)"
UNREAD, UNREAD_SECONDS = "unread", 24 * 60 * 60  # value cached for an unreadable file, and seconds in the cache
# Cache of the kinds of data on a page, by the hash of its text and the council's postcodes, because an agenda may have
# thousands of pages. No words are cached.
_LOOKED_AT: dict[tuple[bytes, frozenset[str]], tuple[str, ...]] = {}
MOST_LOOKED_AT = 20_000


def check(case: Case) -> Iterator[Check]:
    """
    Warn of likely personal data in everything that this act makes public (R53).

    The check reads the open papers (minutes included), their text versions and background documents, and the agenda's
    words.
    """
    papers = [paper for _, paper in case.papers if not paper.is_withheld] if case.for_ != CORRECTION else []
    postcodes = own_postcodes(case.ground.council)
    results = in_stored([paper.its_file.stored for paper in papers], postcodes)
    for paper in papers:
        pages_by_kind = results[paper.its_file.stored.sha256]
        label = "Open the paper" if pages_by_kind is None else "Replace the file"
        for text in sentences(quoted(paper.title), pages_by_kind):
            yield _warning(text, at(paper), label)
    yield from _written_out(case, papers, postcodes)
    yield from _in_background(case, postcodes)
    yield from _on_agenda(case, postcodes)


def _warning(text: str, where: Where, label: str) -> Check:
    return warn("R53", text, SOURCE, where, label, kind="personal-data")


def _in_background(case: Case, postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the background documents published with these papers (R53)."""
    results = in_stored([row.stored for _, row in case.background], postcodes)
    for item, row in case.background:
        name = f"The background paper {quoted(row.title)} of item {item.number}"
        for sentence in sentences(name, results[row.stored.sha256]):
            yield _warning(sentence, at(row.paper), "View document")


def of_document(row: BackgroundDocument) -> list[str]:
    """Return sentences on likely personal data in a background document, which is public with its paper (R53)."""
    pages_by_kind = in_stored([row.stored], own_postcodes(Council.current()))[row.stored.sha256]
    return list(sentences(quoted(row.title), pages_by_kind))


def sentences(name: str, pages_by_kind: dict[str, list[int]] | None) -> Iterator[str]:
    """Yield a sentence for each kind of personal data in the file `name`; None means that the file cannot be read."""
    if pages_by_kind is None:
        yield f"{name} could not be read for personal data: check it yourself."
    for kind, pages in (pages_by_kind or {}).items():
        says, what_to_do = KINDS[kind]
        yield f"{name} {says} on {pages_in_words(pages)} of the file. {what_to_do}"


def of_words(name: str, words: Iterable[str], postcodes: frozenset[str], *, tables: bool = True) -> Iterator[str]:
    """
    Yield a sentence for each kind of likely personal data in `words`, called `name`.

    Small counts are looked for only with `tables`: set it to False for words without tables.
    """
    for kind in personal_data(["\n".join(words)], postcodes):
        if tables or kind != "count":
            says, what_to_do = KINDS[kind]
            yield f"{name} {says}. {what_to_do}"


def in_stored(rows: Collection[StoredFile], postcodes: frozenset[str]) -> dict[str, dict[str, list[int]] | None]:
    """
    Return the likely personal data in stored files, by the file's hash; None for a file that cannot be read.

    The data of a file are page numbers by kind (see `personal_data`). `postcodes` are the postcodes of the council's
    own buildings. Each file is read once, because the result is cached.
    """
    if not rows:
        return {}
    keys = {stored.sha256: _key(stored.sha256, postcodes) for stored in rows}
    cached = cache.get_many(keys.values())
    results: dict[str, dict[str, list[int]] | None] = {}
    for stored in rows:
        key = keys[stored.sha256]
        if key in cached or stored.sha256 in results:
            results.setdefault(stored.sha256, cached.get(key) if cached.get(key) != UNREAD else None)
            continue
        try:
            results[stored.sha256] = personal_data(stored_text(stored), postcodes)
        except Busy:
            raise
        except Unreadable:
            # Unreadable files are cached too: otherwise every page would wait a minute for the same file.
            results[stored.sha256] = None
            cache.set(key, UNREAD, timeout=UNREAD_SECONDS)
        except ValueError:
            results[stored.sha256] = None
        else:
            cache.set(key, results[stored.sha256], timeout=None)
    return results


def _on_agenda(case: Case, postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the agenda's words on the items that this act makes public or corrects (R53)."""
    for item in case.standing_items:
        if case.for_ != CORRECTION and item.pk not in case.items_of_act:
            continue
        ruling = getattr(item, "ruling", None)
        words = [item.title_for_public, *public_lines(item).values()]
        words += [paper.title_for_public for paper in item.papers.all() if case.names(item, paper)]
        words.append(ruling.circumstances if ruling else "")
        for text in of_words(f"What the agenda says of item {item.number}", words, postcodes, tables=False):
            yield _warning(text, at(item), "Change the words")


def _written_out(case: Case, papers: list[Paper], postcodes: frozenset[str]) -> Iterator[Check]:
    """Warn of personal data in the text versions of these papers, which are public with the papers (R53)."""
    for paper in papers:
        for kind, pages in on_pages(case.texts[paper.its_file.pk].items(), postcodes).items():
            says, what_to_do = KINDS[kind]
            text = f"The text version of {quoted(paper.title)} {says} on {pages_in_words(pages)}. {what_to_do}"
            yield _warning(text, at(paper, "paper-texts"), "Change it")


def _key(sha256: str, postcodes: frozenset[str]) -> str:
    """Return the cache key of a file. Only kinds and page numbers are cached, never personal data itself."""
    return f"preflight-privacy:1:{sha256}:{hashlib.sha256(' '.join(sorted(postcodes)).encode()).hexdigest()[:12]}"


# --- What looks like personal data ------------------------------------------------------------------------------------

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
    """Return the postcodes of the council's own buildings, which are nobody's home."""
    places = [council.address, council.offices, *Venue.objects.exclude(address="").values_list("address", flat=True)]
    return frozenset(_squeezed(code) for place in places for code in re.findall(POSTCODE, place))


def _squeezed(code: str) -> str:
    return "".join(code.split()).upper()


def personal_data(pages: list[str], own_postcodes: frozenset[str] = frozenset()) -> dict[str, list[int]]:
    """Return, by kind (a key of KINDS), the numbers of the pages that seem to hold it; the first page is 1."""
    return on_pages(enumerate(pages, 1), own_postcodes)


def on_pages(pages: Iterable[tuple[int, str]], own_postcodes: frozenset[str]) -> dict[str, list[int]]:
    """Return the same as `personal_data`, for `pages` given as pairs of page number and text."""
    by_kind: dict[str, list[int]] = {kind: [] for kind in KINDS}
    for number, text in pages:
        for kind in _kinds_once(text, own_postcodes):
            by_kind[kind].append(number)
    return {kind: numbers for kind, numbers in by_kind.items() if numbers}


def _kinds_once(text: str, postcodes: frozenset[str]) -> tuple[str, ...]:
    """Return `kinds_on` from a cache, because every text version is checked each time an agenda is opened."""
    key = hashlib.sha256(text.encode()).digest(), postcodes
    kinds = _LOOKED_AT.get(key)
    if kinds is None:
        if len(_LOOKED_AT) >= MOST_LOOKED_AT:
            _LOOKED_AT.clear()  # safe: lookups of other threads only miss
        kinds = _LOOKED_AT[key] = tuple(kinds_on(text, postcodes))
    return kinds


def kinds_on(text: str, postcodes: frozenset[str]) -> Iterator[str]:
    """Yield each kind of personal data (a key of KINDS) that a text seems to hold."""
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
    Return whether the text has a table row with a count from 1 to 4.

    A row is a label without figures and at least two cells, which may each be on a line of their own. The text is read
    word by word, because a regular expression for whole rows can take minutes on a text with many blanks.
    """
    cells, small = -1, False  # cells since the last label; -1 where no row has begun
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
    """Return whether the last of ten digits is the correct check digit (modulus 11)."""
    rest = 11 - sum(int(digit) * weight for digit, weight in zip(digits, range(10, 1, -1), strict=False)) % 11
    return rest != 10 and (0 if rest == 11 else rest) == int(digits[9])
