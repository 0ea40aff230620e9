"""Store of prepared parts, and of intakes of files that the portal printed. All of them can be made again."""

import contextlib
from collections.abc import Sequence
from dataclasses import asdict
from hashlib import sha256

import msgpack

from committee.acts.refusal import Refused
from committee.files import files
from committee.models import StoredFile
from meetings.packs import derived_store, page_pictures
from meetings.packs.intake import sandbox, take_in
from meetings.packs.page_numbers import Span
from meetings.packs.pdf import fingerprint
from meetings.packs.pdf.compiled import Prepared, Spoiled, load
from meetings.packs.pdf.stamp import Head

RECIPE = "5"  # increase when the result of `compile.prepare` changes
HEAD_RECIPE = "1"  # increase when the result of `read_head` changes
INTAKES = f"intakes-2-{RECIPE}-{fingerprint.VERSION}"  # a new recipe or version makes all intakes again


def _key(sha256: str, prefix: str) -> str:
    return "-".join(word for word in (sha256, RECIPE, prefix) if word)


def keep(sha256: str, dumped: bytes) -> None:
    """Store the prepared part of the file with this hash, so that no build has to prepare the file."""
    derived_store.derived("parts", _key(sha256, ""), lambda: dumped)


def take_in_ours(data: bytes, filename: str) -> take_in.Intake:
    """
    Return the intake of a file that the portal printed itself, cached by the file's bytes and name. Raises Refused.

    Never call this function for a stranger's file.
    """
    key = sha256(filename.encode() + b"\0" + data).hexdigest()
    packed = derived_store.derived(INTAKES, key, lambda: msgpack.packb(asdict(take_in.take_in(data, filename))))
    return take_in.intake_of(**msgpack.unpackb(packed))


def prepared(stored: StoredFile, prefix: str = "", *, tags: bool = True) -> Prepared:
    """
    Return the prepared part of a stored file; `prefix` and `tags` as for `compile.prepare`.

    Raises FileNotFoundError or ValueError as `files.read` does; Refused where no part can be made from the file.
    """

    def make() -> bytes:
        try:
            data = files.read(stored)
            return sandbox.run("meetings.packs.pdf.compile.in_child", data, prefix=prefix, tags=tags)[1]
        except (TimeoutError, MemoryError, sandbox.Crashed) as error:
            raise Refused(f"The file cannot be made ready for a pack ({type(error).__name__}).") from error

    key = _key(stored.sha256, prefix if tags else "untagged")
    try:
        return load(derived_store.derived("parts", key, make))
    except Spoiled:
        derived_store.forget("parts", key)
        return load(derived_store.derived("parts", key, make))


def prepared_runs(stored: StoredFile, runs: Sequence[Span], *, seconds: float, tags: bool = True) -> list[Prepared]:
    """
    Return a prepared part for each run of pages of a stored file; the file's first page has the number 1.

    These parts are not stored, because readers can choose any number of runs. Raises as `prepared` does.
    """
    try:
        data, indexes = files.read(stored), [[run.first - 1, run.last] for run in runs]
        cut = "meetings.packs.pdf.compile.runs_in_child"
        with page_pictures.turn():
            packed = sandbox.run(cut, data, seconds=seconds, prefix=stored.sha256[:12], runs=indexes, tags=tags)[1]
        return [load(part) for part in msgpack.unpackb(packed)]
    except (TimeoutError, MemoryError, sandbox.Crashed) as error:
        raise Refused(f"The pages cannot be taken out of the file ({type(error).__name__}).") from error


def head_of(stored: StoredFile) -> Head | None:
    """
    Return the head of a stored file's first page; None where the page cannot be drawn and so gets no label.

    Raises FileNotFoundError or ValueError where `files.read` does.
    """

    def make() -> bytes:
        facts, cells = sandbox.run("meetings.packs.pdf.stamp.read_head", files.read(stored))
        return int(facts["columns"]).to_bytes(4, "big") + cells

    with contextlib.suppress(TimeoutError, MemoryError, sandbox.Crashed):
        cached = derived_store.derived("heads", f"{stored.sha256}-{HEAD_RECIPE}", make)
        return Head(int.from_bytes(cached[:4], "big"), cached[4:])
    return None
