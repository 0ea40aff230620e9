"""Import of one part's structure tree into another document.

The ParentTree is rebuilt from the structure tree, because the ParentTree of an upload may be wrong.
"""

from copy import copy
from typing import Any

from pikepdf import Array, Dictionary, Name, Pdf, Stream, String

from meetings.packs.pdf import links

STANDARD = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private",
    "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead",
    "TBody", "TFoot", "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT",
    "RP", "Warichu", "WT", "WP", "Figure", "Formula", "Form",
}  # fmt: skip
NEWER = {
    "Title": "P",
    "Em": "Span",
    "Strong": "Span",
    "Sub": "Span",
    "Aside": "Sect",
    "FENote": "Note",
    "DocumentFragment": "Part",
    "Artifact": "NonStruct",
}
DEEPEST, LARGEST_MCID = 200, 1_000_000
# These names are made only once, because a walk compares them at each of thousands of tags.
TYPE, ROLE, MARKED, OBJECT = Name.Type, Name.S, Name.MCR, Name.OBJR
CONTENT = (MARKED, OBJECT)
HEADINGS = {"H1", "H2", "H3", "H4", "H5", "H6"}


def roles(root: Any) -> dict[str, str]:
    """
    Return {tag name of the document: standard name}.

    The role map may map a name to another mapped name, so each name is followed to a standard name, else "NonStruct".
    """
    raw = root.get(Name.RoleMap)
    mapping = (
        {key[1:]: word(raw[key]) for key in sorted(raw.keys()) if isinstance(raw[key], Name)}
        if isinstance(raw, Dictionary)
        else {}
    )
    return {name: _standard(name, mapping) for name in mapping if name not in STANDARD}


def word(name: Any) -> str:
    """Return a PDF name without its slash; "" where the object is no name or cannot be decoded."""
    try:
        return str(name)[1:] if isinstance(name, Name) else ""
    except UnicodeDecodeError:
        return ""


def _standard(name: str, mapping: dict[str, str]) -> str:
    for _ in range(20):
        if name in STANDARD:
            return name
        if name not in mapping:
            break
        name = mapping[name]
    return NEWER.get(name, "NonStruct")


def kids(element: Dictionary) -> list[Any]:
    """Return the children of an element as a list."""
    return links.as_list(element.get(Name.K))


