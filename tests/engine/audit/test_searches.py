"""The search of many boxes at once finds in each what the search of one finds, which the browser runs."""

import math
from typing import Any

import numpy as np
import pytest

from compendium.audit.evaluation import search, searches

Points = Any


def rough(points: Points) -> Any:
    """A function with several humps, poles apart, in any number of inputs (the last axis)."""
    weights = np.arange(1, points.shape[-1] + 1)
    return np.sin((points * weights).sum(axis=-1)) + np.minimum(points[..., 0], points[..., -1]) ** 2


def jumping(points: Points) -> Any:
    """A function that has no value somewhere."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.log(points[..., 0] - 0.5) + points.sum(axis=-1)


def compare(function: Any, low: Any, centre: Any, high: Any, directions: list[int]) -> None:
    least, greatest, finite = searches.extremes(lambda _, points: function(points), low, centre, high, directions)
    for place in range(len(low)):
        ends = (low[place].tolist(), centre[place].tolist(), high[place].tolist())
        expected = search.extremes(lambda points: function(np.array(points)).tolist(), *ends, directions)
        assert (least[place], greatest[place], finite[place]) == pytest.approx(tuple(expected), rel=1e-13), place


@pytest.mark.parametrize("directions", [[0, 0, 0], [1, -1, 0], [0, 1, 1], [-1, -1, 1]])
@pytest.mark.parametrize("function", [rough, jumping])
def test_many_boxes_are_searched_as_one_is(function: Any, directions: list[int]) -> None:
    rng = np.random.default_rng(1)
    low, centre, high = np.moveaxis(np.sort(rng.uniform(0, 3, (40, 3, 3)), axis=1), 1, 0)
    compare(function, low, centre, high, directions)


def test_more_inputs_than_corners_can_be_looked_at() -> None:
    rng = np.random.default_rng(2)
    low, centre, high = np.moveaxis(np.sort(rng.uniform(0, 1, (5, 3, search.CORNERS + 2)), axis=1), 1, 0)
    compare(rough, low, centre, high, [0] * 4 + [1] * (search.CORNERS - 2))
    compare(rough, low, centre, high, [0] * (search.CORNERS + 2))


def test_open_range_is_tried_at_its_ends() -> None:
    low, centre = np.array([[0.0, 1.0]]), np.array([[1.0, 2.0]])
    compare(lambda points: 1 / (1 + points.sum(axis=-1)), low, centre, np.array([[math.inf, 3.0]]), [0, -1])


def test_boxes_in_several_blocks_are_one_search(monkeypatch: pytest.MonkeyPatch) -> None:
    rng = np.random.default_rng(4)
    low, centre, high = np.moveaxis(np.sort(rng.uniform(0, 3, (23, 3, 4)), axis=1), 1, 0)

    def extremes() -> Any:
        return searches.extremes(lambda _, points: rough(points), low, centre, high, [0, 0, 1, -1])

    whole = extremes()
    monkeypatch.setattr(searches, "_BLOCK", 100)
    assert all(np.array_equal(one, other) for one, other in zip(whole, extremes(), strict=True))


def test_box_without_an_input_that_moves_is_its_value() -> None:
    nothing = np.empty((3, 0))
    found = searches.extremes(lambda rows, _: np.array([1.0, math.nan, 3.0])[rows][:, None], *[nothing] * 3, [])
    assert found[2].tolist() == [True, False, True]
    assert found[0][[0, 2]].tolist() == found[1][[0, 2]].tolist() == [1.0, 3.0]
