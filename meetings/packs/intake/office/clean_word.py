"""
Accept a Word document's tracked changes; remove comments, hidden text and fields that fetch.

Runs in the child process that takes an upload in.
"""

import re
from typing import Any

from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import attribute, local, remove, space, text_of, unwrap
from meetings.packs.intake.office.left_out import Pair
from meetings.packs.intake.office.numbering import Styles, value

WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
TAKEN_OUT = frozenset(
    [
        *("commentRangeStart", "commentRangeEnd", "commentReference", "annotationRef"),
        *("moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart", "moveToRangeEnd"),
        *("customXmlInsRangeStart", "customXmlInsRangeEnd", "customXmlDelRangeStart", "customXmlDelRangeEnd"),
        *("customXmlMoveFromRangeStart", "customXmlMoveFromRangeEnd", "customXmlMoveToRangeStart"),
        *("customXmlMoveToRangeEnd", "numberingChange", "cellIns", "cellMerge", "dataBinding", "attachedTemplate"),
        *("mailMerge", "documentProtection", "writeProtection", "trackRevisions", "embedRegular", "embedBold"),
        *("embedItalic", "embedBoldItalic", "docVars", "linkStyles"),
    ]
)
OBJECTS = frozenset(["OLEObject", "control", "altChunk", "subDoc"])
# Fields whose result depends on the document alone. Every other field is replaced by its saved result.
SAFE_FIELDS = frozenset(
    [
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "NOTEREF", "SEQ", "TC", "XE", "INDEX"),
        *("SYMBOL", "EQ", "LISTNUM", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
    ]
)
LINK_FIELD = re.compile(r'HYPERLINK (?:\\l |"(?:https?://|mailto:))', re.I)
ATTRIBUTES = ("author", "initials", "date")


def clean(parts: dict[str, Any], out: list[Pair]) -> list[Pair]:
    """Clean every part; add removed texts to `out`. Return [], because `word_source` reads the remaining texts."""
    styles = parts.get("word/styles.xml")
    hidden = _hidden_styles(styles)
    marks = {attribute(row, "name") for root in parts.values() for row in root.iter() if _is(row, "bookmarkStart")}
    for name, root in parts.items():
        if name.startswith("word/") and not name.endswith(".rels") and space(root) in WORD:
            _clean_part(root, hidden, marks, out)
    _make_titles_headings(styles)
    return []


def _make_titles_headings(styles: Any) -> None:
    """Give title styles the outline level of a first heading, by which LibreOffice recognises headings."""
    for style in styles if styles is not None else ():
        if _is(style, "style") and value(style, "name") == "Title":
            about = _child(style, "pPr")
            if about is None:
                style.append(about := style.makeelement(style.tag.replace("}style", "}pPr")))
            if _child(about, "outlineLvl") is None:
                level = about.makeelement(style.tag.replace("}style", "}outlineLvl"))
                level.set(style.tag.replace("}style", "}val"), "0")
                about.append(level)


def _is(element: Any, *names: str) -> bool:
    return space(element) in WORD and local(element) in names


def _clean_part(root: Any, hidden: set[str], marks: set[str], out: list[Pair]) -> None:
    _tame_fields(root, marks, out)
    for element in list(root.iter()):
        if _is_unseen(element):
            _take_out(_drawn_with(element), left_out.HIDDEN, out)
            continue
        if space(element) not in WORD and local(element) not in OBJECTS:
            continue
        _clean_element(element, hidden, out)
        for name in [name for name in element.attrib if str(name).rpartition("}")[2] in ATTRIBUTES]:
            if str(name).startswith("{"):
                del element.attrib[name]


def _clean_element(element: Any, hidden: set[str], out: list[Pair]) -> None:
    name, parent = local(element), element.getparent()
    above = local(parent) if parent is not None else ""
    if name in ("del", "moveFrom"):
        if above == "trPr":
            _take_out(parent.getparent(), left_out.DELETED, out)
        elif above in ("rPr", "numPr"):
            remove(element)
        else:
            # Moved text should also be in its new place, so `prepare` lists it as text that the PDF must contain.
            _take_out(element, left_out.DELETED if name == "del" else left_out.MOVED, out)
    elif name in ("ins", "moveTo"):
        remove(element) if above in ("rPr", "trPr", "numPr") else unwrap(element)
    elif name == "cellDel":
        _take_out(parent.getparent(), left_out.DELETED, out)
    elif name in TAKEN_OUT or (name.endswith("Change") and len(name) > len("Change")):
        remove(element)
    elif name in OBJECTS:
        out.append((left_out.OBJECTS, ""))
        remove(element)
    elif (name == "r" and _is_hidden(element, hidden)) or (name == "tr" and _switch(element, "trPr", "hidden")):
        _take_out(element, left_out.HIDDEN, out)


