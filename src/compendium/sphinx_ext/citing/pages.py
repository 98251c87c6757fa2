"""The box on every page, and what the page is to those who cite it.

References contain the date until which sources were read, so all pages are written again when that changes.
"""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from docutils import nodes
from markupsafe import Markup

from compendium.citation.works import Item, Works
from compendium.i18n.messages import gettext, language
from compendium.sphinx_ext.citing.box import cite_box, notes
from compendium.sphinx_ext.citing.ratings import RatingsDirective
from compendium.sphinx_ext.nodes import book_audit, book_works

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

CITE_DOCUMENT = "book/cite"  # the page that says how the book is cited


def address(page: str, ending: str = ".html") -> str:
    """Return the address of a page, or of another file, of this edition within the whole book."""
    return Path(language().folder, f"{page}{ending}").as_posix()


def cited_as(works: Works, app: "Sphinx", page: str) -> Item:
    """Return what is cited by whoever cites a page: the front page is that of the book."""
    if page == app.config.root_doc:
        return works.book()
    return works.part(title_of(app, page), address(page))


def title_of(app: "Sphinx", page: str) -> str:
    """Return the title of a page, with plain spaces; of one without a title its name."""
    return " ".join(app.env.titles[page].astext().split()) or page


def add_box(app: "Sphinx", page: str, _: str, context: dict[str, Any], document: nodes.document | None) -> None:
    """Add the box to a page's template; the page that says how the book is cited has no other."""
    if document is None or page == CITE_DOCUMENT:
        return
    works = book_works(app.config)
    words = gettext("Cite this book") if page == app.config.root_doc else gettext("Cite this page")
    box = cite_box(cited_as(works, app, page), words, report=works.report(), notes=notes(works))
    context["cite"] = Markup(str(box))  # noqa: S704 - made by htpy


def note_date(_: "Sphinx", config: "Config") -> None:
    """Store the date until which sources were read."""
    config.compendium_until = book_audit().ledger.read_until


def setup_citing(app: "Sphinx") -> None:
    """Connect to the writing of pages."""
    app.add_config_value("compendium_until", "", "html", types=[str])
    app.add_directive("ledger-ratings", RatingsDirective)
    app.add_js_file("copy.js", loading_method="defer")
    app.connect("config-inited", note_date)
    app.connect("html-page-context", add_box)
