"""The ledger's page has an entry for every row: what is known of it, and what the controls filter and order by."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from small_book import Book, cells, column_names, words


@pytest.fixture(scope="module")
def page(ledger_book: Book) -> BeautifulSoup:
    return ledger_book.tree("book/ledger")


@pytest.fixture(scope="module")
def entries(page: BeautifulSoup) -> dict[str, Tag]:
    return {entry["id"]: entry for entry in page.select("div.ledger-entry")}


def data(entry: Tag) -> dict[str, str]:
    """Return what an entry is found by, apart from its names in the other languages."""
    found = {name.removeprefix("data-"): value for name, value in entry.attrs.items() if name.startswith("data-")}
    assert found.pop("also")
    return found


def test_entry_is_found_by_its_names_in_the_other_languages(page: BeautifulSoup) -> None:
    assert page.select_one("[id='mill.power']")["data-also"].endswith("磨坊用电")


def test_every_row_has_one_entry_in_the_order_of_the_tables(page: BeautifulSoup) -> None:
    lists = {
        one["data-list"]: [entry["id"] for entry in one.select("div.ledger-entry")]
        for one in page.select("[data-list]")
    }
    assert lists == {
        "figures": ["bakery.loaves", "bakery.flour", "bakery.wood_saved", "bakery.co2_saved", "mill.power"],
        "derivations": [
            "bakery.flour_needed", "bakery.flour_year", "bakery.co2_burned", "bakery.co2_net", "mill.power_by_hours",
            "mill.power_before", "mill.hours_implied",
        ],
    }  # fmt: skip


def test_figure_and_what_answers_for_it_carry_its_answers(entries: dict[str, Tag]) -> None:
    answers = {"arithmetic": "reproduced", "evidence": "contradicted", "material": "yes", "section": "1.1"}
    assert data(entries["bakery.co2_saved"]) == {"kind": "figure", "off": "0.8000", **answers}
    assert data(entries["bakery.co2_burned"]) == {"kind": "recompute", "off": "0.0000", **answers}
    assert data(entries["bakery.co2_net"]) == {"kind": "cross_check", "off": "0.8000", **answers}


def test_answer_of_two_words_is_one_value(entries: dict[str, Tag]) -> None:
    supported = {"arithmetic": "no-inputs-printed", "evidence": "supported", "section": "2.10"}
    assert data(entries["mill.power"]) == {"kind": "figure", "off": "0.0000", **supported}
    assert data(entries["mill.hours_implied"]) == {"kind": "implied", **supported}


def test_figure_is_off_by_what_counts_alone(entries: dict[str, Tag]) -> None:
    assert data(entries["mill.power"])["off"] == "0.0000"
    assert data(entries["mill.power_before"])["off"] == "0.5000"


def test_what_answers_for_nothing_has_no_answers(entries: dict[str, Tag]) -> None:
    assert data(entries["bakery.flour_year"]) == {"kind": "derived", "section": "1.1"}


def test_figure_without_checks_is_off_by_nothing(entries: dict[str, Tag]) -> None:
    untested = {"arithmetic": "no-inputs-printed", "evidence": "untested"}
    assert data(entries["bakery.loaves"]) == {"kind": "figure", "section": "1.1", **untested}


def test_every_entry_has_a_title_with_its_own_address(entries: dict[str, Tag]) -> None:
    for id_, entry in entries.items():
        (link,) = entry.select("h3.ledger-entry-title > a.permalink")
        assert (link["href"], link["title"], link.get_text()) == (f"#{id_}", "Link to this entry", id_)
    assert words(entries["mill.power"].h3) == "power of the mill mill.power"


def test_entry_of_a_figure_says_all_that_is_known(entries: dict[str, Tag]) -> None:
    facts, answers = (words(one) for one in entries["bakery.co2_saved"].find_all("p", recursive=False))
    assert facts == (
        "12 t CO₂/a, section 1.1 (Bakery), from page 2, 2022. Stands for 11.5 to 12.5 t CO₂/a (exact). No source named."
    )
    assert answers == "contradicted reproduced ratio 1, material ◆ the same by every rule tried Record"


def test_only_an_answer_that_no_rule_changes_is_marked(entries: dict[str, Tag]) -> None:
    """That of the mill depends on the rule, that of the bakery's flour on no check that counts."""
    assert [id_ for id_, entry in entries.items() if "◆" in entry.get_text()] == ["bakery.co2_saved"]


