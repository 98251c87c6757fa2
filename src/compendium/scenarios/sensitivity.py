"""Global sensitivity: which input, and which choice, the doubt about a printed figure comes from.

What is analysed is the ratio of a check to the printed number. Every input with two ends is drawn uniformly between
them and independently of the others, as ``audit.uncertainty`` does and for its reasons: roundings and sources have
nothing to do with each other. Three things more are inputs here:

- the printed number itself, within its rounding;
- each choice, as one input whose values are its arguable answers. All weigh the same, which is a convention: nobody
  knows how likely each is. ``Sensitivity.within`` says what matters once the answer is known;
- where independent questions are asked of one figure, which of them: equal weights again.

A row that several answers use is one input. The first-order index of an input is the share of the ratio's variance that
knowing it would remove on average; its total index is the share that would be left if all others were known (I. M.
Sobol' 2001, with the estimators of A. Saltelli et al. 2010, as SALib has them). They are means over several scramblings
of the samples, whose spread gives their confidence: a bootstrap would take Sobol' points for independent ones.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator, base_interval
from compendium.audit.verdicts import Check, Verdict
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import Choice, Finding
from compendium.scenarios.settling import Question, settled_by_answer, settled_by_value

POINTS = 2**11  # a power of two, for which Sobol' points are balanced; times the number of inputs and two
SEEDS = range(1, 9)  # one for each scrambling; SALib takes 0 for no seed at all
_STUDENT = 2.365  # of Student's distribution with seven degrees of freedom, for 95 %
WAY = "way"  # the input that says which of several independent questions is asked
_SEEN = 1e-12  # a variance below this share of the square of the mean is a rounding error
_RESAMPLES = 2  # of SALib's bootstrap, which is not used: the least that it can do with

Shares = Mapping[str, Any]  # by the name of an input, values from 0 to 1: floats, or arrays of equal length


class UnboundedError(ValueError):
    """An input has no upper end, so that it cannot be drawn."""


@dataclass(frozen=True)
class Index:
    """The indices of one input, with half the width of their 95 % confidence intervals."""

    name: str
    first: float
    first_within: float
    total: float
    total_within: float


@dataclass(frozen=True)
class Influence:
    """What one input or choice does to the doubt about a figure.

    Attributes:
        index: its indices, by the id of a figure or factor, the value of a ``Choice``, or ``WAY``.
        settles: at how many of its values the figure would have a single answer, if that value were known.
        values: out of how many: the arguable answers of a choice, or points spread evenly over the range of an input.
    """

    index: Index
    settles: int
    values: int

    @property
    def choice(self) -> Choice | None:
        """The choice that it is, None for another input."""
        return Choice(self.index.name) if self.index.name in list(Choice) else None

    @property
    def is_category(self) -> bool:
        """Whether its values are answers or questions, not numbers of a range."""
        return self.choice is not None or self.index.name == WAY


@dataclass(frozen=True)
class Answer:
    """What is left once the answer to a choice is known.

    Attributes:
        check: the id of the derivation that is the answer.
        finding: what that check says of the figure.
        mover: of the inputs that are left, the one with the largest total index, with its indices, and at how
            many of its values the check would no longer be too wide; None if nothing varies.
    """

    check: str
    finding: Finding
    mover: Influence | None


@dataclass(frozen=True)
class Sensitivity:
    """The sensitivity of one figure.

    Attributes:
        figure: its id.
        influences: of all inputs and choices, the largest total index first; empty if nothing varies.
        within: a row for each arguable answer, in the order of the table, where there is a choice.
        ratio: whether the ratio was analysed, and not the difference in the figure's unit.
    """

    figure: str
    influences: tuple[Influence, ...]
    within: tuple[Answer, ...]
    ratio: bool

    @property
    def alone(self) -> float:
        """The share of the variance that single inputs explain; what is left comes from inputs together."""
        return min(1.0, sum(max(0.0, one.index.first) for one in self.influences))


def indices(names: Sequence[str], function: Callable[[Shares], Any], points: int = POINTS) -> tuple[Index, ...]:
    """Return the indices of a function's inputs, in the order of their names; none if it does not vary.

    Args:
        names: of the inputs.
        function: takes the inputs by name, each an array of values from 0 to 1, and returns an array.
        points: of each scrambling, a power of two.

    Raises:
        ValueError: the number of points is not a power of two, or the function has no finite value somewhere.
    """
    if points < 1 or points & (points - 1):
        raise ValueError(f"{points} points, which is no power of two")
    if not names:
        return ()
    from SALib.analyze import sobol as analysis

    drawn = _design(len(names), points)
    found = np.asarray(function(dict(zip(names, drawn.T, strict=True))), dtype=float)
    if not np.isfinite(found).all():
        raise ValueError(f"no finite value at {np.sum(~np.isfinite(found))} of {len(found)} points")
    if not found.std() ** 2 > _SEEN * found.mean() ** 2:
        return ()
    told = [
        analysis.analyze(_problem(len(names)), one, calc_second_order=False, num_resamples=_RESAMPLES, seed=SEEDS[0])
        for one in np.split(found, len(SEEDS))
    ]
    columns = [column for key in ("S1", "ST") for column in _mean(np.array([one[key] for one in told]))]
    return tuple(Index(name, *map(float, row)) for name, *row in zip(names, *columns, strict=True))


def _mean(estimates: Any) -> tuple[Any, Any]:
    """Return the mean of the estimates of all scramblings, and half the width of its 95 % confidence interval."""
    return estimates.mean(axis=0), _STUDENT * estimates.std(axis=0, ddof=1) / np.sqrt(len(estimates))


def _problem(count: int) -> dict[str, Any]:
    names = [str(place) for place in range(count)]
    return {"num_vars": count, "names": names, "bounds": [[0.0, 1.0]] * count}


@lru_cache(maxsize=8)  # SALib puts it together row by row, which takes longer than the analysis
def _design(count: int, points: int) -> Any:
    """Return the samples for the estimators, one scrambling below the other, an array with ``count`` columns."""
    from SALib.sample import sobol as design

    return np.vstack([design.sample(_problem(count), points, calc_second_order=False, seed=seed) for seed in SEEDS])


def sensitivity(audit: Audit, verdict: Verdict, points: int = POINTS) -> Sensitivity:
    """Return the sensitivity of a figure: of its checks that count, or without any of its recomputations.

    Raises:
        UnboundedError: an input has no upper end, so that it cannot be drawn.
        ValueError: there is no such check, or it has no finite value for some inputs.
    """
    model = Model(Evaluator(audit.ledger), verdict)
    found = indices(model.names, model.compared, points)
    influences = [_influence(model, one) for one in sorted(found, key=lambda one: -one.total)]
    choices = [question for question in model.questions if len(question.checks) > 1]
    within = tuple(_answer(model, check, points) for question in choices for check in question.checks)
    return Sensitivity(verdict.figure.id, tuple(influences), within, model.is_ratio)


def _influence(model: "Model", index: Index) -> Influence:
    if index.name == WAY:
        return Influence(index, *settled_by_answer([[one] for one in model.questions]))
    if index.name in model.choices:
        asked = model.choices[index.name]
        others = [one for one in model.questions if one is not asked]
        return Influence(index, *settled_by_answer([[*others, Question((check,))] for check in asked.checks]))
    return Influence(
        index, *settled_by_value(model.evaluator.ledger, model.verdict.figure, model.questions, index.name)
    )


def _answer(model: "Model", check: Check, points: int) -> Answer:
    alone = Model(model.evaluator, model.verdict, (check,))
    found = indices(alone.names, alone.compared, points)
    first = max(found, key=lambda one: one.total, default=None)
    return Answer(check.result.derivation.id, check.finding, _influence(alone, first) if first else None)


class Model:
    """The ratio of a figure's checks to what is printed, as a function of everything that is open.

    Args:
        evaluator: of the ledger.
        verdict: the figure with its checks.
        checks: those to compare with; without any, those that count, or else the recomputations.

    Raises:
        UnboundedError: an input has no upper end.
        ValueError: there is no check.
    """

    def __init__(self, evaluator: Evaluator, verdict: Verdict, checks: Sequence[Check] = ()) -> None:
        self.evaluator, self.verdict = evaluator, verdict
        self.checks = tuple(checks) or verdict.votes or verdict.recomputes
        if not self.checks:
            raise ValueError(f"{verdict.figure.id} has no check")
        for row in self.rows.values():
            if not row.interval.is_bounded and row is not verdict.figure:
                raise UnboundedError(f"{row.id} has no upper end, so nothing says how far it moves {verdict.figure.id}")

    @cached_property
    def rows(self) -> dict[str, Figure | Factor]:
        """The figures and factors that the checks use, and the printed figure itself, by id."""
        ids = [check.result.derivation.id for check in self.checks]
        inputs = [row for id_ in ids for row in self.evaluator.ledger.inputs(id_)]
        return {row.id: row for row in (*inputs, self.verdict.figure)}

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """The independent questions, each with its arguable answers."""
        found: dict[str, list[Check]] = {}
        for check in self.checks:
            row = check.result.derivation
            found.setdefault(row.choice or row.id, []).append(check)
        return tuple(Question(tuple(checks)) for checks in found.values())

    @property
    def choices(self) -> dict[str, Question]:
        """The questions with more than one answer, by the choice."""
        return {str(one.checks[0].result.derivation.choice): one for one in self.questions if len(one.checks) > 1}

    @cached_property
    def moving(self) -> dict[str, Interval]:
        """The rows that have an interval, in base units; a printed number without an upper end stays what it is."""
        bounded = {id_: row for id_, row in self.rows.items() if row.interval.is_bounded}
        return {id_: base_interval(row) for id_, row in bounded.items() if not row.interval.is_point}

    @property
    def names(self) -> tuple[str, ...]:
        """The inputs: which question, the choices, the rows with an interval."""
        return (*([WAY] if len(self.questions) > 1 else []), *self.choices, *self.moving)

    @property
    def is_ratio(self) -> bool:
        """Whether a ratio to what is printed means something: it is on one side of zero."""
        return self.verdict.figure.interval.sign != 0

    def compared(self, shares: Shares) -> Any:
        """Return the ratio of the check that is picked to the printed number, or their difference in its unit."""
        figure, size = self.verdict.figure, _length(shares)
        values: dict[str, Any] = {id_: base_interval(row).value for id_, row in self.rows.items()}
        values |= {id_: one.low + shares[id_] * (one.high - one.low) for id_, one in self.moving.items()}
        picked, found = self._picked(shares, size), np.empty(size)
        for place, check in enumerate(self.checks):
            at = np.flatnonzero(picked == place)
            own = {id_: one[at] if id_ in self.moving else one for id_, one in values.items()}
            found[at] = self.evaluator.value(check.result.derivation.id, own)
        found, printed = found / units.scale(figure.unit), values[figure.id] / units.scale(figure.unit)
        return found / printed if self.is_ratio else found - printed

    def _picked(self, shares: Shares, size: int) -> Any:
        """Return the place of the check that each sample picks."""
        ways = _category(shares[WAY], len(self.questions)) if WAY in shares else np.zeros(size, dtype=int)
        picked = np.zeros(size, dtype=int)
        for number, question in enumerate(self.questions):
            places = np.array([self.checks.index(check) for check in question.checks])
            name = str(question.checks[0].result.derivation.choice)
            answers = _category(shares[name], len(places)) if len(places) > 1 else np.zeros(size, dtype=int)
            picked = np.where(ways == number, places[answers], picked)
        return picked


def _category(shares: Any, count: int) -> Any:
    """Return which of so many categories of equal weight a share from 0 to 1 falls into."""
    return np.minimum((np.asarray(shares) * count).astype(int), count - 1)


def _length(shares: Shares) -> int:
    return max((len(one) for one in shares.values()), default=1)
