"""Private store, by key, of data that can be made again from stored files: prepared parts, gathered packs, pictures."""

import contextlib
import zlib
from collections.abc import Callable, Iterable
from typing import cast

from django.core.files.base import ContentFile
from django.core.files.storage import storages

CHECKSUM = 4  # bytes of the checksum before the stored data
OF_ONE_FILE = (
    "parts",
    "page-texts",
    "heads",
    "page-pictures",
    "large-pictures",
    "reading",
)  # kinds whose keys begin with the hash of one file


def derived(kind: str, key: str, make: Callable[[], bytes]) -> bytes:
    """
    Return the bytes stored under `kind` and `key` (a hash of their sources); make and store missing bytes.

    Any file under `derived/` may be deleted at any time. Bytes that cannot be stored (a full disk) are still returned.
    Bytes that cannot be read (storage out of reach) or are damaged (half written when the power failed) are made again.
    """
    stored = kept(kind, key)
    if stored is not None:
        return stored
    made = make()
    with contextlib.suppress(OSError):
        storages["private"].save(_path(kind, key), ContentFile(_checksum(made) + made))
    return made


def kept(kind: str, key: str) -> bytes | None:
    """Return the bytes stored under `kind` and `key`; None where they are missing, damaged or out of reach."""
    with contextlib.suppress(OSError), storages["private"].open(_path(kind, key)) as handle:
        checksum, data = handle.read(CHECKSUM), handle.read()
        if checksum == _checksum(data):
            return cast(bytes | None, data)
    return None


def _checksum(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(CHECKSUM, "big")


def forget(kind: str, key: str) -> None:
    """Delete the bytes stored under `kind` and `key`; missing bytes are ignored."""
    storages["private"].delete(_path(kind, key))


def forget_made_of(hashes: Iterable[str]) -> None:
    """Delete the data made from one of the files with these hashes (SHA-256): the kinds in OF_ONE_FILE."""
    for sha256 in hashes:
        for kind in OF_ONE_FILE:
            for name in _within(f"derived/{kind}/{sha256[:2]}")[1]:
                if name.startswith(sha256):
                    storages["private"].delete(f"derived/{kind}/{sha256[:2]}/{name}")


def forget_gathered() -> None:
    """Delete the data of all kinds not in OF_ONE_FILE, because their keys do not show the source files."""
    for kind in set(_within("derived")[0]).difference(OF_ONE_FILE):
        for folder in _within(f"derived/{kind}")[0]:
            for name in _within(f"derived/{kind}/{folder}")[1]:
                storages["private"].delete(f"derived/{kind}/{folder}/{name}")


def _within(folder: str) -> tuple[list[str], list[str]]:
    """Return the names of the folders and of the files in a folder; two empty lists where the folder is missing."""
    try:
        return storages["private"].listdir(folder)
    except FileNotFoundError:
        return [], []


def _path(kind: str, key: str) -> str:
    return f"derived/{kind}/{key[:2]}/{key}"
