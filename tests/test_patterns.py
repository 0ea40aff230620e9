"""No pattern over others' text takes longer than in proportion to it, whatever the text is."""

import ast
import re
import time
from collections.abc import Iterator
from importlib import import_module
from itertools import product
from pathlib import Path

import pytest

from meetings.minutes.wording import bare
from meetings.preflight.privacy import personal_data
from workprogramme.importing.cells import date_cell, item_cell

APPS = ("committee", "meetings", "workprogramme")
EXPLODING = (20, 30, 40, 50, 80, 120)  # each takes at most some thousand times as long as the one before
SHORT, LONG = 1_000, 4_000
# A text four times as long may take eight times as long, where that can be told from nothing at all.
TIMES, TELLABLE_SECONDS = 8, 0.004
UNITS = (
    *(" ", "\n", "\t", "\r", "a", "A", "1", "-", ",", ";", ".", "/", "(", "<", "[", "{", "&", "*", "@", "£", "\\", "'"),
    *("1 ", "a ", "- ", "A B ", ", ", "; ", " ;", "a@", "a.", "1,", "1, ", "1.", "1-", "a-", "a'", "1 A ", "1. ", "(a"),
    *("and ", " and", "; and", "<<", "<a", "</", "&a", "&#", "{{", "{%", " \n", "\na ", "\na 1 ", "\n1 ", "\n\n"),
    *(
        "NHS ",
        "born ",
        "dob",
        "date of birth ",
        "Act ",
        "A Act ",
        "www",
        "https",
        "http://",
        "to ",
        "of ",
        "a:",
        "£1 ",
        "1%",
    ),
)
HEADS, ENDS = ("", "A 1 "), ("", "!\x00a")
# Over our own templates, not over what others write.
OURS = {r"\{[{%#].*?[}%#]\}"}


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Where each pattern over text stands, and the pattern: those of modules, and those written where they are used."""
    for path in (path for app in APPS for path in sorted(Path(app).rglob("*.py")) if "migrations" not in path.parts):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        for call in ast.walk(ast.parse(path.read_text())):
            match call:
                case ast.Call(ast.Attribute(ast.Name("re"), _), [ast.Constant(str(pattern)), *_]):
                    yield f"{name}:{call.lineno}", re.compile(pattern)
        if "urls" in name:
            continue  # they name views before the converters of addresses are known
        for called, value in vars(import_module(name)).items():
            if isinstance(value, re.Pattern) and isinstance(value.pattern, str):
                yield f"{name}.{called}", value


def seconds(pattern: re.Pattern[str], text: str) -> float:
    """Processor seconds to go through `text`."""
    began = time.process_time()
    for _found in pattern.finditer(text):
        pass
    return time.process_time() - began


def grows(pattern: re.Pattern[str], head: str, unit: str, end: str) -> bool:
    """Whether `unit` again and again takes more time than in proportion; what looks so is looked at three times."""
    texts = [head + unit * (size // len(unit)) + end for size in (*EXPLODING, SHORT, LONG)]
    if any(seconds(pattern, text) > 0.1 for text in texts[:-1]):  # it explodes: a longer one would take for ever
        return True
    short, long = texts[-2:]
    for _ in range(3):
        if (taken := seconds(pattern, long)) < TELLABLE_SECONDS or taken < TIMES * seconds(pattern, short):
            return False
    return True


def test_no_pattern_over_text_grows_faster_than_its_text():
    known = {
        (pattern.pattern, pattern.flags): (where, pattern)
        for where, pattern in patterns()
        if pattern.pattern not in OURS
    }
    assert len(known) > 80
    slow = [
        f"{where}: {pattern.pattern!r} on {head + unit!r}... and {end!r}"
        for where, pattern in known.values()
        for head, unit, end in product(HEADS, UNITS, ENDS)
        if grows(pattern, head, unit, end)
    ]
    assert slow == []


def test_a_pattern_that_backtracks_is_told():
    assert grows(re.compile(r"[\w.]+@example"), "", "a", "")
    assert grows(re.compile(r"(?:\s*[;,]\s*)+$"), "", "; ", "a")


ROW_OF_BLANKS = "Barton" + " 1" * 1_800 + " x"


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        (lambda text: personal_data([text]), ROW_OF_BLANKS),
        (lambda text: personal_data([text]), "a" + " " * 3_600),
        (lambda text: personal_data([text]), "Barton\n" + "1\n" * 1_800),
        (bare, "Noted" + " ; and" * 600 + " it"),
        (item_cell, "Item\nReport Author: " + "A and " * 600),
        (date_cell, "1 May " + "(" * 3_600),
    ],
)
def test_reading_others_text_grows_with_its_length(reads, text):
    """The whole functions, in processor seconds for the text and for four of it."""

    def taken(text: str) -> float:
        began = time.process_time()
        reads(text)
        return time.process_time() - began

    short = min(taken(text) for _ in range(2))
    long = min(taken(text * 4) for _ in range(2))
    assert long < TELLABLE_SECONDS or long < TIMES * short