def _is_unseen(element: Any) -> bool:
    """
    Return whether the element is, or describes, a drawing hidden in Word’s selection pane.

    LibreOffice would print such a drawing.
    """
    if local(element) in ("docPr", "cNvPr"):
        return element.get("hidden") in ("1", "true", "on")
    if "urn:schemas-microsoft-com:vml" not in space(element):
        return False
    return "visibility:hidden" in (element.get("style") or "").lower().replace(" ", "")


def _drawn_with(element: Any) -> Any:
    """Return the drawing to remove with an element: a shape of a group, or the drawing with its alternatives."""
    for above in element.iterancestors():
        if local(above) in ("wsp", "pic", "wgp") and local(element) == "cNvPr":
            return above
        if local(above) in ("drawing", "pict", "AlternateContent"):
            outer = above.getparent()
            while outer is not None and local(outer) in ("Choice", "Fallback", "AlternateContent"):
                above, outer = outer, outer.getparent()
            return above
    return element


def _take_out(element: Any, what: str, out: list[Pair]) -> None:
    words = text_of(element, "t", "delText")
    if what and words.strip():
        out.append((what, words))
    remove(element)


def _child(element: Any, name: str) -> Any:
    return next((child for child in element if _is(child, name)), None)


def _switch(element: Any, properties: str, name: str) -> bool | None:
    """Return whether a property is on; None where the element does not set it."""
    block = _child(element, properties)
    switch = _child(block, name) if block is not None else None
    if switch is None:
        return None
    return attribute(switch, "val") not in ("0", "false", "off")


def _is_hidden(run: Any, hidden: set[str]) -> bool:
    vanish = _switch(run, "rPr", "vanish")
    if vanish is not None:
        return vanish
    paragraph = next((ancestor for ancestor in run.iterancestors() if _is(ancestor, "p")), None)
    return value(run, "rPr", "rStyle") in hidden or value(paragraph, "pPr", "pStyle") in hidden


def _hidden_styles(root: Any) -> set[str]:
    """Return the ids of styles that hide their text, by their own setting or an inherited setting."""
    styles, hidden = Styles(root), set()
    for name in filter(None, styles.known):
        switches = (_switch(style, "rPr", "vanish") for style in styles.based(name))
        if next((is_on for is_on in switches if is_on is not None), False):
            hidden.add(name)
    return hidden


def _tame_fields(root: Any, bookmarks: set[str], out: list[Pair]) -> None:
    """Remove the codes of fields that are not safe (`_is_safe`); the saved results stay."""
    begun: list[tuple[list[Any], list[str]]] = []
    for element in list(root.iter()):
        if _is(element, "fldSimple"):
            if not _is_safe(attribute(element, "instr"), bookmarks, out):
                unwrap(element)
        elif _is(element, "instrText", "delInstrText") and begun:
            begun[-1][0].append(element)
            begun[-1][1].append(element.text or "")
        elif _is(element, "fldChar"):
            _mark_of_field(element, begun, bookmarks, out)
    for marks, _ in begun:  # fields without an end: their effect is unknown
        for mark in marks:
            remove(mark)


def _mark_of_field(
    element: Any, begun: list[tuple[list[Any], list[str]]], bookmarks: set[str], out: list[Pair]
) -> None:
    kind = attribute(element, "fldCharType")
    if kind == "begin":
        begun.append(([], []))
    if begun:
        begun[-1][0].append(element)
    if kind == "end" and begun:
        marks, codes = begun.pop()
        if not _is_safe("".join(codes), bookmarks, out):
            for mark in marks:
                remove(mark)


def _is_safe(code: str, bookmarks: set[str], out: list[Pair]) -> bool:
    word, of = [*code.split(), "", ""][:2]
    word = word.upper()
    if word in ("REF", "PAGEREF", "NOTEREF") and of.strip('"') not in bookmarks:
        return False  # LibreOffice would print “Error: Reference source not found” in place of the saved result
    if word in SAFE_FIELDS or LINK_FIELD.match(" ".join(code.split())):
        return True
    if word in ("INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "IMPORT", "RD", "DATABASE", "EMBED"):
        out.append((left_out.LINKS, code))
    return False
