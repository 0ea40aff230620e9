"""A withheld paper's words, pictures, names and details, planted all over a public file: each is found and told."""

import io
import random
import re
import zlib
from collections.abc import Callable
from functools import cache
from urllib.parse import quote

import pikepdf
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name, Pdf, String

from meetings.packs.intake import sandbox, take_in
from meetings.packs.leak_check.byte_search import Allowed, Withheld, leaks
from meetings.packs.pdf import catalog, fingerprint, raw_scan
from meetings.packs.pdf.fingerprint import Fingerprint, Kind
from meetings.packs.pdf.raw_scan import FoundText, lay_open
from tests.meetings.packs import making

LABEL = "the withheld paper of item 7"
SENTENCE = (
    "The council would pay Zanzibar Respite Limited four hundred and twelve pounds a night for every "
    "short-term multi-agency placement offered before the thirty-first of March"
)
NAME = "Zanzibar offer (final)"
NOISE = random.Random(7).randbytes(900)
SMALL = random.Random(8).randbytes(600)


def grey(pdf: Pdf, data: bytes) -> pikepdf.Stream:
    """Return a picture of 30 by 30 or 20 by 30 grey points."""
    return pdf.make_stream(
        data,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=30,
        Height=len(data) // 30,
        ColorSpace=Name.DeviceGray,
        BitsPerComponent=8,
    )


@cache
def withheld_upload() -> bytes:
    """
    Return a paper with words, a picture, a thumbnail, an attachment, a bookmark, a link, and details of its author.
    """
    with Pdf.open(io.BytesIO(making.pdf_of(2, SENTENCE[:60]))) as pdf:
        page = pdf.pages[0]
        page.obj.Contents = pdf.make_stream(_lines(SENTENCE))
        page.obj.Resources.XObject = Dictionary(Im=grey(pdf, NOISE))
        page.contents_add(pdf.make_stream(b" q 200 0 0 200 60 60 cm /Im Do Q"))
        page.obj.Thumb = grey(pdf, SMALL)
        page.obj.Annots = Array([_link(pdf, "https://zanzibar-respite.example/offers/4471")])
        file = pdf.make_stream(b"Nights;Price\n" + b"Monday;412\n" * 40, Type=Name.EmbeddedFile)
        spec = Dictionary(Type=Name.Filespec, F=String("zanzibar-prices-by-night.csv"), EF=Dictionary(F=file))
        pdf.Root.Names = Dictionary(EmbeddedFiles=Dictionary(Names=Array([String("x"), pdf.make_indirect(spec)])))
        with pdf.open_outline() as outline:
            outline.root.append(pikepdf.OutlineItem("Why Zanzibar is cheaper", 0))
        with pdf.open_metadata(set_pikepdf_as_editor=False) as xmp:
            xmp["dc:description"] = "Commercially sensitive appraisal of Zanzibar"
        pdf.docinfo["/Author"], pdf.docinfo["/Title"] = "Quentin Marrowfathom", "Zanzibar appraisal"
        return making.saved(pdf)


def _lines(text: str, width: int = 60) -> bytes:
    """Return a page's content with its words broken into lines of a fixed width."""
    lines = re.findall(rf".{{1,{width}}}(?:\s|$)", text)
    shown = "".join(f"({line.strip()}) Tj 0 -18 Td " for line in lines)
    return f"BT /F1 12 Tf 60 760 Td {shown} ET".encode("cp1252")


def _link(pdf: Pdf, address: str) -> pikepdf.Object:
    action = Dictionary(S=Name.URI, URI=String(address))
    box = Array([60, 60, 200, 80])
    return pdf.make_indirect(Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=box, A=action))


@pytest.fixture(scope="module")
def known() -> Fingerprint:
    """Return the fingerprint that intake makes of the withheld paper."""
    return Fingerprint.unpack(take_in.take_in(withheld_upload(), f"C:\\Legal\\{NAME}.pdf").fingerprint)


@pytest.fixture(scope="module")
def public() -> bytes:
    """Return a public file that is clean: tagged pages, links, bookmarks."""
    return making.tagged(4, "Young Carers")


