"""Every tag that intake accepts is bound into a pack; “Agenda item 4” stands where a report has left room."""

import io
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, partial
from itertools import count
from typing import Any

import pypdfium2
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from meetings.packs import check, page_numbers
from meetings.packs.builds import faulty_part
from meetings.packs.intake import sanitise
from meetings.packs.intake.normalise import opened, prove
from meetings.packs.join import Joined, Part, join
from meetings.packs.pdf import catalog
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import Prepared
from meetings.packs.pdf.stamp import Head, read_head
from meetings.packs.pdf.structure_check import StructureReader
from meetings.packs.pdf.structure_import import NEWER, STANDARD
from tests.meetings.packs import looking, making

TITLE = "Every tag"
WORDS = {"Alt": String("Words in its place")}
TEXT = 0  # a piece of content
CELL, BODY = ("TR", ("TD", TEXT)), ("LI", ("LBody", TEXT))
TH = ("TR", ("TH", {"A": {"/O": Name.Table, "/Scope": Name.Column}}, TEXT))
# How kinds stand where they belong, so that a claim to be PDF/UA-1 is true ...
TRUE: list[tuple] = [
    ("Table", ("Caption", TEXT), TH, CELL),
    ("Table", ("TBody", CELL), ("TFoot", CELL)),
    ("L", ("LI", ("Lbl", TEXT), ("LBody", TEXT)), BODY),
    ("TOC", ("TOCI", TEXT)),
    ("Note", {"ID": String("n1")}, TEXT),
    ("P", ("Ruby", ("RB", TEXT), ("RP", TEXT), ("RT", TEXT), ("RP", TEXT))),
    ("P", ("Warichu", ("WP", TEXT), ("WT", TEXT), ("WP", TEXT))),
    *((f"H{level}", TEXT) for level in range(1, 7)),
]
# ... and other kinds at home.
HOME = [
    ("Table", ("THead", CELL), ("TBody", CELL)), ("Figure", WORDS, TEXT), ("Formula", WORDS, TEXT),
    *((kind, TEXT) for kind in sorted((STANDARD | set(NEWER)) - {"Document", "Figure", "Formula", "H"})),
]  # fmt: skip
HEADINGS = {
    "H": ("Sect", ("H", TEXT), ("P", TEXT), ("Sect", ("H", TEXT), ("Sect", ("P", TEXT))), ("Art", ("H", TEXT))),
    "H beside H1": ("Sect", ("H", TEXT), ("P", TEXT), ("H1", TEXT)),
    "H of two in one": ("Sect", ("Sect", ("H", TEXT)), ("H", TEXT), ("H", TEXT)),
    "H within H": ("H", ("H", TEXT)),
}
# Owners of attributes, each with one of its own (14.8.5.2; ISO 32000-2, table 376).
OWNERS = {
    "Layout": {"/TextAlign": Name.Center, "/BBox": [0, 0, 9, 9], "/Placement": Name.Block},
    "List": {"/ListNumbering": Name.Decimal, "/ContinuedList": True},
    "PrintField": {"/Role": Name.rb, "/Checked": Name.off, "/Desc": String("A box")},
    "Table": {"/Scope": Name.Both, "/ColSpan": 2, "/Summary": String("")},
    "UserProperties": {"/P": [{"/N": String("Kind"), "/V": String("1"), "/F": String("one"), "/H": False}]},
    "FENote": {"/NoteType": Name.Footnote},
    "Artifact": {"/Type": Name.Pagination, "/Subtype": Name.Header},
    "NSO": {"/NS": {"/Type": Name.Namespace, "/NS": String("https://example.org/")}},
    "HTML-5.00": {"/class": String("K [1 2] /S /H >> ]")},
    "CSS-3": {"/color": String("(red)")},
}


