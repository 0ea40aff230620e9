"""The check of every built pack finds what is put wrong on purpose; one reader’s copy of a pack."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import normalize

import page
import pytest
from pikepdf import Array, Dictionary, Name, String

from committee.acts.refusal import Refused
from committee.printing import PrintingError
from meetings.packs import check, page_numbers
from meetings.packs.intake.take_in import take_in
from meetings.packs.join import Joined, Part, join
from meetings.packs.pdf import catalog
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import load
from meetings.packs.pdf.stamp import BOLD, Pen
from meetings.packs.watermark import NoPlace, marked, reader_copy
from tests.meetings.packs import looking, making
from tests.meetings.packs.test_join import TITLE, pack_of

FRONT = 2  # pages of the front sheet: the place in the file of the first report's first page
REPORT, OTHER = 1, 2  # the Parts of the tags
Spoil = Callable[[Any], object]
PROMISED = {"front_pages": FRONT, "ours": [0, 2], "title": TITLE}


@cache
def good() -> Joined:
    """Join a report of ours, an upload without tags, and another of ours: it claims nothing, and is quickly checked."""
    return pack_of([making.tagged(3), making.pdf_of(2), making.tagged(2)])


@cache
def claiming() -> Joined:
    """Join a report of ours, one of LibreOffice and two pages held back: it claims to be accessible."""
    upload = take_in((Path(__file__).parent / "libreoffice.pdf").read_bytes(), "figures.pdf")
    assert upload.tagged and not any("does not pass" in note.miss for note in upload.notes)
    papers = [prepare(making.tagged(3), prefix="a"), load(upload.prepared), None]
    spans = page_numbers.number([len(paper.pages) if paper else 2 for paper in papers])
    parts = [
        Part(key, f"Item {key}", paper, span, words=() if paper else ("Not for publication", "Paragraph 3"))
        for key, paper, span in zip("abc", papers, spans, strict=True)
    ]
    return join(prepare(making.front_sheet(tuple("abc"), FRONT)), parts, title=TITLE)


def faults(spoil: Spoil, pack: Joined | None = None, **promised: Any) -> str:
    """Return what the check says of a good pack after `spoil` has been at it."""
    pack = pack or good()
    document = looking.opened(pack.pdf)
    spoil(document)
    return " ".join(looking.faults(making.saved(document), pack.spans, **PROMISED | promised))


def test_good_packs_pass_and_one_of_tagged_papers_is_as_accessible_as_it_claims() -> None:
    assert faults(lambda document: None) == ""
    assert claiming().claims_ua and faults(lambda document: None, claiming(), claims_ua=True) == ""
    assert page.is_pdf_compliant_bytes(claiming().pdf, profile="ua1")


def root(document: Any) -> Any:
    return document.Root.StructTreeRoot


def part(document: Any, place: int = REPORT) -> Any:
    return root(document).K.K[place]


def walk(top: Any) -> Iterator[Any]:
    todo = [top]
    while todo:
        tag = todo.pop(0)
        yield tag
        held = tag.get(Name.K)
        kids = held if isinstance(held, Array) else [held]
        todo += [kid for kid in kids if isinstance(kid, Dictionary) and "/S" in kid]


def tag(document: Any, kind: str) -> Any:
    """Return the first tag of a kind in the first report."""
    return next(one for one in walk(part(document)) if str(one.S) == f"/{kind}")


def row(document: Any) -> Any:
    """Return the ParentTree's row of the first report's first page."""
    return root(document).ParentTree.Kids[1].Nums[1]


def links(document: Any) -> list[Any]:
    """Return the links of every page, those of the front sheet first."""
    return [a for page in document.pages for a in page.obj.get(Name.Annots, []) if a.Subtype == Name.Link]


def turned_round(items: Any, one: int, other: int) -> None:
    items[one], items[other] = items[other], items[one]


def redrawn(place: int, change: Callable[[bytes], bytes]) -> Spoil:
    """Change one of the streams of the first report's first page: -1 is its stamp, 1 its own."""

    def spoil(document: Any) -> None:
        streams = list(document.pages[FRONT].obj.Contents)
        old = streams[place].read_bytes()
        assert change(old) != old
        streams[place] = document.make_stream(change(old))
        document.pages[FRONT].obj.Contents = Array(streams)

    return spoil


def swapped(pattern: bytes, instead: bytes) -> Callable[[bytes], bytes]:
    return lambda data: re.sub(pattern, instead, data, count=1, flags=re.S)


def added(more: bytes) -> Callable[[bytes], bytes]:
    return lambda data: data + more


def _drop_stamp(document: Any) -> None:
    page = document.pages[4].obj
    page.Contents = Array(list(page.Contents)[:-1])


def _row_lost(document: Any) -> None:
    root(document).ParentTree.Kids[1].Nums[1] = document.make_indirect(Array([]))


