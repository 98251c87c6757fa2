"""Formulas in one line of plain text, with as few parentheses as their order needs."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from compendium.ledger import formula

_SUM, _PRODUCT, _POWER, _WHOLE = range(4)


@dataclass(frozen=True)
class _Piece:
    text: str
    binds: int = _WHOLE


class _Plain:
    """The algebra of pieces of text."""

    def number(self, value: float) -> _Piece:
        return self.negate(self.number(-value)) if value < 0 else _Piece(f"{Decimal(f'{value:.15g}'):f}")

    def negate(self, a: _Piece) -> _Piece:
        return _Piece(f"−{_within(a, _PRODUCT)}", _SUM)

    def add(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"{a.text} + {_within(b, _PRODUCT)}", _SUM)

    def subtract(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"{a.text} − {_within(b, _PRODUCT)}", _SUM)

    def multiply(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"{_within(a, _PRODUCT)} × {_within(b, _PRODUCT)}", _PRODUCT)

    def divide(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"{_within(a, _PRODUCT)} ÷ {_within(b, _POWER)}", _PRODUCT)

    def power(self, a: _Piece, b: _Piece) -> _Piece:
        return _Piece(f"{_within(a, _WHOLE)}^{_within(b, _WHOLE)}", _POWER)

    def function(self, name: str, arguments: list[_Piece]) -> _Piece:
        symbol = "ln" if name == "log" else name
        return _Piece(f"{symbol}({'; '.join(one.text for one in arguments)})")


def _within(piece: _Piece, least: int) -> str:
    return piece.text if piece.binds >= least else f"({piece.text})"


def plain(tree: formula.Tree, name: Callable[[str], str]) -> str:
    """Return a formula as text.

    Args:
        tree: the parsed formula.
        name: returns what stands for an id; a number with its unit binds as one.
    """

    def leaf(id_: str) -> _Piece:
        words = name(id_)
        return _Piece(words, _SUM if words.startswith("−") else _WHOLE)

    return formula.fold(tree, leaf, _Plain()).text
