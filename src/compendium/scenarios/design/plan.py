"""A plan of scenarios in TOML: a grid of levels, or points drawn within ranges (Sobol' or random)."""

import fnmatch
import math
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem, nearest
from compendium.ledger.rows import Figure
from compendium.scenarios.design.blocks import OWN, Values, rounded, unknown
from compendium.scenarios.design.drawn import Drawn, Range, printable
from compendium.scenarios.design.grid import Axis, Grid

KINDS = ("grid", "sobol", "random")
MOST = 10**9  # scenarios
_KEYS = {"grid": ("kind", "note", "vary"), "drawn": ("kind", "note", "scenarios", "seed", "vary")}
_LEVELS = ("levels", "factors", "presets", "steps")  # one of which says what the levels of an axis are
_ENTRY = {"grid": ("set", "levels", "factors", "presets", "from", "to", "steps"), "drawn": ("set", "from", "to")}


def read(path: Path, ledger: Ledger, size: int, *, plausibly: bool = True) -> Grid | Drawn:
    """Read a plan.

    Args:
        path: a TOML file.
        ledger: of which scenarios set rows.
        size: the number of scenarios in a block.
        plausibly: refuse implausible assumptions.

    Raises:
        DataError: what is wrong, a problem a line.
    """
    try:
        raw = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DataError([Problem(path.name, (error.strerror or str(error)).lower(), "a plan of scenarios")]) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DataError([Problem(path.name, str(error), "TOML in UTF-8")]) from None
    return _Reading(path, ledger, raw, plausibly=plausibly).design(size)


