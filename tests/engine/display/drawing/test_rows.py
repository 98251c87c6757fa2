"""A row chart: a label over a line with a point, from the top down, with room for its words."""

from collections.abc import Iterator
from math import inf

import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.display.drawing.lanes import Printed, RowMark, Rows
from compendium.display.drawing.rows import (
    described,
    draw_rows,
    finite_ends,
    open_rows,
    room_for,
    scale_for,
    sentence,
    tabled,
)
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import AGREES, MISSES, NARROW, PAPER, WIDE, Layout, using_layout
from compendium.ledger.interval import Interval
from drawing import WARNINGS_FAIL, clipped, overlaps, words

pytestmark = WARNINGS_FAIL

MARKS = [
    RowMark("flour by the sack", Interval(1.0, 2.0, 3.0), "2", AGREES),
    RowMark("flour by the loaf", Interval.point(4.0), "4", MISSES, "D", filled=False),
]
HEAD = ("Two ways give two amounts", "Flour, kg", Source(("report 1.1",)))


@pytest.fixture(params=[NARROW, WIDE], ids=["phone", "page"])
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[Canvas, Axes, Rows]]:
    with using_layout(request.param):
        axes, rows = open_rows(
            MARKS, HEAD, None, reached=[1.0, 4.0], printed=Printed(Interval.point(3.5), "printed: 3.5")
        )
        draw_rows(axes, rows)
        yield axes.figure, axes, rows


def test_rows_stand_from_the_top_down_and_values_in_a_margin_of_their_own(
    opened: tuple[Canvas, Axes, Rows],
) -> None:
    canvas, axes, rows = opened
    boxes = dict(words(canvas))
    assert boxes["flour by the sack"].y0 > boxes["flour by the loaf"].y1
    assert boxes["2"].y0 > boxes["4"].y1
    edge = axes.get_position().x1 * 72 * canvas.get_figwidth()
    assert min(boxes[text].x0 for text in ("2", "4")) > edge  # no line of the axes reaches there
    assert rows.lanes == sorted(rows.lanes, reverse=True)
    assert (clipped(canvas), overlaps(canvas)) == ([], [])


def test_what_is_printed_is_named_at_its_line(opened: tuple[Canvas, Axes, Rows]) -> None:
    canvas, axes, _ = opened
    box = dict(words(canvas))["printed: 3.5"]
    canvas.set_dpi(72)  # the boxes are in points
    line = axes.transData.transform((3.5, 0))[0]
    assert box.x0 < line < box.x1


def test_labels_stand_above_their_marks_on_a_phone_and_beside_them_on_a_page() -> None:
    beside = []
    for layout in (NARROW, WIDE):
        with using_layout(layout):
            axes, rows = open_rows(MARKS, HEAD, None, reached=[1.0, 4.0])
            draw_rows(axes, rows)
            label = dict(words(axes.figure))["flour by the sack"]
            beside.append(label.x1 < axes.get_position().x0 * 72 * layout.width)
    assert beside == [False, True]


def test_rows_of_a_group_stand_below_its_subheading() -> None:
    grouped = [RowMark("one", Interval.point(1.0), "1", AGREES, group="These"), *MARKS]
    rows = Rows(tuple(grouped))
    assert [text for _, text in rows.heads] == ["These", ""]
    assert rows.heads[0][0] > rows.lanes[0]


def test_interval_is_drawn_and_a_point_has_none(opened: tuple[Canvas, Axes, Rows]) -> None:
    _, axes, _ = opened
    points = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 1]
    assert [1.0, 3.0] in [list(line.get_xdata()) for line in axes.lines]
    assert points == [[2.0], [4.0]]


def test_check_that_misses_is_hollow(opened: tuple[Canvas, Axes, Rows]) -> None:
    _, axes, _ = opened
    met, missed = (line for line in axes.lines if len(line.get_xdata()) == 1)
    assert (met.get_marker(), met.get_markerfacecolor()) == ("o", AGREES)
    assert (missed.get_marker(), missed.get_markerfacecolor()) == ("D", PAPER)