def file_of(*kids: Any) -> bytes:
    """Return a PDF that claims to be PDF/UA-1, whose Document holds `kids`: (tag, facts, content or tags ...)."""
    pdf, rows, numbers = Pdf.new(), [], count()
    pdf.add_blank_page(page_size=making.A4)
    page = pdf.pages[0].obj
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def grow(node: Sequence[Any], parent: Any) -> Any:
        kind, *held = node
        facts = held.pop(0) if held and isinstance(held[0], dict) else {}
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, Pg=page, **facts))
        rows.extend([element] * held.count(TEXT))
        element.K = Array([next(numbers) if kid == TEXT else grow(kid, element) for kid in held])
        return element

    root.K = Array([grow(("Document", *kids), root)])
    drawn = [b"/P <</MCID %d>> BDC 60 %d 30 5 re f EMC\n" % (mcid, 60 + 4 * mcid) for mcid in range(len(rows))]
    page.Contents, page.StructParents = pdf.make_stream(b"".join(drawn)), 0
    root.ParentTree = Dictionary(Nums=Array([0, pdf.make_indirect(Array(rows))]))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    catalog.describe(pdf, title=TITLE, language="en-GB", ua=True)
    return making.saved(pdf)


def owned(owner: str) -> list[tuple]:
    facts = {"A": [{"/O": Name(f"/{owner}"), **OWNERS[owner]}, 0]}
    return [("Table", facts, ("TR", facts, ("TH", facts, TEXT)), CELL), ("L", facts, BODY), ("P", facts, TEXT)]


FILES = {
    "true": partial(file_of, *TRUE),
    "home": partial(file_of, *HOME),
    "owners": partial(file_of, *(node for owner in OWNERS for node in owned(owner))),
    "lost": partial(file_of, ("P", {"A": [{"/O": Name.Table, "/Headers": [String("lost")]}]}, TEXT)),
    "strange": partial(file_of, ("Nobody", TEXT), ("TD", TEXT), ("Lbl", TEXT), ("H6", TEXT)),
    **{name: partial(file_of, node) for name, node in HEADINGS.items()},
}


@cache
def taken_in() -> dict[str, Prepared]:
    """Take in each file as far as tags go, in this process instead of a child."""

    def taken(data: bytes) -> Prepared:
        pdf, _ = opened(data)
        sanitise.clean(pdf, most_annotations=1)
        return prove(pdf, 1, language="en-GB", claims_ua=True)[1]

    return {name: taken(make()) for name, make in FILES.items()}


def without_tags(key: str) -> Prepared:
    return prepare(FILES[key](), tags=False)


def packed(prepared: dict[str, Prepared]) -> Joined:
    """All of them in one pack behind a report of ours with headings of its own, checked as a build checks it."""
    bound = {"ours": prepare(making.tagged(1)), **prepared}
    spans = page_numbers.number([len(part.pages) for part in bound.values()])
    parts = [
        Part(key, key, part, span, without_tags=partial(without_tags, key) if key in FILES else None)
        for (key, part), span in zip(bound.items(), spans, strict=True)
    ]
    return faulty_part.sound(making.front_sheet(("ours",)), parts, title=TITLE, what="The pack")


def test_whatever_intake_accepts_is_bound_and_what_keeps_its_claim_makes_a_pack_that_does():
    parts = taken_in()
    assert all(parts[name].tagged for name in ("true", "home", "owners", "H")) and not parts["lost"].tagged
    assert set(packed(parts).untagged) == {name for name, part in parts.items() if not part.tagged}
    assert parts["true"].claims_ua and packed({"true": parts["true"]}).claims_ua


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("H", ["H1", "H2", "H2"]),
        ("H beside H1", ["H1", "H1"]),
        ("H of two in one", ["H1", "H1", "H1"]),
        ("H within H", ["H1", "H1"]),
    ],
)
def test_headings_without_a_level_get_the_one_of_their_nesting(name, levels):
    pdf = join(None, [Part("a", "A", taken_in()[name], page_numbers.Span(1, 1, 1))], title=TITLE).pdf
    tree = StructureReader(looking.opened(pdf))
    assert list(tree.faults()) == []
    assert [role for role in reversed(tree.roles.values()) if role[0] == "H"] == levels


def test_a_part_whose_claim_is_false_is_bound_without_it():
    good = {name: taken_in()[name] for name in ("H", "true", "H within H")}
    joined = packed(good | {"true": replace(good["true"], language="no language")})
    assert joined.untagged == () and not joined.claims_ua


LABEL = "Agenda item 4"
MARKING = "Not for publication by virtue of paragraphs 1, 2 and 3 of Part 1 of Schedule 12A to the Local Government Act"


def head_of(pdf: bytes) -> Head:
    told, cells = read_head(pdf)
    return Head(told["columns"], cells)


