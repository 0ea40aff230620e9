"""
Check that a document's structure tree, ParentTree and page content still agree after joining (PDF/UA-1, 7.1).

Every piece of content must be owned by a tag or marked as an artifact. qpdf reads the document, and the check fails
where qpdf has to make a repair.
"""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, PdfError, Stream, parse_content_stream

from meetings.packs.pdf import structure_import
from meetings.packs.pdf.links import as_list

ARTIFACT = -1
INK = "Tj TJ ' \" f f* F B B* b b* S s sh Do BI ID EI"
# Errors that reading may raise where a file's structure is invalid.
ODD = (PdfError, RuntimeError, ValueError, TypeError, AttributeError, LookupError)


def opened(pdf: bytes) -> Pdf:
    """Open a document and read every object. Raises PdfError where qpdf finds anything wrong."""
    document = Pdf.open(io.BytesIO(pdf), attempt_recovery=False, suppress_warnings=True)
    for _ in document.objects:  # without this loop, qpdf reads only the objects that are used
        pass
    if faults := document.get_warnings():
        raise PdfError(str(faults[0]))
    return document


def number_of(thing: Any) -> int:
    """Return the number of an indirect object; 0 for a direct object."""
    return int(thing.objgen[0]) if isinstance(thing, Object) and thing.is_indirect else 0


def key_of(holder: Any) -> int | None:
    """Return the ParentTree key of a page or form; None without a key."""
    key = holder.get(Name.StructParents) if isinstance(holder, (Dictionary, Stream)) else None
    return key if isinstance(key, int) else None


