"""Uploads: taken in clean, or refused with a sentence that says what to do."""

import io
import struct
import tracemalloc
import zipfile
from math import inf

import pikepdf
import pytest
from pikepdf import Dictionary, Name

from committee.acts.refusal import Refused
from meetings.packs.intake import normalise, text_lines
from meetings.packs.intake import take_in as intake
from meetings.packs.intake.take_in import Limits, take_in
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import load
from tests.meetings.packs import looking, making

pytestmark = pytest.mark.usefixtures("own_processes")


def refusal(data: bytes, name: str = "report.pdf", **limits: float) -> str:
    with pytest.raises(Refused) as caught:
        take_in(data, name, limits=Limits(**limits))  # type: ignore[arg-type]
    return caught.value.text


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (making.docx(), "a Word document"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "an old Word"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "a picture"),
        (b"\xef\xbb\xbf  <html>", "a web page"),
        (b"PK\x03\x04 not really", "a ZIP file"),
        (b"Dear clerk, here is my report.", "a plain text file"),
        (bytes(range(256)), "another type of file"),
    ],
)
def test_a_file_that_is_not_a_pdf_is_refused_by_what_it_is(data: bytes, what: str) -> None:
    assert f"is {what}" in refusal(data)


def test_a_page_whose_text_has_no_end_is_refused_and_no_reader_keeps_it(monkeypatch) -> None:
    """Two thousand bytes once stood for forty million letters, which a page of the desk then looked through."""
    said = refusal(making.endless_text(60, 1000), letters_of_page=50_000)
    assert "The text up to page 1 is too long to process" in said
    three = making.pdf_of(3)
    assert "up to page 3" in refusal(three, letters=2 * len(normalise.fingerprint.page_texts(three, inf)[0]))
    monkeypatch.setattr(text_lines, "MOST_LETTERS", 10)
    with pytest.raises(MemoryError):
        text_lines.read_lines(three)


def test_a_zip_file_that_names_files_without_end_is_told_without_reading_their_names() -> None:
    """A page waits for this: each name once became a Python object, gigabytes of them in a hundred megabytes."""
    listed = (b"PK\x01\x02" + bytes(24) + b"\x01" + bytes(17) + b"a") * 30_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 30_000, 30_000, len(listed), 30, 0)
    data = b"PK\x03\x04" + bytes(26) + listed + end
    assert len(zipfile.ZipFile(io.BytesIO(data)).namelist()) == 30_000
    tracemalloc.start()
    try:
        assert intake.looks_like(data) == "a ZIP file"
        assert tracemalloc.get_traced_memory()[1] < len(data)
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "“report.pdf” is empty"),
        (making.with_password(), "needs a password. Save a copy without the password"),
        (making.truncated(), "incomplete"),
        (making.dynamic_xfa(), "only Adobe’s programs can show"),
        (making.portfolio(), "PDF portfolio"),
        (making.with_unapplied_redaction(), "can still be read"),
        (making.pdf_of(0), "has no pages"),
        (b"%PDF-1.7\nrubbish\n%%EOF", "damaged"),
    ],
)
def test_what_cannot_go_into_a_pack_is_refused_with_what_to_do(data: bytes, sentence: str) -> None:
    assert sentence in refusal(data)


def test_a_file_over_a_limit_is_refused_and_a_large_one_with_its_size_before_it_is_read() -> None:
    assert "is 200 MB; the limit is 100 MB" in refusal(b"%PDF-1.7" + bytes(200 * 1024 * 1024))
    assert "12 pages; the limit is 10" in refusal(making.pdf_of(12), pages=10)
    assert "links and marks" in refusal(making.hostile(), annotations=3)
    assert "took too long" in refusal(making.pdf_of(2), seconds=0.01)


def test_a_decompression_bomb_is_refused() -> None:
    data = making.bomb()
    assert len(data) < 1_000_000
    assert "too heavy" in refusal(data)
    assert "too much memory" in refusal(data, memory=200 * 1024 * 1024)


def test_the_name_is_shown_short_and_without_its_folder() -> None:
    assert intake.shown_name("C:\\Users\\me\\A\x00\u202eb.pdf") == "Ab.pdf"
    assert len(intake.shown_name("x" * 5_000 + ".pdf")) < 81


def test_a_plain_upload_keeps_its_pages_and_words() -> None:
    part = take_in(making.pdf_of(3, "Budget"), "a.pdf")
    assert (part.pages, part.tagged, part.has_text, part.fonts_embedded, part.language) == (3, False, True, False, "")
    assert looking.words(part.pdf) == ["Budget 1", "Budget 2", "Budget 3"]
    assert any("not tagged" in note.miss and "Document structure tags" in note.mend for note in part.notes)
    assert part.size == len(part.pdf) and len(part.sha256) == len(part.source_sha256) == 64


