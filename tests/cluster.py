"""A real Dask scheduler and real workers on this machine, each a process of its own, and sweeps that use them."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from compendium import paths

SECONDS = 120  # for anything that must happen, on a machine that is busy
# Makes each part take a while, so that there is a middle of a sweep in which something can happen.
SLOW = """\
import time
from compendium.scenarios.sweeps import workers
def slowly(*arguments, compute=workers.compute):
    time.sleep(0.1)
    return compute(*arguments)
workers.compute = slowly
"""


def await_(what: Callable[[], object], told: str, seconds: float = SECONDS) -> None:
    """Wait until something is true; fail after a while."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end, f"{told} did not happen within {seconds} s"
        time.sleep(0.02)


def environment(source: Path | None = None) -> dict[str, str]:
    """Return this environment with the engine of a folder first; the tests' own settings would mislead Dask."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DASK", "PYTEST"))}
    return {**clean, "PYTHONPATH": str(source or paths.SOURCE.parent)}


class Processes:
    """A scheduler and workers, started and ended by a test; each writes a log into the folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.all: list[subprocess.Popen[bytes]] = []
        self.sweeps: list[subprocess.Popen[str]] = []
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        (folder / "slow.py").write_text(SLOW, "utf-8")

    def scheduler(self) -> "subprocess.Popen[bytes]":
        host, port = self.address.removeprefix("tcp://").split(":")
        process, log = self._start("scheduler", "--host", host, "--port", port, "--dashboard-address", "127.0.0.1:0")
        await_(lambda: "Scheduler at:" in log.read_text(encoding="utf-8"), "the scheduler's start")
        return process

    def worker(self, source: Path | None = None) -> "subprocess.Popen[bytes]":
        options = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--host", "127.0.0.1", "--death-timeout", "60")
        directory = ("--local-directory", str(self.folder / "dask"))
        process, log = self._start(
            "worker", self.address, *options, *directory, "--preload", str(self.folder / "slow.py"), source=source
        )
        await_(lambda: "Registered to:" in log.read_text(encoding="utf-8"), "the worker's start")
        return process

    def _start(self, kind: str, *arguments: str, source: Path | None = None) -> "tuple[subprocess.Popen[bytes], Path]":
        log = self.folder / f"{kind}-{len(self.all)}.log"
        with log.open("wb") as to:
            process = subprocess.Popen(
                [sys.executable, "-m", "dask", kind, *arguments],
                cwd=self.folder, env=environment(source), stdin=subprocess.DEVNULL, stdout=to, stderr=subprocess.STDOUT,
                start_new_session=True,
            )  # fmt: skip
        self.all.append(process)
        return process, log

    def address_of(self, worker: "subprocess.Popen[bytes]") -> str:
        log = (self.folder / f"worker-{self.all.index(worker)}.log").read_text(encoding="utf-8")
        found = re.search(r"Start worker at:\s+(\S+)", log)
        assert found
        return found[1]

    def sweep(self, design: Path, out: Path, *options: str) -> "subprocess.Popen[str]":
        """Start a sweep of the tables that stand beside its design."""
        process = subprocess.Popen(
            [sys.executable, "-m", "compendium", "sweep", str(design), "--out", str(out), "--data", str(design.parent),
             "--block", "8", *options],
            cwd=design.parent, env=environment(), text=True,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        self.sweeps.append(process)
        return process

    def end(self) -> None:
        """End every process, whatever has happened."""
        for process in (*self.sweeps, *self.all):
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)
            process.wait(timeout=SECONDS)


def ended(process: "subprocess.Popen[str]") -> tuple[int, str, str]:
    """Return the exit code of a sweep, what it printed, and its errors, once it has ended."""
    out, err = process.communicate(timeout=SECONDS)
    return process.returncode, out, err


def parts(out: Path) -> int:
    """Return how many parts of a sweep are there."""
    return len(list((out / "results").glob("part-*.parquet")))


def content(out: Path) -> dict[str, bytes]:
    """Return every file of a sweep's results by its name, without the commit, which may be another by now."""
    found = {path.relative_to(out).as_posix(): path.read_bytes() for path in sorted(out.rglob("*")) if path.is_file()}
    return {name: re.sub(rb'"commit": "[^"]*"', b"", text) for name, text in found.items()}


def assert_whole(out: Path, scenarios: int) -> None:
    """Check that each scenario is there once, with each of its rows once."""
    import pandas as pd

    found = pd.read_parquet(out / "results")
    rows = found["row"].nunique()
    assert len(found) == rows * scenarios
    assert not found.duplicated(["scenario", "row"]).any()
    assert pd.read_parquet(out / "scenarios")["scenario"].tolist() == list(range(1, scenarios + 1))
