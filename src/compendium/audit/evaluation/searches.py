"""The search of ``search`` for many boxes at once, as arrays; a test holds that both find the same.

Arrays have the axes (box, point, input).
"""

from collections.abc import Callable
from typing import Any

import numpy as np

from compendium.audit.evaluation import search

Array = np.ndarray[Any, np.dtype[Any]]
Values = Callable[[Array, Array], Array]
_BLOCK = 2**16  # points computed at a time, so that the arrays stay small


def extremes(
    values: Values, low: Array, centre: Array, high: Array, directions: list[int]
) -> tuple[Array, Array, Array]:
    """Return for each box the least and greatest value that is reached, and whether every value seen is finite.

    Args:
        values: a function of the indices of n boxes and of points in them, shape (n, points, inputs), that returns a
            value for each point.
        low: the inputs' lower ends, shape (boxes, inputs).
        centre: their own values.
        high: their upper ends, some of which may be infinite.
        directions: for each input 1, -1 or 0, as ``search.extremes`` takes them.
    """
    boxes = np.arange(len(low))
    if low.shape[1] == 0:
        only = values(boxes, centre[:, None])[:, 0]
        return only, only, np.isfinite(only)
    begun = [np.empty_like(low), np.empty_like(low)]
    reached = [np.empty(len(low)), np.empty(len(low))]
    finite = np.ones(len(low), dtype=bool)
    width = max(1, _BLOCK // _starts(low[:1], centre[:1], high[:1], directions).shape[1])
    for first in range(0, len(low), width):
        block = boxes[first : first + width]
        starts = _starts(low[block], centre[block], high[block], directions)
        seen = values(block, starts)
        finite[block] &= np.isfinite(seen).all(axis=1)
        for place, sign in enumerate((-1, 1)):
            best = np.arange(len(block)), _best(seen, sign)
            begun[place][block], reached[place][block] = starts[best], seen[best]
    width = max(1, _BLOCK // low.shape[1] ** 2)
    for first in range(0, len(low), width):
        block = boxes[first : first + width]

        def within(rows: Array, points: Array, block: Array = block) -> Array:
            return values(block[rows], points)

        for place, sign in enumerate((-1, 1)):
            start = begun[place][block], reached[place][block]
            reached[place][block], seen_finite = _climbed(within, *start, low[block], high[block], sign)
            finite[block] &= seen_finite
    return reached[0], reached[1], finite


def _starts(low: Array, centre: Array, high: Array, directions: list[int]) -> Array:
    """Return the points at which the search begins, in the order of ``search.extremes``."""
    points = [centre[:, None], *(_aimed(low, centre, high, directions, sign) for sign in (-1, 1))]
    if low.shape[1] <= search.CORNERS:
        points.append(_corners(low, high))
    return np.concatenate(points, axis=1)


def _aimed(low: Array, centre: Array, high: Array, directions: list[int], sign: int) -> Array:
    towards = sign * np.array(directions, dtype=int)
    first = np.where(towards == 1, high, np.where(towards == -1, low, centre))[:, None]
    free = np.flatnonzero(towards == 0)
    if len(free) > search.CORNERS:
        return first
    corners = np.repeat(first, 2 ** len(free), axis=1)
    corners[:, :, free] = _corners(low[:, free], high[:, free])
    return np.concatenate([first, corners], axis=1)


def _corners(low: Array, high: Array) -> Array:
    inputs = low.shape[1]
    upper = (np.arange(2**inputs)[:, None] >> np.arange(inputs)) % 2 == 1
    return np.where(upper, high[:, None], low[:, None])


def _climbed(  # noqa: PLR0913, PLR0917
    values: Values, point: Array, value: Array, low: Array, high: Array, sign: int
) -> tuple[Array, Array]:
    """Return for each box the most or least that is reached from a point, and whether every value seen is finite."""
    rows = np.arange(len(point))
    share, finite = np.ones(len(point)), np.ones(len(point), dtype=bool)
    while len(rows):
        trials = _neighbours(point[rows], low[rows], high[rows], share[rows])
        seen = values(rows, trials)
        finite[rows] &= np.isfinite(seen).all(axis=1)
        best = np.arange(len(rows)), _best(seen, sign)
        better = sign * seen[best] > sign * value[rows]
        point[rows[better]], value[rows[better]] = trials[best][better], seen[best][better]
        share[rows[~better]] /= 2
        rows = rows[share[rows] > search.FINEST]
    return value, finite


def _best(values: Array, sign: int) -> Array:
    """Return for each box the index of its greatest number, or with ``sign`` -1 of its least; nan is skipped."""
    found: Array = np.where(np.isnan(values), -np.inf, sign * values).argmax(axis=1)
    return found


def _neighbours(point: Array, low: Array, high: Array, share: Array) -> Array:
    """Return the points with one input moved down or up, as ``search.neighbours`` does: shape (boxes, 2 n, n)."""
    span = high - low
    step = share[:, None] * np.where(np.isfinite(span), span, 0.0)
    down = np.where(np.isfinite(span), np.maximum(low, point - step), low)
    up = np.where(np.isfinite(span), np.minimum(high, point + step), high)
    inputs = point.shape[1]
    moved = np.repeat(point[:, None], 2 * inputs, axis=1)
    place = np.arange(inputs)
    moved[:, 2 * place, place] = down
    moved[:, 2 * place + 1, place] = up
    return moved
