"""What is made from kept files and can be made again: prepared parts, gathered packs. By key, in private storage."""

import contextlib
import zlib
from collections.abc import Callable, Iterable
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import storages

CHECKSUM = 4  # bytes of it, in front of what is kept
OF_ONE_FILE = ("parts", "page-texts")  # kinds whose keys begin with the hash of the one file that they are made of


def derived(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """
    The bytes kept under `kind` and `key` (a hash of all that they are made from), made and kept where there are none.

    Anything under `derived/` may be deleted at any time. What cannot be kept (a full disk) is given out all the same,
    and what cannot be had (a bucket out of reach) or is damaged (half written when the power failed) is made.
    """
    there = kept(kind, key)
    if there is not None:
        return there
    made = make()
    with contextlib.suppress(OSError):
        storages["private"].save(_path(kind, key), ContentFile(_checksum(made) + made))
    return made


def kept(kind: str, key: str) -> bytes | None:
    """The bytes kept under `kind` and `key`; None where there are none, or they are damaged or cannot be had."""
    with contextlib.suppress(OSError), storages["private"].open(_path(kind, key)) as handle:
        checksum, data = handle.read(CHECKSUM), handle.read()
        if checksum == _checksum(data):
            return cast(bytes | None, data)
    return None


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CHECKSUM, "big")


def forget(kind: str, key: str) -> None:
    """Delete what is kept under `kind` and `key`; nothing happens where nothing is."""
    storages["private"].delete(_path(kind, key))


def forget_made_of(hashes: Iterable[str]) -> None:
    """
    Delete what was made of files with those hashes (SHA-256), and all that is put together from parts or words.

    Nobody can tell which of the latter holds something of them, and each is made again when it is asked for.
    """
    storage = storages["private"]
    for sha256 in hashes:
        for kind in OF_ONE_FILE:
            for name in _within(f"derived/{kind}/{sha256[:2]}")[1]:
                if name.startswith(sha256):
                    storage.delete(f"derived/{kind}/{sha256[:2]}/{name}")
    for kind in _within("derived")[0]:
        for folder in () if kind in OF_ONE_FILE else _within(f"derived/{kind}")[0]:
            for name in _within(f"derived/{kind}/{folder}")[1]:
                storage.delete(f"derived/{kind}/{folder}/{name}")


def _within(folder: str) -> tuple[list[str], list[str]]:
    """Folders and files in a folder; none where there is no such folder."""
    try:
        return storages["private"].listdir(folder)
    except FileNotFoundError:
        return [], []


def _path(kind: str, key: str) -> str:
    return f"derived/{kind}/{key[:2]}/{key}"
