"""Readers who request pages, and slow or half-open connections, for `bench servers` and `bench attack`."""

import contextlib
import http.client
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from statistics import quantiles

HOST = "127.0.0.1"  # never another machine
PATIENCE = 10.0  # seconds for one answer


@dataclass
class Answers:
    """The number of requests (`asked`), the seconds of each good answer, and the reason for each failed request."""

    asked: int = 0
    seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    @property
    def p99(self) -> float:
        """99th percentile of the seconds of all requests; a failed request counts as PATIENCE."""
        every = self.seconds + [PATIENCE] * (self.asked - len(self.seconds))
        return quantiles(every, n=100, method="inclusive")[98] if len(every) > 1 else max(every, default=PATIENCE)

    def line(self) -> str:
        """Return the numbers in one line."""
        wrong = f"; {self.wrong[0]}" if self.wrong else ""
        return f"{len(self.seconds):4d} of {self.asked:4d} answered, p99 {self.p99 * 1000:7.0f} ms{wrong}"


def read(
    port: int,
    paths: Sequence[str],
    *,
    readers: int,
    each: int,
    most_seconds: float,
    headers: dict[str, str] | None = None,
) -> Answers:
    """
    Let `readers` threads each request `each` pages, one after another, and return all answers.

    Every request has a new connection. No request begins after `most_seconds`.
    """
    answers, lock, ends = Answers(), threading.Lock(), time.monotonic() + most_seconds

    def go(first: int) -> None:
        for turn in range(each):
            if time.monotonic() > ends:
                return
            begun, wrong = time.perf_counter(), ""
            try:
                door = http.client.HTTPConnection(HOST, port, timeout=PATIENCE)
                door.request("GET", paths[(first + turn) % len(paths)], headers=headers or {})
                answer = door.getresponse()
                answer.read()
                wrong = "" if answer.status in (200, 304) else f"status {answer.status}"
                door.close()
            except (OSError, http.client.HTTPException) as error:
                wrong = type(error).__name__
            with lock:
                answers.asked += 1
                if wrong:
                    answers.wrong.append(wrong)
                else:
                    answers.seconds.append(time.perf_counter() - begun)

    threads = [threading.Thread(target=go, args=(number,)) for number in range(readers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


@contextlib.contextmanager
def held(port: int, count: int, begin: bytes, more: bytes = b"", *, reads: bool = False) -> Iterator[None]:
    """
    Keep `count` connections open until the block ends; a connection that the server closes stays closed.

    Each connection sends `begin`. Then, each second, it sends the next byte of `more`, over and over; with `reads` it
    reads one byte instead.
    """
    doors = []
    for _ in range(count):
        door = socket.socket()
        door.settimeout(5)
        door.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        with contextlib.suppress(OSError):
            door.connect((HOST, port))
            door.sendall(begin)
        door.setblocking(False)
        doors.append(door)
    stop = threading.Event()

    def drip() -> None:
        turn = 0
        while not stop.wait(1):
            for door in doors:
                with contextlib.suppress(OSError):
                    if reads:
                        door.recv(1)
                    elif more:
                        door.send(more[turn % len(more)].to_bytes())
            turn += 1

    thread = threading.Thread(target=drip)
    thread.start()
    try:
        time.sleep(1)
        yield
    finally:
        stop.set()
        thread.join()
        for door in doors:
            door.close()


def free_port() -> int:
    """Return a free port."""
    with socket.socket() as door:
        door.bind((HOST, 0))
        return int(door.getsockname()[1])


def wait_for(port: int, seconds: float, is_running: Callable[[], bool], headers: dict[str, str] | None = None) -> bool:
    """Return whether /healthz answers 200 on that port within `seconds`, while `is_running` returns True."""
    ends = time.monotonic() + seconds
    while time.monotonic() < ends and is_running():
        with contextlib.suppress(OSError, http.client.HTTPException):
            door = http.client.HTTPConnection(HOST, port, timeout=2)
            door.request("GET", "/healthz", headers=headers or {})
            if door.getresponse().status == 200:
                return True
        time.sleep(0.25)
    return False
