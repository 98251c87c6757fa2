"""Charts of checks: what each gives beside what is printed, for one figure or for many."""

from collections.abc import Sequence
from dataclasses import replace
from math import isnan

import pandas as pd
from matplotlib.axes import Axes

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Check
from compendium.display import labels, unit_words, wording
from compendium.display.drawing.frame import Chart, finish, in_both_widths
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import NOTHING, Printed, RowMark, printed_of
from compendium.display.drawing.rows import described, draw_rows, finite_ends, open_rows, scale_for, sentence, tabled
from compendium.display.drawing.sources import source_of
from compendium.display.drawing.style import AGREES, FAINT, MISSES, PAPER, PRINTED, TOO_WIDE, UNCOUNTED
from compendium.i18n.messages import N_, gettext, gettext_each
from compendium.ledger.interval import Interval
from compendium.ledger.vocabulary import Arithmetic, Evidence, Finding, Kind, Role

# Colour, shape and whether it is filled: two of them differ from one finding to another.
LOOKS = {
    Finding.AGREES: (AGREES, "o", True),
    Finding.MISSES: (MISSES, "D", False),
    Finding.TOO_WIDE: (TOO_WIDE, "o", False),
}
MEANINGS = {
    Finding.AGREES: N_("agrees with the printed number"),
    Finding.MISSES: N_("misses it"),
    Finding.TOO_WIDE: N_("too wide to tell"),
}
_IDLE = (UNCOUNTED, "o", True)
_GROUPS = (N_("Recomputed from the report"), N_("Checks that count"), N_("Shown, but not counted"))
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


@in_both_widths
def checks(audit: Audit, id_: str, uncounted: Sequence[str] = (), ax: Axes | None = None) -> Chart:
    """Draw what is printed as an upright line, and every check of the figure, sorted by value, in the figure's unit.

    Checks that count come first; below a subheading and in grey stand those that do not.

    Args:
        audit: the audit of the figure's section.
        id_: the figure.
        uncounted: derivations of the same dimension that are no checks, drawn among those that do not count.
        ax: existing axes to draw into.

    Raises:
        KeyError: the audit has no such figure.
        ValueError: the figure has no check.
    """
    verdict = audit.verdict(id_)
    if not verdict.checks:
        raise ValueError(f"no derivation answers for {id_!r}")
    row = verdict.figure
    multiple, unit = unit_words.multiple(row.unit), unit_words.text(row.unit)
    marks = [_check_mark(check, multiple) for check in verdict.checks]
    marks += [_idle_mark(audit, other, row.unit) for other in uncounted]
    marks.sort(key=lambda mark: (_GROUPS.index(mark.group), mark.interval.value))
    marks = _grouped(marks)
    subtitle = sentence(labels.label(row))
    subtitle = gettext("{quantity}, {unit}", quantity=subtitle, unit=unit) if unit else subtitle
    source = source_of(audit, [id_, *(check.result.derivation.id for check in verdict.checks), *uncounted])
    printed = printed_of(row, row.unit)
    title = _checks_title(audit, id_)
    axes, rows = open_rows(
        marks, (title, subtitle, source), ax,
        reached=[end for mark in marks for end in finite_ends(mark.interval)], key=_key(marks), printed=printed,
    )  # fmt: skip
    draw_rows(axes, rows)
    alt = gettext("Printed: {printed}. {rows}", printed=wording.figure(row), rows=described(marks, unit))
    band = RowMark(gettext("printed: {row}", row=labels.label(row)), printed.interval, "", PRINTED)
    data = tabled([band, *marks], gettext("check"), unit)
    return finish(axes, title, alt, data, ax, name=f"checks-{id_}", source=source)


def _check_mark(check: Check, multiple: float) -> RowMark:
    row = check.result.derivation
    shown = check.interval.scaled(multiple)
    text = wording.outcome(shown, "dimensionless")
    if check.differs:
        return RowMark(labels.label(row), shown, text, *_IDLE, group=_GROUPS[2], faint=True)
    group = _GROUPS[0 if row.role is Role.RECOMPUTE else 1]
    return RowMark(labels.label(row), shown, text, *LOOKS[_finding(check)], group=group)


