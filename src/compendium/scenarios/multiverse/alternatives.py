"""The arguable answers to each choice of a figure: the checks that count, and those that combine their parts.

A ledger writes out some combinations of the parts of an answer, such as an output and a grid factor, and not all of
them. Rows that one preset may replace stand for one quantity. Where two or more of them are used by checks that count,
each can stand in the others' place, and the checks that are not written out are added. A row that no check of the
figure that counts uses is not argued for it and adds nothing.
"""

import fnmatch
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.audit.verdicts import Check, Verdict, check
from compendium.ledger import formula, units
from compendium.ledger.formula import Tree
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Factor
from compendium.ledger.vocabulary import Role

_ID = re.compile(r"[a-z_]\w*(?:\.\w+)+")


@dataclass(frozen=True)
class Swap:
    """A row in the place of another."""

    old: str
    new: str


@dataclass(frozen=True)
class Answer:
    """One arguable answer to the choice of a figure.

    Attributes:
        check: what it gives, compared with the figure.
        formula: the check's, in which a step that depends on an exchanged row is written out.
        swaps: what was exchanged in a check of the ledger to get it; empty for such a check itself.
    """

    check: Check
    formula: str
    swaps: tuple[Swap, ...] = ()

    @property
    def tree(self) -> Tree:
        """The parsed formula."""
        return formula.parse(self.formula)

    @property
    def names(self) -> tuple[str, ...]:
        """The ids that its formula names, each once."""
        return formula.names(self.tree)

    @property
    def row(self) -> Derivation:
        """The check's row; of an answer that is not written out, that of the check from which it was made."""
        return self.check.result.derivation


def stand_ins(ledger: Ledger) -> tuple[frozenset[str], ...]:
    """Return the rows that stand for one quantity, a set for each list of patterns in the presets.

    Beside the factors that a preset may replace it has the derivations that weigh some of them: those of the same
    dimension that name one and rest on no printed number, as a check that uses one would be another kind of check.
    """
    found = []
    for patterns in dict.fromkeys(preset.replaced for preset in ledger.presets.values()):
        own = {id_ for pattern in patterns.split() for id_ in fnmatch.filter(ledger.factors, pattern)}
        for row in ledger.derivations.values():  # in the order of the table: a derivation may name one that it follows
            weighs = any(name in own and units.alike(ledger[name].unit, row.unit) for name in row.names)
            if weighs and all(isinstance(base, Factor) for base in ledger.inputs(row.id)):
                own.add(row.id)
        found.append(frozenset(own))
    return tuple(found)


def answers(audit: Audit, verdict: Verdict) -> tuple[tuple[Answer, ...], ...]:
    """Return the answers to each question about a figure: those of a choice together, any other check by itself.

    Args:
        audit: the audit of the figure's section or of the report.
        verdict: the figure with its checks.
    """
    groups: dict[str, list[Check]] = {}
    for one in verdict.votes:
        row = one.result.derivation
        groups.setdefault(str(row.choice) or row.id, []).append(one)
    return tuple(_completed(audit.ledger, verdict, checks) for checks in groups.values())


def _completed(ledger: Ledger, verdict: Verdict, checks: Sequence[Check]) -> tuple[Answer, ...]:
    """Return checks as answers, and after them the answers that they do not write out."""
    offered = [own for own in (_offered(ledger, checks, one) for one in stand_ins(ledger)) if len(own) > 1]
    exchanged = frozenset().union(*offered)
    found = [Answer(one, _opened(ledger, one.result.derivation.formula, exchanged)) for one in checks]
    known = {one.tree for one in found}
    for one in found:  # grows while it is walked, so that two exchanges in one formula are found, too
        for swap in _swaps(one, offered):
            text = _exchanged(one.formula, swap)
            if (tree := formula.parse(text)) not in known:
                known.add(tree)
                found.append(_made(ledger, verdict, one, text, (*one.swaps, swap)))
    return tuple(found)


def _offered(ledger: Ledger, checks: Sequence[Check], own: frozenset[str]) -> tuple[str, ...]:
    """Return which rows of a set the checks use, each once, in the order of the checks."""
    opened = [_opened(ledger, one.result.derivation.formula, own) for one in checks]
    return tuple(dict.fromkeys(name for text in opened for name in formula.names(formula.parse(text)) if name in own))


def _swaps(answer: Answer, offered: Sequence[tuple[str, ...]]) -> Iterator[Swap]:
    """Yield what can be exchanged in an answer: one row of a set for another; an answer with several of them stays."""
    for own in offered:
        used = [name for name in own if name in answer.names]
        if len(used) == 1:
            yield from (Swap(used[0], name) for name in own if name != used[0])


def _made(ledger: Ledger, verdict: Verdict, base: Answer, text: str, swaps: tuple[Swap, ...]) -> Answer:
    """Return the answer of a formula that the ledger does not write out."""
    id_ = "+".join([base.row.id, swaps[-1].new])
    row = replace(base.row, id=id_, formula=text)
    extended = replace(ledger, derivations={**ledger.derivations, id_: row})
    return Answer(check(verdict.figure, Evaluator(extended).result(id_)), text, swaps)


def _exchanged(text: str, swap: Swap) -> str:
    return _ID.sub(lambda name: swap.new if name[0] == swap.old else name[0], text)


def _opened(ledger: Ledger, text: str, exchanged: frozenset[str]) -> str:
    """Return a formula with its steps written out that depend on rows that are exchanged.

    A step is a derivation for no purpose of its own. What is inferred from printed numbers stays closed: an output that
    was worked out from a printed saving by a coefficient is not another one at another coefficient.
    """

    def written(name: re.Match[str]) -> str:
        id_ = name[0]
        row = ledger.derivations.get(id_)
        if id_ in exchanged or row is None or row.role is not Role.DERIVED:
            return id_
        inner = _opened(ledger, row.formula, exchanged)
        return f"({inner})" if exchanged.intersection(formula.names(formula.parse(inner))) else id_

    return _ID.sub(written, text)
