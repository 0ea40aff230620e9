"""
Compile a normalised document into a prepared part. Each file is compiled once; an upload is compiled in the sandbox.

In the text of an object, a placeholder stands for every number that depends on the pack. Texts are stored in bundles
(object streams).
"""

import hashlib
import io
import re
from copy import copy
from dataclasses import dataclass, field
from typing import Any

import msgpack
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from meetings.packs.pdf import catalog, compiled, links, page_geometry, structure_import
from meetings.packs.pdf.compiled import KEY, Bundle, Layers, Leaf, PageGeometry, Prepared, StreamObject, text_of
from meetings.packs.pdf.page_geometry import PAGE

# An unclosed string ends where the pattern can match no further.
TOKEN = re.compile(
    rb"\((?:[^()\\]++|\\.)*+\)?|<[0-9A-Fa-f]*+>|(/StructParents? )(\d+)|(?<![\w.+-])(\d{1,10}) (\d{1,5}) R\b", re.S
)
IN_ONE = 150  # objects in an object stream
FIXED, LOOSE = b"%7d", b"%d"  # FIXED for object streams, which list the offset of each object
Ref = tuple[int, int]


def prepare(data: bytes, *, prefix: str = "", tags: bool = True, pages: slice | None = None) -> Prepared:
    """
    Return the prepared part of a normalised document, with or without its `tags`. The same bytes give the same part.

    With `pages`, the part has only these pages and their tags, and no bookmarks.

    `prefix` is put before the names of structure elements, because names must differ between the parts of a pack. The
    default prefix is the beginning of the bytes' hash. Links to `pack:KEY` become holes of that name; the pack fills
    the holes.
    Raises pikepdf's errors where the document's structure is faulty, so pass only files that intake has accepted.
    """
    with Pdf.open(io.BytesIO(data), suppress_warnings=True) as pdf:
        if not tags:
            structure_import.drop(pdf)
        if pages:
            _cut(pdf, pages)
        return _Workbench(pdf, prefix or hashlib.sha256(data).hexdigest()[:12], is_cut=bool(pages)).prepared()


def _cut(pdf: Pdf, pages: slice) -> None:
    """Remove all pages but `pages`, the bookmarks, and the links to removed pages."""
    links.drop(pdf.Root, "/Outlines")
    wanted = set(range(len(pdf.pages))[pages])
    targets = links.Targets(pdf)
    for place in wanted:
        for annot in links.annotations(pdf.pages[place].obj):
            if (target := targets.of_holder(annot)) and target[0] not in wanted:
                links.drop(annot, "/Dest", "/A")
    del pdf.pages[pages.stop :]
    del pdf.pages[: pages.start]


