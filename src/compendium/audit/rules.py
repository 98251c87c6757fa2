"""The rules of the answers: what follows from a result and a printed number.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page,
so the rules exist once. The strings are the members of ``ledger.vocabulary``.
"""

MATERIAL = 0.10  # a ratio further than this from one is material


def ratio(value: float, printed: float) -> float:
    """Return a result over the printed number; beside a printed zero there is none (nan)."""
    return value / printed if printed != 0 else float("nan")


def distance(value: float, over: float) -> float:
    """Return how far a ratio is from one; beside a printed zero, how many of the unit the result is."""
    return abs(over - 1) if over == over else abs(value)  # noqa: PLR0124 - nan is not itself


def off(meets: bool, over: float) -> bool:
    """Return whether a check misses by a material amount; beside a printed zero every amount is."""
    return not meets and not abs(over - 1) <= MATERIAL


def arithmetic(reproduces: list[bool], meets: list[bool]) -> str:
    """Return the answer of the recomputation that comes nearest, from what each of them reproduces and meets."""
    if len(meets) == 0:
        return "no inputs printed"
    if any(reproduces):
        return "reproduced"
    return "consistent" if any(meets) else "not reproduced"


def evidence(meets: list[bool]) -> str:
    """Return how many of the cross-checks meet the printed interval: all, some or none."""
    if len(meets) == 0:
        return "untested"
    if all(meets):
        return "supported"
    return "contested" if any(meets) else "contradicted"


def material(arithmetic: str, evidence: str, offs: list[bool]) -> bool:
    """Return whether an answer other than agreement rests on a check that is off by a material amount."""
    missed = evidence in ["contested", "contradicted"] or arithmetic == "not reproduced"
    return missed and any(offs)
