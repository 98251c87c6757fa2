"""The commit that the book is built from, and files for download: the ledger, all data, the workbook."""

from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.citation.identity import identity
from compendium.export.archive import bundle
from compendium.export.workbook import workbook
from compendium.sphinx_ext.nodes import book_audit, book_spreads, book_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def note_commit(_: "Sphinx", config: "Config") -> None:
    """Store the commit that the book is built from, for the colophon; '' outside a checkout."""
    config.compendium_commit = paths.commit()


def write_ledger(app: "Sphinx", failure: Exception | None) -> None:
    """Write the whole audit and the data behind it into the folder of static files."""
    if failure or app.builder.format != "html":
        return
    files = bundle.ledger_files(book_audit(), book_spreads(), identity(), app.config.compendium_commit, paths.DATA)
    for name, content in files.items():
        paths.write_whole(Path(app.outdir, "_static", name), content)


def write_workbook(app: "Sphinx", failure: Exception | None) -> None:
    """Write the workbook for reviewers, in the language of the edition, into the folder of static files."""
    if failure or app.builder.format != "html":
        return
    found = workbook(book_audit(), book_works(app.config).own, commit=app.config.compendium_commit)
    paths.write_whole(Path(app.outdir, "_static", "review-workbook.xlsx"), found)


def setup_downloads(app: "Sphinx") -> None:
    """Connect to the build."""
    app.add_config_value("compendium_commit", "", "", types=[str])
    app.connect("config-inited", note_commit)
    app.connect("build-finished", write_ledger)
    app.connect("build-finished", write_workbook)
