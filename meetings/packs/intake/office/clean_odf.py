"""
Remove tracked changes, comments, hidden text and outside references from OpenDocument texts.

Runs in the child process that takes an upload in.
"""

import re
from html import escape
from typing import Any

from committee.acts.refusal import Refused
from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import (
    DAMAGED,
    attribute,
    is_picture,
    local,
    packed,
    remove,
    tree,
    unpacked,
    unwrap,
    written,
)
from meetings.packs.intake.office.kinds import LOCKED, ODT
from meetings.packs.intake.office.left_out import Pair

MAY_STAY = re.compile(
    r"(?:Object \d+/)?(?:content|styles|settings)\.xml|META-INF/manifest\.xml|mimetype|Pictures/[^/]+"
    r"|ObjectReplacements/Object \d+"
)
MACROS = re.compile(r"^(?:Basic|Scripts|Dialogs)/")
TAKEN_OUT = frozenset(
    [
        *("change", "change-start", "change-end", "annotation-end", "scripts", "event-listeners", "event-listener"),
        *("script", "dde-connection-decls", "dde-source", "section-source", "table-source", "cell-range-source"),
        *("forms", "plugin", "applet", "floating-frame", "object-ole", "database-source", "font-face-src"),
        "binary-data",  # a picture inside the XML, of any kind
    ]
)
# Fields that show a property of the file are replaced by their saved text.
PROPERTIES = re.compile(
    r"author-|sender-|creator|initial-creator|description|subject|keywords|title|editing-|creation-|modification-|"
    r"print-|printed-|user-defined|file-name|template-name|database-|conditional-text|execute-macro|dde-connection$"
)
META = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-meta xmlns:office="urn:oasis:names:tc:opendocument:xmlns:'
    'office:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.3"><office:meta><dc:title>{}</dc:title>'
    "</office:meta></office:document-meta>"
)
LINK = re.compile(r"(?:https?://|mailto:|#)\S*", re.I)


def clean(data: bytes, title: str) -> tuple[bytes, list[Pair], list[Pair]]:
    """Return the cleaned file, the Pairs of removed parts, and the Pairs of texts that the PDF must contain."""
    raw, others = unpacked(data, lambda name: bool(MAY_STAY.fullmatch(name)))
    if "content.xml" not in raw or "META-INF/manifest.xml" not in raw or raw.get("mimetype", b"").strip() != ODT:
        raise Refused(DAMAGED)
    out: list[Pair] = [(left_out.MACROS, "") for name in others if MACROS.search(name)]
    parts = {name: tree(content) for name, content in raw.items() if name.endswith(".xml")}
    pictures = {name: content for name, content in raw.items() if name not in parts}
    for name in [name for name in pictures if name != "mimetype" and not is_picture(pictures[name])]:
        out += [] if name.endswith(".svg") else [(left_out.PICTURES, name.rpartition("/")[2])]
        del pictures[name]
    _clean_manifest(parts["META-INF/manifest.xml"], {*parts, *pictures})
    hidden = {style for name, root in parts.items() if name in ("content.xml", "styles.xml") for style in _hidden(root)}
    for name, root in parts.items():
        if name != "META-INF/manifest.xml":
            _clean_part(root, hidden, {*parts, *pictures}, out)
    texts = _texts(parts["content.xml"], left_out.BODY)
    if "styles.xml" in parts:
        texts += _texts(parts["styles.xml"], left_out.HEADERS)
    made = {name: written(root) for name, root in parts.items()} | pictures
    made["meta.xml"] = META.format(escape(title)).encode()
    return packed(made, "mimetype"), out, texts


def _clean_manifest(root: Any, paths: set[str]) -> None:
    if any(local(entry) == "encryption-data" for entry in root.iter()):
        raise Refused(LOCKED)
    for entry in list(root):
        path = attribute(entry, "full-path")
        if path not in paths and not path.endswith("/"):
            root.remove(entry)
    prefix = str(root.tag).rpartition("}")[0] + "}"
    meta = root.makeelement(f"{prefix}file-entry")
    meta.set(f"{prefix}full-path", "meta.xml")
    meta.set(f"{prefix}media-type", "text/xml")
    root.append(meta)


def _hidden(root: Any) -> set[str]:
    """Return the names of styles whose text is not shown."""
    return {
        attribute(style, "name")
        for style in root.iter()
        if local(style) == "style"
        and any(local(child) == "text-properties" and attribute(child, "display") == "none" for child in style)
    }


def _clean_part(root: Any, hidden: set[str], paths: set[str], out: list[Pair]) -> None:
    for element in list(root.iter()):
        name = local(element)
        if name == "tracked-changes":
            gone = (node for node in element.iter() if local(node) == "deletion")
            out.extend((left_out.DELETED, _words(node, but=("change-info",))) for node in gone)
            remove(element)
        elif name == "annotation":
            out.append((left_out.COMMENTS, _words(element, but=("creator", "date"))))
            remove(element)
        elif name in ("hidden-text", "hidden-paragraph") or _is_hidden(element, name, hidden):
            words = _words(element) or attribute(element, "string-value")
            out.extend([(left_out.HIDDEN, words)] if words.strip() else [])
            remove(element)
        elif name in TAKEN_OUT:
            if name == "section-source":
                out.append((left_out.LINKS, attribute(element, "href")))
            remove(element)
        elif PROPERTIES.match(name) and "text:1.0" in str(element.tag):
            unwrap(element)
        else:
            _cut_ties(element, name, paths, out)


def _is_hidden(element: Any, name: str, hidden: set[str]) -> bool:
    if name == "section":
        return attribute(element, "display") in ("none", "condition")
    return name in ("span", "p", "h") and attribute(element, "style-name") in hidden


def _cut_ties(element: Any, name: str, paths: set[str], out: list[Pair]) -> None:
    for key in [key for key in element.attrib if str(key).endswith("xlink}href")]:
        target = str(element.get(key))
        inside = target.removeprefix("./").rstrip("/")
        if name == "a":
            if not LINK.fullmatch(target):
                del element.attrib[key]
        elif inside not in paths and f"{inside}/content.xml" not in paths:
            if "://" in target or target.startswith(("/", "..")):
                out.append((left_out.LINKS, target))
            del element.attrib[key]


def _words(element: Any, but: tuple[str, ...] = ()) -> str:
    if local(element) in but:
        return ""
    words = [element.text or ""]
    for kid in element:
        words += [_words(kid, but), kid.tail or ""]
    return " ".join("".join(words).split())


def _texts(root: Any, where: str) -> list[Pair]:
    texts = []
    for element in root.iter():
        around = {local(above) for above in element.iterancestors()}
        if local(element) in ("p", "h") and "text:1.0" in str(element.tag) and around.isdisjoint(("p", "h")):
            boxed = "text-box" in around
            if words := _words(element):
                texts.append((left_out.BOXES if boxed and where == left_out.BODY else where, words))
    return texts
