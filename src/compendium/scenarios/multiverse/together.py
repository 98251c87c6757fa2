"""All figures together: a question that several figures share gets one answer for all of them.

Two rows answer the same question if a preset lets them stand for one another, or if two answers to a choice have the
same formula but for these two names: an output that is printed, and the one that other printed numbers imply. The
question is shared if at least two figures have several answers to it. A combination of the whole report is one answer
to each shared question and, for each figure, one of its specifications that does not answer it in another way. A figure
that does not offer the answer keeps all its specifications. All else is picked for each figure by itself.

Given the answers to the shared questions the figures are independent, so combinations are counted exactly, by
multiplying polynomials, and never listed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from compendium.audit.audit import Audit
from compendium.ledger.formula import Name, Number, Operation, Tree
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Figure
from compendium.scenarios.multiverse.alternatives import stand_ins
from compendium.scenarios.multiverse.specifications import Shares, Specification, Universe, counted

_GAP = Name("")  # stands where two formulas differ


@dataclass(frozen=True)
class Question:
    """A question that figures share.

    Attributes:
        answers: the rows of each answer; several rows that come to the same are one answer.
        figures: the figures that have at least two answers to it.
    """

    answers: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]


@dataclass(frozen=True)
class World:
    """One answer to each shared question.

    Attributes:
        answers: the rows of each, in the order of the questions.
        counts: how many combinations find so many figures right (first axis) and so many wrong (second): whole numbers
            of any size.
    """

    answers: tuple[tuple[str, ...], ...]
    counts: Any

    @property
    def all(self) -> int:
        """How many combinations there are."""
        return int(self.counts.sum())

    @property
    def right(self) -> tuple[int, ...]:
        """How many combinations find 0, 1, 2 … figures right."""
        return tuple(int(one) for one in self.counts.sum(axis=1))

    @property
    def wrong(self) -> tuple[int, ...]:
        """How many combinations find 0, 1, 2 … figures wrong."""
        return tuple(int(one) for one in self.counts.sum(axis=0))


def shared_questions(audit: Audit, found: Mapping[str, Universe]) -> tuple[Question, ...]:
    """Return the questions that figures share, those of the presets first.

    Args:
        audit: the audit from which the universes were made.
        found: the figures with their specifications.
    """
    declared = stand_ins(audit.ledger)
    taken = frozenset().union(*declared)
    sets = [*declared, *_by_formula(found.values(), taken)]
    return tuple(one for own in sets if (one := _question(audit, found, own)))


def worlds(found: Mapping[str, Universe], questions: Sequence[Question]) -> tuple[World, ...]:
    """Return every way to answer the shared questions, each with its combinations by what they find.

    Answers with which some figure has no combination left are left out.
    """
    made = []
    for answers in product(*(question.answers for question in questions)):
        left = remaining(found, questions, answers)
        made.append(World(answers, tally([counted([one.evidence for one in few]) for few in left])))
    return tuple(one for one in made if one.all)


def by_answer(found: Sequence[World], place: int) -> tuple[World, ...]:
    """Return the worlds that give one answer to a question taken together, for each answer.

    Args:
        found: the worlds.
        place: of the question among the shared ones.
    """
    answers = dict.fromkeys(one.answers[place] for one in found)
    return tuple(
        World((answer,), sum(one.counts for one in found if one.answers[place] == answer)) for answer in answers
    )


def reached(counts: Sequence[int]) -> tuple[int, int, int]:
    """Return the least, the median and the greatest number of figures, of how many combinations reach each number.

    The median is the lower one where two are in the middle.
    """
    present = [number for number, count in enumerate(counts) if count]
    half, so_far = sum(counts), 0
    for number in present:
        so_far += counts[number]
        if 2 * so_far >= half:
            break
    return present[0], number, present[-1]


def remaining(
    found: Mapping[str, Universe], questions: Sequence[Question], answers: Sequence[tuple[str, ...]]
) -> Iterator[list[Specification]]:
    """Yield, for each figure, the specifications that do not contradict the answers to the shared questions."""
    for universe in found.values():
        left = list(universe.specifications)
        for question, answer in zip(questions, answers, strict=True):
            if any(one.parts.intersection(answer) for one in left):
                others = {name for other in question.answers if other != answer for name in other}
                left = [one for one in left if not one.parts & others]
        yield left


def tally(figures: Sequence[Shares]) -> Any:
    """Return how many combinations find so many figures right and so many wrong, as ``World.counts`` has it."""
    counts = np.zeros((len(figures) + 1, len(figures) + 1), dtype=object)
    counts[0, 0] = 1
    for one in figures:
        after = counts * one.undecided
        after[1:] += counts[:-1] * one.right
        after[:, 1:] += counts[:, :-1] * one.wrong
        counts = after
    return counts


def _question(audit: Audit, found: Mapping[str, Universe], own: frozenset[str]) -> Question | None:
    """Return the question that a set of rows answers; None if fewer than two figures have several answers to it."""
    used = {id_: _used(universe, own) for id_, universe in found.items()}
    names = dict.fromkeys(name for rows in used.values() for name in rows)
    answers: list[tuple[str, ...]] = []
    for name in names:
        same = next((one for one in answers if _same(audit, one[0], name)), None)
        if same:
            answers[answers.index(same)] = (*same, name)
        else:
            answers.append((name,))
    figures = tuple(id_ for id_, rows in used.items() if sum(bool(rows.keys() & {*one}) for one in answers) > 1)
    kept = tuple(one for one in answers if any(used[id_].keys() & {*one} for id_ in figures))
    return Question(kept, figures) if len(figures) > 1 else None


def _used(universe: Universe, own: frozenset[str]) -> dict[str, None]:
    """Return the rows of a set that a figure's answers use, in the order of the answers."""
    return dict.fromkeys(
        name for answers in universe.open_questions for one in answers for name in one.names if name in own
    )


