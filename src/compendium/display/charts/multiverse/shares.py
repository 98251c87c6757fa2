"""Charts of all figures under every combination: the shares of each, and how many are right together."""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.display.charts.answers import ANSWER_COLOURS
from compendium.display.charts.checks import LOOKS
from compendium.display.charts.multiverse.curve import row_name
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, RowMark
from compendium.display.drawing.rows import draw_rows, open_rows, sentence
from compendium.display.drawing.sources import of_ledger
from compendium.display.drawing.style import (
    ON_COLOUR,
    PAPER,
    layout,
)
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.rows import Factor, Figure
from compendium.ledger.vocabulary import Evidence, Finding
from compendium.scenarios.multiverse.specifications import Universe, universes
from compendium.scenarios.multiverse.together import Question, by_answer, reached, shared_questions, worlds

_SQUARE = 0.19  # inches: the height of a bar and the side of a square


@in_both_widths
def shares(audit: Audit, ax: Axes | None = None) -> Chart:
    """Draw, for each figure with several combinations, the share of them by what they say.

    A figure with one combination is a square in the row of what that says: its share would always be the whole.
    """
    found = by_share(universes(audit).values())
    several = [one for one in found if one.open_questions]
    alone = by_evidence([one.specifications[0].evidence for one in found[len(several) :]])
    counts = [by_evidence([each.evidence for each in one.specifications]) for one in found]
    right = sum(one.shares.right > 0 for one in several)
    title = gettext(
        "Of {all} figures with several combinations, {right} are right in at least one", all=len(several), right=right
    )
    marks = [_share_mark(one) for one in several]
    marks += [
        RowMark(labels.name(answer), NOTHING, str(count), "none", group=gettext("One combination: number of figures"))
        for answer, count in alone.items()
    ]
    order = [answer for answer in Evidence if any(one.get(answer) for one in counts)]
    key = [Key("bar", ANSWER_COLOURS[str(answer)], labels.name(answer)) for answer in order]
    source = of_ledger(len(found))
    words = (title, gettext("Combinations by what they say; how many find the figure right"), source)
    axes, rows = open_rows(marks, words, ax, reached=[0.0, 1.0], key=key, scale="linear")
    axes.set_xlim(0, 1)
    for y, count in zip(rows.lanes[: len(several)], counts[: len(several)], strict=True):
        _draw_shares(axes, y, count)
    for y, (answer, number) in zip(rows.lanes[len(several) :], alone.items(), strict=True):
        _draw_squares(axes, y, ANSWER_COLOURS[str(answer)], number, _SQUARE / rows.plot)
    draw_rows(axes, rows)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    table = [(_named(one), *(count.get(each, 0) for each in order)) for one, count in zip(found, counts, strict=True)]
    data = pd.DataFrame(table, columns=[gettext("figure"), *(labels.name(answer) for answer in order)])
    told = (gettext("{name}: {text}", name=mark.label, text=mark.text) for mark in marks)
    alt = gettext("{sentence}.", sentence=labels.clauses(told))
    return finish(axes, title, alt, data, ax, name="combinations", source=source)


def by_share(found: Any) -> list[Universe]:
    """Return figures with several combinations first, then by the share that finds them right, then not wrong."""

    def rank(one: Universe) -> tuple[bool, float, float]:
        return (not one.open_questions, -one.shares.right / one.shares.all, one.shares.wrong / one.shares.all)

    return sorted(found, key=rank)


def by_evidence(found: Sequence[Evidence]) -> dict[Evidence, int]:
    """Count answers, in the order of the enumeration, without those that do not occur."""
    return {answer: found.count(answer) for answer in Evidence if answer in found}


def _share_mark(one: Universe) -> RowMark:
    text = gettext("{right} of {all}", right=one.shares.right, all=one.shares.all)
    return RowMark(_named(one), NOTHING, text, "none", group=gettext("Several combinations"))


def _named(one: Universe) -> str:
    return gettext("{case}: {row}", case=labels.section_and_case(one.figure), row=labels.label(one.figure))


