"""The controls of the ledger offer every section, answer and role of the report, in both languages alike."""

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.directives.ledger_controls import controls
from small_book import parsed, words


@pytest.fixture(scope="module")
def form(report: Audit) -> BeautifulSoup:
    return parsed(controls(report))


def options(form: BeautifulSoup, name: str) -> dict[str, str]:
    """Return the values that a choice of the form offers, with their words."""
    return {option["value"]: option.get_text() for option in form.select(f'select[name="{name}"] option')}


def test_every_section_and_its_chapter_are_offered_in_their_order(form: BeautifulSoup, report: Audit) -> None:
    rows = (*report.ledger.figures.values(), *report.ledger.derivations.values())
    sections = {row.section for row in rows}
    offered = list(options(form, "section"))
    assert set(offered) == {"", *sections, *(section.partition(".")[0] for section in sections)}
    assert offered[:4] == ["", "1", "1.4", "2"]
    assert offered.index("3.10") > offered.index("3.9")


def test_section_is_named_by_its_cases(form: BeautifulSoup) -> None:
    found = options(form, "section")
    assert found["3.6"] == "3.6 Suining"
    assert found["1.4"] == "1.4 Concepts, Zhejiang"
    assert found["3"] == "Chapter 3"


def test_every_role_is_said(form: BeautifulSoup, report: Audit) -> None:
    roles = {row.role: f"derivations: {labels.role(row)}" for row in report.ledger.derivations.values()}
    assert roles == {value: words for value, words in options(form, "show").items() if value in roles}
    assert len(roles) == 4


def test_chinese_form_has_no_english_word(report: Audit) -> None:
    with using_language("zh"):
        chinese = parsed(controls(report))
    assert [word for word in words(chinese).split() if word.isascii() and word.isalpha()] == []
