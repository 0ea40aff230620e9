"""The letters of a PDF's page with their places, joined to text by these places. Runs in a child process."""

import ctypes
import math
import re
import statistics
import sys
from collections.abc import Collection, Iterable, Iterator
from itertools import islice, pairwise
from typing import Any, NamedTuple

SPACE = 0.15  # of a letter's height: the least gap between two words
LIKELY_SPACE = 0.05  # the same, where PDFium thinks that a blank is
LIKELY_BLANK = "\t"  # written where PDFium thinks that a blank or the end of a line is
MOST_OBJECTS, MOST_NESTED, MOST_LINKS = 200_000, 8, 300  # drawn objects of a page; drawings inside one another; links
SPACED_OUT = 4  # as many letters in a row, each by itself, are a word with space between its letters
WIDEST = 0.8  # of a letter's height: the most space between the letters of such a word
MOST_TRACKING = 0.3  # of a letter's height: the most space that all letters of a paragraph may have between them
HYPHENS = "-\u2010\u00ad\x02"  # PDFium writes \x02 for a hyphen at the end of a line
BROKEN, SOFT = "\x02", "\u00ad"  # where a line ended with a hyphen, and with one that is no letter of the word
INVISIBLE = 3  # a text rendering mode, used for words that were recognised in a picture
QUARTER = 90
LAM, ALEFS = "\u0644", "\u0622\u0623\u0625\u0627\u0671"
BULLETS = "•‣◦▪▫●○■□◆➢➤►✓✔\uf0b7\uf0a7\uf0d8\uf0fc"
BULLET = re.compile(f"[{BULLETS}–—\\-*·o] ")
LABEL = re.compile(
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,3}|[a-z]|[ivx]{1,5})(?:\)|\.(?![\da-z])) ?|\d{1,3}(?:\.\d{1,3}){1,3} "
)
MOST_ARTIFACTS = 400  # how many more letters of a page may be artifacts than not
type Block = list[Any]  # see `view`
type Marks = tuple[int, bool, int]  # `content`, `artifact` and `drawing` of a letter
UNMARKED: Marks = (-1, False, 0)
HIDDEN = -2  # in place of the id of marked content: on a layer that is off


