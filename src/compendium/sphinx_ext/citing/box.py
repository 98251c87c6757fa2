"""The box that says how something is cited: as text in two styles, and in three forms for reference managers.

It can be read and selected without a script; ``copy.js`` adds a button that copies to each ``pre`` of a ``copies``.
"""

from collections.abc import Iterator

import htpy as h

from compendium.citation import references
from compendium.citation.works import Item, Works
from compendium.i18n.messages import gettext, language


def cite_box(item: Item, words: str, *, report: Item | None = None, notes: tuple[str, ...] = ()) -> h.Element:
    """Return the box by which an item is cited, folded.

    Args:
        item: what is cited, from ``Works``.
        words: what the box is for, for instance ``Cite this page``.
        report: the report that is audited, whose reference stands below; None leaves it out.
        notes: sentences about the references, from ``notes``; they are said once a page.
    """
    return h.details(class_="cite-box")[h.summary[words], cited(item, report=report, notes=notes)]


def cited(item: Item, *, report: Item | None = None, notes: tuple[str, ...] = ()) -> h.Element:
    """Return what is in ``cite_box``, for places that are folded already."""
    told = h.p[("" if language().han else " ").join(notes)] if notes else None
    beside = [h.p[gettext("The report that is audited:")], listed(references.texts(report))] if report else None
    return copies("cite", told, listed(references.forms(item)), beside)


def copies(class_: str, *parts: h.Node) -> h.Element:
    """Return a box of which each ``pre`` gets a button that copies it, from ``copy.js``."""
    return h.div(class_=class_, data_copy=gettext("Copy"), data_done=gettext("Copied"))[parts]


def copyable(text: str) -> h.Element:
    """Return a text that can be selected whole, or copied by its button."""
    return copies("copied", h.pre(tabindex="0")[text])


def listed(forms: dict[str, str]) -> h.Element:
    """Return forms of one reference, each under its name; HTML has one end of lines, RIS another."""
    texts = {name: "\n".join(text.splitlines()) for name, text in forms.items()}
    return h.dl[(h.div[h.dt[name], h.dd[h.pre(tabindex="0")[text]]] for name, text in texts.items())]


def notes(works: Works) -> tuple[str, ...]:
    """Return what a reader of the references must know: what is missing in them, and what their date is."""
    return tuple(_notes(works))


def _notes(works: Works) -> Iterator[str]:
    own = works.own
    if not own.people:
        yield gettext("No author is named yet, so the reference begins with the title.")
    if not own.address:
        yield gettext("The book has no public address yet.")
    if own.date:
        yield gettext("The date is that of the release.")
    else:
        yield gettext("There is no release yet, so the year is that in which sources were last read.")