def found(pdf: bytes, known: Fingerprint, allowed: Allowed | None = None) -> str:
    return " ".join(leaks(pdf, [Withheld(LABEL, known)], allowed))


def changed(pdf: bytes, plant: Callable[[Pdf], object], **options: object) -> bytes:
    """Return the public file with something planted in it."""
    with Pdf.open(io.BytesIO(pdf)) as document:
        plant(document)
        return making.saved(document, **options)


def on_page_3(text: bytes) -> Callable[[Pdf], object]:
    """Words drawn on the third page."""

    def plant(pdf: Pdf) -> None:
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
        pdf.pages[2].obj.Resources.Font.F1 = pdf.make_indirect(font)
        pdf.pages[2].contents_add(pdf.make_stream(b"q 1 0 0 1 0 -300 cm " + text + b" Q"))

    return plant


def test_a_clean_file_holds_nothing(public, known):
    assert leaks(public, [Withheld(LABEL, known)]) == []


# --- Words on pages -------------------------------------------------------------------------------------------------


DRAWN = {
    "as it was": _lines(SENTENCE),
    "capitals": _lines(SENTENCE.upper()),
    "hyphenated": _lines(SENTENCE.replace("placement", "place- ment").replace("respite", "res- pite"), 18),
    "part of it": _lines(f"Quite other words first, and then: {' '.join(SENTENCE.split()[6:18])}. And others after."),
    "unseen": b"3 Tr " + _lines(SENTENCE),
    "off the page": b"1 0 0 1 0 -3000 cm " + _lines(SENTENCE),
}


@pytest.mark.parametrize("how", DRAWN)
def test_words_on_a_page_are_found_however_they_are_set(public, known, how):
    said = found(changed(public, on_page_3(DRAWN[how])), known)
    assert said == f"It holds words of {LABEL} (page 3)."


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("multi-agency", "multi- \nagency"),
        ("placement", "place\ufffe\nment"),
        ("o\ufb03cer", "Officer"),
        ("council\u2019s", "council's"),
        ("\u00a31,250,000", "\u00a31250000"),
    ],
)
def test_a_word_is_the_same_however_it_is_set(one, other):
    assert fingerprint.words(one) == fingerprint.words(other)


def test_nine_words_in_a_row_may_be_chance_and_ten_are_not(public, known):
    nine, ten = (_lines(" ".join(SENTENCE.split()[6 : 6 + count])) for count in (9, 10))
    assert found(changed(public, on_page_3(nine)), known) == ""
    assert "words of" in found(changed(public, on_page_3(ten)), known)


def test_a_page_of_a_few_words_is_known_by_them(public):
    slides = take_in.take_in(making.pdf_of(3, "Close Larkfield in"), "a.pdf").fingerprint
    leaked = changed(public, on_page_3(b"BT /F1 12 Tf 60 760 Td (We may close Larkfield in 2 years) Tj ET"))
    assert "the words of a page of" in found(leaked, Fingerprint.unpack(slides))


# --- Everywhere else ------------------------------------------------------------------------------------------------


