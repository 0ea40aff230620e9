"""No pattern over others' text, or over the bytes of their files, takes longer than in proportion to it."""

import ast
import re
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from itertools import accumulate, islice, product
from pathlib import Path
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from committee.search import stemming
from meetings.agendas.preflight.privacy import personal_data
from meetings.minutes.document.wording import bare
from meetings.packs.pdf.raw_scan import lay_open
from workprogramme.importing.cells import date_cell, item_cell

APPS = ("committee", "meetings", "workprogramme", "reviews")
EXPLODING = (20, 30, 40, 50, 80, 120)  # each takes at most some thousand times as long as the one before
SHORT, LONG = 1_000, 4_000
# A text four times as long may take eight times as long, where that can be told from nothing at all.
TIMES, TELLABLE_SECONDS = 8, 0.004
UNITS = (
    *(" ", "\n", "\t", "\r", "a", "A", "1", "-", ",", ";", ".", "/", "(", "<", "[", "{", "&", "*", "@", "£", "\\", "'"),
    *("1 ", "a ", "- ", "A B ", ", ", "; ", " ;", "a@", "a.", "1,", "1, ", "1.", "1-", "a-", "a'", "1 A ", "1. ", "(a"),
    *("and ", " and", "; and", "<<", "<a", "</", "&a", "&#", "{{", "{%", " \n", "\na ", "\na 1 ", "\n1 ", "\n\n"),
    *("NHS ", "born ", "dob", "date of birth ", "Act ", "A Act ", "www", "https", "http://", "to ", "of ", "a:", "£1 "),
    "1%",
)
HEADS, ENDS = ("", "A 1 "), ("", "!\x00a")
# What a hostile PDF may hold again and again, besides what each pattern begins with.
BYTES = (
    *(b" ", b"\n", b"\r\n", b"\0", b"1", b"a", b"/", b"(", b")", b"\\", b"\\(", b"<", b"<<", b">>", b"[", b"%"),
    *(b"1 ", b"1 0 ", b"1 0 R ", b"/a", b"/a ", b"(a", b"(\\(", b"((", b"<a", b"<</a", b"[1", b"/a<<", b"/a 1 "),
    *(b"BDC ", b"EMC ", b"/a BDC", b"stream\n", b"obj ", b"1 0 obj", b"endobj", b"Tf ", b"Do", b"/a 1 Tf ", b"1."),
)
LONG_BYTES = 16_000
# Patterns that a function makes of what it is given, as that function makes them.
MADE: dict[str, "Pattern"] = {"committee.search.stemming._beginning": stemming._beginning("acs")}
# Over our own templates, not over what others write.
OURS = {r"\{[{%#].*?[}%#]\}"}


type Pattern = re.Pattern[str] | re.Pattern[bytes]


def patterns() -> Iterator[tuple[str, Pattern]]:
    """Where each pattern stands, and the pattern: those of modules, and those written where they are used."""
    for path in (path for app in APPS for path in sorted(Path(app).rglob("*.py")) if "migrations" not in path.parts):
        name = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        if "import re\n" not in (source := path.read_text()):
            continue
        tree = ast.parse(source)
        yield from made_in_functions(tree, name)
        for call in ast.walk(tree):
            match call:
                case ast.Call(ast.Attribute(ast.Name("re"), _), [written, *_]):
                    if pattern := literal(written):
                        yield f"{name}:{call.lineno}", re.compile(pattern)
        if "urls" in name:
            continue  # they name views before the converters of addresses are known
        for called, value in vars(import_module(name)).items():
            if isinstance(value, re.Pattern):
                yield f"{name}.{called}", value


def made_in_functions(tree: ast.Module, module: str) -> Iterator[tuple[str, Pattern]]:
    """
    Yield the f-string patterns of functions, with a word for each `re.escape(...)`, else what MADE has of them.

    One that has another gap, and whose function MADE does not call, is refused: nobody knows what it may come to.
    """
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    for function in functions:
        where = f"{module}.{function.name}"
        for written in f_strings_of_patterns(function):
            pattern = escaped(written)
            if pattern is None and where not in MADE:
                raise LookupError(f"{where} makes a pattern by an f-string: say in MADE what it comes to at its worst.")
            yield where, MADE[where] if pattern is None else re.compile(pattern)


def f_strings_of_patterns(function: ast.AST) -> Iterator[ast.JoinedStr]:
    """Each f-string in the pattern that is given to a function of `re`."""
    for call in ast.walk(function):
        match call:
            case ast.Call(ast.Attribute(ast.Name("re"), _), [written, *_]):
                yield from (part for part in ast.walk(written) if isinstance(part, ast.JoinedStr))


def escaped(written: ast.JoinedStr) -> str | None:
    """Return an f-string with a word for each gap that is escaped; None if it has another gap."""
    parts = []
    for part in written.values:
        match part:
            case ast.Constant(str() as text):
                parts.append(text)
            case ast.FormattedValue(ast.Call(ast.Attribute(ast.Name("re"), "escape"))):
                parts.append("Word")
            case _:
                return None
    return "".join(parts)


