"""A pack that calls itself PDF/UA-1: faults put into it on purpose, each found by the check that every build makes."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, String

from meetings.packs import page_numbers
from meetings.packs.intake.take_in import take_in
from meetings.packs.join import Joined, Part, join
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import load
from tests.meetings.packs import looking, making

TITLE = "Safeguarding, 21 April 2022"
FRONT, REPORT, WORD_PROCESSOR, HOLDER, OTHER = 0, 1, 2, 3, 4  # the Parts of the pack
FIRST = 2  # the place in the file of the report's first page
Spoil = Callable[[Any], object]


@cache
def good() -> Joined:
    """Join a front sheet, a report of ours, one of LibreOffice, two pages held back, and another of ours."""
    upload = take_in((Path(__file__).parent.parent / "libreoffice.pdf").read_bytes(), "figures.pdf")
    papers = [
        prepare(making.tagged(3), prefix="a"),
        load(upload.prepared),
        None,
        prepare(making.tagged(2, "Other"), prefix="d"),
    ]
    spans = page_numbers.number([len(paper.pages) if paper else 2 for paper in papers])
    parts = [
        Part(key, f"Item {key}", paper, span, words=() if paper else ("Not for publication", "Paragraph 3"))
        for key, paper, span in zip("abcd", papers, spans, strict=True)
    ]
    return join(prepare(making.front_sheet(tuple("abcd"), FIRST)), parts, title=TITLE)


def faults(spoil: Spoil) -> str:
    """Return what the check says of the pack after ``spoil`` has been at it."""
    document = looking.opened(good().pdf)
    spoil(document)
    spoilt = making.saved(document)
    promised = {"front_pages": FIRST, "ours": [0, 2, 3], "title": TITLE}
    return " ".join(looking.faults(spoilt, good().spans, claims_ua=True, **promised))


def test_a_pack_of_ours_a_word_processors_and_pages_held_back_keeps_what_it_claims() -> None:
    assert good().claims_ua and faults(lambda document: None) == ""


def root(document: Any) -> Any:
    return document.Root.StructTreeRoot


def part(document: Any, place: int) -> Any:
    return root(document).K.K[place]


def walk(top: Any) -> Iterator[Any]:
    todo = [top]
    while todo:
        tag = todo.pop(0)
        yield tag
        held = tag.get(Name.K)
        todo += [kid for kid in (held if isinstance(held, Array) else [held]) if "/S" in _keys(kid)]


def _keys(kid: Any) -> set[str]:
    return set(kid.keys()) if isinstance(kid, Dictionary) else set()


def tag(document: Any, kind: str, place: int = REPORT) -> Any:
    return next(one for one in walk(part(document, place)) if str(one.S) == f"/{kind}")


def renamed(kind: str, other: str) -> Spoil:
    return lambda document: setattr(tag(document, kind), "S", Name(f"/{other}"))


def attributes(element: Any) -> list[Any]:
    return list(element.A) if isinstance(element.A, Array) else [element.A]


def leaf_links(document: Any) -> list[Any]:
    """Links of every page, those of the front sheet first."""
    return [a for page in document.pages for a in page.obj.get(Name.Annots, []) if a.Subtype == Name.Link]


def redrawn(place: int, change: Callable[[bytes], bytes], page: int = FIRST) -> Spoil:
    """Change one of the streams of a page: -1 is its stamp, 1 its own."""

    def spoil(document: Any) -> None:
        streams = list(document.pages[page].obj.Contents)
        old = streams[place].read_bytes()
        new = change(old)
        assert new != old
        streams[place] = document.make_stream(new)
        document.pages[page].obj.Contents = Array(streams)

    return spoil


def swapped(pattern: bytes, instead: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(pattern, instead, data, count=1, flags=re.S)


def added(more: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data + more


def _pages_swapped(document: Any) -> None:
    one, other = (document.pages[place].obj for place in (FIRST, FIRST + 1))
    first, second = list(one.Contents), list(other.Contents)
    one.Contents = Array([first[0], second[1], *first[2:]])
    other.Contents = Array([second[0], first[1], *second[2:]])


def _of_named_properties(document: Any) -> None:
    page = document.pages[FIRST].obj
    page.Resources.Properties = Dictionary(M0=document.make_indirect(Dictionary(MCID=77)))
    redrawn(1, added(b"\n/P /M0 BDC 0 0 9 9 re f EMC\n"))(document)


def _picture_of_nobody(document: Any) -> None:
    page = document.pages[FIRST].obj
    picture = document.make_stream(b"\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1)
    page.Resources.XObject = Dictionary(Im9=picture)
    redrawn(1, added(b"\nq 9 0 0 9 0 0 cm /Im9 Do Q\n"))(document)


def _parts_out_of_order(document: Any) -> None:
    kids = list(root(document).K.K)
    kids[REPORT], kids[OTHER] = kids[OTHER], kids[REPORT]
    root(document).K.K = Array(kids)


def _two_items_in_one_part(document: Any) -> None:
    one, other = part(document, REPORT), part(document, OTHER)
    for kid in other.K:
        kid.P = one
    one.K = Array([*one.K, *other.K])
    root(document).K.K = Array([kid for kid in root(document).K.K if kid.objgen != other.objgen])


def _tag_in_another_item(document: Any) -> None:
    one, other = part(document, REPORT), part(document, OTHER)
    kid = one.K[0]
    one.K, other.K, kid.P = Array(list(one.K)[1:]), Array([*other.K, kid]), other


def _no_document(document: Any) -> None:
    parts = list(root(document).K.K)
    for one in parts:
        one.P = root(document)
    root(document).K = Array(parts)


def _no_type(document: Any) -> None:
    for one in walk(part(document, REPORT)):
        if isinstance(one.get(Name.K), Array) and Name.Pg in one and isinstance(one.K[0], int):
            one.K = Array([Dictionary(MCID=one.K[0], Pg=one.Pg), *list(one.K)[1:]])
            return


def _drawing_with_the_pages_key(document: Any) -> None:
    page = document.pages[FIRST].obj
    form = document.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    form.StructParents = int(page.StructParents)
    page.Resources.XObject = Dictionary(Fm9=form)


def _link_on_two_pages(document: Any) -> None:
    page = document.pages[FIRST + 1].obj
    page.Annots = Array([*page.get(Name.Annots, []), leaf_links(document)[0]])


def _link_of_no_tag(document: Any) -> None:
    keys = {"Type": Name.Annot, "Subtype": Name.Link, "Rect": Array([1, 1, 30, 30]), "Contents": String("Somewhere")}
    page = document.pages[FIRST].obj
    page.Annots = Array([*page.get(Name.Annots, []), document.make_indirect(Dictionary(**keys))])


def _link_elsewhere(document: Any) -> None:
    leaf_links(document)[0].Dest[0] = document.pages[-1].obj


def _link_to_no_page(document: Any) -> None:
    leaf_links(document)[0].Dest[0] = document.make_indirect(Dictionary(Type=Name.Page))


def _heading_that_is_none(document: Any) -> None:
    named = bytes(next(owner for owner in attributes(tag(document, "TD")) if "/Headers" in owner).Headers[0])
    cells = [one for one in walk(part(document, REPORT)) if Name.ID in one]
    next(one for one in cells if bytes(one.ID) == named).S = Name.TD


def _no_font(document: Any) -> None:
    fonts = document.pages[FIRST].obj.Resources.Font
    below = next(fonts[key] for key in fonts if "PackStamp" in key).DescendantFonts[0]
    del below.FontDescriptor[Name.FontFile2]


def in_metadata(old: bytes, new: bytes) -> Spoil:
    def spoil(document: Any) -> None:
        said = document.Root.Metadata.read_bytes()
        assert old in said
        document.Root.Metadata.write(said.replace(old, new))

    return spoil


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        # What is drawn, and what the tags say of it.
        (redrawn(1, added(b"\n0 0 9 9 re f\n")), "Page 3 of the file draws something that is no tag’s"),
        (redrawn(1, added(b"\n/P <</MCID 77>> BDC 0 0 9 9 re f EMC\n")), "draws 1 pieces that no tag owns"),
        (redrawn(1, swapped(rb"/MCID 1\b", b"/MCID 0")), "draws content 0 twice"),
        (redrawn(1, swapped(rb"/\w+\s+<</MCID 0>>\s*BDC", b"/Artifact BMC")), "lacks 1 that tags own"),
        (redrawn(1, swapped(rb"(.*)\bEMC\b", rb"\1")), "of the file"),
        (redrawn(1, added(b" EMC ")), "ends a mark that it did not begin"),
        (redrawn(1, lambda data: b" "), "draws 0 pieces that no tag owns"),
        (redrawn(1, swapped(rb"(/MCID 0>>\s*BDC)", rb"\1 /Artifact BMC 0 0 9 9 re f EMC")), "within what is marked"),
        (redrawn(2, added(b"\n/Artifact BMC\n")), "marks something within what is marked already"),
        (redrawn(-1, swapped(b"/Artifact ", b"/Span ")), "draws something that is no tag’s"),
        (redrawn(-1, swapped(rb"/Artifact <<", b"/P <</MCID 0")), "draws content 0 twice"),
        (_pages_swapped, "pieces that no tag owns"),
        (_of_named_properties, "draws 1 pieces that no tag owns"),
        (_picture_of_nobody, "draws something that is no tag’s"),
        # One Document, one Part for each item, in their order.
        (_no_document, "do not begin with one Document"),
        (lambda document: setattr(part(document, REPORT), "S", Name.Document), "holds /Document, not Parts alone"),
        (lambda document: setattr(root(document).K, "S", Name.Sect), "The tags begin with /Sect"),
        (_parts_out_of_order, "not in the order of their pages"),
        (_two_items_in_one_part, "not in a Part of their own"),
        (_tag_in_another_item, "not in a Part of their own"),
        # The root and what refers to it.
        (lambda document: root(document).__delitem__("/Type"), "root of the tags does not say what it is"),
        (lambda document: root(document).__setitem__("/RoleMap", Dictionary(P=Name.Figure)), "changes what tags mean"),
        (lambda document: root(document).__delitem__("/ParentTreeNextKey"), "does not say its next key"),
        (lambda document: root(document).__delitem__("/IDTree"), "(IDTree) differs from the tags"),
        (lambda document: document.pages[FIRST].obj.__setitem__("/StructParent", 1), "has a link’s key"),
        (_drawing_with_the_pages_key, "share one key"),
        (_no_type, "does not say what it is"),
        (lambda document: setattr(tag(document, "P"), "Type", Name.Page), "says that it is something else"),
        # Links.
        (_link_on_two_pages, "has a link that another page has too"),
        (_link_of_no_tag, "PDFUA1-LINK-LINK-TAG"),
        (_link_elsewhere, "does not lead to where an item starts"),
        (_link_to_no_page, "does not lead to where an item starts"),
        # Tables, headings, figures: what page-validation finds.
        (_heading_that_is_none, "names a heading that is none"),
        (renamed("TR", "P"), "PDFUA1-TH-PARENT"),
        (renamed("H2", "H4"), "PDFUA1-HEADING-NESTING"),
        (renamed("P", "Figure"), "PDFUA1-FIGURE-ALTERNATIVE-TEXT"),
        # What the pack says of itself.
        (lambda document: document.Root.__delitem__("/MarkInfo"), "tags to be relied on"),
        (lambda document: setattr(document.Root.MarkInfo, "Suspects", True), "tags to be relied on"),
        (lambda document: setattr(part(document, OTHER), "Lang", String("???")), "PDFUA1-LANGUAGE-TAG"),
        (lambda document: document.Root.__delitem__("/Metadata"), "metadata differs"),
        (in_metadata(b"dc:title", b"dc:subject"), "metadata differs"),
        (in_metadata(b">Safeguarding", b">Planning"), "metadata differs"),
        (in_metadata(b"pdfuaid:part>1", b"pdfuaid:part>2"), "does not claim to be PDF/UA-1"),
        (_no_font, "PDFUA1-FONT-EMBEDDING"),
    ],
)
def test_a_fault_in_a_pack_that_claims_to_be_accessible_is_found_and_named(spoil: Spoil, sentence: str) -> None:
    assert sentence in faults(spoil)


def test_a_pack_with_an_untagged_upload_may_not_claim_to_be_accessible() -> None:
    spans = page_numbers.number([3, 2])
    papers = zip("ab", (making.tagged(3), making.pdf_of(2)), spans, strict=True)
    parts = [Part(key, f"Item {key}", prepare(data, prefix=key), span) for key, data, span in papers]
    pack = join(prepare(making.front_sheet(("a", "b"), FIRST)), parts, title=TITLE)
    assert looking.faults(pack.pdf, spans, front_pages=FIRST, ours=[0], claims_ua=False) == []
    document = looking.opened(pack.pdf)
    in_metadata(b"</dc:title>", b"</dc:title><pdfuaid:part>1</pdfuaid:part>")(document)
    for wanted in (False, None):
        said = " ".join(looking.faults(making.saved(document), spans, front_pages=FIRST, ours=[0], claims_ua=wanted))
        assert "draws something that is no tag’s" in said and ("claims to be" in said) == (wanted is False)


def test_a_page_whose_drawing_cannot_be_unpacked_is_named() -> None:
    document = looking.opened(good().pdf)
    document.pages[FIRST].obj.Contents[1].write(b"no such thing", filter=Name.FlateDecode)
    spoilt = making.saved(document, compress_streams=False)
    said = " ".join(looking.faults(spoilt, good().spans, front_pages=FIRST, ours=[0]))
    assert "Page 3 of the file cannot be read" in said


def test_words_in_brackets_that_look_like_marks_are_no_marks() -> None:
    line = b"\n/Artifact BMC BT /PackStamp 9 Tf (that is: EMC or /P BMC and Tj ) Tj ET EMC\n"
    assert "Page 3 of the file" not in faults(redrawn(1, added(line)))
