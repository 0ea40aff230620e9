"""
Measure which server still answers while 200 connections send or read slowly, for `script/bench servers`.

Each Python server that is installed serves the portal. 20 readers request pages, first alone and then beside each kind
of slow connection. Every measurement stays on 127.0.0.1 and takes at most 15 seconds.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from wsgiref.util import FileWrapper

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "committee.settings")

ROOT = Path(__file__).resolve().parent.parent
APPLICATION = "script.bench_servers:application"
PATHS = ("/", "/committees/", "/calendar/")
READERS, EACH, MOST_SECONDS, SLOW = 20, 10, 15.0, 200
LARGE = 8 * 1024 * 1024
GUNICORN = ("-m", "gunicorn", APPLICATION, "--no-control-socket", "--log-level", "critical", "--workers", "2")
# By name: the package that must be installed, and the arguments of the Python interpreter.
SERVERS: dict[str, tuple[str, tuple[str, ...]]] = {
    "gunicorn, gthread, 4 threads": ("gunicorn", (*GUNICORN, "--threads", "4")),
    "gunicorn, gthread, 64 threads, keep-alive 2": ("gunicorn", (*GUNICORN, "--threads", "64", "--keep-alive", "2")),
    "gunicorn, gevent": ("gevent", (*GUNICORN, "--worker-class", "gevent", "--worker-connections", "1000")),
    "waitress (script/server)": (
        "waitress", ("-m", "committee.portal.serving", APPLICATION, "--workers", "2", "--threads", "4"),
    ),
}  # fmt: skip
# Kinds of slow connections: the arguments `begin`, `more` and `reads` of `held`.
SLOWLY: dict[str, tuple[bytes, bytes, bool]] = {
    "nobody": (b"", b"", False),
    "half-open, nothing more": (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-", b"", False),
    "slow headers": (b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ", b"a", False),
    "slow bodies": (
        b"POST /privacy/complaint/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n\r\ndetails=", b"a", False,
    ),
    "slow readers": (b"GET /large HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n", b"", True),
}  # fmt: skip


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Serve the portal, and at /large a file of 8 MB."""
    if environ["PATH_INFO"] == "/large":
        file = tempfile.TemporaryFile()  # noqa: SIM115 - the server closes it
        file.truncate(LARGE)
        start_response("200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", str(LARGE))])
        given: Iterable[bytes] = environ.get("wsgi.file_wrapper", FileWrapper)(file, 65536)
        return given  # as Django sends a stored file
    from committee.wsgi import application as portal

    answer: Iterable[bytes] = portal(environ, start_response)
    return answer


def _runs(server: subprocess.Popen[bytes]) -> bool:
    return server.poll() is None


def main() -> None:
    """Print a line for each server and kind of slowness."""
    from script.bench_readers import free_port, held, read, wait_for

    for name, (package, command) in SERVERS.items():
        if len(sys.argv) > 1 and sys.argv[1] not in name:
            continue
        print(f"\n{name}", flush=True)
        if find_spec(package) is None:
            print("  not installed")
            continue
        port = free_port()
        bind = ("--bind", f"127.0.0.1:{port}")
        server = subprocess.Popen(
            [sys.executable, *command, *bind], cwd=ROOT, start_new_session=True, stderr=subprocess.DEVNULL
        )
        try:
            if not wait_for(port, 60, partial(_runs, server)):
                print("  did not start")
                continue
            usual = None
            for kind, (begin, more, reads) in SLOWLY.items():
                with held(port, 0 if kind == "nobody" else SLOW, begin, more, reads=reads):
                    found = read(port, PATHS, readers=READERS, each=EACH, most_seconds=MOST_SECONDS)
                usual = usual or found
                print(f"  beside {kind:24} {found.line()}, {found.p99 / usual.p99:5.1f} times", flush=True)
        finally:
            os.killpg(server.pid, signal.SIGTERM)
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(server.pid, signal.SIGKILL)


if __name__ == "__main__":
    main()
