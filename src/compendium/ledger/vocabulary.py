"""Vocabulary: the words that cells of the tables and answers of the audit are chosen from.

Each is the same in every language; what a reader sees in its place is ``display.labels``' matter.
"""

from enum import StrEnum


class Qualifier(StrEnum):
    """How a printed number is qualified: what it stands for (see ``printed``)."""

    EXACT = "exact"
    ABOUT = "about"
    ROUND = "round"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"


class Kind(StrEnum):
    """What kind of number a figure is.

    A reading is counted, metered or paid, so that no calculation stands behind it. A saving is a difference from a
    baseline: what would have been otherwise, less what is. Every other number is an amount.
    """

    READING = "reading"
    SAVING = "saving"
    AMOUNT = "amount"


class FactorKind(StrEnum):
    """What kind of number a factor is, where the words of a chart depend on it."""

    GRID = "grid"  # emissions of a unit of electricity from a grid
    OTHER = ""


class Role(StrEnum):
    """What a derivation is for."""

    RECOMPUTE = "recompute"  # how a printed figure arose
    CROSS_CHECK = "cross_check"  # the same quantity on an independent basis
    IMPLIED = "implied"  # what must hold for the printed figures to hold
    DERIVED = "derived"  # a step, or a quantity of interest

    @property
    def answers(self) -> bool:
        """Whether such a derivation is held against the figure that it names."""
        return self in (Role.RECOMPUTE, Role.CROSS_CHECK)


class Severity(StrEnum):
    """What an erratum is about, the gravest first."""

    NUMBER = "number"
    LABEL = "label"
    DATE = "date"
    SOURCING = "sourcing"
    TYPING = "typing"


class Status(StrEnum):
    """Whether an erratum still stands in the report."""

    OPEN = "open"
    MENDED = "mended"


class Method(StrEnum):
    """How the ends of a result's interval were found."""

    CORNERS = "corners"  # exact: the result moves one way with each input
    SAMPLED = "sampled"  # the farthest that a search reached; they may lie further out


class Basis(StrEnum):
    """What a result rests on."""

    REPORT = "the report alone"
    FACTORS = "outside factors"


class Arithmetic(StrEnum):
    """Does the arithmetic reproduce the figure?"""

    REPRODUCED = "reproduced"
    CONSISTENT = "consistent"
    NOT_REPRODUCED = "not reproduced"
    NO_INPUTS = "no inputs printed"


class Evidence(StrEnum):
    """Does the evidence support the figure?"""

    SUPPORTED = "supported"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    UNTESTED = "untested"
