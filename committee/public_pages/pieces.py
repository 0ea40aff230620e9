"""
Cache of pieces of public pages, by the hash of each piece's data.

When a page is made again, most of the page is unchanged: for example, only one of a year's meetings is different. The
key of a piece is made of all data that its template gets. So changed data have a new key, and no piece need be
invalidated. The caller queries each time which rows the public may read.

SECURITY: a piece is rendered without the request, so it contains nothing about the reader.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from committee.wording import wording

ROOM = 8 * 1024 * 1024  # characters in the cache of each process
_kept: OrderedDict[bytes, str] = OrderedDict()
_lock = Lock()
_used = 0


def piece(template: str, made_of: Any, context: Callable[[], dict[str, Any]]) -> SafeString:
    """
    Return `template` rendered with `context()`. Where a copy is cached, `context` is not called.

    `made_of` is everything that the piece depends on besides the council's wording, in plain values whose `repr` is
    complete.
    """
    inputs = repr((template, wording.current(), made_of))
    key = hashlib.sha256(inputs.encode("utf-8", "surrogatepass")).digest()
    with _lock:
        text = _kept.get(key)
        if text is not None:
            _kept.move_to_end(key)
    if text is None:
        text = render_to_string(template, context())
        if not settings.DEBUG:  # templates change while a developer works
            _keep(key, text)
    return mark_safe(text)  # noqa: S308 - a template rendered the text


def _keep(key: bytes, text: str) -> None:
    global _used
    with _lock:
        _used += len(text) - len(_kept.pop(key, ""))
        _kept[key] = text
        while _used > ROOM:
            _used -= len(_kept.popitem(last=False)[1])
