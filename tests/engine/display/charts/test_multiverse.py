"""The specification curve: every combination by its ratio, and below it what each one uses; the shares of figures."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display.charts.multiverse import curve, shares
from compendium.display.drawing.style import AGREES, MISSES, TOO_WIDE
from compendium.ledger.loading import load
from drawing import WARNINGS_FAIL, Drawn, Easel, misplaced, plain
from made_up import add

pytestmark = WARNINGS_FAIL


@pytest.fixture
def heated(bakery: Path) -> Audit:
    """A bakery that prints its smoke, of which the checks differ in the loaves and in the fuel."""
    add(
        bakery,
        figures="bakery.smoke,1.1,2,100,kg / day,exact,amount,2022,,smoke,烟量,\n"
        "bakery.ash,1.1,2,100,kg / day,exact,amount,2022,,ash,灰量,\n",
        factors="heat.gas,0.5,0.5,0.5,kg / item,,World,2020,almanac2020,page 8,so much,A,gas,燃气,\n"
        "heat.wood,0.8,0.8,0.8,kg / item,,World,2020,almanac2020,page 8,so much,A,wood,木柴,\n"
        "out.sold,150,100,300,item / day,,World,2020,almanac2020,page 9,so many,A,loaves sold,售出面包,\n",
        derivations="".join(
            f"bakery.{id_},1.1,{text},kg / day,cross_check,bakery.{figure},,{basis},,{choice},{label},{label},\n"
            for id_, text, figure, basis, choice, label in (
                ("gas", "bakery.loaves * heat.gas", "smoke", "own_inputs", "grid", "printed loaves with gas"),
                ("wood", "bakery.loaves * heat.wood", "smoke", "own_inputs", "grid", "printed loaves with wood"),
                ("sold", "out.sold * heat.gas", "smoke", "independent", "grid", "sold loaves with gas"),
                ("ash_gas", "bakery.loaves * heat.gas", "ash", "own_inputs", "", "ash of gas"),
            )
        ),
        presets="gas,heat.*,heat.gas,all with gas,全用燃气,\n",
    )
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def points(drawn: Drawn, axes: int) -> list[tuple[float, float, str]]:
    """Return where the marks of a chart's axes stand, and their colour."""
    lines = [line for line in drawn.canvas.axes[axes].lines if line.get_marker() not in ("None", "", None)]
    return [(float(line.get_xdata()[0]), round(float(line.get_ydata()[0]), 3), line.get_mec()) for line in lines]


def test_combinations_stand_by_ratio_each_in_the_colour_of_what_it_says(heated: Audit, easel: Easel) -> None:
    chart = curve.specifications(heated, "bakery.smoke")
    assert points(easel.last, 0) == [(0, 0.75, TOO_WIDE), (1, 1.0, AGREES), (2, 1.2, TOO_WIDE), (3, 1.6, MISSES)]
    assert plain(chart.alt) == (
        "Smoke: right in 1 of 4 combinations, wrong in 1. 4 combinations give from 0.75 to 1.6 of the printed number. "
        "Agreeing with it: 1; too wide to tell: 2; missing it: 1."
    )


def test_dots_below_say_what_each_combination_uses(heated: Audit, easel: Easel) -> None:
    curve.specifications(heated, "bakery.smoke")
    panel = easel.last.canvas.axes[1]
    names = [text.get_text().replace("\n", " ") for text in panel.texts]
    assert names == [
        "printed: loaves baked",
        "loaves sold",
        "gas",
        "wood",
        "combined here, not in the ledger",
    ]
    rows: dict[float, list[float]] = {}
    for x, y, _ in points(easel.last, 1):
        rows.setdefault(y, []).append(x)
    # in the order of the ratios: sold with gas, printed with gas, sold with wood, printed with wood
    assert [rows[y] for y in sorted(rows, reverse=True)] == [[1, 3], [0, 2], [0, 1], [2, 3], [2]]


def test_answers_are_the_rows_where_parts_would_be_as_many(bakery: Path, heated: Audit, easel: Easel) -> None:
    table = bakery / "presets.csv"
    table.write_text(table.read_text(encoding="utf-8").splitlines()[0] + "\n", encoding="utf-8")
    curve.specifications(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.smoke")
    names = [text.get_text().replace("\n", " ") for text in easel.last.canvas.axes[1].texts]
    assert names == ["printed loaves with gas", "printed loaves with wood", "sold loaves with gas"]


def test_data_name_what_was_exchanged(heated: Audit) -> None:
    chart = curve.specifications(heated, "bakery.smoke")
    assert "sold loaves with gas; wood in place of gas" in chart.svg


def test_figure_with_one_combination_has_no_curve(heated: Audit) -> None:
    with pytest.raises(ValueError, match=r"'bakery\.ash' has fewer than two combinations"):
        curve.specifications(heated, "bakery.ash")


def test_shares_of_one_combination_are_no_bar(heated: Audit, easel: Easel) -> None:
    chart = shares.shares(heated)
    assert easel.last.rows == [("1.1 Bakery: smoke", "1 of 4"), ("repeated only", "1")]
    widths = [bar.get_width() for container in easel.last.axes.containers for bar in container]
    assert widths[:3] == [0.25, 0.5, 0.25]
    assert widths[3] < 0.2
    assert plain(chart.alt).startswith("Of 1 figures with several combinations, 1 are right in at least one.")


def test_words_have_room(heated: Audit, easel: Easel) -> None:
    curve.specifications(heated, "bakery.smoke")
    shares.shares(heated)
    assert len(easel.drawn) == 4
    assert all(misplaced(one.canvas) == [] for one in easel.drawn)