class _Workbench:
    def __init__(self, pdf: Pdf, prefix: str, *, is_cut: bool = False) -> None:
        self._pdf, self._prefix, self._is_cut = pdf, prefix, is_cut
        self._pages: list[Any] = [page.obj for page in pdf.pages]
        self._holes: dict[Ref, str] = {}
        self._tags = _Tags()
        self._keyed: set[Ref] = set()

    def prepared(self) -> Prepared:
        marks = links.bookmarks(self._pdf)
        for name in compiled.FIXED_HOLES:
            self._hole(name)
        self._annotations()
        claims, language = catalog.claims_ua(self._pdf), str(self._pdf.Root.get(Name.Lang, ""))
        if structure_import.is_tagged(self._pdf):
            self._tags = self._grow()
        if not self._tags.tops:
            for page in self._pages:
                structure_import.forget(page)
        layers = self._pdf.Root.get(Name.OCProperties)
        pages = [self._page(page) for page in self._pages]
        collector = _Found(self._pdf, self._holes, self._keyed)
        collector.follow([page.refs for page in pages], self._tags.roots, _listed(links.entry(layers, Name.OCGs)))
        claims = claims and bool(self._tags.tops)
        return collector.part(pages, self._tags, layers, marks=marks, claims_ua=claims, language=language)

    def _hole(self, name: str) -> Any:
        """Return the placeholder object for the hole `name`; the pack puts its own object there."""
        for ref, label in self._holes.items():
            if label == name:
                return self._pdf.get_object(ref)
        hole = self._pdf.make_indirect(Dictionary())
        self._holes[hole.objgen] = name
        return hole

    def _annotations(self) -> None:
        """Make every inner link lead to a page, and every link to another part lead to a hole."""
        targets = links.Targets(self._pdf)
        for page in self._pages:
            if links.annotations(page):
                page.Annots = Array(
                    [annot if annot.is_indirect else self._pdf.make_indirect(annot) for annot in page.Annots]
                )
            for annot in links.annotations(page):
                if annot.get(Name.Subtype) == Name.Link and (target := targets.of_holder(annot)):
                    links.go_to(self._pdf, annot, *target)
                address = str(links.entry(annot, Name.A, Name.URI) or "")
                if address.startswith(compiled.LINK):
                    links.drop(annot, "/A")
                    annot.Dest = Array([self._hole(address), *links.FIT])

    def _grow(self) -> "_Tags":
        """Make the structure tree fit into a pack's tree (see `structure_import`); return the tags for the pack."""
        root: Any = self._pdf.Root.StructTreeRoot
        grown = structure_import.StructureImport(
            self._pdf, structure_import.roles(root), self._pages, root.get(Name.ClassMap), prefix=f"{self._prefix}."
        )
        tops = [kid for kid in structure_import.kids(root) if isinstance(kid, Dictionary) and Name.S in kid]
        if len(tops) == 1 and tops[0].is_indirect and grown.role(tops[0]) == "Document":
            part = tops[0]
        else:
            part = self._pdf.make_indirect(Dictionary(Type=Name.StructElem, S=Name.Part))
            part.K = Array([top if top.is_indirect else self._pdf.make_indirect(top) for top in tops])
        grown.walk(part)
        if self._is_cut:
            grown.drop_empty(part)
        if any(not isinstance(kid, Dictionary) or Name.S not in kid for kid in structure_import.kids(part)):
            part.S = Name.Sect  # the element has content of its own, so it is kept below the pack's Part
            part.P = self._hole(compiled.TOP)
            standing = [part]
        else:
            standing = structure_import.kids(part)
            self._holes[part.objgen] = compiled.TOP
        nums = grown.numbered()
        self._keyed = grown.keyed
        return _Tags(
            tops=[kid.objgen for kid in standing],
            nums=[value if isinstance(value, int) else value.objgen for value in nums],
            ids=[(name, element.objgen) for name, element in sorted(grown.ids, key=lambda pair: pair[0])],
            keys=grown.count,
        )

    def _page(self, page: Any) -> "_Page":
        streams = page_geometry.streams(page)
        lie = PageGeometry(
            page_geometry.visible(page), page_geometry.turned(page), page_geometry.unit(page), *self._lend(page)
        )
        links.drop(page, *set(page.keys()) - PAGE, "/Contents", "/Parent", "/Type")
        if page.get(Name.Annots):
            page.Tabs = Name.S
        form, refs = form_of(page.unparse(resolved=True), page.objgen in self._keyed, LOOSE)
        return _Page(page.objgen, form, refs, [stream.objgen for stream in streams], lie)

    def _lend(self, page: Any) -> tuple[str, str]:
        """
        Add the stamp's font and faint ink to the page's resources; return the two unused names that they get.

        The resources are copied first, because other pages may share them.
        """
        resources = page.get(Name.Resources)
        page.Resources = copy(resources) if isinstance(resources, Dictionary) else Dictionary()
        wishes = (Name.Font, compiled.FONT, "/PackStamp"), (Name.ExtGState, compiled.FAINT, "/PackFaint")
        names = []
        for key, hole, name in wishes:
            old = page.Resources.get(key)
            page.Resources[key] = copy(old) if isinstance(old, Dictionary) else Dictionary()
            while name in page.Resources[key]:
                name += "x"
            page.Resources[key][name] = self._hole(hole)
            names.append(name)
        return names[0], names[1]


@dataclass(frozen=True)
class _Tags:
    """Objects of the document's structure tree to which the pack's own tree refers."""

    tops: list[Ref] = field(default_factory=list)
    nums: list[int | Ref] = field(default_factory=list)
    ids: list[tuple[bytes, Ref]] = field(default_factory=list)
    keys: int = 0

    @property
    def roots(self) -> list[Ref]:
        """Objects from which all other objects of the structure tree can be reached."""
        return [*self.tops, *(value for value in self.nums if not isinstance(value, int))]


