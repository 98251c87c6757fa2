"""The tables of this report's savings on every province's grid."""

import re

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit, open_audit
from compendium.audit.region_sweep import Sweep, family, sweep
from compendium.display.region_tables import by_region, crossings, summary
from compendium.display.tables import Shown

OWN = "grid.sichuan_2022"
GRIDS = ("mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023", "bjnews_grid2022")
CASES = {
    "roof": "suining.co2_sichuan_2022",
    "biogas": "biogas.co2_sichuan",
    "coal": "tobacco.net_printed_sichuan",
    "truck": "trucks.net_per_kwh_sichuan",
}


COAL = 26.37 * 0.029307 * 44 / 12  # t CO2/tce, were all of the coal oxidised; 5 % more or less


def zero(audit: Audit) -> tuple[float, float]:
    """Return the factors between which the barns' balance is zero: 374.5 to 375.5 tce, and 3.5 to 2.5 GWh."""
    oxidised = audit.interval("oxidation.coal", "dimensionless")
    return 374.5 * COAL * 0.95 * oxidised.low / 3500, 375.5 * COAL * 1.05 * oxidised.high / 2500


def made(audit: Audit) -> dict[str, Sweep]:
    grids = family(audit, "grid", *GRIDS)
    return {name: sweep(audit, id_, OWN, grids) for name, id_ in CASES.items()}


@pytest.fixture(scope="module")
def sweeps(report: Audit) -> dict[str, Sweep]:
    return made(report)


def cells(shown: Shown) -> list[list[str]]:
    """Return the cells of a table, as text, row by row."""
    rows = BeautifulSoup(shown.html.replace("<br>", ", "), "html.parser").select("tbody tr")
    return [[cell.get_text().replace("\N{NO-BREAK SPACE}", " ") for cell in row.find_all("td")] for row in rows]


def test_summary_leaves_the_country_out_of_its_provinces(report: Audit, sweeps: dict[str, Sweep]) -> None:
    with_country = cells(summary(sweeps, "provinces"))
    without = cells(summary(sweeps, "provinces", ("China",)))
    # the factor itself is 5 % more or less: so much further out a balance is sure
    sure, lost = zero(report)[0] / 1.05, zero(report)[1] / 0.95
    for rows, swept, number in ((with_country, sweeps["coal"], 31), (without, sweeps["coal"].without("China"), 30)):
        factors = [place.factor.value for place in swept.latest]
        saves, emits = sum(one < sure for one in factors), sum(one > lost for one in factors)
        coal = f"{saves} / {number - saves - emits} / {emits}"
        assert (saves, emits > 20) == (3, True)
        assert [row[4] for row in rows] == [f"{number} / 0 / 0", f"{number} / 0 / 0", coal, f"3 / {number - 3} / 0"]


def test_summary_tells_ends_and_years(sweeps: dict[str, Sweep]) -> None:
    roof, biogas, coal, truck = cells(summary(sweeps, "provinces", ("China",)))
    assert roof[:4] == ["roof", "1,037 t CO₂/a", "139 t CO₂/a, Yunnan", "707 t CO₂/a, Tianjin"]
    assert roof[5] == "2021: 0, 2022: 0, 2023: 0"
    assert coal[2:4] == ["−1,040 t CO₂, Tianjin", "599 t CO₂, Yunnan"]
    assert truck[1] == "none"
    assert truck[5] == "nothing printed"
    counted = dict(re.findall(r"(\d{4}): (\d+)", biogas[5]))
    grids = [place.factor for place in sweeps["biogas"].without("China").places]
    # the output is 7.5 to 8.5 GWh, the printed saving 4,000 to 5,000 t, the factor 5 % more or less
    within = [grid.year for grid in grids if 4000 / 8500 / 1.05 <= grid.value <= 5000 / 7500 / 0.95]
    assert counted == {year: str(within.count(year)) for year in ("2021", "2022", "2023")}


def test_crossing_counts_the_regions_on_either_side(report: Audit, sweeps: dict[str, Sweep]) -> None:
    roof, biogas, coal, truck = cells(crossings(sweeps, "provinces", ("China",)))
    assert roof[1:3] == ["no factor above zero", ""]
    assert roof[3:] == ["0.997 kg CO₂/kWh, 0.9954 to 0.9988 kg CO₂/kWh", "0 / 30"]
    assert biogas[3].startswith("0.5 kg CO₂/kWh")
    assert biogas[4] == "17 / 13"
    low, high = zero(report)
    assert coal[1:3] == [f"0.333 kg CO₂/kWh, {low:.3g} to {high:.3g} kg CO₂/kWh", "27 / 3"]
    assert coal[4] == "30 / 0"
    assert truck[2:] == ["0 / 30", "nothing printed", ""]


def test_end_below_zero_is_no_factor(report: Audit) -> None:
    national = "grid.national_in_force"
    grids = family(report, "grid", *GRIDS)
    ((_, _, _, printed, _),) = cells(
        crossings({"gas": sweep(report, "landfill.co2_ar5_credit", national, grids)}, "provinces")
    )
    assert printed == "0.133 kg CO₂/kWh, anything up to 1.509 kg CO₂/kWh"


def test_regions_stand_from_the_least_factor_to_the_greatest(report: Audit, sweeps: dict[str, Sweep]) -> None:
    rows = cells(by_region(report, sweeps, ("China",)))
    factors = [float(row[1]) for row in rows]
    assert len(rows) == 31
    assert factors == sorted(factors)
    assert rows[0] == ["Yunnan", "0.1333", "139", "1,070", "599", "0.56"]
    assert rows[3] == ["Hainan", "0.3648", "379", "2,920", "−95.5, open", "0.329, open"]
    # 8 GWh may be 7.5, and the factor 5 % less: 4,842 t, within the 4,000 to 5,000 that are printed
    assert rows[-1] == ["Tianjin", "0.6796", "707", "5,440, as printed", "−1,040, emits more", "0.0139, open"]
    assert ["China", "0.5306", "552", "4,240, as printed", "−593, emits more", "0.163, open"] in rows


def test_factor_leads_to_its_entry_and_an_assumed_one_says_so() -> None:
    audit = open_audit("3", {"province.hainan_2023": 0.2})
    shown = by_region(audit, made(audit))
    (link,) = BeautifulSoup(shown.html, "html.parser").select("a[href='../book/sources.html#province.hainan_2023']")
    assert link.parent.get_text() == "0.2 (assumed)"
    assert shown.html.count("(assumed)") == 1
    (hainan,) = (row for row in cells(shown) if row[0] == "Hainan")
    assert hainan[2] == "208"
