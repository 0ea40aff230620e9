"""Whether a document's structure tree and its ParentTree agree, both ways: what merging gets wrong (PDF/UA-1, 7.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from meetings.packs.pdf.object_reader import Objects
from meetings.packs.pdf.structure_import import STANDARD
from meetings.packs.pdf.syntax import IN_HEX, LIST, LITERAL, REF, REF_TO, STRING

KIDS = re.compile(rb"/K\s*(?:" + LIST + rb"|(\d{1,10}) 0 R|(\d{1,10})(?!\d)|(<<[^<>]*+>>))")
KID = re.compile(rb"<<((?:[^<>]++|<(?!<)|>(?!>))*+)>>|(\d{1,10}) 0 R|(\d{1,10})(?!\d)|(\S+)")
PARENT, PAGE = re.compile(rb"/P\s+(\d{1,10}) 0 R"), re.compile(rb"/Pg\s+(\d{1,10}) 0 R")
ROLE, NAMED = re.compile(rb"/S\s*/([^\s/<>\[\]()]+)"), re.compile(rb"/ID\s*(" + IN_HEX + rb"|" + LITERAL + rb")", re.S)
HEADERS = re.compile(rb"/Headers\s*\[((?:[^\[\]()<>\\]++|" + IN_HEX + rb"|" + LITERAL + rb")*+)\]", re.S)
NAME = re.compile(IN_HEX + rb"|" + LITERAL + rb"?", re.S)
NAME_OF = re.compile(rb"(" + IN_HEX + rb"|" + LITERAL + rb"?)(?:\s*(\d{1,10}) 0 R)?", re.S)
MCID = re.compile(rb"/MCID\s+(\d{1,10})(?!\d)")
STREAM, TARGET = re.compile(rb"/Stm\s+(\d{1,10}) 0 R"), re.compile(rb"/Obj\s+(\d{1,10}) 0 R")
TYPE = re.compile(rb"/Type\s*/([^\s/<>\[\]()]+)")
KEY = re.compile(rb"/StructParents\s+(\d{1,10})(?!\d)")
LINK_KEY = re.compile(rb"/StructParent\s+(\d{1,10})(?!\d)")
NUM = re.compile(rb"(?<!\d)(\d{1,10})\s*(?:(?<=\s)(\d{1,10}) 0 R|" + LIST + rb")")
OWNER = re.compile(REF_TO + rb"|null")
ANNOTS = re.compile(rb"/Annots\s*(?:" + LIST + rb"|(\d{1,10}) 0 R)")
IN_TREE_ORDER = re.compile(rb"/Tabs\s*/S\b")
KIDS_OF = re.compile(rb"/Kids\s*" + LIST)
ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.S)
CONTROLS = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
# One or a list of them, which may hold lists of its own.
ATTRIBUTES = re.compile(rb"/A\s*(\[(?:[^\[\]]++|\[[^\[\]]*+\])*+|\d{1,10} 0 R)")


def key_of(text: bytes) -> int | None:
    """Return a page's key of the ParentTree."""
    match = KEY.search(STRING.sub(b"()", text))
    return int(match[1]) if match else None


