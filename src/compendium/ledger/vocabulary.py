"""Vocabulary: the enumerated values of the tables and the answers of the audit.

They are the same in every language; ``display.labels`` translates them for the reader.
"""

from enum import StrEnum


class Qualifier(StrEnum):
    """How a printed number is qualified; this determines its interval (see ``printed.read``)."""

    EXACT = "exact"
    ABOUT = "about"
    ROUND = "round"
    OVER = "over"
    NEARLY = "nearly"
    AT_LEAST = "at_least"


class Kind(StrEnum):
    """What kind of number a figure is.

    A reading is counted, metered or paid, so no calculation is expected behind it. A saving is a difference from a
    baseline: what would have happened otherwise, less what did. Every other number is an amount.
    """

    READING = "reading"
    SAVING = "saving"
    AMOUNT = "amount"


class FactorKind(StrEnum):
    """What kind of number a factor is, as far as the wording of a chart depends on it."""

    GRID = "grid"  # emissions per unit of electricity from a grid
    OTHER = ""


class Role(StrEnum):
    """What a derivation is for."""

    RECOMPUTE = "recompute"  # how a printed figure was obtained
    CROSS_CHECK = "cross_check"  # the same quantity on an independent basis
    IMPLIED = "implied"  # what must hold for the printed figures to hold
    DERIVED = "derived"  # an intermediate result, or a quantity of interest

    @property
    def answers(self) -> bool:
        """Whether such a derivation is compared with the figure that it names."""
        return self in (Role.RECOMPUTE, Role.CROSS_CHECK)


class Severity(StrEnum):
    """What an erratum is about, the most serious first."""

    NUMBER = "number"
    LABEL = "label"
    DATE = "date"
    SOURCING = "sourcing"
    TYPING = "typing"


class Status(StrEnum):
    """Whether an erratum is still in the report."""

    OPEN = "open"
    MENDED = "mended"


class Method(StrEnum):
    """How the ends of a result's interval were found."""

    CORNERS = "corners"  # exact: the result is monotonic in each input
    SAMPLED = "sampled"  # the extremes that a search reached; the true ones may lie further out


class Basis(StrEnum):
    """What a result is computed from."""

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
