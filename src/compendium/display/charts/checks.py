"""Charts of checks: what each gives beside what is printed, for one figure or for many."""

from collections.abc import Sequence
from math import isnan

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.rows import (
    NOTHING,
    RowMark,
    described,
    draw_printed,
    draw_rows,
    finite_ends,
    room_for,
    sentence,
    tabled,
)
from compendium.display.drawing.sources import source_line
from compendium.display.drawing.style import CONTRADICTED, CROSS_CHECK, FAINT, OTHER, PAPER, PRINTED, RECOMPUTED, ROW
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding, Kind, Role

_ARITHMETIC = {
    Arithmetic.REPRODUCED: N_("the arithmetic reproduces {printed}"),
    Arithmetic.CONSISTENT: N_("the arithmetic is consistent with {printed}"),
    Arithmetic.NOT_REPRODUCED: N_("the arithmetic does not give {printed}"),
}
_EVIDENCE = {
    Evidence.SUPPORTED: N_("independent evidence supports {printed}"),
    Evidence.REPEATED: N_("what agrees with {printed} repeats the report"),
    Evidence.TOO_WIDE: N_("the evidence is too wide to test {printed}"),
    Evidence.DEPENDS: N_("whether {printed} is right depends on {choice}"),
    Evidence.CONTESTED: N_("the checks of {printed} disagree"),
    Evidence.CONTRADICTED: N_("no check that counts reaches {printed}"),
    Evidence.UNTESTED: N_("no check of {printed} counts"),
}
_AGREEING = (Evidence.SUPPORTED, Evidence.REPEATED)
_PRINTED = {True: N_("the printed {number}"), False: N_("what is printed ({number})")}


def checks(audit: Audit, id_: str, uncounted: Sequence[str] = (), ax: Axes | None = None) -> Chart:
    """Draw the printed interval as a band and every check of the figure, sorted by value, in the figure's unit.

    Args:
        audit: the audit of the figure's section.
        id_: the figure.
        uncounted: derivations of the same dimension that do not count as checks, drawn in grey among the others.
        ax: existing axes to draw into.

    Raises:
        KeyError: the audit has no such figure.
        ValueError: the figure has no check.
    """
    verdict = audit.verdict(id_)
    if not verdict.checks:
        raise ValueError(f"no derivation answers for {id_!r}")
    row = verdict.figure
    multiple = unit_words.multiple(row.unit)
    marks = [_check_mark(check, multiple) for check in verdict.checks]
    marks += [_idle_mark(audit, other, row.unit) for other in uncounted]
    marks.sort(key=lambda mark: mark.interval.value)
    title = _checks_title(audit, id_)
    subtitle = gettext(
        "{quantity}, {unit}; the band is what is printed",
        quantity=sentence(labels.label(row)), unit=unit_words.text(row.unit) or gettext("number"),
    )  # fmt: skip
    source = source_line(audit, [id_, *(check.result.derivation.id for check in verdict.checks), *uncounted])
    axes = open_axes(ROW * (len(marks) + 0.5), title, subtitle, source, ax)
    printed = row.interval.scaled(multiple)
    left, right = room_for([end for one in (printed, *(mark.interval for mark in marks)) for end in finite_ends(one)])
    axes.set_xlim(0.0 if 0 < left < 0.3 * right else left, right)  # where zero is near, it belongs on the axis
    draw_printed(axes, printed)
    draw_rows(axes, marks, unit_words.text(row.unit))
    alt = gettext("Printed: {printed}. {rows}", printed=wording.figure(row), rows=described(marks))
    band = RowMark(gettext("printed: {row}", row=labels.label(row)), printed, "", PRINTED)
    return finish(axes, title, alt, tabled([band, *marks], gettext("check"), unit_words.text(row.unit)), ax)


def _check_mark(check: Check, multiple: float) -> RowMark:
    row = check.result.derivation
    missed = check.finding is Finding.MISSES
    text = wording.outcome(check.result.interval, row.unit)
    label, colour = labels.label(row), CONTRADICTED if missed else CROSS_CHECK
    if row.role is Role.RECOMPUTE:
        label, colour = gettext("recomputed: {row}", row=label), CONTRADICTED if missed else RECOMPUTED
    elif check.differs:
        label, colour = gettext("not counted: {row}", row=label), OTHER
    return RowMark(label, check.interval.scaled(multiple), text, colour, not missed)


