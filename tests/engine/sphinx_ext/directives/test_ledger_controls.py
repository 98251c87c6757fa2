"""The controls of the ledger offer what its entries have, and mean the same in every language."""

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.i18n.messages import using_language
from compendium.ledger.vocabulary import Arithmetic, Evidence
from compendium.sphinx_ext.directives.ledger_controls import controls
from small_book import Book, parsed, words


@pytest.fixture(scope="module")
def form(audit: Audit) -> BeautifulSoup:
    return parsed(controls(audit))


def options(form: BeautifulSoup) -> dict[str, list[tuple[str, str]]]:
    """Return the values that each choice of a form offers, with their words."""
    return {
        choice["name"]: [(option["value"], option.get_text()) for option in choice.find_all("option")]
        for choice in form.find_all("select")
    }


def test_every_section_is_offered_with_its_chapter_and_its_cases(form: BeautifulSoup) -> None:
    assert options(form)["section"] == [
        ("", "all"),
        ("1", "Chapter 1"),
        ("1.1", "1.1 Bakery"),
        ("2", "Chapter 2"),
        ("2.10", "2.10 Mill"),
    ]


def test_every_answer_is_offered_by_one_word(form: BeautifulSoup) -> None:
    offered = options(form)
    assert offered["arithmetic"] == [("", "all"), *((one.replace(" ", "-"), one.value) for one in Arithmetic)]
    assert offered["evidence"] == [("", "all"), *((one.replace(" ", "-"), one.value) for one in Evidence)]


def test_every_kind_of_entry_is_offered(form: BeautifulSoup, ledger_book: Book) -> None:
    offered = dict(options(form)["show"])
    kinds = {entry["data-kind"] for entry in ledger_book.tree("book/ledger").select(".ledger-entry")}
    assert set(offered) == {"", "derivation", *kinds}
    assert {value: told for value, told in offered.items() if told.startswith("derivations: ")} == {
        "recompute": "derivations: recomputed",
        "cross_check": "derivations: cross-check",
        "implied": "derivations: implied",
        "derived": "derivations: derived",
    }


def test_all_entries_are_said_to_be_shown(form: BeautifulSoup) -> None:
    (shown,) = form.select(".ledger-shown")
    assert words(shown) == "Shown: 5 of 5 figures, 7 of 7 derivations."


def meaning(form: BeautifulSoup) -> list[dict[str, str]]:
    """Return what a form's fields send and its script reads: everything but words for a reader."""
    return [
        {
            name: value
            for name, value in tag.attrs.items()
            if name in ("name", "value") or (name.startswith("data-") and name != "data-done")
        }
        for tag in form.find_all(True)
    ]


def test_controls_mean_the_same_in_both_languages(form: BeautifulSoup, audit: Audit) -> None:
    with using_language("zh"):
        chinese = parsed(controls(audit))
    assert sum(map(len, meaning(form))) > 30
    assert meaning(form) == meaning(chinese)
    assert words(form) != words(chinese)