@dataclass
class StructureReader:
    """
    The structure tree of a pack.

    `faults` reads the tree and fills the fields; tags are given as object numbers.

    - `rows`: the ParentTree, by key: the tags of contents 0, 1, 2 ... of a page or form (0 for none), or a link's tag.
    - `roles`: the role of each tag, from the last tag to the first; `odd` lists tags with an invalid /Type.
    - `annots`: the annotations of all pages.
    - `parts`: the tags directly below the Document.
    - `bound`: by part, the indexes of its pages in the file; key 0 for content in no part.
    - `used`: (ParentTree key, content number) of each piece of content that a tag refers to; number -1 for a link.
    - `names`: (name, tag) of each tag with an ID. `headers`: the names to which cells of tables refer.
    """

    document: Pdf
    rows: dict[int, list[int] | int] = field(default_factory=dict)
    roles: dict[int, str] = field(default_factory=dict)
    annots: set[int] = field(default_factory=set)
    parts: list[int] = field(default_factory=list)
    bound: dict[int, set[int]] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    names: list[tuple[bytes, int]] = field(default_factory=list)
    headers: list[bytes] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.pages: list[Any] = [page.obj for page in self.document.pages]
        self.places = {number_of(page): place for place, page in enumerate(self.pages)}

    def row(self, page: Any) -> list[int]:
        """Return the tags of a page's contents 0, 1, 2 ... in order."""
        row = self.rows.get(-1 if (key := key_of(page)) is None else key)
        return row if isinstance(row, list) else []

    def faults(self) -> Iterator[str]:
        """Yield the faults in plain sentences; fill the fields of this reader."""
        root: Any = self.document.Root.get(Name.StructTreeRoot, Dictionary())
        if root.get(Name.Type) != Name.StructTreeRoot:
            yield "The root of the tags does not say what it is."
        if Name.RoleMap in root or Name.ClassMap in root:
            yield "The root of the tags changes what tags mean (RoleMap or ClassMap)."
        yield from self._read_parent_tree(root)
        yield from self._pages()
        yield from self._walk(root)
        listed = sum(sum(map(bool, row)) if isinstance(row, list) else 1 for row in self.rows.values())
        if listed != len(self.used):
            yield f"The ParentTree lists {listed} pieces of content, the tags {len(self.used)}."
        yield from self._names(root)

    def _read_parent_tree(self, root: Any) -> Iterator[str]:
        last = -1
        for leaf in _leaves(root.get(Name.ParentTree), Name.Nums):
            nums = list(leaf.Nums)
            for number, value in zip(nums[::2], nums[1::2], strict=True):
                if number <= last:
                    yield f"The ParentTree’s key {number} is out of order."
                last = number
                self.rows[number] = list(map(number_of, value)) if isinstance(value, Array) else number_of(value)
            limits = as_list(leaf.get(Name.Limits))
            if limits and nums and limits != [nums[0], nums[-2]]:
                yield f"A leaf of the ParentTree says that it holds {limits[0]} to {limits[-1]}."
        following = root.get(Name.ParentTreeNextKey)
        if following is None and self.rows:
            yield "The ParentTree does not say its next key."
        elif following is not None and following <= last:
            yield f"The next key of the ParentTree, {following}, is taken."

    def _pages(self) -> Iterator[str]:
        keys = [key for key in map(key_of, self.document.objects) if key is not None]
        if len(keys) != len(set(keys)):
            yield "Two pages or drawings share one key of the ParentTree."
        for place, page in enumerate(self.pages, 1):
            key = key_of(page)
            if key is not None and not isinstance(self.rows.get(key), list):
                yield f"Page {place} of the file: its key {key} is not in the ParentTree."
            if Name.StructParent in page:
                yield f"Page {place} of the file has a link’s key of the ParentTree."
            annots = as_list(page.get(Name.Annots))
            if annots and page.get(Name.Tabs) != Name.S:
                yield f"Page {place} of the file does not say in which order its links are reached."
            for annot in annots:
                if number_of(annot) in self.annots and Name.StructParent in annot:
                    yield f"Page {place} of the file has a link that another page has too, or that it has twice."
                self.annots.add(number_of(annot))

    def _walk(self, root: Any) -> Iterator[str]:
        tops = structure_import.kids(root)
        top = number_of(tops[0]) if len(tops) == 1 else -1
        if top < 0:
            yield "The tags do not begin with one Document."
        todo: list[tuple[Any, int, Any]] = [(tag, number_of(root), None) for tag in tops]
        seen: set[int] = set()
        self.part = 0
        while todo:
            tag, parent, page = todo.pop()
            number = number_of(tag)
            if number in seen:
                yield f"A tag stands twice in the tree (object {number})."
                continue
            seen.add(number)
            role = str(tag.get(Name.S, ""))[1:] if isinstance(tag, Dictionary) else ""
            if not role and isinstance(tag, Dictionary) and tag.get(Name.Type) in (Name.OBJR, Name.MCR):
                if fault := self._reference(parent, page, tag):
                    yield f"A tag’s content (object {number}): {fault}."
                continue
            if role not in structure_import.STANDARD:
                yield f"Object {number} stands in the tree and is no tag of a known kind."
                continue
            if parent == number_of(root) and role != "Document":
                yield f"The tags begin with /{role}, not with a Document."
            if parent == top:
                self.part = number
                self.parts.append(number)
                if role != "Part":
                    yield f"The Document holds /{role}, not Parts alone."
            self.roles[number] = role
            for fault in self._tag(tag, parent, todo):
                yield f"Tag /{role}: {fault}."

    def _tag(self, tag: Any, parent: int, todo: list[tuple[Any, int, Any]]) -> Iterator[str]:
        number, page = number_of(tag), tag.get(Name.Pg)
        if number_of(tag.get(Name.P)) != parent:
            yield "is not the parent that its child names"
        if tag.get(Name.Type, Name.StructElem) != Name.StructElem:
            self.odd.append(number)
        if Name.ID in tag:
            self.names.append((bytes(tag.ID), number))
        for attributes in as_list(tag.get(Name.A)):
            if isinstance(attributes, Dictionary):
                self.headers += map(bytes, as_list(attributes.get(Name.Headers)))
        for kid in structure_import.kids(tag):
            fault = ""
            if isinstance(kid, int):
                fault = self._content(number, page, kid)
            elif number_of(kid):
                todo.append((kid, number, page))
            elif isinstance(kid, Dictionary):
                fault = self._reference(number, page, kid)
            else:
                fault = "holds something that is not a tag"
            if fault:
                yield fault

    def _reference(self, number: int, page: Any, kid: Any) -> str:
        target, mcid = kid.get(Name.Obj), kid.get(Name.MCID)
        if kid.get(Name.Type) != (Name.MCR if target is None else Name.OBJR):
            return "holds something that does not say what it is"
        if target is not None:
            return self._link(number, target)
        if not isinstance(mcid, int):
            return "holds something that is not a tag"
        return self._content(number, kid.get(Name.Stm, kid.get(Name.Pg, page)), mcid)

    def _link(self, number: int, target: Any) -> str:
        if number_of(target) not in self.annots:
            return "names a link that is on no page"
        key = target.get(Name.StructParent, -1)
        if self.rows.get(key) != number:
            return "the ParentTree gives its link to another tag"
        if (key, -1) in self.used:
            return "its link is used twice"
        self.used.add((key, -1))
        return ""

    def _content(self, number: int, holder: Any, mcid: int) -> str:
        place = self.places.get(number_of(holder))
        if place is not None:
            self.bound.setdefault(self.part, set()).add(place)
        # `place` is None where the content belongs to a drawing (form), or to a page that is not in the file.
        key = key_of(holder) if place is not None or isinstance(holder, Stream) else None
        if key is None:
            return f"content {mcid} is on a page that is not in the file or has no key"
        if (key, mcid) in self.used:
            return f"content {mcid} is used twice"
        self.used.add((key, mcid))
        row = self.rows.get(key)
        owned = isinstance(row, list) and mcid < len(row) and row[mcid] == number
        return "" if owned else f"the ParentTree gives content {mcid} to another tag"

    def _names(self, root: Any) -> Iterator[str]:
        by_name = dict(self.names)
        if len(by_name) != len(self.names):
            yield "Two tags have the same name (ID)."
        lost = [name for name in self.headers if name not in by_name]
        if lost:
            yield f"{len(lost)} cells of tables name a heading that is not there."
        entries = [entry for leaf in _leaves(root.get(Name.IDTree), Name.Names) for entry in leaf.Names]
        listed = list(map(bytes, entries[::2]))
        if listed != sorted(set(listed)):
            yield "The list of the tags’ names (IDTree) is out of order."
        if dict(zip(listed, map(number_of, entries[1::2]), strict=True)) != by_name:
            yield "The list of the tags’ names (IDTree) differs from the tags."

    def drawn_fault(self, page: Any) -> str:
        """Return the first fault in a page's drawing commands, compared with the page's tags; "" without a fault."""
        try:
            commands = parse_content_stream(page, f"BDC BMC EMC {INK}")
        except (PdfError, TypeError):
            return "cannot be read"
        if self.document.get_warnings():
            return "cannot be read"
        listed = {mcid for mcid, owner in enumerate(self.row(page)) if owner}
        return next(_drawn_faults([(str(each.operator), each.operands) for each in commands], page, listed), "")


