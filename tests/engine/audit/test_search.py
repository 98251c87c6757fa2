"""The search reaches what lies inside a box as well as at its corners, on scales of any size."""

import math
from collections.abc import Callable
from itertools import product

import pytest

from compendium.audit.evaluation.search import CORNERS, aimed, best, corners, extremes, neighbours


def of(function: Callable[..., float]) -> Callable[[list[list[float]]], list[float]]:
    """Return a function of points, as the search asks it."""
    return lambda points: [function(*point) for point in points]


@pytest.mark.parametrize("scale", [1e-6, 1.0, 1e6])
def test_peak_and_trough_inside_the_box_are_reached(scale: float) -> None:
    def hill(x: float, y: float) -> float:
        return -((x / scale - 3) ** 2) - (y / scale + 20) ** 2

    low, centre, high = ([place * scale for place in side] for side in ([0, -100], [9, -90], [10, 0]))
    least, greatest, finite = extremes(of(hill), low, centre, high)
    assert greatest == pytest.approx(0, abs=1e-6)
    assert least == pytest.approx(hill(10 * scale, -100 * scale))
    assert finite


def test_centre_is_looked_at_where_no_corner_is_better() -> None:
    least, greatest, _ = extremes(of(lambda x: (x - 1.75) ** 2), [1.0], [1.75], [3.0])
    assert (least, greatest) == (0, pytest.approx(1.25**2))


def test_every_corner_is_a_corner_once() -> None:
    assert sorted(corners([0, 2, 4], [1, 3, 5])) == [[a, b, c] for a in (0, 1) for b in (2, 3) for c in (4, 5)]


# Three inputs from LOW to HIGH. The first point has those without a known direction at their centres.
LOW, CENTRE, HIGH = [0.0, 10.0, 20.0], [1.0, 11.0, 21.0], [2.0, 12.0, 22.0]
AIMED = [
    # all are known: each input stands at the end that its direction points to
    ([1, -1, 1], 1, [(2, 10, 22)]),
    ([1, -1, 1], -1, [(0, 12, 20)]),
    # none is known: the centre, and every corner
    ([0, 0, 0], 1, [(1, 11, 21), *product((0, 2), (10, 12), (20, 22))]),
    ([0, 0, 0], -1, [(1, 11, 21), *product((0, 2), (10, 12), (20, 22))]),
    # some are known: these stay where they are at each corner of the others
    ([1, 0, -1], 1, [(2, 11, 20), (2, 10, 20), (2, 12, 20)]),
    ([1, 0, -1], -1, [(0, 11, 22), (0, 10, 22), (0, 12, 22)]),
    ([0, -1, 0], 1, [(1, 10, 21), (0, 10, 20), (2, 10, 20), (0, 10, 22), (2, 10, 22)]),
]


@pytest.mark.parametrize(("directions", "sign", "points"), AIMED)
def test_known_directions_lead_to_ends_and_the_others_are_tried(
    directions: list[int], sign: int, points: list[tuple[float, ...]]
) -> None:
    found = [tuple(point) for point in aimed(LOW, CENTRE, HIGH, directions, sign)]
    assert found[0] == points[0]
    assert {*found} == {*points}


@pytest.mark.parametrize(("free", "count"), [(CORNERS, 1 + 2**CORNERS), (CORNERS + 1, 1)])
def test_corners_are_tried_only_of_few_inputs_without_a_direction(free: int, count: int) -> None:
    low, centre, high = ([end] * (free + 2) for end in (0.0, 0.5, 1.0))
    found = aimed(low, centre, high, [1, *[0] * free, -1], 1)
    assert found[0] == [1, *[0.5] * free, 0]
    assert len({*map(tuple, found)}) == len(found) == count
    assert {(point[0], point[-1]) for point in found} == {(1, 0)}


def test_directions_take_the_search_where_no_single_input_moves_the_result() -> None:
    """Of more inputs than have their corners tried, the least rises only if all of them do."""
    box = [[end] * (CORNERS + 1) for end in (0.0, 0.5, 1.0)]
    assert extremes(of(min), *box) == [0, 0.5, True]
    assert extremes(of(min), *box, [1] * (CORNERS + 1)) == [0, 1, True]
    assert extremes(of(lambda *xs: -min(xs)), *box, [-1] * (CORNERS + 1)) == [-1, 0, True]


def test_steps_are_shares_of_each_range_and_end_at_its_ends() -> None:
    assert neighbours([5.0, -1.0], [0.0, -4.0], [10.0, 4.0], 0.25) == [
        [2.5, -1.0],
        [7.5, -1.0],
        [5.0, -3.0],
        [5.0, 1.0],
    ]
    assert neighbours([1.0, 3.0], [0.0, 0.0], [10.0, 4.0], 0.5)[0::3] == [[0.0, 3.0], [1.0, 4.0]]
    assert neighbours([1.0], [0.0], [math.inf], 0.5) == [[0.0], [math.inf]]


def test_what_is_no_number_is_passed_over_and_said() -> None:
    assert best([math.nan, 2.0, 3.0], 1) == 2
    assert best([math.nan, 2.0, 3.0], -1) == 1
    _, greatest, finite = extremes(of(lambda x: math.nan if x == 1 else x), [1.0], [2.0], [3.0])
    assert (greatest, finite) == (3, False)


def test_many_inputs_are_searched_from_the_centre() -> None:
    count = CORNERS + 1
    least, greatest, _ = extremes(of(lambda *xs: math.fsum(xs)), [0.0] * count, [0.5] * count, [1.0] * count)
    assert (least, greatest) == (0, count)
