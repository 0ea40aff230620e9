"""The memory of this process: its peak, and its protection from other processes of the same user."""

import contextlib
import ctypes
import resource
import sys


def peak() -> int:
    """Return the peak memory of this process in bytes."""
    # Linux's getrusage also counts the peak of the parent process; /proc/self/status does not.
    with contextlib.suppress(OSError, StopIteration), open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


PR_SET_DUMPABLE = 4


def hide() -> None:
    """SECURITY: hide our memory and environment, which contain SECRET_KEY, from all processes except root's."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
