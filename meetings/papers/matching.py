"""Guesses of a file's item, title, kind and access from the name of the file, for a clerk to check."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from committee.richtext.pasted import title_from
from meetings.models import Access, AgendaItem, Paper, PaperKind
from meetings.papers.verbs import begins_as

NUMBER = re.compile(
    r"(?<![a-z0-9])(?:agenda[ _.-]{0,3})?item[ _.-]{0,3}(?:no[ _.-]{0,3})?0?(\d{1,2})([a-z]?)(?![a-z0-9])", re.I
)
AT_FRONT = re.compile(r"0?(\d{1,2})([a-z]?)(?![a-z0-9])(?!-\d)[ _.()-]{0,6}", re.I)
WORD = re.compile(r"[^\W\d_]{3,}")
SAID_OFTEN = frozenset(  # words of many titles, which point to no item
    [
        *("the", "and", "for", "from", "with", "item", "agenda", "report", "paper", "appendix", "annex", "draft"),
        *("final", "version", "update", "presentation", "slides", "copy", "committee", "meeting", "minutes"),
    ]
)
PRIVATE = re.compile(
    r"(?<![a-z])(?:exempt|confidential|restricted|private|not for publication|part (?:2|two|ii))(?![a-z0-9])", re.I
)
KINDS = (
    (re.compile(r"(?<![a-z])(?:appendix|appendices|app|annex|annexe)(?![a-z])", re.I), PaperKind.APPENDIX),
    (re.compile(r"(?<![a-z])(?:presentation|slides)(?![a-z])|\.pptx?$", re.I), PaperKind.PRESENTATION),
    (re.compile(r"(?<![a-z])minutes(?![a-z])", re.I), PaperKind.MINUTES),
    (re.compile(r"(?<![a-z])work programme(?![a-z])", re.I), PaperKind.PROGRAMME),
)


@dataclass(frozen=True, slots=True)
class Guess:
    """
    Guess for a file: where it goes, its title, kind and access.

    - `goes_to`: "item:7" for a new paper of the item with id 7, "paper:9" for the file of a missing paper, or ""
    - `doubt`: a sentence where the number and the words in the file's name point to different items; else ""
    """

    goes_to: str
    title: str
    kind: str
    access: str
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Name:
    """Parts of a file's name: the number of an item (or 0), the letter after it (or ""), and a title."""

    number: int
    letter: str
    title: str


def read(filename: str) -> Name:
    """Return the parts of a file's name: "PR_item_04-budget_v3 FINAL.docx" gives number 4 and title "Budget"."""
    match = NUMBER.search(filename) or AT_FRONT.match(filename.strip())
    if not match:
        return Name(0, "", title_from(filename))
    rest = filename[match.end() :].lstrip(" _.-–—:()")
    title = title_from(rest) or title_from(filename[: match.start()] + rest)
    letter = match[2].upper()
    if letter and title.casefold() in ("appendix", "annex"):
        title = f"{title} {letter}"
    return Name(int(match[1]), letter, title)


def guesses(filenames: Sequence[str], items: Iterable[AgendaItem], missing: Iterable[Paper]) -> list[Guess]:
    """Return a guess for each file, in order. A `missing` paper gets only the first file that matches it."""
    items, waiting = list(items), {paper.pk: paper for paper in missing}
    made: list[Guess] = []
    for filename in filenames:
        name, kind = read(filename), _kind(filename)
        item = _item(name, filename, items, list(waiting.values()))
        doubt = _doubt(name, item, items, list(waiting.values()))
        paper = _paper(name, kind, item, list(waiting.values()))
        if paper is not None:
            del waiting[paper.pk]
            made.append(Guess(f"paper:{paper.pk}", paper.title, paper.kind, paper.access, doubt))
            continue
        goes_to = f"item:{item.pk}" if item else ""
        title = name.title or (item.title_for_public if item else "")
        made.append(Guess(goes_to, title, kind, _access(filename, item), doubt))
    return made


def _kind(filename: str) -> str:
    plain = filename.replace("_", " ").replace("-", " ")
    return next((kind for pattern, kind in KINDS if pattern.search(plain)), PaperKind.REPORT)


def _access(filename: str, item: AgendaItem | None) -> str:
    """Return withheld if there is no item, the item is in Part Two or the name says "exempt" or the like; else open."""
    if item is None or PRIVATE.search(filename.replace("_", " ").replace("-", " ")):
        return Access.WITHHELD
    return begins_as(item)


def words_of(text: str) -> set[str]:
    """Return the distinctive words of a title, in lower case and without a final s."""
    return {word[:-1] if word.endswith("s") else word for word in WORD.findall(text.casefold())} - SAID_OFTEN


def _item(name: Name, filename: str, items: list[AgendaItem], missing: list[Paper]) -> AgendaItem | None:
    """
    Return the item with the number in the name, else the item whose titles share most words with the name.

    The titles are those of the item and of its missing papers. Return None for a tie, or where no word is shared.
    """
    if numbered := [item for item in items if item.number == name.number]:
        return numbered[0]
    return _by_words(words_of(title_from(filename) or filename), items, missing)


def _by_words(words: set[str], items: list[AgendaItem], missing: list[Paper]) -> AgendaItem | None:
    """Return the item that shares most of `words`; None where no item shares a word, or two items share as many."""
    scores = [(_score(words, item, missing), item) for item in items]
    best = max((score for score, _ in scores), default=0)
    leaders = [item for score, item in scores if score == best]
    return leaders[0] if best and len(leaders) == 1 else None


def _score(words: set[str], item: AgendaItem, missing: list[Paper]) -> int:
    """Return how many of `words` one title has: the title of the item or of a missing paper, whichever has most."""
    titles = [item.title, *(paper.title for paper in missing if paper.item_id == item.pk)]
    return max(len(words & words_of(title)) for title in titles)


def _doubt(name: Name, item: AgendaItem | None, items: list[AgendaItem], missing: list[Paper]) -> str:
    """Return a warning where a file's name has the number of one item and the words of another item; else ""."""
    if item is None or not name.number or item.number != name.number:
        return ""
    words = words_of(name.title)
    other = _by_words(words, items, missing)
    if other is None or other == item or _score(words, item, missing):
        return ""
    return f"Its name says item {name.number}, but its words are those of item {other.number}, {other.title}."


def _paper(name: Name, kind: str, item: AgendaItem | None, missing: list[Paper]) -> Paper | None:
    """
    Return the missing paper of `item` that the file seems to be; None where no paper fits.

    The paper is of the same `kind`. It is the one paper that shares a word with the name, or else the item's only
    missing paper, unless that is an appendix.
    """
    if item is None:
        return None
    wanted = [paper for paper in missing if paper.item_id == item.pk]
    words = words_of(name.title)
    alike = [paper for paper in wanted if paper.kind == kind and words & words_of(paper.title)]
    if len(alike) == 1:
        return alike[0]
    return wanted[0] if len(wanted) == 1 and wanted[0].kind == kind and kind != PaperKind.APPENDIX else None
