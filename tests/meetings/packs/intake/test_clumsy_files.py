"""Uploads that real programs write a little wrong lose nothing unsaid; pages that say nothing to a listener are told"""

import io
import re
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from committee.acts.refusal import Refused
from meetings.packs.intake.take_in import Intake, take_in
from meetings.packs.pdf.image_only_pages import Look, judge
from tests.meetings.packs import looking, making

LOST = "were left out. To keep them, print it to PDF in that program."


def taken(data: bytes) -> Intake:
    return take_in(data, "report.pdf")


def told(intake: Intake) -> str:
    """All that the clerk is told."""
    return " ".join([*intake.cleaned, *(f"{note.miss} {note.mend}" for note in intake.notes)])


def drawing(pdf: Pdf, words: str) -> Stream:
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    stream = pdf.make_stream(f"BT /F1 12 Tf 2 5 Td ({words}) Tj ET".encode())
    stream.Type, stream.Subtype, stream.BBox = Name.XObject, Name.Form, Array([0, 0, 200, 20])
    stream.Resources = Dictionary(Font=Dictionary(F1=font))
    return stream


def with_mark(kind: str, words: str = "", **keys: Any) -> Pdf:
    """Return a PDF with one annotation or field that shows `words` or has no appearance of its own."""
    pdf = looking.opened(making.pdf_of(1, "Page words"))
    mark = pdf.make_indirect(
        Dictionary(Type=Name.Annot, Subtype=Name(f"/{kind}"), Rect=Array([60, 600, 260, 620]), F=4)
    )
    if words:
        mark.AP = Dictionary(N=drawing(pdf, words))
    for key, value in keys.items():
        mark[f"/{key}"] = value
    pdf.pages[0].obj.Annots = Array([mark])
    if kind == "Widget":
        pdf.Root.AcroForm = Dictionary(Fields=Array([mark]))
    return pdf


@pytest.mark.parametrize("length", [b"/Length 3", b""])
def test_a_page_whose_length_is_wrong_keeps_its_words_and_the_clerk_is_told(length: bytes) -> None:
    whole = making.plain(making.pdf_of(1, "Whole words"))
    data = re.sub(rb"/Length \d+", lambda found: length.ljust(len(found[0])), whole)
    assert len(data) == len(whole)  # so that the file looks sound from outside
    intake = taken(data)
    assert "Whole words 1" in looking.words(intake.pdf)[0]
    assert "repaired" in told(intake)


def test_a_page_whose_end_is_lost_is_refused_and_not_left_blank() -> None:
    data = re.sub(rb"endstream\nendobj", b"enxstream\nenxobj", making.plain(making.pdf_of(1, "Lost words")))
    with pytest.raises(Refused, match="a page, a picture or a font in it cannot be read"):
        taken(data)


def test_a_file_is_taken_in_whose_pages_name_the_catalog_as_parent_or_whose_objects_are_not_counted() -> None:
    pdf = looking.opened(making.pdf_of(2, "Whole words"))
    catalog = b"/Parent %d 0 R" % pdf.Root.objgen[0]
    whole = making.plain(making.saved(pdf))
    for data in (re.sub(rb"/Parent \d+ 0 R", catalog, whole), re.sub(rb"/Size \d+", b"", whole)):
        assert looking.words(taken(data).pdf) == ["Whole words 1", "Whole words 2"]


def test_a_font_may_be_called_what_an_action_is_called() -> None:
    pdf = looking.opened(making.pdf_of(1, "Whole words"))
    page = pdf.pages[0].obj
    page.Resources.Font.AA = page.Resources.Font.F1
    page.Contents.write(page.Contents.read_bytes().replace(b"/F1", b"/AA"))
    del page.Resources.Font.F1
    kept = looking.opened(taken(making.saved(pdf)).pdf)
    assert kept.pages[0].Resources.Font.AA.BaseFont == Name.Helvetica


@pytest.mark.parametrize(("kind", "flag"), [("Widget", 1), ("FreeText", 2), ("FreeText", 32)])
def test_what_its_author_hid_is_not_drawn_into_the_page(kind: str, flag: int) -> None:
    intake = taken(making.saved(with_mark(kind, "POISON", F=4 | flag)))
    assert looking.words(intake.pdf) == ["Page words 1"]
    assert b"POISON" not in looking.everything(intake.pdf)


