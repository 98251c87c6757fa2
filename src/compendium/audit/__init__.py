"""The audit: the derivations of the ledger computed, and what follows for the printed figures.

This package holds all computations: values and intervals, verdicts, spreads, sweeps over regions, weaknesses, counts.
It has no language and knows no particular report. It imports ``ledger``.
"""

from compendium.audit.audit import Audit, open_audit

__all__ = ["Audit", "open_audit"]
