"""Reviews: what reviewers recorded about a figure, as a list."""

from collections.abc import Sequence

import htpy as h
from markupsafe import Markup

from compendium.display import labels
from compendium.display.markup import gettext_markup
from compendium.i18n.messages import gettext
from compendium.ledger.rows import Review


def reviews(rows: Sequence[Review]) -> h.Element:
    """Return records of reviewers as a list, or without any a sentence that says so."""
    if not rows:
        return h.p(class_="reviews")[gettext("No review has been recorded yet.")]
    return h.ul(class_="reviews")[(h.li[_record(row)] for row in rows)]


def _record(row: Review) -> Markup:
    person: object = h.strong[row.reviewer]
    if row.orcid:
        orcid = h.a(href=f"https://orcid.org/{row.orcid}")[row.orcid]
        person = gettext_markup("{name} (ORCID {orcid})", name=person, orcid=orcid)
    record = gettext_markup(
        "{person}, {date}: {verdict}.", person=person, date=row.date, verdict=h.strong[labels.name(row.verdict)]
    )
    words = [record, Markup(h.q[row.note])] if row.note else [record]  # noqa: S704 - our own element
    if row.link:
        words.append(Markup(h.a(href=row.link)[gettext("The whole review")]))  # noqa: S704 - our own element
    return Markup(" ").join(words)
