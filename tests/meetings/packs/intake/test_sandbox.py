"""The child process that reads strangers’ bytes, and what a file that has taken it over reaches for."""

import contextlib
import importlib
import os
import signal
import socket
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from committee.acts.refusal import Busy, Refused
from meetings.packs.intake import sandbox, wall
from meetings.packs.intake.office import apart, kinds, libreoffice, ocr

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


POISON = "poison-8c1f"
NEEDS_BUBBLEWRAP = pytest.mark.skipif(not apart.is_possible(), reason="bubblewrap is not on this machine")


def break_out(data: bytes, *, victim: str, listening: list[Any], portal: int) -> tuple[dict[str, Any], bytes]:
    """In the child: try all that the file could; returns what of it worked."""
    worked: dict[str, Any] = {"environment": False, "connected": [], "deleted": False, "read": False, "ended": False}
    processes = [str(portal)]
    with contextlib.suppress(OSError):
        processes += os.listdir("/proc")
    for name in processes:
        with contextlib.suppress(OSError):
            worked["environment"] |= POISON.encode() in Path("/proc", name, "environ").read_bytes()
    for family, address in listening:
        with contextlib.suppress(OSError), socket.socket(family) as caller:
            caller.settimeout(2)
            caller.connect(tuple(address) if isinstance(address, list) else address)
            worked["connected"].append(address)
    with contextlib.suppress(OSError):
        worked["read"] = bool(Path(victim).read_bytes())
    with contextlib.suppress(OSError):
        os.remove(victim)
        worked["deleted"] = True
    with contextlib.suppress(OSError):
        os.kill(portal, signal.SIGTERM)
        worked["ended"] = portal > 10  # a low number is one of its own
    return worked, b""


@pytest.fixture(params=[wall.BUBBLEWRAP, wall.KERNEL])
def standing(request, monkeypatch):
    """Either wall, where this machine has it."""
    if request.param == wall.BUBBLEWRAP and not apart.is_possible():
        pytest.skip("bubblewrap is not on this machine")
    if request.param == wall.KERNEL and not wall._works([sys.executable, "-s", "-m", wall.__name__]):
        pytest.skip("the kernel has no Landlock")
    monkeypatch.setattr(wall, "kind", lambda: request.param)
    return request.param


def test_a_child_reaches_no_secret_no_database_and_no_file(standing, tmp_path):
    victim = Path("var", f"victim-{os.getpid()}")  # in the checkout, whose code the child does read
    victim.write_text("exempt")
    portal = subprocess.Popen(["sleep", "60"], env={"SECRET_KEY": POISON})
    try:
        with socket.socket() as database, socket.socket(socket.AF_UNIX) as local:
            database.bind(("127.0.0.1", 0))
            local.bind(path := f"/tmp/portal-{os.getpid()}.sock")  # noqa: S108
            database.listen(), local.listen()
            listening = [[socket.AF_INET, list(database.getsockname())], [socket.AF_UNIX, path]]
            facts, _ = sandbox.run(
                f"{HERE}.break_out",
                b"",
                seconds=30,
                memory=1024 * sandbox.MEGABYTE,
                victim=str(victim.absolute()),
                listening=listening,
                portal=portal.pid,
            )
        assert facts == {"environment": False, "connected": [], "deleted": False, "read": False, "ended": False}
        assert victim.exists() and portal.poll() is None
    finally:
        portal.kill()
        portal.wait()
        victim.unlink(missing_ok=True)
        Path(path).unlink(missing_ok=True)


def test_without_a_wall_no_word_file_scan_or_old_doc_is_opened(monkeypatch):
    from workprogramme.importing import word_file

    monkeypatch.setattr(wall, "kind", lambda: wall.NONE)
    assert not any(map(kinds.can_convert, kinds.ALL)) and not libreoffice.is_installed() and not ocr.is_wanted()
    with pytest.raises(Refused, match="nothing to open a Word file safely with"):
        word_file.read(b"PK\x03\x04")
    with pytest.raises(OSError, match="without bubblewrap"):
        apart.run(["/usr/bin/true"], Path("/nonexistent"), 1)


def shell(folder: Path, script: str, seconds: float = 30) -> int:
    (folder / "run").write_text(script)
    return apart.run(["/bin/sh", str(folder / "run")], folder, seconds)


