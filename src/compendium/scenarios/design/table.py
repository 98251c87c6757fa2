"""A table of scenarios: a CSV file with a row a scenario and a column for each id that some of them set."""

import csv
import hashlib
from array import array
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import numpy as np

from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem, nearest
from compendium.scenarios.design.blocks import PRESET, Block, Values, unknown

SCENARIO = "scenario"
_SHOWN = 20  # problems that are told of; a column in a wrong unit has one in each row


@dataclass(frozen=True)
class Table:
    """A table that was read once from end to end, so that nothing in it is wrong; ``starts`` has where blocks begin."""

    path: Path
    header: tuple[str, ...]
    presets: Mapping[str, Mapping[str, float]]
    columns: Mapping[str, bool]
    digest: str
    scenarios: int
    size: int
    starts: tuple[int, ...]
    state: tuple[int, int] = field(compare=False)  # of the file: its size, and when it was changed
    kind: str = "table"

    @property
    def named(self) -> bool:
        return SCENARIO in self.header

    @property
    def varied(self) -> tuple[str, ...]:
        ids = [name for name in self.columns if name != PRESET]
        return tuple(dict.fromkeys([*ids, *(id_ for preset in self.presets.values() for id_ in preset)]))

    def handed(self, number: int) -> list[list[str]]:
        """Return the cells of a block, read from the file.

        Raises:
            DataError: it is no longer the file that was read.
        """
        count = min(self.size, self.scenarios - number * self.size)
        _check_same(self.path, self.state)
        records = _records(self.path, self.starts[number])
        cells = [cells for (_, cells), _ in zip(records, range(count), strict=False)]
        _check_same(self.path, self.state)  # nor was it changed meanwhile
        return cells

    def in_blocks(self, times: int) -> "Table":
        """Return the same scenarios in blocks so many times as large."""
        return replace(self, size=self.size * times, starts=self.starts[::times])

    def block(self, values: Values, number: int, handed: list[list[str]]) -> Block:
        by_column = dict(zip(self.header, zip(*handed, strict=True), strict=True))
        first = number * self.size
        names = by_column.get(SCENARIO) or np.arange(first + 1, first + 1 + len(handed))
        chosen = by_column.get(PRESET, ("",) * len(handed))
        given = {}
        for id_ in self.varied:
            cells = by_column.get(id_, ("",) * len(handed))
            presets = (self.presets.get(preset, {}).get(id_) for preset in chosen)
            stated = [cell.strip() or preset for cell, preset in zip(cells, presets, strict=True)]
            given[id_] = values.array(id_, stated)
        stated_by = {name: _typed(by_column[name], numbers) for name, numbers in self.columns.items()}
        return Block(names, stated_by, given)


def read(path: Path, ledger: Ledger, size: int, *, plausibly: bool = True) -> Table:
    """Read a table from end to end.

    Args:
        path: a CSV file in UTF-8.
        ledger: of which scenarios set rows.
        size: the number of scenarios in a block.
        plausibly: refuse implausible assumptions.

    Raises:
        DataError: what is wrong, a problem a line.
    """
    try:
        return _Reading(path, ledger, size, plausibly=plausibly).table()
    except OSError as error:
        raise DataError([Problem(path.name, (error.strerror or str(error)).lower(), "a table of scenarios")]) from None
    except UnicodeDecodeError:
        raise DataError([Problem(path.name, "bytes that are not UTF-8", "a CSV file in UTF-8")]) from None
    except csv.Error as error:
        raise DataError([Problem(path.name, str(error), "a CSV file")]) from None


