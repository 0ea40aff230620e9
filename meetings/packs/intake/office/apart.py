"""Programs of this machine that read strangers' files: in their own folder, for a limited time, without a network."""

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path

MEMORY, MOST_WRITTEN = 4 << 30, 1 << 30
SANDBOX = (
    *("--unshare-net", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--die-with-parent", "--new-session"),
    *("--ro-bind", "/usr", "/usr", "--ro-bind", "/etc", "/etc", "--ro-bind-try", "/opt", "/opt"),
    *("--ro-bind-try", "/var/lib/libreoffice", "/var/lib/libreoffice"),
    *("--ro-bind-try", "/var/cache/fontconfig", "/var/cache/fontconfig"),
    *("--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"),  # noqa: S108  its own
)  # fmt: skip


@cache
def is_possible() -> bool:
    """Whether bubblewrap can shut a program off from the network here."""
    if not shutil.which("bwrap"):
        return False
    try:
        tried = subprocess.run([*_wall(), "/usr/bin/true"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


def run(command: Sequence[str], folder: Path, seconds: float) -> int:
    """
    Run a program in `folder`, its whole process group for so long at most; returns its exit code.

    Where bubblewrap works it has no network, sees none of the portal's files and writes into `folder` alone.
    Raises TimeoutError.
    """
    wall = [*_wall(), "--bind", str(folder), str(folder), "--chdir", str(folder)] if is_possible() else []
    environment = {"PATH": os.defpath, "HOME": str(folder), "TMPDIR": str(folder), "LC_ALL": "C.UTF-8"}
    with subprocess.Popen(
        [*wall, *command],
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    ) as child:
        try:
            _limit(child.pid, seconds)
            return child.wait(timeout=seconds)
        except subprocess.TimeoutExpired:
            raise TimeoutError(f"{command[0]} took longer than {seconds:.0f} seconds") from None
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)


def _wall() -> list[str]:
    links = [word for name in ("/bin", "/sbin", "/lib", "/lib64") for word in _as_here(name)]
    return [shutil.which("bwrap") or "bwrap", *SANDBOX, *links]


def _as_here(name: str) -> list[str]:
    path = Path(name)
    if path.is_symlink():
        return ["--symlink", os.readlink(path), name]
    return ["--ro-bind", name, name] if path.exists() else []


def _limit(pid: int, seconds: float) -> None:
    if sys.platform != "linux":
        return
    limits = {
        resource.RLIMIT_AS: MEMORY,
        resource.RLIMIT_FSIZE: MOST_WRITTEN,
        resource.RLIMIT_CPU: int(seconds) * 2,
        resource.RLIMIT_CORE: 0,
    }
    for limit, value in limits.items():
        with contextlib.suppress(ValueError, OSError):
            resource.prlimit(pid, limit, (value, value))
