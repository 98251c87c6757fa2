"""The command for many scenarios: ``sweep``."""

import argparse
import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL

if TYPE_CHECKING:
    from compendium.scenarios.sweeps.run import Progress

_EVERY = 5.0  # seconds between two lines of progress where none can be written over
_OFTEN = 0.2


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    sweep = commands.add_parser("sweep", help="compute many scenarios: a table or a plan of them (book/sweeps.md)")
    sweep.add_argument("design", type=Path, help="a table (.csv), a row a scenario, or a plan (.toml)")
    sweep.add_argument(
        "--out", type=Path, required=True, metavar="FOLDER", help="where the results go; may be continued"
    )
    sweep.add_argument("--workers", type=_from_one, help="processes of this machine (default: one a core)")
    sweep.add_argument("--scheduler", default="", metavar="ADDRESS", help="of a Dask cluster: tcp://host:8786")
    sweep.add_argument("--rows", nargs="+", default=[], metavar="PATTERN", help="keep these rows only: 'suining.*'")
    sweep.add_argument("--allow-implausible", action="store_true", help="take values that look like a slip")
    sweep.add_argument("--csv", action="store_true", help="write CSV for a large sweep, too: a file a part")
    sweep.add_argument("--block", type=_from_one, default=0, help="scenarios in a part (default: by their number)")
    sweep.add_argument("--notebooks", nargs="+", default=[], metavar="CHAPTER", help="run these for each, too")
    sweep.add_argument("--notebook-limit", type=_from_one, metavar="N", help="allow so many notebooks")
    sweep.add_argument("--language", choices=tuple(EDITIONS), default=ORIGINAL, help="of the notebooks")
    sweep.add_argument("--data", type=Path, default=paths.DATA, help="folder of the tables")
    sweep.set_defaults(run=_sweep)


def _from_one(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"found {text!r}; expected a whole number from 1 on")
    return int(text)


def _sweep(options: argparse.Namespace) -> int:
    try:
        import pyarrow  # noqa: F401
    except ImportError:
        print("pyarrow is not installed, and sweeps need it: pip install '.[sweep]'", file=sys.stderr)
        return 1
    from compendium.ledger.loading import load
    from compendium.scenarios.sweeps import run
    from compendium.scenarios.sweeps.storage import SweepError

    how = run.Options(
        processes=options.workers or os.cpu_count() or 1,
        scheduler=options.scheduler,
        rows=tuple(options.rows),
        block=options.block,
        csv_parts=options.csv,
        allow_implausible=options.allow_implausible,
    )
    line = _Line()
    ledger = load(options.data)
    try:
        design = run.read(options.design, ledger, how)
        chapters = _chapters(options, design.scenarios) if options.notebooks else []
        done = run.sweep(ledger, options.design, options.out, how, line, design=design)
    except SweepError as error:
        line.end()
        print(error, file=sys.stderr)
        return 1
    finally:
        line.end()
    counts = done.counts
    failed = f", {counts['failures']:,} of which failed (failures.csv says why)" if counts["failures"] else ""
    print(
        f"{counts['scenarios']:,} scenarios of {counts['moved']:,} rows are in {options.out}{failed}; "
        f"{done.computed:,} computed now in {done.seconds:.1f} s"
    )
    return _reruns(options, chapters) if chapters else 0


def _chapters(options: argparse.Namespace, scenarios: int) -> list[Path]:
    """Return the notebooks to run for every scenario.

    Raises:
        SweepError: they are too many, or not those of the tables.
    """
    from compendium.rerun import choose
    from compendium.rerun.scenarios import MOST
    from compendium.scenarios.sweeps.storage import SweepError

    chapters = list(dict.fromkeys(choose.notebook(one) for one in options.notebooks))
    if options.data.resolve() != paths.DATA.resolve():
        raise SweepError("--notebooks runs chapters of this book, which read its own tables; leave out --data")
    count, most = scenarios * len(chapters), options.notebook_limit or MOST
    if count > most:
        told = f"{count:,} notebooks ({scenarios:,} scenarios, {len(chapters)} each) are more than {most:,}"
        raise SweepError(f"{told}; --notebook-limit {count} allows them, at some seconds each")
    return chapters


def _reruns(options: argparse.Namespace, chapters: list[Path]) -> int:
    from compendium.i18n.messages import language, using_language
    from compendium.rerun.scenarios import FAILURES, reruns
    from compendium.scenarios.sweeps.storage import Folder

    scenarios = Folder(options.out).scenarios()
    failed = 0
    with using_language(options.language):
        out = options.out / "notebooks" / language().folder
        for made in reruns(scenarios, chapters, out, allow_implausible=options.allow_implausible):
            told = made.failure or ("was there already" if made.kept else "made")
            print(f"{made.path}: {told}", file=sys.stderr if made.failure else sys.stdout, flush=True)
            failed += bool(made.failure)
    if failed:
        print(f"{failed} notebooks failed ({out / FAILURES} says why)", file=sys.stderr)
    return 1 if failed else 0


class _Line:
    """The line that says how far the sweep has come: written over on a terminal, a new one now and then elsewhere."""

    def __init__(self) -> None:
        self.over = sys.stdout.isatty()
        self.last = time.monotonic()
        self.begun = False

    def report(self, progress: "Progress") -> None:
        """Say how far it is, unless it was said just now."""
        now = time.monotonic()
        if now - self.last < (_OFTEN if self.over else _EVERY):
            return
        self.last, self.begun = now, True
        pace = f", {progress.rate:,.0f} a second, {_time(progress.left)} left" if progress.rate else ""
        told = f"{progress.done:,} of {progress.total:,} scenarios{pace}"
        print(f"\r{told}\x1b[K" if self.over else told, end="" if self.over else "\n", flush=True)

    def tell(self, told: str) -> None:
        """Say something else on a line of its own."""
        self.end()
        print(told, file=sys.stderr, flush=True)

    def end(self) -> None:
        """End the line."""
        if self.over and self.begun:
            print(flush=True)
            self.begun = False


def _time(seconds: float) -> str:
    """Return a time in the unit that suits it."""
    for size, unit in ((86400, "d"), (3600, "h"), (60, "min")):
        if seconds >= 2 * size:
            return f"{seconds / size:.0f} {unit}"
    return f"{seconds:.0f} s"
