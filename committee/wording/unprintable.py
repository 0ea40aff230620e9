"""Characters that no reader sees: what makes one name or title read as another, or a text of nothing look like one."""

import re
from unicodedata import normalize

# Control characters, the marks that turn the direction of what follows, and what is no character at all: no printer
# knows them, no XML may hold them (the metadata of every PDF is XML), and some make a title read as another.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Those of them that no keyboard types; a null is refused where it comes in, in a sentence.
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A text of nothing else is empty to whoever reads it.
INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
# What takes no room in a line. The two joiners (\u200c, \u200d) stay between letters of scripts that need them.
ZERO_WIDTH = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
BREAKS = re.compile("[\r\n\u2028\u2029]+")


def composed(text: str) -> str:
    """
    `text` with each letter and its accent as one character (Unicode's NFC), as keyboards type them and fonts have them.

    Word processors and file names of Macs part them, and the name of one person then reads as that of two.
    """
    return text if text.isascii() else normalize("NFC", text)


def printable(text: str) -> str:
    """`text`, composed, without blanks around it and what cannot be printed; "" where nothing is left to read."""
    text = composed(text)
    text = UNPRINTABLE.sub(" ", text).strip() if UNPRINTABLE.search(text) else text
    return "" if INVISIBLE.fullmatch(text) else text


def in_one_line(text: str) -> str:
    """Return a name or a title as `printable` does, without zero-width characters."""
    return printable(ZERO_WIDTH.sub("", text))


def unbroken(text: str) -> str:
    """
    Return text for one line (a name, an email address) as `in_one_line` does, its line breaks made blanks.

    SECURITY: a browser sends no break from such a field, and the header of an email or a calendar may hold none.
    """
    return in_one_line(BREAKS.sub(" ", text.strip()))