def test_bars_start_at_zero() -> None:
    axes, rows = open_rows(MARKS, HEAD, None, reached=[0.0, 4.0])
    draw_rows(axes, rows, bars=True)
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 2.0), (0, 4.0)]


@pytest.mark.parametrize("layout", [NARROW, WIDE])
def test_label_that_is_too_long_takes_two_lines_and_is_then_cut_at_a_word(layout: Layout) -> None:
    with using_layout(layout):
        rows = Rows((RowMark("flour " * 40, Interval(1.0, 2.0, 3.0), "2", "black"),))
        lines = rows.lines[0]
    assert len(lines) == 2
    assert lines[1].endswith("flour…")


def test_small_values_beside_great_ones_are_seen_on_a_logarithmic_axis() -> None:
    assert scale_for([1.0, 40.0]) == "linear"
    assert scale_for([1.0, 60.0]) == "log"
    assert scale_for([0.0, 60.0]) == "linear"
    axes, _ = open_rows(MARKS, HEAD, None, reached=[0.1, 60.0])
    assert axes.get_xscale() == "log"
    assert "logarithmic" in axes.figure.texts[1].get_text()


def test_band_that_looks_like_a_line_is_not_named() -> None:
    named = []
    for half in (0.001, 1.0):
        printed = Printed(Interval(5 - half, 5, 5 + half), "printed: 5")
        axes, _ = open_rows(MARKS, HEAD, None, reached=[0.0, 10.0], printed=printed)
        named.append([text.get_text() for text in axes.figure.artists if isinstance(text, Text)])
    assert named == [[], ["what the printed number stands for"]]


@pytest.mark.parametrize("high", [9.0, 20.0, 4_951_000.0, 20e6, 87_578_947.0, 0.00012])
def test_numbers_under_an_axis_have_room(high: float) -> None:
    marks = [RowMark("label", Interval(0.0, high / 2, high), "value", "black")]
    axes, rows = open_rows(marks, HEAD, None, reached=[0.0, high])
    canvas = axes.figure
    draw_rows(axes, rows)
    assert len(axes.get_xticklabels()) >= 3
    assert (clipped(canvas), overlaps(canvas)) == ([], [])


def test_axis_leaves_a_margin_on_either_side() -> None:
    assert room_for([10, 20, 30]) == (9, 31)
    assert room_for([-4, -4]) == pytest.approx((-4.2, -3.8))
    assert room_for([0]) == pytest.approx((0, 0.05))
    assert room_for([1, 10]) == pytest.approx((0, 10.5))  # zero is near
    assert room_for([1, 100], scale="log") == pytest.approx((10**-0.1, 10**2.1))


def test_end_that_an_axis_cannot_reach_is_left_out() -> None:
    assert finite_ends(Interval(1, 2, inf)) == [1]
    assert finite_ends(Interval(-inf, 2, 3)) == [3]


def test_printed_band_without_an_end_runs_to_the_edge() -> None:
    printed = Printed(Interval(4, 5, inf), "printed: 5 or more")
    axes, _ = open_rows(MARKS, HEAD, None, reached=[0.0, 10.0], printed=printed)
    (band,) = axes.patches
    assert (band.get_x(), band.get_x() + band.get_width()) == (4, axes.get_xlim()[1])
    assert [list(line.get_xdata()) for line in axes.lines] == [[5, 5]]


def test_sentence_keeps_what_follows_its_first_letter() -> None:
    assert [sentence(text) for text in ("", "cO₂ in kWh", "CO₂")] == ["", "CO₂ in kWh", "CO₂"]


def test_list_in_words() -> None:
    assert (
        described(MARKS, "kg") == "flour by the sack: 2\N{NO-BREAK SPACE}kg; flour by the loaf: 4\N{NO-BREAK SPACE}kg."
    )


def test_table_has_a_row_for_each_mark() -> None:
    table = tabled(MARKS, "way", "kg")
    assert list(table.columns) == ["way", "low", "value", "high", "unit"]
    assert table.to_numpy().tolist() == [["flour by the sack", 1, 2, 3, "kg"], ["flour by the loaf", 4, 4, 4, "kg"]]