@dataclass(frozen=True)
class _Page:
    objgen: Ref
    form: bytes
    codes: list[int | Ref]
    contents: list[Ref]
    lie: PageGeometry

    @property
    def refs(self) -> list[Ref]:
        return [*(code for code in self.codes if not isinstance(code, int)), *self.contents]


class _Found:
    """Collector of all objects that the pages and tags refer to, directly or through other objects; numbers them."""

    def __init__(self, pdf: Pdf, holes: dict[Ref, str], keyed: set[Ref]) -> None:
        self._pdf, self._holes, self._keyed = pdf, holes, keyed
        self._streams: dict[Ref, tuple[bytes, list[int | Ref], bytes]] = {}
        self._plain: dict[Ref, tuple[bytes, list[int | Ref]]] = {}
        self._names = list(compiled.FIXED_HOLES) + sorted(set(holes.values()) - set(compiled.FIXED_HOLES))
        self._numbers: dict[Ref, int] = {ref: -1 - self._names.index(name) for ref, name in holes.items()}

    def follow(self, pages: list[list[Ref]], tags: list[Ref], layers: list[Ref]) -> None:
        live = {page.obj.objgen for page in self._pdf.pages}
        todo = [*(ref for refs in reversed(pages) for ref in reversed(refs)), *reversed(tags), *reversed(layers)]
        while todo:
            ref = todo.pop()
            if ref in live or ref in self._holes or ref in self._streams or ref in self._plain:
                continue
            codes = self._read(ref)
            todo.extend(code for code in reversed(codes) if not isinstance(code, int))

    def _read(self, ref: Ref) -> list[int | Ref]:
        obj: Any = self._pdf.get_object(ref)
        keyed = ref in self._keyed
        if isinstance(obj, Stream):
            data = obj.read_raw_bytes()
            head = copy(obj.stream_dict)
            head.Length = len(data)
            form, codes = form_of(head.unparse(resolved=True), keyed, FIXED)
            self._streams[ref] = (form, codes, data)
            return codes
        if isinstance(obj, Dictionary) and str(obj.get(Name.Type)) in ("/Page", "/Pages", "/Catalog"):
            text = b"null"  # SECURITY: a removed page must not get into the pack
        else:  # pikepdf returns numbers as Python's own types
            text = obj.unparse(resolved=True) if isinstance(obj, Object) else Array([obj]).unparse()[1:-1]
        form, codes = self._plain[ref] = form_of(text, keyed, FIXED)
        return codes

    def part(self, pages: list[_Page], tags: _Tags, layers: Any, **facts: Any) -> Prepared:
        order = [page.objgen for page in pages] + list(self._streams) + list(self._plain)
        self._numbers |= {ref: number for number, ref in enumerate(order)}
        numbers, count = self._numbers, len(order)
        extra = [parent_tree_leaf(tags.nums)] if tags.keys else []
        extra += [names_leaf(tags.ids)] if tags.ids else []
        plain = [(form, self._coded(codes)) for form, codes in [*self._plain.values(), *extra]]
        return Prepared(
            count=count + len(extra),
            pages=[
                Leaf(text_of(page.form, self._coded(page.codes)), [numbers[ref] for ref in page.contents], page.lie)
                for page in pages
            ],
            streams=[
                StreamObject(text_of(form, self._coded(codes)), data) for form, codes, data in self._streams.values()
            ],
            bundles=bundles(plain, len(pages) + len(self._streams)),
            holes=self._names,
            tagged=bool(tags.tops),
            tops=[numbers[ref] for ref in tags.tops],
            keys=tags.keys,
            leaf=count,
            ids=count + bool(tags.keys),
            first_id=tags.ids[0][0] if tags.ids else b"",
            layers=self._layers(layers),
            **facts,
        )

    def _coded(self, codes: list[int | Ref]) -> list[int]:
        return [code if isinstance(code, int) else self._numbers[code] for code in codes]

    def _layers(self, layers: Any) -> Layers | None:
        everything = _listed(links.entry(layers, Name.OCGs))
        if not everything:
            return None
        on, off = (_listed(links.entry(layers, Name.D, key)) for key in (Name.ON, Name.OFF))
        if links.entry(layers, Name.D, Name.BaseState) == Name.OFF:
            off = [ref for ref in everything if ref not in on]
        order = links.entry(layers, Name.D, Name.Order)
        form, codes = form_of(order.unparse(resolved=True), False, LOOSE) if isinstance(order, Array) else (b"[]", [])
        if any(not isinstance(code, int) and code not in self._numbers for code in codes):
            form, codes = b"[]", []
        numbered = [ref for ref in everything if ref in self._numbers]
        return Layers(
            all=[self._numbers[ref] for ref in numbered],
            off=[self._numbers[ref] for ref in off if ref in numbered],
            order=text_of(form, self._coded(codes)),
        )


