"""Verdicts: results compared with printed figures, and the two answers that follow.

Does the arithmetic reproduce the figure (``recompute`` derivations)? Does the evidence support it (``cross_check``
derivations)? The rules are in ``rules``.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from compendium.audit import rules
from compendium.audit.evaluation.evaluate import Result
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Arithmetic, Basis, Choice, Difference, Evidence, Finding, Role


@dataclass(frozen=True)
class Check:
    """A result compared with the figure that it checks.

    Attributes:
        result: the computed derivation, in its own unit.
        interval: the same in the figure's unit.
        printed: the printed interval.
        unit: the figure's unit.
        ratio: its value over the printed one; nan if that is zero.
    """

    result: Result
    interval: Interval
    printed: Interval
    unit: str
    ratio: float

    @property
    def value(self) -> float:
        """The result in the figure's unit."""
        return self.interval.value

    @property
    def meets(self) -> bool:
        """Whether its interval meets the printed one."""
        return self.interval.meets(self.printed)

    @property
    def reproduces(self) -> bool:
        """Whether the printed interval contains its value and is narrow enough for that to mean something."""
        low, value, high = self.printed.low, self.printed.value, self.printed.high
        return self.printed.contains(self.value) and rules.precise(low, value, high, rules.MATERIALITY)

    @property
    def finding(self) -> Finding:
        """Whether it agrees with the printed number within the materiality threshold, misses it, or is too wide."""
        return self.finding_within(self.interval)

    def finding_within(self, interval: Interval, materiality: float = rules.MATERIALITY) -> Finding:
        """Return the finding for another interval of the check, in the figure's unit, or another threshold."""
        ends = (self.printed.low, self.printed.value, self.printed.high)
        return Finding(rules.finding(interval.low, interval.high, *ends, materiality))

    @property
    def differs(self) -> tuple[Difference, ...]:
        """In what it is not like for like, including a source that cannot be opened; empty if it may vote."""
        unsourced = (Difference.SOURCE,) if self.result.grade == "C" else ()
        return (*self.result.derivation.differs, *unsourced)

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
        """The checks on another basis, in the order of the table, whether they vote or not."""
        return tuple(check for check in self.checks if check.result.derivation.role is Role.CROSS_CHECK)

    @cached_property
    def votes(self) -> tuple[Check, ...]:
        """The cross-checks that are like for like and whose sources can be opened."""
        return tuple(check for check in self.cross_checks if not check.differs)

    @cached_property
    def argued(self) -> Interval | None:
        """From the lowest end to the highest of the checks that vote, in the figure's unit; None without one."""
        ends = [check.interval for check in self.votes]
        return Interval(min(one.low for one in ends), ends[0].value, max(one.high for one in ends)) if ends else None

    @property
    def arithmetic(self) -> Arithmetic:
        """The answer of the best recomputation."""
        found = self.recomputes
        return Arithmetic(rules.arithmetic([one.reproduces for one in found], [one.meets for one in found]))

    @property
    def evidence(self) -> Evidence:
        """What the cross-checks that vote say together."""
        return self.evidence_by(lambda check: check.finding)

    def evidence_by(self, judge: Callable[[Check], Finding]) -> Evidence:
        """Return the answer for the findings of another rule.

        Args:
            judge: returns the finding of one of the ``votes``.
        """
        rows = [check.result.derivation for check in self.votes]
        findings = [str(judge(check)) for check in self.votes]
        return Evidence(
            rules.evidence(findings, [str(row.independence) for row in rows], [str(row.choice) for row in rows])
        )

    @property
    def deciding(self) -> tuple[tuple[Choice, tuple[Check, ...]], ...]:
        """The choices that decide whether the figure is right, each with the checks that do not rule it out."""
        found: dict[Choice, list[Check]] = {}
        for check in self.votes:
            if choice := check.result.derivation.choice:
                found.setdefault(choice, []).append(check)
        return tuple(
            (choice, tuple(one for one in checks if one.finding is not Finding.MISSES))
            for choice, checks in found.items()
            if rules.together([str(one.finding) for one in checks]) == "depends"
        )

    @property
    def nearest(self) -> Check | None:
        """The check whose ratio is shown for the figure.

        It is the best recomputation, or else the nearest of the cross-checks that vote, or of those that do not.
        """
        others = self.votes or self.cross_checks
        return next(iter(self.recomputes), min(others, key=lambda check: check.distance, default=None))

    @property
    def ratio(self) -> float | None:
        """The ratio of the nearest check; None without a check, nan beside a printed zero."""
        return self.nearest.ratio if self.nearest else None

    @property
    def evidence_ratios(self) -> tuple[float, ...]:
        """The ratios of the checks that vote, the nearest to one first; nan beside a printed zero."""
        return tuple(check.ratio for check in sorted(self.votes, key=lambda check: check.distance))

    @property
    def material(self) -> bool:
        """Whether the figure differs by more than the materiality threshold from what was computed or found."""
        return rules.material(self.arithmetic, self.evidence, [str(one.finding) for one in self.recomputes])

    @property
    def basis(self) -> Basis | None:
        """What the best recomputation is computed from; None without a recomputation."""
        return self.recomputes[0].result.basis if self.recomputes else None


def check(figure: Figure, result: Result) -> Check:
    """Compare a result with a figure, in the figure's unit.

    Raises:
        UnitError: their units have different dimensions.
    """
    found = units.converted(result.interval, result.derivation.unit, figure.unit)
    return Check(result, found, figure.interval, figure.unit, rules.ratio(found.value, figure.interval.value))
