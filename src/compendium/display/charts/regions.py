"""The dot plot of a region sweep: a row for each region, with its years, its interval, the printed number and zero."""

from collections.abc import Sequence
from typing import Any

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.audit.region_sweep import Place, Sweep
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.rows import draw_printed, finite_ends
from compendium.display.drawing.sources import source_line
from compendium.display.drawing.style import (
    CONTRADICTED,
    CROSS_CHECK,
    FAINT,
    INK,
    LABEL,
    MARGIN,
    PAPER,
    RECOMPUTED,
    TICK,
    WIDTH,
    style,
)
from compendium.display.region_words import words
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval

# Inches. There are many rows, so name, dot and value share one line.
_ROW = 0.19
_NAMES, _VALUES = 1.12, 0.66


def regions(  # noqa: PLR0913, PLR0917
    audit: Audit, swept: Sweep, subject: str, noun: str, uncounted: Sequence[str] = (), ax: Axes | None = None
) -> Chart:
    """Draw a derivation for every region that has a factor of the latest year, the greatest value on top.

    Args:
        audit: the audit that the sweep was made in.
        swept: a derivation at every member of a family.
        subject: the subject of the title's sentence, in the current language: ``the solar roof``.
        noun: what the regions are, in the plural and the current language: ``provinces``.
        uncounted: regions that are drawn, in bold, but not counted, such as the country beside its provinces.
        ax: existing axes to draw into.
    """
    unit, multiple = swept.derivation.unit, unit_words.multiple(swept.derivation.unit)
    rows = swept.latest[::-1]
    title = finding(swept.without(*uncounted), subject, noun)
    axes = open_axes(_ROW * (len(rows) + 1.2), title, _subtitle(swept), _source(audit, swept), ax)
    box = axes.get_position()
    if ax is None:
        axes.set_position((_NAMES / WIDTH, box.y0, 1 - (_NAMES + _VALUES) / WIDTH, box.height))
    with mpl.rc_context(style()):
        _ground(axes, swept, multiple)
        for place, row in enumerate(rows):
            _draw_row(axes, -place, row, swept, multiple)
            look: dict[str, Any] = {"va": "center", "size": LABEL, "transform": axes.get_yaxis_transform()}
            look["weight"] = "bold" if row.factor.region in uncounted else "normal"
            edge = (MARGIN - _NAMES) / (WIDTH - _NAMES - _VALUES)
            axes.text(edge, -place, gettext(row.factor.region), **look)
            right = 1 + (_VALUES - MARGIN) / (WIDTH - _NAMES - _VALUES)
            axes.text(right, -place, wording.number(row.value * multiple, 3), ha="right", **look)
        axes.set_ylim(-len(rows) + 0.3, 0.9)
        axes.set_yticks([])
        axes.spines["left"].set_visible(False)
        axes.locator_params(axis="x", nbins=5)
        axes.xaxis.set_major_formatter(lambda value, _: wording.number(value))
        axes.tick_params(labelsize=TICK, length=3)
        axes.set_xlabel(unit_words.text(unit), size=TICK)
    text = labels.clauses(
        gettext("{name} {count}", name=gettext(row.factor.region), count=wording.number(row.value * multiple, 3))
        for row in rows
    )
    alt = gettext("{year}, {unit}: {rows}.", year=swept.years[-1], unit=unit_words.text(unit), rows=text)
    drawn = [one for row in rows for one in swept.places if one.factor.region == row.factor.region]
    cells = [(gettext(one.factor.region), one.factor.year, *_ends(one.interval.scaled(multiple))) for one in drawn]
    data = pd.DataFrame(cells, columns=gettext_each("region", "year", "low", "value", "high")).assign(
        **{gettext("unit"): unit_words.text(unit)}
    )
    return finish(axes, title, alt, data, ax)


