"""
Entries of a pack's catalog besides its pages: bookmarks, the layers of its parts, and the structure tree.

The title, language and PDF/UA claim are written afresh, so that no metadata of the author's machine is published.
"""

import re
from html import escape

from pikepdf import Dictionary, Name, Pdf, PdfError, Stream, String

from meetings.packs.pdf import links
from meetings.packs.pdf.compiled import Layers, Mark, Prepared
from meetings.packs.pdf.writer import Writer, refs, text_string

# A stored file has no title, because the title may be hidden. PDF/UA-1 requires a title, so the file has this label in
# place of the claim. A pack has a title and makes the claim.
UNTITLED = '<xmp:Label xmlns:xmp="http://ns.adobe.com/xap/1.0/">PDF/UA-1 but for its title</xmp:Label>'
CLAIM = re.compile(rb"pdfuaid:part\s*(?:>|=\s*[\"'])\s*1|" + re.escape(UNTITLED).encode())


def claims_ua(pdf: Pdf) -> bool:
    """Return whether the metadata claims PDF/UA-1. No XML parser is used: the bytes may be a stranger's."""
    stream = pdf.Root.get(Name.Metadata)
    if not isinstance(stream, Stream):
        return False
    try:
        return CLAIM.search(stream.read_bytes()[:1_000_000]) is not None
    except PdfError:
        return False


def describe(pdf: Pdf, *, title: str, language: str, ua: bool) -> None:
    """Replace all metadata by title and language. ``ua`` adds the claim of PDF/UA-1, or UNTITLED without a title."""
    links.drop(pdf.trailer, "/Info", "/ID")
    if title:
        pdf.trailer.Info = pdf.make_indirect(Dictionary(Title=String(title)))
    if language:
        pdf.Root.Lang = String(language)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=bool(title))
    pdf.Root.Metadata = pdf.make_stream(xmp(title, language, ua).encode(), Type=Name.Metadata, Subtype=Name.XML)


def xmp(title: str, language: str, ua: bool) -> str:
    """Return the XMP packet of `describe`, with the title, the language and the PDF/UA-1 claim."""
    parts = [
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>'
        if title
        else ""
    ]
    if language:
        parts.append(f"<dc:language><rdf:Bag><rdf:li>{escape(language)}</rdf:li></rdf:Bag></dc:language>")
    if ua:
        parts.append("<pdfuaid:part>1</pdfuaid:part>" if title else UNTITLED)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        f'xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">{"".join(parts)}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    )


def outlines(writer: Writer, marks: list[Mark], pages: list[int]) -> bytes:
    """Write the bookmarks, with children folded away; `pages` are object numbers. Return the catalog's entry."""
    root = writer.allot()

    def level(parent: int, items: list[Mark]) -> tuple[int, int]:
        first = writer.allot(len(items))
        last = first + len(items) - 1
        for number, mark in enumerate(items, first):
            text = b"<</Title%s/Parent %d 0 R" % (text_string(mark.title), parent)
            if mark.page is not None:
                text += b"/Dest[%d 0 R/XYZ null null null]" % pages[mark.page]
            if number > first:
                text += b"/Prev %d 0 R" % (number - 1)
            if number < last:
                text += b"/Next %d 0 R" % (number + 1)
            if mark.children:
                below = level(number, mark.children)
                text += b"/First %d 0 R/Last %d 0 R/Count %d" % (*below, -len(mark.children))
            writer.put(number, text + b">>")
        return first, last

    if not marks:
        return b""
    first, last = level(root, marks)
    writer.put(root, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % (first, last, len(marks)))
    return b"/Outlines %d 0 R" % root


def optional_content(parts: list[tuple[Layers, int]]) -> bytes:
    """
    Return the catalog's entry for the layers of all parts, each layer on or off as its author left it.

    PDF/UA-1 (7.10) requires a name for the set.
    """
    if not parts:
        return b""
    everything = refs([base + number for layers, base in parts for number in layers.all])
    off = refs([base + number for layers, base in parts for number in layers.off])
    order = b"".join(layers.order.fill(base, 0, []).strip()[1:-1] for layers, base in parts)
    return b"/OCProperties<</OCGs[%s]/D<</Name(Layers)/OFF[%s]/Order[%s]>>>>" % (everything, off, order)


class StructureWriter:
    """Writer of a pack's structure tree: one Document with a Part for each joined document, and the ParentTree."""

    def __init__(self, writer: Writer, document: int, language: str) -> None:
        self._writer, self._document, self._language = writer, document, language
        self._parts: dict[int, tuple[bytes, list[int]]] = {}
        self._leaves: list[int] = []
        self._ids: list[tuple[bytes, int]] = []
        self.last = 0  # object number of the latest Part element; 0 where the last document joined has no tags
        self.next_key = 0

    def begin(self, title: str, language: str) -> int:
        """Start a Part element; return its object number."""
        facts = b"/T" + text_string(title)
        if language and language != self._language:
            facts += b"/Lang" + text_string(language)
        self.last = self._writer.allot()
        self._parts[self.last] = facts, []
        return self.last

    def end(self, part: Prepared, base: int) -> None:
        """Add the tags of a part that has just been written."""
        if not part.tagged:
            self.last = 0
            return
        self._parts[self.last][1].extend(base + top for top in part.tops)
        if part.keys:
            self._leaves.append(base + part.leaf)
            self.next_key += part.keys
        if part.first_id:
            self._ids.append((part.first_id, base + part.ids))

    def paragraphs(self, part: int, page: int, count: int) -> None:
        """Tag marked contents 0 to ``count`` - 1 of a page that we print, as paragraphs at the end of a Part."""
        made = [
            self._writer.add(b"<</Type/StructElem/S/P/P %d 0 R/Pg %d 0 R/K %d>>" % (part, page, place))
            for place in range(count)
        ]
        self._parts[part][1].extend(made)
        key = self.next_key
        self._leaves.append(self._writer.add(b"<</Limits[%d %d]/Nums[%d[%s]]>>" % (key, key, key, refs(made))))
        self.next_key += 1

    def finish(self, root: int) -> None:
        """Write the Parts, the Document and the StructTreeRoot."""
        put = self._writer.put
        for number, (facts, kids) in self._parts.items():
            put(
                number,
                b"<</Type/StructElem/S/Part/P %d 0 R%s/K[%s]>>" % (self._document, facts, refs(kids)),
            )
        put(self._document, b"<</Type/StructElem/S/Document/P %d 0 R/K[%s]>>" % (root, refs(list(self._parts))))
        named = b""
        if self._ids:
            named = b"/IDTree<</Kids[%s]>>" % refs([leaf for _, leaf in sorted(self._ids)])
        put(
            root,
            b"<</Type/StructTreeRoot/K %d 0 R/ParentTree<</Kids[%s]>>/ParentTreeNextKey %d%s>>"
            % (self._document, refs(self._leaves), self.next_key, named),
        )