def pack_of(pdf: bytes, *, marking: str = "", slots: bool = False) -> Joined:
    pages = len(looking.opened(pdf).pages)
    span = page_numbers.number([pages])[0]
    part = Part("a", "Item", prepare(pdf), span, marking, label=LABEL, free=head_of(pdf))
    return join(None, [part], title="Pack", reader_slots=slots)


def faults(pack: Joined, label: str = LABEL) -> list[str]:
    return looking.faults(pack.pdf, pack.spans, front_pages=0, title="Pack", labels={0: label})


def boxes(pdf: bytes, words: str) -> list[tuple[float, float, float, float]]:
    """Where words stand on the first page of a file."""
    text = pypdfium2.PdfDocument(io.BytesIO(pdf))[0].get_textpage()
    found = text.search(words).get_next()
    return [text.get_rect(index) for index in range(text.count_rects(*found))] if found else []


def drawn_at(top: float, left: float = 40, size: float = 12, words: str = "Words at the head of the paper") -> bytes:
    """Return a PDF of two pages, the first with a line of text at that distance from its top."""
    pdf = looking.opened(making.pdf_of(2))
    line = f"BT /F1 {size} Tf {left} {making.A4[1] - top} Td ({words}) Tj ET\n"
    pdf.pages[0].contents_add(pdf.make_stream(line.encode()))
    return making.saved(pdf)


@pytest.mark.parametrize(("marking", "slots"), [("", False), (MARKING, True)])
def test_it_stands_at_the_right_of_the_first_page_alone(marking, slots):
    pack = pack_of(making.pdf_of(2), marking=marking, slots=slots)
    assert pack.labels == {"a": LABEL} and faults(pack) == []
    assert [LABEL in words for words in looking.words(pack.pdf)] == [True, False]
    assert all(left > 400 and bottom > 742 for left, bottom, _, _ in boxes(pack.pdf, LABEL))


def test_it_is_clear_of_words_of_restriction():
    pack = pack_of(making.pdf_of(1), marking=MARKING)
    (label,), restricted = boxes(pack.pdf, LABEL), boxes(pack.pdf, "Not for publication")
    assert restricted and all(label[3] < box[1] for box in restricted)


@pytest.mark.parametrize("top", [10, 46, 82])
def test_it_is_clear_of_the_papers_own_words(top):
    wide = drawn_at(top, words="Words of the paper’s own head, from one margin to the other: " * 2)
    pack = pack_of(wide)
    assert pack.labels and faults(pack) == []
    own = [box for words in ("Words of the", "one margin") for box in boxes(pack.pdf, words)]
    (label,) = boxes(pack.pdf, LABEL)
    for box in own:
        assert box[1] > label[3] or box[3] < label[1] or box[2] < label[0] or box[0] > label[2]


def test_where_no_place_is_clear_it_is_left_out_and_nothing_is_promised():
    pdf = looking.opened(making.pdf_of(1))
    pdf.pages[0].contents_add(pdf.make_stream(b"0.1 0.2 0.4 rg 0 700 596 142 re f\n"))
    pack = pack_of(making.saved(pdf))
    assert not pack.labels and LABEL not in looking.words(pack.pdf)[0]
    assert looking.faults(pack.pdf, pack.spans, front_pages=0, title="Pack") == []


def test_the_check_misses_a_label_that_was_promised():
    assert faults(pack_of(making.pdf_of(1)), "Agenda item 5") == [
        "Page 1 does not have the words 'Agenda item 5' at its head."
    ]


@pytest.mark.parametrize(("pdf", "is_turned"), [(making.rotated(270), True), (making.landscape_deck(2), False)])
def test_turned_and_wide_pages_bear_it_upright(pdf, is_turned):
    pack = pack_of(pdf)
    assert faults(pack) == []
    left, bottom, right, top = boxes(pack.pdf, LABEL)[0]  # as the page lies before it is turned
    assert (top - bottom > right - left) is is_turned


def test_an_accessible_pack_stays_so():
    pdf = making.tagged(1)
    part = Part("a", "Item", prepare(pdf), page_numbers.number([1])[0], label=LABEL, free=head_of(pdf))
    front = making.front_sheet(("a",))
    pack = join(prepare(front), [part], title="Pack")
    assert pack.labels and check.belied(pack.pdf) == []
    without = join(prepare(front), [replace(part, label="")], title="Pack")
    assert without.claims_ua == pack.claims_ua
