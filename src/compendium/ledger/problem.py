"""Problems of the tables, each in one line for the person who will correct it."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches


@dataclass(frozen=True)
class Problem:
    """One fault: where it is, what was found there and what was expected.

    ``row`` counts as a spreadsheet does, with the header as row 1; ``nearest`` is a valid value that looks similar.
    """

    file: str
    found: str
    expected: str
    row: int | None = None
    column: str | None = None
    nearest: str | None = None

    def __str__(self) -> str:
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column is not None:
            place += f", column {self.column}"
        hint = f"; nearest: {self.nearest!r}" if self.nearest else ""
        return f"{place}: found {self.found}; expected {self.expected}{hint}"


class DataError(Exception):
    """One or more problems, one per line of the message; ``problems`` holds them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows of this error: the problems, without the calls that led to them."""
        return [str(problem) for problem in self.problems]


def nearest(word: str, names: Iterable[str]) -> str | None:
    """Return the most similar name, or None if none has a similarity (``difflib``) of at least a half."""
    matches = get_close_matches(word, list(names), n=1, cutoff=0.5)
    return matches[0] if matches else None
