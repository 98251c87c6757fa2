"""The pages about sources list every figure of the report that nobody can check, and every one that names a source."""

import re
from collections.abc import Callable

import pytest

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.sphinx_ext.directives import sourcing
from small_book import Book, cells, directives, words

PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n",
    "book/sources": "# Sources\n\n" + directives("bibliography}\n:all:"),
    "book/not-checked": "# Not checked\n\n" + directives("ledger-open}"),
    "book/sourcing": "# Sourcing\n\n" + directives("ledger-unsourced}", "ledger-cited}"),
}


@pytest.fixture(scope="module")
def book(build: Callable[..., Book]) -> Book:
    found = build(PAGES)
    assert found.warnings == ""
    return found


def test_uncheckable_are_those_that_no_derivation_answers_for(report: Audit) -> None:
    checked = {row.checks for row in report.ledger.derivations.values() if row.role in ("recompute", "cross_check")}
    found = [id_ for id_ in report.ledger.figures if id_ not in checked]
    assert [verdict.figure.id for verdict in sourcing.unchecked(report)] == found
    answers = {(verdict.arithmetic, verdict.evidence) for verdict in sourcing.unchecked(report)}
    assert answers == {("no inputs printed", "untested")}
    assert 0 < len(found) < len(report.verdicts)


def test_every_uncheckable_figure_says_why_and_what_would_settle_it(report: Audit) -> None:
    found = {one.figure.id: (sourcing.reasons(one), sourcing.remedies(one)) for one in sourcing.unchecked(report)}
    assert len(found) > 10
    assert [id_ for id_, told in found.items() if not all(told)] == []


def test_every_uncheckable_figure_is_listed_under_its_case(book: Book, report: Audit) -> None:
    page, found = book.tree("book/not-checked"), sourcing.unchecked(report)
    linked = [link["href"].partition("#")[2] for link in page.select('a[href^="ledger.html#"]')]
    assert sorted(linked) == sorted(verdict.figure.id for verdict in found)
    headings = [re.fullmatch(r"(.*) \((\d+)\)¶", words(title)) for title in page.find_all("h2")]
    assert all(headings)
    assert [one[1] for one in headings if one] == list(
        dict.fromkeys(labels.section_and_case(one.figure) for one in found)
    )
    assert sum(int(one[2]) for one in headings if one) == len(found)
    lead = f"{len(found)} of {len(report.verdicts)} figures can be neither recomputed nor held against"
    assert words(page.select_one("section > p")).startswith(lead)
    reasons = [one for one in page.find_all("strong") if one.get_text() == "Why: "]
    assert len(reasons) == len(
        {(labels.section_and_case(one.figure), sourcing.reasons(one), sourcing.remedies(one)) for one in found}
    )


def test_every_figure_that_names_a_source_is_listed(book: Book, report: Audit) -> None:
    page = book.tree("book/sourcing")
    (table,) = [table for table in page.find_all("table") if not table.find_parent("figure")]
    found = [[words(cell) for cell in row] for row in cells(table)]
    cited = [verdict.figure for verdict in report.verdicts.values() if verdict.figure.cites]
    assert sorted(row[1] for row in found) == sorted(figure.labels["en"] for figure in cited)
    assert len(found) > 3
    by_label = {verdict.figure.labels["en"]: verdict for verdict in report.verdicts.values() if verdict.figure.cites}
    assert [row[1] for row in found if row[3] != by_label[row[1]].evidence] == []
    assert [row[1] for row in found if (row[4] == "nothing") != (not by_label[row[1]].checks)] == []
    assert "sections with figures name no source for any of them" in words(page)
