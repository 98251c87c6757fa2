"""Charts of uncertainty: the widest input first, the printed band where there is one, nothing cut off."""

from pathlib import Path

import pytest
from matplotlib.colors import to_hex

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.display.drawing.style import LIGHT, NEUTRAL, PRINTED
from compendium.ledger.loading import load
from drawing import WARNINGS_FAIL, Easel, draw, misplaced, plain

pytestmark = WARNINGS_FAIL


def bars(easel: Easel) -> list[tuple[float, float, str]]:
    """Return where each bar of the last chart begins, where it ends, and its colour."""
    found = [bar for container in easel.last.axes.containers for bar in container]
    return [(bar.get_x(), bar.get_x() + bar.get_width(), to_hex(bar.get_facecolor()).upper()) for bar in found]


# --- tornado ----------------------------------------------------------------------------------------------------------


def test_nothing_that_moves_cannot_be_drawn(bakery: Path) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.two_loaves,1.1,2 * flour.per_loaf,kg / item,derived,,,,,,flour of two,两个面包用粉,\n")
    fixed = load(bakery, bakery / "references.bib").assume({"flour.per_loaf": 0.5})
    with pytest.raises(ValueError, match=r"no input of 'bakery\.two_loaves' has an interval"):
        charts.tornado(open_audit(ledger=fixed), "bakery.two_loaves")


def test_widest_input_stands_first_and_gives_the_title(audit: Audit, easel: Easel) -> None:
    chart = charts.tornado(audit, "bakery.flour_year")
    # 200 loaves of 0.45 to 0.55 kg on 365.25 days; 199.5 to 200.5 loaves of 0.5 kg
    assert plain(chart.alt) == (
        "Flour in a loaf matters most: by itself it moves the result from 32.9 to 40.2 t/a. "
        "Unmoved: 36.5 t/a. flour in a loaf: 32.9 to 40.2 t/a; loaves baked: 36.43 to 36.62 t/a."
    )
    assert easel.last.rows == [("flour in a loaf", "32.9 to 40.2"), ("loaves baked", "36.43 to 36.62")]


def test_bars_run_from_the_unmoved_value_to_either_end(audit: Audit, easel: Easel) -> None:
    charts.tornado(audit, "bakery.flour_year")
    low, high = LIGHT, NEUTRAL
    assert bars(easel) == [
        (pytest.approx(36.525), pytest.approx(32.8725), low),
        (pytest.approx(36.525), pytest.approx(40.1775), high),
        (pytest.approx(36.525), pytest.approx(36.4336875), low),
        (pytest.approx(36.525), pytest.approx(36.6163125), high),
    ]


def test_input_that_lowers_the_result_is_dark_on_the_left(bakery: Path, easel: Easel) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.from_flour,1.1,bakery.flour / flour.per_loaf,item / day,derived,,,,,,loaves,面包,\n")
    charts.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.from_flour")
    # about 100 kg are 50 to 150; a loaf takes 0.45 to 0.55 kg
    assert easel.last.rows == [("flour used", "100 to 300"), ("flour in a loaf", "182 to 222")]
    assert bars(easel)[-1] == (pytest.approx(200), pytest.approx(181.818, abs=0.001), NEUTRAL)


def test_only_input_moves_alone(audit: Audit) -> None:
    alone = open_audit(ledger=audit.ledger.assume({"flour.per_loaf": 0.5}))
    alt = plain(charts.tornado(alone, "bakery.flour_year").alt)
    assert alt.startswith("Loaves baked alone moves the result: from 36.43 to 36.62 t/a. Unmoved: 36.53 t/a. ")


