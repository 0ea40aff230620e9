"""
Pictures of single pages, large enough to read: drawn when a reader asks for one, then stored by the file's hash.

SECURITY: a picture is as secret as its file. A view checks the reader's right before it asks for one, and a takedown
deletes the stored pictures (`derived_store.forget_made_of`).
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Lock

from django.core.cache import cache

from committee.acts.refusal import Busy
from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import page_image, sandbox

logger = logging.getLogger(__name__)
KIND, RECIPE = "large-pictures", "1"  # increase RECIPE when the result of `draw` changes
TRIED_AGAIN = 24 * 60 * 60  # seconds after which a page that could not be drawn is tried again: the machine may be idle
WIDTH = 1_400  # pixels across: the small print of an A4 page can be read
# SECURITY: anybody can request pictures, so each process draws one at a time, and two more requests may wait. A clerk's
# upload and other pages still find a free child process and thread.
_drawing, _asking = Lock(), BoundedSemaphore(3)


def of(stored: StoredFile, page: int) -> bytes:
    """
    Return the WebP picture of one page (1 is the first) of a stored PDF; b"" where the page cannot be drawn.

    Raises Busy, Refused where the file has no such page, and the errors of `files.read`.
    """
    undrawn = f"undrawn:{key(stored, page)}"

    def make() -> bytes:
        return b"" if cache.get(undrawn) else draw(files.read(stored), page)

    if not (picture := derived_store.derived(KIND, key(stored, page), make)):
        cache.add(undrawn, True, TRIED_AGAIN)
        derived_store.forget(KIND, key(stored, page))
    # SECURITY: a takedown may have erased the file, and deleted its pictures, while the page was drawn.
    if not files.holds(stored):
        derived_store.forget(KIND, key(stored, page))
        raise files.Lost("The file was erased while its page was drawn.")
    return picture


def key(stored: StoredFile, page: int) -> str:
    """Return the key under which a picture is stored; it differs between different pictures."""
    return f"{stored.sha256}-{page}-{RECIPE}"


def draw(pdf: bytes, page: int) -> bytes:
    """Draw one page of a PDF, and store nothing. Returns and raises as `of` does."""
    with turn():
        try:
            return page_image.picture(pdf, page, width=WIDTH, kind="WEBP")
        except (TimeoutError, MemoryError, sandbox.Crashed):
            logger.exception("page %d of a file cannot be drawn", page)
            return b""


@contextmanager
def turn() -> Iterator[None]:
    """Wait until no other reader's page is worked on in this process. Raises Busy where too many requests wait."""
    if not _asking.acquire(blocking=False):
        raise Busy(sandbox.BUSY)
    try:
        with _drawing:
            yield
    finally:
        _asking.release()
