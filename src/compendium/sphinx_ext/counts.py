"""Counts: what prose may count, by name: rows of a kind, figures with an answer."""

from compendium import units
from compendium.audit import EVIDENCE, Audit


def counts(audit: Audit) -> dict[str, int]:
    """Return what can be counted, by name."""
    ledger, verdicts = audit.ledger, audit.verdicts.values()
    found = {
        "figures": len(ledger.figures),
        "exclusions": len(ledger.excluded),
        "factors": len(ledger.factors),
        "derivations": len(ledger.derivations),
        "errata": len(ledger.errata),
        "unchecked": sum(not verdict.checks for verdict in verdicts),
        "sources": len({factor.source for factor in ledger.factors.values()}),
        "cited": sum(bool(figure.cites) for figure in ledger.figures.values()),
        "checked": sum(bool(verdict.checks) for verdict in verdicts),
        "material": sum(verdict.material for verdict in verdicts),
    }
    for question in ("arithmetic", "evidence"):
        for answer, count in audit.counts(question).items():
            found[f"{question}/{answer}"] = count
    carbon = [verdict.evidence for verdict in verdicts if verdict.checks and _is_carbon(verdict.figure.unit)]
    found |= {"carbon": len(carbon), **{f"carbon/{answer}": carbon.count(answer) for answer in EVIDENCE}}
    return found


def _is_carbon(unit: str) -> bool:
    """Return whether a unit is one of amounts of carbon dioxide, in all or in a year."""
    return units.dimension(unit) in [units.dimension(one) for one in ("t CO2", "t CO2 / a")]
