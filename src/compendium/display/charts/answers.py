"""Charts of counts: figures by answer, and tables of counts as maps."""

from collections.abc import Hashable, Mapping
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.colors import LinearSegmentedColormap

from compendium.audit.audit import QUESTIONS, Audit
from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, in_both_widths, open_axes
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, RowMark
from compendium.display.drawing.rows import draw_rows, open_rows
from compendium.display.drawing.sources import Source, of_ledger
from compendium.display.drawing.style import (
    AGREES,
    INK,
    LINE,
    MISSES,
    NEUTRAL,
    ON_COLOUR,
    PAPER,
    layout,
    style,
    text_width,
    wrapped,
)
from compendium.i18n.messages import N_, gettext
from compendium.ledger.vocabulary import Basis, Kind

_NO_ANSWER = "#D3D3D3"
ANSWER_COLOURS = {
    "reproduced": AGREES,
    "consistent": "#8FD3BE",
    "not reproduced": MISSES,
    "no inputs printed": _NO_ANSWER,
    "supported": AGREES,
    "repeated only": "#8FD3BE",
    "too wide to tell": "#B4C7DC",
    "depends on the choice": "#F0D062",
    "contested": "#E69F00",
    "contradicted": MISSES,
    "untested": _NO_ANSWER,
}

_TITLES = {
    "arithmetic": N_(
        "For {count} of {all} printed figures we found no calculation; {read} of them are readings, which need none"
    ),
    "evidence": N_("For {count} of {all} printed figures we found no check that counts"),
}
_ASKED = {
    "arithmetic": N_(
        "Does the arithmetic reproduce? Figures by case; {outside} of {found} calculations found use outside factors"
    ),
    "evidence": N_("Does public evidence support it? Figures by case"),
}


@in_both_widths
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
    title, asked = _heads(audit, question)
    source = of_ledger(len(audit.verdicts))
    key = [Key("bar", ANSWER_COLOURS[answer], gettext(answer)) for answer in order if counts[answer].any()]
    sums = counts.sum(axis=1)
    marks = [RowMark(str(name), NOTHING, str(all_), "none") for name, all_ in sums.items()]
    words = (title, asked, source)
    axes, rows = open_rows(marks, words, ax, reached=[0.0, float(sums.max())], key=key, scale="linear")
    axes.set_xlim(0, float(sums.max()))
    for y, (_, row) in zip(rows.lanes, counts.iterrows(), strict=True):
        left = 0.0
        for answer, count in row.items():
            if count:
                axes.barh(y, count, left=left, height=0.19, color=ANSWER_COLOURS[str(answer)])
                axes.text(
                    left + count / 2, y, str(count), ha="center", va="center_baseline", size=layout().tick,
                    color=ON_COLOUR,
                )  # fmt: skip
            left += count
    draw_rows(axes, rows)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    text = {name: {gettext(str(answer)): count for answer, count in row.items()} for name, row in counts.iterrows()}
    data = _crossed(counts, gettext("case"))
    return finish(axes, title, _counted(text), data, ax, name=f"answers-{question}", source=source)


def _heads(audit: Audit, question: str) -> tuple[str, str]:
    """Return the title, how many figures have no answer, and the question with what the answers rest on."""
    verdicts = audit.verdicts.values()
    bare = [one for one in verdicts if getattr(one, question) == list(QUESTIONS[question])[-1]]
    read = sum(one.figure.kind is Kind.READING for one in bare)
    outside = sum(one.basis is Basis.FACTORS for one in verdicts)
    recomputed = sum(bool(one.recomputes) for one in verdicts)
    return (
        gettext(_TITLES[question], count=len(bare), all=len(verdicts), read=read),
        gettext(_ASKED[question], outside=outside, found=recomputed),
    )


@in_both_widths
def matrix(cells: pd.DataFrame, title: str, subtitle: str, source: str, ax: Axes | None = None) -> Chart:
    """Draw a table of counts as a heat map; zeros are left empty.

    Args:
        cells: counts, with messages as the names of rows and columns.
        title: the finding, in the current language.
        subtitle: what is counted, likewise.
        source: where the counts come from, likewise, as the end of a line: ``the ledger``.
        ax: existing axes to draw into.
    """
    import seaborn

    name, now = f"matrix-{cells.index.name}-{cells.columns.name}", layout()
    cells = cells.rename(index=gettext, columns=gettext)
    names = 0.26 * now.inner if now.beside else 0.30 * now.inner
    room = (now.inner - names) / len(cells.columns) - 0.06
    heads = [wrapped(str(head), room, now.tick) for head in cells.columns]
    upright = max(text_width(line, now.tick) for lines in heads for line in lines) > room
    columns = [str(head) if upright else "\n".join(lines) for head, lines in zip(cells.columns, heads, strict=True)]
    rows = ["\n".join(wrapped(str(head), names - 0.1, now.tick)) for head in cells.index]
    top = LINE * now.tick * max(map(len, heads)) + 0.08
    if upright:
        top = max(text_width(head, now.tick) for head in columns) + 0.12
    high = max(0.34, LINE * now.tick * max(head.count("\n") + 1 for head in rows) + 0.12)
    origin = Source((source,))
    axes = open_axes(high * len(cells) + top, title, subtitle, origin, ax, sides=(names, 0.0))
    if ax is None:
        box, inch = axes.get_position(), 1 / axes.get_figure(root=True).get_figheight()  # type: ignore[union-attr]
        axes.set_position((box.x0, box.y0 - 0.2 * inch, box.width, box.height + (0.2 - top) * inch))
    shown = cells.astype(int).astype(str).where(cells > 0, "")
    shades = LinearSegmentedColormap.from_list("shades", [(NEUTRAL, 0.0), (NEUTRAL, 1.0)])  # transparent to opaque
    with mpl.rc_context(style()):
        seaborn.heatmap(
            cells.to_numpy(float), annot=shown.to_numpy(), fmt="", ax=axes, cbar=False, cmap=shades, vmin=0,
            vmax=max(1.0, 1.8 * float(cells.to_numpy().max())), linewidths=1.5, linecolor=PAPER,
            xticklabels=columns, yticklabels=rows, annot_kws={"size": now.label, "color": INK},
        )  # fmt: skip
        axes.xaxis.tick_top()
        axes.tick_params(labelsize=now.tick, length=0, rotation=0)
        axes.tick_params(axis="x", rotation=90 if upright else 0)
    alt, data = _counted({head: dict(row) for head, row in cells.iterrows()}), _crossed(cells, gettext("name"))
    return finish(axes, title, alt, data, ax, name=name, source=origin)


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
