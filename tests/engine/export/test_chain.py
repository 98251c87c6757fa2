"""The whole chain of a number as text: what it rests on and what rests on it."""

import pytest

from compendium.audit.audit import Audit
from compendium.display.tables import working
from compendium.export.chain.chain import chain
from compendium.export.chain.plain_formula import plain
from compendium.i18n.messages import using_language
from compendium.ledger import formula


def told(audit: Audit, id_: str, language: str = "en") -> str:
    with using_language(language):
        return chain(audit, id_).replace("\N{NO-BREAK SPACE}", " ")


def part(text: str, title: str) -> str:
    """Return what stands under a title."""
    return text.split(f"== {title} ==\n")[1].split("\n== ", maxsplit=1)[0]


def test_figure_is_told_with_where_it_stands_and_both_answers(audit: Audit) -> None:
    head = told(audit, "brewery.co2_saved").split("\n\n")[0]
    assert head.splitlines() == [
        "CO2 saved [brewery.co2_saved]",
        "  printed: about 20 t CO₂/a",
        "  where: section 2.1 (Brewery), from page 3, 2022",
        "  stands for: 15 to 25 t CO₂/a (about)",
        "  source named: none named",
        "  evidence: depends on the choice; 1 of 2 checks agree",
        "  arithmetic: no inputs printed",
        "  nearest result to printed: 1.13",
        "  range of the checks that count: 22.5 to 45 t CO₂/a",
        "  differs materially: yes",
        "  weak points: no source named; no inputs printed; baseline left open",
        "  what would settle it: source; inputs and coefficients; baseline",
    ]


def test_checks_say_whether_they_count_and_why_not(audit: Audit) -> None:
    text = told(audit, "brewery.co2_saved")
    near, far = (block.splitlines() for block in part(text, "Checks that count").strip().split("\n\n"))
    assert near == [
        "near [brewery.co2_near]",
        "  finding: agrees",
        "  counts as: independent; a choice of the grid factor",
        "  result: 22.5 t CO₂/a (22.5 t CO₂/a)",
        "  formula: power saved × town's grid",
        "  in numbers: 45 MWh/a × 0.5 kg CO₂/kWh = 22.5 t CO₂/a",
        "  from: power.saved, grid.town",
        "  ratio to printed: 1.13",
    ]
    assert far[0] == "far [brewery.co2_far]"
    assert "not counted: another year, published after the report" in part(text, "Checks that do not count").replace(
        "published after the report, another year", "another year, published after the report"
    )


def test_inputs_have_the_words_that_were_read_and_an_address(audit: Audit) -> None:
    text = part(told(audit, "brewery.co2_saved"), "Outside factors")
    block = next(one for one in text.split("\n\n") if "grid.town" in one)
    assert block.strip().splitlines() == [
        "town's grid [grid.town]",
        "  value: 0.5 kg CO₂/kWh",
        "  where, when: Town, 2020",
        "  source: Almanac [almanac2020], page 9",
        "  words read: half a kilogram",
        "  grade: B: read in a secondary text, or with an inference that the note states",
        "  read at: https://example.org/almanac2020",
        "  read on: 2024-05-06",
    ]


def test_figures_and_steps_that_are_used_are_told_once(audit: Audit) -> None:
    text = told(audit, "bakery.flour_year")
    assert text.startswith("flour in a year [bakery.flour_year]\n  role: derived\n  result:")
    assert part(text, "Steps").count("[bakery.flour_needed]") == 1
    assert "printed: 200/day" in part(text, "Numbers of the report")
    assert part(text, "Outside factors").count("[flour.per_loaf]") == 1
    assert "What rests on it" not in text


def test_derivation_names_what_it_checks(audit: Audit) -> None:
    text = told(audit, "bakery.flour_needed")
    assert "  checks: flour used [bakery.flour]\n  finding: agrees\n" in text
    assert part(text, "What rests on it").strip() == "flour in a year [bakery.flour_year]"


def test_factor_names_what_rests_on_it_at_any_distance(audit: Audit) -> None:
    lines = part(told(audit, "flour.per_loaf"), "What rests on it").strip("\n").splitlines()
    assert lines == [
        "  flour for the loaves [bakery.flour_needed]: agrees bakery.flour",
        "  flour in a year [bakery.flour_year]",
    ]


def test_chain_is_told_in_chinese(audit: Audit) -> None:
    text = told(audit, "bakery.flour", "zh")
    assert text.startswith("面粉用量 [bakery.flour]\n  报告值：")
    assert "== 重算 ==" in text


def test_unknown_row_is_told_with_the_nearest(audit: Audit) -> None:
    with pytest.raises(KeyError, match=r"no row has the id 'bakery.flower'; nearest: 'bakery.flour'"):
        chain(audit, "bakery.flower")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a.b * (c.d + 2)", "a.b × (c.d + 2)"),
        ("a.b / (c.d * 2)", "a.b ÷ (c.d × 2)"),
        ("a.b / c.d / 2", "a.b ÷ c.d ÷ 2"),
        ("a.b - (c.d - 1)", "a.b − (c.d − 1)"),
        ("-(a.b + 1)", "−(a.b + 1)"),
        ("(a.b + 1) ** 4", "(a.b + 1)^4"),
        ("a.b ** 2 * 3", "a.b^2 × 3"),
        ("max(a.b, log(c.d))", "max(a.b; ln(c.d))"),
        ("2 * -3", "2 × (−3)"),
    ],
)
def test_formula_stands_in_one_line(text: str, shown: str) -> None:
    assert plain(formula.parse(text), lambda id_: id_) == shown


def test_line_in_numbers_is_that_of_the_pages(audit: Audit) -> None:
    page = working(audit, "brewery.co2_near").html
    assert "45\N{NO-BREAK SPACE}MWh/a" in page
    assert "45 MWh/a × 0.5 kg CO₂/kWh = 22.5 t CO₂/a" in told(audit, "brewery.co2_near")
