"""The headline results once more, by hand: plain arithmetic on numbers typed from the report and the evidence."""

import pytest

from compendium.audit.audit import Audit

COAL, CO2, NOX, DUST, SO2 = 0.4, 0.997, 0.015, 0.272, 0.03  # the classical set, kilograms for a kilowatt-hour
CARBON_OF_CO2 = 12 / 44
SICHUAN_2022, NATIONAL_2022, CENTRAL_2012 = 0.1404, 0.5703, 0.5257  # kg CO2 for a kilowatt-hour

# Real GDP 2020 over 2015: four years at 7.8 %, then 3.8 %.
GDP = 1.078**4 * 1.038
CEADS_2015, CEADS_2019 = 332.377429, 315.163355  # Mt
PROCESS_2015, PROCESS_2019 = 40.948, 45.76
CUI_2019, CUI_2020 = 342.128355, 349.50608
ENERGY = 1.032**4 * 1.019
# Carbon content (t C / TJ) x share oxidised x heat of a tonne of coal equivalent (TJ) x 44/12, by fuel.
HEAT = 0.0293076
PER_TCE = {
    "coal": 26.37 * 0.94 * HEAT * 44 / 12,
    "oil": 20.2 * 0.98 * HEAT * 44 / 12,
    "gas": 15.3 * 0.99 * HEAT * 44 / 12,
}
IPCC = {"coal": 25.8, "oil": 20.2, "gas": 15.3}
SHARE_2016 = {"coal": 0.339, "oil": 0.190, "gas": 0.144}
SHARE_2021 = {"coal": 0.259, "oil": 0.170, "gas": 0.167}


def content(share: dict[str, float], factor: dict[str, float]) -> float:
    return sum(share[fuel] * factor[fuel] for fuel in share)


def fall(co2: float) -> float:
    """Return the fall in CO2 per GDP, in per cent, from CO2 2020 over 2015."""
    return 100 * (1 - co2 / GDP)


# Landfill: 166.4 GWh at 1.9 kWh a cubic metre, half of it methane of 0.716 kg.
GAS = 166.4e6 / 1.9
METHANE = GAS * 0.5 * 0.716 / 1000  # t
LEAF = 3e6 / 1400 * 500 / 1000  # t of dry leaf that three million kilowatt-hours cure

