"""What counts in each case, once more by hand: plain arithmetic on numbers typed from the report and the evidence."""

import pytest

from compendium.audit.audit import Audit

# kg CO2 for a kilowatt-hour: what could be argued when the report was written, and what was published later
NATIONAL, CENTRAL = 0.5703, 0.5257
OPERATING, BUILD = 0.8587, 0.2854  # Central China 2019: one row of one table
HALVES = 0.5 * OPERATING + 0.5 * BUILD  # 0.57205
SUN = 0.75 * OPERATING + 0.25 * BUILD  # 0.715375
SICHUAN = (0.1255, 0.1404, 0.1564)
CHINA = (0.5568, 0.5366, 0.5306)
LOW, HIGH = BUILD, OPERATING
LATER_LOW, LATER_HIGH = SICHUAN[0], CHINA[0]

HEAT = 29.307  # GJ in a tonne of coal equivalent
COAL = 26.37 * 0.94 * HEAT / 1000 * 44 / 12  # t CO2 from burning one
GAS = 15.3 * 0.99 * HEAT / 1000 * 44 / 12  # t CO2 from as much heat of natural gas
MWH_PER_TCE = HEAT / 3.6
RAW = 0.7143  # tonnes of coal equivalent in a tonne of raw coal

# Thermal power: grams for a kilowatt-hour in 2017, kilograms for a tonne of raw coal in 2010.
THERMAL_2017 = 6417.1 * 0.71  # TWh
SO2_2017, NOX_2017, DUST_2017 = (1000 * tonnes / THERMAL_2017 for tonnes in (0.77, 1.26, 0.14))
SO2_2010, NOX_2010, DUST_2010 = (tonnes / 151_100 * 1000 for tonnes in (984.4, 954.2, 218.4))

SUINING = 416 / 0.4  # MWh a year, hidden
PUMP = 93.6 / 0.4  # MWh a year, hidden
WARMTH = 93.6 * MWH_PER_TCE * 0.70  # MWh that a boiler makes of the printed coal
# Coal before = warmth / (heat of coal x efficiency); its difference to the pump's power as coal is what is printed.
BEFORE = 93.6 / (1 - 0.4 * MWH_PER_TCE * 0.70 / 4.3)
BEFORE_POWER = BEFORE * MWH_PER_TCE * 0.70 / 4.3
# The same with a gas boiler of 92 %.
GAS_POWER = 93.6 * MWH_PER_TCE * 0.92 / 4.3
GAS_BEFORE = 93.6 * 4.3 / (4.3 - 0.4 * MWH_PER_TCE * 0.92)
GAS_BEFORE_POWER = GAS_BEFORE * MWH_PER_TCE * 0.92 / 4.3
# The savings of the five readings at a factor: power; coal or gas of a boiler, the pump's power taken off or netted
# before.
READINGS = (
    lambda grid: PUMP * grid,
    lambda grid: 93.6 * COAL - WARMTH / 4.3 * grid,
    lambda grid: BEFORE * COAL - BEFORE_POWER * grid,
    lambda grid: 93.6 * GAS - GAS_POWER * grid,
    lambda grid: GAS_BEFORE * GAS - GAS_BEFORE_POWER * grid,
)
LEAF = 3e6 / 1400 * 500 / 1000  # tonnes of dry leaf
# By the paper: 160 to 220 t of CO2 and 3.4 to 5.6 t of SO2 from twenty barns; 1.5 to 2.0 kg of raw coal a kilogram.
GROUP_CO2, GROUP_SO2, REVIEWED = (160 + 220) / 2, (3.4 + 5.6) / 2, (1.5 + 2.0) / 2
CURING = (
    LEAF * 1.5,
    LEAF * 2.0,
    LEAF * 0.935 * RAW,
    3e6 / 1400 * 0.8 * RAW,
    156 * 20 * 0.267 * 1.5,
    LEAF * REVIEWED * RAW,
    LEAF * 2 * RAW,
    156 / 20 * GROUP_CO2 / COAL,
    156 * 7 * 0.5 * 0.935 * RAW,
)
METHANE = 166.4e6 / 1.9 * 0.5 * 0.716 / 1000  # t burned at Chang'an
BIOGAS_METHANE = 8e6 / (80e6 / (7 * 2.7e6)) * 0.716 / 1000  # t burned at Wuliangye
TRUCK = 0.4 / 1.5 * 0.84 * 3.096  # kg CO2 of the diesel that a kilowatt-hour spares
SWAPPED = 22 * 365.25  # MWh a year
FURNACE_OUTPUT = 0.26 * 2400.7  # ten thousand tonnes of steel

