"""A row chart: a label over a line with a point, from the top down, with room for its words."""

from collections.abc import Iterator
from math import inf

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from compendium.display.drawing.frame import open_axes
from compendium.display.drawing.rows import (
    RowMark,
    described,
    draw_printed,
    draw_rows,
    finite_ends,
    room_for,
    sentence,
    tabled,
)
from compendium.display.drawing.style import CROSS_CHECK, PAPER, RECOMPUTED
from compendium.ledger.interval import Interval
from drawing import WARNINGS_FAIL, clipped, overlaps

pytestmark = WARNINGS_FAIL

MARKS = [
    RowMark("flour by the sack", Interval(1.0, 2.0, 3.0), "2 kg", RECOMPUTED),
    RowMark("flour by the loaf", Interval.point(4.0), "4 kg", CROSS_CHECK, filled=False),
]


@pytest.fixture
def opened() -> Iterator[tuple[Canvas, Axes]]:
    axes = open_axes(1.0, "Two ways give two amounts", "Flour, kg", "Source: report 1.1.")
    canvas = axes.figure
    draw_rows(axes, MARKS, "kg")
    return canvas, axes


def test_rows_stand_from_the_top_down(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    places = [(text.get_text(), *text.get_position()) for text in axes.texts]
    assert places == [
        ("flour by the sack", 0, -0.14),
        ("2 kg", 1, -0.14),
        ("flour by the loaf", 0, pytest.approx(-1.14)),
        ("4 kg", 1, pytest.approx(-1.14)),
    ]


def test_interval_is_drawn_and_a_point_has_none(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    spans = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    points = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 1]
    assert spans == [[1.0, 3.0]]
    assert points == [[2.0], [4.0]]


def test_check_that_misses_is_hollow(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    met, missed = (line for line in axes.lines if len(line.get_xdata()) == 1)
    assert (met.get_marker(), met.get_markerfacecolor()) == ("o", RECOMPUTED)
    assert (missed.get_marker(), missed.get_markerfacecolor()) == ("D", PAPER)


def test_bars_start_at_zero() -> None:
    axes = open_axes(1.0, "t", "s", "f")
    draw_rows(axes, MARKS, "kg", bars=True)
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 2.0), (0, 4.0)]


def test_label_that_is_too_long_is_cut_at_a_word() -> None:
    axes = open_axes(1.0, "t", "s", "f")
    draw_rows(axes, [RowMark("flour " * 20, Interval(1.0, 2.0, 3.0), "2 kg", "black")], "kg")
    label = axes.texts[0].get_text()
    assert set(label.removesuffix("…").split()) == {"flour"}
    assert label.endswith("flour…")
    assert 40 < len(label) < 80


@pytest.mark.parametrize("high", [9.0, 20.0, 4_951_000.0, 20e6, 87_578_947.0, 0.00012])
def test_numbers_under_an_axis_have_room(high: float) -> None:
    axes = open_axes(1.0, "t", "s", "f")
    canvas = axes.figure
    axes.set_xlim(0, high)
    draw_rows(axes, [RowMark("label", Interval(0.0, high / 2, high), "value", "black")], "t / a")
    assert len(axes.get_xticklabels()) >= 3
    assert (clipped(canvas), overlaps(canvas)) == ([], [])


def test_axis_leaves_a_margin_on_either_side() -> None:
    assert room_for([10, 20, 30]) == (9, 31)
    assert room_for([-4, -4]) == pytest.approx((-4.2, -3.8))
    assert room_for([0]) == pytest.approx((-0.05, 0.05))


def test_end_that_an_axis_cannot_reach_is_left_out() -> None:
    assert finite_ends(Interval(1, 2, inf)) == [1]
    assert finite_ends(Interval(-inf, 2, 3)) == [3]


def test_printed_band_without_an_end_runs_to_the_edge() -> None:
    axes = open_axes(1.0, "t", "s", "f")
    axes.set_xlim(0, 10)
    draw_printed(axes, Interval(4, 5, inf))
    (band,) = axes.patches
    assert (band.get_x(), band.get_x() + band.get_width()) == (4, 10)
    assert [list(line.get_xdata()) for line in axes.lines] == [[5, 5]]


def test_sentence_keeps_what_follows_its_first_letter() -> None:
    assert [sentence(text) for text in ("", "cO₂ in kWh", "CO₂")] == ["", "CO₂ in kWh", "CO₂"]


def test_list_in_words() -> None:
    assert described(MARKS) == "flour by the sack: 2 kg; flour by the loaf: 4 kg."


def test_table_has_a_row_for_each_mark() -> None:
    table = tabled(MARKS, "way", "kg")
    assert list(table.columns) == ["way", "low", "value", "high", "unit"]
    assert table.to_numpy().tolist() == [["flour by the sack", 1, 2, 3, "kg"], ["flour by the loaf", 4, 4, 4, "kg"]]
