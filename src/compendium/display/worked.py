"""Worked calculations: a derivation's formula in words, and in numbers that a reader can follow with a calculator.

A result has the digits that its interval warrants. A figure stands as it is printed; the other inputs of a line have as
many digits, all the same number, as it takes for the numbers shown to give the result shown. Each number has its unit.
A reader has to convert units only by powers of ten: every other conversion is stated behind the result.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, combinations

from compendium.audit.audit import Audit
from compendium.audit.evaluation.algebras import Numbers
from compendium.audit.evaluation.evaluate import Result
from compendium.display import digits, labels, mathml, unit_words, wording
from compendium.ledger import formula, units
from compendium.ledger.rows import Figure

_ONE_NUMBER = re.compile(r"[-−]?[\d,.]+")  # no range, sum or Chinese numeral, which a calculator does not take
_CONVERSION = 7  # digits of a conversion between units


@dataclass(frozen=True)
class Line:
    """A formula in numbers.

    Attributes:
        inputs: what stands for each id that the formula names.
        sign: between the formula and its result: whether the numbers shown give it exactly.
        result: with its unit.
        given: the two sides of each conversion that it rests on.
    """

    inputs: Mapping[str, str]
    sign: str
    result: str
    given: tuple[tuple[str, str], ...]


def lines(audit: Audit, id_: str) -> tuple[str, str]:
    """Return a derivation's formula as two ``<math>`` elements: with its inputs' labels, and with their values.

    Raises:
        KeyError: the audit has no such derivation.
    """
    result = audit.result(id_)
    row = result.derivation
    words = mathml.typeset(row.tree, lambda input_: labels.label(audit.ledger[input_]))
    line = in_numbers(audit, id_)
    numbers = mathml.equation(
        mathml.typeset(row.tree, line.inputs.__getitem__), mathml.text(line.result), line.sign, line.given
    )
    return mathml.equation(mathml.text(labels.label(row)), words), numbers


def taken_from(audit: Audit, id_: str) -> str:
    """Return the one row that a derivation takes over as it is, in the same unit; '' if it computes anything.

    Raises:
        KeyError: the audit has no such derivation.
    """
    row = audit.result(id_).derivation
    same = row.formula.strip()
    return same if same in row.names and audit.row(same).unit == row.unit else ""


def in_numbers(audit: Audit, id_: str) -> Line:
    """Return a derivation's formula in numbers.

    Raises:
        KeyError: the audit has no such derivation.
    """
    result = audit.result(id_)
    row, shown = result.derivation, wording.outcome(result.interval, result.derivation.unit)
    to = wording.significant(result.interval)
    inputs, found = {}, math.nan
    for most in range(wording.SIGNIFICANT, digits.KNOWN + 1):
        inputs = {id_: _input(audit, id_, most) for id_ in row.names}
        base = {id_: value * units.scale(audit.row(id_).unit) for id_, (_, value) in inputs.items()}
        found = formula.fold(row.tree, base.__getitem__, Numbers()) / units.scale(row.unit)
        if wording.quantity(found, row.unit, to) == shown:
            break
    exact = wording.quantity(found, row.unit, digits.KNOWN) == shown
    named = {name: text for name, (text, _) in inputs.items()}
    return Line(named, "=" if exact else "≈", shown, tuple(_conversions(audit, result)))


def _input(audit: Audit, id_: str, most: int) -> tuple[str, float]:
    """Return an input to ``most`` digits, as text and as the number that it says, in its row's unit."""
    row, value = audit.row(id_), audit.interval(id_).value
    if isinstance(row, Figure) and _ONE_NUMBER.fullmatch(row.printed):
        return wording.figure_in_numbers(row), value
    kept, last = digits.rounded(value, most)
    return wording.quantity(value, row.unit, most), math.copysign(kept * 10.0**last, value)


def _conversions(audit: Audit, result: Result) -> Iterator[tuple[str, str]]:
    """Yield the two sides of the conversions that a line needs besides powers of ten, as few as will do."""
    row, inputs = result.derivation, [audit.row(id_) for id_ in result.derivation.names]
    scales = {part: units.scale(part) for one in (row, *inputs) for part in unit_words.parts(one.unit)}
    tens = {part: 10.0 ** digits.place(scale) for part, scale in scales.items()}

    def suffices(stated: Iterable[tuple[str, str]]) -> bool:
        known = dict(tens)
        for large, small in stated:
            known[large] = scales[large] / scales[small] * known[small]
        base = {one.id: audit.interval(one.id).value * _scale(one.unit, known) for one in inputs}
        found = formula.fold(row.tree, base.__getitem__, Numbers()) / _scale(row.unit, known)
        return math.isclose(found, result.value)

    pairs = [
        (large, small)
        for small, large in combinations(sorted(scales, key=scales.__getitem__), 2)
        if units.alike(large, small) and not math.isclose(scales[large] / scales[small], tens[large] / tens[small])
    ]
    few = chain.from_iterable(combinations(pairs, many) for many in range(len(pairs) + 1))
    for large, small in next(filter(suffices, few), pairs):
        yield _conversion(large, small, scales[large] / scales[small])


def _conversion(large: str, small: str, factor: float) -> tuple[str, str]:
    """Return two sides that are exactly equal, of the least whole number of a unit: ``3 t C``, ``11 t CO₂``."""

    def text(many: int, most: int) -> str:
        return wording.with_unit(wording.number(many * factor, most), small)

    exact = (many for many in range(1, 10) if text(many, _CONVERSION) == text(many, digits.KNOWN))
    many = next(exact, 1)
    left = wording.joined("1", unit_words.one(large)) if many == 1 else wording.with_unit(str(many), large)
    return left, text(many, _CONVERSION)


def _scale(unit: str, scales: Mapping[str, float]) -> float:
    """Return how many base units one ``unit`` is, by the scale of each part that is shown."""
    above, *below = (scales[part] for part in unit_words.parts(unit))
    return unit_words.multiple(unit) * above / math.prod(below)
