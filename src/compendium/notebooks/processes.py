"""Processes: on which systems they can be forked, and how they end with their parent."""

import ctypes
import signal
import sys

# On other systems, forking a process that has loaded numerical libraries is not safe.
FORKS = sys.platform == "linux"


def end_with_parent() -> None:
    """Have Linux kill this process when its parent ends; on other systems this has no effect."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
