"""Charts of uncertainty: the widest input first, the printed band where there is one, nothing cut off."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from matplotlib.colors import to_hex
from matplotlib.figure import Figure as Canvas

from compendium import paths
from compendium.audit import uncertainty
from compendium.audit.audit import Audit, open_audit
from compendium.display.charts import uncertainty
from compendium.display.charts.frame import Chart
from compendium.display.charts.style import CROSS_CHECK, PRINTED
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from drawing import WARNINGS_FAIL, clipped, draw, noting, overlaps

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]

NO_BREAK = "\N{NO-BREAK SPACE}"


@dataclass
class Easel:
    """Notes the canvas of every chart that is drawn."""

    canvases: list[Canvas] = field(default_factory=list)

    @property
    def axes(self) -> Any:
        """The plotting area of the last chart."""
        return self.canvases[-1].axes[0]

    @property
    def subtitle(self) -> str:
        """The second text of the last chart, as one line."""
        return self.canvases[-1].texts[1].get_text().replace("\n", " ")

    @property
    def rows(self) -> list[tuple[str, str]]:
        """Label and value of each row of the last chart."""
        texts = [text.get_text() for text in self.axes.texts]
        return list(zip(texts[::2], texts[1::2], strict=True))


@pytest.fixture
def easel() -> Iterator[Easel]:
    found = Easel()
    finish = uncertainty.finish

    def note(canvas: Canvas, title: str, alt: str, data: pd.DataFrame) -> Chart:
        found.canvases.append(canvas)
        with noting(canvas):
            return finish(canvas, title, alt, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(uncertainty, "finish", note)
        yield found


@pytest.fixture
def audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(ledger=bakery_ledger)


def misplaced(canvas: Canvas) -> list[object]:
    """Return the texts that stand beyond an edge of the canvas or over another text."""
    return [*clipped(canvas), *overlaps(canvas)]


def bars(easel: Easel) -> list[tuple[float, float, str]]:
    """Return where each bar begins, where it ends, and its colour."""
    found = [bar for container in easel.axes.containers for bar in container]
    return [(bar.get_x(), bar.get_x() + bar.get_width(), to_hex(bar.get_facecolor()).upper()) for bar in found]


# --- tornado ----------------------------------------------------------------------------------------------------------


def test_nothing_that_moves_cannot_be_drawn(bakery: Path) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.two_loaves,1.1,2 * flour.per_loaf,kg / item,derived,,flour of two,两个面包用粉,\n")
    fixed = load(bakery, bakery / "references.bib").assume({"flour.per_loaf": 0.5})
    with pytest.raises(ValueError, match=r"no input of 'bakery\.two_loaves' has an interval"):
        uncertainty.tornado(open_audit(ledger=fixed), "bakery.two_loaves")


def test_widest_input_stands_first_and_gives_the_title(audit: Audit, easel: Easel) -> None:
    chart = uncertainty.tornado(audit, "bakery.flour_year")
    # 200 loaves of 0.45 to 0.55 kg on 365.25 days; 199.5 to 200.5 loaves of 0.5 kg
    assert chart.alt == (
        f"The widest swing of flour in a year comes from flour in a loaf: from 32.873 to 40.178{NO_BREAK}t/a. "
        f"Unmoved: 36.52{NO_BREAK}t/a. flour in a loaf: 32.873 to 40.178; loaves baked: 36.434 to 36.616."
    )
    assert easel.rows == [("flour in a loaf", "32.873 to 40.178"), ("loaves baked", "36.434 to 36.616")]


def test_bars_run_from_the_unmoved_value_to_either_end(audit: Audit, easel: Easel) -> None:
    uncertainty.tornado(audit, "bakery.flour_year")
    low, high = "#BDBDBD", CROSS_CHECK.upper()
    assert bars(easel) == [
        (pytest.approx(36.525), pytest.approx(32.8725), low),
        (pytest.approx(36.525), pytest.approx(40.1775), high),
        (pytest.approx(36.525), pytest.approx(36.4336875), low),
        (pytest.approx(36.525), pytest.approx(36.6163125), high),
    ]


def test_input_that_lowers_the_result_is_blue_on_the_left(bakery: Path, easel: Easel) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.from_flour,1.1,bakery.flour / flour.per_loaf,item / day,derived,,loaves,面包,\n")
    uncertainty.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.from_flour")
    # about 100 kg are 50 to 150; a loaf takes 0.45 to 0.55 kg
    assert easel.rows == [("flour used", "100 to 300"), ("flour in a loaf", "181.82 to 222.22")]
    assert bars(easel)[-1] == (pytest.approx(200), pytest.approx(181.818, abs=0.001), CROSS_CHECK.upper())


def test_only_input_moves_alone(audit: Audit) -> None:
    alone = open_audit(ledger=audit.ledger.assume({"flour.per_loaf": 0.5}))
    chart = uncertainty.tornado(alone, "bakery.flour_year")
    assert chart.alt.startswith("The only swing of flour in a year comes from loaves baked: from 36.434 to 36.616")


def test_printed_band_stands_where_the_derivation_checks_a_figure(audit: Audit, easel: Easel) -> None:
    uncertainty.tornado(audit, "bakery.flour_year")
    assert "band" not in easel.subtitle
    assert len(easel.axes.patches) == 4
    chart = uncertainty.tornado(audit, "bakery.flour_needed")
    # about 100 kg stands for 50 to 150
    band = next(patch for patch in easel.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert (band.get_x(), band.get_width()) == (50, 100)
    assert easel.subtitle == f"In kg/day; {easel.subtitle.split('; ')[1]}; the band is what is printed"
    assert chart.alt.startswith(
        "The widest swing of flour used (flour for the loaves) comes from flour in a loaf: "
        f"from 90 to 110{NO_BREAK}kg/day. "
        f"Printed: about 100{NO_BREAK}kg/day. Unmoved: 100{NO_BREAK}kg/day. "
    )


def test_printed_band_is_told_in_the_unit_of_the_derivation(bakery: Path, easel: Easel) -> None:
    path = bakery / "derivations.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",kg / day,recompute", ",t / day,recompute"), "utf-8")
    uncertainty.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.flour_needed")
    band = next(patch for patch in easel.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert (band.get_x(), band.get_width()) == pytest.approx((0.05, 0.1))
    line = next(line for line in easel.axes.lines if to_hex(line.get_color()).upper() == PRINTED)
    assert list(line.get_xdata()) == pytest.approx([0.1, 0.1])


def test_printed_band_without_an_end_runs_to_the_edge(bakery: Path, easel: Easel) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kg / day,about", "kg / day,at_least"), "utf-8")
    uncertainty.tornado(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.flour_needed")
    band = next(patch for patch in easel.axes.patches if to_hex(patch.get_facecolor()).upper() == PRINTED)
    assert band.get_x() == 100
    assert band.get_x() + band.get_width() == pytest.approx(easel.axes.get_xlim()[1])


def test_no_more_inputs_than_asked_for_are_drawn(audit: Audit, easel: Easel) -> None:
    uncertainty.tornado(audit, "bakery.flour_year", n=1)
    assert [label for label, _ in easel.rows] == ["flour in a loaf"]


def test_multiplier_of_the_unit_is_worked_in(report: Audit, easel: Easel) -> None:
    for id_, result in report.results.items():
        if result.derivation.unit == "wan t CO2 / a" and len(uncertainty.swings(report, id_)) > 1:
            uncertainty.tornado(report, id_)
            ends = [
                end
                for _, *pair in ((s.id, s.at_low, s.at_high) for s in uncertainty.swings(report, id_))
                for end in pair
            ]
            drawn = [end for _, end, _ in bars(easel)]
            assert drawn == pytest.approx([1e4 * end for end in ends][: len(drawn)])
            return
    raise AssertionError("no derivation in ten thousands of tonnes")


# --- spreads ----------------------------------------------------------------------------------------------------------


def test_unknown_derivation_has_no_spread_to_draw(audit: Audit) -> None:
    with pytest.raises(KeyError, match=r"no row has the id 'bakery\.flour_nedeed'; nearest: 'bakery\.flour_needed'"):
        uncertainty.spreads(audit, ["bakery.flour_nedeed"])


def test_open_interval_has_no_spread_to_draw(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("item / day,exact", "item / day,at_least"), "utf-8")
    open_end = open_audit(ledger=load(bakery, bakery / "references.bib"))
    with pytest.raises(ValueError, match=r"'bakery\.flour_needed' has no interval with two ends"):
        uncertainty.spreads(open_end, ["bakery.flour_needed"])


def test_interval_is_thin_and_nine_in_ten_are_thick(audit: Audit, easel: Easel) -> None:
    uncertainty.spreads(audit, ["bakery.flour_needed"])
    lines = {line.get_linewidth(): list(line.get_xdata()) for line in easel.axes.lines if len(line.get_xdata()) == 2}
    # nearly the flour of 200 loaves: 0.455 to 0.545 kg each
    assert lines[6] == pytest.approx([91, 109], abs=0.05)
    assert lines[2.4] == pytest.approx([199.5 * 0.45, 200.5 * 0.55])


def test_title_counts_the_intervals_that_meet_what_is_printed(audit: Audit, easel: Easel) -> None:
    chart = uncertainty.spreads(audit, ["bakery.flour_needed"])
    assert chart.alt.startswith("1 of 1 intervals meet what is printed, and 1 where nine in ten samples lie. Printed: ")
    assert easel.subtitle.startswith("Flour used, kg/day; thin")
    tails = open_audit(ledger=audit.ledger.assume({"flour.per_loaf": [0.74, 0.9, 1.06]}))
    title = uncertainty.spreads(tails, ["bakery.flour_needed"]).alt
    assert title.startswith("1 of 1 intervals meet what is printed, and 0 where nine in ten samples lie.")


def test_title_without_a_figure_tells_how_much_of_the_interval_nine_in_ten_take(audit: Audit, easel: Easel) -> None:
    chart = uncertainty.spreads(audit, ["bakery.flour_year"])
    # 36.525 times (1.09 - 0.91) over 36.525 times (1.1 * 1.0025 - 0.9 * 0.9975)
    assert chart.alt.startswith("Flour in a year: nine in ten samples keep to 88% of the interval. 5 to 95%: ")
    assert pytest.approx(0.88, abs=0.005) == 0.18 / 0.205
    assert "band" not in easel.subtitle


def test_derivations_of_several_units_are_drawn_in_that_of_the_first(audit: Audit, easel: Easel) -> None:
    uncertainty.spreads(audit, ["bakery.flour_year", "bakery.flour_needed"])
    ends = [list(line.get_xdata()) for line in easel.axes.lines if line.get_linewidth() == 6]
    assert ends[0] == pytest.approx(ends[1])
    assert ends[0] == pytest.approx([0.36525 * 91, 0.36525 * 109], abs=0.02)


# --- all of the report ------------------------------------------------------------------------------------------------


def test_word_over_another_would_be_seen(easel: Easel, audit: Audit) -> None:
    uncertainty.tornado(audit, "bakery.flour_year")
    easel.axes.text(0.5, 0.5, "W" * 90, transform=easel.axes.transAxes)
    draw(easel.canvases[-1])
    assert "W" * 90 in misplaced(easel.canvases[-1])


def shown() -> list[tuple[str, str]]:
    """Return the derivations whose tornado a notebook or a page shows."""
    pages = [*paths.NOTEBOOKS.glob("*.ipynb"), *paths.BOOK.glob("*.md")]
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(pages))
    return re.findall(r'spread_charts\.tornado\(audit, \\"([\w.]+)\\"|\{ledger-tornado\} ([\w.]+)', text)


def test_no_word_of_a_chart_of_the_book_is_cut_off_or_covered(report: Audit, easel: Easel) -> None:
    ids = ["".join(pair) for pair in shown()]
    assert len(ids) >= 8
    for id_ in ids:
        assert re.search(r" swing of .* comes from .*: from .* to ", uncertainty.tornado(report, id_).alt), id_
    for verdict in report.verdicts.values():
        checks = [check.result.derivation.id for check in verdict.checks if check.low < check.high]
        if len(checks) > 5:
            uncertainty.spreads(report, checks)
    assert [(canvas.texts[0].get_text(), found) for canvas in easel.canvases if (found := misplaced(canvas))] == []


def test_same_chart_is_drawn_byte_for_byte(audit: Audit) -> None:
    for drawn in (
        lambda: uncertainty.tornado(audit, "bakery.flour_needed"),
        lambda: uncertainty.spreads(audit, ["bakery.flour_needed"]),
    ):
        assert drawn().svg == drawn().svg