def _twice(document: Any) -> None:
    part(document).K.append(part(document).K[0])


def _link_without_key(document: Any) -> None:
    del next(annot for annot in links(document) if "/StructParent" in annot).StructParent


def _link_off_the_page(document: Any) -> None:
    next(page.obj for page in document.pages if page.obj.get("/Annots")).Annots = Array([])


def _content_in_no_part(document: Any) -> None:
    top, owners = root(document).K, row(document)
    owners[0].K, owners[0] = Array([]), top
    top.K.append(Dictionary(Type=Name.MCR, Pg=document.pages[FRONT].obj, MCID=0))


def _of_named_properties(document: Any) -> None:
    properties = Dictionary(M0=document.make_indirect(Dictionary(MCID=77)))
    document.pages[FRONT].obj.Resources.Properties = properties
    redrawn(1, added(b"\n/P /M0 BDC 0 0 9 9 re f EMC\n"))(document)


def _two_items_in_one_part(document: Any) -> None:
    one, other = part(document, REPORT), part(document, OTHER)
    for kid in other.K:
        kid.P = one
    one.K = Array([*one.K, *other.K])
    del root(document).K.K[OTHER]


def _drawing_with_the_pages_key(document: Any) -> None:
    page = document.pages[FRONT].obj
    form = document.make_stream(b"q Q", Type=Name.XObject, Subtype=Name.Form, BBox=[0, 0, 1, 1])
    form.StructParents = int(page.StructParents)
    page.Resources.XObject = Dictionary(Fm9=form)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        # What is promised.
        (lambda document: document.trailer.Info.__setitem__("/Title", String("Other")), "title is 'Other'"),
        (lambda document: document.Root.__delitem__("/Lang"), "does not say its language"),
        (lambda document: document.Root.__delitem__("/ViewerPreferences"), "show its title"),
        (lambda document: document.Root.__delitem__("/Metadata"), "metadata differs"),
        (lambda document: setattr(document.Root.MarkInfo, "Suspects", True), "tags to be relied on"),
        (lambda document: document.pages.__delitem__(5), "promises 8 pages; the pack has 7"),
        (_drop_stamp, "should be stamped Page 3 is stamped ''"),
        (lambda document: setattr(document.Root.PageLabels.Nums[3], "St", 2), "page labels differ"),
        (
            lambda document: setattr(document.Root.Outlines.First, "Next", document.Root.Outlines.First.Next.Next),
            "3 bookmarks for a front sheet and 3 items",
        ),
        (
            lambda document: links(document)[0].Dest.__setitem__(0, document.pages[-1].obj),
            "does not lead to where an item starts",
        ),
        # One Document, one Part for each item, in their order.
        (lambda document: document.Root.__delitem__("/StructTreeRoot"), "has no tags"),
        (lambda document: setattr(part(document), "S", Name.Document), "holds /Document, not Parts alone"),
        (lambda document: setattr(root(document).K, "S", Name.Sect), "The tags begin with /Sect"),
        (lambda document: turned_round(root(document).K.K, REPORT, OTHER), "not in the order of their pages"),
        (_two_items_in_one_part, "not in a Part of their own"),
        (_content_in_no_part, "is in no Part of the tags"),
        # Tags, and the tree that leads from pages to them.
        (lambda document: root(document).__delitem__("/Type"), "root of the tags does not say what it is"),
        (lambda document: root(document).__setitem__("/RoleMap", Dictionary(P=Name.Figure)), "changes what tags mean"),
        (lambda document: setattr(root(document), "ParentTreeNextKey", 0), "next key of the ParentTree, 0, is taken"),
        (lambda document: turned_round(root(document).ParentTree.Kids, 0, 1), "is out of order"),
        (lambda document: setattr(root(document).ParentTree.Kids[1], "Limits", Array([0, 1])), "it holds 0 to 1"),
        (lambda document: setattr(root(document), "ParentTree", Dictionary(Nums=Array())), "is not in the ParentTree"),
        (lambda document: document.pages[FRONT].obj.__delitem__("/StructParents"), "Page 1 has no tags"),
        (lambda document: document.pages[FRONT].obj.__setitem__("/StructParent", 1), "has a link’s key"),
        (_drawing_with_the_pages_key, "share one key"),
        (_row_lost, "to another tag"),
        (lambda document: row(document).append(tag(document, "H1")), "pieces of content, the tags"),
        (lambda document: setattr(part(document).K[0], "P", root(document).K), "is not the parent that its child"),
        (_twice, "stands twice in the tree"),
        (lambda document: setattr(tag(document, "H1"), "S", Name.Heading), "is no tag of a known kind"),
        (_link_without_key, "gives its link to another tag"),
        (_link_off_the_page, "names a link that is on no page"),
        (
            lambda document: setattr(tag(document, "H1"), "ID", String(bytes(tag(document, "TH").ID))),
            "have the same name",
        ),
        (lambda document: root(document).__delitem__("/IDTree"), "(IDTree) differs from the tags"),
        # What is drawn, and what the tags say of it.
        (redrawn(1, added(b"\n0 0 9 9 re f\n")), "Page 3 of the file draws something that is no tag’s"),
        (_of_named_properties, "draws 1 pieces that no tag owns"),
        (redrawn(1, swapped(rb"/MCID 1\b", b"/MCID 0")), "draws content 0 twice"),
        (redrawn(1, swapped(rb"/\w+\s+<</MCID 0>>\s*BDC", b"/Artifact BMC")), "lacks 1 that tags own"),
        (redrawn(1, added(b" EMC ")), "ends a mark that it did not begin"),
        (redrawn(1, swapped(rb"(/MCID 0>>\s*BDC)", rb"\1 /Artifact BMC 0 0 9 9 re f EMC")), "within what is marked"),
    ],
)
def test_a_fault_is_found_and_named(spoil: Spoil, sentence: str) -> None:
    assert sentence in faults(spoil)


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda document: setattr(tag(document, "P"), "Type", Name.Page), "says that it is something else"),
        (
            lambda document: [setattr(one, "S", Name.TD) for one in walk(part(document)) if str(one.S) == "/TH"],
            "names a heading that is none",
        ),
        (lambda document: setattr(tag(document, "H2"), "S", Name.H4), "PDFUA1-HEADING-NESTING"),
        (
            lambda document: catalog.describe(document, title=TITLE, language="en-GB", ua=False),
            "does not claim to be PDF/UA-1",
        ),
    ],
)
def test_what_belies_a_claim_to_be_accessible_is_found_and_named(spoil: Spoil, sentence: str) -> None:
    assert sentence in faults(spoil, claiming(), claims_ua=True)