def _draw_shares(axes: Axes, y: float, counts: Mapping[Evidence, int]) -> None:
    """Draw the combinations of one figure as a bar in parts, each with its number."""
    left, whole = 0.0, sum(counts.values())
    for answer, count in counts.items():
        wide = count / whole
        axes.barh(y, wide, left=left, height=_SQUARE, color=ANSWER_COLOURS[str(answer)], align="center")
        axes.text(
            left + wide / 2, y, str(count), ha="center", va="center_baseline", size=layout().tick, color=ON_COLOUR
        )
        left += wide


def _draw_squares(axes: Axes, y: float, colour: str, number: int, side: float) -> None:
    """Draw a square for each figure; where they do not fit, they are narrower."""
    step = min(1.4 * side, 1 / number)
    for place in range(number):
        axes.barh(y, step / 1.4, left=place * step, height=_SQUARE, color=colour, align="center")


@in_both_widths
def together(audit: Audit, ax: Axes | None = None) -> Chart:
    """Draw how many figures are right and how many wrong, for each answer to each question that figures share.

    A line reaches from the least to the greatest number over all combinations with this answer; a mark is the median.
    """
    found = universes(audit)
    questions = shared_questions(audit, found)
    every = worlds(found, questions)
    rows_ = [(question, one) for place, question in enumerate(questions) for one in by_answer(every, place)]
    ends = [(reached(one.right), reached(one.wrong)) for _, one in rows_]
    least, greatest = min(low for (low, _, _), _ in ends), max(high for (_, _, high), _ in ends)
    title = gettext(
        "Whatever is chosen, {least} to {greatest} of {all} figures are right", least=least, greatest=greatest,
        all=len(found),
    )  # fmt: skip
    marks = [
        RowMark(answer_name(audit, one.answers[0]), NOTHING, "", "none", group=question_name(audit, question))
        for question, one in rows_
    ]
    source = of_ledger(len(found))
    words = (title, gettext("Number of figures over all combinations with one answer to a shared question"), source)
    looks = [LOOKS[Finding.AGREES], LOOKS[Finding.MISSES]]
    names = gettext_each("right: least, median, greatest", "wrong: least, median, greatest")
    key = [Key(look[1], look[0], name, look[2]) for look, name in zip(looks, names, strict=True)]
    drawn = [float(number) for pair in ends for three in pair for number in three]
    axes, rows = open_rows(marks, words, ax, reached=[0.0, *drawn], key=key, scale="linear")
    for y, pair in zip(rows.lanes, ends, strict=True):
        for (low, middle, high), (colour, marker, filled) in zip(pair, looks, strict=True):
            axes.plot([low, high], [y, y], color=colour, lw=2.4)
            axes.plot(middle, y, marker, ms=6, mfc=colour if filled else PAPER, mec=colour, mew=1.6)
    draw_rows(axes, rows)
    table = [(mark.group, mark.label, *right, *wrong) for mark, (right, wrong) in zip(marks, ends, strict=True)]
    columns = gettext_each(
        "question", "answer to it", "right, least", "right, median", "right, greatest", "wrong, least", "wrong, median",
        "wrong, greatest",
    )  # fmt: skip
    data = pd.DataFrame(table, columns=columns)
    told = (
        gettext(
            "{name}: {right} figures right, {wrong} wrong", name=mark.label,
            right=wording.span(str(right[0]), str(right[2])), wrong=wording.span(str(wrong[0]), str(wrong[2])),
        )
        for mark, (right, wrong) in zip(marks, ends, strict=True)
    )  # fmt: skip
    alt = gettext("{sentence}.", sentence=labels.clauses(told))
    return finish(axes, title, alt, data, ax, name="together", source=source)


def answer_name(audit: Audit, answer: Sequence[str]) -> str:
    """Return the name of an answer to a shared question: those of its rows."""
    return labels.enumerated(row_name(audit, id_) for id_ in answer)


def question_name(audit: Audit, question: Question) -> str:
    """Return the name of a shared question: the printed figure that is one of its answers, or their kind of factor."""
    rows = [audit.row(id_) for answer in question.answers for id_ in answer]
    for row in rows:
        if isinstance(row, Figure):
            return gettext("{case}: {row}", case=labels.section_and_case(row), row=labels.label(row))
    kinds = {row.kind for row in rows if isinstance(row, Factor)} & set(labels.KINDS)
    return sentence(labels.name(kinds.pop())) if len(kinds) == 1 else gettext("a question without a name")
