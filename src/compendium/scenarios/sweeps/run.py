"""A sweep from its design to its results."""

import fnmatch
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem, nearest
from compendium.scenarios.design import plan, table
from compendium.scenarios.design.blocks import Design, spans
from compendium.scenarios.sweeps import base, cluster
from compendium.scenarios.sweeps.manifest import key, manifest
from compendium.scenarios.sweeps.parts import Job, Part, compute
from compendium.scenarios.sweeps.storage import Folder, SweepError

BLOCK = 1024  # scenarios computed together
_LARGER = 8  # times as many ... of a large design
_LARGE = 2**16


@dataclass(frozen=True)
class Options:
    """How a sweep is computed; ``block`` is 0 for the size that suits the design."""

    processes: int = 1
    scheduler: str = ""
    rows: tuple[str, ...] = ()
    block: int = 0
    csv_parts: bool = False
    allow_implausible: bool = False


@dataclass(frozen=True)
class Progress:
    """How far a sweep has come: scenarios done, in all, and done a second."""

    done: int
    total: int
    rate: float

    @property
    def left(self) -> float:
        """The seconds that the rest will take at this rate; infinite before the second block."""
        return (self.total - self.done) / self.rate if self.rate else float("inf")


class Listener(Protocol):
    """Whoever is told how a sweep comes on."""

    def report(self, progress: Progress) -> None:
        """Hear how far it is, after each block."""

    def tell(self, told: str) -> None:
        """Hear what the user should know, in a line."""


@dataclass(frozen=True)
class Done:
    """A sweep that is complete: its counts, and how many scenarios this run computed."""

    counts: dict[str, int]
    computed: int
    seconds: float


def read(path: Path, ledger: Ledger, options: Options) -> Design:
    """Read a design: a table (``.csv``) or a plan (``.toml``).

    Raises:
        DataError: what is wrong with it.
    """
    reading = {".csv": table.read, ".toml": plan.read}.get(path.suffix.lower())
    if reading is None:
        raise DataError([Problem(path.name, f"a file {path.suffix or 'without an ending'}", "one .csv or .toml")])
    design = reading(path, ledger, options.block or BLOCK, plausibly=not options.allow_implausible)
    return design if options.block or design.scenarios <= _LARGE else design.in_blocks(_LARGER)


def sweep(  # noqa: PLR0913
    ledger: Ledger, path: Path, out: Path, options: Options, listener: Listener, *, design: Design | None = None
) -> Done:
    """Compute a design into a folder, or what of it is not there yet.

    Args:
        ledger: of which scenarios set rows.
        path: the design.
        out: the folder.
        options: how.
        listener: is told how it comes on.
        design: what ``read`` made of ``path``, unless it is to be read here.

    Raises:
        DataError: the design is wrong, or its file has changed meanwhile.
        SweepError: it cannot be computed, or not into this folder; what is finished is kept.
    """
    design = design or read(path, ledger, options)
    about = manifest(ledger, design, options.rows, design.size, allow_implausible=options.allow_implausible)
    job = Job(key(about), ledger, design, options.rows)
    for pattern in options.rows:
        if not fnmatch.filter((*ledger.figures, *ledger.derivations), pattern):
            near = nearest(pattern, (*ledger.figures, *ledger.derivations))
            raise SweepError(f"no row matches {pattern!r}" + (f"; nearest: {near!r}" if near else ""))
    if not job.moved:
        raise SweepError(f"{path.name}: nothing that it sets moves a row that is kept")
    blocks = [len(span) for span in spans(design.scenarios, design.size)]
    folder = Folder(out)
    start = time.monotonic()
    with folder.alone():
        folder.claim(about)
        folder.note_design(path)
        for name, content in base.tables(job).items():
            folder.write(name, content)
        there = folder.finished()
        todo = [number for number in range(len(blocks)) if number not in there]
        before = design.scenarios - sum(blocks[number] for number in todo)
        done = before
        since, counted = start, before
        try:
            for part in _parts(job, todo, options, listener):
                folder.keep(part)
                done += part.count
                # The first part waits for workers, and for each to get ready: it says nothing of the rate.
                rate = 0.0 if counted == before else (done - counted) / (time.monotonic() - since)
                listener.report(Progress(done, design.scenarios, rate))
                if counted == before:
                    since, counted = time.monotonic(), done
        except SweepError as error:
            kept = f"{len(folder.finished())} of {len(blocks)} blocks are finished and kept"
            raise SweepError(f"{error}. {kept}; the same command does the rest.") from None
        counts = folder.finish(about, len(blocks), len(job.moved), options.csv_parts)
    return Done(counts, done - before, time.monotonic() - start)


def _parts(job: Job, todo: list[int], options: Options, listener: Listener) -> Iterator[Part]:
    """Yield parts as they are finished, computed in this process if one is enough."""
    if not todo:
        return
    processes = min(options.processes, len(todo))
    if not options.scheduler and processes == 1:
        yield from _here(job, todo)
        return
    with cluster.client(options.scheduler, processes) as client:
        yield from cluster.Cluster(client, job, options.scheduler, listener.tell).parts(todo)


def _here(job: Job, todo: Iterable[int]) -> Iterator[Part]:
    for number in todo:
        yield compute(job, number, job.design.handed(number))
