"""Processes: where they can be forked, and how they end with the one that started them."""

import ctypes
import signal
import sys

# Elsewhere, forking a process that has loaded numerical libraries is not safe.
FORKS = sys.platform == "linux"


def end_with_parent() -> None:
    """Have Linux kill this process when the one that started it ends; elsewhere it goes on to its own end."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG
