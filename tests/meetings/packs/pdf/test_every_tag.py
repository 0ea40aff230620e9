"""
Every standard kind of tag and owner of attributes (PDF 1.7, 14.8.4 and 14.8.5; PDF 2.0, 14.8): no pack stops at one.

What intake accepts is bound with its tags, or without them and named, or it is refused when it comes.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import Any

import pytest
from pikepdf import Array, Dictionary, Name, Pdf, String

from committee.acts.refusal import Refused
from meetings.packs import page_numbers
from meetings.packs.builds import faulty_part
from meetings.packs.check import Promise
from meetings.packs.intake import sanitise
from meetings.packs.intake.normalise import _save
from meetings.packs.intake.open_pdf import opened
from meetings.packs.intake.trial_join import prove
from meetings.packs.join import Joined, Part, join
from meetings.packs.pdf import metadata
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import Prepared
from meetings.packs.pdf.object_reader import read
from meetings.packs.pdf.structure_check import StructureReader
from meetings.packs.pdf.structure_import import NEWER, STANDARD
from tests.meetings.packs import looking, making

TITLE = "Every tag"
WORDS = {"Alt": String("Words in its place")}
TABLE, ROW, CELL = ("Table",), ("TR",), ("TD", 0)
# How each stands where it belongs; whatever is not here stands alone in a Document.
AT_HOME: dict[str, tuple] = {
    "Document": (("P", 0),),
    "TR": ("Table", ("TR", CELL)),
    "TH": ("Table", ("TR", ("TH", {"A": Dictionary(O=Name.Table, Scope=Name.Column)}, 0))),
    "TD": ("Table", ("TR", CELL)),
    "THead": ("Table", ("THead", ("TR", CELL)), ("TBody", ("TR", ("TD", 1)))),
    "TBody": ("Table", ("TBody", ("TR", CELL))),
    "TFoot": ("Table", ("TBody", ("TR", CELL)), ("TFoot", ("TR", ("TD", 1)))),
    "Table": ("Table", ("Caption", 1), ("TR", CELL)),
    "L": ("L", ("LI", ("LBody", 0))),
    "LI": ("L", ("LI", ("LBody", 0))),
    "LBody": ("L", ("LI", ("LBody", 0))),
    "Lbl": ("L", ("LI", ("Lbl", 0), ("LBody", 1))),
    "TOC": ("TOC", ("TOCI", 0)),
    "TOCI": ("TOC", ("TOCI", 0)),
    "Note": ("Note", {"ID": String("n1")}, 0),
    "Figure": ("Figure", WORDS, 0),
    "Formula": ("Formula", WORDS, 0),
    "H": ("Sect", ("H", 0), ("P", 1), ("Sect", ("H", 2), ("Sect", ("P", 3))), ("Art", ("H", 4))),
    "Ruby": ("P", ("Ruby", ("RB", 0), ("RP", 1), ("RT", 2), ("RP", 3))),
    "Warichu": ("P", ("Warichu", ("WP", 0), ("WT", 1), ("WP", 2))),
    **{f"H{level}": ("Sect", *((f"H{above}", above - 1) for above in range(1, level + 1))) for level in range(1, 7)},
}
ODD = {
    "H beside H1": ("Sect", ("H", 0), ("P", 1), ("H1", 2)),
    "H of two in one": ("Sect", ("Sect", ("H", 0)), ("H", 1), ("H", 2)),
    "H within H": ("H", ("H", 0)),
    "H6 first": ("H6", 0),
    "Nobody knows": ("Nobody", 0),
}
# Owners of attributes, each with one of its own (14.8.5.2; ISO 32000-2, table 376).
OWNERS = {
    "Layout": {"TextAlign": Name.Center, "BBox": Array([0, 0, 9, 9]), "Placement": Name.Block},
    "List": {"ListNumbering": Name.Decimal, "ContinuedList": True},
    "PrintField": {"Role": Name.rb, "Checked": Name.off, "Desc": String("A box")},
    "Table": {
        "Scope": Name.Both,
        "ColSpan": 2,
        "RowSpan": 3,
        "Headers": Array([String("lost")]),
        "Summary": String(""),
    },
    "UserProperties": {"P": Array([Dictionary(N=String("Kind"), V=String("1"), F=String("one"), H=False)])},
    "FENote": {"NoteType": Name.Footnote},
    "Artifact": {"Type": Name.Pagination, "Subtype": Name.Header},
    "NSO": {"NS": Dictionary(Type=Name.Namespace, NS=String("https://example.org/"))},
    **{
        owner: {"class": String("K [1 2] /S /H >> ]")}
        for owner in ("XML-1.00", "HTML-3.20", "HTML-4.01", "HTML-5.00", "OEB-1.00", "RTF-1.05", "CSS-1", "CSS-1.00")
    },
    **{owner: {"color": String("(red)")} for owner in ("CSS-2", "CSS-2.00", "CSS-3", "ARIA-1.1", "Nobody")},
}


def file_of(*kids: Any) -> bytes:
    """Return a PDF that claims to be PDF/UA-1, whose Document holds `kids`: (tag, facts, content ...)."""
    pdf = Pdf.new()
    pdf.add_blank_page(page_size=making.A4)
    page, rows = pdf.pages[0].obj, {}
    root = pdf.Root.StructTreeRoot = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))

    def grow(node: Sequence[Any], parent: Any) -> Any:
        kind, *held = node
        facts = held.pop(0) if held and isinstance(held[0], dict) else {}
        element = pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name(f"/{kind}"), P=parent, Pg=page, **facts))
        rows.update({kid: element for kid in held if isinstance(kid, int)})
        element.K = Array([kid if isinstance(kid, int) else grow(kid, element) for kid in held])
        return element

    root.K = Array([grow(("Document", *kids), root)])
    drawn = [b"/P <</MCID %d>> BDC 60 %d 30 5 re f EMC\n" % (mcid, 60 + 9 * mcid) for mcid in sorted(rows)]
    page.Contents, page.StructParents = pdf.make_stream(b"".join(drawn)), 0
    root.ParentTree = Dictionary(Nums=Array([0, pdf.make_indirect(Array([rows[mcid] for mcid in sorted(rows)]))]))
    pdf.Root.MarkInfo = Dictionary(Marked=True)
    metadata.describe(pdf, title=TITLE, language="en-GB", ua=True)
    return making.saved(pdf)


def owned(owner: str) -> bytes:
    def facts(*more: Any) -> dict[str, Any]:
        return {"A": Array([Dictionary(O=Name(f"/{owner}"), **OWNERS[owner]), 0, *more])}

    heading = ("TH", facts(Dictionary(O=Name.Table, Scope=Name.Column)), 0)
    table = ("Table", facts(), ("TR", facts(), heading), ("TR", ("TD", 1)))
    return file_of(table, ("L", facts(), ("LI", ("LBody", 2))), ("P", facts(), 3))


def home(kind: str) -> tuple:
    return AT_HOME.get(kind, (kind, 0))


KINDS = sorted(STANDARD | set(NEWER))
CASES = (
    {kind: partial(file_of, *(at if isinstance(at[0], tuple) else (at,))) for kind in KINDS for at in [home(kind)]}
    | {f"{kind} alone": partial(file_of, (kind, 0)) for kind in KINDS if kind in AT_HOME}
    | {name: partial(file_of, at) for name, at in ODD.items()}
    | {f"owner {owner}": partial(owned, owner) for owner in OWNERS}
)


@cache
def taken_in() -> dict[str, Prepared | Refused]:
    """Take in each file as far as tags go, in this process instead of a child; return the results."""

    def taken(data: bytes) -> Prepared | Refused:
        try:
            pdf, _ = opened(data)
            sanitise.clean(pdf, most_annotations=1)
            return prove(pdf, lambda cleaned: _save(cleaned, 1), language="en-GB", claims_ua=True)[1]
        except Refused as refusal:
            return refusal

    return {name: taken(make()) for name, make in CASES.items()}


def without_tags(part: Part) -> Prepared | None:
    return prepare(CASES[part.key](), tags=False) if part.key in CASES else None


def packed(prepared: dict[str, Prepared], without_tags: Callable[[Part], Prepared | None] = without_tags) -> Joined:
    """All of them in one pack behind a report of ours with headings of its own, checked as a build checks it."""
    bound = {"ours": prepare(making.tagged(1)), **prepared}
    spans = page_numbers.number([len(part.pages) for part in bound.values()])
    parts = [Part(key, key, part, span) for (key, part), span in zip(bound.items(), spans, strict=True)]
    front = prepare(making.front_sheet(("ours",)))

    def promise(joined: Joined) -> Promise:
        return Promise(tuple(spans), joined.front_pages, (0,), TITLE)

    make = partial(join, front, title=TITLE)
    return faulty_part.sound(parts, make, promise, without_tags=without_tags, what="The pack")


@cache
def pack_of_all() -> Joined:
    return packed({name: one for name, one in taken_in().items() if isinstance(one, Prepared)})


@pytest.mark.parametrize("name", CASES)
def test_whatever_intake_accepts_is_bound(name):
    made = taken_in()[name]
    if isinstance(made, Refused):
        assert "The file is damaged" in made.text or "was not accepted" in made.text
    elif not made.tagged:
        assert name in pack_of_all().untagged
    else:
        assert name not in pack_of_all().untagged


def test_files_that_keep_what_they_claim_make_one_pack_that_does():
    true = {name: one for name, one in taken_in().items() if isinstance(one, Prepared) and one.claims_ua}
    assert {"H", "H1", "H6", "Table", "TFoot", "L", "TOC", "Note", "Ruby", "Warichu", "owner Layout"} <= set(true)
    assert packed(true).claims_ua


def headings(name: str) -> list[str]:
    made = taken_in()[name]
    assert isinstance(made, Prepared)
    pdf = join(None, [Part("a", "A", made, page_numbers.Span(1, 1, 1))], title=TITLE).pdf
    tree = StructureReader(read(pdf), [page.obj.objgen[0] for page in looking.opened(pdf).pages])
    assert list(tree.faults()) == []
    return [role.decode() for role in reversed(tree.roles.values()) if role[:1] == b"H"]


@pytest.mark.parametrize(
    ("name", "levels"),
    [
        ("H", ["H1", "H2", "H2"]),
        ("H alone", ["H1"]),
        ("H beside H1", ["H1", "H1"]),
        ("H of two in one", ["H1", "H1", "H1"]),
        ("H within H", ["H1", "H1"]),
    ],
)
def test_headings_without_a_level_get_the_one_of_their_nesting(name, levels):
    assert headings(name) == levels


def spoilt(name: str, **faults: Any) -> dict[str, Prepared]:
    """Five good files, of which one was prepared wrongly."""
    good = {key: one for key, one in list(taken_in().items())[:5] if isinstance(one, Prepared)}
    return good | {name: replace(good[name], **faults)}


def test_a_part_whose_tags_stop_the_pack_is_bound_without_them_and_named():
    name = list(CASES)[2]
    tops = taken_in()[name].tops
    joined = packed(spoilt(name, tops=tops * 2))
    assert joined.untagged == (name,) and len(looking.opened(joined.pdf).pages) > 5


def test_a_part_that_belies_its_claim_keeps_its_tags():
    name = list(CASES)[3]
    joined = packed(spoilt(name, language="no language"))
    assert joined.untagged == () and not joined.claims_ua


def test_a_part_that_stops_the_pack_without_its_tags_too_is_named():
    name = list(CASES)[4]
    parts = spoilt(name)
    with pytest.raises(Refused, match=f"because of “{name}”.*Save the paper as PDF again"):
        packed(parts | {name: replace(parts[name], holes=[])}, lambda part: part.prepared)
