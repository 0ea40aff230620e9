"""Uploads that real programs write a little wrong: nothing is lost unsaid, and nothing hidden comes to light."""

import re
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from committee.acts.refusal import Refused
from meetings.packs.intake.take_in import Intake, take_in
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