def test_a_tagged_upload_keeps_tags_language_and_title_and_claims_pdf_ua_only_where_a_pack_gives_it_a_title() -> None:
    part = take_in(making.tagged(3), "a.pdf")
    assert part.tagged and part.fonts_embedded and part.notes == ()
    assert (part.language, part.title) == ("en-GB", "Report")
    inside = looking.everything(part.pdf)
    assert b"/StructTreeRoot" in inside and b"pdfuaid:part>" not in inside
    assert load(part.prepared).claims_ua and prepare(part.pdf).claims_ua


def test_a_scan_is_taken_in_with_a_warning_that_nobody_can_hear_it() -> None:
    part = take_in(making.picture_only(2), "scan.pdf")
    assert not part.has_text and part.silent_pages == (1, 2)
    assert part.notes[0].miss.startswith("Its pages are pictures of words")
    assert "scan it again with text recognition" in part.notes[0].mend


def test_limits_on_printing_are_taken_off() -> None:
    part = take_in(making.with_password(user=""), "a.pdf")
    assert part.cleaned == ("Its limits on printing and copying were removed.",)
    assert not looking.opened(part.pdf).is_encrypted


def test_nothing_hostile_or_private_is_left_and_the_clerk_is_told() -> None:
    data = making.hostile()
    assert b"POISON" in looking.everything(data)
    part = take_in(data, "a.pdf")
    inside = looking.everything(part.pdf)
    for word in b"POISON JavaScript /Launch /EmbeddedFile /AA /GoToR /SubmitForm /RichMedia".split():
        assert word not in inside, word
    assert {"Scripts were removed.", "Comments were removed."} <= set(part.cleaned)
    assert any("Files attached" in sentence for sentence in part.cleaned)
    assert any("author’s name" in sentence for sentence in part.cleaned)
    assert part.title == ""
    assert looking.addresses(part.pdf) == ["https://www.example.org/kept"], "good links stay"
    assert looking.inner_targets(part.pdf) == [(0, 1), (0, 1)]
    assert take_in(data, "other.pdf").pdf == part.pdf, "the same upload gives the same bytes"


def test_a_program_for_a_printer_is_drawn_as_nothing() -> None:
    with looking.opened(making.pdf_of(1)) as document:
        page = document.pages[0]
        program = document.make_stream(b"%!PS (POISON) run", Type=Name.XObject, Subtype=Name.PS, Level1=1)
        page.obj.Resources.XObject = Dictionary(Run=program)
        page.contents_add(document.make_stream(b"/Run Do"))
        part = take_in(making.saved(document), "a.pdf")
    assert b"POISON" not in looking.everything(part.pdf) and "Scripts were removed." in part.cleaned
    assert looking.words(part.pdf) == looking.words(making.pdf_of(1))


def test_a_filled_in_form_becomes_plain_words() -> None:
    part = take_in(making.with_form(), "form.pdf")
    assert "Filled in" in looking.words(part.pdf)[0]
    assert b"/AcroForm" not in looking.everything(part.pdf) and b"POISON" not in looking.everything(part.pdf)
    assert "Form fields were turned into plain text." in part.cleaned


@pytest.mark.parametrize(("make", "angle"), [(making.rotated, 90), (making.rotated, 180), (making.with_pattern, 270)])
def test_a_turned_page_is_made_upright_and_looks_the_same(make, angle: int) -> None:  # type: ignore[no-untyped-def]
    data = make(angle)
    part = take_in(data, "a.pdf")
    assert b"/Rotate" in looking.everything(data) and b"/Rotate" not in looking.everything(part.pdf)
    assert looking.differs(data, part.pdf) < 0.01


def test_the_text_of_each_page_is_read_for_no_longer_than_it_may() -> None:
    assert intake.texts(making.pdf_of(2, "Poison word")) == ["Poison word 1", "Poison word 2"]
    with pytest.raises(TimeoutError):
        intake.texts(making.pdf_of(2), seconds=0.01)


def test_a_claim_to_be_accessible_is_believed_only_where_it_is_true() -> None:
    assert load(take_in(making.tagged(2), "a.pdf").prepared).claims_ua
    with pikepdf.open(io.BytesIO(making.tagged(2))) as document:
        page = document.pages[0]
        page.contents_add(document.make_stream(b"0 0 1 rg 60 60 30 30 re f "))  # a square that nobody is told of
        false = take_in(making.saved(document), "a.pdf")
    assert false.tagged and not load(false.prepared).claims_ua
    assert any("does not pass the check" in note.miss for note in false.notes)
