"""Charts of the ledger. Every title states a finding and is computed; every chart names the rows it rests on."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import matplotlib as mpl
import numpy as np
import pandas as pd
from matplotlib.colors import LinearSegmentedColormap

from compendium import units, wording
from compendium.audit import ARITHMETIC, EVIDENCE, Audit, Check
from compendium.canvas import (
    CONTRADICTED,
    CROSS_CHECK,
    FAINT,
    INK,
    LABEL,
    MARGIN,
    ON_COLOUR,
    OTHER,
    PAPER,
    PRINTED,
    QUIET,
    RECOMPUTED,
    ROW,
    SOURCE,
    TICK,
    WIDTH,
    Chart,
    Mark,
    draw_rows,
    finish,
    listed,
    open_canvas,
    sentence,
    style,
    tabled,
    text_width,
    wrapped,
)
from compendium.language import chained, mark, say, says
from compendium.language import listed as joined
from compendium.ledger import Exclusion, Factor, Figure

_NO_ANSWER = "#D3D3D3"
ANSWER_COLOURS = {
    "reproduced": RECOMPUTED,
    "consistent": "#8FD3BE",
    "not reproduced": CONTRADICTED,
    "no inputs printed": _NO_ANSWER,
    "supported": RECOMPUTED,
    "contested": "#E69F00",
    "contradicted": CONTRADICTED,
    "untested": _NO_ANSWER,
}


def source_line(audit: Audit, ids: Sequence[str]) -> str:
    """Return the sources of the rows that a chart is drawn from, as keys of the bibliography, and what was assumed."""
    sections: dict[str, None] = {}
    keys: dict[str, None] = {}
    assumed: dict[str, None] = {}
    for id_ in ids:
        bases = audit.ledger.inputs(id_) if id_ in audit.ledger.derivations else (audit.ledger[id_],)
        for base in bases:
            if base.id in audit.assumed:
                assumed[base.id] = None
            elif isinstance(base, Factor):
                keys[base.source] = None
            elif isinstance(base, Figure):
                sections[base.section] = None
    told = joined(sorted(sections, key=lambda section: [int(part) for part in section.split(".")]))
    parts = [say("report {sections}", sections=told)] if told else []
    parts += sorted(keys)
    parts += [say("assumed {ids}", ids=joined(assumed))] if assumed else []
    return say("Source: {sources}.", sources=chained(parts))


_ARITHMETIC = {
    "reproduced": mark("the arithmetic reproduces {printed}"),
    "consistent": mark("the arithmetic is consistent with {printed}"),
    "not reproduced": mark("the arithmetic does not give {printed}"),
}
_PRINTED = {True: mark("the printed {number}"), False: mark("what is printed ({number})")}


def checks(audit: Audit, id_: str, besides: Sequence[str] = ()) -> Chart:
    """Draw the printed interval as a band and every derivation that answers for the figure, sorted by value.

    Args:
        audit: the audit of the figure's section.
        id_: the figure.
        besides: derivations of the same quantity that do not count as checks, drawn in grey among the others.

    Raises:
        ValueError: none does, so that there is nothing to draw.
    """
    verdict = audit.verdict(id_)
    if not verdict.checks:
        raise ValueError(f"no derivation answers for {id_!r}")
    row = verdict.figure
    size = 10.0 ** units.multiplier(row.unit)
    marks = [_check_mark(audit, check, size) for check in verdict.checks]
    marks = sorted((*marks, *(_idle_mark(audit, other, row.unit) for other in besides)), key=lambda mark: mark.value)
    title = _checks_title(audit, id_)
    subtitle = say(
        "{quantity}, {unit}; the band is what is printed",
        quantity=sentence(row.label), unit=units.text(row.unit) or say("number"),
    )  # fmt: skip
    source = source_line(audit, [id_, *(check.result.derivation.id for check in verdict.checks), *besides])
    canvas, axes = open_canvas(ROW * (len(marks) + 0.5), title, subtitle, source)
    low, high = row.interval.low * size, row.interval.high * size
    ends = [low, high if np.isfinite(high) else low, *(m.low for m in marks), *(m.high for m in marks)]
    span = max(ends) - min(ends) or abs(max(ends)) or 1.0
    left, right = min(ends) - 0.05 * span, max(ends) + 0.05 * span
    if 0 < left < 0.3 * right:  # where zero is near, it belongs on the axis
        left = 0.0
    axes.axvspan(low, min(high, right), color=PRINTED, alpha=0.22, lw=0)
    axes.axvline(row.interval.value * size, color=PRINTED, lw=1.1)
    axes.set_xlim(left, right)
    draw_rows(axes, marks, units.text(row.unit))
    alt = say("Printed: {printed}. {rows}", printed=wording.figure(row), rows=listed(marks))
    printed = Mark(say("printed: {row}", row=row.label), low, row.interval.value * size, high, "", PRINTED)
    return finish(canvas, title, alt, tabled([printed, *marks], say("check"), units.text(row.unit)))


def _check_mark(audit: Audit, check: Check, size: float) -> Mark:
    row = check.result.derivation
    recomputed = row.role == "recompute"
    colour = CONTRADICTED if not check.meets else RECOMPUTED if recomputed else CROSS_CHECK
    text = wording.quantity(check.result.value, row.unit)
    label = say("recomputed: {row}", row=row.label) if recomputed else row.label
    return Mark(label, check.low * size, check.value * size, check.high * size, text, colour, check.meets)


def _idle_mark(audit: Audit, id_: str, unit: str) -> Mark:
    low, value, high = (bound * 10.0 ** units.multiplier(unit) for bound in audit.bounds(id_, unit))
    text = wording.with_unit(wording.number(value), unit)
    label = say("not counted: {row}", row=audit.row(id_).label)
    return Mark(label, low, value, high, text, OTHER, filled=False)


def _checks_title(audit: Audit, id_: str) -> str:
    verdict = audit.verdict(id_)
    text = wording.figure(verdict.figure)
    printed = say(_PRINTED[text[0].isdigit()], number=text)
    parts = []
    if verdict.arithmetic in _ARITHMETIC:
        parts.append(say(_ARITHMETIC[verdict.arithmetic], printed=printed))
    met = [check.meets for check in verdict.cross_checks]
    if met:
        parts.append(_met(verdict.evidence, met, say("it") if parts else printed))
    agree = verdict.arithmetic in ("reproduced", "consistent")
    joint = mark("{one}, and {other}") if agree == all(met) else mark("{one}, but {other}")
    told = say(joint, one=parts[0], other=parts[1]) if parts[1:] else parts[0]
    return say("{name}: {text}", name=sentence(verdict.figure.label), text=told)


def _met(evidence: str, met: Sequence[bool], printed: str) -> str:
    if len(met) == 1:
        one = (
            mark("the one cross-check meets {printed}")
            if met[0]
            else mark("the one cross-check does not meet {printed}")
        )
        return say(one, printed=printed)
    if evidence != "contested":
        every = mark("every cross-check meets {printed}") if all(met) else mark("no cross-check meets {printed}")
        return say(every, printed=printed)
    some = mark("{met} of {all} cross-checks meets {printed}")
    if sum(met) > 1:
        some = mark("{met} of {all} cross-checks meet {printed}")
    return say(some, met=sum(met), all=len(met), printed=printed)


def compare(audit: Audit, ids: Sequence[str], title: str = "", subtitle: str = "") -> Chart:
    """Draw rows of one kind of unit as sorted bars from zero, each with its interval.

    Args:
        audit: the audit that the rows belong to.
        ids: figures, factors or derivations of one dimension; the first gives the unit.
        title: the finding; computed from the largest and the smallest if left empty.
        subtitle: quantity, unit and period; the unit alone if left empty.
    """
    unit = audit.row(ids[0]).unit
    size = 10.0 ** units.multiplier(unit)
    marks = []
    for id_ in ids:
        low, value, high = (bound * size for bound in audit.bounds(id_, unit))
        row = audit.row(id_)
        colour = PRINTED if isinstance(row, Figure) else OTHER if isinstance(row, Factor) else RECOMPUTED
        text = wording.figure(row) if isinstance(row, Figure) else wording.with_unit(wording.number(value), unit)
        marks.append(Mark(row.label, low, value, high, text, colour))
    marks.sort(key=lambda mark: -mark.value)
    first, last = marks[0], marks[-1]
    title = title or _compared(first, last)
    subtitle = subtitle or units.text(unit)
    canvas, axes = open_canvas(ROW * (len(marks) + 0.3), title, subtitle, source_line(audit, ids))
    axes.axvline(0, color=INK, lw=0.8)
    draw_rows(axes, marks, units.text(unit), bars=True)
    return finish(canvas, title, listed(marks), tabled(marks, say("quantity"), units.text(unit)))


def _compared(first: Mark, last: Mark) -> str:
    if last.value <= 0:
        return say("{most} is above {least}", most=sentence(first.label), least=last.label)
    times = wording.number(first.value / last.value, 2)
    return say("{most} is {times} times {least}", most=sentence(first.label), times=times, least=last.label)


def ratios(audit: Audit, ids: Sequence[str]) -> Chart:
    """Draw, for each figure, what every check gives as a multiple of what is printed."""
    drawn = [audit.verdict(id_) for id_ in ids if audit.verdict(id_).checks]
    survive = [verdict for verdict in drawn if verdict.evidence == "supported"]
    title = say("{met} of {all} claimed savings meet every cross-check", met=len(survive), all=len(drawn))
    if not survive:
        title = say("None of {all} claimed savings meets every cross-check", all=len(drawn))
    rests = [check.result.derivation.id for verdict in drawn for check in verdict.checks]
    subtitle = say("Check over printed figure; 1 is agreement; filled where the interval meets the printed one")
    canvas, axes = open_canvas(ROW * (len(drawn) + 0.3), title, subtitle, source_line(audit, [*ids, *rests]))
    axes.axvline(1, color=PRINTED, lw=1.4)
    axes.axvline(0, color=FAINT, lw=0.8)
    lines, data = [], []
    for place, verdict in enumerate(drawn):
        y = -place - 0.68
        found = [check.ratio for check in verdict.checks]
        axes.plot([min(found), max(found)], [y, y], color=FAINT, lw=2, zorder=1)
        for check in verdict.checks:
            mark = _check_mark(audit, check, 1.0)
            face = mark.colour if mark.filled else PAPER
            meets = say("yes") if check.meets else say("no")
            data.append((verdict.figure.label, mark.label, check.ratio, meets))
            axes.plot(check.ratio, y, "o" if mark.filled else "D", ms=6, mfc=face, mec=mark.colour, mew=1.5, zorder=2)
        span = wording.span(wording.ratio(min(found)), wording.ratio(max(found)))
        label = say("{case}: {row}", case=audit.case(verdict.figure.id), row=verdict.figure.label)
        lines.append(Mark(label, np.nan, np.nan, np.nan, span, "none"))
    draw_rows(axes, lines, say("check / printed"))
    columns = says("figure", "check", "ratio", "meets it?")
    return finish(canvas, title, listed(lines), pd.DataFrame(data, columns=columns))


def _of_ledger(figures: int) -> str:
    return say("Source: the ledger, {count} figures.", count=figures)


def answers(audit: Audit, question: str) -> Chart:
    """Draw how many figures have which answer, a bar for each case.

    Args:
        audit: the audit of the whole report or a chapter.
        question: ``arithmetic`` or ``evidence``.
    """
    groups: dict[str, list[str]] = {}
    for id_ in audit.verdicts:
        groups.setdefault(audit.case(id_), []).append(id_)
    order = ARITHMETIC if question == "arithmetic" else EVIDENCE
    found = {name: [getattr(audit.verdict(id_), question) for id_ in ids] for name, ids in groups.items()}
    counts = pd.DataFrame({name: [one.count(a) for a in order] for name, one in found.items()}, index=list(order)).T
    open_, total = int(counts[order[-1]].sum()), int(counts.to_numpy().sum())
    title = say("{count} of {all} printed figures: {answer}", count=open_, all=total, answer=say(order[-1]))
    asked = {
        "arithmetic": mark("Does the arithmetic reproduce? Figures by case"),
        "evidence": mark("Does public evidence support it? Figures by case"),
    }
    canvas, axes = open_canvas(ROW * (len(counts) + 0.8), title, say(asked[question]), _of_ledger(total))
    for place, (name, row) in enumerate(counts.iterrows()):
        left, y = 0.0, -place - 1.18
        for answer, count in row.items():
            if count:
                axes.barh(y, count, left=left, height=0.36, color=ANSWER_COLOURS[str(answer)])
                axes.text(left + count / 2, y, str(count), ha="center", va="center", size=TICK, color=ON_COLOUR)
            left += count
        axes.text(0, y + 0.54, str(name), transform=axes.get_yaxis_transform(), va="top", size=LABEL)
    look: dict[str, Any] = {"transform": axes.get_yaxis_transform(), "va": "top", "size": TICK, "color": ON_COLOUR}
    inch = 1 / (WIDTH - 2 * MARGIN)
    left = 0.04 * inch
    for answer in order:
        box = {"boxstyle": "square,pad=0.3", "fc": ANSWER_COLOURS[answer], "ec": "none"}
        axes.text(left, -0.08, say(answer), bbox=box, **look)
        left += (text_width(say(answer), TICK) + 0.17) * inch
    axes.set_ylim(-len(counts) - 0.8, 0.1)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(labelsize=TICK, length=3)
    axes.set_xlabel(say("number of figures"), size=TICK)
    told = {name: {say(str(answer)): count for answer, count in row.items()} for name, row in counts.iterrows()}
    return finish(canvas, title, _counted(told), _crossed(counts, say("case")))


def plane(audit: Audit, points: Mapping[str, tuple[str, str]], title: str = "") -> Chart:
    """Draw the co-control plane: CO2 avoided across, pollutants avoided upward, both on logarithmic scales.

    Args:
        audit: an audit that covers all the points.
        points: label to (id of the CO2 avoided, id of the pollutant avoided).
        title: the finding; computed from the steepest and the flattest point if left empty.
    """
    ids = [id_ for pair in points.values() for id_ in pair]
    places = {
        name: (audit.bounds(co2)[1] / _per(audit, co2, "t CO2"), audit.bounds(other)[1] / _per(audit, other, "t"))
        for name, (co2, other) in points.items()
    }
    slopes = {name: 1000 * y / x for name, (x, y) in places.items()}
    most, least = max(slopes, key=slopes.__getitem__), min(slopes, key=slopes.__getitem__)
    times = wording.number(slopes[most] / slopes[least], 2)
    title = title or say(
        "Per tonne of CO₂, {most} claims {times} times the pollutants of {least}", most=most, times=times, least=least
    )
    subtitle = say("Avoided as printed, tonnes; grey lines join equal kilograms of pollutant per tonne of CO₂")
    canvas, axes = open_canvas(3.2, title, subtitle, source_line(audit, ids))
    canvas_box = axes.get_position()
    axes.set_position((0.17, canvas_box.y0, 0.80, canvas_box.height))
    axes.set_xscale("log")
    axes.set_yscale("log")
    xs, ys = zip(*places.values(), strict=True)
    axes.set_xlim(min(xs) / 3, max(xs) * 6)
    axes.set_ylim(min(ys) / 3, max(ys) * 3)
    line = np.array(axes.get_xlim())
    for slope in (1, 10, 100):
        axes.plot(line, line * slope / 1000, color=FAINT, lw=1, zorder=1)
        edge = axes.get_xlim()[1] / 1.15
        height = edge * slope / 1000
        if axes.get_ylim()[0] < height < axes.get_ylim()[1]:
            axes.text(
                edge,
                height,
                wording.with_unit(str(slope), "kg / t"),
                size=SOURCE,
                color=QUIET,
                ha="right",
                va="bottom",
            )
    for name, (x, y) in places.items():
        axes.plot(x, y, "o", color=PRINTED, ms=7, zorder=3)
        words = say("{name}: {text}", name=name, text=wording.quantity(slopes[name], "kg / t", 3))
        left, right = axes.get_xlim()
        side, shift = ("right", (-7, 5)) if x / left > right / x else ("left", (7, -13))  # into the plane
        axes.annotate(words, (x, y), shift, textcoords="offset points", ha=side, size=LABEL)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(lambda value, _: wording.number(value))
    axes.minorticks_off()
    axes.tick_params(labelsize=TICK, length=3)
    axes.set_xlabel(say("CO₂ avoided, tonnes"), size=TICK)
    axes.set_ylabel(say("pollutant avoided, tonnes"), size=TICK)
    told = chained(
        say("{name}: {number} kilograms per tonne of CO₂", name=name, number=wording.number(slope, 3))
        for name, slope in slopes.items()
    )
    rows = [(name, x, y, slopes[name]) for name, (x, y) in places.items()]
    columns = says("case", "CO₂ avoided, tonnes", "pollutant avoided, tonnes", "kilograms per tonne of CO₂")
    return finish(canvas, title, say("{sentence}.", sentence=told), pd.DataFrame(rows, columns=columns))


def _per(audit: Audit, id_: str, unit: str) -> float:
    """Return how many of the row's unit one ``unit`` is, a year or a season alike."""
    own = audit.row(id_).unit
    each = unit if units.dimension(own) == units.dimension(unit) else f"{unit} / a"
    return units.convert(1.0, each, own)


