"""Charts of sensitivity: how much of the spread of a figure's checks each input and each choice brings."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, RowMark
from compendium.display.drawing.rows import draw_rows, open_rows, sentence
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import INK, LIGHT, NEUTRAL
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.ledger import case
from compendium.scenarios.sensitivity import WAY, Index, Influence, Sensitivity

_SEEN = 0.01  # a total index below which a bar cannot be seen
_MOST = 5  # inputs of one figure
_LIFT, _THICK = 0.045, 0.085  # inches from the middle of a lane to that of either bar, and their height
_DIGITS = 4  # of an index in the data: the estimate warrants no more


@in_both_widths
def chart(audit: Audit, found: Sequence[Sensitivity], ax: Axes | None = None) -> Chart:
    """Draw the indices of the figures of one case: by itself and with others, the largest first.

    Args:
        audit: an audit that covers the figures.
        found: their sensitivities, each with an input that varies.
        ax: existing axes to draw into.

    Raises:
        ValueError: there is no figure, or nothing varies for one.
    """
    if not found or not all(one.influences for one in found):
        raise ValueError("nothing varies")
    drawn = [(one, influence) for one in found for influence in shown(one)]
    heads = {one.figure: sentence(labels.label(audit.ledger.figures[one.figure])) for one in found}
    marks = [
        RowMark(
            name_of(audit, one.figure, influence), NOTHING, share(influence.index.total), NEUTRAL,
            group=heads[one.figure] if len(found) > 1 else "",
        )
        for one, influence in drawn
    ]  # fmt: skip
    title, source = _title(audit, found), source_of(audit, [one.figure for one in found] + _checks(audit, found))
    subtitle = gettext("Share of the variance of the ratio of a check to the printed number, in per cent")
    key = [
        Key("bar", NEUTRAL, gettext("by itself (first-order index)")),
        Key("bar", LIGHT, gettext("with others (total index), also in figures at the right")),
        Key("range", INK, gettext("95% confidence of the estimate"), thick=1.0),
    ]
    axes, rows = open_rows(marks, (title, subtitle, source), ax, reached=[0.0, 100.0], key=key, scale="linear")
    for y, (_, influence) in zip(rows.lanes, drawn, strict=True):
        _draw(axes, y, influence.index)
    draw_rows(axes, rows)
    told = labels.clauses(
        gettext(
            "{input}: {first} by itself, {total} with others",
            input=_told(mark), first=share(one.index.first), total=mark.text,
        )
        for mark, (_, one) in zip(marks, drawn, strict=True)
    )  # fmt: skip
    alt = gettext("{sentence}.", sentence=told)
    return finish(
        axes, title, alt, _data(marks, drawn, heads), ax, name=f"settle-{case(found[0].figure)}", source=source
    )


def shown(found: Sensitivity) -> list[Influence]:
    """Return the inputs that are drawn: the first, and of the others at most a few whose bars can be seen."""
    return [one for place, one in enumerate(found.influences[:_MOST]) if not place or one.index.total >= _SEEN]


def name_of(audit: Audit, figure: str, influence: Influence) -> str:
    """Return the name of an input of a figure or of a choice, as it stands within a sentence."""
    name = influence.index.name
    if choice := influence.choice:
        return labels.name(choice)
    if name == WAY:
        return gettext("which way of checking is taken")
    return gettext("the rounding of the printed number") if name == figure else labels.label(audit.ledger[name])


def share(index: float) -> str:
    """Return an index as a share of the variance; an estimate may lie a little outside."""
    return f"{min(1.0, max(0.0, index)):.0%}"


def _draw(axes: Axes, y: float, index: Index) -> None:
    for value, within, lift, colour in (
        (index.first, index.first_within, _LIFT, NEUTRAL),
        (index.total, index.total_within, -_LIFT, LIGHT),
    ):
        end = max(0.0, 100 * value)
        axes.barh(y + lift, end, height=_THICK, color=colour)
        axes.plot([max(0.0, end - 100 * within), end + 100 * within], [y + lift] * 2, color=INK, lw=1.0)


def _title(audit: Audit, found: Sequence[Sensitivity]) -> str:
    firsts = [one.influences[0] for one in found]
    names = {name_of(audit, one.figure, first) for one, first in zip(found, firsts, strict=True)}
    if len(found) == 1:
        text = N_("The checks differ above all by {what}: {share} of the variance, alone or with others")
        return gettext(text, what=names.pop(), share=share(firsts[0].index.total))
    if len(names) == 1:
        text = N_("For each of {count} figures the checks differ above all by {what}")
        return gettext(text, count=len(found), what=names.pop())
    chosen = sum(one.choice is not None for one in firsts)
    if chosen == len(found):
        return gettext("For each of {count} figures the checks differ above all by a choice", count=chosen)
    text = N_("For {count} of {all} figures the checks differ above all by a choice")
    return gettext(text, count=chosen, all=len(found))


def _told(mark: RowMark) -> str:
    return gettext("{figure}, {input}", figure=mark.group, input=mark.label) if mark.group else mark.label


def _checks(audit: Audit, found: Sequence[Sensitivity]) -> list[str]:
    verdicts = (audit.verdict(one.figure) for one in found)
    return [check.result.derivation.id for one in verdicts for check in one.votes or one.recomputes]


def _data(
    marks: Sequence[RowMark], drawn: Sequence[tuple[Sensitivity, Influence]], heads: dict[str, str]
) -> pd.DataFrame:
    rows = []
    for mark, (one, influence) in zip(marks, drawn, strict=True):
        index = influence.index
        numbers = (index.first, index.first_within, index.total, index.total_within)
        rows.append((heads[one.figure], mark.label, *(round(number, _DIGITS) for number in numbers)))
    columns = gettext_each(
        "figure", "input or choice", "first-order index", "± of that", "total index", "± of the total"
    )
    return pd.DataFrame(rows, columns=columns)