class _Reading:
    """One reading of a table."""

    def __init__(self, path: Path, ledger: Ledger, size: int, *, plausibly: bool) -> None:
        self.path, self.ledger, self.size, self.plausibly = path, ledger, size, plausibly
        self.values = Values(ledger)
        self.problems: list[Problem] = []
        self.right: set[tuple[str, str]] = set()
        self.presets: dict[str, dict[str, float]] = {}

    def table(self) -> Table:
        state, digest = _state(self.path), hashlib.sha256()
        records = _records(self.path, 0, digest.update)
        first = next(records, None)
        if first is None:
            raise DataError([Problem(self.path.name, "an empty file", "a header and a row a scenario")])
        header = tuple(name.strip() for name in first[1])
        self._check_header(header)
        starts, hashes, count = [], array("Q"), 0
        numeric = {name: name not in self.ledger.figures for name in header}
        for count, (offset, cells) in enumerate(records, start=1):
            if (count - 1) % self.size == 0:
                starts.append(offset)
            self._check_row(count + 1, header, cells, numeric, hashes)
        if not count:
            raise DataError([Problem(self.path.name, "no rows", "a row a scenario")])
        self._check_names(header, hashes)
        if self.problems:
            raise DataError(self.problems)
        _check_same(self.path, state)
        columns = {name: numeric[name] for name in header if name != SCENARIO}
        return Table(
            self.path, header, self.presets, columns, digest.hexdigest(), count, self.size, tuple(starts), state
        )

    def _found(self, problem: Problem, row: int, column: str | None) -> None:
        self.problems.append(replace(problem, file=self.path.name, row=row, column=column))
        if len(self.problems) >= _SHOWN:
            self.problems.append(Problem(self.path.name, f"{_SHOWN} problems so far", "none; the rest was not read"))
            raise DataError(self.problems)

    def _check_header(self, header: tuple[str, ...]) -> None:
        for place, name in enumerate(header):
            if name in header[:place]:
                self._found(Problem("", "a second column of this name", "each column once"), 1, name)
            elif name not in (SCENARIO, PRESET) and (problem := unknown(self.ledger, name)):
                near = nearest(name, (SCENARIO, PRESET)) or problem.nearest
                self._found(replace(problem, nearest=near), 1, name)
        if not set(header) - {SCENARIO}:
            self._found(Problem("", "no column of an id", f"the ids that scenarios set, or {PRESET}"), 1, None)
        if self.problems:
            raise DataError(self.problems)

    def _check_row(
        self, row: int, header: tuple[str, ...], cells: list[str], numeric: dict[str, bool], hashes: "array[int]"
    ) -> None:
        if len(cells) != len(header):
            self._found(
                Problem(
                    "", f"{len(cells)} cells", f"{len(header)}, as the header has; a cell with a comma stands in quotes"
                ),
                row,
                None,
            )
            return
        for name, cell in zip(header, cells, strict=True):
            if name == SCENARIO:
                hashes.append(int.from_bytes(hashlib.blake2b(cell.encode(), digest_size=8).digest()))
                if not cell.strip():
                    self._found(Problem("", "nothing", "a name that no other scenario has"), row, name)
            elif name == PRESET:
                self._check_preset(row, cell.strip())
                numeric[name] = False
            elif cell.strip() and (name, cell) not in self.right:
                self._check_cell(row, name, cell)
                numeric[name] = numeric[name] and _is_number(cell)

    def _check_preset(self, row: int, name: str) -> None:
        if not name or name in self.presets:
            return
        if name in self.ledger.presets:
            self.presets[name] = self.ledger.preset(name)
        else:
            known = ", ".join(self.ledger.presets) or "none"
            near = nearest(name, self.ledger.presets)
            self._found(Problem("", repr(name), f"a preset, of which there are {known}", nearest=near), row, PRESET)

    def _check_cell(self, row: int, name: str, cell: str) -> None:
        if problem := self.values.misfit(name, cell.strip(), plausibly=self.plausibly):
            self._found(problem, row, name)
        elif len(self.right) < 2**16:
            self.right.add((name, cell))

    def _check_names(self, header: tuple[str, ...], hashes: "array[int]") -> None:
        """Find names that stand twice: by their digests, so that a million names need no memory."""
        found, counts = np.unique(np.frombuffer(hashes, dtype=np.uint64), return_counts=True)
        twice = set(found[counts > 1].tolist())
        if not twice:
            return
        place = header.index(SCENARIO)
        seen: dict[str, int] = {}
        for row, (_, cells) in enumerate(_records(self.path, 0), start=1):
            name = cells[place] if row > 1 and len(cells) == len(header) else ""
            if int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest()) in twice:
                if name in seen:
                    found_twice = f"{name!r}, which is also row {seen[name]}"
                    self._found(Problem("", found_twice, "a name that no other scenario has"), row, SCENARIO)
                seen.setdefault(name, row)


def _state(path: Path) -> tuple[int, int]:
    """Return the size of a file and when it was changed."""
    found = path.stat()
    return found.st_size, found.st_mtime_ns


def _check_same(path: Path, state: tuple[int, int]) -> None:
    """Find that a file is as it was.

    Raises:
        DataError: it is not.
    """
    try:
        now: tuple[int, int] | None = _state(path)
    except OSError:
        now = None
    if now != state:
        found = "a file that has changed since it was read" if now else "no file any more"
        raise DataError([Problem(path.name, found, "the table as it was when the sweep began")])


def _records(
    path: Path, start: int, hear: Callable[[bytes], object] = lambda _: None
) -> Iterator[tuple[int, list[str]]]:
    """Yield the records of a CSV file from a byte on, each with the byte where it begins; blank lines are none.

    Args:
        path: the file.
        start: the byte.
        hear: is given each line as it is read.
    """
    with path.open("rb") as file:
        file.seek(start)
        place = start

        def lines() -> Iterator[str]:
            nonlocal place
            for line in file:
                text = line.decode("utf-8-sig" if place == 0 else "utf-8")
                place += len(line)
                hear(line)
                yield text

        reader = csv.reader(lines(), strict=True)
        before = place
        for cells in reader:
            if cells:
                yield before, cells
            before = place


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _typed(cells: tuple[str, ...], numbers: bool) -> Any:
    if numbers:
        return np.array([float(cell) if cell.strip() else np.nan for cell in cells])
    return [cell.strip() or None for cell in cells]
