"""Formulas as MathML, in the order in which they were written; a page shows them without a script.

The elements are those of MathML Core (https://www.w3.org/TR/mathml-core/), which all current browsers render.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum
from html import escape

from compendium.ledger import formula

_TIMES, _MINUS = "×", "−"


class _Binds(IntEnum):
    """The precedence of a piece's outermost operator."""

    SUM = 0
    PRODUCT = 1
    POWER = 2
    WHOLE = 3


@dataclass(frozen=True)
class _Piece:
    """The MathML of a part of a formula; for products and quotients, also the factors above and below the line."""

    markup: str
    binds: _Binds = _Binds.WHOLE
    above: "tuple[_Piece, ...]" = ()
    below: "tuple[_Piece, ...]" = ()
    negated: "_Piece | None" = None  # the operand, if the piece is a negation


def _row(*markup: str) -> str:
    return f"<mrow>{''.join(markup)}</mrow>"


def _sign(sign: str) -> str:
    return f"<mo>{sign}</mo>"


def _within(piece: _Piece, least: _Binds) -> str:
    """Return a piece as an operand, in parentheses if its precedence is lower than ``least``."""
    return piece.markup if piece.binds >= least else _row(_sign("("), piece.markup, _sign(")"))


def _product(parts: tuple[_Piece, ...]) -> _Piece:
    if len(parts) == 1:
        return parts[0]
    joined = _sign(_TIMES).join(_within(part, _Binds.PRODUCT) for part in parts)
    return _Piece(_row(joined), _Binds.PRODUCT, parts)


def _quotient(above: tuple[_Piece, ...], below: tuple[_Piece, ...]) -> _Piece:
    """Return a chain of products and quotients as one fraction."""
    if not below:
        return _product(above)
    fraction = f"<mfrac>{_product(above).markup}{_product(below).markup}</mfrac>"
    return _Piece(fraction, _Binds.PRODUCT, above, below)


class _Typesetting:
    """The algebra of pieces of MathML."""

    def number(self, value: float) -> _Piece:
        return self.negate(self.number(-value)) if value < 0 else _Piece(f"<mn>{Decimal(f'{value:.15g}'):f}</mn>")

    def negate(self, a: _Piece) -> _Piece:
        return _Piece(_row(_sign(_MINUS), _within(a, _Binds.PRODUCT)), _Binds.SUM, negated=a)

    def add(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(_row(a.markup, _sign("+"), _within(b, _Binds.PRODUCT)), _Binds.SUM)

    def subtract(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(_row(a.markup, _sign(_MINUS), _within(b, _Binds.PRODUCT)), _Binds.SUM)

    def multiply(self, a: _Piece, b: _Piece) -> _Piece:
        if a.negated:
            return self.negate(self.multiply(a.negated, b))
        return _quotient((*(a.above or (a,)), *(b.above or (b,))), (*a.below, *b.below))

    def divide(self, a: _Piece, b: _Piece) -> _Piece:
        if a.negated:
            return self.negate(self.divide(a.negated, b))
        return _quotient(a.above or (a,), (*a.below, b))

    def power(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"<msup>{_within(a, _Binds.WHOLE)}{b.markup}</msup>", _Binds.POWER)

    def function(self, name: str, arguments: list[_Piece]) -> _Piece:
        if name == "sqrt":
            return _Piece(f"<msqrt>{arguments[0].markup}</msqrt>")
        listed = _sign(",").join(argument.markup for argument in arguments)
        symbol = "ln" if name == "log" else name  # the natural logarithm by its standard symbol (ISO 80000-2)
        return _Piece(_row(f"<mi>{symbol}</mi>", _sign("("), listed, _sign(")")))


def typeset(tree: formula.Tree, name: Callable[[str], str]) -> str:
    """Return a formula as the content of a ``<math>`` element.

    Args:
        tree: the parsed formula.
        name: returns the text that is shown for an id.
    """

    def leaf(id_: str) -> _Piece:
        words = name(id_)
        return _Piece(text(words), _Binds.SUM if words.startswith(_MINUS) else _Binds.WHOLE)

    return formula.fold(tree, leaf, _Typesetting()).markup


def text(words: str) -> str:
    """Return text within a formula, escaped."""
    return f"<mtext>{escape(words, quote=False)}</mtext>"


def equation(left: str, right: str, sign: str = "=", given: Iterable[tuple[str, str]] = ()) -> str:
    """Return a displayed ``<math>`` element for an equation.

    Args:
        left: its left side, as MathML.
        right: its right side, likewise.
        sign: what stands between them.
        given: the two sides, as text, of each equation that it rests on; they follow it in parentheses.
    """
    rests_on = _sign(",").join(_row(text(one), _sign("="), text(other)) for one, other in given)
    behind = f'<mspace width="1em"/>{_row(_sign("("), rests_on, _sign(")"))}' if rests_on else ""
    content = _row(left, _sign(sign), right, behind)
    return f'<math xmlns="http://www.w3.org/1998/Math/MathML" display="block">{content}</math>'