def _listed(raw: Any) -> list[Ref]:
    items = list(raw) if isinstance(raw, Array) else []
    return [item.objgen for item in items if isinstance(item, Dictionary) and item.is_indirect]


def form_of(text: bytes, keyed: bool, width: bytes) -> tuple[bytes, list[int | Ref]]:
    """
    Return an object's text with placeholders of `width`, and the codes: the reference or key of each placeholder.

    A number that depends on the pack gets a placeholder. Without `keyed`, a ParentTree key is removed, because no tag
    uses the key.
    """
    codes: list[int | Ref] = []

    def swap(match: re.Match[bytes]) -> bytes:
        if match[3]:
            codes.append((int(match[3]), int(match[4])))
            return width + b" 0 R"
        if match[1]:
            if not keyed:
                return b""
            codes.append(KEY - int(match[2]))
            return match[1] + width
        return match[0]

    return TOKEN.sub(swap, text.replace(b"%", b"%%")), codes


def parent_tree_leaf(nums: list[int | Ref]) -> tuple[bytes, list[int | Ref]]:
    """Return (text, codes) of the part's leaf of the ParentTree; `nums` alternates keys and owners."""
    coded: list[int | Ref] = [KEY - value if isinstance(value, int) else value for value in nums]
    limits: list[int | Ref] = [coded[0], coded[-2]]
    pairs = b" ".join([FIXED + b" " + FIXED + b" 0 R"] * (len(nums) // 2))
    return b"<</Limits[" + FIXED + b" " + FIXED + b"]/Nums[" + pairs + b"]>>", limits + coded


def names_leaf(ids: list[tuple[bytes, Ref]]) -> tuple[bytes, list[int | Ref]]:
    """Return (text, codes) of the part's leaf of the IDTree, the names of structure elements."""
    pairs = b" ".join(b"<%s> %s 0 R" % (name.hex().encode(), FIXED) for name, _ in ids)
    limits = b"<%s><%s>" % (ids[0][0].hex().encode(), ids[-1][0].hex().encode())
    return b"<</Limits[" + limits + b"]/Names[" + pairs + b"]>>", [ref for _, ref in ids]


def bundles(plain: list[tuple[bytes, list[int]]], start: int) -> list[Bundle]:
    """Return the object streams of the objects in `plain` (text and codes), numbered from `start`."""
    return [_bundle(plain[at : at + IN_ONE], start + at) for at in range(0, len(plain), IN_ONE)]


def _bundle(batch: list[tuple[bytes, list[int]]], start: int) -> Bundle:
    """Return one object stream: pairs of object number and offset, then the objects."""
    head, body, place = [], [], 0
    for form, codes in batch:
        head.append(FIXED + b" %d " % place)
        body.append(form)
        # the object's length after `fill`: each code has a fixed width, and each `%%` becomes one `%`
        place += len(form) + len(codes) * (7 - len(FIXED)) - form.count(b"%%") + 1
    text = b"".join(head) + b"\n".join(body)
    first = sum(len(line) - len(FIXED) + 7 for line in head)
    numbers = list(range(start, start + len(batch)))
    return Bundle(start, len(batch), first, text_of(text, numbers + [code for _, codes in batch for code in codes]))


def in_child(data: bytes, *, prefix: str, tags: bool) -> tuple[dict[str, Any], bytes]:
    """Return ({}, the prepared part as bytes). Runs in the sandbox, where there is no Django."""
    return {}, prepare(data, prefix=prefix, tags=tags).dump()


def runs_in_child(
    data: bytes, *, prefix: str, runs: list[list[int]], tags: bool = True
) -> tuple[dict[str, Any], bytes]:
    """Return ({}, one prepared part for each run of pages, packed). A run is its first index and the one after it."""
    parts = (prepare(data, prefix=f"{prefix}-{first}p", tags=tags, pages=slice(first, stop)) for first, stop in runs)
    return {}, msgpack.packb([part.dump() for part in parts])
