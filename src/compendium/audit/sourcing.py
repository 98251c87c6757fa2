"""Sourcing: which of the report's figures name a source, by section."""

from dataclasses import dataclass

from compendium.audit.audit import Audit
from compendium.ledger.ledger import case


@dataclass(frozen=True)
class Sourced:
    """How many figures of one section there are, and how many of them name a source."""

    section: str
    cases: tuple[str, ...]
    figures: int
    named: int

    @property
    def unnamed(self) -> float:
        """The share of figures that name none."""
        return 1 - self.named / self.figures


def by_section(audit: Audit) -> tuple[Sourced, ...]:
    """Return the sections that print figures, in the report's order."""
    rows = [verdict.figure for verdict in audit.verdicts.values()]
    found = []
    for section in dict.fromkeys(row.section for row in rows):
        own = [row for row in rows if row.section == section]
        cases = tuple(dict.fromkeys(case(row.id) for row in own))
        found.append(Sourced(section, cases, len(own), sum(bool(row.cites) for row in own)))
    return tuple(found)
