"""The co-control plane: avoided carbon dioxide on the x axis, avoided pollutants on the y axis."""

from collections.abc import Mapping

import numpy as np
import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths, open_axes
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import FAINT, PRINTED, QUIET, layout
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger import units


@in_both_widths
def plane(audit: Audit, points: Mapping[str, tuple[str, str]], title: str = "", ax: Axes | None = None) -> Chart:
    """Draw avoided CO2 against avoided pollutants, both in tonnes (or tonnes a year) and on logarithmic scales.

    Args:
        audit: an audit that covers all the points.
        points: label to (id of the CO2 avoided, id of the pollutant avoided); all values must be positive.
        title: the finding; computed from the steepest and the flattest point if left empty.
        ax: existing axes to draw into.

    Raises:
        UnitError: a row does not measure CO2 or a plain mass, respectively.
    """
    ids = [id_ for pair in points.values() for id_ in pair]
    places = {name: (_amount(audit, co2, "t CO2"), _amount(audit, other, "t")) for name, (co2, other) in points.items()}
    slopes = {name: 1000 * y / x for name, (x, y) in places.items()}
    most, least = max(slopes, key=slopes.__getitem__), min(slopes, key=slopes.__getitem__)
    times = wording.number(slopes[most] / slopes[least], 2)
    title = title or gettext(
        "Per tonne of CO₂, {most} claims {times} times the pollutants of {least}", most=most, times=times, least=least
    )
    subtitle = gettext("Avoided as printed, tonnes; grey lines join equal kilograms of pollutant per tonne of CO₂")
    source = source_of(audit, ids)
    axes = open_axes(3.2, title, subtitle, source, ax, sides=(0.55, 0.08), axis_label=True)
    axes.set_xscale("log")
    axes.set_yscale("log")
    xs, ys = zip(*places.values(), strict=True)
    axes.set_xlim(min(xs) / 3, max(xs) * 6)
    axes.set_ylim(min(ys) / 3, max(ys) * 3)
    _draw_equal_shares(axes)
    for name, place in places.items():
        _draw_point(axes, place, f"{name}\n{wording.quantity(slopes[name], 'kg / t', 3)}")
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: wording.number(value))
    axes.minorticks_off()
    axes.tick_params(labelsize=layout().tick, length=3)
    axes.set_xlabel(gettext("CO₂ avoided, tonnes"), size=layout().tick)
    axes.set_ylabel(gettext("pollutant avoided, tonnes"), size=layout().tick)
    text = labels.clauses(
        gettext("{name}: {number} kilograms per tonne of CO₂", name=name, number=wording.number(slope, 3))
        for name, slope in slopes.items()
    )
    rows = [(name, x, y, slopes[name]) for name, (x, y) in places.items()]
    columns = gettext_each("case", "CO₂ avoided, tonnes", "pollutant avoided, tonnes", "kilograms per tonne of CO₂")
    return finish(
        axes,
        title,
        gettext("{sentence}.", sentence=text),
        pd.DataFrame(rows, columns=columns),
        ax,
        name="plane",
        source=source,
    )


def _amount(audit: Audit, id_: str, unit: str) -> float:
    """Return a row's value in a unit of mass, or that unit a year."""
    return audit.interval(id_, units.like(audit.row(id_).unit, unit)).value


def _draw_equal_shares(axes: Axes) -> None:
    """Draw a line for each of some shares of pollutant in CO2, with its words where it leaves the plane."""
    line = np.array(axes.get_xlim())
    edge = line[1] / 1.15
    for slope in (1, 10, 100):
        axes.plot(line, line * slope / 1000, color=FAINT, lw=1, zorder=1)
        height = edge * slope / 1000
        if axes.get_ylim()[0] < height < axes.get_ylim()[1]:
            words = wording.with_unit(str(slope), "kg / t")
            axes.text(edge, height, words, size=layout().source, color=QUIET, ha="right", va="bottom")


def _draw_point(axes: Axes, place: tuple[float, float], words: str) -> None:
    """Draw a point with its words on the side that has more room."""
    axes.plot(*place, "o", color=PRINTED, ms=7, zorder=3)
    left, right = axes.get_xlim()
    beyond = place[0] / left > right / place[0]
    side, height, shift = ("right", "bottom", (-7, 2)) if beyond else ("left", "center", (7, 0))  # into the plane
    axes.annotate(words, place, shift, textcoords="offset points", ha=side, va=height, size=layout().label)