def test_a_pack_with_an_untagged_upload_may_not_claim_to_be_accessible() -> None:
    said = faults(lambda document: catalog.describe(document, title=TITLE, language="en-GB", ua=True), claims_ua=False)
    assert "calls itself accessible (PDF/UA-1), but 1 of what is in it has no tags" in said
    assert "draws something that is no tag’s" in said and "The pack claims to be PDF/UA-1" in said


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        (b"\n6 0 obj\n", b"\n7 0 obj\n"),
        (b"/Length 2>>", b"/Length 9>>"),
        (b"/Type/ObjStm/N 1", b"/Type/ObjStm/M 1"),
        (b"startxref", b"startxxxx"),
    ],
)
def test_bytes_that_are_not_where_they_should_be_are_found(right: bytes, wrong: bytes) -> None:
    assert right in good().pdf
    spoilt = good().pdf.replace(right, wrong, 1)
    assert "cannot be read" in " ".join(looking.faults(spoilt, good().spans, front_pages=FRONT))


def test_a_stream_that_cannot_be_unpacked_is_a_fault_and_no_crash() -> None:
    document = looking.opened(good().pdf)
    font = document.pages[FRONT].obj.Resources.Font.PackStamp
    begins = good().pdf.index(b"stream\n", good().pdf.index(b"\n%d 0 obj\n" % font.ToUnicode.objgen[0])) + 7
    spoilt = good().pdf[:begins] + b"\x00\x00" + good().pdf[begins + 2 :]
    assert "cannot be read" in " ".join(looking.faults(spoilt, good().spans, front_pages=FRONT))
    document.pages[FRONT].obj.Contents[1].write(b"no such thing", filter=Name.FlateDecode)
    said = looking.faults(making.saved(document, compress_streams=False), good().spans, **PROMISED)
    assert "Page 3 of the file cannot be read" in " ".join(said)


def test_spans_and_parts_other_than_those_in_the_pack_are_found() -> None:
    said = looking.faults(good().pdf, (good().spans[0], good().spans[2]), front_pages=FRONT)
    assert "does not follow" in " ".join(said)
    assert "Page 5 has no tags" in " ".join(looking.faults(good().pdf, good().spans, front_pages=FRONT, ours=[1]))


def test_words_in_brackets_that_look_like_marks_are_no_marks() -> None:
    line = b"\n/Artifact BMC BT /PackStamp 9 Tf (that is: EMC or /P BMC and Tj ) Tj ET EMC\n"
    assert "Page 3 of the file" not in faults(redrawn(1, added(line)))


NAME = "Copy of Councillor Siân O’Leary-Żak MBE, 25 November 2026 14:05"


@cache
def pack() -> Joined:
    return pack_of(
        [making.tagged(3), making.landscape_deck(2), making.rotated(90), making.pdf_of(1)], reader_slots=True
    )


