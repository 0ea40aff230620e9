"""Every name and pattern of the URLconf."""

import re
from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

# The sign-in library's own pages: it decides who sees them; here only that they never fail. And those of directories,
# which have a secret (`tests/committee/register/test_directory_users.py`).
LIBRARY = re.compile(r"^(account|mfa|usersessions|openid_connect|scim)_")


def walk(patterns: list[URLPattern | URLResolver], names: str = "", before: str = "") -> Iterator[tuple[str, str]]:
    """Name with namespaces, and pattern, of everything under the URLconf."""
    for entry in patterns:
        pattern = before + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield f"{names}{entry.name or pattern}", pattern
        else:
            yield from walk(entry.url_patterns, names + (f"{entry.namespace}:" if entry.namespace else ""), pattern)


ALL = list(walk(get_resolver().url_patterns))
OURS = [(name, pattern) for name, pattern in ALL if not LIBRARY.match(name)]


def place_of(pattern: str) -> str:
    """Return a pattern to its last blank: the place of a thing, which its pages and acts have in common."""
    return pattern[: pattern.rfind(">") + 1]


SHORTEST = {place_of(pattern): name for name, pattern in sorted(OURS, key=lambda row: -len(row[1]))}
# The name of the thing's own page by the name of an address in the same place: an act on the thing, or its data.
PAGE_OF_THING = {name: SHORTEST[place_of(pattern)] for name, pattern in OURS}