class Glyph(NamedTuple):
    """
    A letter, or a few letters that are drawn as one, and its box, turned so that its line runs from left to right.

    `content` is the id of its marked content (-1 for none); `turn` is the direction of its line in quarters; `drawing`
    tells apart the drawings within the page (forms), such as filled-in fields, and is 0 outside them.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    turn: int
    href: str
    content: int
    artifact: bool
    invisible: bool
    drawing: int = 0

    @property
    def height(self) -> float:
        """Height of the box, at least a hundredth of a point."""
        return max(self.top - self.bottom, 0.01)


class _Object(NamedTuple):
    content: int
    artifact: bool
    drawing: int
    turn: int
    invisible: bool


def of_page(page: Any, hidden: Collection[str] = ()) -> list[Glyph]:
    """
    Return the letters and blanks of a pypdfium2 page, in the order of PDFium's text.

    Letters outside the page's crop box are left out, because no reader of the PDF sees them; so are all letters where
    the fonts say of most of them not which letters they are, and letters on the layers named in `hidden`.
    """
    import pypdfium2.raw as pdfium

    objects = _Objects(page, hidden)
    links = list(islice(_links(page), MOST_LINKS))
    left, bottom, right, top = page.get_bbox()
    text = page.get_textpage()
    made: list[Glyph] = []
    unknown = 0
    box = pdfium.FS_RECTF()
    for index in range(pdfium.FPDFText_CountChars(text)):
        code = pdfium.FPDFText_GetUnicode(text, index)
        if code in (0, 0xFFFE, 0xFFFF) or code > sys.maxunicode:  # the file may give any number
            continue
        if pdfium.FPDFText_HasUnicodeMapError(text, index) == 1:  # its font does not say which letter it is
            unknown += 1
            continue
        if code != 2 and pdfium.FPDFText_IsGenerated(text, index) == 1:
            made += [made[-1]._replace(text=LIKELY_BLANK)] if made else []
            continue
        if not pdfium.FPDFText_GetLooseCharBox(text, index, box):
            continue
        drawn = objects.of(pdfium.FPDFText_GetTextObject(text, index))
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        if drawn.content == HIDDEN or not (left <= x <= right and bottom <= y <= top):  # not on the page as it is shown
            continue
        href = next((href for href, rect in links if rect[0] <= x <= rect[2] and rect[1] <= y <= rect[3]), "")
        turned = _turned((box.left, box.bottom, box.right, box.top), drawn.turn)
        letters = "-" if code == 2 else chr(code)
        glyph = Glyph(letters, *turned, drawn.turn, href, drawn.content, drawn.artifact, drawn.invisible, drawn.drawing)
        # PDFium gives the letters of one Arabic glyph the wrong way round.
        is_turned_round = letters == LAM and made and made[-1].text in ALEFS and made[-1][1:6] == glyph[1:6]
        made.insert(len(made) - bool(is_turned_round), glyph)
    text.close()
    return made if unknown <= len(made) else []


def _turned(box: tuple[float, float, float, float], turn: int) -> tuple[float, float, float, float]:
    left, bottom, right, top = box
    match turn:
        case 1:  # the line runs upwards
            return bottom, -right, top, -left
        case 2:
            return -right, -top, -left, -bottom
        case 3:
            return -top, left, -bottom, right
    return left, bottom, right, top


class _Objects:
    """The drawn texts of a page, by their addresses, with the marked content that they belong to."""

    def __init__(self, page: Any, hidden: Collection[str]) -> None:
        import pypdfium2.raw as pdfium

        self._pdfium, self._hidden = pdfium, {f"OC {name}" for name in hidden}
        self._left = MOST_OBJECTS
        self._inherited: dict[int, Marks] = {}
        self._known: dict[int, _Object] = {}
        count = pdfium.FPDFPage_CountObjects(page)
        self._walk((pdfium.FPDFPage_GetObject(page, index) for index in range(count)), UNMARKED, 0)

    def _walk(self, objects: Iterator[Any], around: Marks, depth: int) -> None:
        """Note what the objects inside a form (a drawing with objects of its own) inherit from the form."""
        pdfium = self._pdfium
        for drawn in objects:
            self._left -= 1
            if self._left < 0:
                return
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_TEXT and depth:
                self._inherited[_address(drawn)] = around
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < MOST_NESTED:
                inner = range(max(0, pdfium.FPDFFormObj_CountObjects(drawn)))
                content, artifact, _ = self._marks(drawn, around)
                marks = content, artifact, _address(drawn)
                self._walk((pdfium.FPDFFormObj_GetObject(drawn, index) for index in inner), marks, depth + 1)

    def _marks(self, drawn: Any, around: Marks) -> Marks:
        """Return the marks of an object, else what is `around` it."""
        pdfium = self._pdfium
        content = pdfium.FPDFPageObj_GetMarkedContentID(drawn)
        names = {_mark(drawn, index) for index in range(max(0, pdfium.FPDFPageObj_CountMarks(drawn)))}
        artifact = "Artifact" in names
        if around[0] == HIDDEN or names & self._hidden:
            return HIDDEN, True, around[2]
        return (content, artifact, around[2]) if content >= 0 or artifact else around

    def of(self, drawn: Any) -> _Object:
        """Return what is known of a drawn text."""
        address = _address(drawn)
        if address not in self._known:
            self._known[address] = self._look(drawn, address) if drawn else _Object(*UNMARKED, 0, False)
        return self._known[address]

    def _look(self, drawn: Any, address: int) -> _Object:
        pdfium = self._pdfium
        marks = self._marks(drawn, self._inherited.get(address, UNMARKED))
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(drawn, matrix)
        turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / QUARTER) % 4
        return _Object(*marks, turn, pdfium.FPDFTextObj_GetTextRenderMode(drawn) == INVISIBLE)


def _address(drawn: Any) -> int:
    return ctypes.cast(drawn, ctypes.c_void_p).value or 0


def _mark(drawn: Any, index: int) -> str:
    """Return the name of a mark, as "Artifact"; that of a layer is "OC " and the layer's name."""
    import pypdfium2.raw as pdfium

    mark, length, name = pdfium.FPDFPageObj_GetMark(drawn, index), ctypes.c_ulong(), (ctypes.c_ushort * 256)()

    def written(call: Any, *arguments: Any) -> str:
        is_written = call(mark, *arguments, name, ctypes.sizeof(name), length)
        return bytes(name)[: max(0, length.value - 2)].decode("utf-16-le", "replace") if is_written else ""

    kind = written(pdfium.FPDFPageObjMark_GetName)
    return f"OC {written(pdfium.FPDFPageObjMark_GetParamStringValue, b'Name')}" if kind == "OC" else kind


def _links(page: Any) -> Iterator[tuple[str, tuple[float, float, float, float]]]:
    """Yield the address of each link to the web and its rectangle on the page."""
    import pypdfium2.raw as pdfium

    link, place = pdfium.FPDF_LINK(), ctypes.c_int(0)
    while pdfium.FPDFLink_Enumerate(page, place, link):
        action, rect = pdfium.FPDFLink_GetAction(link), pdfium.FS_RECTF()
        address = ctypes.create_string_buffer(2_048)
        if action and pdfium.FPDFAction_GetType(action) == pdfium.PDFACTION_URI:
            length = pdfium.FPDFAction_GetURIPath(page.pdf, action, address, len(address))
            if 0 < length <= len(address) and pdfium.FPDFLink_GetAnnotRect(link, rect):
                bottom, top = sorted((rect.bottom, rect.top))
                yield address.value.decode("utf-8", "replace"), (rect.left, bottom, rect.right, top)


