"""Slugs for addresses, and references that are short and easily read out."""

import secrets
from collections.abc import Callable, Collection

from django.utils.text import slugify

LETTERS = "23456789CFGHJKMPQRVWX"  # no vowels, so that no reference is a word, and no signs that look alike
LENGTH = 5


def free_slug(text: str, most: int, otherwise: str, taken: Callable[[str], Collection[str]]) -> str:
    """
    Return a slug of `text` that is not in use, such as bob-spencer-2, or of `otherwise` where `text` gives no slug.

    `taken` returns the slugs in use that begin with a given slug.
    """
    base = slugify(text)[:most] or otherwise
    others, number, slug = taken(base), 1, base
    while slug in others:
        number += 1
        slug = f"{base}-{number}"
    return slug


def new_reference(prefix: str, is_taken: Callable[[str], bool]) -> str:
    """Return a new reference such as "WP-7KQ2X" for which `is_taken` is false."""
    while True:
        reference = f"{prefix}-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not is_taken(reference):
            return reference