def _same(audit: Audit, one: str, other: str) -> bool:
    """Return whether two rows come to the same: one rests on what is printed, and each range holds the other's value.

    An output that one printed number implies is the same answer as the one that another implies. Two factors that
    happen to be near one another are not.
    """
    if not any(isinstance(base, Figure) for name in (one, other) for base in _bases(audit.ledger, name)):
        return False
    unit = audit.row(one).unit
    first, second = audit.interval(one), audit.interval(other, unit)
    return first.contains(second.value) and second.contains(first.value)


def _bases(ledger: Ledger, id_: str) -> Sequence[object]:
    row = ledger[id_]
    return ledger.inputs(id_) if isinstance(row, Derivation) else (row,)


def _by_formula(found: Iterable[Universe], taken: frozenset[str]) -> list[frozenset[str]]:
    """Return sets of rows that stand in the same place of formulas that are the same otherwise; sets that meet are one.

    Args:
        found: the figures with their answers.
        taken: rows of other sets, which are left out.
    """
    sets: list[set[str]] = []
    for universe in found:
        for own in alike(universe):
            if own & taken:
                continue
            meeting = [one for one in sets if one & own]
            sets = [one for one in sets if not one & own] + [own.union(*meeting)]
    return [frozenset(one) for one in sets]


def alike(universe: Universe) -> list[set[str]]:
    """Return sets of rows by which alone two or more answers to a question differ: each stands in the others' place."""
    found = []
    for answers in universe.open_questions:
        places: dict[Tree, set[str]] = {}
        for one in answers:
            for name in one.names:
                places.setdefault(_without(one.tree, name), set()).add(name)
        found += [names for names in places.values() if len(names) > 1]
    return found


def _without(tree: Tree, name: str) -> Tree:
    """Return a formula with a gap in place of a name."""
    if isinstance(tree, Operation):
        return Operation(tree.name, tuple(_without(part, name) for part in tree.parts))
    return _GAP if not isinstance(tree, Number) and tree.id == name else tree
