"""A derivation at each member of a family of factors: values, signs, and the factor at which it turns."""

import math
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium.audit.audit import Audit, open_audit
from compendium.audit.evaluate import Evaluator
from compendium.audit.region_sweep import Sweep, family, sweep
from compendium.ledger import units
from compendium.ledger.ledger import Ledger

# --- a bakery: 200 loaves (199.5 to 200.5) at half a kilogram, 100 kg of flour (50 to 150) printed --------------------


def audit_of(ledger: Ledger, **formulas: str) -> Audit:
    """Return the bakery with flours of three mills and derivations of these formulas."""
    flour = ledger.factors["flour.per_loaf"]
    mills = {
        "mill.north_2020": replace(flour, id="mill.north_2020", value=0.3, low=0.3, high=0.3, region="North"),
        "mill.south_2020": replace(flour, id="mill.south_2020", value=0.24, low=0.2, high=0.28, region="South"),
        "mill.north_2021": replace(flour, id="mill.north_2021", value=0.8, low=0.8, high=0.8, region="North"),
        "mill.grams": replace(flour, id="mill.grams", value=300.0, low=300.0, high=300.0, unit="g / item"),
        "mill.waste": replace(flour, id="mill.waste", value=0.1, low=-0.1, high=0.3, unit="dimensionless"),
    }  # fmt: skip
    mills["mill.north_2021"] = replace(mills["mill.north_2021"], year="2021")
    model = ledger.derivations["bakery.flour_year"]
    made = {f"bakery.{name}": replace(model, id=f"bakery.{name}", formula=text, unit="kg / day")
            for name, text in formulas.items()}  # fmt: skip
    more = replace(ledger, factors={**ledger.factors, **mills}, derivations={**ledger.derivations, **made})
    return open_audit(ledger=more)


@pytest.fixture
def bakers(bakery_ledger: Ledger) -> Audit:
    return audit_of(bakery_ledger, left="bakery.flour - bakery.loaves * flour.per_loaf")


MILLS = ("mill.north_2020", "mill.south_2020", "mill.north_2021")


def test_factor_that_a_derivation_does_not_rest_on_cannot_be_replaced(bakers: Audit) -> None:
    expected = "bakery.flour_needed rests on no factor 'mill.grams'; its factors: flour.per_loaf"
    with pytest.raises(ValueError, match=re.escape(expected)):
        sweep(bakers, "bakery.flour_needed", "mill.grams", MILLS)


def test_figure_is_no_factor_to_replace(bakers: Audit) -> None:
    with pytest.raises(ValueError, match=r"rests on no factor 'bakery\.loaves'"):
        sweep(bakers, "bakery.flour_needed", "bakery.loaves", MILLS)


def test_member_of_another_quantity_is_refused(bakers: Audit) -> None:
    expected = "mill.waste is in dimensionless, no kind of kg / item, and cannot stand for flour.per_loaf"
    with pytest.raises(ValueError, match=re.escape(expected)):
        sweep(bakers, "bakery.flour_needed", "flour.per_loaf", ["mill.waste"])


def test_unknown_member_and_unknown_derivation_are_named(bakers: Audit) -> None:
    with pytest.raises(KeyError, match=r"mill\.north_2019.*nearest: 'mill\.north_20"):
        sweep(bakers, "bakery.flour_needed", "flour.per_loaf", ["mill.north_2019"])
    with pytest.raises(KeyError, match=r"nearest: 'bakery\.flour_needed'"):
        sweep(bakers, "bakery.flour_neded", "flour.per_loaf", MILLS)


@pytest.mark.parametrize("formula", ["bakery.loaves / flour.per_loaf", "bakery.loaves * flour.per_loaf ** 2"])
def test_break_even_of_a_curve_is_refused(bakery_ledger: Ledger, formula: str) -> None:
    with pytest.raises(ValueError, match=r"bakery\.bent is no line in flour\.per_loaf"):
        sweep(audit_of(bakery_ledger, bent=formula), "bakery.bent", "flour.per_loaf", MILLS)


def test_source_without_a_factor_of_the_unit_is_no_family(bakers: Audit) -> None:
    with pytest.raises(ValueError, match="no factor in 'kg / item' is from 'almanac2021'"):
        family(bakers, "kg / item", "almanac2020", "almanac2021")
    with pytest.raises(ValueError, match="no factor in 't / item' is from 'almanac2020'"):
        family(bakers, "t / item", "almanac2020")


def test_family_is_one_unit_in_the_order_of_the_table(bakers: Audit) -> None:
    assert family(bakers, "kg / item", "almanac2020") == ("flour.per_loaf", *MILLS)
    assert family(bakers, "g / item", "almanac2020") == ("mill.grams",)


