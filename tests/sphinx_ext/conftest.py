"""Small books, built in a temporary folder with the extension and what it needs beside it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from compendium.audit import uncertainty
from compendium.audit.audit import Audit

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
    names: tuple[str, ...]
    warnings: str

    def page(self, name: str) -> str:
        """Return a page's HTML."""
        return (self.folder / f"{name}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
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
            return Book(Path(app.outdir), tuple(pages), app.warning.getvalue())
        finally:
            app.cleanup()

    return built


@pytest.fixture(scope="session")
def charted(report: Audit) -> tuple[str, str]:
    """A figure whose checks have intervals, and a derivation that several inputs move."""
    figure = next(
        id_
        for id_, verdict in report.verdicts.items()
        if sum(len(uncertainty.swings(report, check.result.derivation.id)) > 1 for check in verdict.checks) > 2
    )
    checks = (check.result.derivation.id for check in report.verdict(figure).checks)
    return figure, next(id_ for id_ in checks if len(uncertainty.swings(report, id_)) > 1)


def directives(*named: str) -> str:
    """Return directives in Markdown."""
    return "".join(f"```{{{one}\n```\n\n" for one in named)


@pytest.fixture(scope="session")
def ledger_book(build: Callable[[dict[str, str]], Book], charted: tuple[str, str]) -> Book:
    """The pages that are made of the whole ledger, built once for all who look at them."""
    figure, derivation = charted
    drawings = (f"ledger-checks}} {figure}", f"ledger-tornado}} {derivation}", f"ledger-spread-chart}} {figure}")
    answers = ("ledger-answers} arithmetic", "ledger-answers} evidence")
    pages = {
        "index": "# Index\n\n" + directives("ledger-findings}\n:limit: 3"),
        "book/ledger": "# Ledger\n\n" + directives("ledger-controls}", "ledger-figures}", "ledger-derivations}"),
        "book/sources": "# Sources\n\n" + directives("ledger-factors}", "bibliography}\n:all:"),
        "book/findings": "# Findings\n\n" + directives("ledger-findings}", *answers, "ledger-versions}"),
        "book/uncertainty": "# Uncertainty\n\n" + directives(*drawings, "ledger-spreads}"),
    }
    book = build(pages)
    assert book.warnings == ""
    return book
