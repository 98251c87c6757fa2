"""The rules of the answers: how a result and a printed number lead to them.

Plain arithmetic without an import: ``export.rules_script`` translates this module to JavaScript for the what-if page,
so the rules exist once. The strings are the members of ``ledger.vocabulary``.

A check is judged as metrology judges a result against a limit with guard bands (ILAC-G8:09/2019, 4.2): it agrees if
all of its interval lies within the printed interval widened by the materiality threshold, it misses if none does, and
it is too wide to tell in between. A vague check thus never supports a number, and an exact one never condemns a trifle.
The threshold is that of verification practice: 5 % (EU regulation 600/2012, article 23; small projects of the CDM).
"""

MATERIALITY = 0.05  # of the printed number


def ratio(value: float, printed: float) -> float:
    """Return the result divided by the printed number, both in one unit; nan if the printed number is zero."""
    return value / printed if printed != 0 else float("nan")


def distance(value: float, over: float) -> float:
    """Return how far a ratio is from one; without a ratio (nan), the size of the result in the figure's unit."""
    return abs(over - 1) if over == over else abs(value)  # noqa: PLR0124 - nan is not itself


def finding(  # noqa: PLR0913, PLR0917
    low: float, high: float, least: float, printed: float, greatest: float, materiality: float
) -> str:
    """Return the member of ``Finding`` for a check: where its interval lies beside the printed one.

    Args:
        low: the lower end of the check, in the unit of the others; ends may be infinite.
        high: its upper end.
        least: the lower end of the printed interval.
        printed: the printed number.
        greatest: the upper end of the printed interval.
        materiality: the tolerance as a share of the printed number.
    """
    room = materiality * abs(printed)
    slack = 1e-9 * abs(printed)  # for rounding errors
    if low >= least - room - slack and high <= greatest + room + slack:
        return "agrees"
    if high < least - room - slack or low > greatest + room + slack:
        return "misses"
    return "too wide"


def precise(least: float, printed: float, greatest: float, materiality: float) -> bool:
    """Return whether a printed interval is narrow enough that a match is no coincidence: within the tolerance."""
    slack = 1e-9 * abs(printed)  # for rounding errors
    return greatest - least <= 2 * materiality * abs(printed) + slack


def arithmetic(reproduces: list[bool], meets: list[bool]) -> str:
    """Return the member of ``Arithmetic`` that the best of the recomputations gives.

    Args:
        reproduces: for each recomputation, whether the printed interval is precise and contains its value.
        meets: for each, whether its interval meets the printed one.
    """
    if len(meets) == 0:
        return "no inputs printed"
    if any(reproduces):
        return "reproduced"
    return "consistent" if any(meets) else "not reproduced"


def together(findings: list[str]) -> str:
    """Return what several arguable answers to one question say: their common finding, or that the choice decides.

    It decides if some of them rule the printed number out and others do not.
    """
    if "misses" not in findings:
        return "too wide" if "too wide" in findings else "agrees"
    return "depends" if "agrees" in findings or "too wide" in findings else "misses"


def weakest(independence: list[str]) -> str:
    """Return the member of ``Independence`` that describes several checks together."""
    if "repeats" in independence:
        return "repeats"
    return "own_inputs" if "own_inputs" in independence else "independent"


def evidence(findings: list[str], independence: list[str], choices: list[str]) -> str:
    """Return the member of ``Evidence`` for the checks that vote.

    Args:
        findings: the finding of each check.
        independence: the member of ``Independence`` of each.
        choices: the member of ``Choice`` of each; those of one choice count as one, an empty one counts by itself.
    """
    tally = {"misses": 0, "depends": 0, "too wide": 0, "independent": 0, "own_inputs": 0, "repeats": 0}
    for place in range(len(findings)):
        alone = choices[place] == ""
        if not alone and choices[place] in choices[:place]:
            continue
        members = [
            other
            for other in range(len(findings))
            if other == place or (not alone and choices[other] == choices[place])
        ]
        found = together([findings[other] for other in members])
        if found == "agrees":
            found = weakest([independence[other] for other in members])
        tally[found] += 1
    return outcome(tally)


def outcome(tally: dict[str, int]) -> str:
    """Return the member of ``Evidence`` for the number of questions by what they say: the decision table.

    Args:
        tally: how many questions end in ``misses``, ``depends`` and ``too wide``, and how many agree by the weakest
            independence of their checks.
    """
    others = tally["depends"] + tally["too wide"] + tally["independent"] + tally["own_inputs"]
    if tally["misses"] > 0:
        return "contested" if others > 0 else "contradicted"
    if tally["depends"] > 0:
        return "depends on the choice"
    if tally["independent"] > 0:
        return "supported"
    if tally["too wide"] > 0:
        return "too wide to tell"
    return "repeated only" if tally["own_inputs"] + tally["repeats"] > 0 else "untested"


def material(arithmetic: str, evidence: str, recomputes: list[str]) -> bool:
    """Return whether a figure differs materially: a recomputation misses it and none meets it, or evidence does.

    Args:
        arithmetic: the first answer.
        evidence: the second.
        recomputes: the findings of its recomputations.
    """
    if arithmetic == "not reproduced" and "misses" in recomputes:
        return True
    return evidence in ["contested", "contradicted", "depends on the choice"]
