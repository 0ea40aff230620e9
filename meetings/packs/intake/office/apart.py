"""Run a program of this machine on a stranger's file: behind bubblewrap, in its own folder, within limits."""

import contextlib
import os
import shutil
import signal
import stat
import subprocess
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from meetings.packs.intake import wall

MEMORY, MOST_WRITTEN = 4 << 30, 1 << 30  # bytes: memory (of each process, and of all together); one written file
MOST_PROCESSES, MOST_THREADS, MOST_ON_DISK, LEFT_FREE = 60, 400, 3 << 30, 1 << 30  # bytes: all files, free disk
LOOK = 0.1  # seconds between two checks of a program's use of memory and disk
CUT_SHORT = -signal.SIGKILL


def is_possible() -> bool:
    """Return whether bubblewrap can shut a program off on this machine."""
    return wall.kind() == wall.BUBBLEWRAP


def run(command: Sequence[str], folder: Path, seconds: float) -> int:
    """
    Run a program in `folder` and return its exit code; CUT_SHORT where the program exceeded its limits.

    The program has no network, sees none of the portal's files and processes, and can write only into `folder`. Its
    limits are set before it begins. Raises TimeoutError, and OSError where there is no bubblewrap.
    """
    if not is_possible():
        raise OSError("no program opens a stranger’s file without bubblewrap")
    free = shutil.disk_usage(folder).free
    with subprocess.Popen(
        _behind_the_wall(command, folder, seconds),
        cwd=folder,
        env={"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        until = time.monotonic() + seconds
        try:
            while time.monotonic() < until:
                with contextlib.suppress(subprocess.TimeoutExpired):
                    return child.wait(timeout=LOOK)
                if _takes_too_much(child.pid, folder, free):
                    return CUT_SHORT
            raise TimeoutError(f"{command[0]} took longer than {seconds:.0f} seconds")
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def read(folder: Path, name: str) -> bytes:
    """
    Return the bytes that a program wrote to `folder`/`name`; b"" where the path is no regular file.

    SECURITY: no symbolic link is followed, in any part of the name.
    """
    with contextlib.ExitStack() as stack:
        place = os.open(folder, os.O_RDONLY)
        stack.callback(os.close, place)
        for part in Path(name).parts:
            try:
                place = os.open(part, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=place)
            except OSError:
                return b""
            stack.callback(os.close, place)
        if not stat.S_ISREG(os.fstat(place).st_mode):
            return b""
        with os.fdopen(place, "rb", closefd=False) as file:
            return file.read()


def _behind_the_wall(command: Sequence[str], folder: Path, seconds: float) -> list[str]:
    program = Path(command[0]).resolve()
    elsewhere = [] if program.is_relative_to("/usr") else [str(program.parent.parent)]
    binds = []
    # The program gets its own /tmp and /dev/shm, within `folder`.
    for name, place in (("tmp", "/tmp"), ("shm", "/dev/shm"), ("", str(folder))):  # noqa: S108
        (folder / name).mkdir(exist_ok=True)
        binds += ["--bind", str(folder / name), place]
    return [
        *("prlimit", f"--as={MEMORY}", f"--fsize={MOST_WRITTEN}", f"--cpu={int(seconds) * 2}", "--core=0"),
        *(*wall.bubblewrap(elsewhere), *binds, "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(folder)),
        *("prlimit", f"--nproc={MOST_THREADS}", *command),
    ]


def _takes_too_much(pid: int, folder: Path, free: int) -> bool:
    """Return whether a program uses too many processes, too much memory or disk, or leaves too little disk free."""
    processes, memory = _of_all(pid)
    if processes > MOST_PROCESSES or memory > MEMORY or shutil.disk_usage(folder).free < min(LEFT_FREE, free // 2):
        return True
    written = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):
                written += os.lstat(os.path.join(place, name)).st_blocks * 512
    return written > MOST_ON_DISK


def _of_all(pid: int) -> tuple[int, int]:
    """Return the number of processes (`pid` and its descendants), and the bytes of memory that they use together."""
    children, pages = defaultdict(list), {}
    for name in os.listdir("/proc"):
        if name.isdigit():
            with contextlib.suppress(OSError):
                words = Path("/proc", name, "stat").read_text("utf-8", "replace").rpartition(")")[2].split()
                children[int(words[1])].append(int(name))
                pages[int(name)] = int(words[21])
    waiting, family = [pid], set[int]()
    while waiting:
        family.add(parent := waiting.pop())
        waiting += children[parent]
    return len(family), sum(pages.get(member, 0) for member in family) * os.sysconf("SC_PAGESIZE")
