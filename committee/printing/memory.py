"""How much memory this process has held."""

import contextlib
import resource
import sys


def peak() -> int:
    """Return the most memory that this process has held, in bytes."""
    # Linux hands the peak of the process that started this one down to it with getrusage, but not here.
    with contextlib.suppress(OSError, StopIteration), open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) * 1024
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most if sys.platform == "darwin" else most * 1024
