"""The check of a built pack finds what is put wrong on purpose."""

from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from meetings.packs.join import Joined
from meetings.packs.pdf import metadata
from tests.meetings.packs import looking, making
from tests.meetings.packs.test_join import TITLE, pack_of

FRONT = 2


@cache
def good() -> Joined:
    return pack_of([making.tagged(3), making.pdf_of(2), making.tagged(2)])


def faults(spoil: Callable[[pikepdf.Pdf], object]) -> str:
    """Return what the check says of a good pack after ``spoil`` has been at it."""
    document = looking.opened(good().pdf)
    spoil(document)
    return " ".join(looking.faults(making.saved(document), good().spans, front_pages=FRONT, ours=[0, 2], title=TITLE))


def test_a_good_pack_passes() -> None:
    assert faults(lambda document: None) == ""


def test_a_file_that_cannot_be_opened_is_found() -> None:
    assert "cannot be opened" in looking.faults(good().pdf[:2000], good().spans, front_pages=FRONT)[0]


def _swap_pages(document: pikepdf.Pdf) -> None:
    page = document.pages[3]
    del document.pages[3]
    document.pages.insert(2, page)


def _drop_stamp(document: pikepdf.Pdf) -> None:
    page = document.pages[4].obj
    page.Contents = Array(list(page.Contents)[:-1])  # type: ignore[call-overload]


def _lose_bookmark(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Next = document.Root.Outlines.First.Next.Next


def _bookmark_elsewhere(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Next.Dest[0] = document.pages[0].obj


def _swap_keys(document: pikepdf.Pdf) -> None:
    one, other = document.pages[2].obj, document.pages[3].obj
    one.StructParents, other.StructParents = other.StructParents, one.StructParents


def _same_keys(document: pikepdf.Pdf) -> None:
    document.pages[2].obj.StructParents = document.pages[3].obj.StructParents


def _wrong_parent(document: pikepdf.Pdf) -> None:
    part = document.Root.StructTreeRoot.K.K[1]
    part.K[0].P = document.Root.StructTreeRoot.K


def _tree(document: pikepdf.Pdf) -> Dictionary:
    return document.Root.StructTreeRoot


def _element(document: pikepdf.Pdf, kind: str) -> Dictionary:
    """Return the first tag of a kind in the first report."""
    todo = [_tree(document).K.K[1]]
    while todo:
        tag = todo.pop(0)
        if tag.get(Name.S) == Name("/" + kind):
            return tag
        held = tag.get(Name.K)
        todo += [
            kid for kid in (held if isinstance(held, Array) else []) if isinstance(kid, Dictionary) and "/S" in kid
        ]
    raise LookupError(kind)


def _keys_out_of_order(document: pikepdf.Pdf) -> None:
    kids = _tree(document).ParentTree.Kids
    kids[0], kids[1] = kids[1], kids[0]


def _row_lost(document: pikepdf.Pdf) -> None:
    nums = _tree(document).ParentTree.Kids[1].Nums
    nums[1] = document.make_indirect(Array([]))


def _row_of_another(document: pikepdf.Pdf) -> None:
    row = _tree(document).ParentTree.Kids[1].Nums[1]
    row[0] = _tree(document).K.K[2].K[0]


def _row_too_long(document: pikepdf.Pdf) -> None:
    row = _tree(document).ParentTree.Kids[1].Nums[1]
    row.append(_element(document, "H1"))


def _twice(document: pikepdf.Pdf) -> None:
    part = _tree(document).K.K[1]
    part.K.append(part.K[0])


def _circle(document: pikepdf.Pdf) -> None:
    part = _tree(document).K.K[1]
    part.K.append(part)


def _on_another_page(document: pikepdf.Pdf) -> None:
    _element(document, "H1").K[0].Pg = document.pages[4].obj


def _on_no_page(document: pikepdf.Pdf) -> None:
    _element(document, "H1").K[0].Pg = document.make_indirect(Dictionary(Type=Name.Page))


def _content_twice(document: pikepdf.Pdf) -> None:
    tag = _element(document, "P")
    held = tag.K
    tag.K = Array([*held, *held]) if isinstance(held, Array) else Array([held, held])


def _link_of_another(document: pikepdf.Pdf) -> None:
    annots = [annot for page in document.pages for annot in page.obj.get("/Annots", []) if "/StructParent" in annot]
    annots[0].StructParent, annots[1].StructParent = annots[1].StructParent, annots[0].StructParent


def _link_without_key(document: pikepdf.Pdf) -> None:
    annots = [annot for page in document.pages for annot in page.obj.get("/Annots", []) if "/StructParent" in annot]
    del annots[0].StructParent


def _link_off_the_page(document: pikepdf.Pdf) -> None:
    page = next(page.obj for page in document.pages if page.obj.get("/Annots"))
    page.Annots = Array([])


def _name_twice(document: pikepdf.Pdf) -> None:
    heading = _element(document, "TH")
    _element(document, "H1").ID = String(bytes(heading.ID))


def _names_out_of_order(document: pikepdf.Pdf) -> None:
    kids = _tree(document).IDTree.Kids
    kids[0], kids[1] = kids[1], kids[0]


def _heading_lost(document: pikepdf.Pdf) -> None:
    cell = _element(document, "TD")
    attributes = cell.A if isinstance(cell.A, Array) else [cell.A]
    next(entry for entry in attributes if "/Headers" in entry).Headers = Array([String("nowhere")])


def _content_in_no_part(document: pikepdf.Pdf) -> None:
    top, row = _tree(document).K, _tree(document).ParentTree.Kids[1].Nums[1]
    row[0].K, row[0] = Array([]), top
    top.K.append(Dictionary(Type=Name.MCR, Pg=document.pages[FRONT].obj, MCID=0))


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda document: document.trailer.Info.__setitem__("/Title", String("Other")), "title is 'Other'"),
        (lambda document: document.Root.__delitem__("/Lang"), "does not say its language"),
        (lambda document: document.Root.__delitem__("/ViewerPreferences"), "show its title"),
        (lambda document: document.pages.__delitem__(5), "promises 8 pages; the pack has 7"),
        (_swap_pages, "should be stamped Page 1 is stamped 'Page 2'"),
        (_drop_stamp, "should be stamped Page 3 is stamped ''"),
        (lambda document: setattr(document.Root.PageLabels.Nums[3], "St", 2), "page labels differ"),
        (_lose_bookmark, "3 bookmarks for a front sheet and 3 items"),
        (_bookmark_elsewhere, "does not lead to page 1"),
        (lambda document: document.pages[2].obj.__delitem__("/StructParents"), "Page 1 has no tags"),
        (_swap_keys, "to another tag"),
        (_same_keys, "share one key"),
        (lambda document: setattr(_tree(document), "ParentTree", Dictionary(Nums=Array())), "is not in the ParentTree"),
        (_wrong_parent, "is not the parent that its child names"),
        (lambda document: document.Root.__delitem__("/StructTreeRoot"), "has no tags"),
        (lambda document: setattr(_tree(document), "ParentTreeNextKey", 0), "next key of the ParentTree, 0, is taken"),
        (_keys_out_of_order, "is out of order"),
        (
            lambda document: setattr(_tree(document).ParentTree.Kids[1], "Limits", Array([0, 1])),
            "says that it holds 0 to 1",
        ),
        (_row_lost, "to another tag"),
        (_row_of_another, "to another tag"),
        (_row_too_long, "pieces of content, the tags"),
        (_twice, "stands twice in the tree"),
        (_circle, "stands twice in the tree"),
        (_on_another_page, "is used twice"),
        (_on_no_page, "on a page that is not in the file"),
        (_content_twice, "is used twice"),
        (lambda document: setattr(_element(document, "H1"), "S", Name.Heading), "is no tag of a known kind"),
        (_link_of_another, "gives its link to another tag"),
        (_link_without_key, "gives its link to another tag"),
        (_link_off_the_page, "names a link that is on no page"),
        (_name_twice, "have the same name"),
        (
            lambda document: setattr(_element(document, "H1"), "ID", String("a name of its own")),
            "(IDTree) differs from the tags",
        ),
        (_names_out_of_order, "(IDTree) is out of order"),
        (_heading_lost, "name a heading that is not there"),
        (_content_in_no_part, "is in no Part of the tags"),
        (
            lambda document: metadata.describe(document, title=TITLE, language="en-GB", ua=True),
            "calls itself accessible (PDF/UA-1), but 1 of what is in it has no tags",
        ),
    ],
)
def test_a_fault_is_found_and_named(spoil: Callable[[pikepdf.Pdf], object], sentence: str) -> None:
    assert sentence in faults(spoil)


