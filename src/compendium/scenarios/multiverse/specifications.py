"""Specifications: one answer picked for each question about a figure, in all combinations."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import product

from compendium.audit import rules, uncertainty
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.audit.verdicts import Check
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Evidence, Finding
from compendium.scenarios.multiverse.alternatives import Answer, answers

RIGHT = (Evidence.SUPPORTED, Evidence.REPEATED)
WRONG = (Evidence.CONTRADICTED,)


@dataclass(frozen=True)
class Shares:
    """How many specifications find a figure right and wrong, of how many; all others are undecided."""

    right: int
    wrong: int
    all: int

    @property
    def undecided(self) -> int:
        """How many cannot tell: a check is too wide, or those that are picked disagree."""
        return self.all - self.right - self.wrong


@dataclass(frozen=True)
class Specification:
    """One combination: the answers that are picked, one for each question about the figure."""

    answers: tuple[Answer, ...]

    @property
    def written(self) -> bool:
        """Whether the ledger writes it out, with all checks."""
        return not any(one.swaps for one in self.answers)

    @cached_property
    def parts(self) -> frozenset[str]:
        """The rows that its formulas name."""
        return frozenset(name for one in self.answers for name in one.names)

    @cached_property
    def evidence(self) -> Evidence:
        """What the checks that are picked say together, by the book's rules."""
        return self.evidence_by(lambda check: check.finding)

    def evidence_by(self, judge: Callable[[Check], Finding]) -> Evidence:
        """Return what they say by another rule, as ``Verdict.evidence_by`` does."""
        rows = [one.row for one in self.answers]
        findings = [str(judge(one.check)) for one in self.answers]
        alone = [""] * len(rows)  # each is the only answer to its question
        return Evidence(rules.evidence(findings, [str(row.independence) for row in rows], alone))


@dataclass(frozen=True)
class Universe:
    """A figure with all its specifications.

    Attributes:
        figure: the printed number.
        questions: the answers to each question, in the order of the table.
    """

    figure: Figure
    questions: tuple[tuple[Answer, ...], ...]

    @cached_property
    def specifications(self) -> tuple[Specification, ...]:
        """Every combination."""
        return tuple(Specification(picked) for picked in product(*self.questions))

    @property
    def open_questions(self) -> tuple[tuple[Answer, ...], ...]:
        """The questions with several answers."""
        return tuple(one for one in self.questions if len(one) > 1)

    @cached_property
    def shares(self) -> Shares:
        """How many find the figure right and wrong."""
        return counted([one.evidence for one in self.specifications])

    def shares_by(self, judge: Callable[[Check], Finding]) -> Shares:
        """Return the same by another rule."""
        return counted([one.evidence_by(judge) for one in self.specifications])


def counted(found: Sequence[Evidence]) -> Shares:
    """Count the answers of specifications."""
    return Shares(sum(one in RIGHT for one in found), sum(one in WRONG for one in found), len(found))


def universe(audit: Audit, id_: str) -> Universe:
    """Return a figure with its specifications.

    Raises:
        KeyError: the audit has no such figure.
        ValueError: no check of it counts.
    """
    verdict = audit.verdict(id_)
    if not verdict.votes:
        raise ValueError(f"no check of {id_!r} counts")
    return Universe(verdict.figure, answers(audit, verdict))


def universes(audit: Audit) -> Mapping[str, Universe]:
    """Return the figures with a check that counts, each with its specifications, by id in the order of the table."""
    return {id_: universe(audit, id_) for id_, verdict in audit.verdicts.items() if verdict.votes}


def spreads(audit: Audit, found: Mapping[str, Universe]) -> Mapping[str, Spread]:
    """Return the spreads of the answers that the ledger does not write out, by the id of each.

    Args:
        audit: the audit from which the universes were made.
        found: the figures with their specifications.
    """
    answers = [answer for one in found.values() for answers in one.questions for answer in answers if answer.swaps]
    rows = {answer.row.id: answer.row for answer in answers}
    ledger = replace(audit.ledger, derivations={**audit.ledger.derivations, **rows})
    return uncertainty.spreads(Audit(ledger), ids=rows)
