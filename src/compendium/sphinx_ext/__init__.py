"""The book's Sphinx extension: numbers of the ledger in prose, the pages made from it, editions.

Everything that needs Sphinx is here: ``directives`` (for the pages in ``book/``, with their scripts and style sheets
in ``directives/static``), ``citing`` (how a page is cited), ``head`` (metadata of pages for browsers and networks),
``hover_cards``, ``passports`` (a page for each printed figure), ``patches`` (changes to other people's software),
``review`` (the page for reviewers), ``rights`` (notices of other people's works), ``scenario_pages``, ``search``, and
modules for roles, chart frames, links of a page, the addresses that stay, the bibliography and the dependencies of
pages. It may import every package but ``build``.
"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.sphinx_ext.addresses import setup_addresses
from compendium.sphinx_ext.bibliography import setup_bibliography
from compendium.sphinx_ext.chart_frames import setup_chart_frames
from compendium.sphinx_ext.citing.pages import setup_citing
from compendium.sphinx_ext.dependencies import setup_dependencies
from compendium.sphinx_ext.directives import setup_directives
from compendium.sphinx_ext.downloads import setup_downloads
from compendium.sphinx_ext.head.scholarly import setup_scholarly
from compendium.sphinx_ext.head.sharing import setup_sharing
from compendium.sphinx_ext.head.sitemap import setup_sitemap
from compendium.sphinx_ext.hover_cards.pages import setup_hover_cards
from compendium.sphinx_ext.languages import setup_languages
from compendium.sphinx_ext.nodes import setup_nodes
from compendium.sphinx_ext.page_links import setup_page_links
from compendium.sphinx_ext.passports.writing import setup_passports
from compendium.sphinx_ext.patches import setup_patches
from compendium.sphinx_ext.postprocess import setup_postprocessing
from compendium.sphinx_ext.review import setup_review
from compendium.sphinx_ext.rights.notices import setup_notices
from compendium.sphinx_ext.roles import setup_roles
from compendium.sphinx_ext.scenario_pages import setup_scenario_pages
from compendium.sphinx_ext.search import setup_search

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

STATIC = tuple(Path(__file__).parent / folder / "static" for folder in ("", "directives", "passports", "search"))


def add_static(app: "Sphinx", config: "Config") -> None:
    """Copy the style sheets and scripts that stand beside the modules that load them.

    The paths are relative to the configuration: Sphinx writes a digest of them into the book, which is to be the same
    in every folder.
    """
    folders = (Path(os.path.relpath(folder, app.confdir)).as_posix() for folder in STATIC)
    config.html_static_path = [*config.html_static_path, *folders]


def setup(app: "Sphinx") -> dict[str, Any]:
    """Add everything to Sphinx."""
    app.connect("config-inited", add_static)
    setup_patches(app)
    setup_languages(app)
    setup_dependencies(app)
    setup_nodes(app)
    setup_downloads(app)
    setup_page_links(app)
    setup_citing(app)
    setup_roles(app)
    setup_hover_cards(app)
    setup_directives(app)
    setup_scenario_pages(app)
    setup_chart_frames(app)
    setup_search(app)
    setup_bibliography(app)
    setup_sharing(app)
    setup_scholarly(app)
    setup_passports(app)
    setup_addresses(app)
    setup_sitemap(app)
    setup_review(app)
    setup_notices(app)
    setup_postprocessing(app)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
