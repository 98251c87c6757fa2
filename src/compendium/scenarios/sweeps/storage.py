"""The folder of a sweep's results: its parts, each written whole or not at all, and the tables made when all are there.

```text
sweep.json        what this is: versions, digests of design and data, counts
design.toml       the plan, where there is one
rows.csv          unit, label and kind of every row
base.csv          every row without assumptions
scenarios/part-00000.parquet   the scenarios with what they assume
results/part-00000.parquet     their results
failures.csv      the scenarios that have none, and why
scenarios.csv, results.csv     the same as one table each, or a part each in csv/
.lock             empty; held while a sweep writes
```
"""

import csv
import fcntl
import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium import paths
from compendium.scenarios.sweeps.manifest import differences
from compendium.scenarios.sweeps.parts import Part

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "sweep.json"
DESIGN = "design.toml"
TABLES = ("scenarios", "results")  # in this order: a part is there when its results are
ONE_TABLE = 1_000_000  # rows of results up to which they come as one CSV file, too
CSV = "csv"  # the folder of parts in this form
LOCK = ".lock"  # held while a sweep writes; no part of the results
_PART = re.compile(r"part-(\d+)\.parquet")
_OWN = "sweep|design|rows|base|failures|scenarios|results"
_LEFT = re.compile(rf"\.(?:part-\d+|(?:{_OWN})(?:-\d+)?)\.(?:parquet|json|toml|csv)\.\d+\.part")  # half written


class SweepError(Exception):
    """A sweep that cannot go on, in one line."""


class Folder:
    """The folder of one sweep."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the folder: no other sweep may write into it meanwhile.

        Raises:
            SweepError: another one does, it holds something else, or nothing can be written there.
        """
        with ExitStack() as held:
            try:
                self.path.mkdir(parents=True, exist_ok=True)
                self._check_ours()
                lock = held.enter_context((self.path / LOCK).open("ab"))
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                told = "another sweep is writing there; wait for it or give another --out"
                raise SweepError(f"{self.path}: {told}") from None
            except OSError as error:
                told = f"no folder for results ({(error.strerror or str(error)).lower()})"
                raise SweepError(f"{self.path}: {told}; give another --out") from None
            yield

    def _check_ours(self) -> None:
        """Find that the folder is a sweep's, or empty but for what a sweep that was killed at once left there."""
        names = {path.name for path in self.path.iterdir()}
        if MANIFEST not in names and any(name != LOCK and not _LEFT.fullmatch(name) for name in names):
            raise SweepError(f"{self.path}: is not empty and holds no {MANIFEST}; give another --out")

    def claim(self, manifest: Mapping[str, Any]) -> None:
        """Make the folder, which is held, that of a sweep, or find that it is.

        Raises:
            SweepError: it is that of another one.
        """
        file = self.path / MANIFEST
        if file.is_file():
            there = json.loads(file.read_text(encoding="utf-8"))
            if differs := differences(there.get("sweep", {}), manifest):
                raise SweepError(
                    f"{self.path}: holds results of another sweep; what differs: {differs}. "
                    "Give another --out, or remove that folder"
                )
        else:
            self._note(manifest, {})
        self._clean()

    def _clean(self) -> None:
        """Remove what a process left that was killed while it wrote."""
        for folder in (self.path, *(self.path / name for name in (*TABLES, CSV))):
            for path in folder.glob(".*.part"):
                if _LEFT.fullmatch(path.name):
                    path.unlink()

    def note_design(self, path: Path) -> None:
        """Keep a copy of a plan, which says in words what the digest stands for; a table's rows are kept anyway."""
        if path.suffix == ".toml" and not (self.path / DESIGN).exists():
            self.write(DESIGN, path.read_bytes())

    def _note(self, manifest: Mapping[str, Any], counts: Mapping[str, Any]) -> None:
        file = self.path / MANIFEST
        begun = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {"commit": paths.commit()}
        told = {"sweep": manifest, "commit": begun["commit"], "complete": bool(counts), **counts}
        self.write(MANIFEST, json.dumps(told, indent=1, ensure_ascii=False) + "\n")

    def write(self, name: str, content: str | bytes) -> None:
        """Write a file whole or not at all."""
        (self.path / name).parent.mkdir(exist_ok=True)
        paths.write_whole(self.path / name, content)

    def keep(self, part: Part) -> None:
        """Store a part."""
        for table, content in zip(TABLES, (part.scenarios, part.results), strict=True):
            self.write(_name(table, part.number), content)

    def finished(self) -> set[int]:
        """Return the numbers of the parts that are there."""
        names = (path.name for path in (self.path / TABLES[-1]).glob("part-*.parquet"))
        return {int(found[1]) for name in names if (found := _PART.fullmatch(name))}

    def parts(self, table: str, blocks: int) -> Iterator["pa.Table"]:
        """Yield the parts of a table in order."""
        import pyarrow.parquet as pq

        for number in range(blocks):
            yield pq.read_table(self.path / _name(table, number))

    def scenarios(self) -> list[dict[str, Any]]:
        """Return the scenarios of a sweep that is complete, each with what it assumes by column."""
        import pyarrow.parquet as pq

        paths_ = sorted((self.path / TABLES[0]).glob("part-*.parquet"))
        return [row for path in paths_ for row in pq.read_table(path).to_pylist()]

    def finish(self, manifest: Mapping[str, Any], blocks: int, moved: int, csv_parts: bool) -> dict[str, int]:
        """Make what is made of all parts together; return the counts."""
        counts = {"scenarios": manifest["scenarios"], "moved": moved, "rows": manifest["scenarios"] * moved}
        counts["failures"] = self._failures(blocks)
        if counts["rows"] <= ONE_TABLE:
            for table in TABLES:
                self.write(f"{table}.csv", b"".join(_csv(list(self.parts(table, blocks)))))
        elif csv_parts:
            for table in TABLES:
                for number, part in enumerate(self.parts(table, blocks)):
                    self.write(f"{CSV}/{table}-{number:05}.csv", b"".join(_csv([part])))
        self._note(manifest, {"counts": counts})
        return counts

    def _failures(self, blocks: int) -> int:
        import pyarrow.compute as pc

        made, count = io.StringIO(), 0
        table = csv.writer(made, lineterminator="\n")
        table.writerow(("scenario", "why"))
        for part in self.parts(TABLES[0], blocks):
            failed = part.filter(pc.is_valid(part["failure"])).select(["scenario", "failure"])
            count += len(failed)
            table.writerows(zip(*(column.to_pylist() for column in failed.columns), strict=True))
        self.write("failures.csv", made.getvalue())
        return count


def _name(table: str, number: int) -> str:
    return f"{table}/part-{number:05}.parquet"


def _csv(tables: "Sequence[pa.Table]") -> Iterator[bytes]:
    """Yield tables as CSV, with one header."""
    import pyarrow as pa
    from pyarrow import csv as arrow_csv

    for place, table in enumerate(tables):
        made = pa.BufferOutputStream()
        options = arrow_csv.WriteOptions(include_header=not place, quoting_style="needed")
        arrow_csv.write_csv(table, made, options)
        yield made.getvalue().to_pybytes()
