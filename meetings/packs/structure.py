"""Structure trees (tags): one Document with a Part for each item, and a ParentTree written afresh.

The ParentTree is rebuilt from the tree itself rather than copied: whatever an upload's was like, the pack's is true.
Copy a part's pages before its StructTreeRoot, or every /Pg becomes null.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, String

from meetings.packs import graft
from meetings.packs.graft import forget, kids


def is_tagged(pdf: Pdf) -> bool:
    """Say whether the document says that it is tagged and has a structure tree with something in it."""
    root, mark = pdf.Root.get(Name.StructTreeRoot), pdf.Root.get(Name.MarkInfo)
    marked = isinstance(mark, Dictionary) and mark.get(Name.Marked) is True
    return marked and isinstance(root, Dictionary) and any(isinstance(kid, Dictionary) for kid in kids(root))


def drop(pdf: Pdf) -> None:
    """Take out what is left of a structure tree that is of no use."""
    for key in ("/StructTreeRoot", "/MarkInfo"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        forget(page.obj)


class Tree:
    """The structure tree of a pack being joined."""

    def __init__(self, pdf: Pdf, language: str) -> None:
        self._pdf, self._language = pdf, language
        self._root = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
        self._document = self._element("Document", self._root)
        self._parts: list[Dictionary] = []
        self._leaves: list[Dictionary] = []  # of the ParentTree, one for each part
        self._ids: list[tuple[bytes, Dictionary]] = []
        self._next = 0

    def _element(self, kind: str, parent: Dictionary) -> Dictionary:
        return self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name("/" + kind), P=parent))

    def add(
        self, root: Any, names: dict[str, str], pages: list[Dictionary], *, title: str, language: str
    ) -> Dictionary:
        """Graft a copied StructTreeRoot whose pages are ``pages`` already copied; return the Part element it became."""
        grown = graft.Graft(self._pdf, names, pages, root.get(Name.ClassMap), prefix=f"i{len(self._parts)}.")
        tops = [kid for kid in kids(root) if isinstance(kid, Dictionary) and Name.S in kid]
        if len(tops) == 1 and tops[0].is_indirect and grown.role(tops[0]) == "Document":
            part = tops[0]
        else:
            part = self._element("Part", self._document)
            part.K = Array([self._pdf.make_indirect(top) if not top.is_indirect else top for top in tops])
        grown.walk(part)
        part.S, part.P = Name.Part, self._document
        self._describe(part, title, language)
        self._leaf(grown.numbered(self._next))
        self._next += grown.count
        self._ids += grown.ids
        self._parts.append(part)
        return part

    def take(self, source: Pdf, copied: list[Any], *, title: str) -> Dictionary:
        """Graft the tags of an opened document whose pages have been copied; return the Part element they became."""
        root: Any = source.Root.StructTreeRoot
        names = graft.roles(root)
        for key in ("/ParentTree", "/IDTree", "/RoleMap", "/Namespaces"):
            if key in root:
                del root[key]
        root = root if root.is_indirect else source.make_indirect(root)
        language = str(source.Root.get(Name.Lang, ""))
        return self.add(self._pdf.copy_foreign(root), names, copied, title=title, language=language)

    def start(self, title: str) -> Dictionary:
        """Return an empty Part element, for an item whose own pages have no tags."""
        part = self._element("Part", self._document)
        self._describe(part, title, "")
        self._parts.append(part)
        return part

    def paragraph(self, part: Dictionary, page: Dictionary) -> None:
        """Tag marked content 0 of a page that we drew as a paragraph at the end of a Part."""
        element = self._element("P", part)
        element.Pg, element.K = page, 0
        part.K = Array([*kids(part), element])
        page.StructParents = self._next
        self._leaf([self._next, self._pdf.make_indirect(Array([element]))])
        self._next += 1

    def _describe(self, part: Dictionary, title: str, language: str) -> None:
        part.T = String(title)
        if language and language != self._language:
            part.Lang = String(language)

    def _leaf(self, nums: list[Any]) -> None:
        if nums:
            self._leaves.append(self._pdf.make_indirect(Dictionary(Limits=[nums[0], nums[-2]], Nums=Array(nums))))

    def finish(self) -> None:
        """Hang the tree in the document."""
        self._document.K, self._root.K = Array(self._parts), self._document
        self._root.ParentTree = self._pdf.make_indirect(
            Dictionary(Kids=Array(self._leaves)) if self._leaves else Dictionary(Nums=Array())
        )
        self._root.ParentTreeNextKey = self._next
        if self._ids:
            flat = [
                value
                for key, element in sorted(self._ids, key=lambda pair: pair[0])
                for value in (String(key), element)
            ]
            self._root.IDTree = self._pdf.make_indirect(Dictionary(Names=Array(flat)))
        self._pdf.Root.StructTreeRoot = self._root
        self._pdf.Root.MarkInfo = Dictionary(Marked=True)


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


def elements(root: Dictionary) -> Iterable[Dictionary]:
    """Yield every structure element below a StructTreeRoot."""
    todo = [kid for kid in kids(root) if isinstance(kid, Dictionary)]
    while todo:
        element = todo.pop()
        if Name.S in element:
            yield element
            todo.extend(kid for kid in kids(element) if isinstance(kid, Dictionary))
