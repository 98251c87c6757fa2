"""A chapter links a term where it first uses it, and nowhere else."""

from collections.abc import Callable

import pytest

from compendium.audit.audit import Audit
from small_book import Book, words

CHAPTER = """\
# A crumb in a title stays plain

The `dough` is code; links to [dough](https://example.org) and the [crumb](../book/glossary.md) stay what they are.
**Rye flours** come first;
a rye flour again does not. So does a crumb. A word like crumbless is no term; dough is one, Dough is
no more.
"""


@pytest.fixture(scope="module")
def book(build: Callable[..., Book]) -> Book:
    index = "# Book\n\nA crumb here is no chapter's.\n"
    found = build(
        {"index": index, "notebooks/1-chapter": CHAPTER, "book/glossary": "# Glossary\n\n```{ledger-glossary}\n```"}
    )
    assert found.warnings == ""
    return found


def test_first_use_is_linked_with_its_meaning(book: Book) -> None:
    links = book.tree("notebooks/1-chapter").select("a.term")
    assert [(link["href"], link.get_text(), link["title"]) for link in links] == [
        ("../book/glossary.html#term-rye-flour", "Rye flours", "Flour made of rye."),
        ("../book/glossary.html#term-crumb", "crumb", "The inside of a loaf."),
        ("../book/glossary.html#term-dough", "dough", "Flour with water."),
    ]
    assert [words(link.find_parent("p")).partition(" ")[0] for link in links] == ["The"] * 3
    assert links[1].previous_sibling.endswith("So does a ")
    assert links[2].previous_sibling.endswith("is no term; ")


def test_link_to_a_page_keeps_its_words(book: Book) -> None:
    (link,) = book.tree("notebooks/1-chapter").select('a[href="../book/glossary.html"]')
    assert words(link) == "crumb"


def test_pages_that_are_no_chapter_are_left_alone(book: Book) -> None:
    assert book.tree("index").select("a.term") == []


def test_glossary_has_an_anchor_for_every_term(book: Book, audit: Audit) -> None:
    rows = book.tree("book/glossary").select("tr[id]")
    assert [row["id"] for row in rows] == ["term-crumb", "term-rye-flour", "term-dough"]
    assert len(rows) == len(audit.ledger.glossary)


def test_terms_are_paired(book: Book) -> None:
    row = book.tree("book/glossary").select_one("#term-rye-flour")
    assert [words(cell) for cell in row.find_all("td")] == ["rye flour", "黑麦粉", "Flour made of rye."]
    assert [one.get_text() for one in row.select('[lang="zh"]')] == ["黑麦粉"]
