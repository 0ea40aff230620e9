"""Trial of a folder of PDFs as papers: each PDF is taken in, joined into a pack and checked, in its own process.

For maintainers, and for a council that brings a folder of old packs. Nothing is saved.
"""

import io
import multiprocessing
import resource
import sys
import time
import traceback
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, cast

from pikepdf import Array, Dictionary, Name, Pdf, Stream

from committee.acts.refusal import Refused
from meetings.packs import join
from meetings.packs import page_numbers as pages
from meetings.packs.check import Promise
from meetings.packs.intake import sandbox, sanitise, take_in
from meetings.packs.pdf.compile import prepare
from meetings.packs.pdf.compiled import load

PATIENCE = 2 * take_in.DEFAULT.seconds  # seconds for all steps of one file
KEY, TITLE = "paper", "Trial"
FRONT = f"<html lang='en-GB'><body><h1>{TITLE}</h1><ol><li><a href='pack:{KEY}'>The paper</a></li></ol></body></html>"
# Dictionary keys, and values of /Type, /Subtype and /S, that no prepared part may have.
KEYS = {"/JS", "/JavaScript", "/AA", "/OpenAction", "/EF", "/EmbeddedFiles", "/AcroForm", "/XFA", "/PieceInfo"}
KINDS = sanitise.ACTIONS | sanitise.MEDIA | {"/EmbeddedFile", "/FileAttachment", "/Widget", "/Redact"}


@dataclass(frozen=True)
class Outcome:
    """Outcome of one file. ``seconds`` and ``memory`` are the time and the peak memory (bytes) of its intake."""

    file: str
    state: str  # accepted, refused, crashed, hung or invalid
    reason: str = ""
    pages: int = 0
    seconds: float = 0.0
    memory: int = 0
    qpdf: str = ""  # qpdf's verdict on the pack's syntax: clean or faulty; "" without a pack


def run(paths: Sequence[Path], front: bytes, *, side_by_side: int = 2) -> Iterator[Outcome]:
    """Yield the Outcome of each file, in order; ``front`` is the PDF printed from FRONT."""
    context = multiprocessing.get_context("forkserver")  # one process per file, without starting Python each time
    context.set_forkserver_preload([__name__])
    with ThreadPoolExecutor(side_by_side) as hands:
        yield from hands.map(lambda path: _apart(context, path, front), paths)


def _apart(context: Any, path: Path, front: bytes) -> Outcome:
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_report, args=(theirs, path, front), daemon=False)
    process.start()
    theirs.close()
    try:
        if not ours.poll(PATIENCE):
            return Outcome(path.name, "hung", f"No answer in {PATIENCE:.0f} seconds.")
        return cast(Outcome, ours.recv())
    except EOFError:
        process.join()
        return Outcome(path.name, "crashed", f"Joining or checking ended with {process.exitcode}.")
    finally:
        process.kill()
        process.join()
        ours.close()


def _report(answer: Connection, path: Path, front: bytes) -> None:
    answer.send(try_out(path, front))
    answer.close()


def try_out(path: Path, front: bytes) -> Outcome:
    """Take in one file, join it behind the front sheet and check the pack; an unexpected exception is a crash."""
    begun = time.monotonic()
    facts: dict[str, Any] = {}
    try:
        try:
            taken = take_in.take_in(path.read_bytes(), path.name)
        finally:
            facts = {"seconds": round(time.monotonic() - begun, 3), "memory": _most_memory()}
        pack, faults = joined(taken.prepared, taken.pages, front)
    except Refused as refusal:
        return Outcome(path.name, *_refused(refusal), **facts)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        reason = f"{type(error).__name__}: {error}"[:300]
        return Outcome(path.name, "crashed", f"{reason} ({Path(where.filename).name}, line {where.lineno})", **facts)
    state = "invalid" if faults else "accepted"
    with Pdf.open(io.BytesIO(pack), suppress_warnings=True) as document:
        qpdf = "faulty" if document.check_pdf_syntax() else "clean"
    return Outcome(path.name, state, " ".join(faults)[:500], taken.pages, qpdf=qpdf, **facts)


def _refused(refusal: Refused) -> tuple[str, str]:
    """Return the state and the reason of a refusal; the state is "crashed" or "hung" where the child process failed."""
    cause = refusal.__context__
    if isinstance(cause, sandbox.Crashed):
        return "crashed", str(cause)
    return "hung" if isinstance(cause, TimeoutError) else "refused", refusal.text


def joined(prepared: bytes, count: int, front: bytes) -> tuple[bytes, list[str]]:
    """Return a pack of the front sheet and one prepared part of ``count`` pages, and the faults of the pack."""
    spans = pages.number([count])
    pack = join.join(prepare(front), [join.Part(KEY, "1. The paper", load(prepared), spans[0])], title=TITLE)
    faults = Promise(tuple(spans), pack.front_pages, title=TITLE).faults(pack.pdf)
    return pack.pdf, faults + [f"It still holds {word}." for word in sorted(forbidden(pack.pdf))]


def forbidden(pdf: bytes) -> set[str]:
    """Return the KEYS and KINDS that occur anywhere in a document, even in unused objects."""
    names: set[str] = set()
    with Pdf.open(io.BytesIO(pdf), suppress_warnings=True) as document:
        todo: list[Any] = [item for item in document.objects if isinstance(item, Dictionary | Stream | Array)]
        while todo:
            value = todo.pop()
            if isinstance(value, Dictionary | Stream):
                names |= {key for key in KEYS & set(value.keys()) if not sanitise.is_drawn_with(value[key])}
                if Name.P not in value:  # a structure tag has /P, and may have any name
                    names |= {str(value.get(key)) for key in ("/S", "/Subtype", "/Type")} & KINDS
            inner = value.values() if isinstance(value, Dictionary | Stream) else value
            todo += [item for item in inner if isinstance(item, Dictionary | Array) and not item.is_indirect]
    return names


def _most_memory() -> int:
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * unit
