"""The timeline of dated events that the report names."""

from collections.abc import Sequence
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from compendium.display import labels, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths, open_axes
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import LIGHT, NEUTRAL, QUIET, layout, shortened
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.rows import Exclusion
from compendium.ledger.sections import order

_ROW, _DATES = 0.32, 0.95  # inches: the height of an event, the width of the column of dates


@in_both_widths
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
    sections = labels.enumerated(sorted({event.section for event in dated}, key=order))
    source = Source((gettext("report {sections}", sections=sections),))
    axes = open_axes(_ROW * len(dated), title, subtitle, source, ax, sides=(_DATES, 0.0))
    _draw(axes, dated, years)
    told = labels.clauses(
        gettext("{name}: {text}", name=labels.label(event), text=wording.period(event.date)) for event in dated
    )
    rows = [(labels.label(event), event.date, event.section) for event in dated]
    data = pd.DataFrame(rows, columns=gettext_each("event", "date", "section"))
    return finish(axes, title, gettext("{sentence}.", sentence=told), data, ax, name="timeline", source=source)


def _draw(axes: Axes, dated: Sequence[Exclusion], years: Sequence[float]) -> None:
    """Draw the events on an upright line, at their dates as far as their words have room."""
    now = layout()
    axes.set_xlim(0, now.inner - _DATES)
    axes.set_ylim(-len(dated), 0)
    axes.set_axis_off()
    axes.axvline(0.0, color=LIGHT, lw=1.6)
    for place, (event, year) in enumerate(zip(dated, years, strict=True)):
        y = -place - 0.5
        axes.plot(0.0, y, "o", ms=6, color=NEUTRAL, clip_on=False)
        far = place and year - years[place - 1] >= 5
        if far:  # the line is not to scale there
            axes.plot([-0.05, 0.05], [y + 0.55, y + 0.45], color=LIGHT, lw=1.2, clip_on=False)
        look: dict[str, Any] = {"va": "center", "size": now.label}
        axes.text(-0.14, y, wording.period(event.date), ha="right", color=QUIET, **look)
        text = "\n".join(shortened(labels.label(event), now.inner - _DATES - 0.16))
        axes.text(0.16, y, text, **look)
