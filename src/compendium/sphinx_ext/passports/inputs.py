"""The outside numbers that a figure's checks rest on: value, range, source, the place in it, and the words read."""

from collections.abc import Sequence

import htpy as h

from compendium.display import labels, wording
from compendium.display.markup import gettext_markup
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Factor
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import OPENED, in_row, opened, source, tongue

_DIGITS = 9  # a factor is shown with every digit that its source gives


def factors(edition: Edition, ids: Sequence[str]) -> h.Node:
    """Return outside numbers, each in a box that can be folded; None without any."""
    if not ids:
        return None
    lead = gettext(
        "Each with where it was read, the place there, and the words; what is of grade C could not be read there."
    )
    title = gettext("Outside numbers used ({count})", count=len(ids))
    rows = [edition.factor(id_) for id_ in ids]
    boxes = [_factor(edition, row, unfolded=len(ids) <= OPENED) for row in rows]
    works = (h.li[source(edition, key)] for key in dict.fromkeys(row.source for row in rows))
    return h.section(id="inputs")[h.h2[title], h.p[lead], boxes, h.h3[gettext("Their sources")], h.ul[works]]


def _factor(edition: Edition, row: Factor, *, unfolded: bool) -> h.Element:
    """Return a factor: its value above the fold; then range and scope, source, the words read, grade, the note."""
    scope = labels.joined(gettext(row.region), wording.period(row.year))
    value = wording.quantity(row.value, row.unit, _DIGITS)
    place = gettext("There: {locator}.", locator=gettext(row.locator)) if row.locator else ""
    return h.details(class_="box", id=row.id, open=unfolded)[
        h.summary[gettext_markup("{label}: {value}", label=labels.label(row), value=h.b[value])],
        h.p[
            in_row(
                _range(row),
                gettext("For: {scope}.", scope=scope) if scope else "",
            )
        ],
        h.p[in_row(gettext_markup("Source: {source}.", source=opened(edition, row.source)), place)],
        h.blockquote(lang=tongue(row.quote))[row.quote] if row.quote else None,
        h.p[in_row(gettext("Grade {grade}.", grade=labels.grade(row.grade)), gettext(row.note))],
        h.p(class_="id")[row.id],
    ]


def _range(row: Factor) -> str:
    """Return a factor's range, and where it comes from if not from its source; '' for an exact number."""
    if row.interval.is_point:
        return ""
    span = wording.interval(row.interval, row.unit)
    if origin := labels.origin(row):
        return gettext("Range: {span} ({origin}).", span=span, origin=origin)
    return gettext("Range: {span}.", span=span)
