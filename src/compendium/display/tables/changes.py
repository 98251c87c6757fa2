"""Changes: what a rerun assumed, and what that changed in its chapter, at the top of the notebook."""

from collections.abc import Iterator, Sequence

import htpy as h
from markupsafe import Markup

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import badge, gettext_markup, lines, link
from compendium.display.tables.grid import Shown, table
from compendium.i18n.messages import N_, gettext, gettext_each, ngettext
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger

_LONG = 8  # results that are shown; a longer list is folded


def changes(audit: Audit) -> Shown | None:
    """Return what a chapter was run with and what came of it; None if nothing was assumed.

    Args:
        audit: of the chapter.
    """
    before = audit.published
    if before is None:
        return None
    idle = [id_ for id_ in audit.assumed if not moves(audit, before, id_)]
    lead = gettext("This is a rerun with other assumptions. It is not the published audit.")
    parts = [Shown(str(h.p[h.strong[lead]]), lead), *_assumptions(audit, before)]
    loose = [id_ for id_ in idle if in_no_formula(audit.ledger, id_)]
    for ids, message in (
        ([id_ for id_ in idle if id_ not in loose], N_("Moves nothing in this chapter: {rows}.")),
        (loose, N_("In no formula, so only where factors of regions are compared: {rows}.")),
    ):
        if ids:
            named = labels.clauses(labels.label(audit.ledger[id_]) for id_ in ids)  # a label may have a comma
            words = gettext_markup(message, rows=named)
            parts.append(Shown(str(h.p(class_="idle")[words]), words.striptags()))
    parts.append(_changed(audit, before))
    html = h.div(class_="rerun-banner", role="note", aria_label=gettext("What this run assumes"))[
        (Markup(part.html) for part in parts)  # noqa: S704 - made by htpy
    ]
    return Shown(str(html), "\n".join(part.text for part in parts))


def moves(audit: Audit, before: Audit, id_: str) -> bool:
    """Return whether an assumption is an input of a result of the chapter that changed, or a figure of it."""
    if id_ in audit.verdicts and audit.verdicts[id_].figure.interval != before.verdicts[id_].figure.interval:
        return True
    rests = (one for one in audit.results.values() if id_ in (*one.figures, *one.factors))
    return any(one.interval != before.results[one.derivation.id].interval for one in rests)


def in_no_formula(ledger: Ledger, id_: str) -> bool:
    """Return whether a row is a factor that no derivation uses: a notebook may still sweep over it with others."""
    return id_ in ledger.factors and not any(id_ in row.names for row in ledger.derivations.values())


def _assumptions(audit: Audit, before: Audit) -> list[Shown]:
    """Return what was assumed row by row; the rows that follow a preset are folded under its name."""
    own, presets = _by_preset(audit, before.ledger)
    columns = gettext_each("assumption", "in the book", "in this run")

    def listed(ids: Sequence[str]) -> Shown:
        rows = [(labels.label(audit.ledger[id_]), *(_input(one.ledger, id_) for one in (before, audit))) for id_ in ids]
        return table(rows, columns)

    parts = [listed(own)] if own else []
    for name, ids in presets.items():
        label = labels.label(before.ledger.presets[name])
        words = ngettext("{preset}: {number} assumption", "{preset}: {number} assumptions", len(ids), preset=label)
        parts.append(_details(words, listed(ids)))
    return parts


def _by_preset(audit: Audit, published: Ledger) -> tuple[list[str], dict[str, list[str]]]:
    """Part the assumptions into those that follow no preset and, by its name, those that follow one.

    The parameters of a notebook do not name presets. One is followed where all of its rows are assumed and most of
    them, at least two, have its value.
    """
    left, found = list(audit.assumed), dict[str, list[str]]()
    for name in published.presets:
        values = published.preset(name)
        same = [
            id_ for id_ in left if id_ in values and audit.ledger.factors[id_].interval == Interval.point(values[id_])
        ]
        if values.keys() <= {*audit.assumed} and len(same) > max(1, len(values) / 2):
            found[name] = same
            left = [id_ for id_ in left if id_ not in same]
    return left, found


def _details(words: str, listed: Shown) -> Shown:
    """Return a table folded under some words."""
    html = h.details[h.summary[words], Markup(listed.html)]  # noqa: S704 - made by htpy
    return Shown(str(html), f"{words}\n{listed.text}")


def _input(ledger: Ledger, id_: str) -> str:
    """Return a figure as it is printed or a factor as it was given, to the last digit, with its interval."""
    if id_ in ledger.figures:
        return wording.figure_in_numbers(ledger.figures[id_])
    row = ledger.factors[id_]
    return _spread(wording.quantity(row.value, row.unit, wording.GIVEN), row.interval, row.unit)


def _changed(audit: Audit, before: Audit) -> Shown:
    """Return the figures and results of the chapter that changed, with their old and new answers and values."""
    figures, results = [*_figures(audit, before)], [*_results(audit, before)]
    rows = [*figures, *results]
    if not rows:
        words = gettext("Nothing in this chapter changed.")
        return Shown(str(h.p[words]), words)
    words = ngettext("{number} result of this chapter changed:", "{number} results of this chapter changed:", len(rows))
    if not figures:
        words = ngettext(
            "No verdict and no range of a printed figure changed. {number} result changed that counts as no check:",
            "No verdict and no range of a printed figure changed. {number} results changed that count as no check:",
            len(rows),
        )
    columns = gettext_each("result", "in the book", "in this run")
    listed = [table(rows, columns)]
    if len(results) > _LONG:
        told = ngettext("{number} recomputed value", "{number} recomputed values", len(results))
        listed = [*([table(figures, columns)] if figures else []), _details(told, table(results, columns))]
    html = "".join(one.html for one in listed)
    return Shown(f"{h.p[words]}{html}", "\n".join((words, *(one.text for one in listed))))


def _figures(audit: Audit, before: Audit) -> Iterator[tuple[object, object, object]]:
    for id_, now in audit.verdicts.items():
        old, new = _answers(before.verdicts[id_]), _answers(now)
        if old != new:
            yield link(audit, id_), old, new


def _answers(verdict: Verdict) -> Markup:
    """Return a figure's number, its two answers and the range of the checks that count."""
    row, span = verdict.figure, verdict.argued
    given = N_("checks give {range}") if span else N_("no check that counts")
    told = gettext_markup(given, range=wording.interval(span, row.unit, wording.counter(row)) if span else "")
    answers = Markup(" ").join([str(badge(verdict.evidence)), str(badge(verdict.arithmetic))])
    return lines([wording.figure(row), Markup(answers), told])  # noqa: S704 - made by htpy


def _results(audit: Audit, before: Audit) -> Iterator[tuple[object, object, object]]:
    for id_, now in audit.results.items():
        old, unit = before.results[id_].interval, now.derivation.unit
        if old != now.interval:
            yield link(audit, id_), _outcome(old, unit), _outcome(now.interval, unit)


def _outcome(ends: Interval, unit: str) -> str:
    """Return a number with its interval, which a point has not."""
    return _spread(wording.quantity(ends.value, unit) if ends.is_point else wording.outcome(ends, unit), ends, unit)


def _spread(value: str, ends: Interval, unit: str) -> str:
    if ends.is_point:
        return value
    return gettext("{value} ({interval})", value=value, interval=wording.interval(ends, unit))
