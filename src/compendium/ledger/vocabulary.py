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
    """What kind of number a factor is: its default uncertainty and the wording of a chart depend on it.

    A factor whose source states no range takes that of its kind from the table ``defaults``. A coefficient, a count
    and a definition are exact; every other kind without a default is uncertain by half a unit of its last digit.
    """

    GRID = "grid"  # emissions per unit of electricity from a grid
    FUEL = "fuel"  # CO2 or carbon per unit of a fuel, of its heat or of the power made from it alone
    INVENTORY = "inventory"  # the total emissions of an area
    SO2 = "so2"  # emissions of SO2, in total or per unit of something
    NOX = "nox"
    PARTICULATES = "particulates"
    COEFFICIENT = "coefficient"  # what a text tells its readers to multiply by: exact for whoever did so
    COUNT = "count"  # a whole number of things, or a rank
    DEFINITION = "definition"  # exact by definition or convention: a ratio of molar masses, a GWP, a method's weight
    OTHER = ""

    @property
    def exact(self) -> bool:
        """Whether such a number has no uncertainty."""
        return self in (FactorKind.COEFFICIENT, FactorKind.COUNT, FactorKind.DEFINITION)


class Origin(StrEnum):
    """Where the range of a factor comes from."""

    STATED = "stated"  # its source states an end, or the table of factors gives one with its reason
    DEFAULT = "default"  # the default uncertainty of its kind
    DIGIT = "digit"  # half a unit of its last digit
    EXACT = "exact"  # it has none: numbers of its kind are exact


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


class Independence(StrEnum):
    """What a cross-check has in common with the figure that it checks."""

    INDEPENDENT = "independent"  # no figure of the report and no text that repeats its claim moves it
    OWN_INPUTS = "own_inputs"  # it uses a figure that the report prints
    REPEATS = "repeats"  # a text of the same people, or a copy of it
    NONE = ""  # no cross-check


class Difference(StrEnum):
    """In what a cross-check is not like for like with its figure; one that differs is shown but does not vote."""

    QUANTITY = "quantity"
    PLACE = "place"
    YEAR = "year"
    BOUNDARY = "boundary"
    HINDSIGHT = "hindsight"  # published after the report
    SUPERSEDED = "superseded"  # no longer in use when the report was written
    SOURCE = "source"  # an input of grade C; this follows from the inputs and is not typed in the table


class Choice(StrEnum):
    """The question to which a cross-check is one of several arguable answers; they are counted as one."""

    GRID = "grid"  # which emission factor of electricity
    DISPLACED = "displaced"  # what would have happened otherwise
    BOUNDARY = "boundary"  # what is counted
    ACCOUNT = "account"  # both of these, where the checks differ in both
    OUTPUT = "output"  # how much was made or used, and the coefficient that is multiplied by it
    METHOD = "method"  # which of several ways to the same number
    NONE = ""  # it stands alone


class Finding(StrEnum):
    """What one check says of its figure (see ``audit.rules.finding``)."""

    AGREES = "agrees"
    MISSES = "misses"
    TOO_WIDE = "too wide"


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


class Opinion(StrEnum):
    """What a reviewer says of the audit's two answers for a figure; it is the reviewer's own and moves no answer."""

    CONFIRMS = "confirms"  # read the words of the sources that count, recomputed the checks, came to the same answers
    DISPUTES = "disputes"  # came to another answer, or found an error; the note says which
    CANNOT_TELL = "cannot tell"  # what was needed could not be read or recomputed; the note says what


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
    REPEATED = "repeated only"
    TOO_WIDE = "too wide to tell"
    DEPENDS = "depends on the choice"
    CONTESTED = "contested"
    CONTRADICTED = "contradicted"
    UNTESTED = "untested"
