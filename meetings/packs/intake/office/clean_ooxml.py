"""
Remove parts that must not be printed, and outside references, from a Word, PowerPoint or Excel file.

Runs in the child process that takes an upload in.

Only parts on the lists `ALWAYS` and `MAY_STAY` remain. Relationships to the outside are removed, except links for
readers. Removed text is returned, so that the clerk can be told.
"""

import re
from collections.abc import Callable
from html import escape
from typing import Any

from committee.acts.refusal import Refused
from meetings.packs.intake.office import clean_excel, clean_powerpoint, clean_word, cropping, left_out
from meetings.packs.intake.office.archive import (
    DAMAGED,
    inside,
    is_picture,
    local,
    packed,
    paragraphs,
    remove,
    text_of,
    tree,
    unpacked,
    written,
)
from meetings.packs.intake.office.left_out import Pair

MAIN = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
}
# Words in the content type of the main part, for documents, templates and slide shows, with macros or without.
SAYS = {"docx": "word", "pptx": "powerpoint|presentation", "xlsx": "excel|spreadsheet"}
# SECURITY: every part that stays, except pictures, is parsed as XML and cleaned, whatever its name.
PART = r"(?:_rels/)?[\w.]+\.(?:xml|xml\.rels)"
MAY_STAY = {
    "docx": re.compile(
        r"word/(?:_rels/)?(?:document\w*|styles|numbering|settings|fontTable|footnotes|endnotes|header\d*|footer\d*)"
        rf"\.xml(?:\.rels)?|word/theme/[\w.]+\.xml|word/media/[^/]+|word/(?:charts|diagrams|drawings)/{PART}"
    ),
    "pptx": re.compile(
        r"ppt/(?:_rels/)?(?:presentation\w*|presProps|viewProps|tableStyles)\.xml(?:\.rels)?|ppt/media/[^/]+"
        rf"|ppt/(?:slides|slideLayouts|slideMasters|theme|charts|diagrams|drawings|notesMasters)/{PART}"
    ),
    "xlsx": re.compile(
        r"xl/(?:_rels/)?(?:workbook\w*|styles|sharedStrings)\.xml(?:\.rels)?|xl/media/[^/]+"
        rf"|xl/(?:worksheets|chartsheets|theme|charts|drawings|diagrams|tables)/{PART}"
    ),
}
PAGES = re.compile(r"(?:ppt/slides|xl/worksheets)/[^/]+")  # slides and sheets; each must match MAY_STAY
ALWAYS = re.compile(r"\[Content_Types\]\.xml|_rels/\.rels")
# Parts that are removed, with their words shown to the clerk.
TOLD = {
    re.compile(
        r"(?:word|ppt|xl)/(?:\w+/)?(?:comments|threadedComment|comment|modernComment)\w*\.xml", re.I
    ): left_out.COMMENTS,
    re.compile(r"ppt/notesSlides/\w+\.xml"): left_out.NOTES,
}
NAMED = {
    re.compile(r"vba(?:Project|Data)|macrosheets/|customUI", re.I): left_out.MACROS,
    re.compile(r"/(?:embeddings|activeX|ctrlProps)/"): left_out.OBJECTS,
    re.compile(r"/externalLinks/|xl/connections|/queryTables/"): left_out.LINKS,
}
UNSEEN_PICTURE = re.compile(r"\.(?:svgz?|wdp|bin|html?|xml|mht)$", re.I)
LINK = re.compile(r"(?:https?://|mailto:)[^\s]+", re.I)
OUTSIDE = ("link", "href")  # attributes for relationships to something outside the file
DANGLING = frozenset(
    ["externalReferences", "legacyDrawing", "legacyDrawingHF", "oleObjects", "controls", "custDataLst", "svgBlip"]
)
CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><cp:coreProperties xmlns:cp="http://schemas.openxmlformats.'
    'org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{}</dc:title>'
    "</cp:coreProperties>"
)
CLEANERS: dict[str, Callable[[dict[str, Any], list[Pair]], list[Pair]]] = {
    "docx": clean_word.clean, "pptx": clean_powerpoint.clean, "xlsx": clean_excel.clean,
}  # fmt: skip


