"""What runs on a worker: the check that it computes as the client does, and the computation of a part."""

from collections.abc import Mapping
from typing import Any

from compendium.scenarios.sweeps.manifest import software
from compendium.scenarios.sweeps.parts import Job, Part, compute

_JOBS: dict[str, Job] = {}  # of this process


def identify() -> dict[str, str]:
    """Return what computes on this worker."""
    return software()


def install(job: Job) -> None:
    """Have this worker keep a job, instead of any before it."""
    _JOBS.clear()
    _JOBS[job.key] = job


def part(key: str, number: int, handed: Any) -> Part | None:
    """Return a part of a job; None if this worker has no such job, as one that has just been started again."""
    return compute(_JOBS[key], number, handed) if key in _JOBS else None


def refusal(found: Mapping[str, str] | Exception, here: Mapping[str, str]) -> str:
    """Return why a worker cannot take part, '' if it can; ``found`` is what it said of itself."""
    from compendium.scenarios.sweeps.manifest import differences

    if isinstance(found, Exception):
        return f"it cannot run this compendium ({type(found).__name__}: {str(found).splitlines()[0]})"
    return differences(found, here)
