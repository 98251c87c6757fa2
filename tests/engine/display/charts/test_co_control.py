"""The co-control plane gives each point's slope, whatever units it is printed in."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.ledger.loading import load
from compendium.ledger.units import UnitError
from drawing import WARNINGS_FAIL, Easel, misplaced, points

pytestmark = WARNINGS_FAIL

POINTS = {"Soot": ("bakery.co2", "bakery.soot"), "NOx": ("bakery.co2", "bakery.nox")}


@pytest.fixture
def oven(bakery: Path) -> Audit:
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.co2,1.1,2,20,t CO2 / a,exact,saving,2022,,CO2 avoided,减排量,\n")
        table.write("bakery.soot,1.1,2,4,t / a,exact,saving,2022,,soot avoided,烟尘,\n")
        table.write("bakery.nox,1.1,2,2000,kg / a,exact,saving,2022,,NOx avoided,氮氧化物,\n")
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def test_what_is_no_carbon_dioxide_has_no_place(oven: Audit) -> None:
    with pytest.raises(UnitError, match=r"t / a is not a kind of t CO2"):
        charts.plane(oven, {"Soot": ("bakery.soot", "bakery.nox")})


def test_plane_gives_the_slope(oven: Audit, easel: Easel) -> None:
    assert charts.plane(oven, POINTS).alt == (
        "Per tonne of CO₂, Soot claims 2 times the pollutants of NOx. "
        "Soot: 200 kilograms per tonne of CO₂; NOx: 100 kilograms per tonne of CO₂."
    )
    assert [(x, y) for x, y, *_ in points(easel.last.axes, "o")] == [(20, 4), (20, 2)]
    assert misplaced(easel.last.canvas) == []


def test_title_can_be_given(oven: Audit, easel: Easel) -> None:
    charts.plane(oven, POINTS, "Soot stands above NOx")
    assert easel.last.heads[0] == easel.last.title == "Soot stands above NOx"
