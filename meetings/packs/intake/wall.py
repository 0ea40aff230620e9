"""
The wall around a process that reads a stranger's file: bubblewrap, or the kernel's Landlock and namespaces, or none.

SECURITY: a process behind either wall cannot reach the portal's environment, files or processes, or any network. One
exception: the kernel's wall stops abstract sockets and UDP only where users may make namespaces. `script/ready` says
which wall this machine has.
"""

import contextlib
import ctypes
import os
import shutil
import struct
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
BUBBLEWRAP, KERNEL, NONE = "bubblewrap", "kernel", ""
# SECURITY: only these entries of /etc can be read. Another entry may hold a service's environment.
ETC = (
    *("alternatives", "fonts", "ghostscript", "group", "ld.so.cache", "ld.so.conf", "ld.so.conf.d", "libreoffice"),
    *("localtime", "magic", "mime.types", "nsswitch.conf", "paperspecs", "passwd"),
)
SYSTEM = ("/usr", *(f"/etc/{name}" for name in ETC), "/var/lib/libreoffice", "/var/cache/fontconfig")
LINKS = ("/bin", "/sbin", "/lib", "/lib64")
APART = (
    *("--unshare-user-try", "--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--cap-drop", "ALL"),
    *("--die-with-parent", "--new-session", "--proc", "/proc", "--dev", "/dev"),
)  # fmt: skip
SENTENCES = {  # for `script/ready`
    BUBBLEWRAP: "Strangers’ files are opened behind bubblewrap.",
    KERNEL: "Strangers’ files are read behind the kernel’s own wall. Without bubblewrap LibreOffice and OCR are off.",
    NONE: "No wall can be put around strangers’ files here, so only PDFs are taken. Install bubblewrap.",
}
NOTHING = "This machine has nothing to open a Word file safely with. Save it as CSV and upload that."
CREATE_RULESET, ADD_RULE, RESTRICT_SELF, NO_NEW_PRIVILEGES = 444, 445, 446, 38  # system calls; an option of prctl
READ, RECURSIVE_PRIVATE = 1 | 4 | 8, 0x4000 | 1 << 18  # Landlock: execute, read a file, list a folder; flags of mount


@cache
def kind() -> str:
    """Try the walls in child processes; return the best wall that works on this machine, NONE where neither works."""
    if _works([*bubblewrap([]), "/usr/bin/true"]):
        return BUBBLEWRAP
    return KERNEL if _works([sys.executable, "-s", "-m", "meetings.packs.intake.wall"]) else NONE


def around_python(package: str) -> list[str]:
    """Return the words to put before a Python command that may read `package`; [] without bubblewrap."""
    if kind() != BUBBLEWRAP:
        return []
    return [*bubblewrap(code(package)), "--remount-ro", "/dev", "--remount-ro", "/", "--chdir", str(ROOT)]


def bubblewrap(readable: Sequence[str]) -> list[str]:
    """Return the command that shuts a program off from all but the system's programs and the `readable` paths."""
    hidden = ["--tmpfs", str(ROOT)] if ROOT.is_relative_to("/usr") else []
    bound = [word for path in SYSTEM for word in ("--ro-bind-try", path, path)]
    more = [word for path in readable for word in ("--ro-bind", path, path)]
    return [shutil.which("bwrap") or "bwrap", *APART, *bound, *hidden, *more, *(w for n in LINKS for w in _as_here(n))]


def code(package: str) -> list[str]:
    """Return the folders that a child process may read: the interpreter, its libraries and the code, never `var`."""
    ours = [str(ROOT / name) for name in sorted({"committee", "meetings", "static", package})]
    return [path for path in dict.fromkeys((sys.prefix, sys.base_prefix)) if path != "/usr"] + ours


def close_off(package: str) -> None:
    """
    Shut this process off for good: it can read only the system and the code, write nothing and use no network.

    Raises OSError where the kernel has no Landlock.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    with contextlib.suppress(OSError, AttributeError):  # user namespaces may be forbidden
        os.unshare(os.CLONE_NEWUSER | os.CLONE_NEWNET | os.CLONE_NEWNS | os.CLONE_NEWIPC)
        libc.mount(None, b"/", None, RECURSIVE_PRIVATE, None)
        for sockets in (b"/run", b"/tmp"):
            libc.mount(b"none", sockets, b"tmpfs", 0, None)
    version = libc.syscall(CREATE_RULESET, None, 0, 1)
    handled = (1 << 13) - 1 | sum(1 << bit for bit, since in ((13, 2), (14, 3), (15, 5)) if version >= since)
    rules = struct.pack("QQQ", handled, 3 if version >= 4 else 0, 3 if version >= 6 else 0)  # files, TCP, signals
    ruleset = _sure(libc.syscall(CREATE_RULESET, rules, 8 if version < 4 else 16 if version < 6 else 24, 0))
    for path in (*SYSTEM, *LINKS, *code(package), "/dev/null", "/dev/urandom"):
        with contextlib.suppress(FileNotFoundError):
            file = os.open(path, os.O_PATH)
            allowed = READ if os.path.isdir(path) else 4
            _sure(libc.syscall(ADD_RULE, ruleset, 1, struct.pack("=Qi", allowed, file), 0))
            os.close(file)
    _sure(libc.prctl(NO_NEW_PRIVILEGES, 1, 0, 0, 0))
    _sure(libc.syscall(RESTRICT_SELF, ruleset, 0))
    os.close(ruleset)


def _sure(answer: int) -> int:
    if answer < 0:
        raise OSError(ctypes.get_errno(), "the kernel has no Landlock")
    return answer


def _as_here(name: str) -> list[str]:
    path = Path(name)
    if path.is_symlink():
        return ["--symlink", os.readlink(path), name]
    return ["--ro-bind", name, name] if path.exists() else []


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, cwd=ROOT, capture_output=True, timeout=20, check=False).returncode == 0
    except (OSError, subprocess.TimeoutExpired):
        return False


if __name__ == "__main__":
    close_off("meetings")
