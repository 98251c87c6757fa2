"""The tables of sweeps count, sort and say in words what the numbers mean."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit, open_audit
from compendium.audit.region_sweep import Sweep, family, sweep
from compendium.display.region_tables import by_region, crossings, summary
from compendium.display.tables import Shown
from compendium.ledger.loading import load
from made_up import works

# An oven's saving turns where the grid emits less than making it did; what the grid alone saves never turns, and what
# burns power saves nothing at all.
ROWS = {
    "figures": [
        "oven.saved,1.1,2,40,t CO2 / a,about,saving,2022,,CO2 saved,减排量,",
        "oven.power,1.1,2,100,MWh / a,exact,reading,2022,,power made,发电量,",
    ],
    "factors": [
        "oven.making,10,9,11,t CO2 / a,,World,2020,almanac2020,page 8,10 t,A,making the oven,制造排放,",
        "grid.own,0.5,0.5,0.5,kg CO2 / kWh,grid,Own,2020,almanac2020,page 9,0.5 kg,A,own grid,本地电网,",
        "grid.north_2020,0.9,0.9,0.9,kg CO2 / kWh,grid,Northtown,2020,grids2021,page 1,0.9 kg,A,n,北,",
        "grid.mid_2020,0.5,0.5,0.5,kg CO2 / kWh,grid,Midtown,2020,grids2021,page 1,0.5 kg,A,m,中,",
        "grid.north_2021,0.8,0.8,0.8,kg CO2 / kWh,grid,Northtown,2021,grids2021,page 2,0.8 kg,A,n,北,",
        "grid.mid_2021,0.5,0.5,0.5,kg CO2 / kWh,grid,Midtown,2021,grids2021,page 2,0.5 kg,A,m,中,",
        "grid.even_2021,0.1,0.1,0.1,kg CO2 / kWh,grid,Eventown,2021,grids2021,page 2,0.1 kg,A,e,平,",
        "grid.south_2021,0.05,0.05,0.05,kg CO2 / kWh,grid,Southtown,2021,grids2021,page 2,0.05 kg,A,s,南,",
    ],
    "derivations": [
        "oven.net,1.1,oven.power * grid.own - oven.making,t CO2 / a,cross_check,oven.saved,,own_inputs,,,net,净减排,",
        "oven.gross,1.1,oven.power * grid.own,t CO2 / a,derived,,saving,,,,gross saving,毛减排,",
        "oven.burnt,1.1,-oven.power * grid.own - oven.making,t CO2 / a,cross_check,oven.saved,,own_inputs,,,b,耗电,",
    ],
}


@pytest.fixture
def folder(bakery: Path) -> Path:
    for name, rows in ROWS.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.writelines(f"{row}\n" for row in rows)
    with (bakery / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(works("grids2021"))
    return bakery


def made(audit: Audit) -> dict[str, Sweep]:
    grids = family(audit, "grid", "grids2021")
    return {name: sweep(audit, f"oven.{name}", "grid.own", grids) for name in ("net", "gross", "burnt")}


@pytest.fixture
def audit(folder: Path) -> Audit:
    return open_audit(ledger=load(folder, folder / "references.bib"))


@pytest.fixture
def sweeps(audit: Audit) -> dict[str, Sweep]:
    return made(audit)


def cells(shown: Shown) -> list[list[str]]:
    """Return the cells of a table, as text, row by row."""
    rows = BeautifulSoup(shown.html.replace("<br>", ", "), "html.parser").select("tbody tr")
    return [[cell.get_text().replace("\N{NO-BREAK SPACE}", " ") for cell in row.find_all("td")] for row in rows]


def test_summary_leaves_out_what_stands_apart(sweeps: dict[str, Sweep]) -> None:
    everywhere = cells(summary(sweeps, "towns"))
    without = cells(summary(sweeps, "towns", ("Midtown",)))
    assert [row[4] for row in everywhere] == ["2 / 1 / 1", "4 / 0 / 0", "0 / 0 / 4"]
    assert [row[4] for row in without] == ["1 / 1 / 1", "3 / 0 / 0", "0 / 0 / 3"]


def test_summary_tells_ends_and_years(sweeps: dict[str, Sweep]) -> None:
    net, gross, burnt = cells(summary(sweeps, "towns"))
    assert net[:4] == ["net", "about 40 t CO₂/a", "−5 t CO₂/a, Southtown", "70 t CO₂/a, Northtown"]
    assert net[5] == "2020: 1, 2021: 1"
    assert gross[1:4] == ["none", "5 t CO₂/a, Southtown", "80 t CO₂/a, Northtown"]
    assert gross[5] == "nothing printed"
    assert burnt[5] == "2020: 0, 2021: 0"


def test_crossing_counts_the_regions_on_either_side(sweeps: dict[str, Sweep]) -> None:
    net, gross, burnt = cells(crossings(sweeps, "towns"))
    # making takes 9 to 11 t of 99.5 to 100.5 MWh; about 40 t is 35 to 45
    assert net[1:3] == ["0.1 kg CO₂/kWh, 0.0896 to 0.111 kg CO₂/kWh", "2 / 1"]
    assert net[3:] == ["0.5 kg CO₂/kWh, 0.438 to 0.563 kg CO₂/kWh", "1 / 2"]
    assert gross[1:] == ["no factor above zero", "", "nothing printed", ""]
    assert burnt[1:] == ["no factor above zero", "", "no factor above zero", ""]


def test_end_below_zero_is_no_factor(folder: Path) -> None:
    path = folder / "factors.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("oven.making,10,9,11", "oven.making,10,-5,11"), "utf-8")
    audit = open_audit(ledger=load(folder, folder / "references.bib"))
    net, *_ = cells(crossings(made(audit), "towns"))
    assert net[1] == "0.1 kg CO₂/kWh, anything up to 0.1106 kg CO₂/kWh"


def test_regions_stand_from_the_least_factor_to_the_greatest(audit: Audit, sweeps: dict[str, Sweep]) -> None:
    assert cells(by_region(audit, sweeps)) == [
        ["Southtown", "0.05", "−5, emits more", "5", "−15, emits more"],
        ["Eventown", "0.1", "0, open", "10", "−20, emits more"],
        ["Midtown", "0.5", "40, as printed", "50", "−60, emits more"],
        ["Northtown", "0.8", "70", "80", "−90, emits more"],
    ]


def test_region_that_stands_apart_is_bold(audit: Audit, sweeps: dict[str, Sweep]) -> None:
    page = BeautifulSoup(by_region(audit, sweeps, ("Midtown",)).html, "html.parser")
    assert [row.td.b is not None for row in page.select("tbody tr") if row.td] == [False, False, True, False]


def test_factor_leads_to_its_entry_and_an_assumed_one_says_so(folder: Path) -> None:
    audit = open_audit(ledger=load(folder, folder / "references.bib"), assumptions={"grid.north_2021": 0.6})
    page = BeautifulSoup(by_region(audit, made(audit)).html, "html.parser")
    assumed = [row for row in page.select("tbody tr") if "(assumed)" in row.get_text()]
    (north,) = assumed
    assert [cell.get_text() for cell in north.find_all("td")][:4] == ["Northtown", "0.6 (assumed)", "50", "60"]
    link = north.find("a")
    assert link
    assert link["href"] == "../book/sources.html#grid.north_2021"


# --- what saves nothing, in regions without a grid --------------------------------------------------------------------


GARDEN = {
    "figures": ["garden.beds,2.1,2,100,m^2,exact,reading,2022,,beds,苗床,"],
    "factors": [
        "thirst.bed,1000,950,1050,kg / m^2 / a,,World,2020,almanac2020,page 7,1000 kg,A,thirst of a bed,苗床需水,",
        "rain.own,500,500,500,kg / m^2 / a,,Own,2020,almanac2020,page 8,500 kg,A,rain here,本地降雨,",
        "rain.dry,350,350,350,kg / m^2 / a,,Drytown,2021,rain2021,table 2,350 kg,A,rain in Drytown,甲镇降雨,",
        "rain.wet,1200,1200,1200,kg / m^2 / a,,Wettown,2021,rain2021,table 2,1200 kg,A,rain in Wettown,乙镇降雨,",
    ],
    "derivations": [
        "garden.needed,2.1,garden.beds * (thirst.bed - rain.own),t / a,derived,,,,,,what the beds need,苗床所需,",
    ],
}


@pytest.fixture
def garden(bakery: Path) -> tuple[Audit, dict[str, Sweep]]:
    """A garden that must be watered where it rains too little: nothing is saved, and no factor is a grid's."""
    for name, rows in GARDEN.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.writelines(f"{row}\n" for row in rows)
    with (bakery / "references.bib").open("a", encoding="utf-8") as bibliography:
        bibliography.write(works("rain2021"))
    audit = open_audit("2", ledger=load(bakery, bakery / "references.bib"))
    return audit, {"water": sweep(audit, "garden.needed", "rain.own", family(audit, "", "rain2021"))}


def test_any_factor_can_be_swept_and_shown(garden: tuple[Audit, dict[str, Sweep]]) -> None:
    audit, sweeps = garden
    assert cells(summary(sweeps, "towns"))[0][2:5] == ["−20 t/a, Wettown", "65 t/a, Drytown", "1 / 0 / 1"]
    assert cells(crossings(sweeps, "towns"))[0][1:3] == ["1,000 kg/m²/a, 950 to 1,050 kg/m²/a", "1 / 1"]
    assert [row[:2] for row in cells(by_region(audit, sweeps))] == [["Drytown", "350"], ["Wettown", "1,200"]]


@pytest.mark.parametrize(("table", "word"), [("summary", "sav"), ("crossings", "saving"), ("regions", "emits")])
def test_what_is_no_saving_is_not_called_one(garden: tuple[Audit, dict[str, Sweep]], table: str, word: str) -> None:
    audit, sweeps = garden
    shown = {
        "summary": summary(sweeps, "towns"),
        "crossings": crossings(sweeps, "towns"),
        "regions": by_region(audit, sweeps),
    }
    assert word not in shown[table].text
