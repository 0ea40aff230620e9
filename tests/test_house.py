"""The house rules that no single room can keep: migrations, pins, scripts, and nothing of one machine in the tree."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.urls import URLResolver, get_resolver
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.our_code import APPS

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;]+)", re.MULTILINE | re.IGNORECASE)
ADDRESS = re.compile(r"(?:public|members|officers|desk|register):[a-z][\w-]*")
IN_TEMPLATES = re.compile(r"""\{%-? *url +(?:"([^"]+)"|'([^']+)')""")
# Helpers that are given the name of a desk page without its namespace, and which argument it is.
OF_THE_DESK = {"address": 0, "at_meeting": 1, "at_item": 2, "at_paper": 2}
SCRIPTS = ["setup", "demo", "test", "manage", "server", "together", "requirements", "backup", "restore"]

# Where a page says itself why something was refused, and why it is not said by `committee/views/acting.py`.
TOLD_BY_HAND = {
    "meetings/agendas/views/desk_items.py items_order": "a script that asks for 204 or 409, not for a page",
    "meetings/agendas/views/desk_items.py _hand_in": "one bad file among several must not lose the good ones",
    "meetings/papers/views/desk_files.py _drop": "one bad file among several must not lose the good ones",
    "meetings/agendas/views/page_index.py putting_together": "a file that cannot be made now is storage in trouble",
    "meetings/minutes/confirmation/views/members.py sign": "what is to be signed cannot be shown, before any form is",
    "committee/views/writing.py answer_scripts": "scripts that save every few seconds ask for JSON",
    "committee/views/writing.py take_form": "no form of Django's, and a conflict has another page",
    "meetings/minutes/room/views/desk_resolutions.py _rewrite": "two forms of one page: both say what is there now",
    "workprogramme/outcomes/views/officers.py outcome_reopen": "someone was faster, and the page shows it",
    "workprogramme/programmes/views/desk_printing.py _why_not": "asked before the button is offered, not after it",
}


def pins(file: str) -> dict[str, Version]:
    """Package -> version of a requirements file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {canonicalize_name(found["name"]): Version(found["version"]) for found in PIN.finditer(text)}


def asked_for(group: str) -> list[Requirement]:
    """Return the requirements in pyproject.toml of "project" or of a dependency group."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] if group == "project" else project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


def test_migrations_have_names_that_say_what_they_do():
    names = [path.stem for path in ROOT.glob("*/migrations/[0-9]*.py")]
    assert names
    assert [name for name in names if re.search(r"_auto_|_initial$|_and_more$", name)] == []


@pytest.mark.parametrize("app", ["committee", "meetings", "workprogramme", "reviews"])
def test_migrations_are_numbered_without_holes(app):
    numbers = sorted(path.stem.split("_")[0] for path in (ROOT / app / "migrations").glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_migrations_know_no_code_that_changes():
    """What a migration does stays as it was; of ours it knows operations alone, and SQL that lies frozen beside it."""
    ours = re.compile(r"^\s*(?:from|import) ((?:committee|meetings|workprogramme|reviews)\b[.\w]*)", re.MULTILINE)
    paths = list(ROOT.glob("*/migrations/[0-9]*.py"))
    found = {(path.name, name) for path in paths for name in ours.findall(path.read_text(encoding="utf-8"))}
    assert {name for _, name in found} == {"committee.database.creation", "committee.database.frozen_triggers"}, sorted(
        found
    )


@pytest.mark.parametrize(("group", "file"), [("project", "requirements.txt"), ("dev", "requirements-dev.txt")])
def test_every_package_asked_for_is_pinned_at_a_version_that_fits(group, file):
    pinned = pins(file)
    wrong = [
        str(need)
        for need in asked_for(group)
        if canonicalize_name(need.name) not in pinned or pinned[canonicalize_name(need.name)] not in need.specifier
    ]
    assert wrong == [], "Run script/requirements."


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


@pytest.mark.parametrize("name", [*(f"script/{name}" for name in SCRIPTS), "manage.py", ".ci/run"])
def test_a_command_can_be_run_as_it_is_cloned(name):
    path = ROOT / name
    assert path.stat().st_mode & 0o111, f"{name} is not executable"
    assert path.read_bytes().startswith(b"#!/usr/bin/env ")


def test_browser_tests_are_the_files_that_their_lane_reads_and_no_others():
    marked = re.compile(r"mark\.browser\b")
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name != Path(__file__).name]
    found = {path for path in tests if marked.search(path.read_text(encoding="utf-8"))}
    assert found == set((ROOT / "tests" / "browser").glob("test_*.py")), "script/test looks for them there alone"


def addresses() -> set[str]:
    """Return the name of each address, with its namespace if it has one: desk:meeting."""
    known: set[str] = set()

    def walk(patterns: list, space: str) -> None:
        for entry in patterns:
            if isinstance(entry, URLResolver):
                walk(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
            elif entry.name:
                known.add(f"{space}{entry.name}")

    walk(get_resolver("committee.portal.demo.urls").url_patterns, "")  # all of the portal's, and the demonstration's
    return known


def named_in_python(text: str) -> Iterator[str]:
    """Yield the names of addresses in a module: whole strings, and arguments of the desk's helpers."""
    nodes = list(ast.walk(ast.parse(text)))
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and ADDRESS.fullmatch(node.value):
            yield from () if id(node) in parts else (node.value,)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in OF_THE_DESK:
            given = node.args[OF_THE_DESK[node.func.id] :][:1]
            yield from (f"desk:{one.value}" for one in given if isinstance(one, ast.Constant) and ":" not in one.value)


def nowhere(root: Path) -> list[str]:
    """Each name of an address below `root` that no address has, with the file that names it."""
    known, found = addresses(), []
    for path in (path for folder in (*APPS, "tests") for path in (root / folder).rglob("*.py")):
        if path == Path(__file__):
            continue
        names = named_in_python(path.read_text(encoding="utf-8"))
        found += [f"{path.relative_to(root)}: {name}" for name in names if name not in known]
    for path in (path for path in (root / "templates").rglob("*") if path.is_file()):
        names = (one or other for one, other in IN_TEMPLATES.findall(path.read_text(encoding="utf-8")))
        found += [f"{path.relative_to(root)}: {name}" for name in names if name not in known]
    return found


def test_every_address_that_code_or_a_template_names_is_there():
    assert nowhere(ROOT) == []


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


def bound_by_content(source: str) -> list[int]:
    """Return the lines that bind a form only if something was sent, so that an empty body leaves it unbound."""
    sent = ("request.POST", "request.FILES")
    return [
        node.lineno
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or) and ast.unparse(node.values[0]) in sent)
        or (isinstance(node, ast.IfExp) and ast.unparse(node.body) in sent and ast.unparse(node.test) in sent)
    ]


def test_a_form_is_bound_by_what_is_asked_and_not_by_whether_anything_was_typed():
    """`typed` and `chosen` of `committee/views/acting.py` ask for the method: a box left alone sends nothing."""
    paths = [path for app in APPS for path in (ROOT / app).rglob("*.py")]
    found = [f"{path.name} line {line}" for path in paths for line in bound_by_content(path.read_text("utf-8"))]
    assert found == []
    assert bound_by_content("a = F(request.POST or None)\nb = F(request.FILES if request.POST else None)") == [1, 2]
