"""
Find the sentences of a text that would identify people: counts of few people, and numbers that a table hides (R53).

Without Django. Time is linear in the length of the text, with at most about STEPS comparisons.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reviews.findings.figure_suppression import Why, suppressed
from reviews.findings.figure_table import Table, numbers
from reviews.findings.in_prose import sentences

FEW = ("1", "2", "3", "4", "one", "two", "three", "four")
COUNTED = {
    *("pupil", "pupils", "child", "children", "girl", "girls", "boy", "boys", "student", "students", "victim"),
    *("victims", "person", "people", "patient", "patients", "resident", "residents", "case", "cases", "referral"),
    *("referrals", "enquiry", "enquiries", "incident", "incidents", "complaint", "complaints", "adult", "adults"),
}  # fmt: skip
AROUND = ".,;:!?()[]“”‘’\"'"
LONGEST, MOST = 90, 40  # most letters of a quoted sentence; most warnings
STEPS = 10_000_000  # most comparisons of a sentence with a row (some seconds)
TOO_LONG = "From “{quoted}” on the text was not compared: there is too much of it. Check the rest separately."


@dataclass(frozen=True, slots=True)
class HiddenRow:
    """
    A row with a hidden number.

    `words`: words of the label, without numbers.
    `years`: years in the label.
    """

    label: str
    words: frozenset[str]
    years: frozenset[str]

    def is_named(self, words: set[str], years: set[str]) -> bool:
        """Return whether a sentence has all words of the label and, if it names years, a year of the label."""
        return self.words <= words and not (self.years and years and not self.years & years)


def warnings(text: str, tables: Sequence[Table]) -> list[str]:
    """
    Return a warning for each sentence that would identify people, at most MOST.

    Where the text is too long to compare, the last warning says at which sentence the check stopped.
    """
    hidden = _hidden_rows(tables)
    faults: list[str] = []
    steps = 0
    for sentence in (" ".join(words) for line in text.splitlines() for words in sentences(line)):
        if len(faults) >= MOST:
            break
        quoted = sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST].rstrip()} …"
        if steps > STEPS:
            faults.append(TOO_LONG.format(quoted=quoted))
            break
        plain = [word.strip(AROUND).casefold() for word in sentence.split()]
        faults += [f"“{quoted}” tells of {count} (R53): so few people could be identified." for count in _few(plain)]
        words, years = set(plain), {word for word in plain if _is_year(word)}
        for figure in {figure for word in plain if (figure := _number(word)) is not None}:
            steps += len(hidden[figure])
            named = [row for row in hidden[figure] if row.is_named(words, years)]
            faults += [f"“{quoted}” tells the number of {row.label} that is hidden in the table." for row in named]
    return list(dict.fromkeys(faults))[:MOST]


def _few(plain: list[str]) -> Iterator[str]:
    """Yield each count of 1 to 4 people or cases as the text has it: "three pupils", "1 of 55 enquiries"."""
    for place, word in enumerate(plain):
        near = plain[place + 1 : place + 4]
        if word in FEW and near and near[0] in COUNTED:
            yield f"{word} {near[0]}"
        elif word in FEW and len(near) > 2 and near[0] == "of" and _number(near[1]) is not None and near[2] in COUNTED:
            yield f"{word} of {near[1]} {near[2]}"


def _number(word: str) -> int | None:
    """Return a whole number; None for any other word, and for a number too long to be a figure."""
    digits = word.replace(",", "")
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 12 else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isdigit()


def _hidden_rows(tables: Sequence[Table]) -> dict[int, list[HiddenRow]]:
    """Return the rows with a number that is hidden from the public, grouped by that number."""
    hidden = defaultdict[int, list[HiddenRow]](list)
    for table in tables:
        values, cells = numbers(table), suppressed(table)
        for number, row in sorted(
            {(values[cell], cell[0]) for cell, why in cells.items() if why is not Why.PERCENTAGE}
        ):
            if row != table.total_row and (named := _row(table.label(row))).words:
                hidden[number].append(named)
    return hidden


def _row(label: str) -> HiddenRow:
    words = [word.strip(AROUND).casefold() for word in label.split()]
    return HiddenRow(
        label,
        frozenset(word for word in words if not word.isdigit()),
        frozenset(word for word in words if _is_year(word)),
    )
