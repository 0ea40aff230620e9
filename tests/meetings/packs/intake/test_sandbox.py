"""The child process that reads strangers' bytes."""

import importlib
import os
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from typing import Any

import pytest

from committee.acts.refusal import Busy, Refused
from meetings.packs.intake import sandbox

pytestmark = pytest.mark.usefixtures("own_processes")

HERE = "tests.meetings.packs.intake.test_sandbox"
MEMORY = 1024 * sandbox.MEGABYTE


def echo(data: bytes, **arguments: Any) -> tuple[dict[str, Any], bytes]:
    told = {"arguments": arguments, "secret": os.environ.get("SECRET_KEY", ""), "nice": os.nice(0)}
    return told, data[::-1]


def refuse(data: bytes) -> tuple[dict[str, Any], bytes]:
    raise Refused("Not this one.")


def sleep(data: bytes) -> tuple[dict[str, Any], bytes]:
    time.sleep(60)
    return {}, b""


def spin(data: bytes) -> tuple[dict[str, Any], bytes]:
    while True:
        pass


def hoard(data: bytes) -> tuple[dict[str, Any], bytes]:
    return {"length": len(bytearray(2 * MEMORY))}, b""


def die(data: bytes) -> tuple[dict[str, Any], bytes]:
    os.abort()


def write(data: bytes) -> tuple[dict[str, Any], bytes]:
    with open(data.decode(), "w") as file:
        file.write("something")
    return {}, b""


def stay(data: bytes) -> tuple[dict[str, Any], bytes]:
    begun = time.monotonic()
    time.sleep(0.3)
    return {"stay": [begun, time.monotonic()]}, b""


def run(name: str, data: bytes = b"", seconds: float = 20, **arguments: Any) -> tuple[dict[str, Any], bytes]:
    return sandbox.run(f"{HERE}.{name}", data, seconds=seconds, memory=MEMORY, **arguments)


def test_an_answer_comes_back_and_the_child_sees_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "poison")
    facts = {"arguments": {"colour": "red"}, "secret": "", "nice": min(19, os.nice(0) + sandbox.YIELDS)}
    assert run("echo", b"abc\n\x00", colour="red") == (facts, b"\x00\ncba")


def test_a_refusal_comes_back_as_a_refusal() -> None:
    with pytest.raises(Refused, match="Not this one"):
        run("refuse")


@pytest.mark.parametrize("name", ["sleep", "spin"])
def test_a_child_that_takes_too_long_is_ended(name: str) -> None:
    begun = time.monotonic()
    with pytest.raises(TimeoutError):
        run(name, seconds=1)
    assert time.monotonic() - begun < 5


def test_a_child_that_dies_or_wants_too_much_memory_is_noticed() -> None:
    with pytest.raises(sandbox.Crashed):
        run("die")
    with pytest.raises(MemoryError):
        run("hoard")


def test_a_child_can_write_no_file(tmp_path) -> None:  # type: ignore[no-untyped-def]
    target = tmp_path / "file"
    with pytest.raises(sandbox.Crashed):
        run("write", str(target).encode())
    assert not target.exists() or target.read_text() == ""


def test_no_more_children_run_at_once_than_are_allowed(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_CHILDREN = 1
    with ThreadPoolExecutor(4) as threads:
        answers = list(threads.map(lambda _: run("stay"), range(4)))
    stays = sorted(facts["stay"] for facts, _ in answers)
    assert all(before[1] <= after[0] for before, after in pairwise(stays))


def test_pages_that_wait_for_a_reader_leave_a_thread_to_the_others(settings) -> None:  # type: ignore[no-untyped-def]
    """Pictures of a page that takes long to draw, asked for eight at once, once held every thread of the server."""
    settings.SANDBOX_CHILDREN, settings.SANDBOX_WAIT_SECONDS = 8, 60
    with ThreadPoolExecutor(1) as threads:
        with sandbox._place(), sandbox._place():
            waits = threads.submit(run, "echo", b"ab")
            while sandbox._waiting.acquire(blocking=False):
                sandbox._waiting.release()
                if waits.done():  # it came while this looked, and was refused
                    waits = threads.submit(run, "echo", b"ab")
                time.sleep(0.01)
            with pytest.raises(Busy):
                run("echo", b"ab")
        assert waits.result()[1] == b"ab"[::-1]


def test_what_a_page_reads_at_once_waits_for_nothing(settings) -> None:  # type: ignore[no-untyped-def]
    settings.SANDBOX_CHILDREN = 1
    with sandbox._place(), pytest.raises(Busy), sandbox.at_once():
        pass
    with sandbox.at_once(), pytest.raises(Busy), sandbox.at_once():
        pass
    with sandbox.at_once():
        assert run("echo", b"ab")[1] == b"ba"


def test_the_servers_pages_wait_for_five_seconds(monkeypatch) -> None:  # type: ignore[no-untyped-def]
    from committee import wsgi

    monkeypatch.setenv("SANDBOX_WAIT_SECONDS", "")
    monkeypatch.delenv("SANDBOX_WAIT_SECONDS")
    importlib.reload(wsgi)
    assert os.environ["SANDBOX_WAIT_SECONDS"] == "5"
