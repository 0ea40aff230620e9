"""
Printers: child processes that have WeasyPrint and its fonts loaded, so that documents print in parallel.

Printers are separate interpreters, not workers of a ProcessPoolExecutor. Workers of a ProcessPoolExecutor would inherit
the secrets in the portal's environment, and would import our ``__main__`` again. Ending a worker that hangs would break
the pool.

Printers are started when they are first needed, one per core (four at most), and end with this process.
"""

import atexit
import contextlib
import json
import multiprocessing
import os
import queue
import signal
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from committee.printing.job import Job, PrintingError

ROOT = Path(__file__).resolve().parent.parent.parent
MOST = 4  # printers
SECONDS = 120.0  # limit for each document
# SECURITY: environment variables that a printer inherits; the portal's keys and passwords are not among them.
INHERITED = (
    "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "XDG_CACHE_HOME", "FONTCONFIG_FILE", "FONTCONFIG_PATH",
    "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "DYLD_FALLBACK_LIBRARY_PATH", "WEASYPRINT_DLL_DIRECTORIES",
)  # fmt: skip


def print_all(jobs: Sequence[Job], *, seconds: float = SECONDS) -> list[bytes]:
    """
    Print documents in parallel, the longest first. Return the PDFs in the order of `jobs`.

    `seconds` is the limit for each document. Raises PrintingError, with the document's title, where a document cannot
    be printed, takes longer, or ends its printer. The printer's next document gets a new printer.
    """
    if not jobs:
        return []
    printers = _printers
    longest_first = sorted(range(len(jobs)), key=lambda place: -len(jobs[place].html))
    hands = ThreadPoolExecutor(min(len(jobs), printers.size), thread_name_prefix="printing")
    try:
        waiting = {place: hands.submit(printers.print, jobs[place], seconds) for place in longest_first}
        return [waiting[place].result() for place in range(len(jobs))]
    finally:
        hands.shutdown(cancel_futures=True)


class _Printer:
    """A child process that takes a job, answers with a PDF or an error message, and waits for the next job."""

    def __init__(self) -> None:
        self._line, theirs = multiprocessing.Pipe()
        environment = {name: os.environ[name] for name in INHERITED if name in os.environ}
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-s", "-m", "committee.printing.render_child", str(theirs.fileno())],
                cwd=ROOT,
                env=environment | {"PYTHONDONTWRITEBYTECODE": "1"},
                stdin=subprocess.DEVNULL,
                pass_fds=[theirs.fileno()],
                start_new_session=True,  # Ctrl-C reaches only the portal, which then ends its printers
            )
        self.ready = True

    def print(self, job: Job, seconds: float) -> bytes:
        """Return the PDF. Raises PrintingError. Afterwards `ready` is False if the printer has ended."""
        try:
            self._line.send_bytes(json.dumps({"job": asdict(job), "seconds": seconds}).encode())
            answer = json.loads(self._line.recv_bytes())
            pdf = b"" if "refused" in answer else self._line.recv_bytes()
        except (EOFError, OSError):
            self.end()
            raise PrintingError(self._how_it_ended(job, seconds)) from None
        if answer["retires"]:
            self.end()
        if "refused" in answer:
            raise PrintingError(answer["refused"])
        return pdf

    def _how_it_ended(self, job: Job, seconds: float) -> str:
        if self._process.returncode == -signal.SIGALRM:
            return f"“{job.title}” took longer than {seconds:g} seconds to print."
        return f"“{job.title}” could not be printed: the printer stopped."

    def still_there(self) -> bool:
        """Return whether the printer can take a job; False where it died while waiting."""
        if self.ready and self._process.poll() is not None:
            self.end()
        return self.ready

    def end(self) -> None:
        """Kill the process, which has no unsent data, and close the pipe."""
        self.ready = False
        self._line.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Close a forked child's copy of the pipe, so that the printer notices when the parent process ends."""
        self._line.close()


class _Printers:
    """A pool of `size` printers; a printer is started where all earlier printers are busy."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._free: queue.LifoQueue[_Printer | None] = queue.LifoQueue()
        self._started: set[_Printer] = set()
        for _ in range(size):
            self._free.put(None)

    def print(self, job: Job, seconds: float) -> bytes:
        """Print with the next free printer. Raises PrintingError."""
        printer = self._free.get()
        try:
            if printer is None or not printer.still_there():
                self._started.discard(printer)
                printer = _Printer()
                self._started.add(printer)
            return printer.print(job, seconds)
        except OSError as error:
            raise PrintingError(f"“{job.title}” could not be printed: {error.strerror}.") from error
        finally:
            self._free.put(printer)

    def end(self) -> None:
        """End all printers."""
        for printer in list(self._started):
            with contextlib.suppress(OSError):
                printer.end()

    def forget(self) -> None:
        """Close a forked child's copies of the pipes to its parent's printers."""
        for printer in self._started:
            printer.forget()


_printers = _Printers(min(MOST, os.cpu_count() or 1))


def _start_afresh() -> None:
    """Give a forked child printers of its own."""
    global _printers
    _printers.forget()
    _printers = _Printers(_printers.size)


atexit.register(lambda: _printers.end())
os.register_at_fork(after_in_child=_start_afresh)
