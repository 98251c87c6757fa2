"""A chapter run again: its code executed with the assumptions, its prose with the numbers of this run."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_markdown_cell

from compendium.audit.audit import Audit, open_audit
from compendium.display.prose.markdown import Writer
from compendium.display.tables.changes import in_no_formula, moves
from compendium.i18n.messages import current_language, gettext
from compendium.ledger.loading import load
from compendium.notebooks import execute, fingerprints
from compendium.rerun import choose
from compendium.rerun.book import Book
from compendium.rerun.provenance import KEY, command, last_cell, provenance

_WIDTH = 100  # of the line with the assumptions


@dataclass(frozen=True)
class Asked:
    """What a rerun is asked for: a notebook, presets, assumptions as ``id=value``, and whether to take any value."""

    path: Path
    presets: Sequence[str] = ()
    texts: Sequence[str] = ()
    allow_implausible: bool = False


@dataclass(frozen=True)
class Rerun:
    """A chapter run again."""

    notebook: NotebookNode
    idle: Sequence[str]  # the assumptions and presets that move nothing in it


@dataclass(frozen=True)
class _Ready:
    """What is known of a rerun before it runs."""

    given: NotebookNode
    audit: Audit
    whole: Audit
    own: Mapping[str, Any]  # the assumptions that no preset makes
    about: Mapping[str, Any]


def about(asked: Asked) -> Mapping[str, Any]:
    """Return the provenance that a rerun in the current language would have.

    Args:
        asked: what would be run.

    Raises:
        DataError: an assumption cannot be made.
    """
    return _ready(asked).about


def rerun(asked: Asked, book: Book) -> Rerun:
    """Run a chapter again in the current language.

    The prose is written while the process is starting that kernels are forked from.

    Args:
        asked: what is to be run.
        book: that it links to.

    Raises:
        DataError: an assumption cannot be made.
        NotebookError: the notebook failed.
    """
    execute.prepare()
    ready = _ready(asked)
    prose = _prose(ready.given, Writer(ready.whole, f"notebooks/{asked.path.stem}", book.address))
    done = _told(execute.executed(ready.given), prose, book, ready.about, command(ready.about, ready.own))
    return Rerun(done, _idle(ready.audit, asked.presets, ready.own, execute.code(ready.given)))


def _ready(asked: Asked) -> _Ready:
    ledger = load()
    assumptions = choose.assumptions(ledger, asked.presets, asked.texts)
    source = execute.read(asked.path)
    section = execute.section(asked.path, source)
    audit = open_audit(section, assumptions, ledger, allow_implausible=asked.allow_implausible)
    _ = audit.results  # a formula without a value is an error before anything runs
    given = _given(source, assumptions, asked.allow_implausible)
    own = choose.assumptions(ledger, (), asked.texts)
    whole = audit.part("")
    digest = fingerprints.fingerprint(execute.code(given), section, whole, current_language())
    made_from = provenance(asked.path.stem, assumptions, asked.presets, asked.allow_implausible, digest)
    return _Ready(given, audit, whole, own, made_from)


def _given(source: NotebookNode, assumptions: Mapping[str, Any], allow: bool) -> NotebookNode:
    """Return a notebook with parameters in the cell that has them."""
    listed = repr(dict(assumptions))
    if len(listed) > _WIDTH:
        listed = "{\n" + "".join(f"    {id_!r}: {value!r},\n" for id_, value in assumptions.items()) + "}"
    copy = deepcopy(source)
    for cell in copy.cells:
        if "parameters" in cell.metadata.get("tags", []):
            cell.source = f'language = "{current_language()}"\nassumptions = {listed}\nallow_implausible = {allow}'
    return copy


def _prose(notebook: NotebookNode, writer: Writer) -> list[str]:
    return [writer.cell(cell.source) for cell in notebook.cells if cell.cell_type == "markdown"]


def _told(
    notebook: NotebookNode, prose: Sequence[str], book: Book, about: Mapping[str, Any], again: str
) -> NotebookNode:
    """Return an executed notebook with its prose, links that lead somewhere, and what it was made from."""
    written = iter(prose)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = next(written)
        for output in cell.get("outputs", []):
            if "text/html" in output.get("data", {}):
                output.data["text/html"] = book.relinked(output.data["text/html"])
    if about["assumptions"]:
        note = gettext(
            "The words of this chapter were written about the published numbers and may not fit here. "
            "The numbers in them are those of this run."
        )
        notebook.cells.insert(1, new_markdown_cell(note, id="rerun-note"))
    notebook.cells.append(new_markdown_cell(last_cell(about, again), id="rerun-about"))
    notebook.metadata[KEY] = about
    return notebook


def _idle(audit: Audit, presets: Sequence[str], own: Mapping[str, Any], cells: Sequence[str]) -> list[str]:
    """Return the assumptions and presets that move nothing in a chapter.

    A factor in no formula may be one of those that the chapter's code sweeps over, which it names by their sources.
    """

    def swept(id_: str) -> bool:
        source = f'"{audit.ledger.factors[id_].source}"' if in_no_formula(audit.ledger, id_) else ""
        return bool(source) and any(source in cell for cell in cells)

    if audit.published is None:
        return []
    moving = {id_: moves(audit, audit.published, id_) or swept(id_) for id_ in audit.assumed}
    of_presets = {name: [id_ for id_ in audit.ledger.preset(name) if id_ not in own] for name in presets}
    return choose.idle(moving, of_presets)
