"""The search: the texts of a book's sections as a file, and the script that finds in them what a reader asks for.

``text_index`` writes whole what Sphinx would cut into words, section by section. So a phrase, a number or a part of a
word is found as it stands, in every language, and shown with what is around it, also from a folder. What counts as the
same is said once, in ``static/plain.js``, which the filter of the ledger uses too.
"""

from typing import TYPE_CHECKING, Any

import sphinx.search

from compendium.display.markup import LEDGER_DOCUMENT
from compendium.i18n.messages import gettext, gettext_template
from compendium.sphinx_ext.patches.replacing import replace_function
from compendium.sphinx_ext.search.text_index import TextIndex

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

# In this order: each uses what those before it define.
SCRIPTS = ("traditional.js", "plain.js")


def add_words(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: "nodes.document | None") -> None:
    """Add the script's messages to the template of the search page, and its scripts to the pages that use them."""
    if page in ("search", LEDGER_DOCUMENT):
        for script in SCRIPTS:
            app.add_js_file(script, loading_method="defer", priority=400)  # before that of the ledger
    if page == "search":
        app.add_js_file("search.js", loading_method="defer", priority=400)
        context["search"] = {
            "title": gettext("Search"),
            "off": gettext(
                "The search needs JavaScript. The whole ledger is on one page, where a browser finds words."
            ),
            "ledger": LEDGER_DOCUMENT,
            "said": _said(),
        }


def _said() -> dict[str, str]:
    """Return what the script says, by the names of the ``data-`` attributes that tell it so."""
    return {
        "none": gettext("Nothing was found. Fewer words find more."),
        "one": gettext("One page."),
        "many": gettext_template("{count} pages, the best first."),
        "ledger-one": gettext("Ledger: 1 match"),
        "ledger-many": gettext_template("Ledger: {count} matches"),
        "most": gettext_template("No page has all of “{asked}”. Shown are the pages with the most of it."),
        "instead": gettext_template("Nothing has “{asked}”. Shown is what has “{found}”."),
    }


def setup_search(app: "Sphinx") -> None:
    """Have Sphinx make this index instead of its own, and connect to the writing of pages."""
    replace_function(sphinx.search, "IndexBuilder", TextIndex)
    app.connect("html-page-context", add_words)
