"""Rules for many scenarios at once: those of ``rules`` and ``ledger.comparison``, mapped over arrays."""

from collections.abc import Callable
from typing import Any

import numpy as np

from compendium.audit import rules
from compendium.ledger.vocabulary import Finding

FINDINGS = tuple(map(str, Finding))


def findings(low: Any, high: Any, printed: tuple[Any, Any, Any]) -> Any:
    """Return for each scenario the place in ``FINDINGS`` of what a check says of the printed number.

    Args:
        low: the lower end of the check, an array or one number for all scenarios.
        high: its upper end.
        printed: low, value and high of the printed number, in the same unit.
    """
    return each(_finding, low, high, *printed)


def each(rule: Callable[..., bool | int], *columns: Any) -> Any:
    """Return what a rule gives for each scenario, as small integers."""
    with np.errstate(invalid="ignore"):  # a scenario without a value
        return np.asarray(np.frompyfunc(rule, len(columns), 1)(*columns), dtype=np.int8)


def _finding(low: float, high: float, least: float, printed: float, greatest: float) -> int:
    return FINDINGS.index(rules.finding(low, high, least, printed, greatest, rules.MATERIALITY))