def test_value_and_interval_take_the_member_in_place_of_the_factor(bakers: Audit) -> None:
    north, south, _ = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS).places
    assert (north.value, north.low, north.high) == pytest.approx((60, 199.5 * 0.3, 200.5 * 0.3))
    assert (south.value, south.low, south.high) == pytest.approx((48, 199.5 * 0.2, 200.5 * 0.28))


def test_member_in_another_unit_is_converted(bakers: Audit) -> None:
    (grams,) = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", ["mill.grams"]).places
    assert grams.value == pytest.approx(60)


def test_member_meets_what_is_printed_by_its_interval(bakers: Audit) -> None:
    # 50 to 150 is printed: 60 lies within, 39.9 to 56.1 reaches it, 160 does not
    swept = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS)
    assert [place.meets for place in swept.places] == [True, True, False]


def test_nothing_printed_is_never_met(bakers: Audit) -> None:
    swept = sweep(bakers, "bakery.left", "flour.per_loaf", MILLS)
    assert (swept.figure, swept.as_printed) == (None, None)
    assert not any(place.meets for place in swept.places)


def test_break_even_and_as_printed_by_hand(bakers: Audit) -> None:
    needed = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS)
    assert needed.break_even is not None
    assert (needed.break_even.low, needed.break_even.value, needed.break_even.high) == (0, 0, 0)
    assert needed.as_printed is not None
    found = (needed.as_printed.low, needed.as_printed.value, needed.as_printed.high)
    assert found == pytest.approx((50 / 200.5, 100 / 200, 150 / 199.5))
    left = sweep(bakers, "bakery.left", "flour.per_loaf", MILLS).break_even
    assert left is not None
    assert (left.low, left.value, left.high) == pytest.approx((50 / 200.5, 100 / 200, 150 / 199.5))


def test_sign_is_sure_only_where_the_interval_leaves_zero_out(bakers: Audit) -> None:
    # flour left: 100 - 60, from 50 - 60.15 to 150 - 59.85; 100 - 160, from 50 - 160.4 to 150 - 159.6
    north, _, later = sweep(bakers, "bakery.left", "flour.per_loaf", MILLS).places
    assert (north.value, later.value) == pytest.approx((40, -60))
    assert (north.sign, later.sign) == (0, -1)


def test_factor_that_cancels_out_has_no_break_even(bakery_ledger: Ledger) -> None:
    formula = "bakery.flour + bakery.loaves * (flour.per_loaf - flour.per_loaf)"
    assert sweep(audit_of(bakery_ledger, flat=formula), "bakery.flat", "flour.per_loaf", MILLS).break_even is None


def test_line_that_some_inputs_turn_round_has_no_ends(bakery_ledger: Ledger) -> None:
    formula = "bakery.loaves * flour.per_loaf * mill.waste - bakery.flour"
    swept = sweep(audit_of(bakery_ledger, turned=formula), "bakery.turned", "flour.per_loaf", MILLS)
    assert swept.break_even is not None
    assert swept.break_even.value == pytest.approx(100 / (200 * 0.1))
    assert (swept.break_even.low, swept.break_even.high) == (-math.inf, math.inf)


def test_places_are_sorted_within_a_year_and_a_region_can_be_left_out(bakers: Audit) -> None:
    swept = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS)
    assert swept.years == ("2020", "2021")
    assert [place.factor.region for place in swept.at("2020")] == ["South", "North"]
    assert [place.factor.id for place in swept.latest] == ["mill.north_2021"]
    south = swept.without("North")
    assert [place.factor.id for place in south.places] == ["mill.south_2020"]
    assert (south.as_printed, south.derivation) == (swept.as_printed, swept.derivation)


# --- the report, on the grids of China and its provinces --------------------------------------------------------------

OWN, NATIONAL = "grid.sichuan_2022", "grid.national_in_force"
CASES = {
    "suining.co2_sichuan_2022": OWN,
    "biogas.co2_sichuan": OWN,
    "heat_pump.co2_sichuan": OWN,
    "tobacco.net_printed_sichuan": OWN,
    "tobacco.net_curing_sichuan": OWN,
    "trucks.net_per_kwh_sichuan": OWN,
    "trucks.net_year_sichuan": OWN,
    "landfill.co2_ar5_credit": NATIONAL,
}
COAL = 26.37 * 0.94 * 0.0293076 * 44 / 12  # t CO2/tce: t C/TJ, the share oxidised, TJ/tce
METHANE = 166.4e6 / 1.9 * 0.5 * 0.716e-3  # t: kWh, at 1.9 a cubic metre of gas, half of it methane
SOURCES = ("mee_grid_factors2021", "mee_grid_factors2022", "mee_grid_factors2023")