class _Reading:
    """One reading of a plan; what is wrong is collected."""

    def __init__(self, path: Path, ledger: Ledger, raw: Mapping[str, Any], *, plausibly: bool) -> None:
        self.path, self.ledger, self.raw, self.plausibly = path, ledger, raw, plausibly
        self.values = Values(ledger)
        self.problems: list[Problem] = []

    def design(self, size: int) -> Grid | Drawn:
        kind = self.raw.get("kind")
        if kind not in KINDS:
            found = f"{kind!r}" if "kind" in self.raw else "no kind"
            self._found(found, f"one of {', '.join(KINDS)}", "kind", nearest(str(kind), KINDS))
            raise DataError(self.problems)
        form = "grid" if kind == "grid" else "drawn"
        self._check_keys(self.raw, _KEYS[form], "")
        entries = list(self._entries(_ENTRY[form]))
        if form == "grid":
            made = [(place, axis) for place, entry in entries if (axis := self._axis(place, entry))]
            axes = [axis for _, axis in made]
            self._check_once([(place, id_) for place, axis in made for id_ in axis.ids])
            self._check_one_of_presets([place for place, axis in made if not axis.ids])
            count = math.prod(len(axis.levels) for axis in axes)
            self._check_count(count, "vary")
            self._done()
            return Grid(tuple(axes), self._presets(axes), size)
        ranges = [one for place, entry in entries for one in self._ranges(place, entry)]
        self._check_once([(place, id_) for place, entry in entries for id_ in self._ids(place, entry)])
        count, seed = self._whole("scenarios", least=1), self._whole("seed", least=0)
        self._check_count(count, "scenarios")
        self._done()
        return Drawn(str(kind), tuple(ranges), count, seed, size)

    def _done(self) -> None:
        if self.problems:
            raise DataError(dict.fromkeys(self.problems))

    def _found(self, found: str, expected: str, key: str | None, near: str | None = None) -> None:
        self.problems.append(Problem(self.path.name, found, expected, column=key, nearest=near))

    def _told(self, problem: Problem, key: str) -> None:
        self.problems.append(replace(problem, file=self.path.name, column=key))

    def _check_keys(self, table: Mapping[str, Any], known: tuple[str, ...], within: str) -> None:
        for key in table:
            if key not in known:
                expected = f"one of {', '.join(known)}"
                self._found("an unknown key", expected, f"{within}{key}", nearest(key, known))

    def _check_count(self, count: int, key: str) -> None:
        if count > MOST:
            self._found(f"{count:,} scenarios", f"at most {MOST:,}", key)

    def _whole(self, key: str, least: int) -> int:
        value = self.raw.get(key, 0 if key == "seed" else None)
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self._found("nothing" if value is None else repr(value), f"a whole number from {least} on", key)
            return least
        return value

    def _entries(self, known: tuple[str, ...]) -> Iterator[tuple[int, Mapping[str, Any]]]:
        """Yield the entries of ``vary``, counted from 1."""
        vary = self.raw.get("vary")
        if not isinstance(vary, list) or not vary or not all(isinstance(entry, dict) for entry in vary):
            self._found("nothing" if vary is None else repr(vary), "entries [[vary]]", "vary")
            return
        for place, entry in enumerate(vary, start=1):
            self._check_keys(entry, known, f"vary[{place}].")
            yield place, entry

    def _ids(self, place: int, entry: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the ids that an entry sets: one, or all that match a pattern, or a list of these."""
        key, stated = f"vary[{place}].set", entry.get("set")
        texts = [text for text in (stated if isinstance(stated, list) else [stated]) if isinstance(text, str)]
        if not texts or (isinstance(stated, list) and len(texts) < len(stated)):
            self._found("nothing" if stated is None else repr(stated), "an id, a pattern, or a list of these", key)
            return ()
        found: dict[str, None] = {}
        for text in texts:
            if any(sign in text for sign in "*?["):
                matching = fnmatch.filter((*self.ledger.figures, *self.ledger.factors), text)
                if not matching:
                    self._found(repr(text), "a pattern that an id of a figure or factor matches", key)
                found |= dict.fromkeys(matching)
            elif problem := unknown(self.ledger, text):
                self._told(problem, key)
            else:
                found[text] = None
        return tuple(found)

    def _check_once(self, set_by: list[tuple[int, str]]) -> None:
        first: dict[str, int] = {}
        for place, id_ in set_by:
            if first.setdefault(id_, place) != place:
                self._found(f"{id_!r}, which vary[{first[id_]}] sets, too", "each id once", f"vary[{place}].set")

    def _check_one_of_presets(self, places: list[int]) -> None:
        for place in places[1:]:
            found = f"presets, which vary[{places[0]}] has, too"
            self._found(found, "one entry with presets, since a scenario has one", f"vary[{place}].presets")

    # --- a grid ---

    def _axis(self, place: int, entry: Mapping[str, Any]) -> Axis | None:
        within = f"vary[{place}]"
        ways = [key for key in _LEVELS if key in entry]
        if len(ways) != 1:
            self._found(
                " and ".join(ways) or "no levels", "one of levels, factors, presets, or from, to and steps", within
            )
            return None
        if ways == ["presets"]:
            return self._preset_axis(entry, within)
        ids = self._ids(place, entry)
        if not ids:
            return None
        if ways == ["steps"]:
            levels = self._steps(ids, entry, within)
        elif ways == ["factors"]:
            levels = self._matching(self.ledger.factors, entry["factors"], f"{within}.factors", "a factor")
        else:
            levels = entry["levels"]
            if not isinstance(levels, list) or not levels:
                self._found(repr(levels), "a list in square brackets", f"{within}.levels")
                levels = []
        for level in levels:
            if level != OWN:
                self._check_level(ids, level, f"{within}.{ways[0]}")
        printed = any(isinstance(self.values.row(id_), Figure) for id_ in ids)
        return Axis(ids, tuple(None if level == OWN else _frozen(level) for level in levels), printed)

    def _preset_axis(self, entry: Mapping[str, Any], within: str) -> Axis | None:
        if "set" in entry:
            self._found("presets and set", "one of them: a preset says itself what it sets", f"{within}.set")
        names = self._matching(self.ledger.presets, entry["presets"], f"{within}.presets", "a preset")
        return Axis((), tuple(None if name == OWN else name for name in names))

    def _matching(self, known: Mapping[str, Any], stated: Any, key: str, what: str) -> list[str]:
        """Return the names that a pattern, or each pattern of a list, matches."""
        texts = stated if isinstance(stated, list) else [stated]
        found: dict[str, None] = {}
        for text in texts:
            matching = [text] if text == OWN else fnmatch.filter(known, text) if isinstance(text, str) else []
            if not matching:
                near = nearest(str(text), known)
                self._found(repr(text), f"the id of {what}, or a pattern that one matches", key, near)
            found |= dict.fromkeys(matching)
        return list(found)

    def _check_level(self, ids: tuple[str, ...], level: Any, key: str) -> None:
        for id_ in ids:
            if problem := self.values.misfit(id_, level, plausibly=self.plausibly):
                told = problem if len(ids) == 1 else replace(problem, found=f"{problem.found} for {id_!r}")
                self._told(told, key)

    def _steps(self, ids: tuple[str, ...], entry: Mapping[str, Any], within: str) -> list[Any]:
        steps = entry["steps"]
        if isinstance(steps, bool) or not isinstance(steps, int) or steps < 2:
            self._found(repr(steps), "a whole number from 2 on", f"{within}.steps")
            return []
        first, last = (self._end(ids[0], entry, end, within) for end in ("from", "to"))
        self._check_unit(ids, within)
        if first is None or last is None:
            return []
        levels = rounded(np.linspace(first, last, steps)).tolist()
        return [printable(level) if isinstance(self.values.row(ids[0]), Figure) else level for level in levels]

    def _check_unit(self, ids: tuple[str, ...], within: str) -> None:
        for id_ in ids[1:]:
            first, other = self.values.row(ids[0]), self.values.row(id_)
            if other.unit != first.unit or isinstance(other, Figure) != isinstance(first, Figure):
                self._found(f"{id_!r} in {other.unit}", f"ids in {first.unit}, as {ids[0]!r}", f"{within}.set")

    def _end(self, id_: str, entry: Mapping[str, Any], end: str, within: str) -> float | None:
        """Return an end of a range in the unit of its row: a number, or a text with a unit."""
        key, value, row = f"{within}.{end}", entry.get(end), self.values.row(id_)
        if value is None:
            self._found("nothing", "a number, or one with a unit", key)
        elif isinstance(value, list) or (isinstance(row, Figure) and isinstance(value, str)):
            self._found(repr(value), "a number", key)
        elif problem := self.values.misfit(
            id_, printable(value) if isinstance(row, Figure) else value, plausibly=self.plausibly
        ):
            self._told(problem, key)
        else:
            return float(value) if isinstance(row, Figure) else self.values.ends(id_, value)[1]
        return None

    def _presets(self, axes: list[Axis]) -> dict[str, dict[str, float]]:
        names = [level for axis in axes if not axis.ids for level in axis.levels if level is not None]
        return {name: self.ledger.preset(name) for name in names}

    # --- points drawn within ranges ---

    def _ranges(self, place: int, entry: Mapping[str, Any]) -> Iterator[Range]:
        within = f"vary[{place}]"
        ids = self._ids(place, entry)
        if not ids:
            return
        printed = isinstance(self.values.row(ids[0]), Figure)
        if "from" in entry or "to" in entry:
            self._check_unit(ids, within)
            low, high = (self._end(ids[0], entry, end, within) for end in ("from", "to"))
            if low is None or high is None:
                return
            if not low < high:
                self._found(f"from {entry['from']!r} to {entry['to']!r}", "an end above the start", within)
            yield Range(ids, low, high, printed)
            return
        for id_ in ids:  # each within its own interval
            own = self.values.row(id_).interval
            if own.is_point or not own.is_bounded:
                what = "no interval of its own" if own.is_point else "no end"
                self._found(f"{id_!r}, which has {what}", "from and to", within)
            else:
                yield Range((id_,), own.low, own.high, isinstance(self.values.row(id_), Figure))


def _frozen(level: Any) -> Any:
    return tuple(level) if isinstance(level, list) else level
