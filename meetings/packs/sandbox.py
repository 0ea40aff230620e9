"""Work on strangers' bytes in a child process with little memory, little time and no secrets in its environment.

A new interpreter, not a fork: the caller may be a threaded server (Python warns that forking one can deadlock).
"""

import contextlib
import importlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from committee.refusal import Refused

ROOT = Path(__file__).resolve().parent.parent.parent
MEGABYTE = 1024 * 1024
_places: dict[int, BoundedSemaphore] = {}


class Crashed(RuntimeError):
    """The child died without an answer."""


def run(
    function_path: str, data: bytes, *, seconds: float, memory: int, **arguments: Any
) -> tuple[dict[str, Any], bytes]:
    """Call ``module.function(data, **arguments)`` in a child and return its answer, a (JSON-ready dict, bytes) pair.

    ``memory`` is the child's address space in bytes. No more children than settings.SANDBOX_CHILDREN run at once;
    the others wait for a place, which their ``seconds`` do not count.
    Raises TimeoutError, MemoryError, Crashed, or the Refused that the function raised.
    """
    command = [sys.executable, "-s", "-m", "meetings.packs.sandbox", function_path]
    environment = {"PATH": os.defpath, "LANG": "C.UTF-8", "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": "1"}
    head = json.dumps({"seconds": seconds, "memory": memory, "arguments": arguments}).encode() + b"\n"
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


def _place() -> BoundedSemaphore:
    from django.conf import settings  # the child starts without Django

    most = settings.SANDBOX_CHILDREN
    return _places.setdefault(most, BoundedSemaphore(most))


def _answer(function_path: str, code: int, out: bytes, errors: bytes) -> tuple[dict[str, Any], bytes]:
    if code == -signal.SIGXCPU:
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

    wanted = {
        resource.RLIMIT_AS: memory,
        resource.RLIMIT_CPU: int(seconds) + 1,
        resource.RLIMIT_FSIZE: 0,  # may write no file
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in wanted.items():
        with contextlib.suppress(ValueError, OSError):  # macOS refuses some of them; the clock still holds
            resource.setrlimit(limit, (value, value))


def _child(function_path: str) -> None:
    head = json.loads(sys.stdin.buffer.readline())
    module, _, name = function_path.rpartition(".")
    work = getattr(importlib.import_module(module), name)
    _limit(head["seconds"], head["memory"])
    blob = b""
    try:
        result, blob = work(sys.stdin.buffer.read(), **head["arguments"])
        answer = {"result": result}
    except Refused as refusal:
        answer = {"refused": refusal.text}
    except MemoryError:
        answer = {"memory": True}
    sys.stdout.buffer.write(json.dumps(answer).encode() + b"\n" + blob)
    sys.stdout.buffer.flush()
    os._exit(0)  # nothing to tidy, and freeing a large document takes time


if __name__ == "__main__":
    _child(sys.argv[1])
