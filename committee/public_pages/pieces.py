"""
Pieces of public pages that are kept by the hash of what they are made of.

A page that has to be made anew is mostly what it was: of a year's meetings one has changed. The key of a piece is all
that its template is given, so there is nothing to give up when something changes, and what may be read is asked of the
database each time. SECURITY: a piece is made without the request, so that nothing of whoever asks can be in it.
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

ROOM = 8 * 1024 * 1024  # characters that are kept, in each process
_kept: OrderedDict[bytes, str] = OrderedDict()
_lock = Lock()
_used = 0


def piece(template: str, made_of: Any, context: Callable[[], dict[str, Any]]) -> SafeString:
    """
    Return `template` rendered with `context()`, which is called only where no copy is cached.

    `made_of` is all that the piece depends on, in plain values whose `repr` is complete; the council's wording is
    added.
    """
    inputs = repr((template, wording.current(), made_of))
    key = hashlib.sha256(inputs.encode("utf-8", "surrogatepass")).digest()
    with _lock:
        text = _kept.get(key)
        if text is not None:
            _kept.move_to_end(key)
    if text is None:
        text = render_to_string(template, context())
        if not settings.DEBUG:  # a developer changes templates
            _keep(key, text)
    return mark_safe(text)  # noqa: S308 - a template made it


def _keep(key: bytes, text: str) -> None:
    global _used
    with _lock:
        _used += len(text) - len(_kept.pop(key, ""))
        _kept[key] = text
        while _used > ROOM:
            _used -= len(_kept.popitem(last=False)[1])