BY_HAND = {
    "baseline.combined": HALVES,
    "baseline.combined_solar": SUN,
    "baseline.low": BUILD,
    "baseline.high": OPERATING,
    "thermal.so2_rate": SO2_2017,
    "thermal.nox_rate": NOX_2017,
    "thermal.dust_rate": DUST_2017,
    "thermal.so2_per_coal": SO2_2010 / RAW,
    "thermal.nox_rate_2010": NOX_2010 / RAW * 0.333,
    "thermal.dust_rate_2010": DUST_2010 / RAW * 0.333,
    # 3.6
    "suining.co2_build": SUINING * BUILD,  # 296.8
    "suining.co2_combined_2019": SUINING * HALVES,
    "suining.co2_combined_solar": SUINING * SUN,  # 744.0
    "suining.co2_combined": SUINING * (0.5 * 0.9515 + 0.5 * 0.3500),
    "suining.co2_fossil": SUINING * 0.8273,
    "suining.coal_2022": 1037 / 0.997 * 0.3007,
    "suining.coal_later_rate": 1037 / 0.997 * 0.3619,
    "suining.coal_as_heat": 1037 / 0.997 * 0.1229,
    "suining.saving_low": SUINING * LOW,  # 296.8
    "suining.saving_high": SUINING * HIGH,
    "suining.saving_hindsight_low": SUINING * LATER_LOW,
    "suining.saving_hindsight_high": SUINING * LATER_HIGH,
    "suining.printed_over_high": 1037 / (SUINING * HIGH),
    "suining.nox_2017": SUINING * NOX_2017 / 1000,
    "suining.dust_2017": SUINING * DUST_2017 / 1000,
    "suining.nox_2010": 416 / RAW * NOX_2010 / 1000,
    "suining.dust_2010": 416 / RAW * DUST_2010 / 1000,
    "suining.coal_2020": 1037 / 0.997 * 0.3055,
    "suining.coal_2005": 1037 / 0.997 * 0.370,
    "suining.classic_nox_over_2010": 15 / (NOX_2010 / RAW * 0.333),
    # 3.8
    "heat_pump.co2_text": 234,
    "heat_pump.coal_2020": 234 / 0.997 * 0.3055,
    "heat_pump.coal_from_co2": 234 / COAL,
    "heat_pump.pollutants_2017": PUMP * (SO2_2017 + NOX_2017) / 1000,
    "heat_pump.pollutants_2010": 93.6 / RAW * (SO2_2010 + NOX_2010) / 1000,
    "heat_pump.pollutants_boiler": 93.6 / RAW * (16 + 7.64 + 10) / 1000,
    "heat_pump.pump_power": WARMTH / 4.3,
    "heat_pump.co2_boiler": 93.6 * COAL - WARMTH / 4.3 * NATIONAL,
    "heat_pump.co2_boiler_sichuan": 93.6 * COAL - WARMTH / 4.3 * SICHUAN[1],
    "heat_pump.co2_boiler_net": BEFORE * COAL - BEFORE_POWER * NATIONAL,
    "heat_pump.co2_combined": PUMP * HALVES,
    "heat_pump.co2_gas": 93.6 * GAS,  # 152.4
    "heat_pump.co2_gas_boiler": 93.6 * GAS - GAS_POWER * NATIONAL,
    "heat_pump.co2_gas_net": GAS_BEFORE * GAS - GAS_BEFORE_POWER * NATIONAL,
    "heat_pump.saving_low": min(reading(grid) for reading in READINGS for grid in (LOW, HIGH)),
    "heat_pump.saving_high": max(reading(grid) for reading in READINGS for grid in (LOW, HIGH)),
    "heat_pump.saving_hindsight_low": min(reading(grid) for reading in READINGS for grid in (LATER_LOW, LATER_HIGH)),
    "heat_pump.saving_hindsight_high": max(reading(grid) for reading in READINGS for grid in (LATER_LOW, LATER_HIGH)),
    # 3.3
    "tobacco.so2_from_coal": 375 * 8.5 / 1000,
    "tobacco.sulfur_implied": 100 * 3.18 / (375 / RAW * 1.6),
    "tobacco.so2_power": 3000 * SO2_2017 / 1000,
    "tobacco.nox_power": 3000 * NOX_2017 / 1000,
    "tobacco.dust_left_out": 375 / RAW * 3.17 / 1000,
    "tobacco.coal_displaced_reviewed": 1071.42857142857 * 1.75 * 0.7143,  # t of leaf, t of raw coal, tce
    "tobacco.coal_displaced_yibin": 1071.42857142857 * 2 * 0.7143,
    "tobacco.coal_group": 7.8 * 190 / COAL,  # 7.8 groups of twenty barns
    "tobacco.so2_group": 7.8 * 4.5,
    "tobacco.so2_small_boiler": 375 / RAW * 16 / 1000,
    "tobacco.so2_stock": 375 / RAW * 8.5 / 1000,
    "tobacco.co2_group": 7.8 * 190,
    "tobacco.co2_group_national": 7.8 * 190 - 3000 * NATIONAL,
    "tobacco.co2_group_combined": 7.8 * 190 - 3000 * HALVES,
    "tobacco.gross_printed": 375 * COAL,
    "tobacco.electricity_jiange": 156 * 20 * 146.5 * 1400 / 500 / 1e4,
    "tobacco.electricity_resistance": 156 * 20 * 146.5 * 1.75 * RAW * MWH_PER_TCE * 0.4202 / 1e4,
    "tobacco.co2_per_coal_lincang": 7860 / 6000,
    # 3.6: ten thousand kWh, and hours of 1.2 MW
    "suining.output_needed": 1037 / OPERATING / 10,
    "suining.hours_needed": 1037 / OPERATING / 1.2,
    "suining.dust_small_boiler": 416 / RAW * 50 / 1000,
    "heat_pump.pollutants_uncleaned": 93.6 / RAW * (16 + 7.64 + 50) / 1000,
    "tobacco.stock_pair_yibin": 206.7 / 13,
    "tobacco.coal_low": min(CURING),
    "tobacco.coal_high": max(CURING),
    "tobacco.net_curing_combined": LEAF * 1.5 * COAL - 3000 * HALVES,
    "tobacco.saving_low": min(CURING) * COAL - 3000 * HIGH,
    "tobacco.saving_high": max(CURING) * COAL - 3000 * LOW,
    "tobacco.saving_hindsight_low": min(CURING) * COAL - 3000 * LATER_HIGH,
    "tobacco.saving_hindsight_high": max(CURING) * COAL - 3000 * LATER_LOW,
    # 3.5: ten thousand tonnes
    "landfill.co2_legal": 166_400 * NATIONAL / 1e4,  # 9.49
    "landfill.co2_ar6_biogenic": METHANE * 27.0 / 1e4,
    "landfill.co2_20_engines": 20 * 4.9,
    "landfill.co2_14_engines": 14 * 4.9,
    "landfill.oxidised": METHANE * 0.1 * 28 / 1e4,
    "landfill.saving_flared_low": 166_400 * LOW / 1e4,  # 4.749: 47,490 t
    "landfill.saving_flared_high": 166_400 * HIGH / 1e4,
    "landfill.saving_vented_low": METHANE * 0.9 * 21 / 1e4,
    "landfill.saving_vented_high": (METHANE * 28 + 166_400 * HIGH) / 1e4,
    "landfill.saving_low": 166_400 * LOW / 1e4,
    "landfill.saving_high": (METHANE * 28 + 166_400 * HIGH) / 1e4,
    "landfill.saving_hindsight_low": 166_400 * LATER_LOW / 1e4,
    "landfill.saving_hindsight_high": (METHANE * 28 + 166_400 * LATER_HIGH) / 1e4,
    # 3.7
    "biogas.methane": BIOGAS_METHANE,
    "biogas.methane_report": 8e6 / (1.9 / 0.5) * 0.716 / 1000,
    "biogas.co2e_methane": BIOGAS_METHANE * 28,
    "biogas.methane_over_printed": BIOGAS_METHANE * 28 / 4000,
    "biogas.co2_combined_2019": 8000 * HALVES,  # 4,576
    "biogas.co2_build": 8000 * BUILD,  # 2,283
    "biogas.co2_operating": 8000 * OPERATING,
    "biogas.co2_national": 8000 * NATIONAL,
    "biogas.saving_low": 8000 * LOW,
    "biogas.saving_high": 8000 * HIGH,
    "biogas.saving_vented_low": 8000 * LOW + BIOGAS_METHANE * 21,
    "biogas.saving_vented_high": 8000 * HIGH + BIOGAS_METHANE * 28,
    "biogas.saving_hindsight_low": 8000 * LATER_LOW,
    "biogas.saving_hindsight_high": 8000 * LATER_HIGH,
    # 3.4, 3.1
    "trucks.saving_low": SWAPPED * (TRUCK - HIGH),
    "trucks.saving_high": SWAPPED * (TRUCK - LOW),
    "trucks.saving_hindsight_low": SWAPPED * (TRUCK - LATER_HIGH),
    "trucks.saving_hindsight_high": SWAPPED * (TRUCK - LATER_LOW),
    "steel.co2_power_national": 0.36065 * NATIONAL,
    "steel.co2_with_power": 0.56 + 0.36065 * NATIONAL,
    "steel.co2_without_power": 0.56 - 0.36065 * NATIONAL,
    "steel.saving_low": FURNACE_OUTPUT * (1.91 - 0.56 - 0.36065 * HIGH),
    "steel.saving_high": FURNACE_OUTPUT * (2.15 - 0.56),
}
# Where the printed number lies in the range "at the time" and in that with hindsight, as the chapters say.
PLACES = {
    "suining": ("suining.co2_avoided", "above", "above"),
    "heat_pump": ("heat_pump.co2_avoided", "inside", "inside"),
    "tobacco": ("tobacco.co2_avoided", "inside", "inside"),
    "landfill": ("landfill.co2_avoided", "inside", "inside"),
    "biogas": ("biogas.co2_avoided", "inside", "inside"),
}


