"""HTML to tagged PDF without the network or stray files, by warm printers side by side, even where one fails."""

import hashlib
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
from django.core.checks.registry import registry
from pikepdf import Dictionary, Name

from committee import checks, printing
from committee.printing import Job, PrintingError, render_child, render_pdf, render_pool
from tests.meetings.packs import looking, making

pytestmark = pytest.mark.usefixtures("own_processes")

ROOT = Path(printing.__file__).resolve().parent.parent.parent


def test_a_printed_document_has_its_title_language_and_tags_and_says_that_it_is_accessible() -> None:
    document = looking.opened(render_pdf("<h1>Heading</h1><p>Words</p>", title=" Agenda "))
    assert str(document.docinfo[Name.Title]) == "Agenda"
    assert str(document.Root.Lang) == "en-GB"
    assert document.Root.MarkInfo.Marked is True
    assert document.Root.ViewerPreferences.DisplayDocTitle is True
    assert b"pdfuaid:part" in document.Root.Metadata.read_bytes()


def test_header_cells_say_whether_they_head_a_column_or_a_row() -> None:
    head, row = "<tr><th>Ward</th><th>Votes</th></tr>", "<tr><th scope=row>Ambridge</th><td>12</td></tr>"
    pdf = looking.opened(render_pdf(f"<h1>T</h1><table>{head}{row}</table>", title="T"))
    scopes = [str(tag.A.Scope) for tag in pdf.objects if isinstance(tag, Dictionary) and tag.get("/S") == "/TH"]
    assert sorted(scopes) == ["/Column", "/Column", "/Row"]


def test_a_welsh_document_keeps_its_language_and_its_letters() -> None:
    pdf = render_pdf("<html lang='cy'><body><h1>Dŵr a thŷ</h1></body></html>", title="Agenda")
    assert str(looking.opened(pdf).Root.Lang) == "cy"
    assert looking.words(pdf) == ["Dŵr a thŷ"]


def test_soft_hyphens_are_not_printed() -> None:
    """A few hundred in one word of a table stopped whatever printed it: WeasyPrint took the cube of their number."""
    table = "<table><tr><th scope=row>Re%sport</th><td>co%sop</td></tr></table>"
    page = f"<html><body><h1>T</h1>{table}at%s last</body></html>"
    plain = printing.render_pdf(page % ("", "", ""), title="T")
    assert printing.render_pdf(page % ("&shy;", "\u00ad", "&#xad;"), title="T") == plain


def test_what_has_no_space_in_a_table_is_given_some() -> None:
    """5,000 spaces without width, hyphens or slashes in one word stopped whatever printed it for minutes."""

    def printed(said: str, parted: str) -> tuple[bytes, bytes]:
        page = "<h1>T</h1><p>%s</p><table><tr><th scope=row>R</th><td>%s <b>%s</b></td></tr></table>"
        return tuple(
            printing.render_pdf(f"<html><body>{page % (said, words, words)}</body></html>", title="T")
            for words in (said, parted)
        )

    one, other = printed("a\u200b" * 450, " ".join("a\u200b" * count for count in (200, 200, 50)))
    assert one == other
    one, other = printed("a-" * 200, f"{'a-' * 100} {'a-' * 100}")
    assert one != other, "a long word is left as it is"


def test_the_same_html_gives_the_same_bytes_in_another_process() -> None:
    code = (
        "import hashlib; from committee.printing import render_pdf; from tests.meetings.packs import making;"
        "print(hashlib.sha256(render_pdf(making.html_of(2), title='Report')).hexdigest())"
    )
    elsewhere = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env={**os.environ, "PYTHONHASHSEED": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    here = render_pdf(making.html_of(2), title="Report")
    assert elsewhere.stdout.strip() == hashlib.sha256(here).hexdigest()


@pytest.mark.parametrize(
    "address", ["https://example.org/picture.png", "file:///etc/hostname", "/static/%2e%2e/manage.py"]
)
def test_nothing_is_fetched_from_the_network_or_outside_the_static_folder(address: str) -> None:
    with pytest.raises(PrintingError, match="Only files of the static folder"):
        render_pdf(f"<h1>Report</h1><p><img alt='A picture' src='{address}'></p>", title="Report")


def test_a_document_without_a_title_is_not_printed() -> None:
    with pytest.raises(PrintingError, match="title"):
        render_pdf("<h1>Report</h1>", title=" ")


def test_a_machine_without_pango_is_told_the_line_that_mends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    assert checks.weasyprint_is_ready in registry.get_checks(), "Django runs it"
    assert checks.weasyprint_is_ready() == []
    monkeypatch.setattr(printing, "missing_libraries", lambda: ["pango"])
    [warning] = checks.weasyprint_is_ready()
    assert "pango not found" in warning.msg and "apt-get install libpango-1.0-0" in str(warning.hint)


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
    before = children(own_printers)
    assert (printing.print_all([]), children(own_printers)) == ([], before)
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