BY_HAND = {
    # 2.2: six routes to the fall in CO2 per GDP, in per cent
    "policy.gdp_index": GDP,
    "policy.fall_ceads_cui": fall(CEADS_2019 / CEADS_2015 * CUI_2020 / CUI_2019),
    "policy.fall_ceads_energy": fall(CEADS_2019 / CEADS_2015 * 1.019),
    "policy.fall_ceads_fuel": fall((CEADS_2019 - PROCESS_2019) / (CEADS_2015 - PROCESS_2015) * CUI_2020 / CUI_2019),
    "policy.fall_official": fall(2.7 / 2.7 * 1.019),
    "policy.fall_energy_mix": fall(ENERGY * content(SHARE_2021, PER_TCE) / content(SHARE_2016, PER_TCE)),
    "policy.fall_energy_mix_ipcc": fall(ENERGY * content(SHARE_2021, IPCC) / content(SHARE_2016, IPCC)),
    "policy.fall_at_2019": 100 * (1 - CEADS_2019 / CEADS_2015 / 1.078**4),
    "policy.fall_nominal": 100 * (1 - CEADS_2019 / CEADS_2015 * CUI_2020 / CUI_2019 * 30103.1 / 48598.8),
    "policy.co2_change_required": 100 * (0.701 * GDP - 1),
    "policy.energy_intensity_fall": 100 * (1 - ENERGY / GDP),
    "policy.fall_over_target": 29.9 - 19.5,
    "policy.steel_cut_sum": 420 + 77,
    "policy.gap_from_revenue": 26.7 - 3.5,
    "policy.industry_growth_implied": 26.7 - 23.1,
    "policy.glass_cut_mass": 275.53 * 50 / 1000,
    "policy.urban_trips_2020": 64.5 / 1.164,
    "policy.metro_share": 100 * 18.0 / 64.5,
    # 3.1
    "steel.share_of_capacity": 100 * 13 / 32,
    "steel.co2_at_capacity": 0.56 * 1300,
    "steel.dust_at_capacity": 0.15e-3 * 13e6,
    "steel.saving_at_capacity_world": (1.91 - 0.56) * 1300,
    # 3.2: ten thousand rides a day
    "chengdu.metro_daily_2021": 1.80e9 / 365.25 / 1e4,
    "chengdu.metro_daily_half_2022": 8.6e8 / 181 / 1e4,
    "chengdu.metro_daily_second_half": 2 * 490 - 86_000 / 181,
    "chengdu.rides_per_bike": 300 / 93,
    "chengdu.rides_per_km": 4.9e6 / 558,
    # 3.3
    "tobacco.coal_as_heat": 3e6 * 0.1229 / 1000,
    "tobacco.co2_per_coal": 982.5 / 375,
    "tobacco.so2_per_coal": 3180 / 375,
    "tobacco.coal_displaced_sichuan": LEAF * 1.5,
    "tobacco.co2_power_national": 3e6 * NATIONAL_2022 / 1000,
    "tobacco.net_printed_national": 375 * PER_TCE["coal"] - 3000 * NATIONAL_2022,
    "tobacco.net_printed_sichuan": 375 * PER_TCE["coal"] - 3000 * SICHUAN_2022,
    "tobacco.net_curing_sichuan": LEAF * 1.5 * PER_TCE["coal"] - 3000 * SICHUAN_2022,
    "tobacco.breakeven_grid": 375 * PER_TCE["coal"] / 3000,
    # 3.4
    "trucks.swaps_station4": 12000 / (282 * 0.8),
    "trucks.year_two_stations": 22000 * 365.25 / 1e6,
    # 3.5
    "landfill.full_load_hours": 166.4e6 / 20.8e3,
    "landfill.engine_power": 20800 / 14,
    "landfill.gas": GAS / 1e6,
    "landfill.waste": GAS / 120 / 1e4,
    "landfill.methane": METHANE,
    "landfill.co2_sar": METHANE * 21 / 1e4,
    "landfill.co2_ar5": METHANE * 28 / 1e4,
    "landfill.co2_ar5_credit": (METHANE * 28 + 166.4e3 * NATIONAL_2022) / 1e4,
    "landfill.gwp_needed": 900_000 / METHANE,
    "landfill.methane_share_needed_ar5": 100 * 900_000 / (GAS * 0.716 / 1000 * 28),
    "landfill.engines_needed": 900_000 / 49_000,
    # 3.6: one hidden output, ten thousand kilowatt-hours a year, from each of the four printed savings
    "suining.generation_from_coal": 416_000 / COAL / 1e4,
    "suining.generation_from_co2": 1_037_000 / CO2 / 1e4,
    "suining.generation_from_nox": 15_600 / NOX / 1e4,
    "suining.generation_from_dust": 282_900 / DUST / 1e4,
    "suining.dust_per_co2": 282.9 / 1037,
    "suining.co2_from_coal": 416 / COAL * CO2,
    "suining.co2_national": 416 / COAL * NATIONAL_2022,
    "suining.co2_sichuan_2022": 416 / COAL * SICHUAN_2022,
    "suining.grid_needed_ratio": 1037 / 1040 / SICHUAN_2022,
    "suining.full_load_hours": 1.04e6 / 1200,
    # 3.7
    "biogas.co2_per_mwh": 4000 / 8000,
    "biogas.co2_regional": 8000 * CENTRAL_2012,
    "biogas.full_load_hours": 8e6 / 1500,
    # 3.8
    "heat_pump.power_from_coal": 93.6 / 0.4,
    "heat_pump.co2_classic": 93.6 / 0.4 * 0.997,
    "heat_pump.co2_per_coal": 2.5,
    "heat_pump.pollutants_classic": 234 * (SO2 + NOX),
    # 3.9, 3.10
    "universiade.fleet": 1760,
    "inclusion.price": 1e6 / 6e4,
    "inclusion.retired_share": 100 * 6 / 11,
}


@pytest.mark.parametrize(("id_", "value"), BY_HAND.items())
def test_result_agrees_with_the_calculation_by_hand(report: Audit, id_: str, value: float) -> None:
    assert report.result(id_).value == pytest.approx(value, rel=1e-9)