def _idle_mark(audit: Audit, id_: str, unit: str) -> RowMark:
    found = audit.interval(id_, unit)
    shown, text = found.scaled(unit_words.multiple(unit)), wording.outcome(found, unit)
    label = gettext("not counted: {row}", row=labels.label(audit.row(id_)))
    return RowMark(label, shown, text, OTHER, filled=False)


def _checks_title(audit: Audit, id_: str) -> str:
    verdict = audit.verdict(id_)
    text = wording.figure(verdict.figure)
    printed = gettext(_PRINTED[text[0].isdigit()], number=text)
    parts = []
    if verdict.arithmetic in _ARITHMETIC:
        parts.append(gettext(_ARITHMETIC[verdict.arithmetic], printed=printed))
    if verdict.cross_checks:
        named = gettext("it") if parts else printed
        choices = labels.enumerated(labels.name(choice) for choice, _ in verdict.deciding)
        parts.append(gettext(_EVIDENCE[verdict.evidence], printed=named, choice=choices))
    agree = verdict.arithmetic in (Arithmetic.REPRODUCED, Arithmetic.CONSISTENT)
    joint = N_("{one}, and {other}") if agree is (verdict.evidence in _AGREEING) else N_("{one}, but {other}")
    words = gettext(joint, one=parts[0], other=parts[1]) if parts[1:] else parts[0]
    return gettext("{name}: {text}", name=sentence(labels.label(verdict.figure)), text=words)


def ratios(audit: Audit, ids: Sequence[str], ax: Axes | None = None) -> Chart:
    """Draw, for each figure, every check as a ratio to the printed number; figures without cross-checks are left out.

    The title counts the figures that independent evidence supports.
    """
    drawn = [audit.verdict(id_) for id_ in ids if audit.verdict(id_).cross_checks]
    survive = [verdict for verdict in drawn if verdict.evidence is Evidence.SUPPORTED]
    some, none = (
        N_("Independent evidence supports {met} of {all} figures"),
        N_("Independent evidence supports none of {all} figures"),
    )
    if all(verdict.figure.kind is Kind.SAVING for verdict in drawn):
        some = N_("Independent evidence supports {met} of {all} claimed savings")
        none = N_("Independent evidence supports none of {all} claimed savings")
    title = gettext(some if survive else none, met=len(survive), all=len(drawn))
    rests = [check.result.derivation.id for verdict in drawn for check in verdict.checks]
    subtitle = gettext(
        "Check over printed figure; 1 is agreement; hollow where it misses, grey where it is not counted"
    )
    axes = open_axes(ROW * (len(drawn) + 0.3), title, subtitle, source_line(audit, [*ids, *rests]), ax)
    axes.axvline(1, color=PRINTED, lw=1.4)
    axes.axvline(0, color=FAINT, lw=0.8)
    lines, data = [], []
    for place, verdict in enumerate(drawn):
        y = -place - 0.68
        found = [check.ratio for check in verdict.checks]
        axes.plot([min(found), max(found)], [y, y], color=FAINT, lw=2, zorder=1)
        for check in verdict.checks:
            mark = _check_mark(check, 1.0)
            face = mark.colour if mark.filled else PAPER
            data.append((labels.label(verdict.figure), mark.label, check.ratio, labels.name(check.finding)))
            axes.plot(check.ratio, y, "o" if mark.filled else "D", ms=6, mfc=face, mec=mark.colour, mew=1.5, zorder=2)
        known = [one for one in found if not isnan(one)]  # there is no ratio to a printed zero
        span = wording.span(wording.ratio(min(known)), wording.ratio(max(known))) if known else gettext("no ratio")
        label = gettext("{case}: {row}", case=labels.section_and_case(verdict.figure), row=labels.label(verdict.figure))
        lines.append(RowMark(label, NOTHING, span, "none"))
    draw_rows(axes, lines, gettext("check / printed"))
    columns = gettext_each("figure", "check", "ratio", "finding")
    return finish(axes, title, described(lines), pd.DataFrame(data, columns=columns), ax)
