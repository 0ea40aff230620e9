"""Invisible characters, which make one name or title look like another, or make an empty text look filled."""

import re
from unicodedata import normalize

# Control characters, marks that change the direction of text, and code points that are no characters. They cannot be
# printed. XML (as in the metadata of every PDF) forbids some of them, and some make a title look like another title.
UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
# Control characters, which no keyboard types. The null character is left out, because it is refused with a message.
CONTROLS = re.compile("[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
# A text of only these characters looks empty to a reader.
INVISIBLE = re.compile("[\\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]+")
# Characters without width. The two joiners (\u200c, \u200d) stay between letters of scripts that need them.
ZERO_WIDTH = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u2060-\u2064\ufeff]"
    "|(?<![^\x00-\u024f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u024f])"
)
BREAKS = re.compile("[\r\n\u2028\u2029]+")


def composed(text: str) -> str:
    """
    Return `text` with each letter and its accent as one character (Unicode's NFC), as keyboards type them.

    Word processors and file names of Macs separate letter and accent, so that one name would compare as two names.
    """
    return text if text.isascii() else normalize("NFC", text)


def printable(text: str) -> str:
    """
    Return `text` composed, with a blank for each unprintable character; "" where only invisible ones are left.

    Blanks at the ends are stripped only if the text has an unprintable character.
    """
    text = composed(text)
    text = UNPRINTABLE.sub(" ", text).strip() if UNPRINTABLE.search(text) else text
    return "" if INVISIBLE.fullmatch(text) else text


def in_one_line(text: str) -> str:
    """Return a name or a title as `printable` returns it, and without zero-width characters."""
    return printable(ZERO_WIDTH.sub("", text))


def unbroken(text: str) -> str:
    """
    Return text for one line (a name, an email address) as `in_one_line` returns it, with blanks for line breaks.

    SECURITY: a browser sends no line break from such a field, but a program may. In the header of an email or a
    calendar a line break would begin another header.
    """
    return in_one_line(BREAKS.sub(" ", text.strip()))
