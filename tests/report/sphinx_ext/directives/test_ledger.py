"""The ledger's page carries every row with what its controls filter and order by, and is plain HTML without them."""

import re
from collections.abc import Mapping

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit import uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.display import labels, wording
from compendium.ledger.vocabulary import Arithmetic, Independence
from small_book import Book, source_anchor, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/ledger")


@pytest.fixture(scope="module")
def entries(page: BeautifulSoup) -> dict[str, Tag]:
    return {entry["id"]: entry for entry in page.select("div.ledger-entry")}


def data(entry: Tag) -> dict[str, str]:
    """Return what an entry is found by."""
    return {name.removeprefix("data-"): value for name, value in entry.attrs.items() if name.startswith("data-")}


def test_every_row_has_one_entry_in_the_order_of_the_tables(page: BeautifulSoup, report: Audit) -> None:
    order = [entry["id"] for entry in page.select("div.ledger-entry")]
    assert order == [*report.ledger.figures, *report.ledger.derivations]


def test_every_entry_tells_its_kind_and_section(entries: dict[str, Tag], report: Audit) -> None:
    for id_, row in report.ledger.figures.items():
        assert (entries[id_]["data-kind"], entries[id_]["data-section"]) == ("figure", row.section)
    for id_, derivation in report.ledger.derivations.items():
        assert (entries[id_]["data-kind"], entries[id_]["data-section"]) == (derivation.role, derivation.section)


def test_figure_and_what_checks_it_carry_its_answers(entries: dict[str, Tag]) -> None:
    for id_ in ("suining.co2_avoided", "suining.co2_from_coal", "suining.co2_sichuan_2022"):
        answers = {name: data(entries[id_])[name] for name in ("arithmetic", "evidence", "material")}
        assert answers == {"arithmetic": "reproduced", "evidence": "depends-on-the-choice", "material": "yes"}, id_


def test_answer_of_two_words_is_one_value(entries: dict[str, Tag]) -> None:
    assert entries["concepts.plan_issuers"]["data-arithmetic"] == "no-inputs-printed"
    values = {entry["data-arithmetic"] for entry in entries.values() if "data-arithmetic" in entry.attrs}
    assert values == {answer.replace(" ", "-") for answer in Arithmetic}


def test_what_answers_for_nothing_has_no_answers(entries: dict[str, Tag], report: Audit) -> None:
    free = [id_ for id_, row in report.ledger.derivations.items() if not row.checks]
    assert len(free) > 100
    for id_ in free:
        assert set(data(entries[id_])) == {"kind", "section", "also"}


def test_figure_tells_how_far_the_furthest_check_that_counts_is_off(entries: dict[str, Tag], report: Audit) -> None:
    (check,) = report.verdict("policy.coal_power_closed").checks
    assert check.differs
    assert "data-off" not in entries["policy.coal_power_closed"].attrs
    assert entries[check.result.derivation.id]["data-off"] == f"{1 - check.ratio:.4f}" == f"{1 - 136 / 170:.4f}"
    other = max(report.verdict("chengdu.metro_daily").votes, key=lambda one: 1 - one.ratio)  # of two, of three checks
    assert entries["chengdu.metro_daily"]["data-off"] == f"{1 - other.ratio:.4f}" == f"{1 - 427.53 / 490:.4f}"
    assert entries[other.result.derivation.id]["data-off"] == entries["chengdu.metro_daily"]["data-off"]
    suining = report.verdict("suining.co2_avoided")
    counted = [check.ratio for check in (*suining.recomputes, *suining.votes)]
    assert entries["suining.co2_avoided"]["data-off"] == f"{1 - min(counted):.4f}"
    assert min(counted) > min(check.ratio for check in suining.checks)  # Sichuan's grid, by hindsight


def test_figure_that_a_choice_decides_names_what_does_not_rule_it_out(entries: dict[str, Tag], report: Audit) -> None:
    # 4,562 and 4,576 of over 4,000; the build margin's 2,283 and the operating margin's 6,870 are not
    names = {id_: words(entry) for id_, entry in entries.items()}
    told = re.search("Not ruled out by (.*?)\\.", names["biogas.co2_avoided"])
    assert told
    left = (report.ledger[f"biogas.co2_{way}"] for way in ("national", "combined_2019"))
    assert told[1].split(", ") == [labels.label(row) for row in left]
    decided = {id_ for id_, verdict in report.verdicts.items() if verdict.deciding}
    assert {id_ for id_, text in names.items() if "Not ruled out by" in text} == decided


