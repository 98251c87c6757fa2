"""A chapter links a term where it first uses it, and nowhere else."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from compendium.audit.audit import Audit

CHAPTER = """\
# A baseline in a title stays plain

The `ledger` is code; links to [methane](https://example.org) and the [ledger](../book/glossary.md) stay what they are.
**Emission factors** come first;
an emission factor again does not. So does a baseline. A word like figureless is no term; methane is one, Methane is
no more.
"""


@pytest.fixture(scope="module")
def book(build: Callable[..., Any]) -> Any:
    index = "# Book\n\nA baseline here is no chapter's.\n"
    return build(
        {"index": index, "notebooks/1-chapter": CHAPTER, "book/glossary": "# Glossary\n\n```{ledger-glossary}\n```"}
    )


def test_first_use_is_linked_with_its_meaning(book: Any, report: Audit) -> None:
    page = book.page("notebooks/1-chapter")
    links = re.findall(r'<a class="term[^"]*" href="([^"]+)" title="([^"]+)">([^<]+)</a>', page)
    assert [(href, text) for href, _, text in links] == [
        ("../book/glossary.html#term-emission-factor", "Emission factors"),
        ("../book/glossary.html#term-baseline", "baseline"),
        ("../book/glossary.html#term-methane", "methane"),
    ]
    assert links[1][1] == report.ledger.glossary["baseline"].definition


def test_link_to_a_page_keeps_its_words(book: Any) -> None:
    assert re.search(r'<a [^>]*href="../book/glossary.html"[^>]*>(<[^>]*>)*ledger<', book.page("notebooks/1-chapter"))


def test_pages_that_are_no_chapter_are_left_alone(book: Any) -> None:
    assert 'class="term' not in book.page("index")


def test_glossary_has_an_anchor_for_every_term(book: Any, report: Audit) -> None:
    page = book.page("book/glossary")
    assert re.findall(r'<tr[^>]* id="(term-[^"]+)"', page) == [
        f"term-{id_.replace('_', '-')}" for id_ in report.ledger.glossary
    ]
    assert book.warnings == ""


def test_terms_are_paired(book: Any) -> None:
    assert re.search(r'(?s)id="term-baseline".*?baseline.*?lang="zh">基准线<', book.page("book/glossary"))