@pytest.mark.parametrize(
    ("right", "wrong", "sentence"),
    [
        (b"\n6 0 obj\n", b"\n7 0 obj\n", "object 6 is not where the cross-reference table says"),
        (b"/Length 2>>", b"/Length 9>>", "is not as long as it says"),
        (b"\nendstream\nendobj\n", b"\nendstream\nendobX\n", "is not as long as it says"),
        (b"/Type/ObjStm/N 1", b"/Type/ObjStm/M 1", "object stream"),
        (b"startxref", b"startxxxx", "cannot be read"),
    ],
)
def test_bytes_that_are_not_where_they_should_be_are_found(right: bytes, wrong: bytes, sentence: str) -> None:
    assert right in good().pdf
    spoilt = good().pdf.replace(right, wrong, 1)
    assert sentence in " ".join(looking.faults(spoilt, good().spans, front_pages=FRONT))


def test_a_stream_that_cannot_be_unpacked_is_a_fault_and_no_crash() -> None:
    document = looking.opened(good().pdf)
    font = document.pages[FRONT].obj.Resources.Font.PackStamp
    at = good().pdf.index(b"\n%d 0 obj\n" % font.ToUnicode.objgen[0])
    begins = good().pdf.index(b"stream\n", at) + 7
    spoilt = good().pdf[:begins] + b"\x00\x00" + good().pdf[begins + 2 :]
    assert "cannot be read" in " ".join(looking.faults(spoilt, good().spans, front_pages=FRONT))


def test_spans_that_do_not_follow_each_other_are_found() -> None:
    spans = (good().spans[0], good().spans[2])
    assert "does not follow" in " ".join(looking.faults(good().pdf, spans, front_pages=FRONT))


def test_a_part_said_to_be_ours_but_untagged_is_found() -> None:
    assert "Page 5 has no tags" in " ".join(looking.faults(good().pdf, good().spans, front_pages=FRONT, ours=[1]))
