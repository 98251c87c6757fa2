"""Charts of counts: figures by answer, and tables of counts as maps."""

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from compendium.audit.audit import QUESTIONS, Audit
from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.sources import of_ledger
from compendium.display.drawing.style import (
    CONTRADICTED,
    INK,
    LABEL,
    MARGIN,
    ON_COLOUR,
    PAPER,
    PRINTED,
    RECOMPUTED,
    ROW,
    TICK,
    WIDTH,
    style,
    text_width,
    wrapped,
)
from compendium.i18n.messages import N_, gettext

_LINE = 0.55  # from one line of the legend to the next, as a share of ROW
_NO_ANSWER = "#D3D3D3"
ANSWER_COLOURS = {
    "reproduced": RECOMPUTED,
    "consistent": "#8FD3BE",
    "not reproduced": CONTRADICTED,
    "no inputs printed": _NO_ANSWER,
    "supported": RECOMPUTED,
    "repeated only": "#8FD3BE",
    "too wide to tell": "#B4C7DC",
    "depends on the choice": "#F0D062",
    "contested": "#E69F00",
    "contradicted": CONTRADICTED,
    "untested": _NO_ANSWER,
}


def answers(audit: Audit, question: str, ax: Axes | None = None) -> Chart:
    """Draw how many figures have which answer, a bar for each case.

    Args:
        audit: the audit of the whole report or a chapter.
        question: ``arithmetic`` or ``evidence``.
        ax: existing axes to draw into.
    """
    groups: dict[str, list[str]] = {}
    for id_ in audit.verdicts:
        groups.setdefault(labels.section_and_case(audit.ledger.figures[id_]), []).append(id_)
    order = list(QUESTIONS[question])
    found = {name: [getattr(audit.verdict(id_), question) for id_ in ids] for name, ids in groups.items()}
    counts = pd.DataFrame({name: [one.count(a) for a in order] for name, one in found.items()}, index=order).T
    open_, total = int(counts[order[-1]].sum()), int(counts.to_numpy().sum())
    title = gettext("{count} of {all} printed figures: {answer}", count=open_, all=total, answer=gettext(order[-1]))
    asked = {
        "arithmetic": N_("Does the arithmetic reproduce? Figures by case"),
        "evidence": N_("Does public evidence support it? Figures by case"),
    }
    legend = _legend(order)
    top = _LINE * max(line for _, line, _ in legend)
    axes = open_axes(ROW * (len(counts) + 0.8 + top), title, gettext(asked[question]), of_ledger(total), ax)
    for place, (name, row) in enumerate(counts.iterrows()):
        left, y = 0.0, -place - 1.18 - top
        for answer, count in row.items():
            if count:
                axes.barh(y, count, left=left, height=0.36, color=ANSWER_COLOURS[str(answer)])
                axes.text(left + count / 2, y, str(count), ha="center", va="center", size=TICK, color=ON_COLOUR)
            left += count
        axes.text(0, y + 0.54, str(name), transform=axes.get_yaxis_transform(), va="top", size=LABEL)
    look: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "top", "size": TICK, "color": ON_COLOUR}
    for left, line, answer in legend:
        box = {"boxstyle": "square,pad=0.3", "fc": ANSWER_COLOURS[answer], "ec": "none"}
        axes.text(left / (WIDTH - 2 * MARGIN), -0.08 - _LINE * line, gettext(answer), bbox=box, **look)
    axes.set_ylim(-len(counts) - 0.8 - top, 0.1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize=TICK, length=3)
    axes.set_xlabel(gettext("number of figures"), size=TICK)
    text = {name: {gettext(str(answer)): count for answer, count in row.items()} for name, row in counts.iterrows()}
    return finish(axes, title, _counted(text), _crossed(counts, gettext("case")), ax)


def _legend(answers: Iterable[str]) -> list[tuple[float, int, str]]:
    """Return each answer with its distance from the left in inches and the line on which it has room."""
    found: list[tuple[float, int, str]] = []
    left, line = 0.04, 0
    for answer in answers:
        width = text_width(gettext(answer), TICK)
        if found and left + width > WIDTH - 2 * MARGIN:
            left, line = 0.04, line + 1
        found.append((left, line, answer))
        left += width + 0.17
    return found


def matrix(cells: pd.DataFrame, title: str, subtitle: str, source: str, ax: Axes | None = None) -> Chart:
    """Draw a table of counts as a heat map; zeros are left empty.

    Args:
        cells: counts, with messages as the names of rows and columns.
        title: the finding, in the current language.
        subtitle: what is counted, likewise.
        source: where the counts come from, likewise.
        ax: existing axes to draw into.
    """
    import seaborn

    cells = cells.rename(index=gettext, columns=gettext)
    room = 0.66 * WIDTH / len(cells.columns) - 0.05
    columns = ["\n".join(wrapped(str(name), room, TICK)) for name in cells.columns]
    rows = ["\n".join(wrapped(str(name), 0.30 * WIDTH - MARGIN, TICK)) for name in cells.index]
    top = 0.16 * max(name.count("\n") + 1 for name in columns)
    axes = open_axes(0.44 * len(cells) + top + 0.1, title, subtitle, source, ax)
    if ax is None:
        box, inch = axes.get_position(), 1 / axes.get_figure(root=True).get_figheight()  # type: ignore[union-attr]
        axes.set_position((0.315, box.y0 - 0.3 * inch, 0.67, box.height + (0.3 - top) * inch))
    shown = cells.astype(int).astype(str).where(cells > 0, "")
    shades = LinearSegmentedColormap.from_list("shades", [(PRINTED, 0.0), (PRINTED, 1.0)])  # transparent to opaque
    with mpl.rc_context(style()):
        seaborn.heatmap(
            cells.to_numpy(float), annot=shown.to_numpy(), fmt="", ax=axes, cbar=False, cmap=shades, vmin=0,
            vmax=max(1.0, 1.8 * float(cells.to_numpy().max())), linewidths=1.5, linecolor=PAPER,
            xticklabels=columns, yticklabels=rows, annot_kws={"size": LABEL, "color": INK},
        )  # fmt: skip
        axes.xaxis.tick_top()
        axes.tick_params(labelsize=TICK, length=0, rotation=0)
    return finish(
        axes, title, _counted({name: dict(row) for name, row in cells.iterrows()}), _crossed(cells, gettext("name")), ax
    )


def _crossed(counts: pd.DataFrame, head: str) -> pd.DataFrame:
    """Return counts by row and column, in the current language, with the rows' names in a column of their own."""
    return counts.astype(int).rename(index=gettext, columns=gettext).rename_axis(head).reset_index()


def _counted(rows: Mapping[Hashable, Mapping[Any, int]]) -> str:
    """Return counts by row and column in words."""

    def row(counts: Mapping[Any, int]) -> str:
        found = [gettext("{name} {count}", name=name, count=int(count)) for name, count in counts.items() if count]
        return labels.enumerated(found) or gettext("none")

    text = labels.clauses(gettext("{name}: {text}", name=name, text=row(counts)) for name, counts in rows.items())
    return gettext("{sentence}.", sentence=text)
