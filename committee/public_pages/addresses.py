"""
`reverse` with a cache: each process looks up the address of a URL name and its arguments once.

A page links to dozens of other pages, and Django would look each address up again. An address depends only on the name
and the arguments (`FORCE_SCRIPT_NAME` is fixed). Addresses whose arguments are text and whole numbers are cached.
"""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import reverse as look_up
from django.utils.safestring import SafeString

MOST = 20_000  # addresses in the cache
PLAIN = frozenset({str, int, SafeString})


def reverse(name: str, args: Sequence[Any] = (), kwargs: dict[str, Any] | None = None) -> str:
    """Return the address of a URL name, as Django's `reverse` does. Raises NoReverseMatch."""
    if kwargs or not PLAIN.issuperset(map(type, args)):
        return look_up(name, args=args, kwargs=kwargs)
    return _look_up_cached(settings.ROOT_URLCONF, name, tuple(args))


@lru_cache(maxsize=MOST, typed=True)
def _look_up_cached(urlconf: str, name: str, args: tuple[Any, ...]) -> str:
    return look_up(name, args=args)
