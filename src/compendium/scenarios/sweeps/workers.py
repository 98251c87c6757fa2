"""What runs on a worker: the check that it computes as the client does, and the computation of a part."""

import ctypes
from collections.abc import Mapping
from typing import Any

from compendium.scenarios.sweeps.manifest import software
from compendium.scenarios.sweeps.parts import Job, Part, compute

_JOBS: dict[str, Job] = {}  # of this process, the last that came last
_MOST = 4  # of them, each of another client
_KEEP = {-1: 2**28, -2: 2**24, -3: 2**25}  # glibc's M_TRIM_THRESHOLD, M_TOP_PAD, M_MMAP_THRESHOLD


def identify() -> dict[str, str]:
    """Return what computes on this worker."""
    return software()


def install(job: Job) -> None:
    """Have this worker keep a job, beside the last few of other clients."""
    _keep_memory()
    _JOBS[job.key] = _JOBS.pop(job.key, job)
    while len(_JOBS) > _MOST:
        del _JOBS[next(iter(_JOBS))]


def _keep_memory() -> None:
    """Have the allocator keep what arrays give back: Dask has it return that at once, at half the speed of a sweep."""
    allocator = getattr(ctypes.CDLL(None), "mallopt", None)  # of glibc only
    if allocator:
        for parameter, size in _KEEP.items():
            allocator(parameter, size)


def part(key: str, number: int, handed: Any) -> Part | None:
    """Return a part of a job; None if this worker has no such job, as one that has just been started again."""
    job = _JOBS.get(key)
    return compute(job, number, handed) if job else None


def refusal(found: Mapping[str, str] | Exception, here: Mapping[str, str]) -> str:
    """Return why a worker cannot take part, '' if it can; ``found`` is what it said of itself."""
    from compendium.scenarios.sweeps.manifest import differences

    if isinstance(found, Exception):
        return f"it cannot run this compendium ({type(found).__name__}: {str(found).splitlines()[0]})"
    return differences(found, here)