@pytest.fixture(scope="module")
def swept(report: Audit) -> dict[str, Sweep]:
    grids = family(report, "kg CO2 / kWh", *SOURCES)
    return {id_: sweep(report, id_, replaced, grids) for id_, replaced in CASES.items()}


@pytest.mark.parametrize(
    ("id_", "member", "value"),
    [
        # tonnes: gigawatt-hours times kilograms a kilowatt-hour, times a thousand
        ("suining.co2_sichuan_2022", "grid.hebei_2021", 1040 * 0.7901),
        ("suining.co2_sichuan_2022", "province.yunnan_2022", 1040 * 0.1073),
        ("suining.co2_sichuan_2022", "grid.national_2023", 1040 * 0.5306),
        ("biogas.co2_sichuan", "province.inner_mongolia_2022", 8000 * 0.6849),
        ("heat_pump.co2_sichuan", "province.shanxi_2021", 234 * 0.7222),
        ("tobacco.net_printed_sichuan", "province.tianjin_2023", 375 * COAL - 3000 * 0.6796),
        # a litre of diesel: 3.096 kg for a kilogram of 0.84 kg; 0.4 litres or 1.5 kWh a kilometre
        ("trucks.net_per_kwh_sichuan", "province.qinghai_2023", 0.4 / 1.5 * 3.096 * 0.84 - 0.1796),
        # in ten thousand tonnes: the methane at a potential of 28, and the power
        ("landfill.co2_ar5_credit", "province.beijing_2021", (METHANE * 28 + 166.4e3 * 0.5688) / 1e4),
    ],
)  # fmt: skip
def test_saving_elsewhere_by_hand(swept: dict[str, Sweep], id_: str, member: str, value: float) -> None:
    (place,) = (one for one in swept[id_].places if one.factor.id == member)
    assert place.value == pytest.approx(value, rel=1e-6)


@pytest.mark.parametrize("id_", CASES)
def test_replacing_a_factor_by_itself_changes_nothing(report: Audit, id_: str) -> None:
    (place,) = sweep(report, id_, CASES[id_], [CASES[id_]]).places
    result = report.result(id_)
    assert (place.interval.low, place.value, place.interval.high) == (
        result.interval.low,
        result.value,
        result.interval.high,
    )


@pytest.mark.parametrize("id_", CASES)
def test_saving_is_nothing_at_the_break_even_and_as_printed_where_it_is_said_to_be(
    report: Audit, swept: dict[str, Sweep], id_: str
) -> None:
    def at(factor: float) -> float:
        return Evaluator(report.ledger.assume({CASES[id_]: factor})).result(id_).value

    one = swept[id_]
    assert one.break_even is not None
    assert at(one.break_even.value) == pytest.approx(0, abs=1e-9 * max(abs(place.value) for place in one.places))
    if one.as_printed is not None and one.figure is not None:
        size = units.convert(1.0, one.derivation.unit, one.figure.unit)
        assert at(one.as_printed.value) * size == pytest.approx(one.figure.bounds[1])


@pytest.mark.parametrize(
    ("id_", "crossing", "same"),
    [
        ("suining.co2_sichuan_2022", "as_printed", "suining.grid_needed"),
        ("biogas.co2_sichuan", "as_printed", "biogas.co2_per_mwh"),
        ("heat_pump.co2_sichuan", "as_printed", "heat_pump.co2_per_kwh"),
        ("tobacco.net_printed_sichuan", "break_even", "tobacco.breakeven_grid"),
        ("tobacco.net_printed_sichuan", "as_printed", "tobacco.grid_as_printed"),
        ("tobacco.net_curing_sichuan", "break_even", "tobacco.breakeven_grid_curing"),
        ("tobacco.net_curing_sichuan", "as_printed", "tobacco.grid_as_printed_curing"),
        ("trucks.net_per_kwh_sichuan", "break_even", "trucks.breakeven_grid"),
        ("trucks.net_year_sichuan", "break_even", "trucks.breakeven_grid"),
        ("landfill.co2_ar5_credit", "as_printed", "landfill.grid_as_printed"),
    ],
)
def test_crossing_agrees_with_the_formula_solved_for_the_grid(
    report: Audit, swept: dict[str, Sweep], id_: str, crossing: str, same: str
) -> None:
    found = getattr(swept[id_], crossing)
    solved = report.result(same)
    assert solved.method == "corners"  # the interval of the other way is exact
    assert (found.interval.low, found.value, found.interval.high) == pytest.approx(
        (solved.low, solved.value, solved.high), rel=1e-9
    )


