"""The check of a built pack finds what is put wrong on purpose."""

from collections.abc import Callable
from functools import cache

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from meetings.packs.check import check
from meetings.packs.join import Joined
from tests.packs import looking, making
from tests.packs.test_join import TITLE, pack_of

FRONT = 2


@cache
def good() -> Joined:
    return pack_of([making.tagged(3), making.pdf_of(2), making.tagged(2)])


def faults(spoil: Callable[[pikepdf.Pdf], object]) -> str:
    """Return what the check says of a good pack after ``spoil`` has been at it."""
    document = looking.opened(good().pdf)
    spoil(document)
    return " ".join(check(making.saved(document), good().spans, front_pages=FRONT, ours=[0, 2], title=TITLE))


def test_a_good_pack_passes() -> None:
    assert faults(lambda document: None) == ""


def test_a_file_that_cannot_be_opened_is_found() -> None:
    assert "cannot be opened" in check(good().pdf[:2000], good().spans, front_pages=FRONT)[0]


def _swap_pages(document: pikepdf.Pdf) -> None:
    page = document.pages[3]
    del document.pages[3]
    document.pages.insert(2, page)


def _drop_stamp(document: pikepdf.Pdf) -> None:
    page = document.pages[4].obj
    page.Contents = Array(list(page.Contents)[:-1])  # type: ignore[call-overload]


def _shift_labels(document: pikepdf.Pdf) -> None:
    document.Root.PageLabels.Nums[3].St = 2


def _lose_bookmark(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Next = document.Root.Outlines.First.Next.Next


def _bookmark_elsewhere(document: pikepdf.Pdf) -> None:
    document.Root.Outlines.First.Next.Dest[0] = document.pages[0].obj


def _untag_page(document: pikepdf.Pdf) -> None:
    del document.pages[2].obj[Name.StructParents]


def _swap_keys(document: pikepdf.Pdf) -> None:
    one, other = document.pages[2].obj, document.pages[3].obj
    one.StructParents, other.StructParents = other.StructParents, one.StructParents


def _same_keys(document: pikepdf.Pdf) -> None:
    document.pages[2].obj.StructParents = document.pages[3].obj.StructParents


def _no_parent_tree(document: pikepdf.Pdf) -> None:
    document.Root.StructTreeRoot.ParentTree = Dictionary(Nums=Array())


def _wrong_parent(document: pikepdf.Pdf) -> None:
    part = document.Root.StructTreeRoot.K.K[1]
    part.K[0].P = document.Root.StructTreeRoot.K


def _no_tags(document: pikepdf.Pdf) -> None:
    del document.Root[Name.StructTreeRoot]


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda document: document.trailer.Info.__setitem__("/Title", String("Other")), "title is 'Other'"),
        (lambda document: document.Root.__delitem__("/Lang"), "does not say its language"),
        (lambda document: document.Root.__delitem__("/ViewerPreferences"), "show its title"),
        (lambda document: document.pages.__delitem__(5), "promises 8 pages; the pack has 7"),
        (_swap_pages, "should be stamped Page 1 is stamped 'Page 2'"),
        (_drop_stamp, "should be stamped Page 3 is stamped ''"),
        (_shift_labels, "page labels differ"),
        (_lose_bookmark, "3 bookmarks for a front sheet and 3 items"),
        (_bookmark_elsewhere, "does not lead to page 1"),
        (_untag_page, "Page 1 has no tags"),
        (_swap_keys, "to another tag"),
        (_same_keys, "share one key"),
        (_no_parent_tree, "is not in the ParentTree"),
        (_wrong_parent, "is not the parent that its child names"),
        (_no_tags, "has no tags"),
    ],
)
def test_a_fault_is_found_and_named(spoil: Callable[[pikepdf.Pdf], object], sentence: str) -> None:
    assert sentence in faults(spoil)


def test_spans_that_do_not_follow_each_other_are_found() -> None:
    spans = (good().spans[0], good().spans[2])
    assert "does not follow" in " ".join(check(good().pdf, spans, front_pages=FRONT))


def test_a_part_said_to_be_ours_but_untagged_is_found() -> None:
    assert "Page 5 has no tags" in " ".join(check(good().pdf, good().spans, front_pages=FRONT, ours=[1]))
