"""One factor on a slider: the states of cases from end to end, and the model that the browser computes them with."""

import json
import re
from pathlib import Path

import pytest

from compendium.audit.audit import open_audit
from compendium.export import grid_slider
from compendium.export.grid_slider import EMITS, OPEN, SAVES, Slider
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Finding
from made_up import add

END = 1.2
CASES = ("bakery.flour_needed", "bakery.spared", "bakery.flour_year")


@pytest.fixture
def slider(bakery: Path) -> Slider:
    """Flour of a loaf from nothing to more than twice: held against a figure, and spared against nothing printed."""
    source = "World,2020,almanac2020,page 9,half"
    add(
        bakery,
        factors=f"flour.allowed,0.6,0.5,0.7,kg / item,,{source},A,flour allowed,限用面粉,\n",
        derivations="bakery.spared,1.1,bakery.loaves * (flour.allowed - flour.per_loaf),kg / day,derived,,,,,,"
        "flour spared,省下面粉,\n",
    )
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    return grid_slider.slider(audit, "flour.per_loaf", END, CASES)


def test_states_follow_each_other_from_end_to_end_and_change_where_the_rule_says(slider: Slider) -> None:
    row = slider.cases[0]
    figure = slider.audit.ledger.figures["bakery.flour"].interval
    found = slider.stretches(row)
    assert [one.state for one in found] == [
        Finding.MISSES, Finding.TOO_WIDE, Finding.AGREES, Finding.TOO_WIDE, Finding.MISSES,
    ]  # fmt: skip
    least, greatest = figure.low - 5, figure.high + 5  # by the threshold of five per cent
    bounds = [least / 200.5, least / 199.5, greatest / 200.5, greatest / 199.5]  # 200 loaves stand for 199.5 to 200.5
    assert [one.high for one in found] == pytest.approx([*bounds, END])
    assert [one.low for one in found] == pytest.approx([0, *bounds])


def test_case_without_a_figure_is_judged_by_its_sign(slider: Slider) -> None:
    found = slider.stretches(slider.cases[1])
    assert [one.state for one in found] == [SAVES, OPEN, EMITS]
    assert [one.high for one in found] == pytest.approx([0.5, 0.7, END])


def test_value_stands_in_the_unit_of_the_figure_and_the_factor_for_itself_alone(slider: Slider) -> None:
    ends = slider.interval(slider.cases[0], 0.4)
    assert (ends.low, ends.value, ends.high) == pytest.approx((79.8, 80, 80.2))


def test_scale_of_a_case_is_the_print_or_its_value_at_nothing(slider: Slider) -> None:
    assert [slider.reference(row) for row in slider.cases[:2]] == pytest.approx([100, 120])
    assert [slider.falls(row) for row in slider.cases] == [False, True, False]


def test_greatest_of_a_family_is_found_by_a_pattern(slider: Slider) -> None:
    assert grid_slider.greatest(slider.audit, "flour.*").id == "flour.allowed"


def test_model_has_only_what_the_cases_need(slider: Slider) -> None:
    script = grid_slider.model(slider, {"flour.allowed": 0.6})
    told = re.match(r"const MODEL = (.*);\nMODEL\.formulas = \{\n", script)
    assert told
    record = json.loads(told[1])
    assert set(record["derivations"]) == set(CASES)
    assert set(record["figures"]) == {"bakery.loaves", "bakery.flour"}
    assert set(record["factors"]) == {"flour.per_loaf", "flour.allowed"}
    assert record["slider"]["marks"] == [0.5, 0.6]
    assert set(record["states"]) == {*Finding, SAVES, OPEN, EMITS}
    assert sorted(re.findall(r'^"([\w.]+)": \(v\) =>', script, re.MULTILINE)) == sorted(CASES)
