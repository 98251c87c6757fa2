"""Time a million samples of every derivation of the report, and hold the usual number to them: ``make bench``.

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
MOVED = (
    0.002  # of a 5-95 % range's width: how far so many points may move its ends from where the usual number has them
)


def seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def main() -> int:
    audit = open_audit()
    few = uncertainty.spreads(audit)  # loads SciPy and computes the audit itself
    numbers = np.random.default_rng(0).random(POINTS)
    one_pass = statistics.median(seconds(lambda: numbers * numbers) for _ in range(101))
    start = time.perf_counter()
    many = uncertainty.spreads(audit, POINTS)
    taken = time.perf_counter() - start
    moved = max(
        max(abs(few[id_].p5 - found.p5), abs(few[id_].p95 - found.p95)) / (found.p95 - found.p5)
        for id_, found in many.items()
        if found.p95 > found.p5
    )
    passes = taken / one_pass / len(audit.results)
    print(f"{POINTS:,} samples of {len(audit.results)} derivations: {taken:.1f} s (limit {LIMIT:.0f} s)")
    print(f"for each {passes:.0f} times what NumPy takes to multiply as many numbers, {1000 * one_pass:.2f} ms")
    print(f"no range moved by more than {moved:.4f} of its width from the usual number of samples (limit {MOVED})")
    return int(taken > LIMIT or moved > MOVED)


if __name__ == "__main__":
    sys.exit(main())
