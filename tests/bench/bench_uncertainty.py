"""Time a million samples of every derivation of the report: ``make bench``.

Machines are noisy, so the time is also told as a multiple of what NumPy takes to multiply a million numbers.
"""

import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from compendium import uncertainty
from compendium.audit import open_audit

POINTS = 2**20
LIMIT = 10.0  # seconds, on two idle cores


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> int:
    audit = open_audit()
    uncertainty.spreads(audit)  # loads SciPy and computes the audit itself
    numbers = np.random.default_rng(0).random(POINTS)
    one_pass = statistics.median(seconds(lambda: numbers * numbers) for _ in range(101))
    taken = seconds(lambda: uncertainty.spreads(audit, POINTS))
    passes = taken / one_pass / len(audit.results)
    print(f"{POINTS:,} samples of {len(audit.results)} derivations: {taken:.1f} s (limit {LIMIT:.0f} s)")
    print(f"for each {passes:.0f} times what NumPy takes to multiply as many numbers, {1000 * one_pass:.2f} ms")
    return int(taken > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
