"""The rows of the ledger: figures, factors and derivations, linked by their ids."""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from compendium.ledger import formula, units
from compendium.ledger.formula import Tree
from compendium.ledger.interval import Interval
from compendium.ledger.printed import decimals, read
from compendium.ledger.vocabulary import (
    Choice,
    Difference,
    FactorKind,
    Independence,
    Kind,
    Opinion,
    Origin,
    Qualifier,
    Role,
    Severity,
    Status,
)


@dataclass(frozen=True)
class Words:
    """What a row says in each language: in the tables a column for each, ``label_en``, ``label_zh``."""

    by_language: Mapping[str, str]

    def __getitem__(self, language: str) -> str:
        return self.by_language[language]

    def __hash__(self) -> int:
        return hash(tuple(self.by_language.items()))


@dataclass(frozen=True)
class Row:
    """The columns that figures, factors and derivations share; the label has a column for each language."""

    id: str
    unit: str
    labels: Words
    note: str


@dataclass(frozen=True)
class Figure(Row):
    """A number that the report prints: as text, with its unit and how it is qualified.

    ``phrases`` has it in the report's own few words, ``居西部第一``, by the language of the report.
    """

    section: str
    page: int
    printed: str
    qualifier: str
    kind: Kind
    period: str
    cites: str
    phrases: Words = Words({})

    @cached_property
    def interval(self) -> Interval:
        """The values that the printed number represents, in ``unit`` (see ``printed.read``).

        A bare count is exact: there are fourteen engines, not thirteen and a half. The interval of a reading is cut off
        at zero, unless it is printed as a negative number.
        """
        found = read(self.printed, self.qualifier)
        if self.qualifier == Qualifier.EXACT and self.unit in units.COUNTS and len(decimals(self.printed)) == 1:
            return replace(found, low=found.value, high=found.value)
        if self.kind is Kind.READING and found.value >= 0:
            return replace(found, low=max(0.0, found.low))
        return found


@dataclass(frozen=True)
class Factor(Row):
    """A number from outside the report, with its range, source and grade; ``value``, ``low``, ``high`` in ``unit``.

    ``quote`` has the words that were read, in the language of the source; ``origin`` says where the range comes from.
    """

    value: float
    low: float
    high: float
    kind: FactorKind
    region: str
    year: str
    source: str
    locator: str
    quote: str
    grade: str
    origin: Origin

    @property
    def interval(self) -> Interval:
        """The value with its range, in ``unit``."""
        return Interval(self.low, self.value, self.high)


@dataclass(frozen=True)
class Derivation(Row):
    """A formula over other rows, whose result is given in ``unit``; ``checks`` is the id of a figure or empty.

    A cross-check declares what it shares with the figure (``independence``), in what it is not like for like
    (``differs``), and to which question it is one of several arguable answers (``choice``).
    """

    section: str
    formula: str
    role: Role
    checks: str
    kind: Kind
    independence: Independence
    differs: tuple[Difference, ...]
    choice: Choice

    @cached_property
    def tree(self) -> Tree:
        """The parsed formula.

        Raises:
            FormulaError: it is outside the grammar.
        """
        return formula.parse(self.formula)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The ids that the formula names, each once."""
        return formula.names(self.tree)


@dataclass(frozen=True)
class Exclusion:
    """A numeral in the report that is not a statistic; one with a date also has a label."""

    section: str
    context: str
    reason: str
    date: str
    labels: Words
    note: str


@dataclass(frozen=True)
class Erratum:
    """An error or doubt in the report's text; ``expect`` is the wording that is there until it is corrected.

    ``translations`` has that wording in other languages than the report's.
    """

    id: str
    section: str
    expect: str
    findings: Words
    figure: str
    severity: Severity
    status: Status
    note: str
    translations: Words = Words({})


@dataclass(frozen=True)
class Work:
    """An entry of the bibliography, as far as its short name needs it.

    Attributes:
        labels: its issuer by language, where the author is not what a reader of that language would call it.
        authors: people by their family name, institutes by their name.
        title: for a work without an author.
        year: '' if it has no date.
        read: the date on which it was read, or ''.
        open: whether it has an address and that date.
        address: where its words were read, or else where it should be found, or ''.
        issuer: the issuer's page, where that was not opened and the words were read elsewhere, or ''.
    """

    labels: Words
    authors: tuple[str, ...]
    title: str
    year: str
    read: str
    open: bool
    address: str = ""
    issuer: str = ""


@dataclass(frozen=True)
class Default:
    """The relative uncertainty of factors of one kind whose source states none, in percent below and above."""

    kind: FactorKind
    low: Decimal
    high: Decimal
    source: str
    locator: str
    quote: str
    note: str


@dataclass(frozen=True)
class Term:
    """A term of the glossary with its meaning, in both languages."""

    id: str
    terms: Words
    definitions: Words


@dataclass(frozen=True)
class Preset:
    """A named assumption: the factor ``by`` takes the place of those that match ``replaced``, a list of patterns."""

    id: str
    replaced: str
    by: str
    labels: Words
    note: str


@dataclass(frozen=True)
class Region:
    """A region that factors are for: what stands on its tile of the tile-grid map, and where the tile stands."""

    id: str
    shorts: Words
    row: int
    column: int


@dataclass(frozen=True)
class Site:
    """Where a case is, with the report's words that say so."""

    id: str
    section: str
    quote: str
    places: Words


@dataclass(frozen=True)
class Review:
    """What a reviewer recorded about a figure: who, when (ISO 8601), whether it holds, why, and where to read more."""

    figure: str
    reviewer: str
    orcid: str
    date: str
    verdict: Opinion
    note: str
    link: str


def cells(row: Any) -> dict[str, Any]:
    """Return a row as the table has it: by column, with one for each language of its words."""
    found: dict[str, Any] = {}
    for column in fields(row):
        value = getattr(row, column.name)
        if isinstance(value, Words):
            found |= {f"{column.name.removesuffix('s')}_{language}": value[language] for language in value.by_language}
        else:
            found[column.name] = value
    return found