def _leaves(tree: Any, entries: Name) -> Iterator[Any]:
    """Yield the leaves of a name or number tree that have the key `entries`."""
    todo = [(tree, 0)]
    while todo:
        node, depth = todo.pop()
        if isinstance(node, Dictionary) and Name.Kids in node and depth < 20:
            todo += [(kid, depth + 1) for kid in reversed(list(node.Kids))]
        elif isinstance(node, Dictionary) and entries in node:
            yield node


def _drawn_faults(commands: Sequence[tuple[str, Any]], page: Any, listed: set[int]) -> Iterator[str]:
    stack: list[bool] = []  # for each open mark, True where a tag or an artifact owns the mark
    seen: set[int] = set()
    owned = 0
    for command, operands in commands:
        if command == "EMC":
            if not stack:
                yield "ends a mark that it did not begin"
                return
            owned -= stack.pop()
        elif command in ("BDC", "BMC"):
            mcid = _marked(page, operands)
            stack.append(mcid is not None)
            if owned and stack[-1]:
                yield "marks something within what is marked already"
            if mcid in seen:
                yield f"draws content {mcid} twice"
            if mcid is not None and mcid != ARTIFACT:
                seen.add(mcid)
            owned += stack[-1]
        elif not owned and (command != "Do" or _is_picture(page, operands[0])):
            yield "draws something that is no tag’s and no artifact"  # a form (Do) may have marks of its own
    if stack:
        yield "leaves a mark open"
    if seen != listed:
        yield f"draws {len(seen - listed)} pieces that no tag owns and lacks {len(listed - seen)} that tags own"


def _marked(page: Any, operands: Any) -> int | None:
    """Return the content number of a mark (BDC or BMC), ARTIFACT for an artifact, None for any other mark."""
    kind, facts = (*operands, None)[:2]
    if isinstance(facts, Name) and kind != Name.OC:
        facts = page.Resources.get(Name.Properties, Dictionary()).get(facts)
    mcid: Any = facts.get(Name.MCID) if isinstance(facts, Dictionary) else None
    return ARTIFACT if mcid is None and kind == Name.Artifact else mcid


def _is_picture(page: Any, name: Name) -> bool:
    drawn = page.Resources.get(Name.XObject, Dictionary()).get(name)
    return isinstance(drawn, Stream) and drawn.get(Name.Subtype) == Name.Image
