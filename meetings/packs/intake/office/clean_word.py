"""In the child: the parts of a Word document without tracked changes, comments, hidden text and fields that fetch."""

import re
from typing import Any

from meetings.packs.intake.office import left_out
from meetings.packs.intake.office.archive import local, remove, space, unwrap
from meetings.packs.intake.office.left_out import Pair

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
# Fields that Word and LibreOffice work out from the document alone. Of all others the result that was saved stays.
SAFE_FIELDS = frozenset(
    [
        *("PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "PAGEREF", "REF", "NOTEREF", "SEQ", "TC", "XE", "INDEX"),
        *("STYLEREF", "SYMBOL", "EQ", "LISTNUM", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
    ]
)
LINK_FIELD = re.compile(r'HYPERLINK (?:\\l |"(?:https?://|mailto:))', re.I)
ATTRIBUTES = ("author", "initials", "date")


def clean(parts: dict[str, Any], out: list[Pair]) -> list[Pair]:
    """Clean every part; the texts that must be printed come back, and what is taken out is added to `out`."""
    hidden = _hidden_styles(parts.get("word/styles.xml"))
    texts: list[Pair] = []
    for name, root in parts.items():
        if name.startswith("word/") and not name.endswith(".rels"):
            if space(root) in WORD:
                _clean_part(root, hidden, out)
            texts += _texts(name, root)
    return texts


def _is(element: Any, *names: str) -> bool:
    return space(element) in WORD and local(element) in names


def _clean_part(root: Any, hidden: set[str], out: list[Pair]) -> None:
    _tame_fields(root, out)
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
            # What was moved stands in its new place, if that is in the file: so it is looked for (see `prepare`).
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
    """Whether it is, or says of, a drawing that is switched off in Word’s selection pane: LibreOffice prints it."""
    if local(element) in ("docPr", "cNvPr"):
        return element.get("hidden") in ("1", "true", "on")
    if "urn:schemas-microsoft-com:vml" not in space(element):
        return False
    return "visibility:hidden" in (element.get("style") or "").lower().replace(" ", "")


def _drawn_with(element: Any) -> Any:
    """The whole drawing that something is part of: a shape of several by itself, else with its other forms."""
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
    words = "".join(one.text or "" for one in element.iter() if local(one) in ("t", "delText"))
    if what and words.strip():
        out.append((what, words))
    remove(element)


def _child(element: Any, name: str) -> Any:
    return next((one for one in element if _is(one, name)), None)


def _value(element: Any) -> str | None:
    return _said(element, "val") or None


def _switch(element: Any, properties: str, name: str) -> bool | None:
    """Whether a property is on; None where nothing is said of it."""
    held = _child(element, properties)
    found = _child(held, name) if held is not None else None
    if found is None:
        return None
    return _value(found) not in ("0", "false", "off")


def _is_hidden(run: Any, hidden: set[str]) -> bool:
    said = _switch(run, "rPr", "vanish")
    if said is not None:
        return said
    properties = _child(run, "rPr")
    style = _child(properties, "rStyle") if properties is not None else None
    if style is not None and _value(style) in hidden:
        return True
    paragraph = next((one for one in run.iterancestors() if _is(one, "p")), None)
    about = _child(paragraph, "pPr") if paragraph is not None else None
    style = _child(about, "pStyle") if about is not None else None
    return style is not None and _value(style) in hidden


def _hidden_styles(styles: Any) -> set[str]:
    """The styles whose text is hidden, by themselves or as another on which they are based."""
    if styles is None:
        return set()
    said: dict[str, bool | None] = {}
    based: dict[str, str | None] = {}
    for style in (one for one in styles if _is(one, "style")):
        name = _said(style, "styleId")
        said[name] = _switch(style, "rPr", "vanish")
        on = _child(style, "basedOn")
        based[name] = _value(on) if on is not None else None
    return {name for name in said if _inherits(name, said, based)}


def _inherits(name: str | None, said: dict[str, bool | None], based: dict[str, str | None]) -> bool:
    seen: set[str] = set()
    while name and name in said and name not in seen:
        if (answer := said[name]) is not None:
            return answer
        seen.add(name)
        name = based[name]
    return False


def _tame_fields(root: Any, out: list[Pair]) -> None:
    """Let nothing be fetched or worked out anew: of a field that may, its codes go and its saved result stays."""
    begun: list[tuple[list[Any], list[str]]] = []
    for element in list(root.iter()):
        if _is(element, "fldSimple"):
            if not _is_safe(_said(element, "instr"), out):
                unwrap(element)
        elif _is(element, "instrText", "delInstrText") and begun:
            begun[-1][0].append(element)
            begun[-1][1].append(element.text or "")
        elif _is(element, "fldChar"):
            _mark_of_field(element, begun, out)
    for marks, _ in begun:  # never ended: nobody knows what they would do
        for mark in marks:
            remove(mark)


def _mark_of_field(element: Any, begun: list[tuple[list[Any], list[str]]], out: list[Pair]) -> None:
    kind = _said(element, "fldCharType")
    if kind == "begin":
        begun.append(([], []))
    if begun:
        begun[-1][0].append(element)
    if kind == "end" and begun:
        marks, codes = begun.pop()
        if not _is_safe("".join(codes), out):
            for mark in marks:
                remove(mark)


def _said(element: Any, name: str) -> str:
    return next((str(element.get(one)) for one in element.attrib if str(one).endswith("}" + name)), "")


def _is_safe(code: str, out: list[Pair]) -> bool:
    word = (code.split() or [""])[0].upper()
    if word in SAFE_FIELDS or LINK_FIELD.match(" ".join(code.split())):
        return True
    if word in ("INCLUDEPICTURE", "INCLUDETEXT", "DDE", "DDEAUTO", "LINK", "IMPORT", "RD", "DATABASE", "EMBED"):
        out.append((left_out.LINKS, code))
    return False


def _texts(name: str, root: Any) -> list[Pair]:
    file = name.rpartition("/")[2]
    if file.startswith(("header", "footer")):
        where = left_out.HEADERS
    elif file.startswith(("footnotes", "endnotes")):
        where = left_out.FOOTNOTES
    elif file.startswith("document"):
        where = left_out.BODY
    elif "/diagrams/data" in name or "/charts/chart" in name:
        return _paragraphs(root, left_out.DRAWN)
    else:
        return []
    return _paragraphs(root, where)


def _paragraphs(root: Any, where: str) -> list[Pair]:
    """The text of each paragraph; what stands in a text box or an equation within it is by itself."""
    found: list[Pair] = []
    for paragraph in (one for one in root.iter() if local(one) == "p"):
        own = "".join(_words(paragraph))
        inside = any(local(one) == "txbxContent" for one in paragraph.iterancestors())
        if own.strip():
            found.append((left_out.BOXES if inside and where == left_out.BODY else where, own))
    equations = ("".join(one.itertext()) for one in root.iter() if local(one) == "oMath")
    return found + [(left_out.EQUATIONS, words) for words in equations if words.strip()]


def _words(paragraph: Any) -> list[str]:
    words = []
    for one in paragraph.iter():
        name = local(one)
        if name in ("tab", "br", "cr", "noBreakHyphen"):
            words.append(" ")
        elif name == "t" and "math" not in space(one):
            holder = next((above for above in one.iterancestors() if local(above) == "p"), None)
            if holder is paragraph:
                words.append(one.text or "")
    return words
