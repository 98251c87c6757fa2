"""Changes: what a rerun assumed, and what that changed in its chapter, at the top of the notebook."""

from collections.abc import Iterator, Sequence

import htpy as h
from markupsafe import Markup

from compendium.audit.audit import Audit
from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import badge, enumerated, gettext_markup, lines, link
from compendium.display.tables.grid import Shown, table
from compendium.i18n.messages import N_, gettext, gettext_each, ngettext
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger

_LONG = 8  # rows that are shown; a longer list is folded


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
    parts = [Shown(str(h.p[h.strong[lead]]), lead), _assumptions(audit, before)]
    loose = [id_ for id_ in idle if in_no_formula(audit.ledger, id_)]
    for ids, message in (
        ([id_ for id_ in idle if id_ not in loose], N_("Moves nothing in this chapter: {rows}.")),
        (loose, N_("In no formula, so only where factors of regions are compared: {rows}.")),
    ):
        if ids:
            named = enumerated(labels.label(audit.ledger[id_]) for id_ in ids)
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


def _assumptions(audit: Audit, before: Audit) -> Shown:
    rows = [
        (labels.label(audit.ledger[id_]), _input(before.ledger, id_), _input(audit.ledger, id_))
        for id_ in audit.assumed
    ]
    words = ngettext("{number} assumption", "{number} assumptions", len(rows))
    return _folded(words, rows, gettext_each("assumption", "in the book", "in this run"))


def _folded(words: str, rows: Sequence[Sequence[object]], columns: Sequence[str]) -> Shown:
    """Return a table, a long one folded under some words."""
    listed = table(rows, columns)
    if len(rows) <= _LONG:
        return listed
    html = h.details[h.summary[words], Markup(listed.html)]  # noqa: S704 - made by htpy
    return Shown(str(html), f"{words}\n{listed.text}")


def _input(ledger: Ledger, id_: str) -> str:
    if id_ in ledger.figures:
        return wording.figure_in_numbers(ledger.figures[id_])
    row = ledger.factors[id_]
    return _outcome(row.interval, row.unit)


def _changed(audit: Audit, before: Audit) -> Shown:
    """Return the figures and results of the chapter that changed, with their old and new answers and values."""
    figures, results = [*_figures(audit, before)], [*_results(audit, before)]
    rows = [*figures, *results]
    if not rows:
        words = gettext("Nothing in this chapter changed.")
        return Shown(str(h.p[words]), words)
    words = ngettext("{number} result of this chapter changed:", "{number} results of this chapter changed:", len(rows))
    if not figures:
        same = gettext("No verdict and no range of a printed figure changed: none of these results counts as a check.")
        words = gettext("{sentence} {more}", sentence=same, more=words)
    columns = gettext_each("result", "in the book", "in this run")
    listed = [table(rows, columns)]
    if len(results) > _LONG:
        told = ngettext("{number} recomputed value", "{number} recomputed values", len(results))
        listed = [*([table(figures, columns)] if figures else []), _folded(told, results, columns)]
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
    if ends.low == ends.high:
        return wording.quantity(ends.value, unit)
    value = wording.outcome(ends, unit)
    return gettext("{value} ({interval})", value=value, interval=wording.interval(ends, unit))
