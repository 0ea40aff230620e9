"""References that somebody is given to ask about what they sent: short, unlike any word, easily read out."""

import secrets
from collections.abc import Callable

LETTERS = "23456789CFGHJKMPQRVWX"  # No vowels, so that no word comes of it, and nothing that is read as another.
LENGTH = 5


def new_reference(prefix: str, is_taken: Callable[[str], bool]) -> str:
    """Return a new reference such as "WP-7KQ2X" for which `is_taken` is false."""
    while True:
        reference = f"{prefix}-" + "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
        if not is_taken(reference):
            return reference
