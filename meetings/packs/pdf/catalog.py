"""Two entries of a pack's catalog: its bookmarks, and the layers of its parts."""

from meetings.packs.pdf.compiled import Layers, Mark
from meetings.packs.pdf.writer import Writer, refs, text_string


def outlines(writer: Writer, marks: list[Mark], pages: list[int]) -> bytes:
    """Write the bookmarks, children folded away; return the catalog's entry."""
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
    Return the catalog's entry for layers: those of every part, each on or off as its author left it.

    PDF/UA-1 (7.10) asks for the name of the set.
    """
    if not parts:
        return b""
    everything = refs([base + number for layers, base in parts for number in layers.all])
    off = refs([base + number for layers, base in parts for number in layers.off])
    order = b"".join(layers.order.fill(base, 0, []).strip()[1:-1] for layers, base in parts)
    return b"/OCProperties<</OCGs[%s]/D<</Name(Layers)/OFF[%s]/Order[%s]>>>>" % (everything, off, order)