def timeline(events: Sequence[Exclusion]) -> Chart:
    """Draw dated events of the report from the top down, by date."""
    dated = sorted((event for event in events if event.date), key=lambda event: event.date)
    years = [float(event.date[:4]) + (float(event.date[5:] or 0.5) - 0.5) / 12 for event in dated]
    recent = sum(year >= 2020 for year in years)
    title = say(
        "{count} of the {all} dated steps that the report names fall in 2020 or later", count=recent, all=len(dated)
    )
    subtitle = say("Dates that the report names, from its body")
    sections = say("report {sections}", sections=joined(sorted({event.section for event in dated})))
    source = say("Source: {sources}.", sources=sections)
    canvas, axes = open_canvas(ROW * (len(dated) + 0.3), title, subtitle, source)
    marks = []
    for event, year in zip(dated, years, strict=True):
        marks.append(Mark(event.label, year, year, year, event.date, PRINTED))
    draw_rows(axes, marks, say("year"))
    axes.xaxis.set_major_formatter(lambda value, _: f"{value:.0f}")
    rows = [(event.label, event.date, event.section) for event in dated]
    return finish(canvas, title, listed(marks), pd.DataFrame(rows, columns=says("event", "date", "section")))


def matrix(cells: pd.DataFrame, title: str, subtitle: str, source: str) -> Chart:
    """Draw a table of counts as a map: darker is more, empty is none.

    Args:
        cells: counts, rows and columns named by messages.
        title: the finding.
        subtitle: what is counted.
        source: where the counts come from.
    """
    import seaborn

    cells = cells.rename(index=say, columns=say)
    room = 0.66 * WIDTH / len(cells.columns) - 0.05
    columns = ["\n".join(wrapped(str(name), room, TICK)) for name in cells.columns]
    rows = ["\n".join(wrapped(str(name), 0.30 * WIDTH - MARGIN, TICK)) for name in cells.index]
    top = 0.16 * max(name.count("\n") + 1 for name in columns)
    canvas, axes = open_canvas(0.44 * len(cells) + top + 0.1, title, subtitle, source)
    box = axes.get_position()
    inch = 1 / canvas.get_figheight()
    axes.set_position((0.315, box.y0 - 0.3 * inch, 0.67, box.height + (0.3 - top) * inch))
    shown = cells.astype(int).astype(str).where(cells > 0, "")
    shades = LinearSegmentedColormap.from_list("shades", [(PRINTED, 0.0), (PRINTED, 1.0)])  # the ground shows through
    with mpl.rc_context(style()):
        seaborn.heatmap(
            cells.to_numpy(float), annot=shown.to_numpy(), fmt="", ax=axes, cbar=False, cmap=shades, vmin=0,
            vmax=max(1.0, 1.8 * float(cells.to_numpy().max())), linewidths=1.5, linecolor=PAPER,
            xticklabels=columns, yticklabels=rows, annot_kws={"size": LABEL, "color": INK},
        )  # fmt: skip
        axes.xaxis.tick_top()
        axes.tick_params(labelsize=TICK, length=0, rotation=0)
    return finish(
        canvas, title, _counted({name: dict(row) for name, row in cells.iterrows()}), _crossed(cells, say("name"))
    )


def _crossed(counts: pd.DataFrame, head: str) -> pd.DataFrame:
    """Return counts by row and column, in the spoken language, with the rows' names in a column of their own."""
    return counts.astype(int).rename(index=say, columns=say).rename_axis(head).reset_index()


def _counted(rows: Mapping[Hashable, Mapping[Any, int]]) -> str:
    """Return counts by row and column in words."""

    def row(counts: Mapping[Any, int]) -> str:
        found = [say("{name} {count}", name=name, count=int(count)) for name, count in counts.items() if count]
        return joined(found) or say("none")

    told = chained(say("{name}: {text}", name=name, text=row(counts)) for name, counts in rows.items())
    return say("{sentence}.", sentence=told)
