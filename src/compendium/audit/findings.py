"""Findings: the material differences, in the order of their consequence."""

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger import units

_MEASURE = "CO2"  # what differences of unlike figures are weighed by, where they are amounts of it


def ranked(audit: Audit) -> tuple[Verdict, ...]:
    """Return the material verdicts: tonnes of CO2 in doubt first, most tonnes first, then the rest by ratio."""
    material = [verdict for verdict in audit.verdicts.values() if verdict.material]
    return tuple(sorted(material, key=lambda verdict: (-tonnes_in_doubt(verdict), -ratio_in_doubt(verdict))))


def tonnes_in_doubt(verdict: Verdict) -> float:
    """Return how many tonnes of CO2 the check that misses most lies from the printed number; 0 for other quantities."""
    figure = verdict.figure
    if not units.measures(figure.unit, _MEASURE):
        return 0.0
    distances = (abs(check.value - figure.interval.value) for check in _off(verdict))
    return (
        units.scale(figure.unit) / units.scale(units.like(figure.unit, f"t {_MEASURE}")) * max(distances, default=0.0)
    )


def ratio_in_doubt(verdict: Verdict) -> float:
    """Return how far the check that misses most lies from the printed number, as a share of it."""
    return max((check.distance for check in _off(verdict)), default=0.0)


def _off(verdict: Verdict) -> tuple[Check, ...]:
    return tuple(check for check in verdict.checks if check.off)
