"""Writing the records at the end of a build: those that changed, no others; what is no record any more is removed."""

from pathlib import Path
from typing import TYPE_CHECKING

from compendium.audit.verdicts import Verdict
from compendium.display import labels, wording
from compendium.display.markup import LEDGER_DOCUMENT
from compendium.i18n.messages import gettext
from compendium.sphinx_ext import addresses
from compendium.sphinx_ext.nodes import RECORDS
from compendium.sphinx_ext.passports import card
from compendium.sphinx_ext.passports.edition import INDEX, Edition, edition_of
from compendium.sphinx_ext.passports.record import listing, name, record
from compendium.sphinx_ext.postprocess import write_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def write_records(app: "Sphinx", failure: Exception | None) -> None:
    """Write the records of a book that has the page of the ledger, the page that lists them, and the pictures."""
    if failure or app.builder.format != "html" or LEDGER_DOCUMENT not in app.env.found_docs:
        return
    edition = edition_of(app)
    folder = Path(app.outdir, RECORDS)
    folder.mkdir(exist_ok=True)
    pages = {INDEX: listing(edition)}
    for place, verdict in enumerate(edition.order()):
        pages[name(verdict)] = _record(edition, place)
        card.draw(_card(edition, verdict), Path(app.outdir, f"{name(verdict)}.png"))
    for page, text in pages.items():
        write_changed(Path(app.outdir), f"{page}.html", text)
    own = {f"{page}{end}" for page in pages for end in (".html", ".png")}
    own |= {row.address for row in addresses.listed(Path(app.srcdir)) if row.moved_to}
    for path in folder.iterdir():
        if path.relative_to(app.outdir).as_posix() not in own:
            path.unlink()


def write_one(app: "Sphinx", page: str) -> None:
    """Write one record, or the page that lists them all, without its picture; nothing if there is no such page."""
    edition = edition_of(app)
    places = {name(verdict): place for place, verdict in enumerate(edition.order())}
    if page == INDEX:
        write_changed(Path(app.outdir), f"{page}.html", listing(edition))
    elif page in places:
        write_changed(Path(app.outdir), f"{page}.html", _record(edition, places[page]))


def _record(edition: Edition, place: int) -> str:
    """Return the record of the figure at a place in the order of the report."""
    found = edition.order()
    before, after = (found[one] if 0 <= one < len(found) else None for one in (place - 1, place + 1))
    return record(edition, found[place], before, after)


def _card(edition: Edition, verdict: Verdict) -> card.FigureCard:
    row = verdict.figure
    given = gettext("No check that counts was found")
    if verdict.argued:
        given = gettext(
            "Checks that count: {span}", span=wording.interval(verdict.argued, row.unit, wording.counter(row))
        )
    return card.FigureCard(
        name=edition.title,
        case=gettext("{case}, as printed", case=labels.section_and_case(row)),
        label=labels.label(row),
        printed=wording.figure(row),
        given=given,
        answers=(
            (str(verdict.evidence), labels.name(verdict.evidence)),
            (str(verdict.arithmetic), labels.name(verdict.arithmetic)),
        ),
    )


def setup_passports(app: "Sphinx") -> None:
    """Connect to the end of the build, when all other pages are written."""
    app.connect("build-finished", write_records)
