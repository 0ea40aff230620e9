"""Finds in a sentence what it says of figures: percentages, "doubled", "a third", few people. Without Django."""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

CHANGES = {
    **dict.fromkeys(("doubled", "doubling", "doubles", "twofold"), Fraction(2)),
    **dict.fromkeys(("trebled", "tripled", "threefold"), Fraction(3)),
    **dict.fromkeys(("quadrupled", "fourfold"), Fraction(4)),
    **dict.fromkeys(("halved", "halving"), Fraction(1, 2)),
}
SHARES = {
    ("a", "third"): Fraction(1, 3), ("one", "third"): Fraction(1, 3), ("two", "thirds"): Fraction(2, 3),
    ("a", "quarter"): Fraction(1, 4), ("one", "quarter"): Fraction(1, 4), ("three", "quarters"): Fraction(3, 4),
    ("a", "half"): Fraction(1, 2), ("one", "half"): Fraction(1, 2), ("half", "of"): Fraction(1, 2),
    ("a", "fifth"): Fraction(1, 5), ("one", "fifth"): Fraction(1, 5), ("a", "tenth"): Fraction(1, 10),
}  # fmt: skip
FALLING = {
    *("fell", "fallen", "fall", "falls", "decreased", "decrease", "reduced", "reduction", "dropped", "drop", "less"),
}  # fmt: skip
FEW = {"1": 1, "2": 2, "3": 3, "4": 4, "one": 1, "two": 2, "three": 3, "four": 4}
COUNTED = {
    *("pupil", "pupils", "child", "children", "girl", "girls", "boy", "boys", "student", "students", "victim"),
    *("victims", "person", "people", "patient", "patients", "resident", "residents", "case", "cases", "referral"),
    *("referrals", "enquiry", "enquiries", "incident", "incidents", "complaint", "complaints", "adult", "adults"),
}  # fmt: skip
AROUND = ".,;:!?()[]“”‘’\"'"
ENDS = (".", "!", "?", ".”", ".)", "?”")


@dataclass(frozen=True, slots=True)
class Claim:
    """What is said, in its own words: a share (in per cent) rounded to `places`, or a change (how many times)."""

    words: str
    share: Fraction | None = None
    times: Fraction | None = None
    places: int | None = None


def sentences(text: str) -> Iterator[list[str]]:
    """The words of each sentence, in one walk through the text; a line's end ends one too."""
    for line in text.splitlines():
        words: list[str] = []
        for word in line.split():
            words.append(word)
            if word.endswith(ENDS):
                yield words
                words = []
        if words:
            yield words


def bare(words: list[str]) -> list[str]:
    """The words without the marks around them, in small letters."""
    return [word.strip(AROUND).casefold() for word in words]


def number(word: str) -> tuple[Fraction, int] | None:
    """A number and its places after the point; None for any other word, and for one too long to be a figure."""
    digits = word.strip(AROUND).replace(",", "")
    whole, _, part = digits.partition(".")
    if not (whole + part).isascii() or not (whole + part).isdigit() or not whole or len(whole + part) > 12:
        return None
    return Fraction(digits), len(part)


def claims(words: list[str]) -> Iterator[Claim]:
    """Each claim of a sentence."""
    plain = bare(words)
    falls = bool(FALLING & set(plain))
    for place, word in enumerate(plain):
        before, after = (plain[place - 1] if place else ""), plain[place + 1 : place + 3]
        if word in CHANGES:
            yield Claim(word, times=CHANGES[word])
        elif (word, *after[:1]) in SHARES:
            yield Claim(f"{word} {after[0]}", share=100 * SHARES[word, after[0]])
        elif found := _percentage(word, after):
            value, places = found
            told = f"{float(value):.{places}f}%"
            if before == "by":
                yield Claim(f"by {told}", times=1 + (-value if falls else value) / 100)
            else:
                yield Claim(told, share=value, places=places)


def _percentage(word: str, after: list[str]) -> tuple[Fraction, int] | None:
    if word.endswith("%"):
        return number(word.removesuffix("%"))
    if after and (after[0] in ("%", "percent") or after == ["per", "cent"]):
        return number(word)
    return None


def of_each_other(words: list[str]) -> Iterator[tuple[int, int]]:
    """Each "18 of 400" or "18 out of 400": part and whole, the part no larger."""
    plain = bare(words)
    for place, word in enumerate(plain):
        if word != "of" or not place or place + 1 == len(plain):
            continue
        part, whole = number(plain[place - 1 - (plain[place - 1] == "out")]), number(plain[place + 1])
        if part and whole and not part[1] and not whole[1] and 0 < whole[0] >= part[0]:
            yield int(part[0]), int(whole[0])


def few(words: list[str]) -> Iterator[str]:
    """Each count of 1 to 4 people or cases, in its own words (R53): "three pupils", "1 of 55 enquiries"."""
    plain = bare(words)
    for place, word in enumerate(plain):
        near = plain[place + 1 : place + 4]
        if word in FEW and near and near[0] in COUNTED:
            yield f"{word} {near[0]}"
        elif word in FEW and len(near) > 2 and near[0] == "of" and number(near[1]) and near[2] in COUNTED:
            yield f"{word} of {near[1]} {near[2]}"
