"""
The child process that prints: `python -m committee.printing.render_child LINE`; LINE is an open socket's number.

The process answers each job with {"retires": bool}, then the PDF; or only with {"refused": sentence, "retires": bool}.
"retires" is true if the process then ends: after MOST_DOCUMENTS documents, or above MOST_MEMORY. The process also ends
when the portal ends, and when a job takes too long.
"""

import contextlib
import json
import os
import resource
import signal
import sys
from dataclasses import asdict
from multiprocessing.connection import Connection
from typing import Any

from committee import process_memory
from committee.printing.job import Job, PrintingError
from committee.printing.render import render_pdf

MEGABYTE = 1024 * 1024
MOST_DOCUMENTS = 200
MOST_MEMORY = 400 * MEGABYTE  # peak of memory, checked after each document
NEVER_MORE = 3072 * MEGABYTE  # limit of address space for the process
START = 60  # seconds to load WeasyPrint


def main(line: Connection) -> None:
    """Print jobs until the line is closed."""
    with contextlib.suppress(ValueError, OSError):  # macOS refuses such a limit
        resource.setrlimit(resource.RLIMIT_AS, (NEVER_MORE, NEVER_MORE))
    signal.alarm(START)
    with contextlib.suppress(OSError):
        import weasyprint  # noqa: F401  (if this fails, the first job reports it)
    signal.alarm(0)
    printed, retires = 0, False
    while not retires:
        try:
            order = json.loads(line.recv_bytes())
        except EOFError:
            return
        signal.setitimer(signal.ITIMER_REAL, order["seconds"])  # SIGALRM ends the process, even inside Pango
        answer, pdf = _answer(Job(**order["job"]))
        signal.setitimer(signal.ITIMER_REAL, 0)
        printed += 1
        retires = printed >= MOST_DOCUMENTS or process_memory.peak() > MOST_MEMORY
        line.send_bytes(json.dumps(answer | {"retires": retires}).encode())
        if "refused" not in answer:
            line.send_bytes(pdf)


def _answer(job: Job) -> tuple[dict[str, Any], bytes]:
    try:
        return {}, render_pdf(**asdict(job))
    except PrintingError as error:
        return {"refused": str(error)}, b""
    except MemoryError:
        return {"refused": f"“{job.title}” needs too much memory to print."}, b""


if __name__ == "__main__":
    with contextlib.suppress(OSError), Connection(int(sys.argv[1])) as line:
        main(line)
    os._exit(0)  # skip freeing WeasyPrint's fonts, which takes time