def test_entry_of_a_figure_cites_its_source_and_keeps_its_note(entries: dict[str, Tag]) -> None:
    entry = entries["mill.power"]
    assert "sources.html#source-survey2021" in {link["href"] for link in entry.find_all("a")}
    facts = words(entry.find("p"))
    assert facts.startswith(
        "nearly 36 MWh/a, section 2.10 (Mill), from page 9, 2021. Stands for 35 to 36 MWh/a (nearly)."
    )
    assert "Source named: " in facts
    assert facts.endswith(". Read off a meter.")


def test_checks_of_a_figure_are_folded_and_told_in_a_table(entries: dict[str, Tag]) -> None:
    (fold,) = entries["bakery.co2_saved"].find_all("details")
    assert "open" not in fold.attrs
    assert words(fold.summary) == "Checks: 2; ratio 0.2 to 1"
    (table,) = fold.find_all("table")
    assert column_names(table) == ["check", "finding", "value", "interval", "ratio to printed", "counts as", "rests on"]
    assert {cell.get("scope") for cell in table.select("th")} == {"col"}
    assert [[words(cell) for cell in row] for row in cells(table)] == [
        # 12 is 11.5 to 12.5, five percent more 13.1
        ["recomputed: CO2 of the wood", "too wide", "12 t CO₂/a", "12 to 13.5 t CO₂/a", "1", "", "CO2 of wood"],
        [
            "cross-check: CO2 of wood regrown", "misses", "2.4 t CO₂/a", "1.6 to 3.6 t CO₂/a", "0.2",
            "from the report’s own numbers", "CO2 of wood that grows again",
        ],
    ]  # fmt: skip
    (moved,) = fold.select('a[href$="#show=bakery.co2_saved"]')
    assert moved["href"].startswith("what-if.html")


def test_check_that_does_not_count_says_why(entries: dict[str, Tag]) -> None:
    told = [[words(row[1]), words(row[5])] for row in cells(entries["mill.power"].table)]
    assert told == [["agrees", "independent"], ["misses", "not counted: another year, another place"]]


def test_figure_without_checks_has_nothing_to_unfold(entries: dict[str, Tag]) -> None:
    assert entries["bakery.loaves"].find_all("details") == []


def test_entry_of_a_derivation_is_worked_out(entries: dict[str, Tag]) -> None:
    entry = entries["bakery.co2_net"]
    assert (
        words(entry.find("p"))
        == "cross-check, section 1.1 (Bakery), for CO2 saved, ratio 0.2: 2.4 t CO₂/a (1.6 to 3.6 t CO₂/a)."
    )
    assert words(entry.summary) == "Formula and inputs"
    assert len(entry.select("details math")) == 2
    assert [link["href"] for link in entry.select("details a")] == ["#bakery.wood_saved", "sources.html#wood.co2_net"]


def test_derivation_that_speaks_of_a_figure_without_answering_for_it_has_no_ratio(entries: dict[str, Tag]) -> None:
    told = words(entries["mill.hours_implied"].find("p"))
    assert told.startswith("implied, section 2.10 (Mill), for power of the mill: 3,000 h/a ")


def test_nothing_but_the_words_for_nothing_is_hidden(page: BeautifulSoup) -> None:
    assert [one["class"] for one in page.select("[hidden]")] == [["ledger-empty"], ["ledger-empty"]]


def test_script_is_on_the_ledgers_page_only(ledger_book: Book) -> None:
    loading = {
        name
        for name in ledger_book.names
        if any(
            Path(script["src"].partition("?")[0]).name == "ledger.js"
            for script in ledger_book.tree(name).select("script[src]")
        )
    }
    assert loading == {"book/ledger"}
