"""The audit: what the rows of the ledger come to, and what follows for the printed figures.

Here stand all computations: values and intervals, verdicts, spreads, sweeps over regions, weaknesses, counts. Nothing
here has a language or knows one report. Imports ``ledger``.
"""

from compendium.audit.audit import Audit, open_audit

__all__ = ["Audit", "open_audit"]
