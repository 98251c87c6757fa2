"""The tables of a bakery and a brewery, and their audit."""

from pathlib import Path

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.ledger.loading import load

# A chapter of its own, with an open end, a trailing zero, a saving, and checks that meet and that do not.
MORE = {
    "figures": [
        "brewery.beer,2.1,3,18.0,t / day,at_least,reading,2022,,beer,啤酒,",
        "brewery.co2_saved,2.1,3,20,t CO2 / a,about,saving,2022,,CO2 saved,减排量,",
    ],
    "factors": [
        "grid.town,0.5,0.5,0.5,kg CO2 / kWh,grid,Town,2020,almanac2020,page 9,half a kilogram,B,town's grid,城镇电网,",
        "power.saved,45,,,MWh / a,count,Town,2020,almanac2020,page 9,45 MWh,B,power saved,节电量,",
    ],
    "derivations": [
        "brewery.beer_year,2.1,brewery.beer,t / a,derived,,,,,,beer in a year,年产啤酒,",
        "brewery.co2_near,2.1,power.saved * grid.town,t CO2 / a,cross_check,brewery.co2_saved,,independent,,grid,"
        "near,近,",
        "brewery.co2_far,2.1,2 * power.saved * grid.town,t CO2 / a,cross_check,brewery.co2_saved,,independent,,grid,"
        "far,远,",
        "brewery.co2_new,2.1,grid.town * 9 * power.saved,t CO2 / a,cross_check,brewery.co2_saved,,independent,"
        "hindsight year,,new,新,Published in 2030.",
    ],
}


@pytest.fixture
def town(bakery: Path) -> Path:
    """The bakery and a brewery in another chapter."""
    for name, rows in MORE.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.writelines(f"{row}\n" for row in rows)
    return bakery


@pytest.fixture
def audit(town: Path) -> Audit:
    return open_audit(ledger=load(town, town / "references.bib"))
