"""Findings: the material differences, in the order of their consequence."""

from compendium import units
from compendium.audit import Audit, Check, Verdict

_CO2 = ("t CO2", "t CO2 / a")


def ranked(audit: Audit) -> tuple[Verdict, ...]:
    """Return the material verdicts: tonnes of CO2 in doubt first, most tonnes first, then the rest by ratio."""
    material = [verdict for verdict in audit.verdicts.values() if verdict.material]
    return tuple(sorted(material, key=lambda verdict: (-tonnes_in_doubt(verdict), -ratio_in_doubt(verdict))))


def tonnes_in_doubt(verdict: Verdict) -> float:
    """Return how many tonnes of CO2 the check that misses most lies from the printed number; 0 for other quantities."""
    figure = verdict.figure
    for unit in _CO2:
        if units.dimension(unit) == units.dimension(figure.unit):
            return units.convert(1.0, figure.unit, unit) * max(
                (abs(check.value - figure.interval.value) for check in _off(verdict)), default=0.0
            )
    return 0.0


def ratio_in_doubt(verdict: Verdict) -> float:
    """Return how far the check that misses most lies from the printed number, as a share of it."""
    return max((abs(check.ratio - 1) for check in _off(verdict)), default=0.0)


def _off(verdict: Verdict) -> tuple[Check, ...]:
    return tuple(check for check in verdict.checks if check.off)
