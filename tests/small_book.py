"""Small books, built in a temporary folder with the extension and those that it needs."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from sphinx.testing.util import SphinxTestApp

from compendium import paths

# These books use Sphinx's default theme, for which the patches of the book's theme would warn.
CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex", "compendium.sphinx_ext"]
bibtex_bibfiles = ["references.bib"]
bibtex_cite_id = "source-{key}"
myst_update_mathjax = False
exclude_patterns = ["_build"]
compendium_report_language = "zh"
suppress_warnings = ["compendium.patch"]
"""


@dataclass(frozen=True)
class Book:
    """A built book."""

    folder: Path
    names: tuple[str, ...]
    warnings: str

    def page(self, name: str) -> str:
        """Return a page's HTML."""
        return (self.folder / f"{name}.html").read_text(encoding="utf-8")

    def tree(self, name: str) -> BeautifulSoup:
        """Return a page as parsed HTML; each page is parsed once."""
        return parsed(self.page(name))


@cache
def parsed(page: str) -> BeautifulSoup:
    """Return HTML as a parsed tree."""
    return BeautifulSoup(page, "html.parser")


def build_book(source: Path, pages: dict[str, str], bibliography: Path) -> Book:
    """Build a book in a folder from pages in Markdown, by their names."""
    (source / "conf.py").write_text(CONF, encoding="utf-8")
    (source / "references.bib").write_bytes(bibliography.read_bytes())
    for name, text in pages.items():
        page = source / f"{name}.md"
        page.parent.mkdir(exist_ok=True, parents=True)
        page.write_text(text if name == "index" else f"---\norphan: true\n---\n{text}", encoding="utf-8")
    app = SphinxTestApp("html", srcdir=source)
    try:
        app.build()
        return Book(Path(app.outdir), tuple(pages), app.warning.getvalue())
    finally:
        app.cleanup()


@contextmanager
def made_of(tables: Path) -> Iterator[None]:
    """Within a ``with`` block, have books made from other tables than the project's own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "DATA", tables)
        patch.setattr(paths, "BIBLIOGRAPHY", tables / "references.bib")
        yield


def directives(*named: str) -> str:
    """Return directives in Markdown, each given by its name, arguments and options."""
    return "".join(f"```{{{one}\n```\n\n" for one in named)


def words(element: Tag) -> str:
    """Return the text of an element, with single spaces as its only white space."""
    return " ".join(element.get_text().split())


def cells(table: Tag) -> list[list[Tag]]:
    """Return the cells of each row of a table's body."""
    return [row.find_all("td") for row in table.select("tbody tr")]


def column_names(table: Tag) -> list[str]:
    """Return the names of a table's columns."""
    return [words(cell) for cell in table.select("thead th")]


def source_anchor(key: str) -> str:
    """Return the anchor of a key of the bibliography, in which docutils replaces underscores."""
    return f"source-{key.replace('_', '-')}"
