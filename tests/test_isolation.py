"""
A test leaves nothing for the next: shown by pytest runs of their own, in both orders, with and without isolation.

`MUTATIONS` change one thing each, in the way a careless test would; `tests/isolation_sample.py` holds a test that makes
each of them and one that looks for it. Whichever comes first, the looking one must find nothing.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = "tests/isolation_sample.py"
OTHERS = ("xdist", "randomly", "cacheprovider")
KINDS = ("row", "object", "setting", "cache", "file", "clock")


def run(*endings: str, **environment: str) -> subprocess.CompletedProcess:
    """Run the sample's tests in a pytest of its own: of each kind those with these endings, in this order."""
    tests = [f"{SAMPLE}::test_the_{kind}_{ending}" for kind in KINDS for ending in endings]
    command = [sys.executable, "-m", "pytest", *(f"-pno:{plugin}" for plugin in OTHERS), "-q", "-rA", *tests]
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COMMITTEE_"))}
    clean.pop("DATABASE_URL", None)  # on SQLite, where a rollback alone would not do
    return subprocess.run(command, cwd=ROOT, env={**clean, **environment}, capture_output=True, text=True, timeout=600)


@pytest.mark.parametrize(
    "order", [("is_changed", "is_as_ever"), pytest.param(("is_as_ever", "is_changed"), marks=pytest.mark.drill)]
)
def test_what_one_test_changes_the_next_does_not_see(order):
    inner = run(*order)
    assert inner.returncode == 0, inner.stdout[-3000:]
    for kind in KINDS:
        assert f"PASSED {SAMPLE}::test_the_{kind}_is_changed" in inner.stdout
        assert f"PASSED {SAMPLE}::test_the_{kind}_is_as_ever" in inner.stdout


@pytest.mark.drill
def test_with_isolation_switched_off_every_change_is_seen():
    inner = run("is_changed", "is_as_ever", COMMITTEE_TESTS_NOT_ISOLATED="1")
    assert inner.returncode == 1, inner.stdout[-3000:]
    for kind in KINDS:  # a clock that stands in 1970 lets no world be made, which is an error
        looked = f"{SAMPLE}::test_the_{kind}_is_as_ever"
        assert f"FAILED {looked}" in inner.stdout or f"ERROR {looked}" in inner.stdout, inner.stdout[-3000:]