@pytest.mark.parametrize(("id_", "value"), BY_HAND.items())
def test_result_agrees_with_the_calculation_by_hand(report: Audit, id_: str, value: float) -> None:
    assert report.result(id_).value == pytest.approx(value, rel=1e-9)


@pytest.mark.parametrize("case", PLACES)
def test_printed_saving_lies_where_the_chapter_says(report: Audit, case: str) -> None:
    figure, *told = PLACES[case]
    unit = report.ledger.figures[figure].unit
    printed = report.interval(figure).value
    for range_, place in zip(("saving", "saving_hindsight"), told, strict=True):
        low, high = (report.interval(f"{case}.{range_}_{end}", unit).value for end in ("low", "high"))
        assert low < high
        assert ("below" if printed < low else "above" if printed > high else "inside") == place, range_


@pytest.mark.parametrize("id_", ["baseline.low", "baseline.high"])
def test_range_at_the_time_uses_no_factor_published_after_the_report(report: Audit, id_: str) -> None:
    names = report.result(id_).factors
    assert [name for name in names if "hindsight" in report.ledger.factors[name].note] == []
    assert {report.ledger.factors[name].source for name in names}.isdisjoint(
        {"bjnews_grid2022", "mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023"}
    )


def test_range_with_hindsight_uses_later_factors_alone(report: Audit) -> None:
    for end in ("low", "high"):
        sources = {report.ledger.factors[name].source for name in report.result(f"baseline.hindsight_{end}").factors}
        assert sources == {"bjnews_grid2022", "mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023"}


