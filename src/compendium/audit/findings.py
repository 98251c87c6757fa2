"""Findings: the material differences, ordered by their consequence."""

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger import units
from compendium.ledger.vocabulary import Finding

_MEASURE = "CO2"  # figures that measure it are ranked by mass, all others by ratio


def ranked(audit: Audit) -> tuple[Verdict, ...]:
    """Return the material verdicts: tonnes of CO2 in doubt first, most tonnes first, then the rest by ratio."""
    material = [verdict for verdict in audit.verdicts.values() if verdict.material]
    return tuple(sorted(material, key=lambda verdict: (-tonnes_in_doubt(verdict), -ratio_in_doubt(verdict))))


def tonnes_in_doubt(verdict: Verdict) -> float:
    """Return the greatest distance between a material check and the printed number, in tonnes of CO2 (or per year).

    It is 0 for figures of other quantities and for figures without a material check.
    """
    figure = verdict.figure
    if not units.measures(figure.unit, _MEASURE):
        return 0.0
    distances = (abs(check.value - figure.interval.value) for check in _off(verdict))
    return (
        units.scale(figure.unit) / units.scale(units.like(figure.unit, f"t {_MEASURE}")) * max(distances, default=0.0)
    )


def ratio_in_doubt(verdict: Verdict) -> float:
    """Return the greatest distance between a material check and the printed number, as a share of it.

    Beside a printed zero it is the distance itself, in the figure's unit; without a material check it is 0.
    """
    return max((check.distance for check in _off(verdict)), default=0.0)


def _off(verdict: Verdict) -> tuple[Check, ...]:
    return tuple(check for check in (*verdict.recomputes, *verdict.votes) if check.finding is Finding.MISSES)
