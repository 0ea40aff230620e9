"""Prepared parts of kept files: made at intake, or again where they have been cleared away."""

import contextlib

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store
from meetings.packs.intake import sandbox, take_in
from meetings.packs.pdf.clear_place import Head
from meetings.packs.pdf.compiled import Prepared, Spoiled, load

RECIPE = "3"  # raise when what `prepare` makes changes
HEAD_RECIPE = "1"  # and when `read_head` does


def _key(sha256: str, prefix: str) -> str:
    return "-".join(word for word in (sha256, RECIPE, prefix) if word)


def keep(sha256: str, dumped: bytes) -> None:
    """Keep the prepared part of the file with that hash, so that no build has to make it."""
    derived_store.derived("parts", _key(sha256, ""), lambda: dumped)


def prepared(stored: StoredFile, prefix: str = "", *, tags: bool = True) -> Prepared:
    """
    Return the prepared part of a kept file; `prefix` and `tags` as for `prepare`.

    Raises FileNotFoundError or ValueError as `files.read`; Refused where the file cannot be taken to pieces.
    """

    def make() -> bytes:
        try:
            return sandbox.run(
                "meetings.packs.pdf.compile.in_child",
                files.read(stored),
                seconds=take_in.DEFAULT.seconds,
                memory=take_in.DEFAULT.memory,
                prefix=prefix,
                tags=tags,
            )[1]
        except (TimeoutError, MemoryError, sandbox.Crashed) as error:
            raise Refused(f"The file cannot be made ready for a pack ({type(error).__name__}).") from error

    key = _key(stored.sha256, prefix if tags else "untagged")
    try:
        return load(derived_store.derived("parts", key, make))
    except Spoiled:
        derived_store.forget("parts", key)
        return load(derived_store.derived("parts", key, make))


def head_of(stored: StoredFile) -> Head | None:
    """
    Return the head of a stored file's first page; None where it cannot be drawn, so that nothing is put there.

    Raises FileNotFoundError or ValueError as `files.read`.
    """

    def make() -> bytes:
        facts, cells = sandbox.run(
            "meetings.packs.pdf.clear_place.read_head",
            files.read(stored),
            seconds=take_in.DEFAULT.seconds,
            memory=take_in.DEFAULT.memory,
        )
        return int(facts["columns"]).to_bytes(4, "big") + cells

    with contextlib.suppress(TimeoutError, MemoryError, sandbox.Crashed):
        cached = derived_store.derived("heads", f"{stored.sha256}-{HEAD_RECIPE}", make)
        return Head(int.from_bytes(cached[:4], "big"), cached[4:])
    return None
