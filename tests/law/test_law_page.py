"""docs/law.md has every rule that the code cites; each rule on it is kept by code, or marked as not kept yet."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.our_code import Code, places, read

ROOT = Path(__file__).resolve().parents[2]
ROW = re.compile(r"^\| ([RPM][0-9]{2}) \| ([^|]+) \| ([^|]+) \| ([^|]+) \|$", re.MULTILINE)
CODE = re.compile(r"`([^`]+)`")
NOT_YET = "not yet"


def faults(page: str, code: Code) -> Iterator[str]:
    """Yield the differences between the page and the code, in sentences."""
    rows = ROW.findall(page)
    numbers = [number for number, *_ in rows]
    yield from (f"{number} has two rows." for number in sorted(set(numbers)) if numbers.count(number) > 1)
    yield from (
        f"{number} is cited, and has no row." for number in sorted({*code.cited, *code.cited_by_tests} - {*numbers})
    )
    for number, _, _, kept in rows:
        names = CODE.findall(kept)
        yield from (f"{number}: there is no {name}." for name in names if not places(code, name))
        if NOT_YET in kept:
            continue
        if not names:
            yield f"{number} names nothing that keeps it, and does not say “{NOT_YET}”."
        elif not code.cited.get(number):
            yield f"{number} is cited by no code outside the tests."
        elif not any(places(code, name) & code.cited[number] for name in names):
            yield f"{number}: none of {', '.join(names)} is in a file that cites it."


@pytest.fixture(scope="module")
def code() -> Code:
    return read(ROOT)


@pytest.fixture(scope="module")
def law_page() -> str:
    return (ROOT / "docs" / "law.md").read_text(encoding="utf-8")


def test_the_page_and_the_code_agree(law_page, code):
    assert len(ROW.findall(law_page)) > 60
    assert list(faults(law_page, code)) == []


def test_no_rule_is_left_out_between_the_first_and_the_last(law_page):
    numbers = sorted(int(number[1:]) for number, *_ in ROW.findall(law_page) if number[0] == "R")
    assert numbers == list(range(1, max(numbers) + 1))
