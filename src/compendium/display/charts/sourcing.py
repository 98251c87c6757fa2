"""The chart of figures that name no source, by section."""

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.audit.counts import Sourced, by_section
from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.lanes import RowMark
from compendium.display.drawing.rows import described, draw_rows, open_rows
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import NEUTRAL
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval


@in_both_widths
def unnamed(audit: Audit, ax: Axes | None = None) -> Chart:
    """Draw the share of figures that name no source, a bar for each section, the greatest first."""
    rows = sorted(by_section(audit), key=lambda row: -row.unnamed)
    bare = sum(row.named == 0 for row in rows)
    total, named = sum(row.figures for row in rows), sum(row.named for row in rows)
    title = gettext("{bare} of {all} sections with figures name no source for any of them", bare=bare, all=len(rows))
    subtitle = gettext("Share of a section's printed figures that carry no reference mark, per cent")
    source = Source((gettext("the ledger, {count} figures, {named} with a source", count=total, named=named),))
    marks = []
    for row in rows:
        share = 100 * row.unnamed
        text = gettext("{count} of {all}", count=row.figures - row.named, all=row.figures)
        marks.append(RowMark(f"{row.section} {_cases(row)}", Interval.point(share), text, NEUTRAL))
    axes, lanes = open_rows(marks, (title, subtitle, source), ax, reached=[0.0, 100.0], scale="linear")
    axes.set_xlim(0, 100)
    draw_rows(axes, lanes, bars=True)
    columns = gettext_each("section", "cases", "figures", "with a source")
    data = pd.DataFrame([(row.section, _cases(row), row.figures, row.named) for row in rows], columns=columns)
    return finish(
        axes,
        title,
        gettext("Figures without a source: {rows}", rows=described(marks)),
        data,
        ax,
        name="unsourced",
        source=source,
    )


def _cases(row: Sourced) -> str:
    return labels.enumerated(map(labels.case_name, row.cases))
