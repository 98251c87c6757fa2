"""The timeline of dated events that the report names."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from compendium.display import labels
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.rows import RowMark, described, draw_rows
from compendium.display.drawing.style import PRINTED, ROW
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Exclusion
from compendium.ledger.sections import order


def timeline(events: Sequence[Exclusion], since: int, ax: Axes | None = None) -> Chart:
    """Draw dated events of the report from the top down, by date.

    Args:
        events: exclusions of the ledger; those with a date (``2022`` or ``2022-05``) are drawn.
        since: the year from which they are counted for the title.
        ax: existing axes to draw into.
    """
    dated = sorted((event for event in events if event.date), key=lambda event: event.date)
    if not dated:
        raise ValueError("no event has a date")
    years = [float(event.date[:4]) + (float(event.date[5:] or 0.5) - 0.5) / 12 for event in dated]
    recent = sum(year >= since for year in years)
    title = gettext(
        "{count} of the {all} dated steps that the report names fall in {year} or later",
        count=recent,
        all=len(dated),
        year=since,
    )
    subtitle = gettext("Dates that the report names, from its body")
    sections = gettext(
        "report {sections}", sections=labels.enumerated(sorted({event.section for event in dated}, key=order))
    )
    source = gettext("Source: {sources}.", sources=sections)
    axes = open_axes(ROW * (len(dated) + 0.3), title, subtitle, source, ax)
    marks = []
    for event, year in zip(dated, years, strict=True):
        marks.append(RowMark(labels.label(event), Interval.point(year), event.date, PRINTED))
    draw_rows(axes, marks, gettext("year"))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    rows = [(labels.label(event), event.date, event.section) for event in dated]
    return finish(
        axes, title, described(marks), pd.DataFrame(rows, columns=gettext_each("event", "date", "section")), ax
    )
