"""Search for the extremes of a result over the box of its inputs, where its monotonicity cannot be proved.

A pattern search (R. Hooke and T. A. Jeeves, "Direct search", Journal of the ACM 8, 1961): from the best of the corners
and the centre, one input at a time is moved by ever smaller shares of its range. It guarantees nothing: the true
extremes may lie further out, which is why such an interval is called sampled. The least of several terms can hold it
up, for no input outside that term moves the result; so it starts at the ends to which known directions point, too.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page.
"""

CORNERS = 10  # up to this many inputs, every corner of their box is evaluated
FINEST = 1e-6  # the last step, as a share of an input's range


def extremes(  # type: ignore[no-untyped-def]
    values, low: list[float], centre: list[float], high: list[float], directions: list[int] | None = None
):
    """Return the least and the greatest value that the search reaches, and whether every value it saw is finite.

    Args:
        values: a function that takes a list of points, each a list of n inputs, and returns a value for each.
        low: the inputs' n lower ends.
        centre: their own n values.
        high: their n upper ends, some of which may be infinite.
        directions: for each input 1 if the values never fall as it rises, -1 if they never rise, 0 if unknown; or None.
    """
    starts = [centre]
    if directions is not None:
        starts = starts + aimed(low, centre, high, directions, -1) + aimed(low, centre, high, directions, 1)
    if len(low) <= CORNERS:
        starts = starts + corners(low, high)
    seen = values(starts)
    least, reached = climbed(values, starts, seen, low, high, -1)  # type: ignore[no-untyped-call]
    greatest, reached_above = climbed(values, starts, seen, low, high, 1)  # type: ignore[no-untyped-call]
    return [least, greatest, reached and reached_above and all_finite(seen)]


def aimed(
    low: list[float], centre: list[float], high: list[float], directions: list[int], sign: int
) -> list[list[float]]:
    """Return the points at which all known directions lead to the greatest (``sign`` 1) or the least (-1) value.

    At the first point the other inputs are at their centres. If they are at most ``CORNERS``, a point follows for each
    corner of their box.

    Args:
        low: the inputs' n lower ends.
        centre: their own n values.
        high: their n upper ends.
        directions: the n directions, as ``extremes`` takes them.
        sign: 1 or -1.
    """
    found = [[[low[i], centre[i], high[i]][sign * directions[i] + 1] for i in range(len(low))]]
    free = [i for i in range(len(low)) if directions[i] == 0]
    if len(free) <= CORNERS:
        for corner in corners([low[i] for i in free], [high[i] for i in free]):
            moved = found[0][:]
            for place in range(len(free)):
                moved[free[place]] = corner[place]
            found.append(moved)
    return found


def corners(low: list[float], high: list[float]) -> list[list[float]]:
    """Return the 2 ** n corners of a box of n inputs."""
    return [
        [high[i] if (place // 2**i) % 2 == 1 else low[i] for i in range(len(low))] for place in range(2 ** len(low))
    ]


def climbed(values, starts, seen, low, high, sign):  # type: ignore[no-untyped-def]  # noqa: PLR0913, PLR0917
    """Return the most (``sign`` 1) or least (-1) reached from the best of some points, and whether all was finite."""
    first = best(seen, sign)
    point, value, share, finite = starts[first], seen[first], 1.0, True
    while share > FINEST:
        trials = neighbours(point, low, high, share)
        reached = values(trials)
        finite = finite and all_finite(reached)
        next_ = best(reached, sign)
        if len(reached) > 0 and sign * reached[next_] > sign * value:
            point, value = trials[next_], reached[next_]
        else:
            share = share / 2
    return [value, finite]


def best(values: list[float], sign: int) -> int:
    """Return the index of the greatest number, or with ``sign`` -1 of the least; nan is skipped."""
    found = 0
    for i in range(len(values)):
        if sign * values[i] > sign * values[found] or values[found] != values[found]:
            found = i
    return found


def all_finite(values: list[float]) -> bool:
    """Return whether all of some numbers are finite."""
    return all([value - value == 0 for value in values])  # noqa: C419 - pscript has no generators


def neighbours(point: list[float], low: list[float], high: list[float], share: float) -> list[list[float]]:
    """Return the points with one input moved up or down by a share of its range, or to an end where that is nearer."""
    found = []
    for i in range(len(point)):
        span = high[i] - low[i]
        if span - span == 0:
            ends = [max(low[i], point[i] - share * span), min(high[i], point[i] + share * span)]
        else:  # an infinite range has no shares
            ends = [low[i], high[i]]
        for end in ends:
            moved = point[:]
            moved[i] = end
            found.append(moved)
    return found