def test_margin_for_sun_lies_between_the_two_margins_nearer_the_operating_one(report: Audit) -> None:
    solar = report.result("baseline.combined_solar").value
    operating, build = (report.ledger.factors[f"margin.{name}_2015"].value for name in ("operating", "build"))
    assert build < report.result("baseline.combined").value < solar < operating
    assert operating - solar < solar - build


def test_thermal_power_of_2017_by_a_second_way(report: Audit) -> None:
    # non-fossil power and its share, from the same page, give the total again
    assert report.ledger.factors["thermal.generation_all_2017"].value == pytest.approx(1942.7 / 0.303, rel=0.002)


def test_coal_rate_times_emission_of_coal_gives_nearly_the_operating_margin(report: Audit) -> None:
    # the margin is fossil plants': their coal of 2020 burned, a third way to a rate for thermal power
    factors = report.ledger.factors
    burned = factors["thermal.coal_rate_2020"].value * report.result("policy.coal_co2").value
    assert factors["margin.operating_2019"].value == pytest.approx(burned, rel=0.06)


def test_modules_by_the_power_they_make_in_their_life(report: Audit) -> None:
    # 45 g at 1700 h x 0.75 is 57.4 kg a year for a kilowatt; 1.2 MW, whatever the sun
    yearly = 0.045 * 1700 * 0.75 * 1200 / 1000
    assert report.result("suining.module_emissions").value == pytest.approx(yearly, rel=1e-9)


