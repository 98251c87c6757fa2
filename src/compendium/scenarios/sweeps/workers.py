"""What runs on a worker: the check that it computes as the client does, and the computation of a part."""

import ctypes
from collections.abc import Mapping
from typing import Any

from compendium.scenarios.sweeps.manifest import software
from compendium.scenarios.sweeps.parts import Job, Part, compute

_JOBS: dict[str, Job] = {}  # of this process
_KEEP = {-1: 2**28, -2: 2**24, -3: 2**25}  # glibc's M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD


def identify() -> dict[str, str]:
    """Return what computes on this worker."""
    return software()


def install(job: Job) -> None:
    """Have this worker keep a job, instead of any before it."""
    _keep_memory()
    _JOBS.clear()
    _JOBS[job.key] = job


def _keep_memory() -> None:
    """Have the allocator keep what arrays give back: Dask has it return that at once, at half the speed of a sweep."""
    allocator = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc only
    if allocator:
        for parameter, size in _KEEP.items():
            allocator(parameter, size)


def part(key: str, number: int, handed: Any) -> Part | None:
    """Return a part of a job; None if this worker has no such job, as one that has just been started again."""
    return compute(_JOBS[key], number, handed) if key in _JOBS else None


def refusal(found: Mapping[str, str] | Exception, here: Mapping[str, str]) -> str:
    """Return why a worker cannot take part, '' if it can; ``found`` is what it said of itself."""
    from compendium.scenarios.sweeps.manifest import differences

    if isinstance(found, Exception):
        return f"it cannot run this compendium ({type(found).__name__}: {str(found).splitlines()[0]})"
    return differences(found, here)
