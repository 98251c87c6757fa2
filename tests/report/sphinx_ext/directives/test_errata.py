"""The errata's page lists every erratum of the report once, the gravest first; its counts agree."""

import re
from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.sphinx_ext.directives import errata
from small_book import Book, directives, words

PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n",
    "book/errata": "# Errata\n\n" + directives("ledger-errata}"),
}


@pytest.fixture(scope="module")
def page(build: Callable[..., Book]) -> BeautifulSoup:
    book = build(PAGES)
    assert book.warnings == ""
    return book.tree("book/errata")


def test_every_erratum_is_listed_once_the_gravest_first(page: BeautifulSoup, report: Audit) -> None:
    rows = report.ledger.errata.values()
    order = [row.id for severity in errata.SEVERITIES for row in rows if row.severity == severity]
    assert [one["id"] for one in page.select(".ledger-entry")] == [f"erratum-{id_.replace('_', '-')}" for id_ in order]


def test_report_is_quoted_and_its_language_marked(page: BeautifulSoup, report: Audit) -> None:
    quoted = page.select(".quoted")
    assert {one["lang"] for one in quoted} == {"zh"}
    assert sorted(one.get_text() for one in quoted) == sorted(map(errata.quoted, report.ledger.errata.values()))


def test_reader_of_english_is_told_what_the_quoted_words_say(page: BeautifulSoup, report: Audit) -> None:
    straight = str.maketrans("‘’“”", "''\"\"")
    heads = {one["id"]: words(one.select_one(".ledger-entry-title")) for one in page.select(".ledger-entry")}
    for row in report.ledger.errata.values():
        head = heads[f"erratum-{row.id.replace('_', '-')}"].translate(straight)
        assert row.translations.by_language["en"] in head


def test_erratum_leads_to_its_figure(page: BeautifulSoup, report: Audit) -> None:
    linked = {link["href"].partition("#")[2] for link in page.select('a[href^="ledger.html#"]')}
    assert linked == {row.figure for row in report.ledger.errata.values() if row.figure}


def test_counts_are_those_of_the_rows(page: BeautifulSoup, report: Audit) -> None:
    lead = re.fullmatch(r"(\d+) entries, all of them open\.", words(page.select_one("section > p")))
    assert lead
    states = re.findall(r"Status: (\w+)\.", words(page))
    parts = [re.search(r"\((\d+)\)", words(title)) for title in page.find_all("h2")]
    assert int(lead[1]) == len(states) == sum(int(part[1]) for part in parts if part) == len(report.ledger.errata)
    assert set(states) == {"open"}
