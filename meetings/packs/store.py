"""What is made from kept files and can be made again: prepared parts, gathered packs. By key, in private storage."""

import contextlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import storages


def derived(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """
    The bytes kept under `kind` and `key` (a hash of all that they are made from), made and kept where there are none.

    Anything under `derived/` may be deleted at any time. What cannot be kept (a full disk) is given out all the same,
    and what cannot be had (a bucket out of reach) is made.
    """
    storage, path = storages["private"], _path(kind, key)
    try:
        with storage.open(path) as handle:
            return handle.read()
    except OSError:
        made = make()
    with contextlib.suppress(OSError):
        storage.save(path, ContentFile(made))
    return made


def forget(kind: str, key: str) -> None:
    """Delete what is kept under `kind` and `key`; nothing happens where nothing is."""
    storages["private"].delete(_path(kind, key))


def _path(kind: str, key: str) -> str:
    return f"derived/{kind}/{key[:2]}/{key}"
