"""The report's ledger, shown in small books built in a temporary folder."""

from collections.abc import Callable
from pathlib import Path

import pytest

from compendium import paths
from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from small_book import Book, build_book, directives


@pytest.fixture(scope="session")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Book]:
    """Build a book of pages, each in Markdown by its name."""

    def built(pages: dict[str, str], folder: Path | None = None) -> Book:
        return build_book(folder or tmp_path_factory.mktemp("book"), pages, paths.BIBLIOGRAPHY)

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


@pytest.fixture(scope="session")
def ledger_book(build: Callable[..., Book], charted: tuple[str, str]) -> Book:
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
