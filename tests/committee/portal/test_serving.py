"""The web server: slow and half-open connections take no thread, and nobody is told what it is made of."""

import contextlib
import io
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from waitress.adjustments import Adjustments

from committee.portal import serving

ROOT = Path(__file__).resolve().parents[3]
HALF = b"GET / HTTP/1.1\r\nHost: here\r\nX-"
BODY = b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nabc"
LARGE = b"GET /large HTTP/1.1\r\nHost: here\r\n\r\n"


@contextlib.contextmanager
def serve(preexec_fn=None) -> Iterator[SimpleNamespace]:
    """One process of it with two threads, before the small application."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = door.getsockname()[1]
    command = [sys.executable, "-m", "committee.portal.serving", "tests.committee.portal.slow_application"]
    process = subprocess.Popen(
        [*command, "--bind", f"127.0.0.1:{port}", "--workers", "1", "--threads", "2"],
        cwd=ROOT, env={**os.environ, "DJANGO_SETTINGS_MODULE": "committee.settings", "UPLOAD_LIMIT_MB": "1"},
        start_new_session=True, preexec_fn=preexec_fn,
    )  # fmt: skip
    try:
        for _ in range(200):
            with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port)):
                break
            time.sleep(0.05)
        yield SimpleNamespace(port=port, process=process)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def server() -> Iterator[SimpleNamespace]:
    """Yield a running server, shared by the tests that do not stop it."""
    with serve() as made:
        yield made


def ask(server, path: str = "/", data: bytes | None = None):
    return urllib.request.urlopen(f"http://127.0.0.1:{server.port}{path}", data=data, timeout=30)


def children(server) -> list[int]:
    with open(f"/proc/{server.process.pid}/task/{server.process.pid}/children") as file:
        return [int(one) for one in file.read().split()]


@pytest.mark.parametrize("begin", [HALF, BODY, LARGE], ids=["half-open", "slow body", "slow reader"])
def test_more_slow_connections_than_threads_stop_nobody(server, begin):
    doors = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(8)]
    for door in doors:
        door.sendall(begin)
    with ask(server, "/", b"four") as answer:
        assert answer.read() == b"4"
    for door in doors:
        door.close()


def test_an_answer_does_not_say_which_server_it_is(server):
    with ask(server) as answer:
        assert "Server" not in answer.headers and "Via" not in answer.headers


def test_without_a_proxy_a_stranger_cannot_say_who_asks(server):
    forged = {"X-Forwarded-For": "192.0.2.7", "X-Forwarded-Proto": "https", "X-Forwarded-Host": "evil.example",
              "SCRIPT_NAME": "/x", "Script-Name": "/x"}  # fmt: skip
    asked = urllib.request.Request(f"http://127.0.0.1:{server.port}/told", headers=forged)
    with urllib.request.urlopen(asked, timeout=30) as answer:
        assert answer.read().removesuffix(b"/x") == b""  # a header like any other: no application looks at it


def test_what_is_too_large_is_heard_out_and_answered_with_a_sentence(server):
    with pytest.raises(urllib.error.HTTPError) as refused:
        ask(server, "/", bytes(20 * 1024 * 1024))
    assert refused.value.code == 413 and "choose a smaller file" in refused.value.read().decode()


def test_what_does_not_fit_on_the_disk_is_answered_with_a_sentence():
    with serve(lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))) as server:
        with pytest.raises(urllib.error.HTTPError) as refused:
            ask(server, "/", bytes(2 * 1024 * 1024))
        assert refused.value.code == 503 and "no space left" in refused.value.read().decode()
        with ask(server, "/", b"four") as answer:
            assert answer.read() == b"4"


def test_a_process_that_dies_is_replaced(server):
    ask(server).close()
    (first,) = children(server)
    os.kill(first, signal.SIGKILL)
    ask(server).close()
    assert children(server) != [first]


def test_what_has_begun_is_answered_before_it_ends():
    with serve() as server:
        found = []
        ask(server).close()
        asking = threading.Thread(target=lambda: found.append(ask(server, "/wait").read()))
        asking.start()
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        asking.join()
        assert found == [b"0"] and server.process.wait(20) == 0


@pytest.mark.parametrize(
    "begun", [b"", b"1;", b"3\r\nabc\r\n", b"0\r\nX: "], ids=["size", "extension", "next", "trailer"]
)
def test_a_line_of_a_chunked_body_that_does_not_end_is_not_gathered_in_memory(begun):
    request = serving.Request(Adjustments(max_request_body_size=10**8))
    request.received(b"POST / HTTP/1.1\r\nHost: here\r\nTransfer-Encoding: chunked\r\n\r\n")
    request.received(begun)
    assert not request.completed
    for _ in range(4):
        request.received(b"1" * 4096)
    assert request.completed and request.error.code == 400
    assert len(request.body_rcv.control_line) + len(request.body_rcv.trailer) < 20_000


def test_a_length_of_thousands_of_digits_is_answered():
    request = serving.Request(Adjustments())
    request.received(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\n")
    assert request.completed and request.error.code == 400


def channel(**about) -> serving.Channel:
    made = serving.Channel.__new__(serving.Channel)
    made.requests, made.creation_time, made.last_activity = [], 100.0, 100.0
    vars(made).update(about)
    return made


@pytest.mark.parametrize(
    ("about", "seconds", "slow"),
    [
        ({}, 29, False),
        ({}, 31, True),
        ({"coming_since": 100.0, "request": SimpleNamespace(body_bytes_received=0)}, 31, True),
        ({"coming_since": 100.0, "request": SimpleNamespace(body_bytes_received=102_400)}, 129, False),
        ({"coming_since": 100.0, "request": SimpleNamespace(body_bytes_received=102_400)}, 131, True),
        ({"requests": ["one that is worked on"]}, 600, False),
        ({"last_activity": 105.0}, 50, False),  # kept open after an answer: its own limit
    ],
)
def test_a_request_may_come_slowly_but_not_for_ever(about, seconds, slow):
    assert channel(**about).is_too_slow(100.0 + seconds, serving.HEADERS_SECONDS) is slow


def test_a_file_that_is_far_away_is_not_read_in_the_loop_of_all(tmp_path):
    wrap = serving.file_wrapper(lambda file, size: "theirs")
    (tmp_path / "near").write_bytes(b"near")
    with open(tmp_path / "near", "rb") as near:
        assert wrap(near) == "theirs" == wrap(io.BytesIO(b"in memory"))
    far = io.BufferedReader(io.BytesIO(b"far away"))
    assert b"".join(wrap(far)) == b"far away"
