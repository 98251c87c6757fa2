"""What is measured beside the builds: one chapter rerun, a saved row until it is shown, many scenarios, a million."""

import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import psutil

from compendium.audit.audit import open_audit
from compendium.build.pdf.browser import running

Run = Callable[..., None]  # a program of this environment in a folder, with the folder's engine
CHAPTER, FACTOR = "3-06-suining-pv", "grid.sichuan_2022"
SHOWN = {
    "chapter": f"notebooks/{CHAPTER}.html",
    "ledger": "book/ledger.html",
    "record": "figures/suining.co2_avoided.html",
}
SCENARIOS, MILLION = 10_000, 1_000_000
_SECONDS = 300


def seconds(do: Callable[[], object]) -> float:
    start = time.perf_counter()
    do()
    return time.perf_counter() - start


def medians(times: dict[str, list[float]]) -> dict[str, dict[str, float]]:
    """Return the medians of some times, each with the number of times that it is of."""
    return {name: {"seconds": round(statistics.median(one), 2), "runs": len(one)} for name, one in times.items()}


def reruns(folder: Path, run: Run, runs: int) -> dict[str, list[float]]:
    """Time one chapter with one other assumption: through papermill, and by the book's own command."""
    stock = f"papermill notebooks/{CHAPTER}.ipynb out.ipynb -y"
    own = f"python -m compendium rerun {CHAPTER} --out out --assume {FACTOR}=525.7g/kWh"
    commands = {"papermill": [*stock.split(), f"assumptions: {{{FACTOR}: 0.5257}}"], "rerun": own.split()}
    return {name: [seconds(partial(run, folder, *command)) for _ in range(runs)] for name, command in commands.items()}


def shown(folder: Path, start: Callable[..., "subprocess.Popen[str]"], runs: int) -> dict[str, list[float]]:
    """Time each save of a row until the browser shows it, on three kinds of pages of a book that is watched.

    Args:
        folder: a copy of the checkout, built.
        start: starts a program of this environment in it.
        runs: how many saves on each page.

    Raises:
        PrintError: there is no browser.
    """
    with _loop(folder, start) as address, running() as browser:
        page = browser.new_page()
        return {name: [*_saves(page, f"{address}{place}", folder, runs)] for name, place in SHOWN.items()}


@contextmanager
def _loop(folder: Path, start: Callable[..., "subprocess.Popen[str]"]) -> Iterator[str]:
    """Have the loop run, and give the address that it prints, as soon as it is ready."""
    process = start(folder, "python", "-m", "compendium", "watch")
    try:
        address = ""
        for line in process.stdout or ():
            if found := re.search(r"http://\S+:\d+/", line):
                address = found[0]
            if "whole book is built" in line:
                break
        yield address
    finally:
        process.terminate()
        process.wait()


def _saves(page: Any, address: str, folder: Path, runs: int) -> Iterator[float]:
    """Save one printed number twice a run, as another and as it was, and yield the seconds until each is shown."""
    table = folder / "data" / "figures.csv"
    before = table.read_text(encoding="utf-8")
    after = re.sub(r"(?m)^(suining\.co2_avoided,.*?,)1037,", r"\g<1>1843,", before)
    shows = "there => document.readyState == 'complete' && document.body.innerText.includes('1,843') == there"
    page.goto(address)
    for _ in range(runs):
        for text, there in ((after, True), (before, False)):
            page.wait_for_timeout(1500)
            begun = time.perf_counter()
            table.write_text(text, encoding="utf-8")
            page.wait_for_function(shows, arg=there, polling=50, timeout=1000 * _SECONDS)
            yield round(time.perf_counter() - begun, 2)


def design(folder: Path, count: int) -> Path:
    """Write a plan of scenarios that draws every uncertain factor of the ledger within its stated range."""
    factors = open_audit().ledger.factors.values()
    named = ", ".join(f'"{row.id}"' for row in factors if row.interval.low < row.interval.high)
    path = folder / f"{count}.toml"
    path.write_text(f'kind = "random"\nscenarios = {count}\nseed = 1\n\n[[vary]]\nset = [{named}]\n', encoding="utf-8")
    return path


def sweeps(folder: Path, start: Callable[..., "subprocess.Popen[str]"]) -> dict[str, float]:
    """Time scenarios of the whole ledger by one worker and by two."""
    plan = design(folder, SCENARIOS)
    taken = {workers: _sweep(folder, start, plan, workers)[0] for workers in (1, 2)}
    rates = {f"per_second_{workers}": round(SCENARIOS / one, 1) for workers, one in taken.items()}
    return {"scenarios": SCENARIOS, **rates, "speedup": round(taken[1] / taken[2], 2)}


def million(folder: Path, start: Callable[..., "subprocess.Popen[str]"]) -> dict[str, float]:
    """Measure the time and the memory of a million scenarios by two workers."""
    taken, most = _sweep(folder, start, design(folder, MILLION), 2)
    return {"scenarios": MILLION, "seconds": round(taken), "megabytes": round(most / 2**20)}


def _sweep(folder: Path, start: Callable[..., "subprocess.Popen[str]"], plan: Path, workers: int) -> tuple[float, int]:
    """Run a sweep; return its seconds, and the most bytes that its processes had in memory together.

    Raises:
        RuntimeError: it failed.
    """
    out = folder / f"results-{plan.stem}-{workers}"
    shutil.rmtree(out, ignore_errors=True)
    begun, most = time.perf_counter(), 0
    process = start(
        folder, "python", "-m", "compendium", "sweep", str(plan), "--out", str(out), "--workers", str(workers)
    )
    while process.poll() is None:
        most = max(most, _memory(process.pid))
        time.sleep(0.2)
    if process.returncode:
        raise RuntimeError(f"the sweep failed: {process.stdout.read() if process.stdout else ''}")
    return time.perf_counter() - begun, most


def _memory(pid: int) -> int:
    """Return the bytes that a process and those that it started have for themselves; what they share counts once."""
    try:
        own = psutil.Process(pid)
        return sum(one.memory_full_info().pss for one in [own, *own.children(recursive=True)])
    except psutil.Error:
        return 0
