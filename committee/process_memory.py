"""What other processes of the same user may read of this one."""

import ctypes
import sys

PR_SET_DUMPABLE = 4


def hide() -> None:
    """SECURITY: Have the kernel refuse our environment and memory, with SECRET_KEY in them, to all but root."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