def test_checks_and_formulas_are_folded_and_said_to_be_there(page: BeautifulSoup, report: Audit) -> None:
    checked = [verdict for verdict in report.verdicts.values() if verdict.checks]
    summaries = [words(fold.summary) for fold in page.select("div.ledger-entry > details")]
    assert len(summaries) == len(checked) + len(report.results)
    # a recomputation, twelve factors of grids from Sichuan's 0.1255 (over 0.997: 0.126) upwards, two more outputs
    assert "Checks: 15; ratio 0.126 to 1" in summaries
    assert summaries.count("Formula and inputs") == len(report.results)


def test_entry_of_a_figure_says_all_that_is_known(entries: dict[str, Tag], report: Audit) -> None:
    row = report.ledger.figures["suining.co2_avoided"]
    found = words(entries[row.id])
    assert found.startswith(f"{labels.label(row)} suining.co2_avoided")
    assert f"1,037 t CO₂/a, section 3.6 (Suining), from page {row.page}" in found
    assert "Stands for 1,036.5 to 1,037.5 t CO₂/a (exact)." in found
    assert "No source named." in found
    assert "depends on the choice reproduced ratio 1, material" in found
    checks = [check.result.derivation.id for check in report.verdict(row.id).checks]
    assert [link["href"] for link in entries[row.id].select("td:first-child a")] == [f"#{id_}" for id_ in checks]


def told_as(independence: Independence) -> str:
    """Return the name of what a check shares with its figure, with the apostrophe of a page."""
    return labels.name(independence).replace("'", "\N{RIGHT SINGLE QUOTATION MARK}")


def test_check_says_what_it_finds_and_how_it_counts(entries: dict[str, Tag], report: Audit) -> None:
    seen = set()
    for id_, verdict in report.verdicts.items():
        rows = entries[id_].select("details tbody tr")
        assert len(rows) == len(verdict.checks), id_
        for row, check in zip(rows, verdict.checks, strict=True):
            told = [words(cell) for cell in row.find_all("td")]
            assert told[1] == check.finding, id_
            names = [labels.name(one) for one in check.differs]
            if check.result.derivation.role == "recompute":
                assert told[5] == ""
            elif names:
                assert told[5] == f"not counted: {', '.join(names)}"
            else:
                assert told[5].startswith(told_as(check.result.derivation.independence))
                assert ("choice" in told[5]) == bool(check.result.derivation.choice)
            seen.add(told[5].split(";")[0].split(":")[0])
    assert seen == {"", "not counted", *(told_as(one) for one in Independence if one)}


def test_answer_that_no_rule_changes_is_marked_and_leads_to_the_other_rules(
    entries: dict[str, Tag], report: Audit, report_spreads: Mapping[str, Spread]
) -> None:
    marked = [id_ for id_ in report.ledger.figures if entries[id_].select('p > a[href="robustness.html"]')]
    tried = uncertainty.robustness(report, report_spreads)
    assert 0 < len(marked) < len(tried)
    assert marked == [
        id_ for id_, found in tried.items() if all(one is report.verdict(id_).evidence for one in found.values())
    ]


def test_figure_with_a_source_cites_it(entries: dict[str, Tag], report: Audit) -> None:
    cited = [row for row in report.ledger.figures.values() if row.cites]
    assert len(cited) > 3
    for row in cited:
        assert entries[row.id].select(f'a[href="sources.html#{source_anchor(row.cites)}"]')
        assert "Source named:" in words(entries[row.id])


def test_entry_of_a_derivation_is_worked_out(entries: dict[str, Tag], report: Audit) -> None:
    found, result = entries["suining.dust_as_carbon"], report.result("suining.dust_as_carbon")
    assert len(found.find_all("math")) == 2
    told = wording.quantity(result.value, result.derivation.unit).replace("\N{NO-BREAK SPACE}", " ")
    assert told in words(found)
    links = {link["href"] for link in found.find_all("a")}
    assert {"#suining.co2_avoided", "sources.html#carbon.share_of_co2"} <= links
