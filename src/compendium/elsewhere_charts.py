"""The dot plot of a sweep: one line a region, sorted, with its years, its interval, the printed number and zero."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from compendium import units, wording
from compendium.audit import Audit
from compendium.canvas import (
    CONTRADICTED,
    CROSS_CHECK,
    FAINT,
    INK,
    LABEL,
    MARGIN,
    PAPER,
    PRINTED,
    RECOMPUTED,
    TICK,
    WIDTH,
    Chart,
    finish,
    open_canvas,
    style,
)
from compendium.charts import source_line
from compendium.elsewhere import Place, Sweep
from compendium.language import chained, mark, say, says

# Inches. Many rows: the name stands left of the dot and the value right of it, on one line.
_ROW = 0.19
_NAMES, _VALUES = 1.12, 0.66


def dots(audit: Audit, swept: Sweep, subject: str, noun: str, apart: Sequence[str] = ()) -> Chart:
    """Draw a derivation at every region of a family, the greatest value of the latest year on top.

    Args:
        audit: the audit that the sweep was made in.
        swept: a derivation at every member of a family.
        subject: what saves, as the title shall name it: ``the solar roof``.
        noun: what the regions are, in the plural: ``provinces``.
        apart: regions that are drawn, in bold, but not counted: the country beside its provinces.
    """
    unit, size = swept.derivation.unit, 10.0 ** units.multiplier(swept.derivation.unit)
    rows = swept.latest[::-1]
    title = finding(swept.without(*apart), subject, noun)
    canvas, axes = open_canvas(_ROW * (len(rows) + 1.2), title, _subtitle(swept), _source(audit, swept))
    box = axes.get_position()
    axes.set_position((_NAMES / WIDTH, box.y0, 1 - (_NAMES + _VALUES) / WIDTH, box.height))
    with mpl.rc_context(style()):
        _ground(axes, swept, size)
        for place, row in enumerate(rows):
            _draw_row(axes, -place, row, swept, size)
            look: dict[str, Any] = {"va": "center", "size": LABEL, "transform": axes.get_yaxis_transform()}
            look["weight"] = "bold" if row.factor.region in apart else "normal"
            edge = (MARGIN - _NAMES) / (WIDTH - _NAMES - _VALUES)
            axes.text(edge, -place, say(row.factor.region), **look)
            right = 1 + (_VALUES - MARGIN) / (WIDTH - _NAMES - _VALUES)
            axes.text(right, -place, wording.number(row.value * size, 3), ha="right", **look)
        axes.set_ylim(-len(rows) + 0.3, 0.9)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.locator_params(axis="x", nbins=5)
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
        axes.tick_params(labelsize=TICK, length=3)
        axes.set_xlabel(units.text(unit), size=TICK)
    told = chained(
        say("{name} {count}", name=say(row.factor.region), count=wording.number(row.value * size, 3)) for row in rows
    )
    alt = say("{year}, {unit}: {rows}.", year=swept.years[-1], unit=units.text(unit), rows=told)
    drawn = [one for row in rows for one in swept.places if one.factor.region == row.factor.region]
    cells = [
        (say(one.factor.region), one.factor.year, *(end * size for end in (one.low, one.value, one.high)))
        for one in drawn
    ]
    data = pd.DataFrame(cells, columns=says("region", "year", "low", "value", "high")).assign(
        **{say("unit"): units.text(unit)}
    )
    return finish(canvas, title, alt, data)


def finding(counted: Sweep, subject: str, noun: str) -> str:
    """Return what a sweep shows, in a sentence: a change of sign before all else, then whether it is as printed."""
    last, first = counted.years[-1], counted.years[0]
    total = len(counted.latest)
    worse = sum(place.sign < 0 for place in counted.latest)
    open_ = sum(place.sign == 0 for place in counted.latest)
    met = sum(place.meets for place in counted.latest)
    if worse:
        count, told = worse, mark("On the grids of {count} {regions} in {year}, {subject} emits more than it saves")
    elif open_:
        count = open_
        told = mark("On the grids of {count} {regions} in {year}, it is open whether {subject} saves anything")
    elif not counted.figure:
        count, told = total, mark("On the grids of {count} {regions} in {year}, {subject} saves")
    elif met:
        count, told = met, mark("On the grids of {count} {regions} in {year}, {subject} saves what is printed")
    else:
        never = not any(place.meets for place in counted.places)
        years = say("{first}–{last}", first=first, last=last) if never and first != last else last
        none = mark("On no grid of {count} {regions}, {year}, does {subject} save what is printed")
        return say(none, count=total, regions=noun, year=years, subject=subject)
    many = say("all {all}", all=total) if count == total else say("{count} of {all}", count=count, all=total)
    return say(told, count=many, regions=noun, year=last, subject=subject)


def _subtitle(swept: Sweep) -> str:
    *earlier, last = swept.years
    rings = say(", rings {years}", years=say(" and ").join(earlier)) if earlier else ""
    band = say("; blue line: as printed") if swept.figure else ""
    told = mark("Saving by grid, {unit}. Dot {year}{rings}; pale bar: its interval{band}")
    return say(told, unit=units.text(swept.derivation.unit), year=last, rings=rings, band=band)


def _source(audit: Audit, swept: Sweep) -> str:
    """Return the source line: the replaced factor is not drawn, the members that stand for it are."""
    resting = [row.id for row in audit.ledger.inputs(swept.derivation.id) if row.id != swept.replaced.id]
    figure = [swept.figure.id] if swept.figure else []
    return source_line(audit, [*figure, *resting, *(place.factor.id for place in swept.places)])


def _ground(axes: Axes, swept: Sweep, size: float) -> None:
    """Draw what the dots are read against: zero, the printed interval, the side on which more is emitted."""
    ends = [0.0, *(end * size for one in swept.latest for end in (one.low, one.high))]
    ends += [one.value * size for one in swept.places]
    if swept.figure:
        own = 10.0 ** units.multiplier(swept.figure.unit)
        low, value, high = (bound * own for bound in swept.figure.bounds)
        ends += [bound for bound in (low, high) if np.isfinite(bound)]
    least, greatest = min(ends), max(ends)
    margin = 0.03 * (greatest - least)
    axes.set_xlim(least - (margin if least < 0 else 0.0), greatest + margin)
    if swept.figure:
        axes.axvspan(low, min(high, greatest + margin), color=PRINTED, alpha=0.22, lw=0, zorder=0)
        axes.axvline(value, color=PRINTED, lw=1.1, zorder=1)
    axes.axvline(0, color=INK, lw=0.8, zorder=1)
    axes.grid(axis="x", color=FAINT, lw=0.5, zorder=0)
    axes.set_axisbelow(True)
    if least < 0:
        axes.axvspan(least - margin, 0, color=FAINT, alpha=0.4, lw=0, zorder=0)
        axes.annotate(
            say("emits more"), (0, 0.62), (-4, 0), textcoords="offset points", ha="right", va="center", size=TICK
        )
        axes.annotate(say("saves"), (0, 0.62), (4, 0), textcoords="offset points", ha="left", va="center", size=TICK)


def _draw_row(axes: Axes, y: float, row: Place, swept: Sweep, size: float) -> None:
    missed = swept.figure is not None and not row.meets
    colour = CONTRADICTED if missed else CROSS_CHECK if swept.figure else RECOMPUTED
    others = [one for one in swept.places if one.factor.region == row.factor.region and one is not row]
    values = [one.value * size for one in (*others, row)]
    axes.plot([row.low * size, row.high * size], [y, y], color=colour, alpha=0.3, lw=4, solid_capstyle="butt", zorder=2)
    axes.plot([min(values), max(values)], [y, y], color=colour, lw=0.9, zorder=3)
    for one in others:
        axes.plot(one.value * size, y, "o", ms=3.4, mfc=PAPER, mec=colour, mew=0.8, zorder=4)
    axes.plot(row.value * size, y, "D" if missed else "o", ms=4.4 if missed else 5, color=colour, zorder=5)
