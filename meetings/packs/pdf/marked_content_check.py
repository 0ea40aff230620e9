"""What a page draws: is every piece of it owned by a tag, or else marked as an artifact (PDF/UA-1, 7.1)?"""

import re
from collections.abc import Iterator, Sequence

from meetings.packs.pdf.object_reader import Objects, Unreadable
from meetings.packs.pdf.syntax import LIST, REF, STRING

CONTENTS = re.compile(rb"/Contents\s*(?:" + LIST + rb"|(\d{1,10}) 0 R)")
MARK = re.compile(rb"\b(?:BDC|BMC|EMC)(?=\s|$)")
OPERANDS = 600  # bytes before a command in which what it begins is looked for
BEGUN = re.compile(rb"/([^\s/<>\[\]()]+)\s*(?:<<(.{0,600})>>\s*|/([^\s/<>\[\]()]+)\s+|)$", re.S)
INK = re.compile(rb"(?<![\w/<*])(?:T[jJ]|['\"]|f\*?|F|[Bb]\*?|S|s|sh|EI)(?=[\s/\[(<]|$)|/([^\s/<>\[\]()]+)\s+Do\b")
ENTRY = re.compile(rb"/([^\s/<>\[\]()]+)(?:\s+(\d{1,10}) 0 R|\s*(<<))")
BRACKETS = re.compile(rb"<<|>>")
MCID = re.compile(rb"/MCID\s+(\d{1,10})(?!\d)")


def streams(text: bytes) -> list[int]:
    """Return the numbers of the streams that a page (its dictionary's text) draws, in order."""
    match = CONTENTS.search(text)
    return [int(number) for number in REF.findall(match[0])] if match else []


class Drawn:
    """Compares what pages draw with the ParentTree's rows."""

    def __init__(self, objects: Objects) -> None:
        self._objects = objects
        # Of each page's resources of a kind: a page may have as many marks as it has names for them.
        self._resources: dict[tuple[int, bytes], tuple[bytes, dict[bytes, re.Match[bytes]]]] = {}

    def fault(self, page: int, row: Sequence[int]) -> str:
        """Return what is wrong with the page object `page`, whose content 0, 1, 2 ... `row` gives to tags; or ""."""
        try:
            data = b"\n".join([self._objects.content(number) for number in streams(self._objects.get(page))])
        except Unreadable:
            return "cannot be read"
        fault = next(self._faults(data, page, row), "")
        if fault and b"(" in data:  # words in brackets may look like commands
            fault = next(self._faults(STRING.sub(b"()", data), page, row), "")
        return fault

    def _faults(self, data: bytes, page: int, row: Sequence[int]) -> Iterator[str]:
        stack: list[bool] = []  # of each mark that is open, whether a tag or an artifact owns it
        seen: set[int] = set()
        owned = place = 0
        for match in MARK.finditer(data):
            if not owned and self._inked(data[place : match.start()], page):
                yield "draws something that is no tag’s and no artifact"
            if match[0] == b"EMC":
                if not stack:
                    yield "ends a mark that it did not begin"
                    return
                owned -= stack.pop()
            else:
                begun = BEGUN.search(data, max(place, match.start() - OPERANDS), match.start())
                mcid = self._mcid(begun, page) if begun else None
                artifact = begun is not None and begun[1] == b"Artifact"
                if owned and (artifact or mcid is not None):
                    yield "marks something within what is marked already"
                if mcid is not None and mcid in seen:
                    yield f"draws content {mcid} twice"
                if mcid is not None:
                    seen.add(mcid)
                stack.append(artifact or mcid is not None)
                owned += stack[-1]
            place = match.end()
        if stack:
            yield "leaves a mark open"
        elif self._inked(data[place:], page):
            yield "draws something that is no tag’s and no artifact"
        listed = {mcid for mcid, owner in enumerate(row) if owner}
        if seen != listed:
            yield f"draws {len(seen - listed)} pieces that no tag owns and lacks {len(listed - seen)} that tags own"

    def _mcid(self, begun: re.Match[bytes], page: int) -> int | None:
        named = self._named(page, b"Properties", begun[3]) if begun[3] and begun[1] != b"OC" else None
        match = MCID.search(STRING.sub(b"()", named or begun[2] or b""))
        return int(match[1]) if match else None

    def _inked(self, data: bytes, page: int) -> bool:
        """Return whether commands outside all marks draw anything; a form may have marks of its own."""
        for match in INK.finditer(data):
            if not match[1] or re.search(rb"/Subtype\s*/Image", self._named(page, b"XObject", match[1])):
                return True
        return False

    def _named(self, page: int, kind: bytes, name: bytes) -> bytes:
        """Return the text of a named resource of a page."""
        cached = self._resources.get((page, kind))
        if cached is None:
            page_text = self._objects.get(page)
            text = self._text_of(page_text, _entries(page_text).get(b"Resources"))
            text = self._text_of(text, _entries(text).get(kind))
            cached = self._resources[page, kind] = text, _entries(text)
        text, entries = cached
        return self._text_of(text, entries.get(name))

    def _text_of(self, text: bytes, entry: re.Match[bytes] | None) -> bytes:
        """Return the text of a dictionary's entry: the object that it names, or the dictionary that begins with it."""
        if entry is None:
            return b""
        return self._objects.get(int(entry[2])) if entry[2] else _within(text, entry.start(3))


def _entries(text: bytes) -> dict[bytes, re.Match[bytes]]:
    """Return the first entry of each name anywhere in a text, where it names an object or holds a dictionary."""
    entries: dict[bytes, re.Match[bytes]] = {}
    for entry in ENTRY.finditer(text):
        entries.setdefault(entry[1], entry)
    return entries


def _within(text: bytes, at: int) -> bytes:
    """Return the dictionary that begins at a place in a text."""
    depth = 0
    for bracket in BRACKETS.finditer(text, at):
        depth += 1 if bracket[0] == b"<<" else -1
        if not depth:
            return text[at : bracket.end()]
    return text[at:]
