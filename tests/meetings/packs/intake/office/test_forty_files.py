"""Forty files as they come from officers, good and bad: each comes in whole, or is refused with a reason."""

import io
import re
import subprocess
import zipfile
from html import unescape
from pathlib import Path

import docx
import docx.shared
import pytest
from PIL import Image

from committee.acts.refusal import Refused
from meetings.packs.intake import take_in
from meetings.packs.intake.office import apart, convert, kinds, left_out, libreoffice
from tests.meetings.packs.intake.office import making
from tests.meetings.packs.intake.office.making import POISON, R
from tests.meetings.packs.intake.office.test_converting import listener

CHECK = Path(__file__).resolve().parents[6] / "shared" / "tools" / "pdfua" / "check"
READY = libreoffice.is_installed() and apart.is_possible()
pytestmark = [
    pytest.mark.drill,
    pytest.mark.skipif(not READY, reason="LibreOffice or bubblewrap is not on this machine"),
]
GOOD, REFUSED = "comes in", "is refused"
# Word files, which alone may claim PDF/UA, whose source has headings, and header rows where it has tables.
JUDGED = (
    *("plain.docx", "without a table.docx", "Welsh.docx", "many paragraphs.docx", "poisoned.docx", "tracked.docx"),
    *("hidden.docx", "macros renamed.docx", "embedded.docx", "picture.docx", "picture elsewhere.docx", "old.doc"),
)
PARTS = re.compile(r"word/(?:document|comments|header\d*|footer\d*)\.xml|ppt/slides/.*\.xml|content\.xml")
TEXT = re.compile(r"<(?:w:t|w:delText|a:t|text:p|text:h)\b[^>]*>([^<]+)")
AT = {"port": 9}  # of the listener, once it listens


def part(name: str, content: bytes, data: bytes = b"") -> bytes:
    return making.changed(data or making.word(), lambda parts: parts.update({name: content}))


def long_word(pages: int) -> bytes:
    made = docx.Document()
    for number in range(1, pages + 1):
        made.add_heading(f"Section {number}", 1)
        made.add_paragraph(f"Words of section {number}.")
        made.add_page_break()
    made.save(out := io.BytesIO())
    return out.getvalue()


def macros(data: bytes) -> bytes:
    main = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"

    def add(parts):
        parts["word/vbaProject.bin"] = b"Attribute VB_Name"
        types = parts["[Content_Types].xml"]
        parts["[Content_Types].xml"] = types.replace(main, b"vnd.ms-word.document.macroEnabled.main+xml")

    return making.changed(data, add)


def tied(kind: str, target: str) -> bytes:
    tie = f'<Relationship Id="rIdX" Type="{R}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
    ties = "word/_rels/document.xml.rels"
    return making.changed(
        making.word(),
        lambda parts: parts.update({ties: parts[ties].replace(b"</Relationships>", tie.encode())}),
    )


def tracked() -> bytes:
    by = 'w:id="7" w:author="Vermilion"'
    gone = f"<w:del {by}><w:r><w:delText>Zebrafish</w:delText></w:r></w:del>"
    return making.with_body(making.word(), f"<w:p>{gone}<w:ins {by}>{making.run('Put in')}</w:ins></w:p>")


def old(data: bytes) -> bytes:
    return libreoffice._converted(data, "docx", "doc:MS Word 97", "doc", 120)


def elsewhere(name: str) -> str:
    return f"http://127.0.0.1:{AT['port']}/{name}"


def with_picture() -> bytes:
    made = docx.Document()
    made.add_heading("Annual report", 1)
    Image.new("RGB", (1200, 600), "navy").save(picture := io.BytesIO(), "PNG")
    shape = made.add_picture(picture, width=docx.shared.Cm(8))
    shape._inline.docPr.set("descr", "Carers by year")
    made.save(out := io.BytesIO())
    return out.getvalue()


