"""What a pack must keep that calls itself PDF/UA-1: whatever its own words and tags show without a judge of PDF/UA."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from meetings.packs.pdf.structure_check import ATTRIBUTES, LINK_KEY, StructureReader
from meetings.packs.pdf.syntax import LITERAL, REF, STRING

WITHIN = {
    b"TR": {b"Table", b"THead", b"TBody", b"TFoot"},
    b"TH": {b"TR"},
    b"TD": {b"TR"},
    b"THead": {b"Table"},
    b"TBody": {b"Table"},
    b"TFoot": {b"Table"},
    b"LI": {b"L"},
    b"LBody": {b"LI"},
    b"TOCI": {b"TOC"},
}
HOLDS = {
    b"Table": {b"TR", b"THead", b"TBody", b"TFoot", b"Caption"},
    b"THead": {b"TR"},
    b"TBody": {b"TR"},
    b"TFoot": {b"TR"},
    b"TR": {b"TH", b"TD"},
    b"L": {b"L", b"LI", b"Caption"},
    b"LI": {b"Lbl", b"LBody"},
    b"TOC": {b"TOC", b"TOCI", b"Caption"},
}
ONCE = {b"Caption", b"THead", b"TFoot"}
DESCRIPTOR = re.compile(rb"/Type\s*/FontDescriptor\b")
HEADING = re.compile(rb"H[1-6]")
WORDS = re.compile(rb"/(?:Alt|ActualText)\s*(?:\((?!\))|<(?![<>]))")
CONTENTS = re.compile(rb"/Contents\s*(?:\((?!\))|<(?![<>]))")
LANGUAGE = re.compile(rb"/Lang\s*(" + LITERAL + rb"|<[0-9A-Fa-f\s]*+>)", re.S)
KNOWN = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*|")
KIND = re.compile(rb"/Subtype\s*/([^\s/<>\[\]()]+)")
SPANS = re.compile(rb"/(Col|Row)Span\s+(\d{1,10})")
LAYERS = re.compile(rb"/D\s*(<<.*|\d{1,10} 0 R)", re.S)
HIDDEN = 2
LARGEST = 1_000_000  # places in a table


def faults(tree: StructureReader) -> Iterator[str]:
    """Yield in plain sentences what belies the claim; `tree.faults` has been asked before."""
    yield from _nesting(tree)
    yield from _families(tree)
    yield from _headings(tree)
    yield from _descriptions(tree)
    yield from _tables(tree)
    yield from _links(tree)
    yield from _languages(tree)
    yield from _fonts(tree)
    root = tree.objects.get(tree.objects.root)
    layers = LAYERS.search(root, root.find(b"/OCProperties")) if b"/OCProperties" in root else None
    if layers and b"/Name" not in (tree.objects.get(int(layers[1][:-4])) if layers[1][-1:] == b"R" else layers[1]):
        yield "The set of layers has no name."


def _nesting(tree: StructureReader) -> Iterator[str]:
    for number in tree.odd:
        yield f"Tag /{tree.roles[number].decode()} (object {number}) says that it is something else."
    for number, role in tree.roles.items():
        parent = tree.roles.get(tree.parents[number], b"")
        if parent not in WITHIN.get(role, {parent}) or role not in HOLDS.get(parent, {role}):
            yield f"Tag /{role.decode()} stands in /{parent.decode()}."


def _families(tree: StructureReader) -> Iterator[str]:
    """Yield faults of tables that hold a tag twice, and of names that notes and headings of tables must have."""
    alone = Counter((tree.parents[number], role) for number, role in tree.roles.items() if role in ONCE)
    for (parent, role), count in alone.items():
        if count > 1 and tree.roles.get(parent) == b"Table":
            yield f"A table (object {parent}) has {count} tags /{role.decode()}."
    role_of = {name: tree.roles.get(number) for name, number in tree.names}
    if any(role_of.get(name) != b"TH" for name in tree.headers):
        yield "A cell of a table names a heading that is none."
    named = {number for _, number in tree.names}
    if any(role == b"Note" and number not in named for number, role in tree.roles.items()):
        yield "A tag /Note has no name (ID)."


def _fonts(tree: StructureReader) -> Iterator[str]:
    for number, text in tree.objects.texts.items():
        if b"/FontDescriptor" in text and DESCRIPTOR.search(text) and b"/FontFile" not in text:
            yield f"A font (object {number}) is not inside the file."


def _headings(tree: StructureReader) -> Iterator[str]:
    if b"H" in tree.roles.values() and any(map(HEADING.fullmatch, tree.roles.values())):
        yield "Some headings have a level and some have none."
    before = 0
    for role in reversed(tree.roles.values()):
        if HEADING.fullmatch(role):
            level = int(role[1:])
            if level > before + 1:
                yield f"A heading of level {level} follows one of level {before}."
            before = level


def _descriptions(tree: StructureReader) -> Iterator[str]:
    for number, role in tree.roles.items():
        if role in (b"Figure", b"Formula") and not WORDS.search(tree.objects.get(number)):
            yield f"Tag /{role.decode()} (object {number}) has no words in its place."


def _tables(tree: StructureReader) -> Iterator[str]:
    """Yield faults of tables whose rows differ in length, or whose cells do not know their headings."""
    cells: dict[int, list[int]] = defaultdict(list)
    rows: dict[int, list[int]] = defaultdict(list)
    for number in reversed(tree.roles):
        if tree.roles[number] in (b"TH", b"TD"):
            cells[tree.parents[number]].append(number)
    for row in reversed(tree.roles):
        if tree.roles[row] == b"TR":
            table = tree.parents[row]
            rows[table if tree.roles.get(table) == b"Table" else tree.parents.get(table, 0)].append(row)
    for table, inside in rows.items():
        grid = [[(tree.roles[cell], _attributes(tree, cell)) for cell in cells[row]] for row in inside]
        if not _is_even([[text for _, text in row] for row in grid]):
            yield f"A table (object {table}) has rows of different lengths."
        flat = [cell for row in grid for cell in row]
        headings = [text for role, text in flat if role == b"TH"]
        bare = any(role == b"TD" and b"/Headers" not in text for role, text in flat)
        if headings and bare and not any(b"/Scope" in text for text in headings):
            yield f"A table (object {table}) has headings of which nothing says what they head."


def _attributes(tree: StructureReader, cell: int) -> bytes:
    text = STRING.sub(b"()", tree.objects.get(cell))
    match = ATTRIBUTES.search(text)
    return b" ".join([text, *(tree.objects.get(int(ref)) for ref in REF.findall(match[1] if match else b""))])


def _is_even(rows: list[list[bytes]]) -> bool:
    """Return whether cells, with their row and column spans, fill a rectangle."""
    taken: set[tuple[int, int]] = set()
    for down, row in enumerate(rows):
        across = 0
        for text in row:
            reach = {name: int(number) for name, number in SPANS.findall(text)}
            high, wide = reach.get(b"Row", 1), reach.get(b"Col", 1)
            if high * wide > LARGEST or len(taken) > LARGEST:
                return False
            while (down, across) in taken:
                across += 1
            places = {(down + y, across + x) for y in range(high) for x in range(wide)}
            if places & taken:
                return False
            taken |= places
    widths = {max((x for _, x in taken), default=-1) + 1}
    return len(taken) == len(rows) * widths.pop() and all(y < len(rows) for y, _ in taken)


def _links(tree: StructureReader) -> Iterator[str]:
    places = {page: place for place, page in enumerate(tree.pages, 1)}
    for annot, page in tree.annots.items():
        text = tree.objects.get(annot)
        plain = STRING.sub(b"()", text)
        kind, flags = KIND.search(plain), re.search(rb"/F\s+(\d{1,10})", plain)
        if not kind or kind[1] != b"Link" or (flags and int(flags[1]) & HIDDEN):
            continue
        key = LINK_KEY.search(plain)
        owner = tree.rows.get(int(key[1])) if key else None
        if not isinstance(owner, int) or tree.roles.get(owner) != b"Link":
            yield f"Page {places[page]} of the file has a link that no tag /Link owns."
        elif not CONTENTS.search(text) and not WORDS.search(tree.objects.get(owner)):
            yield f"Page {places[page]} of the file has a link that does not say what it is."


def _languages(tree: StructureReader) -> Iterator[str]:
    for number in (tree.objects.root, *tree.roles):
        match = LANGUAGE.search(tree.objects.get(number)) if b"/Lang" in tree.objects.get(number) else None
        if match and not KNOWN.fullmatch(_text(match[1])):
            yield f"“{_text(match[1])}” is no language."


def _text(raw: bytes) -> str:
    data = bytes.fromhex(raw[1:-1].decode()) if raw.startswith(b"<") else raw[1:-1]
    return data[2:].decode("utf-16-be", "replace") if data.startswith(b"\xfe\xff") else data.decode("latin-1")