def _in_outline(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        outline.root.append(pikepdf.OutlineItem("Why Zanzibar is cheaper", 1))


def _in_info(pdf: Pdf) -> None:
    pdf.docinfo["/Author"] = "Quentin Marrowfathom"


def _in_xmp(pdf: Pdf) -> None:
    with pdf.open_metadata(update_docinfo=False) as xmp:
        xmp["dc:creator"] = ["Quentin Marrowfathom"]


def _in_link(pdf: Pdf) -> None:
    pdf.pages[1].obj.Annots = Array([_link(pdf, "https://zanzibar-respite.example/offers/4471")])


def _in_named_place(pdf: Pdf) -> None:
    place = Array([pdf.pages[0].obj, Name.Fit])
    pdf.Root.Names = Dictionary(Dests=Dictionary(Names=Array([String(NAME), place])))


def _in_thumbnail(pdf: Pdf) -> None:
    pdf.pages[2].obj.Thumb = grey(pdf, SMALL)


def _in_picture(pdf: Pdf) -> None:
    page = pdf.pages[2].obj
    page.Resources = Dictionary(Font=page.Resources.Font, XObject=Dictionary(Im=grey(pdf, NOISE)))
    pdf.pages[2].contents_add(pdf.make_stream(b" q 9 0 0 9 60 60 cm /Im Do Q"))


def _in_attachment(pdf: Pdf) -> None:
    pdf.attachments["notes.pdf"] = pikepdf.AttachedFileSpec(pdf, withheld_upload(), filename="notes.pdf")


def _in_tag(key: str) -> Callable[[Pdf], None]:
    def plant(pdf: Pdf) -> None:
        for thing in pdf.objects:
            if isinstance(thing, Dictionary) and thing.get(Name.S) == Name.P and Name.K in thing:
                thing[key] = String(f"About the {NAME} from the bidder")
                return
        raise AssertionError("no paragraph to plant it in")

    return plant


def _in_page_label(pdf: Pdf) -> None:
    pdf.Root.PageLabels = Dictionary(Nums=Array([0, Dictionary(S=Name.D, P=String(f"{NAME} "))]))


def _in_layer(pdf: Pdf) -> None:
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String(NAME)))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(Order=Array([layer])))


