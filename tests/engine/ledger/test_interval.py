"""An interval says where a value may lie, and ends that only floating point parts are one."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.ledger.comparison import SLACK
from compendium.ledger.interval import Interval

numbers = st.floats(-1e9, 1e9)
intervals = st.tuples(numbers, numbers, numbers).map(sorted).map(lambda ends: Interval(*ends))
INF = math.inf


def test_point_holds_one_value() -> None:
    assert Interval.point(3) == Interval(3, 3, 3)
    assert Interval.point(3).is_point


@pytest.mark.parametrize(
    ("values", "around"),
    [
        ((2,), Interval(2, 2, 2)),
        ((2, 5, 1), Interval(1, 2, 5)),
        ((2, 3), Interval(2, 2, 3)),
        ((9, 3, 5), Interval(3, 9, 9)),
    ],
)
def test_interval_around_values_has_the_first_for_its_value(values: tuple[float, ...], around: Interval) -> None:
    assert Interval.around(*values) == around


@pytest.mark.parametrize(
    ("interval", "point"), [(Interval(1, 1, 1), True), (Interval(1, 1, 2), False), (Interval(1, 2, 2), False)]
)
def test_point_is_what_has_no_width(interval: Interval, point: bool) -> None:
    assert interval.is_point is point


@pytest.mark.parametrize(
    ("interval", "bounded"),
    [
        (Interval(1, 2, 3), True),
        (Interval(1, 2, INF), False),
        (Interval(-INF, 2, 3), False),
        (Interval(-INF, 0, INF), False),
    ],
)
def test_bounded_is_what_has_two_finite_ends(interval: Interval, bounded: bool) -> None:
    assert interval.is_bounded is bounded


@pytest.mark.parametrize(
    ("low", "high", "sign"),
    [
        (1, 2, 1),
        (-2, -1, -1),
        (-1, 1, 0),
        (0, 1, 0),
        (-1, 0, 0),
        (0, 0, 0),
        (1, INF, 1),
        (-INF, -1, -1),
        (-INF, INF, 0),
    ],
)
def test_sign_is_sure_only_where_zero_lies_outside(low: float, high: float, sign: int) -> None:
    assert Interval(low, low, high).sign == sign


@pytest.mark.parametrize(
    ("factor", "scaled"),
    [(2, Interval(2, 4, 10)), (-2, Interval(-10, -4, -2)), (0.5, Interval(0.5, 1, 2.5)), (0, Interval(0, 0, 0))],
)
def test_every_part_is_scaled_and_a_negative_number_turns_the_ends_round(factor: float, scaled: Interval) -> None:
    assert Interval(1, 2, 5).scaled(factor) == scaled


def test_end_that_is_infinite_stays_so_when_scaled() -> None:
    assert Interval(1, 2, INF).scaled(3) == Interval(3, 6, INF)
    assert Interval(1, 2, INF).scaled(-3) == Interval(-INF, -6, -3)


@pytest.mark.parametrize(
    ("interval", "value", "held"),
    [
        (Interval(1, 2, 3), 2, True),
        (Interval(1, 2, 3), 1, True),
        (Interval(1, 2, 3), 3, True),
        (Interval(1, 2, 3), 0.999, False),
        (Interval(1, 2, 3), 3.001, False),
        (Interval(1, 2, INF), 1e300, True),
        # at zero there is no slack: the ends themselves belong to it
        (Interval.point(0), 0, True),
        (Interval(0, 0, 1), 0, True),
        (Interval(-1, 0, 0), 0, True),
        (Interval.point(0), 1e-300, False),
        (Interval.point(0), -1e-300, False),
    ],
)
def test_interval_contains_what_lies_between_its_ends_and_the_ends(
    interval: Interval, value: float, held: bool
) -> None:
    assert interval.contains(value) is held


@pytest.mark.parametrize(
    ("one", "other", "met"),
    [
        (Interval(1, 2, 3), Interval(2, 4, 5), True),
        (Interval(1, 2, 3), Interval(0, 2, 9), True),
        (Interval(1, 2, 3), Interval(3, 4, 5), True),
        (Interval(1, 2, 3), Interval(3.001, 4, 5), False),
        (Interval(1, 2, 3), Interval(-5, 0, 0.999), False),
        (Interval(1, 2, INF), Interval(1e300, 1e300, 1e300), True),
        (Interval(-1, 0, 0), Interval(0, 0, 1), True),
        (Interval.point(0), Interval.point(0), True),
        (Interval(-2, 0, -1e-300), Interval(0, 0, 1), False),
    ],
)
def test_intervals_meet_where_they_have_a_value_in_common(one: Interval, other: Interval, met: bool) -> None:
    assert one.meets(other) is met
    assert other.meets(one) is met


@pytest.mark.parametrize("size", [1e-6, 1, 1e12])
def test_floating_point_parts_no_two_values_and_what_is_more_does(size: float) -> None:
    """A sum of tenths misses by a few parts in 10^16; one part in a million is a difference."""
    interval = Interval(0.1 * size, size, size)
    assert interval.contains(size * (1 + 5e-10))
    assert not interval.contains(size * (1 + 2e-9))
    assert Interval(size, size, 9 * size).contains(size * (1 - 5e-10))
    assert not Interval(size, size, 9 * size).contains(size * (1 - 2e-9))
    near, far = Interval.point(size * (1 + 5e-10)), Interval.point(size * (1 + 2e-9))
    assert interval.meets(near)
    assert near.meets(interval)
    assert not interval.meets(far)
    assert not far.meets(interval)


def test_slack_is_a_share_of_the_greater_value() -> None:
    assert Interval.point(1e-3).contains(1e-3 + SLACK * 1e-3 / 2)
    assert not Interval(-1000, 0, 1).contains(1 + 100 * SLACK)  # the ends' size gives nothing
    assert Interval(-1000, -1000, 1).contains(1 + 100 * SLACK)
    assert Interval(-1000, -1000, 1).meets(Interval.point(1 + 100 * SLACK))
    assert Interval.point(1 + 100 * SLACK).meets(Interval(-1000, -1000, 1))


@given(intervals, numbers)
def test_containing_a_value_is_meeting_its_point(interval: Interval, value: float) -> None:
    assert interval.contains(value) == interval.meets(Interval.point(value))


@given(intervals, intervals)
def test_meeting_is_mutual(one: Interval, other: Interval) -> None:
    assert one.meets(other) == other.meets(one)


@given(intervals, st.floats(-1e3, 1e3))
def test_scaled_interval_keeps_its_value_between_its_ends(interval: Interval, factor: float) -> None:
    scaled = interval.scaled(factor)
    assert scaled.low <= scaled.value <= scaled.high
