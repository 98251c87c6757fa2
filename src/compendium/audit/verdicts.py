"""Verdicts: results compared with printed figures, and the two answers that follow.

Does the arithmetic reproduce the figure (``recompute`` derivations)? Does the evidence support it (``cross_check``
derivations)? The rules are in ``rules``.
"""

from dataclasses import dataclass
from functools import cached_property

from compendium.audit import rules
from compendium.audit.evaluate import Result
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Arithmetic, Basis, Evidence, Role


@dataclass(frozen=True)
class Check:
    """A result compared with the figure that it checks.

    Attributes:
        result: the computed derivation, in its own unit.
        interval: the same in the figure's unit.
        ratio: its value over the printed one; nan if that is zero.
        reproduces: whether the printed interval contains its value.
        meets: whether its interval meets the printed one.
    """

    result: Result
    interval: Interval
    ratio: float
    reproduces: bool
    meets: bool

    @property
    def value(self) -> float:
        """The result in the figure's unit."""
        return self.interval.value

    @property
    def off(self) -> bool:
        """Whether it misses the printed interval materially; beside a printed zero every miss is material."""
        return rules.off(self.meets, self.ratio)

    @property
    def distance(self) -> float:
        """How far the ratio is from one; beside a printed zero, the size of the result in the figure's unit."""
        return rules.distance(self.value, self.ratio)


@dataclass(frozen=True)
class Verdict:
    """The two answers for one figure and the checks that gave them."""

    figure: Figure
    checks: tuple[Check, ...]

    @cached_property
    def recomputes(self) -> tuple[Check, ...]:
        """The checks that recompute the figure, the best first: reproducing, then meeting, then by distance."""
        found = [check for check in self.checks if check.result.derivation.role is Role.RECOMPUTE]
        return tuple(sorted(found, key=lambda check: (not check.reproduces, not check.meets, check.distance)))

    @cached_property
    def cross_checks(self) -> tuple[Check, ...]:
        """The checks on an independent basis, in the order of the table."""
        return tuple(check for check in self.checks if check.result.derivation.role is Role.CROSS_CHECK)

    @property
    def arithmetic(self) -> Arithmetic:
        """The answer of the best recomputation."""
        found = self.recomputes
        return Arithmetic(rules.arithmetic([one.reproduces for one in found], [one.meets for one in found]))

    @property
    def evidence(self) -> Evidence:
        """How many of the cross-checks meet the printed interval: all, some or none."""
        return Evidence(rules.evidence([check.meets for check in self.cross_checks]))

    @property
    def nearest(self) -> Check | None:
        """The check whose ratio is shown for the figure: the best recomputation, or else the nearest cross-check."""
        return next(iter(self.recomputes), min(self.cross_checks, key=lambda check: check.distance, default=None))

    @property
    def ratio(self) -> float | None:
        """The ratio of the nearest check; None without a check, nan beside a printed zero."""
        return self.nearest.ratio if self.nearest else None

    @property
    def evidence_ratios(self) -> tuple[float, ...]:
        """The ratios of the cross-checks, the nearest to one first; nan beside a printed zero."""
        return tuple(check.ratio for check in sorted(self.cross_checks, key=lambda check: check.distance))

    @property
    def material(self) -> bool:
        """Whether an answer is not agreement and some check, of either role, is off by a material amount."""
        recomputes, cross_checks = ([one.off for one in found] for found in (self.recomputes, self.cross_checks))
        return rules.material(self.arithmetic, self.evidence, recomputes, cross_checks)

    @property
    def basis(self) -> Basis | None:
        """What the best recomputation is computed from; None without a recomputation."""
        return self.recomputes[0].result.basis if self.recomputes else None


def check(figure: Figure, result: Result) -> Check:
    """Compare a result with a figure, in the figure's unit.

    Raises:
        UnitError: their units have different dimensions.
    """
    printed = figure.interval
    found = units.converted(result.interval, result.derivation.unit, figure.unit)
    ratio = rules.ratio(found.value, printed.value)
    return Check(result, found, ratio, printed.contains(found.value), found.meets(printed))
