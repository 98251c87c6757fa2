"""The rows of the ledger: figures, factors and derivations, linked by their ids."""

from dataclasses import dataclass, replace
from functools import cached_property

from compendium.ledger import formula
from compendium.ledger.formula import Tree
from compendium.ledger.interval import Interval
from compendium.ledger.printed import read
from compendium.ledger.vocabulary import FactorKind, Kind, Role, Severity, Status


@dataclass(frozen=True)
class Row:
    """What every row of the ledger has; what it is called in a language stands in a column for each."""

    id: str
    unit: str
    label_en: str
    label_zh: str
    note: str


@dataclass(frozen=True)
class Figure(Row):
    """A number the report prints."""

    section: str
    page: int
    printed: str
    qualifier: str
    kind: Kind
    period: str
    cites: str

    @cached_property
    def interval(self) -> Interval:
        """What the printed number stands for, in ``unit``; a reading that is not printed below zero is not below it."""
        found = read(self.printed, self.qualifier)
        if self.kind is Kind.READING and found.value >= 0:
            return replace(found, low=max(0.0, found.low))
        return found


@dataclass(frozen=True)
class Factor(Row):
    """A number from elsewhere."""

    value: float
    low: float
    high: float
    kind: FactorKind
    region: str
    year: str
    source: str
    locator: str
    grade: str

    @property
    def interval(self) -> Interval:
        """The value with its range, in ``unit``."""
        return Interval(self.low, self.value, self.high)


@dataclass(frozen=True)
class Derivation(Row):
    """A formula over other rows."""

    section: str
    formula: str
    role: Role
    checks: str
    kind: Kind

    @cached_property
    def tree(self) -> Tree:
        """The formula's syntax tree."""
        return formula.parse(self.formula)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids that stand in the formula."""
        return formula.names(self.tree)


@dataclass(frozen=True)
class Exclusion:
    """A numeral of the report that is no statistic; a dated one has a label."""

    section: str
    context: str
    reason: str
    date: str
    label_en: str
    label_zh: str
    note: str


@dataclass(frozen=True)
class Erratum:
    """Something wrong or in doubt in the report's text, and the words that stand there as long as it does."""

    id: str
    section: str
    expect: str
    finding_en: str
    finding_zh: str
    figure: str
    severity: Severity
    status: Status
    note: str


@dataclass(frozen=True)
class Term:
    """A term of the book in both languages."""

    id: str
    term_en: str
    term_zh: str
    definition_en: str
    definition_zh: str


@dataclass(frozen=True)
class Preset:
    """An assumption with a name: one factor in the place of every other of its kind."""

    id: str
    replaced: str
    by: str
    label_en: str
    label_zh: str
    note: str
