"""The specification curve of a figure: each combination by what it gives, and below it what each one uses."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import matplotlib as mpl
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas

from compendium.audit import rules
from compendium.audit.audit import Audit
from compendium.display import labels, wording
from compendium.display.charts.checks import LOOKS, MEANINGS
from compendium.display.drawing.frame import Chart, finish, in_both_widths, open_axes
from compendium.display.drawing.key import Key
from compendium.display.drawing.rows import finite_ends, room_for, scale_for, sentence
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import (
    FAINT,
    INK,
    LINE,
    LINE_SLACK,
    PAPER,
    PRINTED,
    layout,
    shortened,
    style,
    text_width,
)
from compendium.i18n.messages import gettext, gettext_each
from compendium.ledger.interval import Interval
from compendium.ledger.rows import Figure
from compendium.ledger.vocabulary import Finding
from compendium.scenarios.multiverse.alternatives import Answer
from compendium.scenarios.multiverse.specifications import RIGHT, WRONG, Specification, Universe, universe
from compendium.scenarios.multiverse.together import alike

_BANDS = (0.20, 0.10)  # how opaque the printed interval is, and the tolerance about it
_TICKS = 0.44  # inches for the numbers at the left of a curve
_GAP = 0.10  # inches between the curve and the panel below it


def answer_label(audit: Audit, answer: Answer) -> str:
    """Return the name of an answer; of one that the ledger does not write out, with what was exchanged."""
    name = labels.label(answer.row)
    for swap in answer.swaps:
        old, new = (labels.label(audit.row(id_)) for id_ in (swap.old, swap.new))
        name = gettext("{answer}; {new} in place of {old}", answer=name, new=new, old=old)
    return name


def outcome(one: Specification) -> Finding:
    """Return what a specification says of its figure, as one check would."""
    if one.evidence in RIGHT:
        return Finding.AGREES
    return Finding.MISSES if one.evidence in WRONG else Finding.TOO_WIDE


def row_name(audit: Audit, id_: str) -> str:
    """Return the name of a row that combinations use; of a figure, that it is printed."""
    row = audit.row(id_)
    return gettext("printed: {row}", row=labels.label(row)) if isinstance(row, Figure) else labels.label(row)


@dataclass(frozen=True)
class _Curve:
    """The specifications of a figure in the order of the chart, and the rows of the panel below.

    Attributes:
        audit: where the names of rows stand.
        universe: the figure with its specifications.
    """

    audit: Audit
    universe: Universe

    @cached_property
    def specifications(self) -> list[Specification]:
        """The specifications by ratio."""
        return sorted(self.universe.specifications, key=lambda one: self.ratios(one).value)

    def ratios(self, one: Specification) -> Interval:
        """Return what a specification gives over the printed number: the first of its answers that is a choice."""
        varying = {answer.row.id for answers in self.universe.open_questions for answer in answers}
        check = next(answer.check for answer in one.answers if answer.row.id in varying)
        return check.interval.scaled(1 / check.printed.value)

    @cached_property
    def rows(self) -> list[tuple[str, list[bool]]]:
        """The rows of the panel: what some specifications use and others do not, and which do.

        Rows of the ledger that the same specifications use are one row. Where these rows are no fewer than the answers,
        the answers themselves are the rows.
        """
        used: dict[tuple[bool, ...], list[str]] = {}
        for name in self._names():
            pattern = tuple(name in one.parts for one in self.specifications)
            if not all(pattern):
                used.setdefault(pattern, []).append(row_name(self.audit, name))
        unwritten = [not one.written for one in self.specifications]
        if any(unwritten):
            used[tuple(unwritten)] = [gettext("combined here, not in the ledger")]
        elif len(used) >= len(self.specifications):
            answers = [answer for answers in self.universe.open_questions for answer in answers]
            return [
                (labels.label(answer.row), [answer in one.answers for one in self.specifications]) for answer in answers
            ]
        return [(labels.enumerated(names), list(pattern)) for pattern, names in used.items()]

    def _names(self) -> list[str]:
        """Return the rows that the specifications use, those side by side that stand in the same place of a formula."""
        answers = [answer for answers in self.universe.open_questions for answer in answers]
        names = list(dict.fromkeys(name for answer in answers for name in answer.names))
        places = alike(self.universe)

        def first(name: str) -> int:
            return min(names.index(one) for one in names if one == name or any({one, name} <= own for own in places))

        return sorted(names, key=first)

    @property
    def data(self) -> pd.DataFrame:
        """The specifications as a table."""
        table = []
        for one in self.specifications:
            ends = self.ratios(one)
            name = labels.clauses(answer_label(self.audit, answer) for answer in one.answers)
            table.append((name, ends.low, ends.value, ends.high, labels.name(outcome(one))))
        return pd.DataFrame(table, columns=gettext_each("combination", "low", "ratio to printed", "high", "finding"))


@in_both_widths
def specifications(audit: Audit, id_: str, ax: Axes | None = None) -> Chart:
    """Draw the specification curve of a figure: every combination by its ratio, and below it what each one uses.

    Args:
        audit: the audit of the figure's section or of the report.
        id_: the figure.
        ax: existing axes to draw into; the panel is left out then.

    Raises:
        KeyError: the audit has no such figure.
        ValueError: the figure has fewer than two specifications, or what is printed is zero.
    """
    found = universe(audit, id_)
    if not found.open_questions or not found.figure.interval.value:
        raise ValueError(f"{id_!r} has fewer than two combinations with a ratio")
    curve = _Curve(audit, found)
    title = _curve_title(found)
    subtitle = gettext("Each combination divided by the printed number, the least first")
    source = source_of(audit, [id_, *(answer.row.id for one in found.questions for answer in one if not answer.swaps)])
    panel = _Panel(curve.rows)
    key = _curve_key(curve)
    height = 2.3 if layout().beside else 2.1
    whole = height if ax is not None else height + _GAP + panel.height
    axes = open_axes(whole, title, subtitle, source, ax, key=key, sides=(panel.left, 0.05))
    with mpl.rc_context(style()):
        _draw_curve(axes, curve)
        if ax is None:
            _draw_panel(axes, curve, panel, height)
    shares = found.shares
    ends = [curve.ratios(one).value for one in (curve.specifications[0], curve.specifications[-1])]
    alt = gettext(
        "{all} combinations give from {low} to {high} of the printed number. Agreeing with it: {right}; too wide to "
        "tell: {undecided}; missing it: {wrong}.",
        all=shares.all, low=wording.ratio(ends[0]), high=wording.ratio(ends[1]), right=shares.right,
        undecided=shares.undecided, wrong=shares.wrong,
    )  # fmt: skip
    return finish(axes, title, alt, curve.data, ax, name=f"specifications-{id_}", source=source)


def _curve_title(found: Universe) -> str:
    shares, name = found.shares, sentence(labels.label(found.figure))
    if shares.right:
        return gettext(
            "{name}: right in {right} of {all} combinations, wrong in {wrong}",
            name=name, right=shares.right, all=shares.all, wrong=shares.wrong,
        )  # fmt: skip
    return gettext(
        "{name}: right in none of {all} combinations, wrong in {wrong}",
        name=name, all=shares.all, wrong=shares.wrong,
    )  # fmt: skip


def _curve_key(curve: _Curve) -> list[Key]:
    """Return the key: the findings that occur, the printed interval and the tolerance."""
    occurring = {outcome(one) for one in curve.specifications}
    key = [
        Key(LOOKS[one][1], LOOKS[one][0], gettext(MEANINGS[one]), LOOKS[one][2]) for one in LOOKS if one in occurring
    ]
    share = f"{rules.MATERIALITY:.0%}"
    key.append(Key("bar", PRINTED, gettext("what the printed number stands for"), alpha=sum(_BANDS)))
    key.append(Key("bar", PRINTED, gettext("the threshold of {share} about it", share=share), alpha=_BANDS[1]))
    return key


def _draw_curve(axes: Axes, curve: _Curve) -> None:
    """Draw the specifications from left to right, over the bands of what is printed."""
    printed = curve.universe.figure.interval
    band = printed.scaled(1 / printed.value)
    found = [curve.ratios(one) for one in curve.specifications]
    room = rules.MATERIALITY
    reached = [end for ends in (*found, band) for end in (*finite_ends(ends), ends.value)]
    reached += [min(finite_ends(band)) - room, max(finite_ends(band)) + room]
    scale = scale_for(reached)
    axes.set_yscale(scale)
    low, high = room_for(reached, scale=scale)
    for ends, alpha in ((Interval(band.low - room, 1, band.high + room), _BANDS[1]), (band, _BANDS[0])):
        axes.axhspan(max(ends.low, low), min(ends.high, high), color=PRINTED, alpha=alpha, lw=0, zorder=0.5)
    axes.axhline(1, color=PRINTED, lw=0.9, zorder=0.6)
    for x, (one, ends) in enumerate(zip(curve.specifications, found, strict=True)):
        colour, marker, filled = LOOKS[outcome(one)]
        axes.plot([x, x], [max(ends.low, low), min(ends.high, high)], color=colour, lw=1.8, solid_capstyle="butt")
        axes.plot(x, ends.value, marker, ms=5.4, mfc=colour if filled else PAPER, mec=colour, mew=1.4)
    axes.set_ylim(low, high)
    axes.set_xlim(-0.6, len(found) - 0.4)
    axes.set_xticks([])
    axes.spines["bottom"].set_visible(False)
    axes.minorticks_off()
    if scale == "linear":
        axes.locator_params(axis="y", nbins=5)
    axes.yaxis.set_major_formatter(lambda value, _: wording.number(value))
    axes.tick_params(labelsize=layout().tick, length=3)


@dataclass(frozen=True)
class _Panel:
    """The rows below a curve: labels beside the dots on a wide screen, above them on a phone."""

    rows: Sequence[tuple[str, list[bool]]]

    @cached_property
    def left(self) -> float:
        """The inches at the left of the dots."""
        now = layout()
        if not now.beside:
            return _TICKS
        widest = max(text_width(name, now.tick) for name, _ in self.rows)
        return max(_TICKS, min(widest / LINE_SLACK + 0.14, 0.44 * now.inner))

    @cached_property
    def lines(self) -> list[list[str]]:
        """The lines of each label."""
        now = layout()
        return [shortened(name, self.left - 0.12 if now.beside else now.inner) for name, _ in self.rows]

    @cached_property
    def heights(self) -> list[float]:
        """The inches of each row."""
        text = [LINE * layout().tick * len(lines) for lines in self.lines]
        return [max(0.20, one + 0.06) if layout().beside else one + 0.26 for one in text]

    @property
    def height(self) -> float:
        """The inches of all rows."""
        return sum(self.heights) + 0.04


def _draw_panel(axes: Axes, curve: _Curve, panel: _Panel, height: float) -> None:
    """Move the curve to the upper part of its axes and draw the panel in the lower one."""
    canvas = cast(Canvas, axes.figure)
    box, inch = axes.get_position(), 1 / canvas.get_figheight()
    axes.set_position((box.x0, box.y1 - height * inch, box.width, height * inch))
    lower = canvas.add_axes((box.x0, box.y0, box.width, panel.height * inch))
    lower.set_xlim(axes.get_xlim())
    lower.set_ylim(-panel.height, 0)
    lower.axis("off")
    width, top = box.width * canvas.get_figwidth(), 0.0
    look: dict[str, Any] = {"transform": lower.get_yaxis_transform(), "size": layout().tick, "color": INK}
    for (_, used), lines, high in zip(panel.rows, panel.lines, panel.heights, strict=True):
        text = "\n".join(lines)
        if layout().beside:
            y = top - high / 2
            lower.text(-0.12 / width, y, text, ha="right", va="center", **look)
        else:
            y = top - high + 0.17
            lower.text(-panel.left / width, top, text, ha="left", va="top", **look)
        lower.axhline(y, color=FAINT, lw=0.6, zorder=0.6)
        for x, (one, taken) in enumerate(zip(curve.specifications, used, strict=True)):
            if taken:
                colour, marker, filled = LOOKS[outcome(one)]
                lower.plot(x, y, marker, ms=4.4, mfc=colour if filled else PAPER, mec=colour, mew=1.2)
        top -= high