ENTITY = b'<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document/>'
HIDDEN = making.run("Xylophone", "<w:vanish/>")
LINKED = '<text:p><draw:frame><draw:image xlink:href="{}"/></draw:frame></text:p>'
TABLE = [["Service", "Budget"], ["Fostering", "104"], ["Adoption", "97"]]
FILES = {
    "plain.docx": (GOOD, making.word),
    "without a table.docx": (GOOD, lambda: making.word(table=False)),
    "Welsh.docx": (GOOD, lambda: making.word("Ŵyl y gŵr a’r tŷ: llawr, ŷd, êl")),
    "long words.docx": (GOOD, lambda: making.word("x" * 3000)),
    "many paragraphs.docx": (GOOD, lambda: making.word(*[f"Paragraph {n}" for n in range(400)])),
    "300 pages.docx": (GOOD, lambda: long_word(300)),
    "poisoned.docx": (GOOD, making.poisoned_word),
    "tracked.docx": (GOOD, tracked),
    "hidden.docx": (GOOD, lambda: making.with_body(making.word(), f"<w:p>{HIDDEN}</w:p>")),
    "macros.docm": (GOOD, lambda: macros(making.word())),
    "macros renamed.docx": (GOOD, lambda: macros(making.word())),
    "embedded.docx": (GOOD, lambda: part("word/embeddings/oleObject1.bin", b"POISON")),
    "picture elsewhere.docx": (GOOD, lambda: tied("image", elsewhere("p.png"))),
    "template elsewhere.docx": (GOOD, lambda: tied("attachedTemplate", elsewhere("t.dotm"))),
    "named pdf.pdf": (GOOD, making.word),
    "no ending": (GOOD, making.word),
    "old.doc": (GOOD, lambda: old(making.word())),
    "old and poisoned.doc": (GOOD, lambda: old(making.poisoned_word())),
    "slides.pptx": (GOOD, lambda: making.presentation("Young carers", "What we did")),
    "hidden slide.pptx": (GOOD, lambda: making.presentation("Young carers", hidden="Zebrafish")),
    "notes.pptx": (GOOD, lambda: making.presentation("Young carers", notes="Yellowtail")),
    "forty slides.pptx": (GOOD, lambda: making.presentation(*[f"Slide {n}" for n in range(40)])),
    "budget.xlsx": (GOOD, lambda: making.workbook(TABLE)),
    "hidden row.xlsx": (GOOD, lambda: making.workbook(TABLE, hidden_row="Zebrafish")),
    "hidden sheet.xlsx": (GOOD, lambda: making.workbook(TABLE, hidden_sheet="Yellowtail")),
    "fetching.xlsx": (GOOD, lambda: making.workbook(TABLE, formula=f'WEBSERVICE("{elsewhere("")}")')),
    "picture.docx": (GOOD, with_picture),
    "linked.odt": (GOOD, lambda: making.odt("Words", more=LINKED.format(elsewhere("p.png")))),
    "text.odt": (GOOD, lambda: making.odt("First words", "Second words")),
    "changed.odt": (GOOD, lambda: making.odt("Kept", more="<text:p>Kept too</text:p>")),
    "cut short.docx": (REFUSED, lambda: making.word()[:4000]),
    "broken xml.docx": (REFUSED, lambda: part("word/document.xml", b"<w:document")),
    "entity.docx": (REFUSED, lambda: part("word/document.xml", ENTITY)),
    "entity.odt": (REFUSED, lambda: part("content.xml", ENTITY, making.odt("Words"))),
    "entity.pptx": (REFUSED, lambda: part("ppt/slides/slide1.xml", ENTITY, making.presentation("One"))),
    "bomb.xlsx": (REFUSED, lambda: part("xl/media/image1.png", b"\0" * (80 << 20), making.workbook(TABLE))),
    "bomb.docx": (REFUSED, lambda: part("word/media/image1.png", b"\0" * (80 << 20))),
    "entries.docx": (REFUSED, lambda: making.changed(making.word(), many_parts)),
    "zip.docx": (REFUSED, lambda: making.zipped({"report.txt": b"Words"})),
    "empty zip.docx": (REFUSED, lambda: making.zipped({"word/document.xml": b"", "[Content_Types].xml": b"<x/>"})),
    "password.docx": (REFUSED, lambda: kinds.OLE + b"\0" * 900 + "EncryptedPackage".encode("utf-16-le")),
    "old workbook.xls": (REFUSED, lambda: kinds.OLE + b"\0" * 900 + "Workbook".encode("utf-16-le")),
    "rich text.rtf": (REFUSED, lambda: b"{\\rtf1 Words}"),
    "empty.docx": (REFUSED, lambda: b""),
}


def many_parts(parts: dict[str, bytes]) -> None:
    parts |= {f"word/media/{number}.png": b"" for number in range(5001)}


def _come_in(data: bytes, name: str) -> tuple[convert.Converted | None, str]:
    """Return the conversion of a file, or None and the reason for its refusal."""
    try:
        kinds.refuse_at_sight(data, name)
        return convert.as_pdf(data, name, title="Annual report"), ""
    except Refused as refusal:
        return None, refusal.text


@pytest.fixture(params=["LibreOffice", "the portal"])
def heard(request, monkeypatch):
    """Whoever knocked at the port of this machine that the files name, while either road is taken."""
    if request.param == "the portal":
        monkeypatch.setattr(libreoffice, "program", lambda: None)
    with listener() as (port, knocks):
        monkeypatch.setitem(AT, "port", port)
        yield knocks


def unnamed(data: bytes, said: str) -> list[str]:
    """Return the words in a file that are missing from its PDF and from the notes about it."""
    if data[:4] != kinds.ZIP:
        return []
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        xml = "".join(file.read(name).decode() for name in file.namelist() if PARTS.fullmatch(name))
    words = {word for text in TEXT.findall(xml) for word in unescape(text).split() if len(word) < 100}
    there = left_out.squashed(said)
    return sorted(word for word in words if left_out.squashed(word) not in there)


@pytest.mark.parametrize("name", FILES)
def test_it_comes_in_whole_or_is_refused_with_a_reason(name, tmp_path, heard):
    expected, make = FILES[name]
    if not libreoffice.is_installed() and expected == GOOD and name.endswith(("pptx", "xlsx", "odt", "doc")):
        pytest.skip("LibreOffice alone reads it")
    data = make()
    made, why = _come_in(data, name)
    assert heard == []
    if made is None:
        assert expected == REFUSED, why
        assert name.partition(".")[0][:20] in why and len(why.split(". ")) >= 2
        return
    taken = take_in.take_in(made.pdf, name)
    assert expected == GOOD and taken.tagged and taken.title == "Annual report"
    words = " ".join(take_in.texts(taken.pdf))
    assert [word for word in POISON.values() if word in words or word.encode() in made.pdf] == []
    assert unnamed(data, f"{words} {made.left_out}") == []
    if CHECK.exists() and name in JUDGED:
        (tmp_path / "paper.pdf").write_bytes(made.pdf)
        done = subprocess.run([CHECK, tmp_path / "paper.pdf"], capture_output=True, text=True)
        assert done.returncode == 0, done.stdout[-2000:]