def test_printed_band_stands_where_the_derivation_checks_a_figure(audit: Audit, easel: Easel) -> None:
    charts.tornado(audit, "bakery.flour_year")
    assert "what the printed number stands for" not in easel.last.key
    assert len(easel.last.axes.patches) == 4
    chart = charts.tornado(audit, "bakery.flour_needed")
    # about 100 kg stands for 50 to 150
    band = next(patch for patch in easel.last.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert (band.get_x(), band.get_width()) == (50, 100)
    assert plain(easel.last.heads[1]).startswith("Flour used (flour for the loaves), kg/day, when one input goes ")
    assert easel.last.key == [
        "input at its low end",
        "input at its high end",
        "all as they stand: 100",
        "what the printed number stands for",
    ]
    assert plain(chart.alt).startswith(
        "Flour in a loaf matters most: by itself it moves the result from 90 to 110 kg/day. "
        "Printed: about 100 kg/day. Unmoved: 100 kg/day. "
    )


def test_printed_band_is_told_in_the_unit_of_the_derivation(bakery: Path, easel: Easel) -> None:
    path = bakery / "derivations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",kg / day,recompute", ",t / day,recompute"), "utf-8")
    charts.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.flour_needed")
    band = next(patch for patch in easel.last.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert (band.get_x(), band.get_width()) == pytest.approx((0.05, 0.1))
    line = next(line for line in easel.last.axes.lines if to_hex(line.get_color()).upper() == PRINTED)
    assert list(line.get_xdata()) == pytest.approx([0.1, 0.1])


def test_printed_band_without_an_end_runs_to_the_edge(bakery: Path, easel: Easel) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kg / day,about", "kg / day,at_least"), "utf-8")
    charts.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.flour_needed")
    band = next(patch for patch in easel.last.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert band.get_x() == 100
    assert band.get_x() + band.get_width() == pytest.approx(easel.last.axes.get_xlim()[1])


def test_no_more_inputs_than_asked_for_are_drawn(audit: Audit, easel: Easel) -> None:
    charts.tornado(audit, "bakery.flour_year", n=1)
    assert [label for label, _ in easel.last.rows] == ["flour in a loaf"]


def test_multiplier_of_the_unit_is_worked_in(bakery: Path, easel: Easel) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.flour_wan,1.1,bakery.flour_needed,wan t / a,derived,,,,,,flour in ten thousands,面粉,\n")
    charts.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.flour_wan")
    # 0.0036525 times ten thousand tonnes
    assert bars(easel)[0][:2] == (pytest.approx(36.525), pytest.approx(32.8725))
    assert easel.last.rows[0] == ("flour in a loaf", "32.9 to 40.2")
    assert plain(easel.last.heads[1]).startswith("Flour in ten thousands, t/a, ")


# --- spreads ----------------------------------------------------------------------------------------------------------


def test_unknown_derivation_has_no_spread_to_draw(audit: Audit) -> None:
    with pytest.raises(KeyError, match=r"no row has the id 'bakery\.flour_nedeed'; nearest: 'bakery\.flour_needed'"):
        charts.spreads(audit, ["bakery.flour_nedeed"])


def test_open_interval_has_no_spread_to_draw(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("item / day,exact", "item / day,at_least"), "utf-8")
    open_end = open_audit(ledger=load(bakery, bakery / "references.bib"))
    with pytest.raises(ValueError, match=r"'bakery\.flour_needed' has no interval with two ends"):
        charts.spreads(open_end, ["bakery.flour_needed"])


def test_interval_is_thin_and_nine_in_ten_are_thick(audit: Audit, easel: Easel) -> None:
    charts.spreads(audit, ["bakery.flour_needed"])
    lines = {
        line.get_linewidth(): list(line.get_xdata()) for line in easel.last.axes.lines if len(line.get_xdata()) == 2
    }
    # nearly the flour of 200 loaves: 0.455 to 0.545 kg each
    assert lines[6] == pytest.approx([91, 109], abs=0.05)
    assert lines[2.4] == pytest.approx([199.5 * 0.45, 200.5 * 0.55])


def test_title_counts_the_intervals_that_meet_what_is_printed(audit: Audit, easel: Easel) -> None:
    alt = plain(charts.spreads(audit, ["bakery.flour_needed"]).alt)
    assert alt.startswith("1 of 1 intervals meet what is printed, and 1 where nine in ten samples lie. Printed: ")
    assert plain(easel.last.heads[1]) == "Flour used, kg/day"
    tails = open_audit(ledger=audit.ledger.assume({"flour.per_loaf": [0.74, 0.9, 1.06]}))
    title = charts.spreads(tails, ["bakery.flour_needed"]).alt
    assert title.startswith("1 of 1 intervals meet what is printed, and 0 where nine in ten samples lie.")


def test_title_without_a_figure_tells_how_much_of_the_interval_nine_in_ten_take(audit: Audit, easel: Easel) -> None:
    chart = charts.spreads(audit, ["bakery.flour_year"])
    # 36.525 times (1.09 - 0.91) over 36.525 times (1.1 * 1.0025 - 0.9 * 0.9975)
    assert plain(chart.alt).startswith("Flour in a year: nine in ten samples keep to 88% of the interval. 5 to 95%: ")
    assert pytest.approx(0.88, abs=0.005) == 0.18 / 0.205
    assert easel.last.key == ["interval", "nine in ten samples, also in figures at the right"]


def test_derivations_of_several_units_are_drawn_in_that_of_the_first(audit: Audit, easel: Easel) -> None:
    charts.spreads(audit, ["bakery.flour_year", "bakery.flour_needed"])
    ends = [list(line.get_xdata()) for line in easel.last.axes.lines if line.get_linewidth() == 6]
    assert ends[0] == pytest.approx(ends[1])
    assert ends[0] == pytest.approx([0.36525 * 91, 0.36525 * 109], abs=0.02)


# --- both -------------------------------------------------------------------------------------------------------------


def test_word_over_another_would_be_seen(easel: Easel, audit: Audit) -> None:
    charts.tornado(audit, "bakery.flour_year")
    easel.last.axes.text(0.5, 0.5, "W" * 90, transform=easel.last.axes.transAxes)
    draw(easel.last.canvas)
    assert "W" * 90 in misplaced(easel.last.canvas)


def test_same_chart_is_drawn_byte_for_byte(audit: Audit) -> None:
    for drawn in (
        lambda: charts.tornado(audit, "bakery.flour_needed"),
        lambda: charts.spreads(audit, ["bakery.flour_needed"]),
    ):
        assert drawn().svg == drawn().svg
