"""Execution: run the notebooks whose inputs changed, in parallel, and write each one completely or not at all."""

import os
import re
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import nbformat

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.notebooks import fingerprints, kernels

_SECTION = re.compile(r'open_audit\("([\w.]*)"')
_SECONDS_TO_START = 120  # a kernel; its imports compete with those of the others for the processors


class NotebookError(Exception):
    """A notebook that cannot be run, in one line."""


@dataclass(frozen=True)
class Run:
    """One notebook executed, or the reason why it was not."""

    path: Path
    seconds: float
    failure: str = ""
    edition: str = ORIGINAL

    def __str__(self) -> str:
        outcome = f"failed: {self.failure}" if self.failure else "executed"
        return f"{self.path.stem} ({self.edition}): {outcome} ({self.seconds:.1f} s)"


def notebooks() -> tuple[Path, ...]:
    """Return every notebook of the book, sorted by name."""
    return tuple(sorted(paths.NOTEBOOKS.glob("*.ipynb")))


def section(path: Path, notebook: nbformat.NotebookNode) -> str:
    """Return the section that a notebook opens its audit for.

    Raises:
        NotebookError: it opens none, or several.
    """
    found = {match for cell in code(notebook) for match in _SECTION.findall(cell)}
    if len(found) != 1:
        expected = 'expected one open_audit("<section>", ...) with the section as plain text'
        raise NotebookError(f"{path.name}: found {len(found)} sections; {expected}")
    return str(found.pop())


def place(path: Path, edition: str) -> Path:
    """Return the path of a notebook with the outputs of an edition; those of the first edition are committed."""
    return path if edition == ORIGINAL else paths.EDITIONS / edition / "notebooks" / path.name


def fingerprint(path: Path, notebook: nbformat.NotebookNode, whole: Audit, edition: str = ORIGINAL) -> str:
    """Return a digest of everything that can change what a notebook shows (see ``fingerprints``)."""
    return fingerprints.fingerprint(code(notebook), section(path, notebook), whole, edition)


def stale(selected: Sequence[Path], edition: str = ORIGINAL, audit: Audit | None = None) -> list[Path]:
    """Return the notebooks to execute: their inputs or prose changed, or their outputs contain errors or stderr.

    Args:
        selected: the notebooks to look at.
        edition: the edition of the outputs.
        audit: of the whole report; opened if None.
    """
    whole = audit or open_audit()
    found = []
    for path in selected:
        notebook, made = read(path), place(path, edition)
        shown = read(made) if made.is_file() else None
        noted = fingerprints.stored(made.parent).get(path.stem)
        fresh = shown and noted == fingerprint(path, notebook, whole, edition) and not _complaint(shown)
        if not shown or not fresh or _prose(shown) != _prose(notebook):
            found.append(path)
    return found


def wanted() -> list[tuple[Path, str]]:
    """Return the notebooks to execute, each with its edition."""
    audit = open_audit()
    return [(path, edition) for edition in EDITIONS for path in stale(notebooks(), edition, audit)]


def execute(wanted: Sequence[tuple[Path, str]], jobs: int | None = None) -> Iterator[Run]:
    """Execute notebooks in parallel with papermill, yielding each run as it ends.

    A notebook that fails, writes to stderr or is saved in the meantime keeps the outputs it had.

    Args:
        wanted: notebooks, each with an edition.
        jobs: how many run at a time; one per processor if None.
    """
    if not wanted:
        return
    prepare()
    import papermill  # noqa: F401 - once, before the threads import it

    whole = open_audit()
    pool = ThreadPoolExecutor(max_workers=jobs or os.cpu_count())
    try:
        for done in as_completed([pool.submit(_execute_one, path, edition) for path, edition in wanted]):
            run = done.result()
            if not run.failure:
                prints = {run.path.stem: fingerprint(run.path, read(run.path), whole, run.edition)}
                fingerprints.store(place(run.path, run.edition).parent, prints)
            yield run
    except BaseException:
        kernels.cool_down()  # threads that wait for a kernel stop waiting
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def prepare() -> None:
    """Have papermill start this environment's kernels by forking, and start the process that they are forked from."""
    os.environ.setdefault("JUPYTER_DEFAULT_PROVISIONER_NAME", kernels.NAME)
    os.environ.setdefault("JUPYTER_PREFER_ENV_PATH", "1")  # not a kernel that the user registered
    kernels.warm_up()