def finding(counted: Sweep, subject: str, noun: str) -> str:
    """Return what a sweep shows, in a sentence: about the sign if it is not everywhere positive, else about agreement.

    Args:
        counted: the sweep without the regions that do not count.
        subject: the subject of the sentence, in the current language.
        noun: what the regions are, in the plural and the current language.
    """
    text = words([counted])
    last, first = counted.years[-1], counted.years[0]
    signs = [place.interval.sign for place in counted.latest]
    met = sum(place.meets for place in counted.latest)
    if -1 in signs:
        return _counted(text.below, signs.count(-1), counted, subject, noun)
    if 0 in signs:
        return _counted(text.open, signs.count(0), counted, subject, noun)
    if not counted.figure:
        return _counted(text.above, len(signs), counted, subject, noun)
    if met:
        return _counted(text.printed, met, counted, subject, noun)
    never = not any(place.meets for place in counted.places)
    years = gettext("{first}–{last}", first=first, last=last) if never and first != last else last
    return gettext(text.never_printed, count=len(signs), regions=noun, year=years, subject=subject)


def _counted(message: str, count: int, counted: Sweep, subject: str, noun: str) -> str:
    total = len(counted.latest)
    many = gettext("all {all}", all=total) if count == total else gettext("{count} of {all}", count=count, all=total)
    return gettext(message, count=many, regions=noun, year=counted.years[-1], subject=subject)


def _subtitle(swept: Sweep) -> str:
    *earlier, last = swept.years
    rings = gettext(", rings {years}", years=gettext(" and ").join(earlier)) if earlier else ""
    band = gettext("; blue line: as printed") if swept.figure else ""
    unit = unit_words.text(swept.derivation.unit)
    return gettext(words([swept]).subtitle, unit=unit, year=last, rings=rings, band=band)


def _source(audit: Audit, swept: Sweep) -> str:
    """Return the source line; it names the sources of the members, not that of the factor they replace."""
    resting = [row.id for row in audit.ledger.inputs(swept.derivation.id) if row.id != swept.replaced.id]
    figure = [swept.figure.id] if swept.figure else []
    return source_line(audit, [*figure, *resting, *(place.factor.id for place in swept.places)])


def _ground(axes: Axes, swept: Sweep, multiple: float) -> None:
    """Draw the background: zero, the printed interval, and the negative side if any value lies there."""
    ends = [0.0, *(end * multiple for one in swept.latest for end in finite_ends(one.interval))]
    ends += [one.value * multiple for one in swept.places]
    printed = swept.figure and swept.figure.interval.scaled(unit_words.multiple(swept.figure.unit))
    if printed:
        ends += finite_ends(printed)
    least, greatest = min(ends), max(ends)
    margin = 0.03 * (greatest - least)
    axes.set_xlim(least - (margin if least < 0 else 0.0), greatest + margin)
    if printed:
        draw_printed(axes, printed, zorder=0.5)
    axes.axvline(0, color=INK, lw=0.8, zorder=1)
    axes.grid(axis="x", color=FAINT, lw=0.5, zorder=0)
    axes.set_axisbelow(True)
    if least < 0:
        axes.axvspan(least - margin, 0, color=FAINT, alpha=0.4, lw=0, zorder=0)
        text = words([swept])
        axes.annotate(
            gettext(text.negative), (0, 0.62), (-4, 0), textcoords="offset points", ha="right", va="center", size=TICK
        )
        axes.annotate(
            gettext(text.positive), (0, 0.62), (4, 0), textcoords="offset points", ha="left", va="center", size=TICK
        )


def _draw_row(axes: Axes, y: float, row: Place, swept: Sweep, multiple: float) -> None:
    missed = swept.figure is not None and not row.meets
    colour = CONTRADICTED if missed else CROSS_CHECK if swept.figure else RECOMPUTED
    others = [one for one in swept.places if one.factor.region == row.factor.region and one is not row]
    values = [one.value * multiple for one in (*others, row)]
    axes.plot(
        [row.interval.low * multiple, row.interval.high * multiple],
        [y, y],
        color=colour,
        alpha=0.3,
        lw=4,
        solid_capstyle="butt",
        zorder=2,
    )
    axes.plot([min(values), max(values)], [y, y], color=colour, lw=0.9, zorder=3)
    for one in others:
        axes.plot(one.value * multiple, y, "o", ms=3.4, mfc=PAPER, mec=colour, mew=0.8, zorder=4)
    axes.plot(row.value * multiple, y, "D" if missed else "o", ms=4.4 if missed else 5, color=colour, zorder=5)


def _ends(interval: Interval) -> tuple[float, float, float]:
    return interval.low, interval.value, interval.high