def _in_stray_string(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(X=Dictionary(Private=String(f"Ŵ {NAME}.pdf")))  # in UTF-16


def _in_content_comment(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(f"% {SENTENCE}\nq Q".encode()))


def _in_stray_stream(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(X=pdf.make_stream(SENTENCE.encode()))


def _in_text_read_out(pdf: Pdf) -> None:
    pdf.pages[0].contents_add(pdf.make_stream(f"/Span <</ActualText ({SENTENCE})>> BDC EMC".encode()))


def _in_name(pdf: Pdf) -> None:
    pdf.Root.PieceInfo = Dictionary(X=Name(f"/{NAME}"))


PLANTED = {
    "a bookmark": (_in_outline, "a bookmark of", "(a bookmark)"),
    "Info": (_in_info, "the title, author, subject or keywords in the file of", "(the document’s details)"),
    "XMP": (_in_xmp, "the title, author, subject or keywords in the file of", "(the XMP metadata)"),
    "a link": (_in_link, "the address of a link of", "a link on page 2"),
    "a named place": (_in_named_place, "the file name of", "the name of a place or file"),
    "a thumbnail": (_in_thumbnail, "a picture, a page or the whole file of", "a thumbnail on page 3"),
    "a picture": (_in_picture, "a picture, a page or the whole file of", "a picture on page 3"),
    "an attachment": (_in_attachment, "a picture, a page or the whole file of", "an attached file"),
    "a tag's description": (_in_tag("/Alt"), "the file name of", "the description of a picture"),
    "a tag's replacement": (_in_tag("/ActualText"), "the file name of", "the words read out in place of others"),
    "a page label": (_in_page_label, "the file name of", "a page label"),
    "a layer": (_in_layer, "the file name of", "the name of a layer"),
    "a stray string": (_in_stray_string, "the file name of", "the bytes of the file"),
    "a comment where a page is drawn": (_in_content_comment, "words of", "a comment in the bytes on page 1"),
    "a stray stream": (_in_stray_stream, "words of", "a stream inside the file"),
    "a name": (_in_name, "the file name of", "a name inside the file"),
    "words read out": (_in_text_read_out, "words of", "the words read out in place of others on page 1"),
}


@pytest.mark.parametrize("where", PLANTED)
def test_a_leak_is_found_wherever_it_is_planted(public, known, where):
    plant, what, place = PLANTED[where]
    bundled = list(PLANTED).index(where) % 2  # in object streams, or in plain objects
    mode = pikepdf.ObjectStreamMode.generate if bundled else pikepdf.ObjectStreamMode.disable
    said = found(changed(public, plant, object_stream_mode=mode), known)
    assert f"It holds {what} {LABEL} (" in said
    assert place in said


def test_a_short_name_tells_where_it_stands_by_itself_and_not_amid_other_words(public):
    known = fingerprint.of_phrase(Kind.DETAIL, "Zorb")

    def in_xmp(pdf: Pdf) -> None:
        with pdf.open_metadata(update_docinfo=False) as xmp:
            xmp["dc:creator"] = ["Zorb"]

    assert "(the XMP metadata)" in found(changed(public, in_xmp), known)
    assert found(changed(public, on_page_3(b"BT /F1 9 Tf 60 760 Td (Zorb balls for hire) Tj ET")), known) == ""


LONG = "The sale of the old library at Felpersham to the only bidder and of the car park behind it to no one in 2022"


@pytest.mark.parametrize("title", ["Smith & Sons' children’s homes", "Closing Tŷ Gwyn: 40% fewer beds", LONG])
def test_a_title_is_found_however_xml_or_an_address_has_to_spell_it(public, title):
    known = fingerprint.of_title(title)

    def in_xmp(pdf: Pdf) -> None:
        catalog.describe(pdf, title=title, language="en-GB", ua=False)
        del pdf.docinfo["/Title"]

    def in_address(pdf: Pdf) -> None:
        pdf.pages[1].obj.Annots = Array([_link(pdf, f"https://council.example/{quote(title)}.pdf")])

    assert "(the XMP metadata)" in found(changed(public, in_xmp), known)
    assert "(a link on page 2)" in found(changed(public, in_address), known)


def test_no_sentence_repeats_what_is_withheld(public, known):
    pdf = public
    for plant, _, _ in PLANTED.values():
        pdf = changed(pdf, plant)
    said = found(changed(pdf, on_page_3(_lines(SENTENCE))), known)
    assert said.count(LABEL) >= 6
    assert not re.search("zanzibar|marrowfathom|4471|larkfield|placement", said, re.IGNORECASE)


# --- Bytes that no reader of PDFs comes to --------------------------------------------------------------------------


def test_a_comment_between_objects_is_found(public, known):
    plain = changed(public, lambda pdf: None, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    at = plain.index(b"endobj") + 6
    said = found(plain[:at] + f"\n% {NAME}\n".encode() + plain[at:], known)
    assert "the file name of" in said and "a comment in the bytes" in said


def test_words_after_the_end_are_found(public, known):
    assert "words of" in found(public + SENTENCE.encode(), known)


@pytest.mark.parametrize("packed", [False, True], ids=["as it is", "packed"])
def test_an_object_that_nothing_refers_to_is_found(public, known, packed):
    data = zlib.compress(SENTENCE.encode()) if packed else SENTENCE.encode()
    head = b"<</Length %d%s>>" % (len(data), b"/Filter/FlateDecode" if packed else b"")
    at = public.rindex(b"startxref")
    stray = b"99999 0 obj\n" + head + b"stream\n" + data + b"\nendstream endobj\n"
    assert "words of" in found(public[:at] + stray + public[at:], known)


# --- What is no leak ------------------------------------------------------------------------------------------------


def test_what_stands_in_an_open_paper_is_no_leak(public, known):
    leaked = changed(public, on_page_3(_lines(SENTENCE)))
    same = Fingerprint.unpack(take_in.take_in(making.pdf_of(1, SENTENCE), "open.pdf").fingerprint)
    assert found(leaked, known, Allowed(open_papers=[same])) == ""
    other = Fingerprint.unpack(take_in.take_in(making.pdf_of(1, "Other words"), "open.pdf").fingerprint)
    assert "words of" in found(leaked, known, Allowed(open_papers=[other]))


def test_a_hidden_title_is_a_leak_though_an_open_paper_bears_it(public):
    leaked = changed(public, on_page_3(b"BT /F1 12 Tf 60 760 Td (Larkfield settlement) Tj ET"))
    borne = Allowed(open_papers=[fingerprint.of_phrase(Kind.DETAIL, "Larkfield settlement")])
    assert "the hidden title of" in found(leaked, fingerprint.of_title("Larkfield settlement"), borne)


def test_pictures_and_addresses_that_open_papers_share_are_no_leak(public, known):
    logo = making.saved(_with(_in_picture, _in_link))
    same = Fingerprint.unpack(take_in.take_in(logo, "open.pdf").fingerprint)
    leaked = changed(changed(public, _in_picture), _in_link)
    assert found(leaked, known) != ""
    assert found(leaked, known, Allowed(open_papers=[same])) == ""


def _with(*plants: Callable[[Pdf], object]) -> Pdf:
    pdf = Pdf.open(io.BytesIO(making.pdf_of(3)))
    for plant in plants:
        plant(pdf)
    return pdf


def test_what_the_public_is_shown_is_no_leak(public, known):
    leaked = changed(public, on_page_3(b"BT /F1 12 Tf 60 760 Td (7. Zanzibar offer: final report) Tj ET"))
    assert "the file name of" in found(leaked, known)
    assert found(leaked, known, Allowed(words=["Zanzibar offer: final"])) == ""


# --- When it cannot tell --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("failure", [TimeoutError(), sandbox.Crashed()])
def test_what_cannot_be_read_through_is_not_passed(public, known, monkeypatch, failure):
    def fail(*_, **__):
        raise failure

    monkeypatch.setattr(sandbox, "run", fail)
    assert "It could not be checked for text from withheld papers" in found(public, known)


def test_a_file_that_is_no_pdf_is_not_passed(known):
    assert "could not be checked for text" in found(b"%PDF-1.7 nothing", known)


def test_a_thumbnail_drawn_afresh_is_refused_for_what_it_is(public, known):
    def plant(pdf: Pdf) -> None:
        pdf.pages[0].obj.Thumb = grey(pdf, bytes(600))

    assert "It contains page thumbnails" in found(changed(public, plant), known)


def test_a_paper_whose_words_cannot_be_read_is_known_by_its_pictures(public, monkeypatch):
    known = fingerprint.of_bytes(withheld_upload()) | fingerprint.of_pages(None)
    assert not known.worded and Fingerprint.unpack(known.packed()) == known
    assert "a picture, a page" in found(changed(public, _in_picture), known)


# --- What is kept ---------------------------------------------------------------------------------------------------


def test_a_fingerprint_keeps_no_word_of_the_paper(known):
    kept = known.packed().lower()
    for word in fingerprint.words(f"{SENTENCE} {NAME} Quentin Marrowfathom"):
        assert len(word) < 4 or word.encode() not in kept


@pytest.mark.parametrize("data", [b"", b"\x00" * 40, b"\x01" + b"\xff" * 13])
def test_a_missing_or_damaged_fingerprint_is_no_fingerprint(data):
    with pytest.raises(ValueError, match="fingerprint"):
        Fingerprint.unpack(data)


@pytest.mark.parametrize("name", ["a.pdf", "Page 9.pdf"])
def test_a_name_that_tells_nothing_is_not_looked_for(name):
    assert {phrase.length for phrase in fingerprint.of_upload(name).phrases} <= set()


CLOSED = re.compile(rb"\(((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S]|\([^()]*\))*\))*)\)|<(?!<)([0-9A-Fa-f\s]+)>")


@settings(max_examples=100, deadline=None)
@example("(\\<4>")
@given(st.text(alphabet="()\\a<4>", max_size=14))
def test_strings_are_found_as_if_each_bracket_were_tried(text: str) -> None:
    data = text.encode()
    wanted = [found[0] for found in CLOSED.finditer(data)]
    assert [found[0] for found in raw_scan._written(data, drawn=False)] == wanted


def test_a_number_longer_than_any_is_laid_open_too() -> None:
    number = b"9" * 5_000
    bundle = zlib.compress(number + b" 0 (Hidden words)")
    head = b"<</Type/ObjStm/N 1/First 5001/Length %d/Filter/FlateDecode>>" % len(bundle)
    data = b"%PDF-1.7\n1 0 obj\n" + head + b"stream\n" + bundle + b"\nendstream\nendobj\n"
    data += b"2 0 obj\n<</Length " + number + b">>stream\nMore hidden words\nendstream\nendobj\n"
    said = " ".join(one.text for one in lay_open(data) if isinstance(one, FoundText))
    assert "Hidden words" in said and "More hidden words" in said
