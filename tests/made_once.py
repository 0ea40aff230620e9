"""
What takes long and gives the same for the same input is made once a process: what is read from a file, and prints.

Most tests hand in the same few papers. The portal reads a stranger's file in a child process
(`meetings.packs.intake.sandbox`) and prints several documents in printers of their own; here both are done in this
process, except for tests that are about just that: they ask for `own_processes`.

`.ci/run` names a folder of its own (COMMITTEE_TESTS_PRINTED) in which its processes find what another has printed: most
of the pages that the tests print on PostgreSQL they have printed on SQLite.
"""

import copy
import hashlib
import importlib
import json
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import asdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from committee import printing
from committee.printing import Job, render
from meetings.packs.intake import sandbox

PRINT = printing.render_pdf
SHARED = os.environ.get("COMMITTEE_TESTS_PRINTED", "")
_read_files: dict[tuple[str, bytes, str], tuple[dict[str, Any], bytes]] = {}
_prints: dict[tuple[str, str], bytes] = {}
_reading = threading.Lock()  # PDFium takes one thread at a time; children have one each


@pytest.fixture
def own_processes() -> None:
    """For tests of the sandbox, of printers and of hostile files: strangers' files are read in children, as ever."""


@pytest.fixture(autouse=True)
def made_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Cache what the sandbox makes of each file and WeasyPrint of each page: both depend on input only."""
    if "weasyprint" in sys.modules:
        _lay_out()  # before the test puts something in its place
    if "own_processes" in request.fixturenames:
        return
    monkeypatch.setattr(sandbox, "run", _read)
    monkeypatch.setattr(printing, "print_all", _print_all)
    for module in (printing, render):
        monkeypatch.setattr(module, "render_pdf", _print)


def _read(
    function_path: str, data: bytes, *, seconds: float = 0, memory: int = 0, **arguments: Any
) -> tuple[dict[str, Any], bytes]:
    key = function_path, hashlib.sha256(data).digest(), repr(sorted(arguments.items()))
    with _reading:
        if key not in _read_files:
            module, _, name = function_path.rpartition(".")
            facts, made = getattr(importlib.import_module(module), name)(data, **arguments)
            _read_files[key] = json.loads(json.dumps(facts)), made  # as they come from a child
    return copy.deepcopy(_read_files[key])


@cache
def _lay_out() -> Any:
    import weasyprint  # takes most of a second, which a test that prints nothing shall not pay

    return weasyprint.HTML.render


def _print(html: str, **how: Any) -> bytes:
    import weasyprint

    if weasyprint.HTML.render is not _lay_out():  # a test has put something in its way
        return PRINT(html, **how)
    key = html, repr(sorted(how.items()))
    if key not in _prints:
        _prints[key] = _shared(key, html, how) if SHARED else PRINT(html, **how)
    return _prints[key]


def _shared(key: tuple[str, str], html: str, how: dict[str, Any]) -> bytes:
    """Return the print that another process left, or make it and leave it for others."""
    place = Path(SHARED, hashlib.sha256(repr(key).encode()).hexdigest())
    if place.exists():
        return place.read_bytes()
    pdf = PRINT(html, **how)
    with tempfile.NamedTemporaryFile(dir=SHARED, delete=False) as unfinished:
        unfinished.write(pdf)
    Path(unfinished.name).rename(place)  # whole or not at all
    return pdf


def _print_all(jobs: Sequence[Job], **how: Any) -> list[bytes]:
    return [printing.render_pdf(**asdict(job)) for job in jobs]
