"""Chapters run again for every scenario of a sweep, a folder a scenario."""

import csv
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.ledger.problem import DataError
from compendium.notebooks import execute, kernels
from compendium.rerun.book import book
from compendium.rerun.chapter import Asked, about, rerun
from compendium.rerun.page import page
from compendium.rerun.provenance import KEY
from compendium.scenarios.design.drawn import printable

MOST = 20  # notebooks, each of which takes seconds, unless more are asked for
FAILURES = "failures.csv"
_ODD = re.compile(r"[^\w.-]+")  # in a file's name
_NOT_ASSUMED = ("scenario", "preset", "failure")  # columns of a sweep's scenarios


@dataclass(frozen=True)
class Made:
    """A chapter for one scenario: its notebook, whether it was there already, and why it could not be made."""

    scenario: str
    path: Path
    kept: bool = False
    failure: str = ""


def reruns(
    scenarios: Sequence[Mapping[str, Any]], chapters: Sequence[Path], out: Path, *, allow_implausible: bool
) -> Iterator[Made]:
    """Run chapters again in the current language, yielding each as it is made; those that are up to date stay.

    Args:
        scenarios: the rows of a sweep's table of scenarios.
        chapters: the notebooks.
        out: the folder for a folder a scenario, and for a table of what failed.
        allow_implausible: take values that look like a slip.
    """
    failed: list[tuple[str, str, str]] = []
    try:
        for place, row in enumerate(scenarios, start=1):
            folder = out / _folder(place, len(scenarios), row["scenario"])
            for chapter in chapters:
                made = _made(row, chapter, folder, allow_implausible=allow_implausible)
                if made.failure:
                    failed.append((made.scenario, chapter.stem, made.failure))
                yield made
    finally:
        kernels.cool_down()
    told = io.StringIO()
    csv.writer(told, lineterminator="\n").writerows([("scenario", "notebook", "why"), *failed])
    out.mkdir(parents=True, exist_ok=True)
    paths.write_whole(out / FAILURES, told.getvalue())


def _made(row: Mapping[str, Any], chapter: Path, folder: Path, *, allow_implausible: bool) -> Made:
    name, target = str(row["scenario"]), folder / chapter.name
    texts = [f"{id_}={_text(value)}" for id_, value in row.items() if id_ not in _NOT_ASSUMED and value is not None]
    asked = Asked(chapter, [row["preset"]] if row.get("preset") else [], texts, allow_implausible)
    try:
        if target.is_file() and _made_from(target) == _same(about(asked)):  # it is written after its page
            return Made(name, target, kept=True)
        done = rerun(asked, book(folder)).notebook
    except DataError as error:
        return Made(name, target, failure="; ".join(str(problem) for problem in error.problems))
    except execute.NotebookError as error:
        return Made(name, target, failure=str(error))
    folder.mkdir(parents=True, exist_ok=True)
    paths.write_whole(target.with_suffix(".html"), page(done, book(folder)))
    paths.write_whole(target, execute.text(done))
    return Made(name, target)


def _text(value: Any) -> str:
    """Return an assumption as a sweep takes it: what was stated, or what was drawn as it would be printed."""
    return printable(value) if isinstance(value, float) else str(value)


def _made_from(notebook: Path) -> Mapping[str, Any]:
    """Return what a notebook that is there was made from; nothing if it does not say so."""
    return _same(execute.read(notebook).metadata.get(KEY, {}))


def _same(about: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what makes two reruns of a chapter the same."""
    return {key: about.get(key) for key in ("language", "assumptions", "fingerprint")}


def _folder(place: int, scenarios: int, name: object) -> str:
    """Return the name of a scenario's folder: its number, and its name as far as a file system takes it."""
    number = f"{place:0{len(str(scenarios))}}"
    return number if isinstance(name, int) else f"{number}-{_ODD.sub('_', str(name))[:60]}"
