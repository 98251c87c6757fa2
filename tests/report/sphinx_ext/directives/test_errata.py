"""The pages about the report's text list every erratum and every figure that nobody can check; their counts agree."""

import json
import re
from collections.abc import Callable
from dataclasses import replace
from html import unescape
from typing import Any

import pytest

from compendium import paths
from compendium.audit import weaknesses
from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.sphinx_ext.directives import errata
from page import charts, undrawn

Build = Callable[[dict[str, str]], Any]
PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n",
    "book/sources": "# Sources\n\n```{bibliography}\n:all:\n```\n",
    "book/errata": "# Errata\n\n```{ledger-errata}\n```\n",
    "book/not-checked": "# Not checked\n\n```{ledger-open}\n```\n",
    "book/sourcing": "# Sourcing\n\n```{ledger-unsourced}\n```\n\n```{ledger-cited}\n```\n",
}


def enum(column: str) -> list[str]:
    """Return the values that a column of the errata may hold."""
    package = json.loads((paths.DATA / "datapackage.json").read_text(encoding="utf-8"))
    fields = next(one["schema"]["fields"] for one in package["resources"] if one["name"] == "errata")
    return list(next(field["constraints"]["enum"] for field in fields if field["name"] == column))


def test_no_severity_is_left_out_of_the_page() -> None:
    assert list(errata.SEVERITIES) == enum("severity")


def test_every_weakness_and_every_datum_has_plain_words() -> None:
    assert set(errata.REASONS) == set(weaknesses.KINDS)
    assert set(errata.REMEDIES) == set(weaknesses.DATA)


def test_figure_with_a_check_is_not_called_uncheckable(bakery_ledger: Ledger) -> None:
    audit = open_audit(ledger=bakery_ledger)
    assert [verdict.figure.id for verdict in errata.unchecked(audit)] == ["bakery.loaves"]


def test_uncheckable_are_those_untested_and_without_inputs(report: Audit) -> None:
    found = [
        verdict.figure.id
        for verdict in report.verdicts.values()
        if verdict.evidence == "untested" and verdict.arithmetic == "no inputs printed"
    ]
    assert [verdict.figure.id for verdict in errata.unchecked(report)] == found
    assert 0 < len(found) < len(report.verdicts)


def test_reason_and_remedy_are_told_in_plain_words(bakery_ledger: Ledger) -> None:
    verdict = open_audit(ledger=bakery_ledger).verdict("bakery.loaves")
    assert errata.reasons(verdict) == ("the report names no source; no public record to hold it against was found")
    assert errata.remedies(verdict) == (
        "the name of the source; the measured or registered value, where others can read it"
    )


def test_every_uncheckable_figure_says_why_and_what_would_settle_it(report: Audit) -> None:
    assert all(errata.reasons(verdict) and errata.remedies(verdict) for verdict in errata.unchecked(report))


@pytest.fixture(scope="module")
def book(build: Build) -> Any:
    found = build(PAGES)
    assert found.warnings == ""
    return found


def body(page: str) -> list[list[str]]:
    """Return the cells of every table on a page, without markup."""
    rows = re.findall(r"<tr[^>]*>(.*?)</tr>", page, flags=re.DOTALL)
    cells = [re.findall(r"<td>(.*?)</td>", row, flags=re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]+>", "", cell)).strip() for cell in row] for row in cells if row]


def test_errata_page_lists_every_erratum_once_the_gravest_first(book: Any, report: Audit) -> None:
    anchors = re.findall(r'<div class="ledger-entry[^>]* id="erratum-([^"]+)"', book.page("book/errata"))
    errata = report.ledger.errata.values()
    order = [row.id for severity in errata.SEVERITIES for row in errata if row.severity == severity]
    assert anchors == [id_.replace("_", "-") for id_ in order]


def test_errata_page_quotes_the_report_and_marks_its_language(book: Any, report: Audit) -> None:
    page = book.page("book/errata")
    found = re.findall(r'<span class="[^"]*quoted[^"]*"[^>]*lang="zh"[^>]*>(.*?)</span>', page)
    found += re.findall(r'<span [^>]*lang="zh"[^>]*class="[^"]*quoted[^"]*"[^>]*>(.*?)</span>', page)
    assert sorted(map(unescape, found)) == sorted(map(errata.quoted, report.ledger.errata.values()))


def test_raised_mark_is_quoted_without_markup(bakery_ledger: Ledger) -> None:
    erratum = replace(bakery_ledger.errata["two_doubts"], expect="征程<sup>[9]</sup>")
    assert errata.quoted(erratum) == "征程[9]"


def test_erratum_leads_to_its_figure(book: Any, report: Audit) -> None:
    linked = set(re.findall(r'href="ledger\.html#([^"]+)"', book.page("book/errata")))
    assert linked == {row.figure for row in report.ledger.errata.values() if row.figure}


def test_counts_of_the_errata_page_are_those_of_its_rows(book: Any) -> None:
    page = book.page("book/errata")
    lead = re.search(r"(\d+) entries, all of them open\.", page)
    assert lead
    states = re.findall(r"Status: (\w+)\.", page)
    assert int(lead[1]) == len(states) == sum(int(count) for count in re.findall(r"<h2>[^<]*? \((\d+)\)<a", page))
    assert set(states) == {"open"}


def test_open_page_lists_every_uncheckable_figure_under_its_case(book: Any, report: Audit) -> None:
    page = book.page("book/not-checked")
    found = errata.unchecked(report)
    assert sorted(re.findall(r'href="ledger\.html#([^"]+)"', page)) == sorted(verdict.figure.id for verdict in found)
    headings = re.findall(r"<h2>(.*?) \((\d+)\)<a", page)
    assert [name for name, _ in headings] == list(dict.fromkeys(report.case(verdict.figure.id) for verdict in found))
    assert sum(int(count) for _, count in headings) == len(found)
    assert f"{len(found)} of {len(report.verdicts)} figures can be neither recomputed nor held against" in page
    assert page.count("<strong>Why: </strong>") == len(
        {(report.case(one.figure.id), errata.reasons(one), errata.remedies(one)) for one in found}
    )


def test_sourcing_page_lists_every_figure_that_names_a_source(book: Any, report: Audit) -> None:
    page = book.page("book/sourcing")
    rows = body(undrawn(page))
    cited = [verdict for verdict in report.verdicts.values() if verdict.figure.cites]
    assert sorted(row[1] for row in rows) == sorted(verdict.figure.label_en for verdict in cited)
    assert all((row[3] == "untested") == (row[4] == "nothing") for row in rows)
    assert len(charts(page)) == 1
