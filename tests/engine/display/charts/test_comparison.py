"""The comparison is sorted, starts at zero, and its title follows the data."""

from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.display.drawing.style import NEUTRAL, PRINTED
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from drawing import WARNINGS_FAIL, Easel, misplaced, plain
from made_up import add

pytestmark = WARNINGS_FAIL


def test_comparison_is_sorted_and_its_title_follows_the_data(easel: Easel, bakery_ledger: Ledger) -> None:
    for loaf in (0.5, 0.25, 2.0):
        audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": loaf})
        charts.compare(audit, ["bakery.flour", "bakery.flour_needed"])
    assert [drawn.title for drawn in easel.drawn[1::2]] == [
        "Flour used is 1 times flour for the loaves",
        "Flour used is 2 times flour for the loaves",
        "Flour for the loaves is 4 times flour used",
    ]
    assert [bar.get_width() for bar in easel.last.axes.patches] == [400, 100]
    assert {bar.get_x() for drawn in easel.drawn for bar in drawn.axes.patches} == {0}
    assert [misplaced(drawn.canvas) for drawn in easel.drawn] == [[]] * 6


def test_nothing_is_so_many_times_zero(easel: Easel, bakery_ledger: Ledger) -> None:
    charts.compare(
        open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0}, allow_implausible=True),
        ["bakery.flour", "bakery.flour_needed"],
    )
    assert easel.last.title == "Flour used is above flour for the loaves"


def test_comparison_is_drawn_in_the_unit_of_its_first_row(easel: Easel, audit: Audit) -> None:
    # 100 kg a day are 36.525 t a year, from 32.8 to 40.3
    alt = charts.compare(audit, ["bakery.flour_year", "bakery.flour"], title="t").alt
    assert plain(alt) == "t. flour in a year: 36.5 t/a; flour used: about 100 t/a."
    assert [bar.get_width() for bar in easel.last.axes.patches] == pytest.approx([36.525, 36.525])


def test_nothing_is_judged_so_no_colour_of_judgement_is_used_and_each_is_explained(easel: Easel, audit: Audit) -> None:
    charts.compare(audit, ["bakery.flour", "bakery.flour_needed"], title="t")
    colours = {to_hex(bar.get_facecolor()).upper() for bar in easel.last.axes.patches}
    assert colours == {PRINTED, NEUTRAL}
    assert easel.last.key == ["printed in the report", "computed in this book"]


def test_derivation_that_only_takes_a_factor_over_is_no_computation_of_ours(easel: Easel, bakery: Path) -> None:
    add(
        bakery, factors="almanac.flour,100,90,110,kg / day,,World,2020,almanac2020,page 8,100 kg,A,flour,面粉,\n",
        derivations="bakery.copied,1.1,almanac.flour,kg / day,cross_check,bakery.flour,,independent,,,copied,抄,\n",
    )  # fmt: skip
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    charts.compare(audit, ["bakery.flour", "bakery.copied"], title="t")
    assert easel.last.key == ["printed in the report", "published elsewhere"]
    charts.compare(audit, ["bakery.flour", "bakery.copied", "bakery.flour_needed"], title="t")
    assert easel.last.key == ["printed in the report", "published elsewhere", "computed in this book"]


def test_unit_stands_once(easel: Easel, audit: Audit) -> None:
    charts.compare(audit, ["bakery.flour", "bakery.flour_needed"], title="t", subtitle="Flour")
    assert plain(easel.last.heads[1]) == "Flour, kg/day"
    assert [value for _, value in easel.last.rows] == ["about 100", "100"]
    assert easel.last.axes.get_xlabel() == ""


def test_small_beside_great_are_points_on_a_logarithmic_axis(easel: Easel, bakery_ledger: Ledger) -> None:
    audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.001}, allow_implausible=True)
    charts.compare(audit, ["bakery.flour", "bakery.flour_needed"], title="t")
    assert easel.last.axes.get_xscale() == "log"
    assert not easel.last.axes.patches
