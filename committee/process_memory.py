"""The memory of this process: its peak, and its protection from other processes of the same user."""

import contextlib
import ctypes
import resource
import sys


def peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    # Linux hands the peak of the process that started this one down to it with getrusage, but not here.
    with contextlib.suppress(OSError, StopIteration), open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024


PR_SET_DUMPABLE = 4


def hide() -> None:
    """SECURITY: Have the kernel refuse our environment and memory, with SECRET_KEY in them, to all but root."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
