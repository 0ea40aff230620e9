"""
A document made ready for large print, where style alone cannot do it: wide tables, columns, spaced-out capitals.

What a document looks like in large print is in static/css/large_print.css: clear print as UKAAF and the RNIB ask for,
18 point at least.
"""

import re
from xml.etree.ElementTree import Element

from committee.printing import tables

SIDE_BY_SIDE = re.compile(r"\bdisplay\s*:\s*(?:inline-)?(?:flex|grid)\b", re.I)
SPACED_OUT = re.compile(r"^\s*(?:[A-Z] ){2,}[A-Z]\s*$")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def enlarge(html: Element) -> None:
    """
    Change a parsed document: one column instead of several, tables only where they fit, words instead of capitals.

    A table too wide for the page is written out row by row, each cell under the name of its column.
    """
    for element in html.iter():
        if element.tag == "style" and element.text:
            element.text = SIDE_BY_SIDE.sub("display: block", element.text)
        if "style" in element.attrib:
            del element.attrib["style"]
        if element.tag in HEADINGS:
            _calm(element)
    tables.fit(html)


def _calm(heading: Element) -> None:
    """
    Turn “A G E N D A” to “Agenda”, “PART ONE” to “Part One”; leave a single word in capitals, which may be an
    abbreviation.
    """
    words = "".join(heading.itertext())
    if not words.isupper() or len(words.split()) < 2:
        return
    for element in heading.iter():
        element.text = _in_small_letters(element.text)
        if element is not heading:
            element.tail = _in_small_letters(element.tail)


def _in_small_letters(text: str | None) -> str | None:
    if not text:
        return text
    return (text.replace(" ", "") if SPACED_OUT.match(text) else text).title()
