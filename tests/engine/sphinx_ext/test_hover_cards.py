"""A card says what answers for a number, short; a page brings those of the rows that it links to."""

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from pybtex.database import Entry, Person

from compendium.audit.audit import Audit, open_audit
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Words, Work
from compendium.sphinx_ext.hover_cards.pages import cards, linked, template
from compendium.sphinx_ext.hover_cards.rows import card, spelled
from small_book import words


@pytest.fixture
def bakery_audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(ledger=bakery_ledger)


def text(card: object) -> str:
    return " ".join(BeautifulSoup(str(card), "html.parser").get_text(" ").split())


def work(**fields: str) -> Entry:
    return Entry("misc", fields, {"author": [Person("{Office of Bread}"), Person("Miller, Ann")]})


def test_entries_that_a_page_links_to_are_found_once_each() -> None:
    body = """
    <a href="../book/ledger.html#bakery.flour">100</a> <a href="sources.html#flour.per_loaf">0.5</a>
    <a href="ledger.html#bakery.flour">flour</a> <a href="sources.html#source-almanac2020">[Alm20]</a>
    <a href="glossary.html#term-loaf">loaf</a> <a href="bench.html#bakery.rolls">elsewhere</a>
    """
    assert linked(body) == ["bakery.flour", "flour.per_loaf", "source-almanac2020", "term-loaf"]


def test_rows_terms_and_works_have_cards_and_nothing_else(audit: Audit) -> None:
    (term, *_) = audit.ledger.glossary.values()
    anchors = ["mill.power", f"term-{term.id.replace('_', '-')}", "source-almanac2020", "mill.no_row", "term-none"]
    made = cards(audit, {"almanac2020": work()}, anchors)
    assert [one["data-card"] for one in BeautifulSoup("".join(map(str, made)), "html.parser").select("div")] == anchors[
        :3
    ]
    assert term.definitions["en"] in text(made[1])
    assert term.terms["zh"] in text(made[1])


def test_card_of_a_work_has_its_short_name_and_leads_to_it(audit: Audit) -> None:
    cited = work(title="Bread {\\& more}", year="2020", keywords="B")
    read = Work(Words({}), ("Office of Bread",), "", "2020", "2024-05-06", True, "https://bread.example/a_b")
    for place, names in (
        (read, ["title", "year", "read at", "grade"]),
        (replace(read, read="", open=False), ["title", "year", "address, not opened", "grade"]),
        (
            replace(read, issuer="https://office.example"),
            ["title", "year", "read at", "issuer's page, not opened", "grade"],
        ),
    ):
        known = replace(audit, ledger=replace(audit.ledger, works={**audit.ledger.works, "bread": place}))
        (made,) = cards(known, {"bread": cited}, ["source-bread"])
        shown = BeautifulSoup(str(made), "html.parser")
        assert [words(name) for name in shown.select("dt")] == names
        assert next(link["href"] for link in shown.select("a[href]")) == "https://bread.example/a_b"


def test_card_of_a_factor_calls_its_source_by_its_short_name(bakery_audit: Audit) -> None:
    assert "source Almanac grade A" in text(card(bakery_audit, "flour.per_loaf"))


def test_card_of_a_figure_tells_both_answers_and_the_check_behind_them(bakery_audit: Audit) -> None:
    # 200 loaves at 0.45 to 0.55 kg: 100 kg, from 199.5 * 0.45 = 89.775 to 200.5 * 0.55 = 110.275.
    assert text(card(bakery_audit, "bakery.flour")) == (
        "flour used printed about 100 kg/day stands for 50 to 150 kg/day recomputed 100 kg/day "
        "(89.8 to 110 kg/day) formula loaves baked × flour in a loaf recomputed / printed 1 its source Almanac "
        "untested consistent"
    )


def test_card_of_a_figure_leads_to_its_record_where_there_are_records(bakery_audit: Audit) -> None:
    found = BeautifulSoup(str(card(bakery_audit, "bakery.flour", "../figures")), "html.parser")
    assert [link["href"] for link in found.select("a")] == ["../figures/bakery.flour.html"]
    assert "figures" not in str(card(bakery_audit, "bakery.flour"))
    assert "figures" not in str(card(bakery_audit, "flour.per_loaf", "../figures"))


def test_card_of_a_figure_counts_the_checks_that_count(audit: Audit) -> None:
    assert "check / printed 1 evidence " in text(card(audit, "mill.power"))
    assert text(card(audit, "mill.power")).endswith(" supported no inputs printed 1 of 1 checks agree")
    assert text(card(audit, "bakery.co2_saved")).endswith(" contradicted reproduced 0 of 1 checks agree; material")


def test_card_of_a_figure_that_nothing_answers_for_has_no_ratio(bakery_audit: Audit) -> None:
    assert text(card(bakery_audit, "bakery.loaves")) == (
        "loaves baked printed 200/day stands for 199.5 to 200.5/day its source none named untested no inputs printed"
    )


def test_card_of_a_derivation_tells_the_printed_number_that_it_answers_for(bakery_audit: Audit) -> None:
    assert text(card(bakery_audit, "bakery.flour_needed")) == (
        "flour for the loaves recomputed 100 kg/day (89.8 to 110 kg/day) formula loaves baked × flour in a loaf "
        "printed flour used: about 100 kg/day rests on outside factors"
    )
    assert "printed" not in text(card(bakery_audit, "bakery.flour_year"))


def test_card_of_a_factor_tells_its_source_and_grade(bakery_audit: Audit) -> None:
    assert text(card(bakery_audit, "flour.per_loaf")) == (
        "flour in a loaf value 0.5 kg range 0.45 to 0.55 kg where, when World, 2020 source Almanac "
        "grade A: read in the issuer's own text, standard or data file"
    )


def test_card_stays_in_its_template(bakery_audit: Audit) -> None:
    (whole,) = BeautifulSoup(
        template(cards(bakery_audit, {}, ["bakery.flour", "flour.per_loaf"])), "html.parser"
    ).children
    assert (whole.name, whole["id"]) == ("template", "cards")
    assert [one["data-card"] for one in whole.select("[data-card]")] == ["bakery.flour", "flour.per_loaf"]


@pytest.mark.parametrize(
    ("formula", "told"),
    [
        ("bakery.loaves * 2.5e-3", "loaves baked × 2.5e-3"),
        ("1 - bakery.flour / (bakery.loaves - 4)", "1 − flour used ÷ (loaves baked − 4)"),
        ("min(bakery.flour, 2) ** 4", "min(flour used; 2) ^ 4"),
    ],
)
def test_formula_is_told_as_it_was_written(bakery_audit: Audit, formula: str, told: str) -> None:
    assert spelled(bakery_audit, formula) == told
