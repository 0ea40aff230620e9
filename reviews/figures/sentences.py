"""
Sentences beside the tables they speak of: what the figures do not bear out, and what gives a hidden number back.

Without Django; linear in the text, and STEPS at most. `warnings` says each in a sentence for whoever writes the report.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, pairwise

from reviews.figures.claims import Claim, bare, claims, few, number, of_each_other, sentences
from reviews.figures.suppression import Why, suppressed
from reviews.figures.table import ColumnKind, Table, as_percentage, numbers, percentages, rounded, share

NEAR = Fraction(25, 1000)  # "doubled" is said of 1.95 to 2.05 times
NEAR_SHARE = 2  # "a third" is said of 31.3 to 35.3%
OF_SHARES = {"percentage", "percentages", "percent", "proportion", "proportions", "share", "rate", "%", "cent"}
NO_SUBJECT = {"total", "number", "with", "from", "this", "that", "their", "were", "have", "month", "year", "percentage"}
LONGEST, MOST = 90, 40  # letters of a sentence that is quoted; warnings
STEPS = 10_000_000  # of holding sentences against rows and figures: some seconds
TOO_LONG = "From “{quoted}” on the text was not compared: there is too much of it. Check the rest separately."


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two figures of which a sentence may say how they changed."""

    about: str
    before: str
    after: str
    times: Fraction
    is_share: bool
    heading: str
    mark: str = ""


def warnings(text: str, tables: Sequence[Table]) -> list[str]:
    """What is to be checked in a text, at most MOST sentences."""
    subjects = {word for table in tables for word in _subjects(table)}
    compared = list(_comparisons(tables))
    rows = _Rows(tables)
    found: list[str] = []
    for words in sentences(text):
        if len(found) >= MOST:
            break
        plain = set(bare(words))
        quoted = _quoted(words)
        if rows.steps > STEPS:
            found.append(TOO_LONG.format(quoted=quoted))
            break
        found += [f"“{quoted}” tells of {one} (R53): so few people could be identified." for one in few(words)]
        found += [f"“{quoted}” {fault}" for fault in _given_back(plain, rows)]
        if subjects & plain:
            found += [f"“{quoted}” {fault}" for fault in _faults(words, plain, rows, compared)]
    return list(dict.fromkeys(found))[:MOST]


class _Rows:
    """
    The rows of all tables that a sentence names, looked for once for all sentences with the same words of labels.

    `steps` counts what was looked at, so that no text keeps anybody waiting.
    """

    def __init__(self, tables: Sequence[Table]) -> None:
        self.tables = tables
        self.steps = 0
        self.hidden = [_hidden_numbers(table) for table in tables]
        self._labels = [[_said_and_dated(label) for label in table.labels] for table in tables]
        self._pairs = [[(row, part, whole) for row, _, part, whole in percentages(table)] for table in tables]
        self._words = {word for labels in self._labels for said, dated in labels for word in (*said, *dated)}
        self._known: dict[tuple[frozenset[str], bool], list[set[int]]] = {}

    def named(self, plain: set[str]) -> list[set[int]]:
        """By table the rows whose label a sentence says: its words, and its year where the sentence says any."""
        years = {word for word in plain if _is_year(word)}
        key = frozenset(plain & self._words), bool(years)
        if key not in self._known:
            self.steps += sum(map(len, self._labels))
            self._known[key] = [
                {
                    row
                    for row, (said, dated) in enumerate(labels)
                    if said and said <= plain and not (dated and years and not dated & years)
                }
                for labels in self._labels
            ]
        self.steps += len(self.tables)
        return self._known[key]

    def pairs(self, plain: set[str]) -> list[tuple[int, int]]:
        """Part and whole of each percentage of the rows that a sentence names, else of all rows."""
        self.steps += sum(map(len, self._pairs))
        every = list(zip(self.named(plain), self._pairs, strict=True))
        named = [(part, whole) for rows, pairs in every for row, part, whole in pairs if row in rows]
        return named or [(part, whole) for _, pairs in every for _, part, whole in pairs]


def _said_and_dated(label: str) -> tuple[set[str], set[str]]:
    """The words of a label that are no numbers, and its years."""
    words = bare(label.split())
    return {word for word in words if not word.isdigit()}, {word for word in words if _is_year(word)}


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _quoted(words: list[str]) -> str:
    told = " ".join(words)
    return told if len(told) <= LONGEST else f"{told[:LONGEST].rstrip()} …"


def _subjects(table: Table) -> Iterator[str]:
    for phrase in (*(one.heading for one in table.columns), *table.labels):
        yield from (word for word in bare(phrase.split()) if len(word) > 3 and word not in NO_SUBJECT)


