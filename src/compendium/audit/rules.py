"""The rules of the answers: how a result and a printed number lead to them.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page,
so the rules exist once. The strings are the members of ``ledger.vocabulary``.
"""

MATERIAL = 0.10  # a ratio whose distance from one exceeds this is material


def ratio(value: float, printed: float) -> float:
    """Return the result divided by the printed number, both in one unit; nan if the printed number is zero."""
    return value / printed if printed != 0 else float("nan")


def distance(value: float, over: float) -> float:
    """Return how far a ratio is from one; without a ratio (nan), the size of the result in the figure's unit."""
    return abs(over - 1) if over == over else abs(value)  # noqa: PLR0124 - nan is not itself


def off(meets: bool, over: float) -> bool:
    """Return whether a check misses the printed interval materially; without a ratio (nan) every miss is material."""
    return not meets and not abs(over - 1) <= MATERIAL


def arithmetic(reproduces: list[bool], meets: list[bool]) -> str:
    """Return the member of ``Arithmetic`` that the best of the recomputations gives.

    Args:
        reproduces: for each recomputation, whether the printed interval contains its value.
        meets: for each, whether its interval meets the printed one.
    """
    if len(meets) == 0:
        return "no inputs printed"
    if any(reproduces):
        return "reproduced"
    return "consistent" if any(meets) else "not reproduced"


def evidence(meets: list[bool]) -> str:
    """Return the member of ``Evidence`` for the cross-checks that meet the printed interval: all, some or none."""
    if len(meets) == 0:
        return "untested"
    if all(meets):
        return "supported"
    return "contested" if any(meets) else "contradicted"


def material(arithmetic: str, evidence: str, recomputes_off: list[bool], cross_checks_off: list[bool]) -> bool:
    """Return whether a figure is material: an answer is not agreement, and some check of it is off (see ``off``)."""
    if arithmetic == "not reproduced" and any(recomputes_off):
        return True
    return evidence in ["contested", "contradicted"] and any(cross_checks_off)
