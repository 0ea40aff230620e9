"""Compare names regardless of apostrophes, hyphens, capitals and honours."""

import re
from functools import lru_cache
from unicodedata import normalize

from committee.wording.unprintable import UNPRINTABLE, ZERO_WIDTH

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ′`´＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Honours at the end of a name: common honours with or without a comma, and short words in capitals after a comma.
_HONOUR = re.compile(r",? (?:[KDCOM]BE|BEM|MP|MSP|MS|DL|JP|KC|QC|KCB|CB|CMG|CVO|LVO|MVO|FRS|PhD)\.?$", re.IGNORECASE)
_AFTER_A_COMMA = re.compile(r",(?: ?[A-Z]{2,5}\b\.?)+$")
MOST_HONOURS = 6
KEPT = 4096  # cached spellings, because imports compare all names
LONGEST = 250  # characters of the longest text that is cached


def one_spelling(text: str) -> str:
    """Return `text` in a form that is equal for all spellings of the same words: for comparing, not for showing."""
    return _kept_spelling(text) if len(text) <= LONGEST else _spelling(text)


def _spelling(text: str) -> str:
    text = _seen(text)
    text = normalize("NFKC", text.translate(_APOSTROPHES).translate(_HYPHENS)).casefold()
    return " ".join(normalize("NFC", text).split())


_kept_spelling = lru_cache(maxsize=KEPT)(_spelling)


def name_of(forename: str, surname: str) -> str:
    """Return a person's name in the spelling of `one_spelling`, without honours in either field."""
    whole = " ".join(_seen(f"{forename} {surname}").split())
    whole = _AFTER_A_COMMA.sub("", whole)
    for _ in range(MOST_HONOURS):
        shorter = _HONOUR.sub("", whole)
        if shorter == whole or " " not in shorter:
            break
        whole = shorter
    return one_spelling(whole)


def _seen(text: str) -> str:
    """Return `text` without invisible characters, such as the marks around a name copied from a directory."""
    return UNPRINTABLE.sub(" ", ZERO_WIDTH.sub("", text) if not text.isascii() else text)
