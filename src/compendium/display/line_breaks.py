"""Line breaks: a text in lines no wider than so much, by Unicode's rules (UAX 14)."""

from collections.abc import Callable
from functools import cache

Measure = Callable[[str], float]


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text.

    They break where Unicode's rules allow it, in Latin at spaces only: ``rides/vehicle/day`` stays whole.

    Args:
        text: on one line.
        width: the most that a line may take, in the unit of ``measure``; a piece that is wider stands alone.
        measure: returns what a line takes.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """Return as few lines as ``broken`` does, none much shorter than another: a last line of one word is overlooked."""
    lines = broken(text, width, measure)
    while len(lines) > 1 and len(closer := broken(text, width := 0.97 * width, measure)) == len(lines):
        lines = closer
    return lines


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Return the parts of a text that stay on one line each: a title is broken at many widths until its lines match."""
    from uniseg.linebreak import line_break_units

    pieces = [""]
    for piece in line_break_units(text):
        before = pieces[-1][-1:]
        whole = before and not before.isspace() and before.isascii() and piece[0].isascii()
        pieces[-1:] = [pieces[-1] + piece] if whole or not before else [pieces[-1], piece]
    return tuple(pieces)
