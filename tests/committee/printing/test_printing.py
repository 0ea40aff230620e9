"""HTML to tagged PDF, without the network and without stray files."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from pikepdf import Dictionary, Name

from committee import checks, printing
from committee.printing import PrintingError, render_pdf
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
    assert checks.weasyprint_is_ready() == []
    monkeypatch.setattr(printing, "missing_libraries", lambda: ["pango"])
    [warning] = checks.weasyprint_is_ready()
    assert "pango not found" in warning.msg and "apt-get install libpango-1.0-0" in str(warning.hint)
