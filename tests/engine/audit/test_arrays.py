"""Rules mapped over arrays say of each scenario what they say of it alone."""

import numpy as np

from compendium.audit import arrays, rules


def test_findings_of_many_scenarios_are_those_of_each() -> None:
    low, high = np.array([96.0, 96.0, 111.0, np.nan]), np.array([104.0, 111.0, 120.0, np.nan])
    printed = 100.0, np.array([100.0, 100.0, 100.0, 100.0]), 100.0
    found = [arrays.FINDINGS[place] for place in arrays.findings(low, high, printed)]
    alone = [
        rules.finding(least, most, 100, 100, 100, rules.MATERIALITY) for least, most in zip(low, high, strict=True)
    ]
    assert found == alone == ["agrees", "too wide", "misses", "too wide"]


def test_one_number_for_all_scenarios_is_taken_once() -> None:
    assert arrays.findings(96.0, 104.0, (100.0, 100.0, 100.0)).shape == ()
