"""Small books, built in a temporary folder with the extension and what it needs beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex", "compendium.sphinx_ext"]
bibtex_bibfiles = ["references.bib"]
bibtex_cite_id = "source-{key}"
html_math_renderer = "mathml"
myst_update_mathjax = False
exclude_patterns = ["_build"]
"""


@dataclass(frozen=True)
class Book:
    """A built book."""

    folder: Path
    warnings: str

    def page(self, name: str) -> str:
        """Return a page's HTML."""
        return (self.folder / f"{name}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, str]], Book]:
    """Build a book of pages, each in Markdown by its name."""

    def built(pages: dict[str, str], folder: Path | None = None) -> Book:
        from compendium import paths

        source = folder or tmp_path_factory.mktemp("book")
        (source / "conf.py").write_text(CONF, encoding="utf-8")
        (source / "references.bib").write_bytes(paths.BIBLIOGRAPHY.read_bytes())
        for name, text in pages.items():
            page = source / f"{name}.md"
            page.parent.mkdir(exist_ok=True, parents=True)
            page.write_text(text if name == "index" else f"---\norphan: true\n---\n{text}", encoding="utf-8")
        app = SphinxTestApp("html", srcdir=source)
        try:
            app.build()
            return Book(Path(app.outdir), app.warning.getvalue())
        finally:
            app.cleanup()

    return built
