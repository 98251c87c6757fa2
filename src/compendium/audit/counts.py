"""Counts: named numbers of rows for use in prose, and how many figures of each section name a source."""

from collections import Counter
from dataclasses import dataclass

from compendium.audit.audit import QUESTIONS, Audit
from compendium.ledger import units
from compendium.ledger.vocabulary import Evidence


def counts(audit: Audit) -> dict[str, int]:
    """Return every count by its name, as the role ``count`` takes it.

    Beside the sizes of the tables these are the answers (``evidence/contested``), and, for figures that have a check
    and measure a substance, their kind with it (``saving of CO2``) and their answers (``saving of CO2/contested``).

    Args:
        audit: the audit of the whole report; the sizes of tables are always those of the whole ledger.
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
    """Return a figure's kind with the substance that its unit measures; '' if the unit names none."""
    substance = next((name for name in units.SUBSTANCES if units.measures(unit, name)), "")
    return substance and f"{kind} of {substance}"


@dataclass(frozen=True)
class Sourced:
    """The number of figures in one section, and how many of them name a source."""

    section: str
    figures: int
    named: int


def by_section(audit: Audit) -> tuple[Sourced, ...]:
    """Return the sections that print figures, in the order of the table of figures."""
    rows = [verdict.figure for verdict in audit.verdicts.values()]
    found = []
    for section in dict.fromkeys(row.section for row in rows):
        own = [row for row in rows if row.section == section]
        found.append(Sourced(section, len(own), sum(bool(row.cites) for row in own)))
    return tuple(found)
