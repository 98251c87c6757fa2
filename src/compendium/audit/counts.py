"""Counts: what prose may count, by name: rows of a kind, figures with an answer."""

from collections import Counter

from compendium.audit.audit import QUESTIONS, Audit
from compendium.ledger import units
from compendium.ledger.vocabulary import Evidence


def counts(audit: Audit) -> dict[str, int]:
    """Return what can be counted, by name.

    Figures of one kind that can be checked are counted by what they are an amount of, too: ``saving of CO2`` and, of
    those, ``saving of CO2/contested``.
    """
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
    for question in QUESTIONS:
        for answer, count in audit.counts(question).items():
            found[f"{question}/{answer}"] = count
    checked = [verdict for verdict in verdicts if verdict.checks]
    named = Counter((_amount(verdict.figure.kind, verdict.figure.unit), verdict.evidence) for verdict in checked)
    for name in {name for name, _ in named if name}:
        found[name] = sum(named[name, answer] for answer in Evidence)
        found |= {f"{name}/{answer}": named[name, answer] for answer in Evidence}
    return found


def _amount(kind: str, unit: str) -> str:
    """Return what a figure is an amount of, with its kind; '' where its unit names no substance."""
    substance = next((name for name in units.SUBSTANCES if units.measures(unit, name)), "")
    return substance and f"{kind} of {substance}"