def clean(data: bytes, ending: str, title: str) -> tuple[bytes, list[Pair], list[Pair]]:
    """Return the cleaned file, the Pairs of removed parts, and the Pairs of texts that the PDF must contain."""

    def stays(name: str) -> bool:
        return bool(ALWAYS.fullmatch(name) or MAY_STAY[ending].fullmatch(name))

    raw, others = unpacked(data, lambda name: stays(name) or any(regex.fullmatch(name) for regex in TOLD))
    if not raw.keys() >= {"[Content_Types].xml", "_rels/.rels"} or any(PAGES.fullmatch(name) for name in others):
        raise Refused(DAMAGED)
    out: list[Pair] = []
    for name in [name for name in raw if not stays(name)]:
        what = next(what for pattern, what in TOLD.items() if pattern.fullmatch(name))
        out += [(what, text) for text in _texts(tree(raw.pop(name)))]
    for name in [name for name in raw if "/media/" in name and not is_picture(raw[name])]:
        out += [] if UNSEEN_PICTURE.search(name) else [(left_out.PICTURES, name.rpartition("/")[2])]
        del raw[name]
    for name in others:
        out += [(what, "") for pattern, what in NAMED.items() if pattern.search(name)]
    parts = {name: tree(content) for name, content in raw.items() if name.endswith((".xml", ".rels"))}
    pictures = {name: content for name, content in raw.items() if name not in parts}
    _cut_ties(parts, {*parts, *pictures}, out)
    cropping.crop(parts, pictures)
    _say_what_it_is(parts["[Content_Types].xml"], {*parts, *pictures}, ending)
    texts = CLEANERS[ending](parts, out)
    made = {name: written(root) for name, root in parts.items()} | pictures
    made["docProps/core.xml"] = CORE.format(escape(title)).encode()
    return packed(made, "[Content_Types].xml"), out, texts


def _texts(root: Any) -> list[str]:
    """Return the text of each paragraph of a part, or of the whole part where it has no paragraphs."""
    names = ("t", "delText", "text")
    whole = text_of(root, *names)
    return paragraphs(root, *names) or ([whole] if whole.strip() else [])


def _cut_ties(parts: dict[str, Any], paths: set[str], out: list[Pair]) -> None:
    """Remove relationships to files that are dropped or missing, and the attributes that refer to them."""
    ties: dict[str, set[Any]] = {}
    for name in [name for name in parts if name.endswith(".rels")]:
        folder, _, file = name.partition("_rels/")
        owner = folder + file.removesuffix(".rels")
        gone = set()
        for tie in list(parts[name]):
            if not _may_stay(tie, folder, paths, out):
                gone.add(tie.get("Id"))
                tie.getparent().remove(tie)
        if name == "_rels/.rels":
            _name_the_title(parts[name])
        elif owner in parts:
            ties[owner] = gone
        else:
            del parts[name]
    for name, root in parts.items():
        if not name.endswith(".rels"):
            _forget(root, ties.get(name, set()))


def _may_stay(tie: Any, folder: str, paths: set[str], out: list[Pair]) -> bool:
    target, kind = tie.get("Target") or "", (tie.get("Type") or "").rpartition("/")[2]
    if (tie.get("TargetMode") or "").lower() == "external":
        if kind == "hyperlink":
            return bool(LINK.fullmatch(target))
        out.append((left_out.LINKS, target))
        return False
    return inside(folder, target) in paths or (not target.partition("#")[0] and kind == "hyperlink")


def _name_the_title(root: Any) -> None:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    core = f"{space}/metadata/core-properties"
    root.append(root.makeelement(f"{{{space}}}Relationship", Id="rIdTitle", Type=core, Target="docProps/core.xml"))


def _forget(root: Any, gone: set[str]) -> None:
    for element in list(root.iter()):
        if local(element) in DANGLING:
            remove(element)
            continue
        for name in [name for name in element.attrib if "relationships}" in str(name)]:
            if element.get(name) in gone or str(name).rpartition("}")[2] in OUTSIDE:
                del element.attrib[name]
        for name in [
            name for name in element.attrib if str(name).startswith("{urn:schemas-microsoft-com:office:office}")
        ]:
            if str(name).endswith("}href"):
                del element.attrib[name]
        if "urn:schemas-microsoft-com:vml" in str(element.tag) and element.get("src"):
            del element.attrib["src"]


def _say_what_it_is(types: Any, paths: set[str], ending: str) -> None:
    """Keep only the content types of the remaining parts; give the main part a type without macros. Raises Refused."""
    has_main = False
    for entry in list(types):
        part, content_type = (entry.get("PartName") or "").lstrip("/"), entry.get("ContentType", "")
        if local(entry) == "Default":
            if entry.get("Extension", "").lower() in ("bin", "vml", "odttf", "svg"):
                types.remove(entry)
        elif part not in paths:
            types.remove(entry)
        elif ".main+xml" in content_type:
            if not re.search(SAYS[ending], content_type, re.I):
                raise Refused(DAMAGED)
            entry.set("ContentType", MAIN[ending])
            has_main = True
    if not has_main:
        raise Refused(DAMAGED)
    core = types.makeelement(types[0].tag.replace("Default", "Override"), PartName="/docProps/core.xml")
    core.set("ContentType", "application/vnd.openxmlformats-package.core-properties+xml")
    types.append(core)
