"""
The words of each page of a kept file, read once: in a child process, then kept beside the file's prepared part.

They are as secret as the file: in private storage, by its hash, gone with what is taken down.
"""

import msgpack

from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import text_lines

KIND = "page-texts"


def of(stored: StoredFile) -> list[str]:
    """Return the text of each page by its lines. Raises as `text_lines.lines` and `files.read`."""
    cached = kept(stored)
    if cached is not None:
        return cached
    made = text_lines.lines(files.read(stored))
    derived_store.derived(KIND, _key(stored), lambda: msgpack.packb(made))
    return made


def kept(stored: StoredFile) -> list[str] | None:
    """Return the text of each page where it has been read already, else None; no caller waits for a reading."""
    data = derived_store.kept(KIND, _key(stored))
    if data is None:
        return None
    return [str(page) for page in msgpack.unpackb(data)]


def _key(stored: StoredFile) -> str:
    return f"{stored.sha256}-1"
