"""Work on strangers' bytes in a child process behind a wall (`wall.py`), with little memory and little time.

The child is a new interpreter, not a fork, because forking a threaded server can deadlock.
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from threading import BoundedSemaphore
from typing import Any

from committee.acts.refusal import Busy, Refused
from meetings.packs.intake import wall

ROOT = wall.ROOT
MEGABYTE = 1024 * 1024
MEMORY = 2_048 * MEGABYTE
YIELDS = 10  # added to a child's `nice` value, so that web requests get the processor first
_places: dict[int, BoundedSemaphore] = {}
_at_once = BoundedSemaphore(1)
OF_PAGES = 2  # most children of a web process with four threads: one more thread may wait, and one stays free
_waiting = BoundedSemaphore(1)
BUSY = (
    "Too many files are being checked at the moment. Nothing has been lost. Try again in a "
    "minute. You may need to choose the file again."
)


class Crashed(RuntimeError):
    """The child died without an answer."""


def run(
    function_path: str, data: bytes, *, seconds: float = 60, memory: int = MEMORY, **arguments: Any
) -> tuple[dict[str, Any], bytes]:
    """Call ``module.function(data, **arguments)`` in a child and return its answer, a (JSON-ready dict, bytes) pair.

    ``memory`` is the child's address space in bytes. At most settings.SANDBOX_CHILDREN children run at once. Other
    calls wait for a place; ``seconds`` does not include the wait. Where settings.SANDBOX_WAIT_SECONDS is set (in a web
    process), only one call waits, at most this long. Any further call raises Busy at once.
    Raises TimeoutError, MemoryError, Crashed, Busy, or the Refused that the function raised.
    """
    package = function_path.partition(".")[0]
    interpreter = [sys.executable, "-s", "-m", "meetings.packs.intake.sandbox", function_path]
    command = [*wall.around_python(package), *interpreter]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    environment["RAYON_NUM_THREADS"] = "1"  # of the library page-validation
    head = (
        json.dumps({"seconds": seconds, "memory": memory, "wall": wall.kind(), "arguments": arguments}).encode() + b"\n"
    )
    with (
        _place(),
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            start_new_session=True,
        ) as child,
    ):
        try:
            out, errors = child.communicate(head + data, timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"{function_path} took longer than {seconds} seconds") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
    return _answer(function_path, child.returncode, out, errors)


@contextlib.contextmanager
def at_once() -> Iterator[None]:
    """
    Allow one file at a time to be read while its sender waits, so that the other threads of this process can answer.

    Raises Busy at once where another file is being read in this way, or no further child may run.
    """
    if not _at_once.acquire(blocking=False):
        raise Busy(BUSY)
    try:
        places = _of_children()
        if not places.acquire(blocking=False):
            raise Busy(BUSY)
        places.release()
        yield
    finally:
        _at_once.release()


@contextlib.contextmanager
def _place() -> Iterator[None]:
    from django.conf import settings  # the child starts without Django

    places = _of_children()
    if not places.acquire(blocking=False) and not _waited(places, settings.SANDBOX_WAIT_SECONDS):
        raise Busy(BUSY)
    try:
        yield
    finally:
        places.release()


def _waited(places: BoundedSemaphore, seconds: float) -> bool:
    """
    Wait for a place; return whether a place became free.

    Without `seconds`, wait for ever. With `seconds`, only one thread may wait; another thread gets False at once.
    """
    if not seconds:
        return places.acquire()
    if not _waiting.acquire(blocking=False):
        return False
    try:
        return places.acquire(timeout=seconds)
    finally:
        _waiting.release()


def _of_children() -> BoundedSemaphore:
    from django.conf import settings

    most = settings.SANDBOX_CHILDREN
    most = min(most, OF_PAGES) if settings.SANDBOX_WAIT_SECONDS else most
    return _places.setdefault(most, BoundedSemaphore(most))


def _answer(function_path: str, code: int, out: bytes, errors: bytes) -> tuple[dict[str, Any], bytes]:
    if code in (-signal.SIGXCPU, 128 + signal.SIGXCPU):  # bubblewrap adds 128 to a signal, as a shell does
        raise TimeoutError(f"{function_path} used up its processor time")
    line, newline, blob = out.partition(b"\n")
    if not newline:
        if b"MemoryError" in errors or b"bad_alloc" in errors:
            raise MemoryError(function_path)
        raise Crashed(f"{function_path} ended with {code}: {errors[-500:].decode('utf-8', 'replace')}")
    answer = json.loads(line)
    if "refused" in answer:
        raise Refused(answer["refused"])
    if "memory" in answer:
        raise MemoryError(function_path)
    return answer["result"], blob


def _limit(seconds: float, memory: int) -> None:
    import resource

    os.nice(YIELDS)
    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: 0,  # may write no file
        resource.RLIMIT_NPROC: 0,  # may start no process; root is exempt, but the wall ends root's processes
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some limits; the time limit still applies
            resource.setrlimit(limit, (value, value))


def _child(function_path: str) -> None:
    head = json.loads(sys.stdin.buffer.readline())
    module, _, name = function_path.rpartition(".")
    work = getattr(importlib.import_module(module), name)
    if head["wall"] == wall.KERNEL:
        wall.close_off(module.partition(".")[0])
    data = sys.stdin.buffer.read()
    getattr(sys.modules[module], "before_limits", lambda data: None)(data)
    _limit(head["seconds"], head["memory"])
    blob = b""
    try:
        result, blob = work(data, **head["arguments"])
        answer = {"result": result}
    except Refused as refusal:
        answer = {"refused": refusal.text}
    except MemoryError:
        answer = {"memory": True}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + blob)
    sys.stdout.buffer.flush()
    os._exit(0)  # there is nothing to clean up, and freeing a large document takes time


if __name__ == "__main__":
    _child(sys.argv[1])
