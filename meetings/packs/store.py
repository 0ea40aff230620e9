"""What is made from kept files and can be made again: prepared parts, gathered packs. By key, in private storage."""

import contextlib
import zlib
from collections.abc import Callable

from django.core.files.base import ContentFile
from django.core.files.storage import storages

CHECKSUM = 4  # bytes of it, in front of what is kept


def derived(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """
    The bytes kept under `kind` and `key` (a hash of all that they are made from), made and kept where there are none.

    Anything under `derived/` may be deleted at any time. What cannot be kept (a full disk) is given out all the same,
    and what cannot be had (a bucket out of reach) or is damaged (half written when the power failed) is made.
    """
    storage, path = storages["private"], _path(kind, key)
    with contextlib.suppress(OSError), storage.open(path) as handle:
        checksum, kept = handle.read(CHECKSUM), handle.read()
        if checksum == _checksum(kept):
            return kept
    made = make()
    with contextlib.suppress(OSError):
        storage.save(path, ContentFile(_checksum(made) + made))
    return made


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CHECKSUM, "big")


def forget(kind: str, key: str) -> None:
    """Delete what is kept under `kind` and `key`; nothing happens where nothing is."""
    storages["private"].delete(_path(kind, key))


def _path(kind: str, key: str) -> str:
    return f"derived/{kind}/{key[:2]}/{key}"