@NEEDS_BUBBLEWRAP
def test_limits_stand_before_the_program_begins(tmp_path):
    assert shell(tmp_path, "cat /proc/self/limits >all") == 0
    limits = (tmp_path / "all").read_text()
    for name, value in (("Max address space", apart.MEMORY), ("Max file size", apart.MOST_WRITTEN)):
        assert next(line for line in limits.splitlines() if line.startswith(name)).split()[3] == str(value)
    assert f"Max processes             {apart.MOST_THREADS}" in limits
    assert "Max cpu time              60" in limits


@NEEDS_BUBBLEWRAP
def test_a_program_of_many_processes_is_ended_with_all_of_them(tmp_path):
    begun = time.monotonic()
    assert shell(tmp_path, "for n in $(seq 200); do sleep 61.5 & done; wait") == apart.CUT_SHORT
    assert time.monotonic() - begun < 20
    while time.monotonic() - begun < 30 and any(b"sleep\x0061.5" in _command(name) for name in os.listdir("/proc")):
        time.sleep(0.2)  # a busy machine takes a while to bury them
    assert not any(b"sleep\x0061.5" in _command(name) for name in os.listdir("/proc") if name.isdigit())


def _command(name: str) -> bytes:
    with contextlib.suppress(OSError):
        return Path("/proc", name, "cmdline").read_bytes()
    return b""


@NEEDS_BUBBLEWRAP
@pytest.mark.parametrize("place", [".", "/dev/shm"])  # noqa: S108
def test_a_program_that_fills_the_disk_is_ended(tmp_path, monkeypatch, place):
    monkeypatch.setattr(apart, "MOST_ON_DISK", 8 << 20)
    script = f"n=0; while :; do n=$((n+1)); head -c 1000000 /dev/urandom >{place}/f$n || exit 1; done"
    assert shell(tmp_path, script) == apart.CUT_SHORT


@NEEDS_BUBBLEWRAP
def test_a_program_writes_nowhere_else_and_sees_no_setting(tmp_path):
    touch = "for p in / /dev /etc /usr /var; do touch $p/x 2>/dev/null && echo $p; done >wrote"
    shell(tmp_path, f"{touch}; ls /etc >etc; ls -d /proc/[0-9]* >seen")
    assert (tmp_path / "wrote").read_text() == "" and "shadow" not in (tmp_path / "etc").read_text()
    assert len((tmp_path / "seen").read_text().split()) < 6


@NEEDS_BUBBLEWRAP
@pytest.mark.parametrize(
    "script",
    [
        "mkdir out; ln -s {secret} out/paper.pdf",
        "ln -s {folder} out",
        "mkdir out; mkfifo out/paper.pdf",
        "mkdir out; echo words >out/paper.pdf",
    ],
)
def test_a_file_that_a_program_leaves_is_read_and_a_link_is_not_followed(tmp_path, script):
    secret, folder = tmp_path / "secrets" / "paper.pdf", tmp_path / "office"
    secret.parent.mkdir(), folder.mkdir()
    secret.write_text("exempt")
    assert shell(folder, script.format(secret=secret, folder=secret.parent)) == 0
    assert apart.read(folder, "out/paper.pdf") == (b"words\n" if "words" in script else b"")


JUDGE = """
import os, sys
from meetings.packs import check
from meetings.packs.intake import normalise, sandbox
pdf = sys.stdin.buffer.read()
normalise.before_limits(pdf)
if os.geteuid() == 0:
    os.setuid(65534)  # root may start as many threads as it likes
sandbox._limit(60, sandbox.MEMORY)
print(len(check.belied(pdf)))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="Only Linux counts threads as processes.")
def test_a_claim_of_pdf_ua_is_judged_without_root():
    pdf = weasyprint.HTML(string="<html lang=en><title>Roads</title><h1>Roads").write_pdf(pdf_variant="pdf/ua-1")
    environment = os.environ | {"RAYON_NUM_THREADS": "1"}
    done = subprocess.run([sys.executable, "-c", JUDGE], input=pdf, capture_output=True, env=environment)
    assert (done.returncode, done.stdout.strip().isdigit()) == (0, True), done.stderr