@pytest.mark.parametrize("id_", CASES)
def test_member_lies_on_its_side_of_the_break_even(swept: dict[str, Sweep], id_: str) -> None:
    one = swept[id_]
    assert one.break_even is not None
    cleanest, *_, dirtiest = sorted(one.places, key=lambda place: place.factor.value)
    rises = dirtiest.value > cleanest.value
    for place in one.places:
        side = place.factor.value - one.break_even.value
        assert place.interval.low <= place.value <= place.interval.high
        assert (place.value > 0) == ((side > 0) == rises)


@pytest.mark.slow
@settings(deadline=None)  # the first case audits the report
@given(factor=st.floats(0.01, 2), wide=st.floats(0, 0.5))
def test_interval_elsewhere_holds_the_value_and_grows_with_the_members(
    report: Audit, factor: float, wide: float
) -> None:
    grid = report.ledger.factors[OWN]
    point = replace(grid, id="any.point", value=factor, low=factor, high=factor)
    broad = replace(grid, id="any.broad", value=factor, low=factor - wide / 200, high=factor + wide)
    ledger = replace(report.ledger, factors={**report.ledger.factors, "any.point": point, "any.broad": broad})
    computed = report.part("3.3").computer  # as published; a sweep computes its members alone
    audit = Audit(ledger, "3.3", computer=computed)
    one, other = sweep(audit, "tobacco.net_printed_sichuan", OWN, ["any.point", "any.broad"]).places
    assert other.low <= one.interval.low <= one.value == other.value <= one.interval.high <= other.high


# --- what the chapter says --------------------------------------------------------------------------------------------


def regions(swept: Sweep, year: str, sign: int) -> set[str]:
    return {place.factor.region for place in swept.without("China").at(year) if place.sign == sign}


def test_thirty_provinces_in_three_years(swept: dict[str, Sweep]) -> None:
    for one in swept.values():
        assert {year: len(one.without("China").at(year)) for year in one.years} == {"2021": 30, "2022": 30, "2023": 30}


@pytest.mark.parametrize("id_", ["suining.co2_sichuan_2022", "heat_pump.co2_sichuan"])
def test_no_grid_gives_the_savings_of_the_old_set(swept: dict[str, Sweep], id_: str) -> None:
    assert not any(place.meets for place in swept[id_].places)
    assert max(place.factor.value for place in swept[id_].places) == 0.7901


def test_distillery_is_right_between_two_factors(swept: dict[str, Sweep]) -> None:
    # over 4,000 t, up to 5,000; over 8 GWh is printed as 750 to 850 times ten thousand kilowatt-hours
    low, high = 4000 / 8500, 5000 / 7500
    for place in swept["biogas.co2_sichuan"].places:
        assert place.meets == (low <= place.factor.value <= high)
        assert not (place.meets and place.factor.region == "Sichuan")


def test_printed_coal_leaves_a_saving_for_sure_on_the_three_cleanest_grids(swept: dict[str, Sweep]) -> None:
    one = swept["tobacco.net_printed_sichuan"]
    for year in one.years:
        assert regions(one, year, 1) == {"Yunnan", "Sichuan", "Qinghai"}
        # zero lies at 0.285 to 0.400 kg/kWh
        assert regions(one, year, -1) == {
            place.factor.region for place in one.without("China").at(year) if place.factor.value > 0.40009
        }
    assert not any(place.meets for place in one.places)


def test_curing_coal_leaves_more_than_printed_on_every_grid(swept: dict[str, Sweep]) -> None:
    one = swept["tobacco.net_curing_sichuan"]
    assert min(place.interval.low for place in one.places) > 982.55


def test_trucks_save_for_sure_on_the_three_cleanest_grids_and_emit_more_for_sure_on_none(
    swept: dict[str, Sweep],
) -> None:
    for id_ in ("trucks.net_per_kwh_sichuan", "trucks.net_year_sichuan"):
        one = swept[id_]
        assert {year: (regions(one, year, 1), regions(one, year, -1)) for year in one.years} == dict.fromkeys(
            one.years, ({"Yunnan", "Sichuan", "Qinghai"}, set())
        )


def test_landfill_is_as_printed_on_every_grid(swept: dict[str, Sweep]) -> None:
    assert all(place.meets for place in swept["landfill.co2_ar5_credit"].places)


def test_operating_margin_lies_above_every_average_and_beyond_the_trucks_break_even(report: Audit) -> None:
    margin = report.bounds("margin.operating_2019")[1]
    assert margin > max(report.ledger.factors[id_].value for id_ in family(report, "kg CO2 / kWh", *SOURCES))
    assert margin > report.result("trucks.breakeven_grid").high
    assert report.result("suining.co2_operating").high < 1036.5
