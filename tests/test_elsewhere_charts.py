"""The dot plot says what it finds, draws every region once, sorted, and has room for its words."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import combinations, pairwise

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.audit.audit import Audit
from compendium.audit.region_sweep import Place, Sweep, family, sweep
from compendium.display.charts import regions
from compendium.display.charts.frame import Chart
from compendium.display.charts.regions import dots, finding
from compendium.display.charts.style import CONTRADICTED, CROSS_CHECK, PAPER, RECOMPUTED
from compendium.ledger.ledger import Ledger
from drawing import WARNINGS_FAIL

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]

Made = Callable[..., Sweep]


@pytest.fixture
def made(bakery_ledger: Ledger) -> Made:
    """Make a sweep of places given as (region, year, low, high, meets), the value between the ends."""
    flour = bakery_ledger.factors["flour.per_loaf"]
    row = bakery_ledger.derivations["bakery.flour_needed"]
    figure = bakery_ledger.figures["bakery.flour"]

    def make(*given: tuple[str, str, float, float, bool], printed: bool = True) -> Sweep:
        places = tuple(
            Place(replace(flour, region=region, year=year), (low + high) / 2, low, high, meets)
            for region, year, low, high, meets in given
        )
        return Sweep(row, flour, figure if printed else None, places, None, None)

    return make


# --- the title --------------------------------------------------------------------------------------------------------


def test_change_of_sign_comes_before_all_else(made: Made) -> None:
    swept = made(("A", "2021", -3, -1, False), ("B", "2021", -1, 1, True), ("C", "2021", 1, 3, True))
    assert (
        finding(swept, "the oven", "towns") == "On the grids of 1 of 3 towns in 2021, the oven emits more than it saves"
    )


def test_open_sign_is_told_where_none_is_sure_to_emit_more(made: Made) -> None:
    swept = made(("A", "2021", -1, 1, True), ("B", "2021", -1, 2, True), ("C", "2021", 1, 3, True))
    expected = "On the grids of 2 of 3 towns in 2021, it is open whether the oven saves anything"
    assert finding(swept, "the oven", "towns") == expected


def test_signs_are_those_of_the_latest_year(made: Made) -> None:
    swept = made(("A", "2020", -3, -1, False), ("A", "2021", 1, 3, True))
    assert finding(swept, "the oven", "towns") == "On the grids of all 1 towns in 2021, the oven saves what is printed"


@pytest.mark.parametrize(
    ("met", "title"),
    [
        ((False, False, False, False), "On no grid of 2 towns, 2020–2021, does the oven save what is printed"),
        ((True, False, False, False), "On no grid of 2 towns, 2021, does the oven save what is printed"),
        ((False, False, True, False), "On the grids of 1 of 2 towns in 2021, the oven saves what is printed"),
        ((False, False, True, True), "On the grids of all 2 towns in 2021, the oven saves what is printed"),
    ],
)
def test_printed_saving_is_told_by_the_latest_year_and_all_years_are_named_where_none_reaches_it(
    made: Made, met: tuple[bool, ...], title: str
) -> None:
    places = [(region, year, 1.0, 3.0) for year in ("2020", "2021") for region in ("A", "B")]
    swept = made(*((*place, one) for place, one in zip(places, met, strict=True)))
    assert finding(swept, "the oven", "towns") == title


def test_without_a_printed_number_a_sure_saving_is_the_finding(made: Made) -> None:
    swept = made(("A", "2021", 1, 3, False), printed=False)
    assert finding(swept, "the oven", "towns") == "On the grids of all 1 towns in 2021, the oven saves"


# --- the drawing ------------------------------------------------------------------------------------------------------


def points(axes: Axes, marker: str) -> list[tuple[float, float, str, str]]:
    """Return place, row, face and edge of every point of a shape."""
    found = [line for line in axes.lines if line.get_marker() == marker]
    return [
        (float(line.get_xdata()[0]), float(line.get_ydata()[0]), line.get_markerfacecolor(), line.get_markeredgecolor())
        for line in found
    ]


GRIDS = ("mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023")
REAL = {
    "suining.co2_sichuan_2022": ("grid.sichuan_2022", "Suining's solar roof"),
    "biogas.co2_sichuan": ("grid.sichuan_2022", "the distillery's biogas"),
    "tobacco.net_printed_sichuan": ("grid.sichuan_2022", "curing that replaces the printed coal"),
    "tobacco.net_curing_sichuan": ("grid.sichuan_2022", "curing that replaces curing coal"),
    "trucks.net_year_sichuan": ("grid.sichuan_2022", "the pair of swap stations"),
    "landfill.co2_ar5_credit": ("grid.national_in_force", "the landfill"),
}


@dataclass(frozen=True)
class Drawn:
    """A chart with the canvas that it was drawn on."""

    canvas: Canvas
    chart: Chart


def draw(report: Audit, id_: str) -> Drawn:
    swept = sweep(report, id_, REAL[id_][0], family(report, "kg CO2 / kWh", *GRIDS))
    noted: list[Canvas] = []
    finish = regions.finish

    def note(canvas: Canvas, title: str, alt: str, data: pd.DataFrame) -> Chart:
        noted.append(canvas)
        return finish(canvas, title, alt, data)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(regions, "finish", note)
        chart = dots(report, swept, REAL[id_][1], "provinces", ("China",))
    return Drawn(noted[0], chart)


@pytest.fixture(scope="module")
def drawn(report: Audit) -> dict[str, Drawn]:
    """The charts of the report by what they draw."""
    return {id_: draw(report, id_) for id_ in REAL}


def test_latest_year_is_a_dot_earlier_years_are_rings_and_a_miss_is_a_diamond(drawn: dict[str, Drawn]) -> None:
    axes = drawn["biogas.co2_sichuan"].canvas.axes[0]
    rings = [point for point in points(axes, "o") if point[2] == PAPER]
    dots_ = [point for point in points(axes, "o") if point[2] != PAPER]
    diamonds = points(axes, "D")
    assert len(rings) == 62
    assert len(dots_) + len(diamonds) == 31
    assert {face for _, _, face, _ in dots_} == {CROSS_CHECK}
    assert {face for _, _, face, _ in diamonds} == {CONTRADICTED}
    # 8 GWh, printed as over 4,000 t: an interval of an output from 7.5 to 8.5 GWh that reaches 4,000 to 5,000
    assert all(4000 / 8.5 * 8 <= x <= 5000 / 7.5 * 8 for x, *_ in dots_)
    assert sorted(y for _, y, *_ in (*dots_, *diamonds)) == list(range(-30, 1))


def test_rows_fall_from_the_greatest_saving_to_the_least(drawn: dict[str, Drawn]) -> None:
    axes = drawn["tobacco.net_printed_sichuan"].canvas.axes[0]
    across = [x for x, _, face, _ in sorted(points(axes, "D"), key=lambda point: -point[1]) if face != PAPER]
    assert len(across) == 31
    assert all(one >= other for one, other in pairwise(across))
    names = [text.get_text() for text in axes.texts if text.get_ha() == "left" and text.get_text() != "saves"]
    assert (names[0], names[-1]) == ("Yunnan", "Tianjin")
    assert [text.get_text() for text in axes.texts if text.get_weight() == "bold"] == ["China", "−593"]


def test_sides_are_named_only_where_the_sign_can_change(drawn: dict[str, Drawn]) -> None:
    ids = ("tobacco.net_printed_sichuan", "suining.co2_sichuan_2022")
    told = [{text.get_text() for text in drawn[id_].canvas.axes[0].texts} for id_ in ids]
    assert {"emits more", "saves"} <= told[0]
    assert told[1].isdisjoint({"emits more", "saves"})


def test_saving_without_a_printed_number_has_no_band_and_no_miss(drawn: dict[str, Drawn]) -> None:
    axes = drawn["trucks.net_year_sichuan"].canvas.axes[0]
    assert points(axes, "D") == []
    assert {face for _, _, face, _ in points(axes, "o")} == {PAPER, RECOMPUTED}
    assert "blue" not in drawn["trucks.net_year_sichuan"].canvas.texts[1].get_text()


def test_printed_number_lies_on_the_axis_even_where_no_grid_reaches_it(drawn: dict[str, Drawn]) -> None:
    low, high = drawn["suining.co2_sichuan_2022"].canvas.axes[0].get_xlim()
    assert low <= 0
    assert high > 1037


def test_source_line_names_the_tables_drawn_and_not_the_factor_replaced(report: Audit, drawn: dict[str, Drawn]) -> None:
    source = drawn["landfill.co2_ar5_credit"].canvas.texts[2].get_text().replace("\n", " ")
    assert set(GRIDS) <= set(re.findall(r"\w+", source))
    assert report.ledger.factors["grid.national_in_force"].source not in source


def test_alternative_text_tells_every_region(drawn: dict[str, Drawn]) -> None:
    chart = drawn["suining.co2_sichuan_2022"].chart
    assert ET.fromstring(chart.svg).get("aria-label") == chart.alt
    assert chart.alt.startswith(
        "On no grid of 30 provinces, 2021–2023, does Suining's solar roof save what is printed."
    )
    assert "Tianjin 707" in chart.alt
    assert chart.alt.count(";") == 30


def test_same_sweep_is_drawn_byte_for_byte(report: Audit, drawn: dict[str, Drawn]) -> None:
    assert draw(report, "biogas.co2_sichuan").chart.svg == drawn["biogas.co2_sichuan"].chart.svg


def boxes(canvas: Canvas) -> list[Text]:
    canvas.set_dpi(72)
    FigureCanvasAgg(canvas).draw()
    return [text for text in canvas.findobj(Text) if text.get_visible() and text.get_text().strip()]


@pytest.mark.parametrize("id_", REAL)
def test_words_have_room(drawn: dict[str, Drawn], id_: str) -> None:
    canvas = drawn[id_].canvas
    edge = canvas.bbox
    low, high = canvas.axes[0].get_xlim()
    ticks = {str(label) for label in canvas.axes[0].get_xticklabels() if not low <= label.get_position()[0] <= high}
    shown = [(text.get_text(), text.get_window_extent()) for text in boxes(canvas) if str(text) not in ticks]
    assert len(shown) > 65
    outside = [text for text, box in shown if box.x0 < 0 or box.y0 < 0 or box.x1 > edge.x1 or box.y1 > edge.y1]
    assert outside == []
    assert [
        (one, other)
        for (one, box), (other, its) in combinations(shown, 2)
        if min(box.x1, its.x1) - max(box.x0, its.x0) > 0.5 and min(box.y1, its.y1) - max(box.y0, its.y0) > 1.0
    ] == []
