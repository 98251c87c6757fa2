"""One factor on a slider: what becomes of several cases as it moves, and the stretches on which each is as printed.

The front page draws this as a picture; its script computes the same in the browser with the formulas of the model.
"""

import fnmatch
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Any

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.audit.verdicts import check
from compendium.display import labels, wording
from compendium.export import javascript, what_if
from compendium.i18n.messages import N_, gettext, language
from compendium.ledger import units
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Finding

STEPS = 100  # points at which the states are looked up before their bounds are searched for
HALVINGS = 40  # of a step, to find where a state ends
SAVES, OPEN, EMITS = "saves", "open", "emits"  # the states of a derivation that is held against no figure
STATES = {
    Finding.AGREES: N_("as printed at this factor"),
    Finding.TOO_WIDE: N_("could be as printed"),
    Finding.MISSES: N_("not as printed"),
    SAVES: N_("saves CO₂"),
    OPEN: N_("saving or not: open"),
    EMITS: N_("emits more"),
}
WORDS = {
    "case": N_("{case}: {value}, {state}"),
    "spoken": N_("{factor}. {cases}"),
    "joint": N_("; "),
    "told": N_("As printed here: {cases}."),
    "nobody": N_("No printed saving would be right here."),
    "comma": N_(", "),
}


@dataclass(frozen=True)
class Stretch:
    """A part of the slider on which a case is in one state."""

    state: str
    low: float
    high: float


@dataclass(frozen=True, eq=False)
class Slider:
    """A factor that moves from zero to an end in its own unit, and the derivations that are shown."""

    audit: Audit
    factor: Factor
    end: float
    cases: tuple[Derivation, ...]

    def figure(self, row: Derivation) -> Figure | None:
        """Return the figure that a case is held against."""
        return self.audit.ledger.figures[row.checks] if row.checks else None

    def interval(self, row: Derivation, value: float) -> Interval:
        """Return a case at a value of the factor, in the unit of its figure; without one in its own."""
        found = _evaluator(self, value).result(row.id).interval
        figure = self.figure(row)
        return units.converted(found, row.unit, figure.unit) if figure else found

    def state(self, row: Derivation, value: float) -> str:
        """Return the state of a case at a value of the factor: what a check says of the figure, or the sign."""
        figure, result = self.figure(row), _evaluator(self, value).result(row.id)
        if figure:
            return check(figure, result).finding
        if result.interval.low > 0:
            return SAVES
        return EMITS if result.interval.high < 0 else OPEN

    def stretches(self, row: Derivation) -> list[Stretch]:
        """Return the states of a case from one end of the slider to the other."""
        points = [self.end * step / STEPS for step in range(STEPS + 1)]
        found = [Stretch(self.state(row, points[0]), points[0], self.end)]
        for low, high in pairwise(points):
            reached = low
            while self.state(row, high) != found[-1].state:  # more than one state may end within a step
                reached = _bound(lambda at: self.state(row, at), reached, high)
                found[-1] = replace(found[-1], high=reached)
                found.append(Stretch(self.state(row, reached), reached, self.end))
        return found

    def falls(self, row: Derivation) -> bool:
        """Return whether a case saves less the greater the factor is."""
        return self.interval(row, self.end).value < self.interval(row, 0.0).value

    def reference(self, row: Derivation) -> float:
        """Return what is one on a case's scale: the printed number, or without one the value at a factor of zero."""
        figure = self.figure(row)
        return figure.interval.value if figure else self.interval(row, 0.0).value


@lru_cache(maxsize=4 * STEPS)  # the steps, and what is tried between them to find where a state ends
def _evaluator(slider: "Slider", value: float) -> Evaluator:
    return Evaluator(slider.audit.ledger.assume({slider.factor.id: value}))


def _bound(state: Callable[[float], str], low: float, high: float) -> float:
    """Return the first value of the factor, between two, at which the state of the lower one holds no more."""
    first = state(low)
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        low, high = (middle, high) if state(middle) == first else (low, middle)
    return high


def slider(audit: Audit, factor: str, end: float, cases: Iterable[str]) -> Slider:
    """Return a slider from the ids of its factor and its cases."""
    rows = tuple(audit.ledger.derivations[id_] for id_ in cases)
    return Slider(audit, audit.ledger.factors[factor], end, rows)


def greatest(audit: Audit, pattern: str) -> Factor:
    """Return the greatest of the factors whose ids match a pattern.

    Raises:
        ValueError: none does.
    """
    if not (found := fnmatch.filter(audit.ledger.factors, pattern)):
        raise ValueError(f"no factor matches {pattern!r}")
    return max((audit.ledger.factors[id_] for id_ in found), key=lambda one: one.value)


def model(one: Slider, marks: Mapping[str, float]) -> str:
    """Return the script that defines ``MODEL`` for the slider's page, in the current language.

    Args:
        one: the slider.
        marks: further values of the factor that the slider comes to rest at.
    """
    words = {name: gettext(what_if.WORDS[name]) for name in ("none", "interval", "above", "below")}
    return javascript.model(
        one.audit,
        {
            "magnitudes": wording.magnitudes(),
            "grouped": not language().han,
            "words": words | {name: gettext(message) for name, message in WORDS.items()},
            "states": {state: gettext(message) for state, message in STATES.items()},
            "slider": {
                "factor": one.factor.id,
                "marks": sorted({one.factor.value, *marks.values()}),
                "cases": [_case(one, row) for row in one.cases],
            },
        },
        [row.id for row in one.cases],
    )


def _case(one: Slider, row: Derivation) -> dict[str, Any]:
    return {"id": row.id, "name": labels.case_name(row.id), "reference": one.reference(row)}
