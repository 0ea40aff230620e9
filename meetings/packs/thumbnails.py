"""Small pictures of a pack's first pages, drawn by the worker that built the pack and stored by its file's hash."""

from functools import partial
from itertools import accumulate

from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import sandbox

MOST, WIDTH = 200, 150  # most pages drawn; pixels across: enough to recognise a page, too few to read it
KIND = "page-pictures"
SECONDS, MEMORY = 120, 1 << 30


def draw(stored: StoredFile) -> None:
    """
    Draw and store the pictures of a stored PDF, where they are missing.

    SECURITY: the pictures are as secret as the file. A view checks that the reader may read the file before it sends a
    picture, and a takedown deletes the pictures (`derived_store.forget_made_of`).
    Raises TimeoutError, MemoryError or sandbox.Crashed where the PDF cannot be drawn. Never draw within a request.
    """
    if picture(stored, 1) is not None:
        return
    facts, data = sandbox.run(
        "meetings.packs.intake.page_image.draw_small", files.read(stored), seconds=SECONDS, memory=MEMORY,
        width=WIDTH, most=MOST,
    )  # fmt: skip
    ends = list(accumulate(facts["sizes"], initial=0))
    for number in range(len(ends) - 1, 0, -1):  # page 1 is stored last: where it exists, all exist
        png = data[ends[number - 1] : ends[number]]
        derived_store.derived(KIND, _key(stored, number), partial(bytes, png))


def picture(stored: StoredFile, page: int) -> bytes | None:
    """Return the PNG of one page (1 is the first) of a stored PDF; None where it has not been drawn."""
    return derived_store.kept(KIND, _key(stored, page))


def _key(stored: StoredFile, page: int) -> str:
    return f"{stored.sha256}-{page}"
