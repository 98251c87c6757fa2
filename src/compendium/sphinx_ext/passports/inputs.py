"""The outside numbers that a figure's checks rest on: value, range, source, the place in it, and the words read."""

from collections.abc import Sequence

import htpy as h

from compendium.display import labels, wording
from compendium.display.markup import SOURCES_DOCUMENT, gettext_markup
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Factor
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import OPENED, in_row, own_entry, source, tongue

_DIGITS = 9  # a factor is shown with every digit that its source gives


def factors(edition: Edition, ids: Sequence[str]) -> h.Node:
    """Return outside numbers, each in a box that can be folded; None without any."""
    if not ids:
        return None
    lead = gettext("Each with the source that it was read in, the place there, and the words that were read.")
    title = gettext("Outside numbers used ({count})", count=len(ids))
    boxes = [_factor(edition, edition.factor(id_), opened=len(ids) <= OPENED) for id_ in ids]
    return h.section(id="inputs")[h.h2[title], h.p[lead], boxes]


def _factor(edition: Edition, row: Factor, *, opened: bool) -> h.Element:
    """Return a factor: its value and grade above the fold; then range and scope, source, the words read, the note."""
    span = wording.interval(row.interval, row.unit) if not row.interval.is_point else ""
    scope = labels.enumerated(part for part in (gettext(row.region), wording.period(row.year)) if part)
    value = wording.quantity(row.value, row.unit, _DIGITS)
    place = gettext("There: {locator}.", locator=gettext(row.locator)) if row.locator else ""
    return h.details(class_="box", id=row.id, open=opened)[
        h.summary[gettext_markup("{label}: {value}", label=labels.label(row), value=h.b[value])],
        h.p[
            in_row(
                gettext("Range: {span}.", span=span) if span else "",
                gettext("For: {scope}.", scope=scope) if scope else "",
            )
        ],
        h.p[in_row(gettext_markup("Source: {source}.", source=source(edition, row.source)), place)],
        h.blockquote(lang=tongue(row.quote))[row.quote] if row.quote else None,
        h.p[in_row(gettext("Grade {grade}.", grade=labels.grade(row.grade)), gettext(row.note))],
        own_entry(edition.page(SOURCES_DOCUMENT, row.id), row.id),
    ]
