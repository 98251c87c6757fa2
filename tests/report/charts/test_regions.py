"""The dot plots of this report's savings on every province's grid."""

import xml.etree.ElementTree as ET
from itertools import pairwise

import pytest

from compendium.audit.audit import Audit
from compendium.audit.region_sweep import family, sweep
from compendium.display import charts, labels
from compendium.display.drawing.style import AGREES, MISSES, NEUTRAL, PAPER
from drawing import WARNINGS_FAIL, Drawn, Easel, misplaced, points, words

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]

GRIDS = ("mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023", "bjnews_grid2022")
REAL = {
    "suining.co2_sichuan_2022": ("grid.sichuan_2022", "Suining's solar roof"),
    "biogas.co2_sichuan": ("grid.sichuan_2022", "the distillery's biogas"),
    "tobacco.net_printed_sichuan": ("grid.sichuan_2022", "curing that replaces the printed coal"),
    "tobacco.net_curing_sichuan": ("grid.sichuan_2022", "curing that replaces curing coal"),
    "trucks.net_year_sichuan": ("grid.sichuan_2022", "the pair of swap stations"),
    "landfill.co2_ar5_credit": ("grid.national_in_force", "the landfill"),
}


def draw(report: Audit, id_: str) -> Drawn:
    swept = sweep(report, id_, REAL[id_][0], family(report, "grid", *GRIDS))
    with pytest.MonkeyPatch.context() as patch:
        easel = Easel(patch)
        charts.regions(report, swept, REAL[id_][1], "provinces", ("China",))
    return easel.last


@pytest.fixture(scope="module")
def drawn(report: Audit) -> dict[str, Drawn]:
    """The charts of the report by what they draw."""
    return {id_: draw(report, id_) for id_ in REAL}


def test_latest_year_is_a_dot_earlier_years_are_rings_and_a_miss_is_a_diamond(drawn: dict[str, Drawn]) -> None:
    axes = drawn["biogas.co2_sichuan"].axes
    rings = [point for point in points(axes, "o") if point[2] == PAPER]
    dots_ = [point for point in points(axes, "o") if point[2] != PAPER]
    diamonds = points(axes, "D")
    assert len(rings) == 62
    assert len(dots_) + len(diamonds) == 31
    assert {face for _, _, face, _ in dots_} == {AGREES}
    assert {face for _, _, face, _ in diamonds} == {MISSES}
    # 8 GWh, printed as over 4,000 t: 7.5 to 8.5 GWh at a factor 5 % less or more that reach 4,000 to 5,000
    assert all(4000 / 8.5 * 8 / 1.05 <= x <= 5000 / 7.5 * 8 / 0.95 for x, *_ in dots_)
    assert not any(4000 / 8.5 * 8 / 1.05 <= x <= 5000 / 7.5 * 8 / 0.95 for x, _, face, _ in diamonds if face != PAPER)
    assert len({y for _, y, *_ in (*dots_, *diamonds)}) == 31


def test_rows_fall_from_the_greatest_saving_to_the_least(drawn: dict[str, Drawn]) -> None:
    axes = drawn["tobacco.net_printed_sichuan"].axes
    across = [x for x, _, face, _ in sorted(points(axes, "D"), key=lambda point: -point[1]) if face != PAPER]
    assert len(across) == 31
    assert all(one >= other for one, other in pairwise(across))
    names = [name for name, _ in drawn["tobacco.net_printed_sichuan"].rows]
    assert (names[0], names[-1]) == ("Yunnan", "Tianjin")
    assert [text.get_text() for text in axes.texts if text.get_weight() == "bold"] == [
        "printed: 982.5",
        "China",
        "−593",
    ]


def test_sides_are_named_only_where_the_sign_can_change(drawn: dict[str, Drawn]) -> None:
    ids = ("tobacco.net_printed_sichuan", "suining.co2_sichuan_2022")
    told = [{text.get_text() for text in drawn[id_].axes.texts} for id_ in ids]
    assert {"emits more", "saves"} <= told[0]
    assert told[1].isdisjoint({"emits more", "saves"})


def test_saving_without_a_printed_number_has_no_band_and_no_miss(drawn: dict[str, Drawn]) -> None:
    axes = drawn["trucks.net_year_sichuan"].axes
    assert points(axes, "D") == []
    assert {face for _, _, face, _ in points(axes, "o")} == {PAPER, NEUTRAL}
    assert not any(text.get_text().startswith("printed") for text in axes.texts)


def test_printed_number_lies_on_the_axis_even_where_no_grid_reaches_it(drawn: dict[str, Drawn]) -> None:
    low, high = drawn["suining.co2_sichuan_2022"].axes.get_xlim()
    assert low <= 0
    assert high > 1037


def test_source_line_names_the_tables_drawn_and_not_the_factor_replaced(report: Audit, drawn: dict[str, Drawn]) -> None:
    source = drawn["landfill.co2_ar5_credit"].canvas.texts[2].get_text().replace("\n", " ")
    names = [labels.work(report.ledger, key) for key in GRIDS]
    assert all(name in source for name in names)
    assert labels.work(report.ledger, report.ledger.factors["grid.national_in_force"].source) not in source


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


@pytest.mark.parametrize("id_", REAL)
def test_words_have_room(drawn: dict[str, Drawn], id_: str) -> None:
    canvas = drawn[id_].canvas
    assert len(words(canvas)) > 65
    assert misplaced(canvas) == []
