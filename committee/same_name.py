"""Two spellings of one name: typed straight or curly, composed or in parts, in capitals, with honours or without."""

import re
from unicodedata import normalize

from committee.unprintable import UNPRINTABLE, ZERO_WIDTH

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ′`´＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# After a comma whatever stands in capitals, without one what is given most often; each once, from the end.
_HONOUR = re.compile(r",? (?:[KDCOM]BE|BEM|MP|MSP|MS|DL|JP|KC|QC|KCB|CB|CMG|CVO|LVO|MVO|FRS|PhD)\.?$", re.IGNORECASE)
_AFTER_A_COMMA = re.compile(r",(?: ?[A-Z]{2,5}\b\.?)+$")
MOST_HONOURS = 6


def one_spelling(text: str) -> str:
    """`text` as every spelling of it becomes: for comparing, never for showing."""
    text = _seen(text)
    text = normalize("NFKC", text.translate(_APOSTROPHES).translate(_HYPHENS)).casefold()
    return " ".join(normalize("NFC", text).split())


def name_of(forename: str, surname: str) -> str:
    """The same of somebody's name, whether honours were typed behind it or in their own place."""
    whole = " ".join(_seen(f"{forename} {surname}").split())
    whole = _AFTER_A_COMMA.sub("", whole)
    for _ in range(MOST_HONOURS):
        shorter = _HONOUR.sub("", whole)
        if shorter == whole or " " not in shorter:
            break
        whole = shorter
    return one_spelling(whole)


def _seen(text: str) -> str:
    """What is read of it: a name copied from a directory has marks around it that turn the direction of letters."""
    return UNPRINTABLE.sub(" ", ZERO_WIDTH.sub("", text) if not text.isascii() else text)
