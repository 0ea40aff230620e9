"""Comparison of names that ignores differences of apostrophes, hyphens, capitals and honours."""

import re
from functools import lru_cache
from unicodedata import normalize

from committee.wording.unprintable import UNPRINTABLE, ZERO_WIDTH

_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼʹ′`´＇", "'"))
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—−", "-"))
# Honours at the end of a name: the common honours without a comma, or after a comma anything in capitals.
_HONOUR = re.compile(r",? (?:[KDCOM]BE|BEM|MP|MSP|MS|DL|JP|KC|QC|KCB|CB|CMG|CVO|LVO|MVO|FRS|PhD)\.?$", re.IGNORECASE)
_AFTER_A_COMMA = re.compile(r",(?: ?[A-Z]{2,5}\b\.?)+$")
MOST_HONOURS = 6
KEPT, LONGEST = 4096, 250  # spellings cached, since imports compare all names; letters of the longest cached


def one_spelling(text: str) -> str:
    """Return the form that all spellings of `text` share: for comparing, never for showing."""
    return _kept_spelling(text) if len(text) <= LONGEST else _spelling(text)


def _spelling(text: str) -> str:
    text = _seen(text)
    text = normalize("NFKC", text.translate(_APOSTROPHES).translate(_HYPHENS)).casefold()
    return " ".join(normalize("NFC", text).split())


_kept_spelling = lru_cache(maxsize=KEPT)(_spelling)


def name_of(forename: str, surname: str) -> str:
    """Return a person's name in one spelling for comparing, without honours in either field."""
    whole = " ".join(_seen(f"{forename} {surname}").split())
    whole = _AFTER_A_COMMA.sub("", whole)
    for _ in range(MOST_HONOURS):
        shorter = _HONOUR.sub("", whole)
        if shorter == whole or " " not in shorter:
            break
        whole = shorter
    return one_spelling(whole)


def _seen(text: str) -> str:
    """Return the visible text: a name copied from a directory has marks of text direction around it."""
    return UNPRINTABLE.sub(" ", ZERO_WIDTH.sub("", text) if not text.isascii() else text)
