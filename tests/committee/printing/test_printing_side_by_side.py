"""Warm printers: the same pages side by side, and what happens when one fails, hangs or dies."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
from dataclasses import asdict
from pathlib import Path

import pytest

from committee import printing
from committee.printing import Job, PrintingError, render_child, render_pool
from tests.meetings.packs import looking, making

pytestmark = pytest.mark.usefixtures("own_processes")

ROOT = Path(render_pool.__file__).resolve().parents[2]
ENDLESS = f"<html><body><h1>Long</h1>{'<table><tr><td>x</td></tr></table>' * 20_000}</body></html>"


@pytest.fixture(scope="module")
def own_printers():
    """Two printers of this module's own: starting one takes more than a second."""
    made = render_pool._Printers(2)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render_pool, "_printers", made)
        patch.setenv("SECRET_KEY", "quillfeather")  # before any is started: none is given it
        yield made
    made.end()


def children(made) -> list[int]:
    return [one._process.pid for one in made._started if one.ready]


def test_nothing_to_print_starts_no_printer_and_documents_are_the_same_side_by_side_as_one_by_one(own_printers):
    assert printing.print_all([]) == []
    assert children(own_printers) == []
    jobs = [Job(making.html_of(pages), f"Report {pages}", large=pages == 2) for pages in (1, 3, 2)]
    expected = [printing.render_pdf(job.html, title=job.title, large=job.large) for job in jobs]
    assert printing.print_all(jobs) == expected
    assert len(children(own_printers)) == 2


def test_a_document_that_cannot_be_printed_says_why_and_its_printer_goes_on(own_printers):
    bad = Job("<h1>A</h1><img alt='x' src='file:///etc/hostname'>", "A")
    before = children(own_printers)
    with pytest.raises(PrintingError, match="Only files of the static folder"):
        printing.print_all([bad])
    assert looking.words(printing.print_all([Job("<h1>Report</h1>", "B")])[0]) == ["Report"]
    assert children(own_printers) == before or not before


def test_a_document_that_takes_too_long_is_given_up_and_the_next_one_is_printed(own_printers):
    printing.print_all([Job("<h1>Warm</h1>", "Warm")])
    before = children(own_printers)
    with pytest.raises(PrintingError, match=r"“Long” took longer than 0\.5 seconds"):
        printing.print_all([Job(ENDLESS, "Long")], seconds=0.5)
    assert len(children(own_printers)) == len(before) - 1
    assert printing.print_all([Job("<h1>Report</h1>", "B")])[0].startswith(b"%PDF")


@pytest.mark.parametrize("at_work", [True, False])
def test_a_printer_that_is_killed_is_replaced_with_a_sentence_where_it_was_at_work(own_printers, at_work):
    printing.print_all([Job("<h1>Warm</h1>", "Warm")])
    victims = [one._process for one in own_printers._started if one.ready]
    if at_work:
        for victim in victims:
            threading.Timer(0.3, os.kill, (victim.pid, signal.SIGKILL)).start()
        with pytest.raises(PrintingError, match="“Long” could not be printed: the printer stopped"):
            printing.print_all([Job(ENDLESS, "Long")])
    else:
        for victim in victims:
            victim.kill()
            victim.wait()
    assert printing.print_all([Job("<h1>Report</h1>", "B")])[0].startswith(b"%PDF")


def test_a_printer_has_none_of_the_portals_secrets(own_printers):
    printing.print_all([Job("<h1>Report</h1>", "B")])
    environment = Path(f"/proc/{children(own_printers)[0]}/environ")
    if not environment.exists():
        pytest.skip("Only Linux shows what a process was given.")
    given = environment.read_bytes()
    assert b"quillfeather" not in given
    assert b"DATABASE" not in given and b"PATH=" in given


def test_a_printer_that_has_printed_its_fill_is_replaced(monkeypatch):
    monkeypatch.setattr(render_child, "MOST_DOCUMENTS", 2)
    monkeypatch.setattr(render_child, "MOST_MEMORY", 2**40)  # this process has printed for other tests already
    answers = _talk([Job("<h1>A</h1>", "A"), Job("<h1>B</h1>", "B")])
    assert [answer["retires"] for answer in answers] == [False, True]


def test_a_printer_that_has_grown_too_large_is_replaced(monkeypatch):
    monkeypatch.setattr(render_child, "MOST_MEMORY", 1)
    assert [answer["retires"] for answer in _talk([Job("<h1>A</h1>", "A")])] == [True]


def _talk(jobs: list[Job]) -> list[dict]:
    """Return a printer's answers, run here in a thread; its clock belongs to a process, so it is stopped."""
    ours, theirs = multiprocessing.Pipe()
    answers = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render_child.signal, "alarm", lambda seconds: 0)
        patch.setattr(render_child.signal, "setitimer", lambda which, seconds: (0.0, 0.0))
        patch.setattr(render_child.resource, "setrlimit", lambda which, limits: None)
        work = threading.Thread(target=render_child.main, args=(theirs,))
        work.start()
        for job in jobs:
            ours.send_bytes(json.dumps({"job": asdict(job), "seconds": 60}).encode())
            answers.append(json.loads(ours.recv_bytes()))
            ours.recv_bytes()
        work.join(10)
    assert not work.is_alive()
    return answers


STORY = """
import os, sys
from committee.printing import Job, print_all
from committee.printing import render_pool as printers
print_all([Job("<h1>A</h1>", "A"), Job("<h1>B</h1>", "B")])
pids = [one._process.pid for one in printers._printers._started]
child = os.fork()
if not child:
    assert print_all([Job("<h1>C</h1>", "C")])[0].startswith(b"%PDF")
    assert pids != [one._process.pid for one in printers._printers._started]
    printers._printers.end()
    os._exit(0)
assert os.waitpid(child, 0)[1] == 0
assert print_all([Job("<h1>D</h1>", "D")])[0].startswith(b"%PDF")
print(*pids, flush=True)
os.kill(os.getpid(), 9)
"""


def test_printers_end_with_their_portal_even_where_it_has_forked_and_is_killed():
    done = subprocess.run([sys.executable, "-c", STORY], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == -signal.SIGKILL, done.stderr
    for pid in map(int, done.stdout.split()):
        assert _ends(pid), f"printer {pid} outlived its portal"


def _ends(pid: int, within: float = 10) -> bool:
    waited = threading.Event()
    for _ in range(int(within * 20)):
        try:
            state = Path(f"/proc/{pid}/stat")
            if state.exists() and state.read_text().rsplit(")", 1)[1].split()[0] == "Z":
                return True
            os.kill(pid, 0)
        except (ProcessLookupError, FileNotFoundError):
            return True
        waited.wait(0.05)
    return False