@pytest.mark.parametrize(("grouped", "base"), [(False, False), (True, True)])
def test_a_mark_on_a_layer_that_is_off_is_not_drawn_into_the_page(grouped: bool, base: bool) -> None:
    pdf = with_mark("FreeText", "POISON")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Draft")))
    how = Dictionary(BaseState=Name.OFF) if base else Dictionary(OFF=Array([layer]))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=how)
    pdf.pages[0].obj.Annots[0].OC = Dictionary(Type=Name.OCMD, OCGs=layer) if grouped else layer
    intake = taken(making.saved(pdf))
    assert looking.words(intake.pdf) == ["Page words 1"]
    assert b"POISON" not in looking.everything(intake.pdf)


def test_a_mark_on_a_layer_that_is_on_is_drawn() -> None:
    pdf = with_mark("FreeText", "Shown")
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Final")))
    pdf.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(ON=Array([layer])))
    pdf.pages[0].obj.Annots[0].OC = layer
    intake = taken(making.saved(pdf))
    assert "Shown" in looking.words(intake.pdf)[0]
    assert LOST not in told(intake)


@pytest.mark.parametrize(
    ("kind", "keys", "lost"),
    [
        ("Highlight", {}, True),
        ("Widget", {"FT": Name.Tx, "V": String("Filled in")}, True),
        ("Widget", {"FT": Name.Btn, "V": Name.Yes}, True),
        ("Widget", {"FT": Name.Btn, "V": Name.Off}, False),
        ("Widget", {"FT": Name.Sig, "V": Dictionary()}, False),
    ],
)
def test_what_only_its_own_program_can_draw_is_not_left_out_unsaid_and_an_empty_field_is_no_loss(
    kind: str, keys: dict[str, Any], lost: bool
) -> None:
    assert (LOST in told(taken(making.saved(with_mark(kind, **keys))))) is lost


@pytest.mark.parametrize(("words", "lost"), [("Filled in", False), ("Llŷn a Môn", True)])
def test_a_form_that_asks_to_be_drawn_is_drawn_or_the_clerk_is_told(words: str, lost: bool) -> None:
    pdf = with_mark("Widget", FT=Name.Tx, V=String(words), T=String("answer"), DA=String("/F1 12 Tf 0 g"))
    page = pdf.pages[0].obj
    look = drawing(pdf, "")
    look.write(b"/Tx BMC EMC")
    page.Annots[0].AP = Dictionary(N=look)
    pdf.Root.AcroForm = Dictionary(
        Fields=page.Annots, NeedAppearances=True, DR=Dictionary(Font=page.Resources.Font), DA=String("/F1 12 Tf 0 g")
    )
    intake = taken(making.saved(pdf))
    assert (words in looking.words(intake.pdf)[0]) is not lost
    assert (LOST in told(intake)) is lost
    assert "?" not in looking.words(intake.pdf)[0]


def test_what_was_cropped_away_stays_so_or_the_page_is_refused() -> None:
    with pytest.raises(Refused, match="Page 1 measures 176 by 11 mm"):
        taken(making.pdf_of(1, CropBox=Array([50, 400, 550, 430])))


def test_a_form_that_is_drawn_elsewhere_is_refused_by_its_own_settings_too() -> None:
    def form(setting: bytes) -> bytes:
        pdf = with_mark("Widget", "Filled in", FT=Name.Tx)
        said = b"<config><acrobat7><dynamicRender\n>" + setting + b"</dynamicRender></acrobat7></config>"
        xfa = Array([String("config"), pdf.make_stream(said)])
        pdf.Root.AcroForm = Dictionary(Fields=pdf.pages[0].obj.Annots, XFA=xfa)
        return making.saved(pdf)

    with pytest.raises(Refused, match="only Adobe’s programs can show"):
        taken(form(b"required"))
    assert "Filled in" in looking.words(taken(form(b"forbidden")).pdf)[0]


WHOLE, NOTHING = 1.0, 0.0


