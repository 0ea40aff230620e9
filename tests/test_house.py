"""The house rules that no single room can keep: migrations, pins, scripts, and nothing of one machine in the tree."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from django.core.management import call_command
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PIN = re.compile(r"^(?P<name>[a-z0-9._-]+)==(?P<version>[^ ;]+)", re.MULTILINE | re.IGNORECASE)
SCRIPTS = ["setup", "demo", "test", "manage", "server", "together", "requirements", "backup", "restore"]


def tracked() -> list[str]:
    """Every path that git keeps; [] where this is no git checkout."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True)
    return [name for name in listing.stdout.split("\0") if name]


def pins(file: str) -> dict[str, Version]:
    """Package -> version of a requirements file."""
    text = (ROOT / file).read_text(encoding="utf-8")
    return {canonicalize_name(found["name"]): Version(found["version"]) for found in PIN.finditer(text)}


def asked_for(group: str) -> list[Requirement]:
    """What pyproject.toml asks for: "project" or the name of a dependency group."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    lines = project["project"]["dependencies"] if group == "project" else project["dependency-groups"][group]
    return [Requirement(line) for line in lines]


@pytest.mark.django_db
def test_every_change_of_a_model_has_its_migration():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_migrations_have_names_that_say_what_they_do():
    names = [path.stem for path in ROOT.glob("*/migrations/[0-9]*.py")]
    assert names
    assert [name for name in names if re.search(r"_auto_|_initial$|_and_more$", name)] == []


@pytest.mark.parametrize("app", ["committee", "meetings", "workprogramme"])
def test_migrations_are_numbered_without_holes(app):
    numbers = sorted(path.stem.split("_")[0] for path in (ROOT / app / "migrations").glob("[0-9]*.py"))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]


def test_migrations_know_no_code_that_changes():
    """What a migration does stays as it was; of ours it knows operations alone, and SQL that lies frozen beside it."""
    ours = re.compile(r"^\s*(?:from|import) ((?:committee|meetings|workprogramme)\b[.\w]*)", re.MULTILINE)
    paths = list(ROOT.glob("*/migrations/[0-9]*.py"))
    found = {(path.name, name) for path in paths for name in ours.findall(path.read_text(encoding="utf-8"))}
    assert {name for _, name in found} == {"committee.creation", "committee.frozen_triggers"}, sorted(found)


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


def test_no_lock_file_that_records_addresses_is_kept():
    assert [name for name in tracked() if Path(name).name in ("uv.lock", "package-lock.json", "poetry.lock")] == []


@pytest.mark.parametrize("name", [*(f"script/{name}" for name in SCRIPTS), "manage.py", ".ci/run"])
def test_a_command_can_be_run_as_it_is_cloned(name):
    path = ROOT / name
    assert path.stat().st_mode & 0o111, f"{name} is not executable"
    assert path.read_bytes().startswith(b"#!/usr/bin/env ")


@pytest.mark.parametrize("name", [*(f"script/{name}" for name in SCRIPTS), ".ci/run"])
def test_a_script_is_bash_that_can_be_read(name):
    said = subprocess.run(["bash", "-n", ROOT / name], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")


def test_browser_tests_are_the_files_that_their_lane_reads_and_no_others():
    marked = re.compile(r"mark\.browser\b")
    tests = [path for path in (ROOT / "tests").rglob("test_*.py") if path.name != Path(__file__).name]
    found = {path for path in tests if marked.search(path.read_text(encoding="utf-8"))}
    assert found == set((ROOT / "tests" / "browser").glob("test_*.py")), "script/test looks for them there alone"
