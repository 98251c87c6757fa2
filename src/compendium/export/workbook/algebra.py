"""Formulas of the ledger as formulas of a spreadsheet, over named cells that hold each row in its own unit.

The factors between units are gathered to one number wherever a product allows it, so that a cell shows little more than
the formula itself: ``=v_bakery__loaves*v_flour__per_loaf*0.001``.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from compendium.ledger import formula, units
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation

DIGITS = 15  # of a factor between units: what a spreadsheet keeps
LONGEST = 8192  # characters of a formula in Excel


class Side(StrEnum):
    """Which of a row's numbers a cell holds; the prefix of its name."""

    LOW = "lo"
    VALUE = "v"
    HIGH = "hi"


def names(ids: Iterable[str]) -> dict[str, str]:
    """Return a stem of names of cells for each id: ``v_`` and the stem is the name of the cell with the value.

    A name that begins so is no address of a cell in Excel or LibreOffice (``A1``, ``R1C1``). Neither tells capitals
    from small letters, and a point separates sheets in LibreOffice, so it becomes two low lines.
    """
    found: dict[str, str] = {}
    taken = set[str]()
    for id_ in ids:
        stem = plain = id_.replace(".", "__")
        count = 1
        while stem.lower() in taken:
            count += 1
            stem = f"{plain}_{count}"
        taken.add(stem.lower())
        found[id_] = stem
    return found


class _Binds(IntEnum):
    """The precedence of a piece's outermost operator."""

    SUM = 0
    PRODUCT = 1
    WHOLE = 2


@dataclass(frozen=True)
class Piece:
    """A part of a formula: its text, and a number by which that is still to be multiplied."""

    text: str
    binds: _Binds = _Binds.WHOLE
    factor: float = 1.0

    def within(self, least: _Binds) -> str:
        """Return the text as an operand, in parentheses if it binds less than ``least``."""
        return self.text if self.binds >= least else f"({self.text})"

    @property
    def whole(self) -> "Piece":
        """The piece with its factor written out."""
        factor = float(f"{self.factor:.{DIGITS}g}")
        if factor == 1:
            return Piece(self.text, self.binds)
        return Piece(f"{self.within(_Binds.PRODUCT)}*{literal(factor)}", _Binds.PRODUCT)


def literal(value: float) -> str:
    """Return a number as a formula has it."""
    text = repr(float(value)).upper().removesuffix(".0")
    return f"({text})" if value < 0 else text


def quoted(words: str) -> str:
    """Return words as a text in a formula."""
    return '"{}"'.format(words.replace('"', '""'))


class Spreadsheet:
    """The algebra of formulas of a spreadsheet."""

    def number(self, value: float) -> Piece:
        return Piece(literal(value))

    def negate(self, a: Piece) -> Piece:
        return Piece(f"-{a.within(_Binds.PRODUCT)}", _Binds.SUM, a.factor)

    def add(self, a: Piece, b: Piece) -> Piece:
        return self._sum(a, "+", b)

    def subtract(self, a: Piece, b: Piece) -> Piece:
        return self._sum(a, "-", b)

    def _sum(self, a: Piece, sign: str, b: Piece) -> Piece:
        (first, second), factor = _alike([a, b])
        return Piece(f"{first.text}{sign}{second.within(_Binds.PRODUCT)}", _Binds.SUM, factor)

    def multiply(self, a: Piece, b: Piece) -> Piece:
        text = f"{a.within(_Binds.PRODUCT)}*{b.within(_Binds.PRODUCT)}"
        return Piece(text, _Binds.PRODUCT, a.factor * b.factor)

    def divide(self, a: Piece, b: Piece) -> Piece:
        text = f"{a.within(_Binds.PRODUCT)}/{b.within(_Binds.WHOLE)}"
        return Piece(text, _Binds.PRODUCT, a.factor / b.factor)

    def power(self, a: Piece, b: Piece) -> Piece:
        return Piece(f"POWER({a.whole.text},{b.whole.text})")

    def function(self, name: str, arguments: list[Piece]) -> Piece:
        functions = {"min": "MIN", "max": "MAX", "sqrt": "SQRT", "exp": "EXP", "log": "LN"}
        linear = name in ("min", "max")
        parts, factor = _alike(arguments) if linear else ([part.whole for part in arguments], 1.0)
        return Piece(f"{functions[name]}({','.join(part.text for part in parts)})", factor=factor)


def _alike(parts: list[Piece]) -> tuple[list[Piece], float]:
    """Return pieces with one factor for all, taken out, or with their own written out."""
    if len({part.factor for part in parts}) == 1:
        return [Piece(part.text, part.binds) for part in parts], parts[0].factor
    return [part.whole for part in parts], 1.0


Ends = Mapping[str, Side]  # which end of each input a corner takes


class Sources:
    """Writes the formulas of the derivations of one ledger.

    Args:
        ledger: the rows.
        corners: by derivation whose ends are exact, the end of each of its inputs that leads to its lower end.
    """

    def __init__(self, ledger: Ledger, corners: Mapping[str, Ends]) -> None:
        self.ledger = ledger
        self.corners = corners
        self.names = names(ledger.ids())

    def cell(self, id_: str, side: Side) -> str:
        """Return the name of a row's cell."""
        return f"{side}_{self.names[id_]}"

    def value(self, id_: str) -> str:
        """Return the formula of a derivation's value, in its unit."""
        return self._text(id_, lambda name: self._leaf(name, Side.VALUE))

    def end(self, id_: str, side: Side) -> str | None:
        """Return the formula of an end, at the corner of the inputs' ends that gives it; None if it is too long.

        A step's own end stands for the step where it is reached at the same corner; otherwise the step is written out.
        """
        low = self.corners[id_]
        wanted = low if side is Side.LOW else {name: _other(end) for name, end in low.items()}
        text = self._text(id_, lambda name: self._corner(name, wanted))
        return text if len(text) < LONGEST else None

    def _text(self, id_: str, leaf: Callable[[str], Piece]) -> str:
        row = self.ledger.derivations[id_]
        piece = formula.fold(row.tree, leaf, Spreadsheet())
        return f"={Piece(piece.text, piece.binds, piece.factor / units.scale(row.unit)).whole.text}"

    def _leaf(self, id_: str, side: Side) -> Piece:
        return Piece(self.cell(id_, side), factor=units.scale(self.ledger[id_].unit))

    def _corner(self, id_: str, wanted: Ends) -> Piece:
        row = self.ledger[id_]
        if not isinstance(row, Derivation):
            return self._leaf(id_, wanted[id_])
        own = self.corners.get(id_, {})
        if own and all(wanted[name] == end for name, end in own.items()):
            return self._leaf(id_, Side.LOW)
        if own and all(wanted[name] == _other(end) for name, end in own.items()):
            return self._leaf(id_, Side.HIGH)
        return formula.fold(row.tree, lambda name: self._corner(name, wanted), Spreadsheet())


def _other(side: Side) -> Side:
    return Side.HIGH if side is Side.LOW else Side.LOW
