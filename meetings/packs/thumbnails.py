"""Small pictures of a pack's first pages, drawn by the worker that built it and kept by the hash of its file."""

from functools import partial
from itertools import accumulate

from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import sandbox

MOST, WIDTH = 200, 150  # pages, and pixels across: enough to see what a page is, too little to read it by
KIND = "page-pictures"
SECONDS, MEMORY = 120, 1 << 30


def draw(stored: StoredFile) -> None:
    """
    Draw and keep the pictures of a kept PDF, where they are not kept yet.

    SECURITY: they show what the file shows. Whoever gives them out asks first what its reader may read, and what is
    taken down takes them with it (`derived_store.forget_made_of`).
    Raises TimeoutError, MemoryError or sandbox.Crashed where it cannot be drawn. Never call it within a request.
    """
    if picture(stored, 1) is not None:
        return
    facts, data = sandbox.run(
        "meetings.packs.intake.page_image.draw_small", files.read(stored), seconds=SECONDS, memory=MEMORY,
        width=WIDTH, most=MOST,
    )  # fmt: skip
    ends = list(accumulate(facts["sizes"], initial=0))
    for number in range(len(ends) - 1, 0, -1):  # the first last: where it is, all are
        png = data[ends[number - 1] : ends[number]]
        derived_store.derived(KIND, _key(stored, number), partial(bytes, png))


def picture(stored: StoredFile, page: int) -> bytes | None:
    """Return the PNG of one page (1 is the first) of a kept PDF; None where none has been drawn."""
    return derived_store.kept(KIND, _key(stored, page))


def _key(stored: StoredFile, page: int) -> str:
    return f"{stored.sha256}-{page}"
