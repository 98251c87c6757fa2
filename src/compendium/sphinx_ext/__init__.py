"""The book's Sphinx extension: numbers from the ledger in prose, the pages made of it, formulas, editions."""

from typing import TYPE_CHECKING, Any

from compendium.sphinx_ext.bench_page import setup_bench_page
from compendium.sphinx_ext.bibliography import setup_bibliography
from compendium.sphinx_ext.cards import setup_cards
from compendium.sphinx_ext.cells import setup_cells
from compendium.sphinx_ext.dependencies import setup_dependencies
from compendium.sphinx_ext.edition import setup_edition
from compendium.sphinx_ext.files import setup_files
from compendium.sphinx_ext.finishing import setup_finishing
from compendium.sphinx_ext.front_page import setup_front_page
from compendium.sphinx_ext.glossary import setup_glossary
from compendium.sphinx_ext.images import setup_images
from compendium.sphinx_ext.ledger_page import setup_ledger_page
from compendium.sphinx_ext.math import setup_math
from compendium.sphinx_ext.pages import setup_pages
from compendium.sphinx_ext.roles import setup_roles
from compendium.sphinx_ext.search import setup_search
from compendium.sphinx_ext.sharing import setup_sharing
from compendium.sphinx_ext.spread_pages import setup_spread_pages
from compendium.sphinx_ext.text_pages import setup_text_pages
from compendium.sphinx_ext.what_if import setup_what_if

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Add everything to Sphinx."""
    setup_edition(app)
    setup_dependencies(app)
    setup_math(app)
    setup_files(app)
    setup_roles(app)
    setup_cards(app)
    setup_pages(app)
    setup_front_page(app)
    setup_ledger_page(app)
    setup_spread_pages(app)
    setup_text_pages(app)
    setup_what_if(app)
    setup_bench_page(app)
    setup_cells(app)
    setup_images(app)
    setup_glossary(app)
    setup_search(app)
    setup_bibliography(app)
    setup_sharing(app)
    setup_finishing(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