def _finding(check: Check) -> Finding:
    """Return what a check shows: arithmetic that leads elsewhere misses, however near, as the title says."""
    if check.result.derivation.role is Role.RECOMPUTE:
        return Finding.AGREES if check.meets else Finding.MISSES
    return check.finding


def _idle_mark(audit: Audit, id_: str, unit: str) -> RowMark:
    shown = audit.interval(id_, unit).scaled(unit_words.multiple(unit))
    text = wording.outcome(shown, "dimensionless")
    return RowMark(labels.label(audit.row(id_)), shown, text, *_IDLE, group=_GROUPS[2], faint=True)


def _grouped(marks: Sequence[RowMark]) -> list[RowMark]:
    """Return rows with their subheadings in the current language; none where all are checks that count."""
    if {mark.group for mark in marks} == {_GROUPS[1]}:
        return [replace(mark, group="") for mark in marks]
    return [replace(mark, group=gettext(mark.group)) for mark in marks]


def _key(marks: Sequence[RowMark]) -> list[Key]:
    """Return the key of the findings that occur among rows."""
    looks = {(mark.colour, mark.marker, mark.filled) for mark in marks}
    key = [
        Key(look[1], look[0], gettext(MEANINGS[finding]), look[2]) for finding, look in LOOKS.items() if look in looks
    ]
    if _IDLE in looks:
        key.append(Key(_IDLE[1], _IDLE[0], gettext("not counted")))
    if any(mark.interval.high > mark.interval.low for mark in marks):
        key.append(Key("range", UNCOUNTED, gettext("its interval")))
    return key


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


@in_both_widths
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
    source = source_of(audit, [*ids, *rests])
    rows_, found, data = [], [], []
    for verdict in drawn:
        marks = [_check_mark(check, 1.0) for check in verdict.checks]
        ratios_ = [check.ratio for check in verdict.checks]
        known = [one for one in ratios_ if not isnan(one)]  # there is no ratio to a printed zero
        text = wording.span(wording.ratio(min(known)), wording.ratio(max(known))) if known else gettext("no ratio")
        label = gettext("{case}: {row}", case=labels.section_and_case(verdict.figure), row=labels.label(verdict.figure))
        rows_.append(RowMark(label, NOTHING, text, "none"))
        found.append([(mark, ratio) for mark, ratio in zip(marks, ratios_, strict=True) if not isnan(ratio)])
        for mark, check in zip(marks, verdict.checks, strict=True):
            data.append((labels.label(verdict.figure), mark.label, check.ratio, labels.name(_finding(check))))
    reached = [1.0, *(ratio for pairs in found for _, ratio in pairs)]
    words = (title, gettext("Each check divided by the printed number"), source)
    key = [one for one in _key([mark for pairs in found for mark, _ in pairs]) if one.shape != "range"]
    one = Printed(Interval.point(1.0), gettext("as printed: {number}", number="1"))
    axes, rows = open_rows(rows_, words, ax, reached=reached, key=key, printed=one, scale=_ratio_scale(reached))
    if min(reached) < 0:
        axes.axvline(0, color=UNCOUNTED, lw=0.8, zorder=0.7)
    for y, pairs in zip(rows.lanes, found, strict=True):
        if not pairs:
            continue
        axes.plot([min(x for _, x in pairs), max(x for _, x in pairs)], [y, y], color=FAINT, lw=2, zorder=1)
        for mark, x in pairs:
            face = mark.colour if mark.filled else PAPER
            axes.plot(x, y, mark.marker, ms=6, mfc=face, mec=mark.colour, mew=1.5, zorder=2)
    draw_rows(axes, rows)
    columns = gettext_each("figure", "check", "ratio", "finding")
    table = pd.DataFrame(data, columns=columns)
    return finish(axes, title, described(rows_), table, ax, name="ratios", source=source)


def _ratio_scale(reached: Sequence[float]) -> str:
    """Return the scale on which ratios can be told apart; one that is straight about zero if some are below it."""
    return "symlog" if min(reached) < 0 else scale_for(reached)
