"""
Read a stranger's ZIP file within limits, and its XML without entities; write a clean ZIP file.

Runs in the child process that takes an upload in.
"""

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from posixpath import join, normpath
from typing import Any

from lxml import etree

from committee.acts.refusal import Refused
from meetings.packs.intake.office.kinds import LOCKED
from meetings.packs.intake.sandbox import MEGABYTE

MOST_PARTS, MOST_UNPACKED, MOST_XML = 5_000, 400 * MEGABYTE, 60 * MEGABYTE
MOST_GROWN, SMALL = 150, 40 * MEGABYTE  # largest ratio of unpacked to packed bytes; it applies above SMALL bytes
AGAIN = "Open it in the original program, save it again and upload that, or save it as PDF."
BOMB = "It is far too large when unpacked. Save it as PDF and upload that."
ENTITIES = f"It contains instructions to read other files (external entities). {AGAIN}"
DAMAGED = f"It is damaged and cannot be read. {AGAIN}"
ENCRYPTED = 0x1
STAMP = (2000, 1, 1, 0, 0, 0)


def unpacked(data: bytes, wanted: Callable[[str], bool]) -> tuple[dict[str, bytes], list[str]]:
    """Return the parts of the file that are `wanted`, by name, and the names of all other parts. Raises Refused."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            infos = [info for info in file.infolist() if not info.is_dir()]
            _refuse_bombs(infos, len(data))
            names = [info.filename for info in infos]
            if len(set(names)) < len(names) or any(_is_strange(name) for name in names):
                raise Refused(DAMAGED)
            parts = {info.filename: file.read(info) for info in infos if wanted(info.filename)}
    except (Refused, MemoryError):
        raise
    except Exception as error:  # a damaged file can make the library raise anything
        raise Refused(DAMAGED) from error
    return parts, [name for name in names if name not in parts]


def _is_strange(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in re.split(r"[\\/]", name) or "\x00" in name


def _refuse_bombs(infos: list[zipfile.ZipInfo], size: int) -> None:
    if any(info.flag_bits & ENCRYPTED for info in infos):
        raise Refused(LOCKED)
    unpacked = sum(info.file_size for info in infos)
    if len(infos) > MOST_PARTS or unpacked > MOST_UNPACKED or (unpacked > SMALL and unpacked > MOST_GROWN * size):
        raise Refused(BOMB)
    if any(info.file_size > MOST_XML for info in infos if info.filename.endswith((".xml", ".rels"))):
        raise Refused(BOMB)


# First bytes of pictures: PNG, JPEG, GIF, BMP, TIFF, WebP, and metafiles of Windows and LibreOffice.
PICTURES = (
    *(b"\x89PNG\r\n", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\x00", b"MM\x00*"),
    *(b"\xd7\xcd\xc6\x9a", b"\x01\x00\x09\x00", b"\x01\x00\x00\x00", b"VCLMTF", b"RIFF"),
)


def is_picture(data: bytes) -> bool:
    """
    Return whether the bytes are a picture that refers to nothing outside itself.

    SECURITY: the first bytes decide, as in LibreOffice, and never the name. An SVG file may fetch other files, so an
    SVG file never counts as a picture.
    """
    return data.startswith(PICTURES)


def tree(data: bytes) -> Any:
    """
    Return the root of a part's XML.

    Raises Refused for damaged XML, and for a document type, because only a document type can define entities. No office
    file has a document type.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(ENTITIES if b"<!ENTITY" in data[:4096] else DAMAGED) from error
    if root.getroottree().docinfo.doctype:
        raise Refused(ENTITIES)
    return root


def written(root: Any) -> bytes:
    """Return a part's XML as bytes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def packed(parts: Mapping[str, bytes], first: str = "") -> bytes:
    """Return a ZIP file of these parts; the part `first` comes first and uncompressed, as OpenDocument requires."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name in sorted(parts, key=lambda name: (name != first, name)):
            kind = zipfile.ZIP_STORED if name == first else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, STAMP), parts[name], compress_type=kind)
    return out.getvalue()


def inside(folder: str, target: str) -> str:
    """Return the name of the part at `target`, which is a path relative to `folder` inside the ZIP file."""
    return normpath(join("/", folder, target.partition("#")[0])).lstrip("/")


def local(element: Any) -> str:
    """Return the name of an element without its namespace; "" for a comment or an instruction."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def space(element: Any) -> str:
    """Return the namespace of an element."""
    return (etree.QName(element).namespace or "") if isinstance(element.tag, str) else ""


def attribute(element: Any, name: str) -> str:
    """Return the value of the namespaced attribute with this local name; "" where there is none."""
    return next((str(element.get(key)) for key in element.attrib if str(key).endswith(f"}}{name}")), "")


def text_of(element: Any, *names: str) -> str:
    """Return the joined text of the elements with these names within an element."""
    return "".join(node.text or "" for node in element.iter() if local(node) in names)


def paragraphs(root: Any, *names: str) -> list[str]:
    """Return the text of each paragraph that is not empty, from the elements of these names ("t" by default)."""
    texts = [text_of(each, *(names or ("t",))) for each in root.iter() if local(each) == "p"]
    return [text for text in texts if text.strip()]


def remove(element: Any) -> None:
    """Remove an element, but not the text after it (its tail)."""
    parent = element.getparent()
    if parent is None:
        return
    _put_behind(element, element.tail or "")
    parent.remove(element)


def unwrap(element: Any) -> None:
    """Replace an element by its content."""
    parent = element.getparent()
    if parent is None:
        return
    place = parent.index(element)
    kids = list(element)
    _put_behind(element, element.text or "")
    for kid in kids:
        parent.insert(place, kid)
        place += 1
    if element.tail:
        if kids:
            kids[-1].tail = (kids[-1].tail or "") + element.tail
        else:
            _put_behind(element, element.tail)
    element.tail = None
    parent.remove(element)


def _put_behind(element: Any, words: str) -> None:
    if not words:
        return
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        before.tail = (before.tail or "") + words
    else:
        parent.text = (parent.text or "") + words
