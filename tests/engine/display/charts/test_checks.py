"""The charts of checks say whether the arithmetic holds and what the evidence adds, for one figure or for many."""

import json
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.display.drawing.style import AGREES, MISSES, PAPER, TOO_WIDE, UNCOUNTED
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import Kind, Qualifier
from drawing import WARNINGS_FAIL, Easel, misplaced, plain, points

pytestmark = WARNINGS_FAIL

CrossChecked = Callable[..., Audit]


def test_figure_without_checks_has_nothing_to_draw(audit: Audit) -> None:
    with pytest.raises(ValueError, match=r"no derivation answers for 'bakery\.loaves'"):
        charts.checks(audit, "bakery.loaves")


def test_unknown_figure_cannot_be_drawn(audit: Audit) -> None:
    with pytest.raises(KeyError, match=r"nearest: 'bakery\.flour'"):
        charts.checks(audit, "bakery.flouer")


@pytest.mark.parametrize(
    ("loaf", "printed", "title"),
    [
        # About 103 stands for 102.5 to 103.5; about 100 for 50 to 150, in which a match may be a coincidence.
        (0.515, 103, "Flour used: the arithmetic reproduces what is printed (about 103 kg/day)"),
        (0.5, 100, "Flour used: the arithmetic is consistent with what is printed (about 100 kg/day)"),
        ([0.7, 0.8, 0.9], 100, "Flour used: the arithmetic is consistent with what is printed (about 100 kg/day)"),
        (0.9, 100, "Flour used: the arithmetic does not give what is printed (about 100 kg/day)"),
    ],
)
def test_title_says_whether_the_arithmetic_reproduces(
    easel: Easel, bakery_ledger: Ledger, loaf: object, printed: int, title: str
) -> None:
    # The loaves are 199.5 to 200.5.
    assumed = {"flour.per_loaf": loaf, "bakery.flour": printed}
    charts.checks(open_audit(ledger=bakery_ledger, assumptions=assumed), "bakery.flour")
    assert plain(easel.last.title) == title
    assert easel.last.heads[0] == easel.last.title


@pytest.mark.parametrize(
    ("ways", "title"),
    [
        # 50 to 150 are printed, widened by 5 kg; once the flour is 90 to 110, one and a half times 135 to 165.
        ((1,), "and independent evidence supports it"),
        ((1, 1.1), "and independent evidence supports it"),
        (((1, "repeats,,"),), "and what agrees with it repeats the report"),
        ((1.5,), "but the evidence is too wide to test it"),
        (((1, "independent,,grid"), (4, "independent,,grid")), "but whether it is right depends on the grid factor"),
        ((1, 4, 5), "but the checks of it disagree"),
        ((4,), "but no check that counts reaches it"),
        ((4, 5), "but no check that counts reaches it"),
        (((1, "independent,year,"),), "but no check of it counts"),
    ],
)
def test_title_says_what_the_evidence_adds(cross_checked: CrossChecked, ways: tuple[Any, ...], title: str) -> None:
    alt = plain(charts.checks(cross_checked(*ways), "bakery.flour").alt)
    told = f"the arithmetic is consistent with what is printed (about 100 kg/day), {title}"
    assert alt.startswith(f"Flour used: {told}. Printed: about 100 kg/day. ")


def test_two_failures_are_joined_by_and(cross_checked: CrossChecked) -> None:
    missed = open_audit(ledger=cross_checked(4).ledger, assumptions={"flour.per_loaf": 0.9})
    told = "the arithmetic does not give what is printed (about 100 kg/day), and no check that counts reaches it"
    assert plain(charts.checks(missed, "bakery.flour").alt).startswith(f"Flour used: {told}. ")


def test_title_of_evidence_alone_names_what_is_printed(garden: Audit, easel: Easel) -> None:
    charts.checks(garden, "garden.watered")
    title = "Water given: the checks of what is printed (about 50 t/a) disagree"
    assert plain(easel.last.title) == title


@pytest.mark.parametrize(("loaf", "met"), [(0.49, False), (0.515, True)])
def test_arithmetic_that_gives_another_number_is_not_drawn_as_agreeing(
    easel: Easel, bakery_ledger: Ledger, loaf: float, met: bool
) -> None:
    # 103 is printed; 0.49 gives about 98, which is another number though nobody would call it materially so.
    assumed = {"flour.per_loaf": loaf, "bakery.flour": 103}
    audit = open_audit(ledger=bakery_ledger, assumptions=assumed)
    assert audit.verdict("bakery.flour").checks[0].finding == "agrees"
    charts.checks(audit, "bakery.flour")
    assert [point[0] for point in points(easel.last.axes, "D" if not met else "o")] == pytest.approx([200 * loaf])
    assert ("does not give" in easel.last.title) is not met


def test_checks_are_sorted_by_group_and_value_and_a_miss_is_hollow(easel: Easel, cross_checked: CrossChecked) -> None:
    charts.checks(cross_checked(4, 0.6), "bakery.flour")
    drawn = [line for line in easel.last.axes.lines if line.get_marker() in ("o", "D")]
    assert [(float(line.get_xdata()[0]), line.get_marker()) for line in drawn] == [
        (pytest.approx(100), "o"),
        (pytest.approx(60), "o"),
        (pytest.approx(400), "D"),
    ]
    assert easel.last.rows == [
        ("flour for the loaves", "100"),
        ("way 1", "60"),
        ("way 0", "400"),
    ]
    assert {(face, edge) for _, _, face, edge in points(easel.last.axes, "D")} == {(PAPER, MISSES)}


