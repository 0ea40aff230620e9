"""
Texts of each page of a stored file: read once in a child process, then stored beside the file's prepared part.

The texts are as secret as the file: they are in private storage by the file's hash, and a takedown deletes them.
"""

import msgpack

from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import text_lines

KIND = "page-texts"


def of(stored: StoredFile) -> list[str]:
    """
    Return each page's text, with a line break between lines.

    Raises the errors of `text_lines.lines` and `files.read`.
    """
    cached = kept(stored)
    if cached is not None:
        return cached
    made = text_lines.lines(files.read(stored))
    derived_store.derived(KIND, _key(stored), lambda: msgpack.packb(made))
    return made


def kept(stored: StoredFile) -> list[str] | None:
    """Return the text of each page if the file has been read before; else None, without reading the file."""
    data = derived_store.kept(KIND, _key(stored))
    if data is None:
        return None
    return [str(page) for page in msgpack.unpackb(data)]


def _key(stored: StoredFile) -> str:
    return f"{stored.sha256}-1"
