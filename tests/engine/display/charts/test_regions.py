"""The dot plot says what it finds, draws every region once, sorted, and has room for its words."""

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from matplotlib.text import Text

from compendium.audit.audit import Audit, open_audit
from compendium.audit.region_sweep import Place, Sweep, family, sweep
from compendium.display import charts, unit_words
from compendium.display.charts.regions import finding
from compendium.display.drawing.style import AGREES, MISSES, NEUTRAL, PAPER
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import FactorKind, Kind
from drawing import WARNINGS_FAIL, Easel, misplaced, plain, points
from made_up import works

pytestmark = WARNINGS_FAIL

Made = Callable[..., Sweep]


@pytest.fixture
def made(bakery_ledger: Ledger) -> Made:
    """Make a sweep of places given as (region, year, low, high, meets), the value between the ends."""
    flour = replace(bakery_ledger.factors["flour.per_loaf"], kind=FactorKind.GRID)
    row = replace(bakery_ledger.derivations["bakery.flour_needed"], kind=Kind.SAVING)
    figure = bakery_ledger.figures["bakery.flour"]

    def make(*given: tuple[str, str, float, float, bool], printed: bool = True) -> Sweep:
        places = tuple(
            Place(replace(flour, region=region, year=year), Interval(low, (low + high) / 2, high), meets)
            for region, year, low, high, meets in given
        )
        return Sweep(row, flour, figure if printed else None, places, None, None)

    return make


# --- the title --------------------------------------------------------------------------------------------------------


def test_change_of_sign_comes_before_all_else(made: Made) -> None:
    swept = made(("A", "2021", -3, -1, False), ("B", "2021", -1, 1, True), ("C", "2021", 1, 3, True))
    expected = "On the grids of 1 of 3 towns in 2021, the oven emits more than it saves"
    assert finding(swept, "the oven", "towns") == expected


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


# A solar oven: what it saves is what the grid would have emitted, less what making it did.
GRIDS = {("Northtown", "2020"): 0.9, ("Northtown", "2021"): 0.8, ("Midtown", "2021"): 0.5, ("Southtown", "2021"): 0.05}


