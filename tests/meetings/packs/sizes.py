"""How large the letters of a PDF are."""

import ctypes

import pypdfium2
import pypdfium2.raw as pdfium


def too_small(pdf: bytes, least: float = 18) -> dict[int, str]:
    """Return the text of each page (from 1) whose letters are under `least` points."""
    found: dict[int, str] = {}
    for number, page in enumerate(pypdfium2.PdfDocument(pdf), 1):
        words = page.get_textpage()
        for place in range(words.count_chars()):
            letter = chr(pdfium.FPDFText_GetUnicode(words.raw, place))
            if letter.isspace() or pdfium.FPDFText_IsGenerated(words.raw, place):
                continue
            if _points(words.raw, place) < least - 0.01:
                found[number] = found.get(number, "") + letter
    return found


def _points(words: ctypes.c_void_p, place: int) -> float:
    """Return the visible size of a word: its font's size times the page's matrix."""
    matrix = pdfium.FS_MATRIX()
    pdfium.FPDFText_GetMatrix(words, place, ctypes.byref(matrix))
    size: float = pdfium.FPDFText_GetFontSize(words, place) * abs(matrix.d or matrix.b)
    return size