def same_line(first: Glyph, other: Glyph) -> bool:
    """Return whether two letters are on first line: they overlap by half of the smaller letter."""
    overlap = min(first.top, other.top) - max(first.bottom, other.bottom)
    return first.turn == other.turn and overlap > 0.5 * min(first.height, other.height)


def gap(first: Glyph, other: Glyph) -> float:
    """Return the space between two letters of a line, by their height; below 0 where they overlap."""
    return max(other.left - first.right, first.left - other.right) / max(first.height, other.height)


def runs(glyphs: Iterable[Glyph]) -> list[list[str]]:
    """Return [text, href] pairs of the letters, with a blank where the places of two letters show one."""
    made: list[list[str]] = []
    for text, href in _tokens(glyphs):
        if made and (made[-1][1] == href or text == " "):
            made[-1][0] += text
        else:
            made.append([text, href])
    for run in made:
        text = run[0].strip()
        if "/" in text and (address := text.replace(" ", "")) in run[1]:  # an address that goes on in the next line
            run[0] = run[0].replace(text, address)
    return made


def _tokens(glyphs: Iterable[Glyph]) -> Iterator[tuple[str, str]]:
    """Yield (text, href) of each letter, and of each blank between words."""
    drawn: list[Glyph] = []
    blanks = [""]  # before each letter, and after the last
    for glyph in glyphs:
        if glyph.text.strip():
            drawn.append(glyph)
            blanks.append("")
        else:
            blanks[-1] += glyph.text
    pairs = list(zip(pairwise(drawn), blanks[1:], strict=False))
    tracking = _tracking(pairs)
    # What is before each letter: "", " ", "\n" (a new line) or BROKEN.
    before = ["", *(_between(first, other, blank, tracking) for (first, other), blank in pairs)]
    _close_up(drawn, before)
    for index, glyph in enumerate(drawn):
        following = before[index + 1] if index + 1 < len(drawn) else ""
        if before[index] in (" ", "\n"):
            yield " ", glyph.href if index and drawn[index - 1].href == glyph.href else ""
        if following == BROKEN:
            yield (SOFT if glyph.text == SOFT else BROKEN), glyph.href
        elif glyph.text != SOFT:
            yield glyph.text, glyph.href


def _tracking(pairs: list[tuple[tuple[Glyph, Glyph], str]]) -> float:
    """Return the space between letters that follow each other, by their height; 0 where it is usual or very wide."""
    gaps = [
        gap(first, other)
        for (first, other), blank in pairs
        if not blank and _is_letter(first) and _is_letter(other) and same_line(first, other)
    ]
    usual = statistics.median_low(gaps) if len(gaps) >= SPACED_OUT else 0
    return usual if LIKELY_SPACE < usual < MOST_TRACKING else 0


def _between(first: Glyph, other: Glyph, blanks: str, tracking: float) -> str:
    if not same_line(first, other):
        is_broken = first.text in HYPHENS and not blanks.strip(LIKELY_BLANK) and other.text.isalpha()
        return BROKEN if is_broken else "\n"
    if blanks.strip(LIKELY_BLANK):
        return " "
    return " " if gap(first, other) > tracking + (LIKELY_SPACE if blanks else SPACE) else ""


def _is_letter(glyph: Glyph) -> bool:
    """Return whether a glyph is one letter, not a word that the file gives as the text of its letters."""
    return len(glyph.text) == 1 and glyph.text.isalpha()


def _close_up(drawn: list[Glyph], before: list[str]) -> None:
    """Remove the blanks inside words whose letters have space between them."""
    start = 0
    while start < len(drawn):
        end = start + 1
        if start and before[start] == "" and drawn[start - 1].text.isalnum():  # the end of a word, as in "Plan A B C"
            start = end
            continue
        while end < len(drawn) and _is_letter(drawn[end]) and _is_letter(drawn[end - 1]) and before[end] == " ":
            end += 1
        alone = end == len(drawn) or before[end] != "" or not drawn[end].text.isalnum()
        end -= 0 if alone else 1
        if end - start >= SPACED_OUT:
            gaps = [gap(drawn[index - 1], drawn[index]) for index in range(start + 1, end)]
            usual = statistics.median_low(gaps)
            for index, wide in enumerate(gaps, start + 1):
                if wide <= min(1.6 * usual, WIDEST):
                    before[index] = ""
        start = max(end, start + 1)


def without_artifacts(drawn: list[Glyph]) -> list[Glyph]:
    """
    Return the letters without artifacts, such as page numbers and running heads.

    Returns all letters where far more of them are artifacts than not: some programs mark all words as artifacts.
    """
    others = [glyph for glyph in drawn if not glyph.artifact]
    least = MOST_ARTIFACTS if any(glyph.text.strip() for glyph in others) else MOST_ARTIFACTS // 4
    return drawn if len(drawn) - len(others) > len(others) + least else others
