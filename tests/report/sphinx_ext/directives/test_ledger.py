"""The ledger's page carries what its controls filter and order by, and is plain HTML without them."""

import re
from html.parser import HTMLParser
from typing import Any

import pytest

from compendium.audit.audit import Audit
from compendium.audit.verdicts import ARITHMETIC, EVIDENCE
from compendium.display import tables
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.directives.ledger_controls import controls


class Tags(HTMLParser):
    """The start tags of a page: name and attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def of(self, css: str) -> list[dict[str, str]]:
        """Return the attributes of the elements of a class."""
        return [attrs for _, attrs in self.found if css in attrs.get("class", "").split()]


@pytest.fixture(scope="module")
def entries(ledger_book: Any) -> dict[str, dict[str, str]]:
    return {attrs["id"]: attrs for attrs in Tags(ledger_book.page("book/ledger")).of("ledger-entry")}


def test_every_entry_tells_its_kind_and_section(entries: dict[str, dict[str, str]], report: Audit) -> None:
    assert list(entries) == [*report.ledger.figures, *report.ledger.derivations]
    for id_, row in report.ledger.figures.items():
        assert (entries[id_]["data-kind"], entries[id_]["data-section"]) == ("figure", row.section)
    for id_, derivation in report.ledger.derivations.items():
        assert (entries[id_]["data-kind"], entries[id_]["data-section"]) == (derivation.role, derivation.section)


def test_figure_and_what_checks_it_carry_its_answers(entries: dict[str, dict[str, str]]) -> None:
    for id_ in ("suining.co2_avoided", "suining.co2_from_coal", "suining.co2_sichuan_2022"):
        answers = {name: entries[id_][f"data-{name}"] for name in ("arithmetic", "evidence", "material")}
        assert answers == {"arithmetic": "reproduced", "evidence": "contradicted", "material": "yes"}, id_


def test_answer_of_two_words_is_one_value(entries: dict[str, dict[str, str]]) -> None:
    assert entries["concepts.plan_issuers"]["data-arithmetic"] == "no-inputs-printed"
    values = {entry["data-arithmetic"] for entry in entries.values() if "data-arithmetic" in entry}
    assert values == {answer.replace(" ", "-") for answer in ARITHMETIC}


def test_what_answers_for_nothing_has_no_answers(entries: dict[str, dict[str, str]], report: Audit) -> None:
    free = [id_ for id_, row in report.ledger.derivations.items() if not row.checks]
    assert len(free) > 100
    for id_ in free:
        assert set(entries[id_]) == {"class", "id", "data-kind", "data-section"}


def test_entry_tells_how_far_its_furthest_check_is_off(entries: dict[str, dict[str, str]], report: Audit) -> None:
    check = report.verdict("universiade.cars").checks[0]  # the only one
    assert entries["universiade.cars"]["data-off"] == f"{check.ratio - 1:.4f}" == "0.5152"
    assert entries[check.result.derivation.id]["data-off"] == "0.5152"
    ratios = [check.ratio for check in report.verdict("suining.co2_avoided").checks]
    assert entries["suining.co2_avoided"]["data-off"] == f"{1 - min(ratios):.4f}"
    assert float(entries["suining.co2_sichuan_2022"]["data-off"]) < 1 - min(ratios)


def test_every_entry_has_a_title_with_its_own_address(ledger_book: Any, report: Audit) -> None:
    page = ledger_book.page("book/ledger")
    titles = re.findall(
        r'<h3 class="ledger-entry-title">[^<]+<a class="permalink[^"]*" href="#([^"]+)" title="Link to this entry">'
        r"([^<]+)</a></h3>",
        page,
    )
    assert titles == [(id_, id_) for id_ in (*report.ledger.figures, *report.ledger.derivations)]


def test_checks_and_formulas_are_folded_and_said_to_be_there(ledger_book: Any, report: Audit) -> None:
    page = ledger_book.page("book/ledger")
    checked = [verdict for verdict in report.verdicts.values() if verdict.checks]
    assert page.count("<details>") == len(checked) + len(report.results)
    assert "<summary>Checks: 10; ratio 0.126 to 1</summary>" in page
    assert page.count("<summary>Formula and inputs</summary>") == len(report.results)
    assert page.count('<th scope="col">check</th>') == len(checked)


def test_nothing_but_the_words_for_nothing_is_hidden(ledger_book: Any) -> None:
    hidden = [attrs for _, attrs in Tags(ledger_book.page("book/ledger")).found if "hidden" in attrs]
    assert [attrs["class"] for attrs in hidden] == ["ledger-empty", "ledger-empty"]


def test_script_is_on_the_ledgers_page_only(ledger_book: Any) -> None:
    loading = {
        name
        for name in ledger_book.names
        if any(
            tag == "script" and "ledger.js" in attrs.get("src", "") for tag, attrs in Tags(ledger_book.page(name)).found
        )
    }
    assert loading == {"book/ledger"}


def options(form: str) -> dict[str, list[str]]:
    """Return the values that each choice of a form offers."""
    found = re.findall(r'<select name="(\w+)">(.*?)</select>', form)
    return {name: re.findall(r'<option value="([^"]*)"', inner) for name, inner in found}


def test_controls_offer_every_section_answer_and_role(report: Audit, entries: dict[str, dict[str, str]]) -> None:
    offered = options(controls(report))
    sections = {entry["data-section"] for entry in entries.values()}
    assert set(offered["section"]) == {"", *sections, *(section.partition(".")[0] for section in sections)}
    assert offered["section"][:4] == ["", "1", "1.4", "2"]
    assert offered["section"].index("3.10") > offered["section"].index("3.9")
    assert offered["arithmetic"] == ["", *(answer.replace(" ", "-") for answer in ARITHMETIC)]
    assert offered["evidence"] == ["", *EVIDENCE]
    kinds = {entry["data-kind"] for entry in entries.values()}
    assert set(offered["show"]) == {"", "derivation", *kinds}


def test_controls_mean_the_same_in_both_languages(report: Audit) -> None:
    english = controls(report)
    with using_language("zh"):
        chinese = controls(report)
    assert options(english) == options(chinese)
    names = re.findall(r'\b(?:name|value|data-\w+(?<!done))="([^"]*)"', english)
    assert names == re.findall(r'\b(?:name|value|data-\w+(?<!done))="([^"]*)"', chinese)
    assert not re.search("[A-Za-z]{4,}", re.sub(r"<[^>]*>", " ", chinese))


def test_section_is_named_by_its_cases(report: Audit) -> None:
    form = controls(report)
    assert '<option value="3.6">3.6 Suining</option>' in form
    assert '<option value="1.4">1.4 Concepts, Zhejiang</option>' in form
    assert '<option value="3">Chapter 3</option>' in form


def test_every_role_is_said(report: Audit) -> None:
    form = controls(report)
    for row in report.ledger.derivations.values():
        assert f'<option value="{row.role}">derivations: {tables.role(row)}</option>' in form