def test_every_page_bears_the_readers_name_and_nothing_else_is_changed() -> None:
    copy = reader_copy(pack().pdf, pack().reader_slots, NAME)
    before, after = looking.words(pack().pdf), looking.words(copy)
    assert all("Copy of Councillor Siân O’Leary-Żak MBE" in words for words in after)
    assert not any("Copy of" in words for words in before)
    assert [words.split("Copy of")[0].strip() for words in after] == [words.split(" Page ")[0] for words in before]
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []
    assert looking.opened(copy).check_pdf_syntax() == []


def test_a_copy_of_a_copy_bears_the_second_name_alone() -> None:
    first = reader_copy(pack().pdf, pack().reader_slots, "Copy of One")
    second = reader_copy(first, pack().reader_slots, "Copy of Two")
    assert second == reader_copy(pack().pdf, pack().reader_slots, "Copy of Two")
    assert "Copy of One" not in " ".join(looking.words(second))


NAMES = ["Олена Шевченко", "Nguyễn Thị Ánh", "e\u0323\u0301x"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_in_letters_that_our_font_lacks_is_drawn_and_can_be_read_back(name: str) -> None:
    copy = reader_copy(pack().pdf, pack().reader_slots, f"Copy of {name}, 25 November 2026")
    assert all(f"Copy of {normalize('NFC', name)}, 25 November 2026" in words for words in looking.words(copy))
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []
    assert looking.opened(copy).check_pdf_syntax() == []
    assert reader_copy(copy, pack().reader_slots, NAME) == reader_copy(pack().pdf, pack().reader_slots, NAME)


def test_letters_that_join_and_run_from_the_right_are_the_printers_work() -> None:
    pen = Pen(BOLD, ["Copy of محمد علي, Ann"])
    assert list(pen._pieces("of محمد علي, Ann")) == ["o", "f", " ", "علي,", " ", "محمد", " ", "A", "n", "n"]
    assert {"علي,", "محمد"} <= set(pen.face.glyphs)
    assert pen.width("محمد", 1000) != sum(Pen(BOLD, [letter]).width(letter, 1000) for letter in "محمد"), "they join"


def test_such_a_copy_keeps_the_packs_claim_to_be_accessible() -> None:
    accessible = pack_of([making.tagged(1)], reader_slots=True)
    copy = reader_copy(accessible.pdf, accessible.reader_slots, "Copy of Олена Шевченко")
    assert accessible.claims_ua and check.belied(copy) == []
    assert page.is_pdf_compliant_bytes(copy, profile="ua1")


def test_a_letter_that_no_font_has_becomes_a_question_mark_and_a_name_typed_in_parts_is_whole(monkeypatch) -> None:
    assert "Copy of ?b" in looking.words(reader_copy(pack().pdf, pack().reader_slots, "Copy of \U0010fffdb"))[0]
    monkeypatch.setattr("committee.printing.print_all", None)  # nothing is printed for it
    copy = reader_copy(pack().pdf, pack().reader_slots, "Copy of Sia\u0302n Zoe\u0308")
    assert "Copy of Siân Zoë" in looking.words(copy)[0]


def test_a_name_that_cannot_be_printed_now_is_refused_and_no_copy_names_nobody(monkeypatch) -> None:
    def fails(jobs: object) -> None:
        raise PrintingError("the printers are away.")

    monkeypatch.setattr("committee.printing.print_all", fails)
    with pytest.raises(Refused, match="the printers are away"):
        reader_copy(pack().pdf, pack().reader_slots, "Copy of Ольга")


@pytest.mark.parametrize("word", ["Ж" + "\u0301" * 3000, "\u1676" * 24])
def test_a_word_that_reaches_farther_than_a_glyph_can_leaves_the_others_as_they_are(word: str) -> None:
    """A heap of marks on one letter or in one place, or very wide letters: such a name once stopped the whole pack."""
    copy = reader_copy(pack().pdf, pack().reader_slots, f"Copy of {word} Олена")
    assert all("Олена" in words and "Copy of ?" in words for words in looking.words(copy))
    assert looking.faults(copy, pack().spans, front_pages=pack().front_pages) == []


def test_a_pack_that_keeps_no_place_for_a_name_is_refused() -> None:
    plain = pack_of([making.pdf_of(2)])
    assert plain.reader_slots == {}
    with pytest.raises(NoPlace):
        reader_copy(plain.pdf, plain.reader_slots, NAME)


def test_one_paper_as_a_readers_own_copy_bears_a_name_in_any_letters() -> None:
    own = marked(prepare(making.tagged(1)), "NOT FOR PUBLICATION", title="A", copy_of="Copy of Олена Шевченко")
    (words,) = looking.words(own)
    assert "NOT FOR PUBLICATION" in words and words.count("Copy of Олена Шевченко") == 2