def test_carbon_in_the_printed_co2_is_the_printed_dust(report: Audit) -> None:
    # the factor is 12/44 to seven places
    assert report.result("suining.dust_as_carbon").value == pytest.approx(1037 * CARBON_OF_CO2, rel=1e-6)
    assert report.ledger.figures["suining.dust_avoided"].interval.meets(
        report.result("suining.dust_as_carbon").interval
    )
    ratio = report.result("suining.dust_per_co2").interval
    assert (ratio.low, ratio.high) == pytest.approx((282.85 / 1037.5, 282.95 / 1036.5), rel=1e-9)
    assert ratio.contains(CARBON_OF_CO2)


def test_one_hidden_output_explains_all_four_savings_of_suining(report: Audit) -> None:
    # an output that all four printed intervals allow, in kilowatt-hours
    least = max(415_500 / COAL, 1_036_500 / CO2, 15_550 / NOX, 282_850 / DUST)
    most = min(416_500 / COAL, 1_037_500 / CO2, 15_650 / NOX, 282_950 / DUST)
    results = [report.result(f"suining.generation_from_{name}") for name in ("coal", "co2", "nox", "dust")]
    assert max(result.interval.low for result in results) * 1e4 == pytest.approx(least, rel=1e-9)
    assert min(result.interval.high for result in results) * 1e4 == pytest.approx(most, rel=1e-9)
    assert max(result.interval.low for result in results) < min(result.interval.high for result in results)


def test_printed_fall_meets_three_routes_of_six(report: Audit) -> None:
    meets = {
        check.result.derivation.id: check.meets for check in report.verdict("policy.co2_intensity_fall").cross_checks
    }
    assert meets == {
        "policy.fall_ceads_cui": False,  # 30.9
        "policy.fall_ceads_energy": False,  # 31.1
        "policy.fall_ceads_fuel": False,  # 32.6
        "policy.fall_official": True,  # 24.3 to 30.1
        "policy.fall_energy_mix": True,  # 27.4 to 31.0
        "policy.fall_energy_mix_ipcc": True,  # 27.5 to 31.1
    }


def test_interval_of_the_required_change_by_hand(report: Audit) -> None:
    result = report.result("policy.co2_change_required")
    assert result.interval.low == pytest.approx(100 * (0.7005 * 1.0775**4 * 1.0375 - 1), rel=1e-9)
    assert result.interval.high == pytest.approx(100 * (0.7015 * 1.0785**4 * 1.0385 - 1), rel=1e-9)


def test_interval_of_the_landfill_saving_by_hand(report: Audit) -> None:
    # 16635 to 16645 ten thousand kWh, 2 to 1.8 kWh a cubic metre, 45 to 60 % methane, at 20 and at 0 degrees
    result = report.result("landfill.co2_ar5")
    assert result.interval.low == pytest.approx(166.35e6 / 2 * 0.45 * 0.667e-3 * 28 / 1e4, rel=1e-9)
    assert result.interval.high == pytest.approx(166.45e6 / 1.8 * 0.60 * 0.716e-3 * 28 / 1e4, rel=1e-9)


@pytest.mark.parametrize(
    ("figure", "arithmetic", "evidence"),
    [
        ("suining.co2_avoided", "reproduced", "contradicted"),
        ("suining.coal_saved", "reproduced", "contradicted"),
        ("suining.dust_avoided", "reproduced", "contradicted"),
        ("heat_pump.co2_avoided", "reproduced", "contested"),  # 233.3 for a printed 234
        ("heat_pump.pollutants_avoided", "reproduced", "contradicted"),  # 10.53 rounds to 11
        ("biogas.co2_avoided", "reproduced", "contested"),  # 4206 is 'over 4000'
        ("tobacco.coal_saved", "consistent", "contested"),
        ("policy.crude_steel_cut", "no inputs printed", "supported"),
        ("policy.co2_intensity_fall", "no inputs printed", "contested"),
        ("landfill.co2_avoided", "no inputs printed", "contested"),
        ("chengdu.metro_length", "no inputs printed", "contradicted"),  # 557.8 is not over 558
    ],
)
def test_headline_verdicts(report: Audit, figure: str, arithmetic: str, evidence: str) -> None:
    found = report.verdict(figure)
    assert (found.arithmetic, found.evidence) == (arithmetic, evidence)


def test_methane_of_the_landfill_is_what_its_volume_weighs(report: Audit) -> None:
    # 22.414 litres a mole at 0 degrees, 16.04 grams: a second way to the density, in tonnes a cubic metre
    assert report.ledger.factors["methane.density"].value == pytest.approx(16.04 / 22.414 / 1000, rel=1e-3)