def test_cross_check_that_differs_stands_in_grey_below_a_subheading(easel: Easel, cross_checked: CrossChecked) -> None:
    charts.checks(cross_checked((1, "independent,year,"), (4, "independent,place,"), 1.5), "bakery.flour")
    found = points(easel.last.axes, "o")
    assert sorted(round(x) for x, _, _, edge in found if edge == UNCOUNTED) == [100, 400]
    (wide,) = (one for one in found if one[3] == TOO_WIDE)
    assert (wide[0], wide[2]) == (pytest.approx(150), PAPER)
    assert [label for label, _ in easel.last.rows] == ["flour for the loaves", "way 2", "way 0", "way 1"]
    heads = ("Recomputed from the report", "Checks that count", "Shown, but not counted")
    shown = [text.get_text() for text in easel.last.axes.texts]
    assert [head for head in shown if head in heads] == [*heads]
    assert easel.last.key == [
        "agrees with the printed number",
        "too wide to tell",
        "not counted",
        "its interval",
        "what the printed number stands for",
    ]


def test_derivation_that_does_not_count_stands_among_those_in_grey(easel: Easel, audit: Audit) -> None:
    charts.checks(audit, "bakery.flour", ["bakery.flour_year"])  # 36.525 t a year are 100 kg a day
    (grey,) = (one for one in points(easel.last.axes, "o") if one[3] == UNCOUNTED)
    assert grey[0] == pytest.approx(100)
    assert easel.last.rows[-1] == ("flour in a year", "100")


def test_chart_is_named_by_its_figure(audit: Audit) -> None:
    carried = str(
        ET.fromstring(charts.checks(audit, "bakery.flour").svg).findtext("{http://www.w3.org/2000/svg}metadata")
    )
    assert json.loads(carried)["name"] == "checks-bakery-flour"


def test_printed_interval_is_the_band(easel: Easel, audit: Audit) -> None:
    charts.checks(audit, "bakery.flour")
    band = easel.last.axes.patches[0]
    assert (band.get_x(), band.get_x() + band.get_width()) == (50, 150)


def test_band_stands_in_the_data_beside_the_checks(audit: Audit) -> None:
    root = ET.fromstring(charts.checks(audit, "bakery.flour").svg)
    carried = str(root.findtext("{http://www.w3.org/2000/svg}metadata"))
    assert '["printed: flour used", 50.0, 100.0, 150.0, "kg/day"]' in carried
    assert '["flour for the loaves", 89.775, 100.0, 110.275, "kg/day"]' in carried


# --- ratios -----------------------------------------------------------------------------------------------------------


def test_figures_without_a_check_are_not_counted_and_those_that_miss_one_do_not_survive(
    easel: Easel, cross_checked: CrossChecked
) -> None:
    alt = charts.ratios(cross_checked(1, 4), ["bakery.loaves", "bakery.flour"]).alt
    assert alt == "Independent evidence supports none of 1 figures. 1.1 Bakery: flour used: 1 to 4."
    assert easel.last.heads[2] == "Source: report 1.1; Almanac."


def test_figure_that_independent_evidence_supports_survives(easel: Easel, cross_checked: CrossChecked) -> None:
    charts.ratios(cross_checked(1, 1.1), ["bakery.flour"])
    assert easel.last.title == "Independent evidence supports 1 of 1 figures"


def test_figure_that_only_a_repetition_agrees_with_does_not_survive(easel: Easel, cross_checked: CrossChecked) -> None:
    charts.ratios(cross_checked((1, "repeats,,")), ["bakery.flour"])
    assert easel.last.title == "Independent evidence supports none of 1 figures"


def test_claimed_savings_are_called_so(easel: Easel, cross_checked: CrossChecked) -> None:
    ledger = cross_checked(1).ledger
    saved = replace(ledger.figures["bakery.flour"], kind=Kind.SAVING)
    audit = open_audit(ledger=replace(ledger, figures={**ledger.figures, saved.id: saved}))
    charts.ratios(audit, [saved.id])
    assert easel.last.title == "Independent evidence supports 1 of 1 claimed savings"


def test_every_check_is_a_multiple_of_what_is_printed(easel: Easel, cross_checked: CrossChecked) -> None:
    charts.ratios(cross_checked(4, 0.6), ["bakery.flour"])
    axes = easel.last.axes
    assert [point[0] for point in points(axes, "o") if point[3] != "none"] == pytest.approx([1, 0.6])
    assert [point[0] for point in points(axes, "D") if point[3] == MISSES] == pytest.approx([4])
    assert {edge for *_, edge in points(axes, "o")} >= {AGREES}
    carried = str(ET.fromstring(easel.last.chart.svg).findtext("{http://www.w3.org/2000/svg}metadata"))
    assert '["flour used", "way 0", 4.0, "misses"]' in carried
    assert '["flour used", "way 1", 0.6, "agrees"]' in carried


def test_printed_zero_has_no_ratio_and_an_empty_row(easel: Easel, cross_checked: CrossChecked) -> None:
    ledger = cross_checked(1, 4).ledger
    printed = replace(ledger.figures["bakery.flour"], printed="0", qualifier=Qualifier.EXACT)
    audit = open_audit(ledger=replace(ledger, figures={**ledger.figures, printed.id: printed}))
    assert "flour used: no ratio" in charts.ratios(audit, ["bakery.flour"]).alt
    assert not points(easel.last.axes, "D")


def test_words_have_room(easel: Easel, cross_checked: CrossChecked) -> None:
    audit = cross_checked(1, 4, 5)
    charts.checks(audit, "bakery.flour", ["bakery.flour_year"])
    charts.ratios(audit, ["bakery.flour"])
    assert [misplaced(drawn.canvas) for drawn in easel.drawn] == [[]] * 4


def test_figure_that_is_no_saving_is_not_called_one(garden: Audit) -> None:
    assert "saving" not in charts.ratios(garden, ["garden.watered"]).alt
