"""Worked calculations: a derivation's formula in words, and in numbers that a reader can follow with a calculator.

A result has the digits that its interval warrants. A figure stands as it is printed; the other inputs of a line have as
many digits, all the same number, as it takes for the numbers shown to give the result shown. Each number has its unit.
A reader has to convert units only by powers of ten: every other conversion is stated behind the result.
"""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain, combinations

from compendium.audit.algebras import Numbers
from compendium.audit.audit import Audit
from compendium.audit.evaluate import Result
from compendium.display import digits, labels, mathml, unit_words, wording
from compendium.ledger import formula, units
from compendium.ledger.rows import Figure

_ONE_NUMBER = re.compile(r"[-−]?[\d,.]+")  # no range, sum or Chinese numeral, which a calculator does not take
_CONVERSION = 7  # digits of a conversion between units


def lines(audit: Audit, id_: str) -> tuple[str, str]:
    """Return a derivation's formula as two ``<math>`` elements: with its inputs' labels, and with their values.

    Raises:
        KeyError: the audit has no such derivation.
    """
    result = audit.result(id_)
    row = result.derivation
    words = mathml.typeset(row.tree, lambda input_: labels.label(audit.ledger[input_]))
    return mathml.equation(mathml.text(labels.label(row)), words), _in_numbers(audit, result)


def _in_numbers(audit: Audit, result: Result) -> str:
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
    left = mathml.typeset(row.tree, lambda id_: inputs[id_][0])
    return mathml.equation(left, mathml.text(shown), "=" if exact else "≈", _conversions(audit, result))


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
