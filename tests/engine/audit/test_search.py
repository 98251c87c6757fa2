"""The search reaches what lies inside a box as well as at its corners, on scales of any size."""

import math
from collections.abc import Callable

import pytest

from compendium.audit.search import CORNERS, best, corners, extremes, neighbours


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