def literal(written: ast.expr) -> str | bytes | None:
    """Return a pattern as written, with a word in its gap (`%s`) if it has one."""
    match written:
        case ast.Constant(str() | bytes() as pattern):
            return pattern
        case ast.BinOp(ast.Constant(bytes() as pattern), ast.Mod()):
            return pattern.replace(b"%s", b"Word")
        case ast.BinOp(ast.Constant(str() as pattern), ast.Mod()):
            return pattern.replace("%s", "Word")
    return None


def samples(parsed: Iterable[tuple[Any, Any]]) -> list[str]:
    """Short texts that a pattern may match, one for each of its branches at least."""
    found = [""]
    for kind, value in parsed:
        more = [""]
        if kind in (sre.LITERAL, sre.NOT_LITERAL):
            more = [chr(value) if kind is sre.LITERAL else "x"]
        elif kind is sre.ANY:
            more = ["x"]
        elif kind is sre.IN:
            more = [one_of(value)]
        elif kind is sre.BRANCH:
            more = [text for branch in value[1] for text in samples(branch)]
        elif kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            more = [text * max(value[0], 1) for text in samples(value[2])]
        elif kind is sre.SUBPATTERN:
            more = samples(value[3])
        elif kind is sre.ATOMIC_GROUP:
            more = samples(value)
        found = list(islice(dict.fromkeys(before + text for before, text in product(found, more)), 12))
    return found


def one_of(choices: list[tuple[Any, Any]]) -> str:
    """Return a character of a set: the first that it names, or a letter if it names what does not match."""
    kind, value = choices[0]
    if kind is sre.NEGATE:
        return "x"
    if kind is sre.CATEGORY:
        return {sre.CATEGORY_DIGIT: "1", sre.CATEGORY_SPACE: " "}.get(value, "x")
    return chr(value[0] if kind is sre.RANGE else value)


def openings(pattern: Pattern) -> list[str]:
    """All that a pattern may have matched before it fails, each to be met again and again."""
    parsed = parser.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    return list(dict.fromkeys(begun for text in samples(parsed) for begun in accumulate(text)))


def seconds(pattern: Any, text: str | bytes) -> float:
    """Processor seconds to go through `text`."""
    began = time.process_time()
    for _found in pattern.finditer(text):
        pass
    return time.process_time() - began


def grows(pattern: Pattern, texts: list[Any]) -> bool:
    if any(seconds(pattern, text) > 0.1 for text in texts[:-1]):  # it explodes: a longer one would take for ever
        return True
    short, long = texts[-2:]
    for _ in range(3):
        if (taken := seconds(pattern, long)) < TELLABLE_SECONDS or taken < TIMES * seconds(pattern, short):
            return False
    return True


def hostile(head: Any, unit: Any, end: Any, sizes: tuple[int, ...]) -> list[Any]:
    """Texts of growing length that hold one thing again and again."""
    return [head + unit * (size // len(unit)) + end for size in sizes]


def slow(pattern: Pattern, *, is_drill: bool) -> Iterator[str | bytes]:
    """Yield the repeated texts for which a pattern takes more than linear time; a drill tries all sorts of text."""
    begun = openings(pattern)
    if isinstance(pattern.pattern, str):
        for head, unit, end in [*product(HEADS, UNITS if is_drill else (), ENDS), *product(("",), begun, ENDS)]:
            if grows(pattern, hostile(head, unit, end, (*EXPLODING, SHORT, LONG))):
                yield head + unit + end
    else:
        for unit in dict.fromkeys([*(BYTES if is_drill else ()), *(text.encode("latin-1") for text in begun)]):
            if grows(pattern, hostile(b"", unit, b"", (*EXPLODING, LONG, LONG_BYTES))):
                yield unit


@pytest.mark.parametrize("is_drill", [False, pytest.param(True, marks=pytest.mark.drill)])
@pytest.mark.parametrize("kind", [str, bytes])
def test_no_pattern_over_others_text_grows_faster_than_it(kind, is_drill):
    known = {
        (pattern.pattern, pattern.flags): (where, pattern)
        for where, pattern in patterns()
        if isinstance(pattern.pattern, kind) and pattern.pattern not in OURS
    }
    assert len(known) > (80 if kind is str else 30)
    found = [
        f"{where}: {pattern.pattern!r} on {unit!r}"
        for where, pattern in known.values()
        for unit in slow(pattern, is_drill=is_drill)
    ]
    assert found == []


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
        (lambda data: list(lay_open(data)), b"1 0 obj\n(" + b"\\(" * 12_000),
        (lambda data: list(lay_open(data)), b"1 0 obj\n(" + b"(a) \\( \\) <a" * 3_000),
        (lambda data: list(lay_open(data)), b"1 0 obj <</Length " + b"1" * 12_000 + b">> stream\n" + b"(" * 12_000),
    ],
)
def test_reading_others_text_grows_with_its_length(reads, text):
    """The whole functions, in processor seconds for the text and for four of it."""

    def taken(text: str | bytes) -> float:
        began = time.process_time()
        reads(text)
        return time.process_time() - began

    short = min(taken(text) for _ in range(2))
    long = min(taken(text * 4) for _ in range(2))
    assert long < TELLABLE_SECONDS or long < TIMES * short
