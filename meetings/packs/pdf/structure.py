"""Structure trees (tags): whether a document has one, and walking it."""

from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf

from meetings.packs.pdf.structure_import import forget, kids


def is_tagged(pdf: Pdf) -> bool:
    """Say whether the document says that it is tagged and has a structure tree with something in it."""
    root, mark = pdf.Root.get(Name.StructTreeRoot), pdf.Root.get(Name.MarkInfo)
    says: Any = mark.get(Name.Marked) if isinstance(mark, Dictionary) else None
    marked = says is True
    return marked and isinstance(root, Dictionary) and any(isinstance(kid, Dictionary) for kid in kids(root))


def drop(pdf: Pdf) -> None:
    """Take out what is left of a structure tree that is of no use."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        forget(page.obj)


def number_tree(node: Any, depth: int = 0) -> Iterator[tuple[int, Any]]:
    """Yield (key, value) of a PDF number tree."""
    if not isinstance(node, Dictionary) or depth > 50:
        return
    nums = node.get(Name.Nums)
    if isinstance(nums, Array):
        for index in range(0, len(nums) - 1, 2):
            yield int(nums[index]), nums[index + 1]
    for kid in node.get(Name.Kids, []):
        yield from number_tree(kid, depth + 1)
