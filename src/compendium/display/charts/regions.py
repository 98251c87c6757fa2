"""The dot plot of a region sweep: a row for each region, with its years, its interval, the printed number and zero."""

from collections.abc import Sequence

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.audit.region_sweep import Place, Sweep
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, RowMark, Rows, printed_of
from compendium.display.drawing.rows import draw_rows, finite_ends, open_rows
from compendium.display.drawing.sources import Source, source_of
from compendium.display.drawing.style import AGREES, FAINT, INK, MISSES, NEUTRAL, PAPER, QUIET, layout
from compendium.display.region_words import words
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval

_SIDES = 0.20  # inches above the rows, for the words of the two sides of zero


@in_both_widths
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
    latest = swept.latest[::-1]
    title = finding(swept.without(*uncounted), subject, noun)
    source = _source(audit, swept)
    marks = [
        RowMark(
            gettext(one.factor.region), NOTHING, wording.number(one.value * multiple, 3), "none",
            strong=one.factor.region in uncounted,
        )
        for one in latest
    ]  # fmt: skip
    reached = [0.0, *(end * multiple for one in swept.latest for end in finite_ends(one.interval))]
    reached += [one.value * multiple for one in swept.places]
    below = min(reached) < 0
    printed = printed_of(swept.figure, unit) if swept.figure else None
    subtitle = gettext(words([swept]).subtitle, unit=unit_words.text(unit))
    axes, rows = open_rows(
        marks, (title, subtitle, source), ax, reached=reached, key=_key(swept), printed=printed,
        scale="linear", above=_SIDES * below, dense=True,
    )  # fmt: skip
    if below:
        _name_sides(axes, swept, rows)
    axes.axvline(0, color=INK, lw=0.8, zorder=0.9)
    for y, one in zip(rows.lanes, latest, strict=True):
        _draw_row(axes, y, one, swept, multiple)
    draw_rows(axes, rows)
    text = labels.clauses(gettext("{name} {count}", name=mark.label, count=mark.text) for mark in marks)
    alt = gettext("{year}, {unit}: {rows}.", year=swept.years[-1], unit=unit_words.text(unit), rows=text)
    drawn = [one for row in latest for one in swept.places if one.factor.region == row.factor.region]
    cells = [(gettext(one.factor.region), one.factor.year, *_ends(one.interval.scaled(multiple))) for one in drawn]
    data = pd.DataFrame(cells, columns=gettext_each("region", "year", "low", "value", "high")).assign(
        **{gettext("unit"): unit_words.text(unit)}
    )
    return finish(axes, title, alt, data, ax, name=f"regions-{swept.derivation.id}", source=source)


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


def _look(swept: Sweep, row: Place) -> tuple[str, str]:
    """Return colour and shape of a region: of judgement only where something is printed."""
    if swept.figure is None:
        return NEUTRAL, "o"
    return (AGREES, "o") if row.meets else (MISSES, "D")


def _key(swept: Sweep) -> list[Key]:
    *earlier, last = swept.years
    looks = {_look(swept, row) for row in swept.latest}
    meanings = {
        (AGREES, "o"): gettext("{year}, as printed", year=last),
        (MISSES, "D"): gettext("{year}, not as printed", year=last),
        (NEUTRAL, "o"): last,
    }
    key = [Key(shape, colour, text) for (colour, shape), text in meanings.items() if (colour, shape) in looks]
    if earlier:
        key.append(Key("o", QUIET, labels.enumerated(earlier), filled=False))
    return [*key, Key("range", QUIET, gettext("interval of {year}", year=last), alpha=0.35, thick=4)]


def _source(audit: Audit, swept: Sweep) -> Source:
    """Return the source; it names the sources of the members, not that of the factor they replace."""
    resting = [row.id for row in audit.ledger.inputs(swept.derivation.id) if row.id != swept.replaced.id]
    figure = [swept.figure.id] if swept.figure else []
    return source_of(audit, [*figure, *resting, *(place.factor.id for place in swept.places)])


def _name_sides(axes: Axes, swept: Sweep, rows: Rows) -> None:
    """Shade the side below zero, and name both sides."""
    axes.axvspan(axes.get_xlim()[0], 0, color=FAINT, alpha=0.4, lw=0, zorder=0)
    text = words([swept])
    for side, shift, message in (("right", -5, text.negative), ("left", 5, text.positive)):
        axes.annotate(
            gettext(message), (0, -rows.above + 0.5 * _SIDES), (shift, 0), textcoords="offset points", ha=side,
            va="center", size=layout().tick, color=QUIET,
        )  # fmt: skip


def _draw_row(axes: Axes, y: float, row: Place, swept: Sweep, multiple: float) -> None:
    colour, shape = _look(swept, row)
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
    axes.plot(row.value * multiple, y, shape, ms=4.4 if shape == "D" else 5, color=colour, zorder=5)


def _ends(interval: Interval) -> tuple[float, float, float]:
    return interval.low, interval.value, interval.high