def test_printed_coal_is_what_is_left_once_the_pump_is_taken_off(report: Audit) -> None:
    coal, power = (report.result(f"heat_pump.{name}").value for name in ("coal_before", "pump_power_before"))
    assert float(report.ledger.figures["heat_pump.coal_saved"].printed) == pytest.approx(coal - 0.4 * power)
    assert report.ledger.factors["heat_pump.heating_cop"].value == pytest.approx(coal * MWH_PER_TCE * 0.70 / power)


def test_heat_pump_saves_less_net_of_its_power_than_the_coal_alone(report: Audit) -> None:
    assert report.result("heat_pump.co2_boiler").interval.high < report.result("heat_pump.co2_coal").interval.low


def test_methane_of_the_distillery_by_two_engines_agrees_within_the_gas_range(report: Audit) -> None:
    one, two = (report.result(id_) for id_ in ("biogas.methane", "biogas.methane_report"))
    assert two.interval.low < one.value < two.interval.high
    # as a heat: 35.8 MJ a cubic metre, so both engines turn two fifths of it into power, as such engines do
    assert 0.35 < report.result("biogas.power_per_methane").value * 3.6 / 35.8 < 0.45


def test_stock_so2_factor_gives_the_printed_digits_when_cut(report: Audit) -> None:
    printed, found = report.ledger.figures["tobacco.so2_avoided"].printed, report.result("tobacco.so2_from_coal").value
    assert f"{int(100 * found) / 100:.2f}" == printed
    assert f"{found:.2f}" != printed


def test_old_set_emits_more_nox_than_any_thermal_plant_average_found(report: Audit) -> None:
    rates = [report.result(id_).value for id_ in ("thermal.nox_rate", "thermal.nox_rate_2010")]
    assert rates == sorted(rates)
    assert max(rates) < 1000 * report.ledger.factors["classic.nox"].value


@pytest.mark.parametrize(
    ("figure", "arithmetic", "evidence"),
    [
        ("suining.co2_avoided", "reproduced", "depends on the choice"),  # 297 to 893 at 1.04 GWh; at 2 GWh above
        ("suining.nox_avoided", "reproduced", "contradicted"),
        ("suining.dust_avoided", "reproduced", "contradicted"),
        ("suining.coal_saved", "reproduced", "depends on the choice"),
        ("heat_pump.co2_avoided", "reproduced", "depends on the choice"),  # coal itself, or gas netted, may give it
        ("heat_pump.coal_saved", "no inputs printed", "untested"),
        ("heat_pump.pollutants_avoided", "reproduced", "depends on the choice"),
        # 3.1875 is no rounding of 3.18, but the coal of 374.5 to 375.5 holds it; 8.4 and 35 t where sulphur is counted
        ("tobacco.so2_avoided", "consistent", "depends on the choice"),
    ],
)
def test_verdicts_that_the_new_evidence_gives(report: Audit, figure: str, arithmetic: str, evidence: str) -> None:
    found = report.verdict(figure)
    assert (found.arithmetic, found.evidence) == (arithmetic, evidence)


def test_coal_at_a_growers_batches(report: Audit) -> None:
    # 156 barns of seven batches, 500 kg of leaf a batch, 0.935 kg of raw coal a kilogram of leaf at 0.7143 kgce
    assert report.result("tobacco.coal_seven_batches").value == pytest.approx(156 * 7 * 0.5 * 0.935 * 0.7143)


def test_margins_of_a_decade_earlier_come_near_the_rate_behind_the_saving(report: Audit) -> None:
    # 1.04 GWh at 1.0871 and 0.9944 kg per kWh
    assert report.result("suining.co2_operating_2010").value == pytest.approx(1040 * 1.0871)
    assert report.result("suining.co2_operating_2012").value == pytest.approx(1040 * 0.9944)