def _faults(words: list[str], plain: set[str], rows: _Rows, compared: Sequence[Comparison]) -> Iterator[str]:
    claimed = list(islice(dict.fromkeys(claims(words)), MOST))
    if not claimed:
        return
    pairs = list(of_each_other(words))
    beside = pairs or rows.pairs(plain)
    for claim in claimed:
        rows.steps += len(beside if claim.times is None else compared)
        fault = _share(claim, beside, is_beside=bool(pairs)) if claim.times is None else _change(claim, plain, compared)
        if fault:
            yield fault


def _share(claim: Claim, pairs: Sequence[tuple[int, int]], *, is_beside: bool) -> str:
    shares = [(part, whole, found) for part, whole in pairs if (found := share(part, whole)) is not None]
    if not shares or any(_is_near(claim, found) for _, _, found in shares):
        return ""
    said = claim.share or Fraction(0)
    part, whole, found = min(shares, key=lambda one: abs(one[2] - said))
    if is_beside or len(shares) == 1:
        return f"says {claim.words}: {part} of {whole} is {as_percentage(found)}."
    return f"says {claim.words}, but no figure matches. The nearest is {as_percentage(found)} ({part} of {whole})."


def _is_near(claim: Claim, found: Fraction) -> bool:
    said = claim.share or Fraction(0)
    if claim.places is None:
        return abs(found - said) <= NEAR_SHARE
    return rounded(found, claim.places) == said


def _hidden_numbers(table: Table) -> dict[int, set[int]]:
    """By row the numbers of it that nobody but the panel is shown."""
    known, found = numbers(table), defaultdict[int, set[int]](set)
    for (row, place), why in suppressed(table).items():
        if why is not Why.PERCENTAGE:
            found[row].add(known[row, place])
    return found


def _given_back(plain: set[str], rows: _Rows) -> Iterator[str]:
    """Whether a sentence names a row and a number of it that nobody is shown."""
    figures = {int(found[0]) for word in plain if (found := number(word)) and not found[1]}
    if not figures:
        return
    for table, kept, named in zip(rows.tables, rows.hidden, rows.named(plain), strict=True):
        rows.steps += len(named)
        for row in sorted(named & set(kept)):
            if figures & kept[row]:
                yield f"tells the number of {table.label(row)} that is hidden in the table."


def _change(claim: Claim, plain: set[str], compared: Sequence[Comparison]) -> str:
    said = claim.times or Fraction(1)
    of_shares = bool(OF_SHARES & plain)
    fitting = [one for one in compared if one.is_share or not of_shares]
    headed = [one for one in fitting if plain & {word for word in bare(one.heading.split()) if len(word) > 3}]
    fitting = headed or fitting
    if not fitting or any(abs(one.times - said) <= said * NEAR for one in fitting):
        return ""
    one = min(fitting, key=lambda one: abs(one.times - said))
    changed = " A definition changed in between." if one.mark else ""
    return (
        f"says {claim.words}: {one.about} went from {one.before} to {one.after}, "
        f"which is {float(rounded(one.times, 2)):.2f} times.{changed}"
    )


def _comparisons(tables: Sequence[Table]) -> Iterator[Comparison]:
    """Each table against the next of the same form, and what is before a change of definition against what is after."""
    for before, after in pairwise(tables):
        if [one.kind for one in before.columns] == [one.kind for one in after.columns]:
            yield from _compared(before, range(before.total_row), after, range(after.total_row), _first_mark(after))
    for table in tables:
        cuts = [row for row, label in enumerate(table.labels) if label in table.marks and row]
        for start, cut, end in zip([0, *cuts], cuts, [*cuts[1:], table.total_row], strict=False):
            mark = table.marks[table.labels[cut]]
            yield from _compared(table, range(start, cut), table, range(cut, end), mark)


def _first_mark(table: Table) -> str:
    return table.marks.get(table.labels[0], "")


def _compared(before: Table, first: range, after: Table, second: range, mark: str) -> Iterator[Comparison]:
    was, became = numbers(before), numbers(after)

    def sums(place: int) -> tuple[int, int]:
        return sum(was[row, place] for row in first), sum(became[row, place] for row in second)

    for place, one in enumerate(before.columns):
        if one.kind is not ColumnKind.PERCENT:
            old, new = sums(place)
            if old:
                yield Comparison(
                    f"“{one.heading}”", f"{old:,}", f"{new:,}", Fraction(new, old), False, one.heading, mark
                )
            continue
        (part, new_part), (whole, new_whole) = sums(one.part), sums(one.whole)
        shares = share(part, whole), share(new_part, new_whole)
        if shares[0] and shares[1] is not None:
            told = as_percentage(shares[0]), as_percentage(shares[1])
            about = f"{one.heading} {before.columns[one.part].heading}"
            yield Comparison("the percentage", *told, shares[1] / shares[0], True, about, mark)