@pytest.fixture
def oven(bakery: Path) -> Audit:
    rows = {
        "figures": [
            "oven.saved,1.1,2,40,t CO2 / a,about,saving,2022,,CO2 saved,减排量,",
            "oven.power,1.1,2,100,MWh / a,exact,reading,2022,,power made,发电量,",
        ],
        "factors": [
            "oven.making,10,9,11,t CO2 / a,,World,2020,almanac2020,page 8,10 t,A,making the oven,制造排放,",
            "grid.own,0.5,0.5,0.5,kg CO2 / kWh,grid,Own,2020,almanac2020,page 9,0.5 kg,A,own grid,本地电网,",
            *(
                f"grid.{region.lower()}_{year},{kg},{kg},{kg},kg CO2 / kWh,grid,{region},{year},"
                f"grids2021,page 1,{kg},A,g,网,"
                for (region, year), kg in GRIDS.items()
            ),
        ],
        "derivations": [
            "oven.net,1.1,oven.power * grid.own - oven.making,t CO2 / a,cross_check,oven.saved,,own_inputs,,,"
            "net saving,净减排,",
            "oven.gross,1.1,oven.power * grid.own,t CO2 / a,derived,,saving,,,,gross saving,毛减排,",
        ],
    }
    for name, more in rows.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.writelines(f"{row}\n" for row in more)
    with (bakery / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(works("grids2021"))
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def swept(audit: Audit, id_: str) -> Sweep:
    return sweep(audit, id_, "grid.own", family(audit, "grid", "grids2021"))


def test_latest_year_is_a_dot_earlier_years_are_rings_and_a_miss_is_a_diamond(oven: Audit, easel: Easel) -> None:
    charts.regions(oven, swept(oven, "oven.net"), "the oven", "towns")
    axes = easel.last.axes
    rings = [point for point in points(axes, "o") if point[2] == PAPER]
    dots = [point for point in points(axes, "o") if point[2] != PAPER]
    diamonds = points(axes, "D")
    # 100 MWh times the grid less 10 t; about 40 t is 35 to 45
    first, second, third = sorted({y for _, y, *_ in (*dots, *diamonds)}, reverse=True)
    assert [(x, y) for x, y, *_ in rings] == [(pytest.approx(80), first)]
    assert [(x, y, face) for x, y, face, _ in dots] == [(pytest.approx(40), second, AGREES)]
    assert sorted((round(x, 6), y, face) for x, y, face, _ in diamonds) == [(-5, third, MISSES), (70, first, MISSES)]
    assert easel.last.key == [
        "2021, as printed",
        "2021, not as printed",
        "2020",
        "interval of 2021",
        "what the printed number stands for",
    ]


def test_rows_fall_from_the_greatest_value_to_the_least_and_some_stand_apart(oven: Audit, easel: Easel) -> None:
    charts.regions(oven, swept(oven, "oven.net"), "the oven", "towns", ("Midtown",))
    names = ["Northtown", "Midtown", "Southtown"]
    rows = sorted(
        (text for text in easel.last.axes.texts if text.get_text() in names), key=lambda text: -text.get_position()[1]
    )
    assert [text.get_text() for text in rows] == names
    assert {text.get_text() for text in easel.last.axes.texts if text.get_weight() == "bold"} == {
        "printed: about 40",
        "Midtown",
        "40",
    }
    assert easel.last.title.startswith("On the grids of 1 of 2 towns in 2021")


def test_sides_are_named_only_where_the_sign_can_change(oven: Audit, easel: Easel) -> None:
    told = []
    for id_ in ("oven.net", "oven.gross"):
        charts.regions(oven, swept(oven, id_), "the oven", "towns")
        told.append({text.get_text() for text in easel.last.axes.texts})
    assert {"emits more", "saves"} <= told[0]
    assert told[1].isdisjoint({"emits more", "saves"})


def test_what_answers_for_no_figure_has_no_band_and_no_miss(oven: Audit, easel: Easel) -> None:
    charts.regions(oven, swept(oven, "oven.gross"), "the oven", "towns")
    axes = easel.last.axes
    assert points(axes, "D") == []
    assert {face for _, _, face, _ in points(axes, "o")} == {PAPER, NEUTRAL}
    assert not any(text.get_text().startswith("printed") for text in axes.texts)


def test_printed_number_lies_on_the_axis_even_where_no_region_reaches_it(
    bakery: Path, oven: Audit, easel: Easel
) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("2,40,t CO2", "2,900,t CO2"), encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    charts.regions(audit, swept(audit, "oven.net"), "the oven", "towns")
    low, high = easel.last.axes.get_xlim()
    assert low <= -5
    assert high > 900


def test_printed_number_stands_where_the_unit_of_the_axis_puts_it(bakery: Path, oven: Audit, easel: Easel) -> None:
    path = bakery / "derivations.csv"
    text = path.read_text(encoding="utf-8").replace("oven.making,t CO2 / a", "oven.making,kg CO2 / a")
    path.write_text(text, encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    charts.regions(audit, swept(audit, "oven.net"), "the oven", "towns")
    ends = [(one.get_x(), one.get_x() + one.get_width()) for one in easel.last.axes.patches]
    multiple = unit_words.multiple("kg CO2 / a")
    assert pytest.approx((35_000 * multiple, 45_000 * multiple)) in ends
    assert "printed: about 40 t CO₂/a" in {plain(text.get_text()) for text in easel.last.axes.texts}


def test_source_line_names_the_tables_drawn_and_not_the_factor_replaced(oven: Audit, easel: Easel) -> None:
    charts.regions(oven, swept(oven, "oven.gross"), "the oven", "towns")
    assert easel.last.heads[2] == "Source: report 1.1; Grids."


def test_alternative_text_and_data_tell_every_region(oven: Audit) -> None:
    chart = charts.regions(oven, swept(oven, "oven.net"), "the oven", "towns")
    root = ET.fromstring(chart.svg)
    assert root.get("aria-label") == chart.alt
    assert plain(chart.alt).endswith("2021, t CO₂/a: Northtown 70; Midtown 40; Southtown −5.")
    carried = str(root.findtext("{http://www.w3.org/2000/svg}metadata"))
    assert re.findall(r'\["(\w+)", "(\d{4})"', carried) == [
        ("Northtown", "2020"),
        ("Northtown", "2021"),
        ("Midtown", "2021"),
        ("Southtown", "2021"),
    ]


def test_words_have_room(oven: Audit, easel: Easel) -> None:
    for id_ in ("oven.net", "oven.gross"):
        charts.regions(oven, swept(oven, id_), "the oven", "towns", ("Midtown",))
        assert misplaced(easel.last.canvas) == []


def test_same_sweep_is_drawn_byte_for_byte(oven: Audit) -> None:
    first, second = (charts.regions(oven, swept(oven, "oven.net"), "the oven", "towns").svg for _ in range(2))
    assert first == second


# --- what saves nothing, in regions without a grid --------------------------------------------------------------------


@pytest.fixture
def rain(garden: Audit) -> Sweep:
    return sweep(garden, "garden.needed", "rain.own", family(garden, "", "rain2021"))


def test_any_factor_can_be_swept_and_drawn(garden: Audit, rain: Sweep, easel: Easel) -> None:
    chart = charts.regions(garden, rain, "the garden", "towns")
    assert plain(chart.alt).endswith("2021, t/a: Drytown 65; Midtown 40; Fulltown 0; Wettown −20.")
    assert easel.last.heads[2] == "Source: report 1.1; Almanac; Rain."
    latest = [point for marker in "oD" for point in points(easel.last.axes, marker) if point[2] != PAPER]
    across = [x for x, *_ in sorted(latest, key=lambda point: -point[1])]
    assert across == pytest.approx([65, 40, 0, -20])
    assert all(one > other for one, other in pairwise(across))
    assert misplaced(easel.last.canvas) == []


@pytest.mark.parametrize("word", ["grid", "saves", "Saving", "emits"])
def test_what_is_no_saving_is_not_called_one(garden: Audit, rain: Sweep, easel: Easel, word: str) -> None:
    charts.regions(garden, rain, "the garden", "towns")
    shown = " ".join(text.get_text() for text in easel.last.canvas.findobj(Text))
    assert word not in shown
