"""Line breaks: a text broken into lines of a given width, by Unicode's line breaking algorithm (UAX 14)."""

from collections.abc import Callable
from functools import cache

Measure = Callable[[str], float]


def broken(text: str, width: float, measure: Measure) -> list[str]:
    """Return the lines of a text.

    Lines break where UAX 14 allows it, but between ASCII characters at spaces only: ``rides/vehicle/day`` is kept.

    Args:
        text: the text, without line breaks.
        width: the maximum width of a line, in the unit of ``measure``; a piece that is wider gets a line of its own.
        measure: returns the width of a text.
    """
    lines = [""]
    for piece in _pieces(text):
        if lines[-1] and measure((lines[-1] + piece).rstrip()) > width:
            lines.append("")
        lines[-1] += piece
    return [line.rstrip() for line in lines]


def balanced(text: str, width: float, measure: Measure) -> list[str]:
    """Return as few lines as ``broken`` does, but of similar widths, to avoid a last line of one word.

    The width is reduced in steps of 3 % for as long as the number of lines stays the same.
    """
    lines = broken(text, width, measure)
    while len(lines) > 1 and len(closer := broken(text, width := 0.97 * width, measure)) == len(lines):
        lines = closer
    return lines


@cache
def _pieces(text: str) -> tuple[str, ...]:
    """Return the parts of a text between possible breaks; cached, as ``balanced`` breaks one text at many widths."""
    from uniseg.linebreak import line_break_units

    pieces = [""]
    for piece in line_break_units(text):
        before = pieces[-1][-1:]
        whole = before and not before.isspace() and before.isascii() and piece[0].isascii()
        pieces[-1:] = [pieces[-1] + piece] if whole or not before else [pieces[-1], piece]
    return tuple(pieces)