@dataclass
class StructureReader:
    """
    The structure tree of a pack; `pages` are the numbers of the page objects in order.

    `faults` reads it and fills the rest: `rows` are the ParentTree's (for each key the elements, as object numbers and
    0 for none, of contents 0, 1, 2 ..., or the one element of a link), `roles` and `parents` those of each tag from the
    last to the first (`odd` say that they are something else), `keys` and `annots` the keys and annotations of each
    page, `parts` the tags that stand in the Document, `bound` the places in the file of the pages of each (of 0 where
    content is in none).
    """

    objects: Objects
    pages: list[int]
    rows: dict[int, list[int] | int] = field(default_factory=dict)
    roles: dict[int, bytes] = field(default_factory=dict)
    parents: dict[int, int] = field(default_factory=dict)
    keys: dict[int, int | None] = field(default_factory=dict)
    annots: dict[int, int] = field(default_factory=dict)
    parts: list[int] = field(default_factory=list)
    bound: dict[int, set[int]] = field(default_factory=dict)
    odd: list[int] = field(default_factory=list)
    used: set[tuple[int, int]] = field(default_factory=set)
    seen: set[int] = field(default_factory=set)
    names: list[tuple[bytes, int]] = field(default_factory=list)
    headers: list[bytes] = field(default_factory=list)

    def row(self, page: int) -> list[int]:
        """Return the tags of contents 0, 1, 2 ... of a page, by its object's number."""
        key = self.keys.get(page)
        row = self.rows.get(key) if key is not None else None
        return row if isinstance(row, list) else []

    def faults(self) -> Iterator[str]:
        """Yield what is wrong, in plain sentences."""
        root = self.root
        yield from self._root_faults(root)
        yield from self._read_parent_tree(root)
        self.places = {page: place for place, page in enumerate(self.pages)}
        self.keys = {page: key_of(self.objects.get(page)) for page in self.pages}
        yield from self._pages()
        top = KIDS.search(root)
        tops = [int(ref) for ref in REF.findall(top[0])] if top else []
        yield from self._walk(tops, root)
        listed = sum(sum(map(bool, row)) if isinstance(row, list) else 1 for row in self.rows.values())
        if listed != len(self.used):
            yield f"The ParentTree lists {listed} pieces of content, the tags {len(self.used)}."
        yield from self._names(root)

    @property
    def root(self) -> bytes:
        match = re.search(rb"/StructTreeRoot\s+(\d{1,10}) 0 R", self.objects.get(self.objects.root))
        self.root_number = int(match[1]) if match else 0
        return self.objects.get(self.root_number)

    def _root_faults(self, root: bytes) -> Iterator[str]:
        if not re.search(rb"/Type\s*/StructTreeRoot\b", root):
            yield "The root of the tags does not say what it is."
        if b"/RoleMap" in root or b"/ClassMap" in root:
            yield "The root of the tags changes what tags mean (RoleMap or ClassMap)."

    def _read_parent_tree(self, root: bytes) -> Iterator[str]:
        match = re.search(rb"/ParentTree\s*(?:(\d{1,10}) 0 R|(<<.*))", root, re.S)
        last = -1
        for leaf in self._leaves(self.objects.get(int(match[1])) if match and match[1] else match[2] if match else b""):
            limits = re.search(rb"/Limits\s*\[\s*(\d{1,10})\s+(\d{1,10})\s*\]", leaf)
            within: list[int] = []
            for key, ref, direct in NUM.findall(leaf[leaf.find(b"/Nums") :]):
                number = int(key)
                if number <= last:
                    yield f"The ParentTree’s key {number} is out of order."
                last = number
                within.append(number)
                self.rows[number] = self._row(ref, direct)
            if limits and within and (int(limits[1]), int(limits[2])) != (within[0], within[-1]):
                yield f"A leaf of the ParentTree says that it holds {limits[1].decode()} to {limits[2].decode()}."
        following = re.search(rb"/ParentTreeNextKey\s+(\d{1,10})(?!\d)", root)
        if not following and self.rows:
            yield "The ParentTree does not say its next key."
        elif following and int(following[1]) <= last:
            yield f"The next key of the ParentTree, {int(following[1])}, is taken."

    def _leaves(self, node: bytes, depth: int = 0) -> Iterator[bytes]:
        kids = KIDS_OF.search(node)
        if kids and depth < 20:
            for ref in REF.findall(kids[1]):
                yield from self._leaves(self.objects.get(int(ref)), depth + 1)
        elif b"/Nums" in node:
            yield node

    def _row(self, ref: bytes, direct: bytes) -> list[int] | int:
        if not ref:
            return [int(owner or 0) for owner in OWNER.findall(direct)]
        text = self.objects.get(int(ref))
        if text.lstrip().startswith(b"["):
            return [int(owner or 0) for owner in OWNER.findall(text)]
        return int(ref)

    def _annots(self, page: int) -> list[int]:
        match = ANNOTS.search(self.objects.get(page))
        if not match:
            return []
        return [int(ref) for ref in REF.findall(self.objects.get(int(match[2])) if match[2] else match[1])]

    def _pages(self) -> Iterator[str]:
        texts = [text for text in self.objects.texts.values() if b"/StructParents" in text]
        keys = [key for key in map(key_of, texts) if key is not None]
        if len(keys) != len(set(keys)):
            yield "Two pages or drawings share one key of the ParentTree."
        for place, (_, key) in enumerate(self.keys.items(), 1):
            if key is not None and not isinstance(self.rows.get(key), list):
                yield f"Page {place} of the file: its key {key} is not in the ParentTree."
        for place, page in enumerate(self.pages, 1):
            if LINK_KEY.search(STRING.sub(b"()", self.objects.get(page))):
                yield f"Page {place} of the file has a link’s key of the ParentTree."
            annots = self._annots(page)
            if annots and not IN_TREE_ORDER.search(self.objects.get(page)):
                yield f"Page {place} of the file does not say in which order its links are reached."
            for annot in annots:
                if annot in self.annots and b"/StructParent" in STRING.sub(b"()", self.objects.get(annot)):
                    yield f"Page {place} of the file has a link that another page has too, or that it has twice."
                self.annots[annot] = page

    def _walk(self, tops: list[int], root: bytes) -> Iterator[str]:
        todo = [(top, self.root_number, 0) for top in tops]
        self.part = 0
        if len(tops) != 1:
            yield "The tags do not begin with one Document."
        while todo:
            number, parent, above = todo.pop()
            if number in self.seen:
                yield f"A tag stands twice in the tree (object {number})."
                continue
            self.seen.add(number)
            text = raw = self.objects.get(number)
            if b"/ID" in text or b"/A" in text:
                self._note_names(number, raw)
            if b"(" in text:
                text = STRING.sub(b"()", text)
            role = ROLE.search(text)
            if not role and (b"/OBJR" in text or b"/MCR" in text):
                if fault := self._reference(parent, above, text):
                    yield f"A tag’s content (object {number}): {fault}."
                continue
            if not role or role[1].decode("latin-1") not in STANDARD:
                yield f"Object {number} stands in the tree and is no tag of a known kind."
                continue
            if [parent] == tops:
                self.part = number
                self.parts.append(number)
            if parent == self.root_number or [parent] == tops:
                yield from self._placed(role[1], parent, tops)
            self.roles[number], self.parents[number] = role[1], parent
            yield from self._tag(number, role[1], text, todo)

    def _placed(self, role: bytes, parent: int, tops: list[int]) -> Iterator[str]:
        if parent == self.root_number and role != b"Document":
            yield f"The tags begin with /{role.decode()}, not with a Document."
        if [parent] == tops and role != b"Part":
            yield f"The Document holds /{role.decode()}, not Parts alone."

    def _tag(self, number: int, role: bytes, text: bytes, todo: list[tuple[int, int, int]]) -> list[str]:
        # Lists: a pack has tens of thousands of tags, and nearly none has a fault.
        faults: list[str] = []
        parent = PARENT.search(text)
        if not parent or int(parent[1]) != self.parents[number]:
            faults.append(f"Tag /{role.decode()}: is not the parent that its child names.")
        kids = KIDS.search(text)
        rest = text[: kids.start()] + text[kids.end() :] if kids else text
        kind = TYPE.search(rest)
        if kind and kind[1] != b"StructElem":
            self.odd.append(number)
        if kids:
            page = PAGE.search(rest)
            faults += self._held(number, role, kids, int(page[1]) if page else 0, todo)
        return faults

    def _held(
        self, number: int, role: bytes, kids: re.Match[bytes], page: int, todo: list[tuple[int, int, int]]
    ) -> list[str]:
        faults: list[str] = []
        for within, ref, mcid, odd in KID.findall(kids[0][2:].strip(b"[] \n")):
            fault = ""
            if ref:
                todo.append((int(ref), number, page))
            elif mcid:
                fault = self._content(number, page, int(mcid))
            elif within:
                fault = self._reference(number, page, within)
            elif odd:
                fault = "holds something that is not a tag"
            if fault:
                faults.append(f"Tag /{role.decode()}: {fault}.")
        return faults

    def _reference(self, number: int, page: int, text: bytes) -> str:
        target, mcid, kind = TARGET.search(text), MCID.search(text), TYPE.search(text)
        if not kind or kind[1] != (b"OBJR" if target else b"MCR"):
            return "holds something that does not say what it is"
        if target:
            return self._link(number, int(target[1]))
        if not mcid:
            return "holds something that is not a tag"
        stream, page_ref = STREAM.search(text), PAGE.search(text)
        place = int(stream[1]) if stream else int(page_ref[1]) if page_ref else page
        return self._content(number, place, int(mcid[1]))

    def _link(self, number: int, target: int) -> str:
        if target not in self.annots:
            return "names a link that is on no page"
        key = LINK_KEY.search(STRING.sub(b"()", self.objects.get(target)))
        where = (int(key[1]), -1) if key else (-1, -1)
        if self.rows.get(where[0]) != number:
            return "the ParentTree gives its link to another tag"
        if where in self.used:
            return "its link is used twice"
        self.used.add(where)
        return ""

    def _content(self, number: int, place: int, mcid: int) -> str:
        if place in self.keys:
            key = self.keys[place]
            self.bound.setdefault(self.part, set()).add(self.places[place])
        else:  # a drawing of its own, or a page that nobody sees
            text = self.objects.get(place)
            key = key_of(text) if b"/Form" in text else None
        if key is None:
            return f"content {mcid} is on a page that is not in the file or has no key"
        if (key, mcid) in self.used:
            return f"content {mcid} is used twice"
        self.used.add((key, mcid))
        row = self.rows.get(key)
        owned = isinstance(row, list) and mcid < len(row) and row[mcid] == number
        return "" if owned else f"the ParentTree gives content {mcid} to another tag"

    def _note_names(self, number: int, text: bytes) -> None:
        named = NAMED.search(text)
        if named:
            self.names.append((_plain(named[1]), number))
        attributes = ATTRIBUTES.search(text)
        texts = [self.objects.get(int(ref)) for ref in REF.findall(attributes[1])] if attributes else []
        for listed in HEADERS.findall(b" ".join([text, *texts])):
            self.headers += [_plain(name) for name in NAME.findall(listed)]

    def _names(self, root: bytes) -> Iterator[str]:
        by_name = dict(self.names)
        if len(by_name) != len(self.names):
            yield "Two tags have the same name (ID)."
        lost = [name for name in self.headers if name not in by_name]
        if lost:
            yield f"{len(lost)} cells of tables name a heading that is not there."
        listed: list[tuple[bytes, int]] = []
        match = re.search(rb"/IDTree\s*(?:(\d{1,10}) 0 R|(<<.*))", root, re.S)
        if match:
            listed = list(self._listed_names(self.objects.get(int(match[1])) if match[1] else match[2]))
        if [name for name, _ in listed] != sorted({name for name, _ in listed}):
            yield "The list of the tags’ names (IDTree) is out of order."
        if dict(listed) != by_name:
            yield "The list of the tags’ names (IDTree) differs from the tags."

    def _listed_names(self, node: bytes, depth: int = 0) -> Iterator[tuple[bytes, int]]:
        kids = KIDS_OF.search(node)
        if kids and depth < 20:
            for ref in REF.findall(kids[1]):
                yield from self._listed_names(self.objects.get(int(ref)), depth + 1)
            return
        begins = node.find(b"/Names")
        for name, ref in NAME_OF.findall(node, begins) if begins >= 0 else ():
            if ref:
                yield _plain(name), int(ref)


def _plain(name: bytes) -> bytes:
    """Return a PDF string as its bytes."""
    if name.startswith(b"<"):
        digits = name[1:-1]
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())
    return ESCAPED.sub(lambda found: _meant(found[1]), name[1:-1])


def _meant(escaped: bytes) -> bytes:
    """Return the meaning of an escape in a PDF string: an octal byte, a control character by its letter, or itself."""
    return bytes([int(escaped, 8) & 255]) if escaped.isdigit() else CONTROLS.get(escaped, escaped)
