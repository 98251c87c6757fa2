"""Rerun: execute the notebooks whose inputs changed, in parallel, and write each whole or not at all.

What a notebook depends on is known from the tables: its section's rows and all that they rest on, its own code, the
modules it can import and the pinned libraries. A fingerprint of that is stored in its metadata and decides.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from copy import deepcopy
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import nbformat

from compendium import paths
from compendium.audit import Audit, open_audit
from compendium.language import DOMAINS, LOCALES, ORIGINAL

_SECTION = re.compile(r'open_audit\("([\d.]*)"')
_MESSAGE = re.compile(r"[\w.]*(Error|Exception|Interrupt)\b: ")
# Modules that only build, run or write: what they do cannot change what a notebook shows.
_NOT_IMPORTED = {"rerun.py", "catalogs.py", "translation.py", "staging.py", "__main__.py"}


class NotebookError(Exception):
    """A notebook that cannot be run, in one line."""


@dataclass(frozen=True)
class Run:
    """One notebook executed, or the reason why it was not."""

    path: Path
    seconds: float
    failure: str = ""


def notebooks() -> tuple[Path, ...]:
    """Return every notebook of the book, in the order of the report."""
    return tuple(sorted(paths.NOTEBOOKS.glob("*.ipynb")))


def section(path: Path, notebook: nbformat.NotebookNode) -> str:
    """Return the section that a notebook opens its audit for.

    Raises:
        NotebookError: it opens none, or several.
    """
    found = {match for cell in _code(notebook) for match in _SECTION.findall(cell)}
    if len(found) != 1:
        expected = 'expected one open_audit("<section>", ...) with the section as plain text'
        raise NotebookError(f"{path.name}: found {len(found)} sections; {expected}")
    return str(found.pop())


def place(path: Path, edition: str) -> Path:
    """Return where a notebook stands with its outputs in an edition: the first edition's are committed."""
    return path if edition == ORIGINAL else paths.EDITIONS / edition / "notebooks" / path.name


def fingerprint(path: Path, notebook: nbformat.NotebookNode, whole: Audit, edition: str = ORIGINAL) -> str:
    """Return a digest of everything that can change what a notebook shows.

    Args:
        path: where the notebook stands, for the message.
        notebook: its cells, as the first edition has them.
        whole: an audit of the whole report, for its ledger.
        edition: in which language it shows it.
    """
    part = Audit(whole.ledger, section(path, notebook))
    cells = _code(notebook)
    # A family of factors is named by its sources; most of its members stand in no formula.
    swept = {id_ for id_, row in whole.ledger.factors.items() if any(f'"{row.source}"' in cell for cell in cells)}
    rows = [asdict(whole.ledger[id_]) for id_ in sorted(part.scope | swept)]
    excluded = [asdict(row) for row in whole.ledger.excluded]  # one list, of which any notebook may show any part
    content = json.dumps([cells, rows, excluded], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256((content + _engine() + _words(edition)).encode()).hexdigest()


def stale(selected: Sequence[Path], edition: str = ORIGINAL) -> list[Path]:
    """Return the notebooks whose fingerprint, stored with their outputs, is not that of their inputs; or all prose."""
    whole = open_audit()
    found = []
    for path in selected:
        notebook, made = _read(path), place(path, edition)
        fresh = made.is_file() and _stored(shown := _read(made)) == fingerprint(path, notebook, whole, edition)
        if not fresh or _prose(shown) != _prose(notebook):
            found.append(path)
    return found


def execute(selected: Sequence[Path], jobs: int | None = None, edition: str = ORIGINAL) -> Iterator[Run]:
    """Execute notebooks in parallel with stock papermill, giving each run as it ends.

    A notebook that fails keeps the outputs it had.
    """
    whole = open_audit()
    with ThreadPoolExecutor(max_workers=jobs or os.cpu_count()) as pool:
        running = [pool.submit(_execute_one, path, whole, edition) for path in selected]
        for done in as_completed(running):
            yield done.result()


def _execute_one(path: Path, whole: Audit, edition: str) -> Run:
    start = time.monotonic()
    original = _read(path)
    with tempfile.TemporaryDirectory() as folder:
        script, output = Path(folder, "in.ipynb"), Path(folder, path.name)
        script.write_text(nbformat.writes(_in_language(original, edition)), encoding="utf-8")
        command = [sys.executable, "-m", "papermill", "--no-progress-bar", "--cwd", folder, str(script), str(output)]
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        seconds = time.monotonic() - start
        if result.returncode:
            return Run(path, seconds, _reason(result.stderr))
        notebook = _read(output)
    _clean(notebook)
    notebook.metadata["compendium"] = {"fingerprint": fingerprint(path, original, whole, edition)}
    target = place(path, edition)
    target.parent.mkdir(parents=True, exist_ok=True)
    paths.write_whole(target, nbformat.writes(notebook, indent=1) + "\n")
    return Run(path, seconds)


def _in_language(notebook: nbformat.NotebookNode, edition: str) -> nbformat.NotebookNode:
    """Return a notebook with its parameter set in its own cell: a page that showed the value twice would puzzle."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = cell.source.replace(f'language = "{ORIGINAL}"', f'language = "{edition}"')
    return copy


def _reason(stderr: str) -> str:
    """Return the message that a failed run ends with, in one line."""
    lines = [line.strip() for line in stderr.splitlines() if line.strip()]
    starts = [place for place, line in enumerate(lines) if _MESSAGE.match(line)]
    return "; ".join(lines[starts[-1] :] if starts else lines[-1:]) or "papermill said nothing"


def _clean(notebook: nbformat.NotebookNode) -> None:
    """Drop what says when, where and by what a notebook was run: it differs from run to run."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)


def _read(path: Path) -> nbformat.NotebookNode:
    notebook: nbformat.NotebookNode = nbformat.reads(path.read_text(encoding="utf-8"), as_version=4)
    return notebook


def _stored(notebook: nbformat.NotebookNode) -> Any:
    return notebook.metadata.get("compendium", {}).get("fingerprint")


def _code(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def _prose(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]


def _words(edition: str) -> str:
    """Return the catalogs that an edition's outputs are made with; the first edition has none."""
    if edition == ORIGINAL:
        return ""
    return "".join(paths.catalog(LOCALES[edition], domain).read_text(encoding="utf-8") for domain in DOMAINS)


def _engine() -> str:
    """Return a digest of the modules that notebooks import and of the pinned libraries."""
    modules = sorted(path for path in paths.SOURCE.glob("*.py") if path.name not in _NOT_IMPORTED)
    digest = hashlib.sha256()
    for path in (*modules, paths.REQUIREMENTS):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