def _execute_one(path: Path, edition: str) -> Run:
    start = time.monotonic()
    source = read(path)
    try:
        notebook = executed(_in_language(source, edition))
        if _written(read(path)) != _written(source):  # what its author saved would be lost, or taken for executed
            raise NotebookError("it was saved while it was executed; it has to be executed again")
    except NotebookError as error:
        return Run(path, time.monotonic() - start, str(error), edition)
    target = place(path, edition)
    target.parent.mkdir(parents=True, exist_ok=True)
    paths.write_whole(target, text(notebook))
    return Run(path, time.monotonic() - start, edition=edition)


def text(notebook: nbformat.NotebookNode) -> str:
    """Return a notebook as it stands in its file."""
    return f"{nbformat.writes(notebook, indent=1)}\n"


def executed(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Execute a notebook with papermill, and return it without the times of its execution.

    Raises:
        NotebookError: it failed or wrote to stderr; the message is one line.
    """
    from papermill import PapermillExecutionError, execute_notebook

    folder = paths.BUILD / "kernels"  # the working folder; it stays empty
    folder.mkdir(parents=True, exist_ok=True)
    try:
        done: nbformat.NotebookNode = execute_notebook(
            notebook, None, progress_bar=False, request_save_on_cell_execute=False,
            resources={"metadata": {"path": str(folder)}}, shutdown_kernel="immediate",
            start_timeout=_SECONDS_TO_START,
        )  # fmt: skip
    except PapermillExecutionError as error:
        raise NotebookError(_in_one_line(f"{error.ename}: {error.evalue}")) from error
    except Exception as error:
        raise NotebookError(_in_one_line(f"{type(error).__name__}: {error}")) from error
    if complaint := _complaint(done):
        raise NotebookError(_in_one_line(f"wrote to stderr: {complaint}"))
    _clean(done)
    return done


def _in_one_line(reason: str) -> str:
    return "; ".join(line.strip() for line in reason.splitlines() if line.strip())


def _in_language(notebook: nbformat.NotebookNode, edition: str) -> nbformat.NotebookNode:
    """Return a notebook with its language set in its own cell; papermill would add a second cell for it."""
    copy = deepcopy(notebook)
    for cell in copy.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = cell.source.replace(f'language = "{ORIGINAL}"', f'language = "{edition}"')
    return copy


def _complaint(notebook: nbformat.NotebookNode) -> str:
    """Return the errors that a notebook shows and what it wrote to stderr; '' if neither."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    errors = [f"{output.ename}: {output.evalue}" for output in outputs if output.output_type == "error"]
    return "".join([*errors, *(output.text for output in outputs if output.get("name") == "stderr")]).strip()


def _clean(notebook: nbformat.NotebookNode) -> None:
    """Remove the metadata of the execution, which differ from run to run."""
    notebook.metadata.pop("papermill", None)
    notebook.metadata["language_info"] = {"name": "python"}
    for cell in notebook.cells:
        for key in ("papermill", "execution"):
            cell.metadata.pop(key, None)
        if not cell.metadata.get("tags"):
            cell.metadata.pop("tags", None)


def read(path: Path) -> nbformat.NotebookNode:
    """Read a notebook without validation, which papermill does on execution."""
    notebook: nbformat.NotebookNode = nbformat.v4.reads(path.read_text(encoding="utf-8"))
    return notebook


def code(notebook: nbformat.NotebookNode) -> list[str]:
    """Return the code of a notebook's cells."""
    return [cell.source for cell in notebook.cells if cell.cell_type == "code"]


def _written(notebook: nbformat.NotebookNode) -> list[str]:
    return code(notebook) + _prose(notebook)


def _prose(notebook: nbformat.NotebookNode) -> list[str]:
    return [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
