"""Pages that say nothing to a listener: which they are, and what their author is told."""

import io
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, String

from meetings.packs.intake.take_in import take_in
from meetings.packs.pdf.image_only_pages import Look, judge
from tests.meetings.packs import making

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
