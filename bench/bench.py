"""Measure the build against stock Jupyter Book, the audit, reruns, sweeps and the tests in one run: ``make bench``.

With ``--only`` it measures some of this and leaves the other results as they are. Writes ``bench/results.json``, from
which a page of the book is made. Machines differ and times are noisy, so only ratios within one run count: to twice the
time of stock Jupyter Book, which executes all notebooks and builds the pages of one of the two editions; and, for the
samples, to the time NumPy takes to multiply as many numbers.
"""

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import yaml

import rerunning
from compendium import paths
from compendium.audit import uncertainty
from compendium.audit.audit import Audit, open_audit
from rerunning import medians, seconds

POINTS = 2**20
MOVED = 0.002  # the most that a range's end may move, as a share of its width, with so many samples
FIGURE = re.compile(r"(?m)^(suining\.co2_avoided,.*?),1037,")
PAGE = "notebooks/3-06-suining-pv.html"
OLD, NEW = 1037, 1137


def copied(folder: Path, execute: str = "off") -> Path:
    """Copy the checkout's files, set how stock executes notebooks, and remove the fingerprints of ours."""
    listed = subprocess.run(
        ["git", "-C", str(paths.ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True
    )
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(paths.ROOT / name, folder / name)
    (folder / "notebooks" / paths.FINGERPRINTS).unlink()
    settings = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
    settings["execute"] |= {"execute_notebooks": execute, "timeout": 300}
    (folder / "_config.yml").write_text(yaml.safe_dump(settings, allow_unicode=True), encoding="utf-8")
    return folder


def start(folder: Path, *command: str) -> "subprocess.Popen[str]":
    """Start a program of this environment in a copy, with the copy's engine."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER_DEFAULT_PROV")}
    own = {"PYTHONPATH": str(folder / "src"), "GIT_CEILING_DIRECTORIES": str(folder.parent)}
    return subprocess.Popen(
        [str(Path(sys.executable).with_name(command[0])), *command[1:]],
        cwd=folder, env={**clean, **own}, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip


def run(folder: Path, *command: str) -> None:
    """Run a program of this environment in a copy, with the copy's engine.

    Raises:
        RuntimeError: it failed; the message is its output.
    """
    process = start(folder, *command)
    told, _ = process.communicate()
    if process.returncode:
        raise RuntimeError(f"{' '.join(command)} failed in {folder}:\n{told}")


def stock(folder: Path) -> None:
    run(folder, "jupyter-book", "build", ".", "-q", "-n")


def book(folder: Path) -> None:
    run(folder, "python", "-m", "compendium", "book")


def change(folder: Path) -> None:
    table = folder / "data" / "figures.csv"
    text = table.read_text(encoding="utf-8")
    old, new = (OLD, NEW) if FIGURE.search(text) else (NEW, OLD)
    table.write_text(re.sub(rf"(?m)^(suining\.co2_avoided,.*?),{old},", rf"\1,{new},", text), encoding="utf-8")


def builds(runs: int, folder: Path) -> dict[str, list[float]]:
    """Time stock and our builds in turn: from scratch, without a change, with one figure changed."""
    found: dict[str, list[float]] = {name: [] for name in ("stock", "cold", "unchanged", "one_figure")}
    for turn in range(runs):
        place = copied(folder / f"stock{turn}", "force")
        found["stock"].append(seconds(partial(stock, place)))
        place = copied(folder / f"ours{turn}")
        found["cold"].append(seconds(partial(book, place)))
        found["unchanged"] += [seconds(partial(book, place)) for _ in range(3)]
        change(place)
        found["one_figure"].append(seconds(partial(book, place)))
    return found


def shown(folder: Path) -> int:
    """Return which of the two numbers a chapter's first table shows."""
    page = (folder / "_build" / "html" / PAGE).read_text(encoding="utf-8")
    table = page[page.index("<table") : page.index("</table>")]
    return NEW if f"{NEW:,}" in table else OLD


def stale(folder: Path) -> dict[str, int]:
    """Change one figure of a book built with stock's cache, and of ours; return the number that each then shows."""
    cached, ours = copied(folder / "cached", "cache"), copied(folder / "fresh")
    for place, build in ((cached, stock), (ours, book)):
        build(place)
        change(place)
        build(place)
    return {"printed": NEW, "stock_cache": shown(cached), "compendium": shown(ours)}


def samples(audit: Audit) -> dict[str, float]:
    """Time a million samples of every derivation, and compare their 5-95 % ranges with those of the usual number.

    Raises:
        AssertionError: a range differs by more than the comment at ``uncertainty.POINTS`` promises.
    """
    few = uncertainty.spreads(audit)  # loads SciPy
    numbers = np.random.default_rng(0).random(POINTS)
    one_pass = statistics.median(seconds(lambda: numbers * numbers) for _ in range(101))
    start = time.perf_counter()
    many = uncertainty.spreads(audit, POINTS)
    taken = time.perf_counter() - start
    moved = max(
        max(abs(few[id_].p5 - found.p5), abs(few[id_].p95 - found.p95)) / (found.p95 - found.p5)
        for id_, found in many.items()
        if found.p95 > found.p5
    )
    if moved > MOVED:
        raise AssertionError(f"a range moved by {moved:.4f} of its width; at most {MOVED} is promised")
    return {"seconds": taken, "multiplications": taken / one_pass / len(audit.results)}


def measured_builds(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return the times of builds and tests, also as shares of twice stock's, and what a stale cache shows."""
    times = builds(options.runs, folder)
    outcome = stale(folder)
    if not options.no_tests:
        times["tests"] = [seconds(lambda: subprocess.run(["make", "test"], cwd=paths.ROOT, check=True))]
    taken = medians(times)
    twice = 2 * taken["stock"]["seconds"]
    ratios = {name: round(taken[name]["seconds"] / twice, 4) for name in ("cold", "unchanged", "one_figure")}
    return {"builds": taken, "stale": outcome, "ratios": ratios}


def measured_audit(_: argparse.Namespace, __: Path) -> dict[str, Any]:
    """Return the times of the audit and of samples."""
    times = [seconds(lambda: open_audit().verdicts) for _ in range(5)]
    drawn = {name: round(value, 1) for name, value in samples(open_audit()).items()}
    return {"audit_seconds": round(statistics.median(times), 3), "samples": drawn}


def measured_loop(options: argparse.Namespace, folder: Path) -> dict[str, Any]:
    """Return the seconds from the save of a row until a browser shows it."""
    place = copied(folder / "watched")
    book(place)
    return {"shown": medians(rerunning.shown(place, start, options.runs))}


# What is measured, by the name of the option.
PARTS: dict[str, Callable[[argparse.Namespace, Path], dict[str, Any]]] = {
    "builds": measured_builds,
    "audit": measured_audit,
    "rerun": lambda options, folder: {"rerun": medians(rerunning.reruns(copied(folder / "rerun"), run, options.runs))},
    "watch": measured_loop,
    "sweep": lambda _, folder: {"sweep": rerunning.sweeps(copied(folder / "sweep"), start)},
    "million": lambda _, folder: {"million": rerunning.million(copied(folder / "million"), start)},
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("--runs", type=int, default=3, help="of each build, rerun and save; medians are reported")
    parser.add_argument("--no-tests", action="store_true", help="leave out the tests, which take minutes")
    parser.add_argument("--only", nargs="+", choices=tuple(PARTS), default=(), help="measure these and keep the rest")
    parser.add_argument("--to", type=Path, default=paths.BENCH, help="file of the results")
    options = parser.parse_args()
    results: dict[str, Any] = (
        json.loads(options.to.read_text(encoding="utf-8")) if options.only and options.to.is_file() else {}
    )
    results["machine"] = {
        "processors": os.cpu_count(), "python": platform.python_version(), "system": platform.system()
    }  # fmt: skip
    for name in options.only or PARTS:
        with tempfile.TemporaryDirectory() as folder:
            results |= PARTS[name](options, Path(folder))
        paths.write_whole(options.to, json.dumps(results, indent=1) + "\n")  # a later part may fail
    print(json.dumps(results, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