def page_with(drawing: bytes, *, words: str = "", times: int = 1) -> bytes:
    """So many pages, each with words at its foot and this drawing, in which /Im is a picture of one square point."""
    with Pdf.open(io.BytesIO(making.pdf_of(times, words))) as pdf:
        image = pdf.make_stream(
            bytes([200]), Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8
        )
        image.ColorSpace = Name.DeviceGray
        form = pdf.make_stream(b"/Im Do", Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 1, 1]))
        form.Resources = Dictionary(XObject=Dictionary(Im=image))
        for page in pdf.pages:
            page.obj.Resources.XObject = Dictionary(Im=image, Fm=form)
            page.contents_add(pdf.make_stream(b" " + drawing))
        return making.saved(pdf)


def silent(data: bytes) -> tuple[int, ...]:
    return take_in(data, "a.pdf").silent_pages


FULL = b"q 595 0 0 800 0 0 cm /Im Do Q"


def test_a_blank_page_a_page_of_words_and_a_logo_on_an_empty_page_are_not_silent():
    assert silent(page_with(b"")) == ()
    assert silent(page_with(b"", words="What the committee is asked to do")) == ()
    assert silent(page_with(b"q 40 0 0 30 60 200 cm /Im Do Q")) == ()


def test_a_picture_without_words_is_silent_wherever_it_is_drawn():
    assert silent(page_with(b"q 400 0 0 300 60 200 cm /Im Do Q")) == (1,)
    assert silent(page_with(b"q 0 400 -300 0 400 200 cm /Im Do Q")) == (1,)
    assert silent(page_with(b"q 0.1 0 0 0.1 0 0 cm /Fm Do Q q 400 0 0 300 60 200 cm /Im Do Q")) == (1,)


def test_a_picture_with_the_number_of_the_slide_or_a_header_of_all_pages_is_silent_and_one_with_words_is_not():
    assert silent(page_with(FULL, words="Slide")) == (1,)
    assert silent(page_with(FULL, words="Referrals rose in every district")) == ()
    assert silent(page_with(FULL, words="Borsetshire County Council, page", times=4)) == (1, 2, 3, 4)
    assert silent(page_with(b"", words="Borsetshire County Council, page", times=4)) == ()


def test_words_turned_into_outlines_are_silent_and_a_few_lines_are_not():
    stroke = b"%d 300 m %d 600 l %d 610 l f "
    many = b"".join(stroke % (60 + 9 * n, 65 + 9 * n, 62 + 9 * n) for n in range(50))
    assert silent(page_with(many)) == (1,)
    assert silent(page_with(b"0 0 595 60 re f 60 300 400 1 re f")) == ()


def test_a_picture_that_its_tags_describe_is_not_silent():
    def described(alt: str) -> bytes:
        with pikepdf.open(io.BytesIO(page_with(b"/Figure <</MCID 0>> BDC q 500 0 0 700 40 60 cm /Im Do Q EMC"))) as pdf:
            page: Any = pdf.pages[0].obj
            tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
            figure = pdf.make_indirect(Dictionary(S=Name.Figure, P=tree, Pg=page, K=0, Alt=String(alt)))
            tree.K, tree.ParentTree = Array([figure]), Dictionary(Nums=Array([0, Array([figure])]))
            page.StructParents, pdf.Root.StructTreeRoot = 0, tree
            pdf.Root.MarkInfo = Dictionary(Marked=True)
            return making.saved(pdf)

    part = take_in(described("A bar chart: referrals rose from 41 to 57"), "a.pdf")
    assert (part.tagged, part.silent_pages, part.has_text) == (True, (), True)
    assert silent(described("image 1")) == (1,)
    assert silent(described("A picture of text. Description automatically generated")) == (1,)


def test_a_table_of_figures_or_a_form_repeated_is_not_silent_for_its_rules():
    table = Look(("41 57 12", "19 8 30", "2,104 1.5 7"), WHOLE)
    form = Look(tuple(f"Line {letter} of the form" for letter in "abcdefg"), WHOLE)
    assert judge([table, *[form] * 4]) == []
    assert judge([Look(("2021", "12 of 30"), WHOLE), *[Look(form.lines[:6], WHOLE)] * 4]) == [1, 2, 3, 4, 5]


def test_a_deck_with_some_pages_as_pictures_keeps_its_words():
    part = take_in(making.deck_with_pictures(2, 1), "deck.pdf")
    assert (part.has_text, part.silent_pages) == (True, (3,))
    assert part.notes[0].miss == "Page 3 is a picture: what it says cannot be searched or heard read out."
    assert "View Alt Text" in part.notes[0].mend and "text version" in part.notes[0].mend
