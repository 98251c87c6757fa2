"""The errata's page lists every erratum once, the gravest first, in the words of the report."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.ledger.vocabulary import Severity, Status
from compendium.sphinx_ext.directives import errata
from small_book import Book, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/errata")


def test_no_severity_and_no_status_is_left_out_of_the_page() -> None:
    assert list(errata.SEVERITIES) == list(Severity)
    assert list(errata.STATUSES) == list(Status)


def test_raised_mark_is_quoted_without_markup(audit: Audit) -> None:
    erratum = replace(audit.ledger.errata["two_doubts"], expect="征程<sup>[9]</sup>")
    assert errata.quoted(erratum) == "征程[9]"


def test_errata_stand_under_their_severity_with_an_address_each(page: BeautifulSoup) -> None:
    found = {
        words(part.h2).removesuffix("¶"): [one["id"] for one in part.select(".ledger-entry")]
        for part in page.select("section section")
    }
    assert found == {
        "Numbers, and the words of doubt beside them (1)": ["erratum-two-doubts"],
        "Spelling, names and sentences (1)": ["erratum-misspelt"],
    }


def test_erratum_is_told_whole(page: BeautifulSoup) -> None:
    assert [words(one) for one in page.select("#erratum-two-doubts p")] == [
        "1.1: about 100 and more #",
        "Printed: 约100余",
        "Two words of doubt stand by one number.",
        "Figure: flour used. Status: open.",
    ]
    assert [words(one) for one in page.select("#erratum-misspelt p")] == [
        "2.10: 磨访[9] #",
        "The mill is misspelt.",
        "Status: mended.",
    ]
    (figure,) = page.select('#erratum-two-doubts a[href*="ledger.html"]')
    assert figure["href"] == "ledger.html#bakery.flour"


def test_words_of_the_report_are_marked_as_chinese(page: BeautifulSoup) -> None:
    assert [(one["lang"], one.get_text()) for one in page.select(".quoted")] == [("zh", "约100余"), ("zh", "磨访[9]")]


def test_errata_are_counted_with_those_that_are_open(page: BeautifulSoup) -> None:
    assert words(page.select_one("section > p")) == "2 entries; 1 of them open."
