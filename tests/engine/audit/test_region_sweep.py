"""A derivation at each member of a family of factors: values, signs, and the factor at which it turns."""

import math
import re
from dataclasses import replace

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.audit.region_sweep import family, sweep
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from compendium.ledger.vocabulary import FactorKind

# A bakery: 200 loaves (199.5 to 200.5) at half a kilogram; 100 kg of flour (50 to 150) are printed.
MILLS = ("mill.north_2020", "mill.south_2020", "mill.north_2021")


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
    mills |= {id_: replace(mills[id_], kind=FactorKind.GRID) for id_ in MILLS}
    model = ledger.derivations["bakery.flour_year"]
    made = {f"bakery.{name}": replace(model, id=f"bakery.{name}", formula=text, unit="kg / day")
            for name, text in formulas.items()}  # fmt: skip
    more = replace(ledger, factors={**ledger.factors, **mills}, derivations={**ledger.derivations, **made})
    return open_audit(ledger=more)


@pytest.fixture
def bakers(bakery_ledger: Ledger) -> Audit:
    return audit_of(bakery_ledger, left="bakery.flour - bakery.loaves * flour.per_loaf")


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


def test_source_without_a_factor_of_the_kind_is_no_family(bakers: Audit) -> None:
    with pytest.raises(ValueError, match=r"^no factor of the kind 'grid' is from 'almanac2021'$"):
        family(bakers, "grid", "almanac2020", "almanac2021")
    with pytest.raises(ValueError, match=r"^no factor of the kind 'heat' is from 'almanac2020'$"):
        family(bakers, "heat", "almanac2020")


def test_family_is_one_kind_from_the_named_sources_in_the_order_of_the_table(bakers: Audit) -> None:
    assert family(bakers, "grid", "almanac2020") == MILLS
    assert family(bakers, "", "almanac2020") == ("flour.per_loaf", "mill.grams", "mill.waste")
    south = replace(bakers.ledger.factors["mill.south_2020"], source="gazette2020")
    ledger = replace(bakers.ledger, factors={**bakers.ledger.factors, south.id: south})
    audit = open_audit(ledger=ledger)
    assert family(audit, "grid", "gazette2020") == ("mill.south_2020",)
    assert family(audit, "grid", "gazette2020", "almanac2020") == MILLS
    assert family(audit, "grid") == ()


def test_value_and_interval_take_the_member_in_place_of_the_factor(bakers: Audit) -> None:
    north, south, _ = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS).places
    assert (north.value, north.interval.low, north.interval.high) == pytest.approx((60, 199.5 * 0.3, 200.5 * 0.3))
    assert (south.value, south.interval.low, south.interval.high) == pytest.approx((48, 199.5 * 0.2, 200.5 * 0.28))


def test_member_in_another_unit_is_converted(bakers: Audit) -> None:
    grams, kilograms = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", ["mill.grams", "mill.north_2020"]).places
    assert grams.value == pytest.approx(60)
    assert (grams.interval.low, grams.interval.high) == pytest.approx((kilograms.interval.low, kilograms.interval.high))


def test_member_with_a_range_in_another_unit_keeps_both_its_ends(bakers: Audit) -> None:
    grams = replace(bakers.ledger.factors["mill.grams"], low=200.0, high=450.0)
    audit = open_audit(ledger=replace(bakers.ledger, factors={**bakers.ledger.factors, "mill.grams": grams}))
    (place,) = sweep(audit, "bakery.flour_needed", "flour.per_loaf", ["mill.grams"]).places
    found = (place.interval.low, place.value, place.interval.high)
    assert found == pytest.approx((199.5 * 0.2, 60, 200.5 * 0.45))


def test_factor_put_in_its_own_place_changes_nothing(bakers: Audit) -> None:
    for id_ in ("bakery.flour_needed", "bakery.flour_year", "bakery.left"):
        (place,) = sweep(bakers, id_, "flour.per_loaf", ["flour.per_loaf"]).places
        assert place.interval == bakers.result(id_).interval


def test_derivation_is_nothing_at_its_break_even_and_as_printed_where_it_is_said_to_be(bakers: Audit) -> None:
    def at(id_: str, factor: float) -> float:
        return Evaluator(bakers.ledger.assume({"flour.per_loaf": factor})).result(id_).value

    left = sweep(bakers, "bakery.left", "flour.per_loaf", MILLS)
    needed = sweep(bakers, "bakery.flour_needed", "flour.per_loaf", MILLS)
    assert left.break_even is not None
    assert needed.as_printed is not None
    assert at("bakery.left", left.break_even.value) == pytest.approx(0, abs=1e-9)
    assert at("bakery.flour_needed", needed.as_printed.value) == pytest.approx(100)


def test_crossing_is_told_in_the_factors_own_unit_whatever_that_of_the_figure(bakery_ledger: Ledger) -> None:
    """As printed in kilograms a day, computed in tonnes a year, of a factor in grams."""
    needed = replace(bakery_ledger.derivations["bakery.flour_needed"], unit="t / a")
    grams = replace(bakery_ledger.factors["flour.per_loaf"], value=500.0, low=450.0, high=550.0, unit="g / item")
    ledger = replace(bakery_ledger, derivations={needed.id: needed}, factors={grams.id: grams})
    found = sweep(open_audit(ledger=ledger), "bakery.flour_needed", "flour.per_loaf", ["flour.per_loaf"])
    assert found.as_printed is not None
    crossing = (found.as_printed.low, found.as_printed.value, found.as_printed.high)
    assert crossing == pytest.approx((50e3 / 200.5, 500, 150e3 / 199.5))
    assert found.places[0].meets


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
    assert needed.break_even == Interval.point(0)
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
    assert (north.interval.sign, later.interval.sign) == (0, -1)


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