def _is_tag(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get(TYPE) not in CONTENT


def forget(page: Any) -> None:
    """Remove the ParentTree keys from a page and its annotations."""
    links.drop(page, "/StructParents")
    for annot in links.annotations(page):
        links.drop(annot, "/StructParent")


def is_tagged(pdf: Pdf) -> bool:
    """Return whether the document claims to be tagged and has a structure tree that is not empty."""
    root, marked = pdf.Root.get(Name.StructTreeRoot), links.entry(pdf.Root, Name.MarkInfo, Name.Marked)
    return marked is True and isinstance(root, Dictionary) and any(isinstance(kid, Dictionary) for kid in kids(root))


def drop(pdf: Pdf) -> None:
    """Remove the structure tree, and all references to it from pages and annotations."""
    links.drop(pdf.Root, "/StructTreeRoot", "/MarkInfo")
    for page in pdf.pages:
        forget(page.obj)


def level_headings(top: Any) -> None:
    """
    Give every heading without a level (/H) the level of its nesting (PDF 1.7, 14.8.4.3.2): H1 to H6.

    Other papers of the pack have numbered headings, and no document may have both kinds (PDF/UA-1, 7.4.4).
    """
    todo, before = [(top, 0)], 0
    while todo:
        element, level = todo.pop()
        role = word(element.get(Name.S))
        if role == "H":
            before = min(max(level, 1), before + 1, 6)
            element.S = Name(f"/H{before}")
        elif role[:1] == "H":
            before = int(role[1:])
        within = [kid for kid in kids(element) if isinstance(kid, Dictionary) and Name.S in kid]
        level += role[:1] != "H" and any(word(kid.get(Name.S))[:1] == "H" for kid in within)
        todo += [(kid, level) for kid in reversed(within)]


class StructureImport:
    """A walk over a copied tree that resolves roles, makes names unique and corrects parents.

    The walk records the element that owns each piece of content; ``numbered`` then writes the keys for the ParentTree.
    """

    def __init__(self, pdf: Pdf, names: dict[str, str], pages: list[Dictionary], classes: Any, prefix: str) -> None:
        self._pdf, self._names, self._pages, self._classes = pdf, names, pages, classes
        self._prefix = prefix.encode()
        self._live = {page.objgen: page for page in pages}
        self._annots = {annot.objgen: annot for page in pages for annot in links.annotations(page)}
        self._rows: dict[tuple[int, int], dict[int, Dictionary]] = {}
        self._streams: dict[tuple[int, int], Stream] = {}
        self._owners: dict[tuple[int, int], Dictionary] = {}
        self._seen: set[tuple[int, int]] = set()
        self._taken: set[bytes] = set()
        self._has_bare_headings = False
        self.ids: list[tuple[bytes, Dictionary]] = []
        self.keyed: set[tuple[int, int]] = set()
        self.count = 0

    def drop_empty(self, top: Dictionary) -> None:
        """
        Remove tags below `top` that have no content left, after `walk`.

        Headings stay, so that no level is skipped (PDF/UA-1, 7.4.2), and so do all cells of a table of which any stays.
        """
        tags, staying, in_tables = [top], set[tuple[int, int]](), set[tuple[int, int]]()
        for tag in tags:
            tags += filter(_is_tag, kids(tag))
        for tag in reversed(tags):
            if self.role(tag) in HEADINGS or any(not _is_tag(kid) or kid.objgen in staying for kid in kids(tag)):
                staying.add(tag.objgen)
        for tag in tags:
            if tag.objgen in in_tables or (self.role(tag) == "Table" and tag.objgen in staying):
                in_tables.update(kid.objgen for kid in kids(tag) if _is_tag(kid))
        staying |= in_tables
        for tag in tags:
            tag.K = Array([kid for kid in kids(tag) if not _is_tag(kid) or kid.objgen in staying])
        self.ids = [(name, element) for name, element in self.ids if element.objgen in staying]

    def role(self, element: Dictionary) -> str:
        name = word(element.get(Name.S))
        return name if name in STANDARD else self._names.get(name) or NEWER.get(name, "NonStruct")

    def walk(self, top: Dictionary) -> None:
        todo: list[tuple[Dictionary, Any, int]] = [(top, top.get(Name.Pg), 0)]
        self._seen.add(top.objgen)
        while todo:
            element, page, depth = todo.pop()
            self._tidy(element)
            page_ref = element.get(Name.Pg)
            if isinstance(page_ref, Dictionary):
                page = page_ref
            if page is not None and page.objgen not in self._live:
                page = None
            old = kids(element)
            content: list[Any] = []
            for kid in old:
                kind = kid.get(TYPE) if isinstance(kid, Dictionary) else None
                if self._holds(element, page, kid, kind):
                    content.append(kid)
                elif tag := self._tag_within(element, kid, kind) if depth < DEEPEST else None:
                    content.append(tag)
                    todo.append((tag, page, depth + 1))
            if old:
                element.K = Array(content)
            if (
                page is not None
                and not isinstance(page_ref, Dictionary)
                and any(isinstance(kid, int) for kid in content)
            ):
                element.Pg = page
        if self._has_bare_headings:
            level_headings(top)

    def _holds(self, element: Dictionary, page: Any, kid: Any, kind: Any) -> bool:
        """Return whether a kid with this /Type (`kind`) is content of the element; record the element as its owner."""
        if kind is None:
            return isinstance(kid, int) and self._content(element, page, kid)
        if kind == MARKED:
            return self._reference(element, page, kid)
        return kind == OBJECT and self._owns(element, kid.get(Name.Obj))

    def _tag_within(self, element: Dictionary, kid: Any, kind: Any) -> Dictionary | None:
        """Return a kid with this /Type (`kind`) as a child tag of the element; None for content and tags met before."""
        if not isinstance(kid, Dictionary) or kind in CONTENT or ROLE not in kid:
            return None
        tag = kid if kid.is_indirect else self._pdf.make_indirect(kid)
        if tag.objgen in self._seen:
            return None
        self._seen.add(tag.objgen)
        tag.P = element
        return tag

    def _tidy(self, element: Dictionary) -> None:
        role = self.role(element)
        self._has_bare_headings = self._has_bare_headings or role == "H"
        if element.get(Name.S) != "/" + role:
            element.S = Name("/" + role)
        keys = element.keys()
        if "/C" in keys:
            self._inline_classes(element)
        if "/NS" in keys:
            del element[Name.NS]
        if "/ID" in keys:
            self._name(element)
        if "/A" in element:
            for owner in links.as_list(element.A):
                if isinstance(owner, Dictionary) and isinstance(owner.get(Name.Headers), Array):
                    owner.Headers = Array(
                        [String(self._once(bytes(header))) for header in owner.Headers if isinstance(header, String)]
                    )

    def _name(self, element: Dictionary) -> None:
        """Prefix an element's name (ID) with the part's prefix; remove a name that is invalid or already used."""
        raw_id = element.ID
        name = self._prefix + bytes(raw_id) if isinstance(raw_id, String) else b""
        if not name or name in self._taken:
            del element[Name.ID]
            return
        element.ID = String(name)
        self._taken.add(name)
        self.ids.append((name, element))

    def _once(self, header: bytes) -> bytes:
        """Return a header's name with the prefix. A name that has the prefix stays: cells may share an attribute."""
        return header if header.startswith(self._prefix) else self._prefix + header

    def _inline_classes(self, element: Any) -> None:
        collected = links.as_list(element.get(Name.A))
        if isinstance(self._classes, Dictionary):
            for name in links.as_list(element.C):
                collected += links.as_list(self._classes.get(str(name)) if isinstance(name, Name) else None)
        del element[Name.C]
        if collected:
            element.A = Array([copy(item) if isinstance(item, Dictionary) else item for item in collected])

    def _content(self, element: Dictionary, place: Any, mcid: int) -> bool:
        if place is None or not 0 <= mcid < LARGEST_MCID:
            return False
        row = self._rows.setdefault(place.objgen, {})
        if mcid in row:
            return False
        row[mcid] = element
        return True

    def _reference(self, element: Dictionary, page: Any, kid: Dictionary) -> bool:
        page_ref, stream, mcid = kid.get(Name.Pg), kid.get(Name.Stm), kid.get(Name.MCID)
        if isinstance(page_ref, Dictionary):
            page = page_ref if page_ref.objgen in self._live else None
        if page is None or not isinstance(mcid, int):
            return False
        if not isinstance(page_ref, Dictionary):
            kid.Pg = page
        if isinstance(stream, Stream):
            self._streams[stream.objgen] = stream
            return self._content(element, stream, mcid)
        return self._content(element, page, mcid)

    def _owns(self, element: Dictionary, target: Any) -> bool:
        if not isinstance(target, Dictionary) or target.objgen not in self._annots or target.objgen in self._owners:
            return False
        self._owners[target.objgen] = element
        return True

    def numbered(self) -> list[Any]:
        """Write ParentTree keys on pages, forms and annotations; return a flat list: key, owner, key, owner ..."""
        nums: list[Any] = []
        key = 0
        for page in self._pages:
            forget(page)
        for place in [*self._pages, *self._streams.values()]:
            row = self._rows.get(place.objgen)
            if row:
                place[Name.StructParents] = key
                self.keyed.add(place.objgen)
                nums += [key, self._pdf.make_indirect(Array([row.get(mcid) for mcid in range(max(row) + 1)]))]
                key += 1
        for objgen, element in self._owners.items():
            self._annots[objgen][Name.StructParent] = key
            self.keyed.add(objgen)
            nums += [key, element]
            key += 1
        self.count = key
        return nums
