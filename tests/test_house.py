"""The house rules that no single room can keep: migrations, pins, where browser tests lie, how refusals are told."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.our_code import APPS

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;]+)", re.MULTILINE | re.IGNORECASE)

# Where a page says itself why something was refused, and why it is not said by `committee/views/acting.py`.
TOLD_BY_HAND = {
    "meetings/agendas/views/desk_items.py items_order": "a script that asks for 204 or 409, not for a page",
    "meetings/agendas/views/desk_items.py _hand_in": "one bad file among several must not lose the good ones",
    "meetings/papers/views/desk_files.py _drop": "one bad file among several must not lose the good ones",
    "meetings/minutes/confirmation/views/members.py sign": "what is to be signed cannot be shown, before any form is",
    "committee/views/writing.py answer_scripts": "scripts that save every few seconds ask for JSON",
    "committee/views/writing.py take_form": "no form of Django's, and a conflict has another page",
    "meetings/minutes/room/views/desk_resolutions.py _rewrite": "two forms of one page: both say what is there now",
    "workprogramme/programmes/views/desk_printing.py _why_not": "asked before the button is offered, not after it",
}


def pins(file: str) -> dict[str, Version]:
    """Package -> version of a requirements file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {canonicalize_name(found["name"]): Version(found["version"]) for found in PIN.finditer(text)}


def test_migrations_know_no_code_that_changes():
    """What a migration does stays as it was; of ours it knows operations alone, and SQL that lies frozen beside it."""
    ours = re.compile(r"^\s*(?:from|import) ((?:committee|meetings|workprogramme|reviews)\b[.\w]*)", re.MULTILINE)
    paths = list(ROOT.glob("*/migrations/[0-9]*.py"))
    found = {(path.name, name) for path in paths for name in ours.findall(path.read_text(encoding="utf-8"))}
    assert {name for _, name in found} == {"committee.database.creation", "committee.database.frozen_triggers"}, sorted(
        found
    )


def test_what_the_tests_run_with_is_what_a_council_runs_with():
    running, testing = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: testing.get(name) for name in running} == running


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_pins_are_hashed_and_record_no_download_address(file):
    text = (ROOT / file).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9])", text, flags=re.MULTILINE | re.IGNORECASE)[1:]
    assert len(entries) == len(PIN.findall(text)) > 20
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert not re.search(r"https?://|^\s*(-i|-f|--(extra-)?index-url|--find-links)\b", text, re.MULTILINE)


def test_browser_tests_are_the_files_that_their_lane_reads_and_no_others():
    marked = re.compile(r"mark\.browser\b")
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name != Path(__file__).name]
    found = {path for path in tests if marked.search(path.read_text(encoding="utf-8"))}
    assert found == set((ROOT / "tests" / "browser").glob("test_*.py")), "script/test looks for them there alone"


def refusals_caught(tree: ast.AST, inside: str = "") -> Iterator[str]:
    """Yield the function around each handler of Refused; "" at module level."""
    for node in ast.iter_child_nodes(tree):
        name = node.name if isinstance(node, ast.FunctionDef) else inside
        caught = node.type if isinstance(node, ast.ExceptHandler) else None
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "suppress":
            caught = node
        if caught is not None and re.search(r"\bRefused\b", ast.unparse(caught)):
            yield name
        yield from refusals_caught(node, name)


def test_why_an_act_is_refused_is_told_in_one_place():
    """By `ask`, `answered` and `press`, so that every page answers 422 and loses nothing that was typed."""
    pages = [path for app in APPS for path in (ROOT / app).rglob("views/**/*.py")]
    names = {path: path.relative_to(ROOT).as_posix() for path in pages}
    found = {
        f"{names[path]} {function}"
        for path in pages
        for function in refusals_caught(ast.parse(path.read_text(encoding="utf-8")))
        if names[path] != "committee/views/acting.py"
    }
    assert found == set(TOLD_BY_HAND)
