"""The audit object: every derivation computed with its interval, every figure with its two answers."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from compendium.audit import frames
from compendium.audit.evaluation.evaluate import Evaluator, Result
from compendium.audit.verdicts import Check, Verdict, check
from compendium.ledger import sections, units
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger, unknown
from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Derivation, Factor, Figure
from compendium.ledger.vocabulary import Arithmetic, Evidence

if TYPE_CHECKING:
    import pandas as pd

QUESTIONS = {"arithmetic": Arithmetic, "evidence": Evidence}


@dataclass(frozen=True)
class Audit:
    """The computed ledger, restricted to one section of the report ('' is the whole report).

    Results are computed when first asked for, and kept. ``assumed`` lists the ids of rows that an assumption overrides;
    ``published`` is the same audit without any, None if there are none.
    """

    ledger: Ledger
    section: str = ""
    assumed: tuple[str, ...] = ()
    evaluator: Evaluator | None = field(default=None, compare=False, repr=False)
    published: "Audit | None" = field(default=None, compare=False, repr=False)

    def part(self, section: str) -> "Audit":
        """Return the audit of one section; it shares the results that are computed already."""
        published = self.published.part(section) if self.published else None
        return replace(self, section=section, evaluator=self._evaluator, published=published)

    @cached_property
    def _evaluator(self) -> Evaluator:
        return self.evaluator or Evaluator(self.ledger)

    def covers(self, section: str) -> bool:
        """Return whether a section lies in the part of the report that this audit covers."""
        return sections.within(section, self.section)

    @cached_property
    def results(self) -> Mapping[str, Result]:
        """The derivations of the section, and those that they use, computed, by id in the order of the table.

        Raises:
            DataError: a derivation has no value for some of its inputs (see ``Evaluator.result``).
        """
        wanted: dict[str, None] = {}
        for id_, row in self.ledger.derivations.items():
            if self.covers(row.section):
                self._with_steps(id_, wanted)
        return {id_: self._result(id_) for id_ in self.ledger.derivations if id_ in wanted}

    def _result(self, id_: str) -> Result:
        """Return a derivation's result; where it has none because of an assumption, the assumption is to blame."""
        try:
            return self._evaluator.result(id_)
        except DataError as error:
            blamed = [row.id for row in self.ledger.inputs(id_) if row.id in self.assumed]
            if not blamed:
                raise
            told = [
                replace(one, file="assumptions", column=None, found=f"{', '.join(blamed)} in {one.found}")
                for one in error.problems
            ]
            raise DataError(told) from None

    def _with_steps(self, id_: str, wanted: dict[str, None]) -> None:
        """Add a derivation and the derivations it uses, which may belong to another section."""
        wanted[id_] = None
        for name in self.ledger.derivations[id_].names:
            if name in self.ledger.derivations:
                self._with_steps(name, wanted)

    @cached_property
    def verdicts(self) -> Mapping[str, Verdict]:
        """The figures of the section with their answers, by id in the order of the table.

        Its checks are among the ``results`` of this audit: a derivation of another section counts only if it is one.
        """
        rows = {id_: row for id_, row in self.ledger.figures.items() if self.covers(row.section)}
        checks: dict[str, list[Check]] = {id_: [] for id_ in rows}
        for result in self.results.values():
            if result.derivation.role.answers and result.derivation.checks in checks:
                figure = rows[result.derivation.checks]
                checks[figure.id].append(check(figure, result))
        return {id_: Verdict(rows[id_], tuple(found)) for id_, found in checks.items()}

    def verdict(self, id_: str) -> Verdict:
        """Return a figure's answers.

        Raises:
            KeyError: no such figure in this section; the message names the nearest.
        """
        if id_ not in self.verdicts:
            raise KeyError(unknown(id_, self.verdicts))
        return self.verdicts[id_]

    def result(self, id_: str) -> Result:
        """Return a computed derivation.

        Raises:
            KeyError: no such derivation in this section; the message names the nearest.
        """
        if id_ not in self.results:
            raise KeyError(unknown(id_, self.results))
        return self.results[id_]

    def interval(self, id_: str, unit: str | None = None) -> Interval:
        """Return the interval of a row in this audit's scope.

        Args:
            id_: the id of a figure, factor or derivation.
            unit: the unit of the result; the row's own if None.

        Raises:
            KeyError: the row is not in the scope; the message names the nearest that is.
            UnitError: ``unit`` is unknown or of another dimension.
        """
        row = self.row(id_)
        found = self.result(id_).interval if isinstance(row, Derivation) else row.interval
        return units.converted(found, row.unit, unit) if unit else found

    def row(self, id_: str) -> Figure | Factor | Derivation:
        """Return a row in this audit's scope: one of the section, or an input of its derivations.

        Raises:
            KeyError: it is not in the scope. A notebook that used it would not be executed again when it changed.
        """
        if id_ not in self.scope:
            raise KeyError(unknown(id_, self.scope))
        return self.ledger[id_]

    @cached_property
    def scope(self) -> frozenset[str]:
        """The ids that a notebook of this section may use: its figures and derivations, and all inputs of these."""
        used = {row.id for id_ in self.results for row in self.ledger.inputs(id_)}
        return frozenset({*self.verdicts, *self.results, *used})

    def frame(self, table: str) -> "pd.DataFrame":
        """Return one table of the audit as a pandas frame.

        Args:
            table: ``figures``, ``factors``, ``derivations``, ``checks`` or ``verdicts``.

        Returns:
            One row per row of the ledger, indexed by id; ``checks`` has one row per pair of figure and derivation, and
            a plain index. The columns are described in ``frames``.

        Raises:
            ValueError: there is no table of this name.
        """
        made: dict[str, Callable[[], pd.DataFrame]] = {
            "figures": lambda: frames.figures(verdict.figure for verdict in self.verdicts.values()),
            "factors": lambda: frames.factors(row for id_, row in self.ledger.factors.items() if self.speaks_of(id_)),
            "derivations": lambda: frames.derivations(self.results.values()),
            "checks": lambda: frames.checks(self.verdicts.values()),
            "verdicts": lambda: frames.verdicts(self.verdicts.values()),
        }
        if table not in made:
            raise ValueError(f"no table {table!r}; there are {', '.join(made)}")
        return made[table]()

    def speaks_of(self, factor: str) -> bool:
        """Return whether a factor is in this audit's scope; the audit of the whole report includes every factor."""
        return not self.section or factor in self.scope

    def counts(self, question: str) -> Counter[str]:
        """Count the figures by their answer to a question.

        Args:
            question: a key of ``QUESTIONS``: ``arithmetic`` or ``evidence``.

        Returns:
            A count for every possible answer, zero included, in the order of the enumeration.
        """
        found = Counter(getattr(verdict, question) for verdict in self.verdicts.values())
        return Counter({answer: found[answer] for answer in QUESTIONS[question]})


def open_audit(
    section: str = "",
    assumptions: Mapping[str, Any] | None = None,
    ledger: Ledger | None = None,
    *,
    allow_implausible: bool = False,
) -> Audit:
    """Load the tables and return the audit of one section (``3.6``), one chapter (``3``) or the report ('').

    Args:
        section: the report's own number.
        assumptions: rows overridden by id, as ``Ledger.assume`` takes them.
        ledger: a ledger that is loaded already; if None, the project's tables are read.
        allow_implausible: take values, too, that look like a slip (see ``ledger.assumptions``).

    Raises:
        DataError: the tables or an assumption are wrong.
        ValueError: the section has no figures; the message lists those that have.
    """
    own = ledger or load()
    rows = own.assume(assumptions or {}, plausibly=not allow_implausible)
    audit = Audit(rows, section, tuple(assumptions or {}), published=Audit(own, section) if assumptions else None)
    known = sorted({row.section for row in rows.figures.values()}, key=sections.order)
    if not any(audit.covers(one) for one in known):
        raise ValueError(f"no figure stands in section {section!r}; figures stand in {', '.join(known)}")
    return audit
