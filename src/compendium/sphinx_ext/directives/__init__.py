"""Directives for the pages in ``book/``, named after their pages; ``static`` has their style sheets and scripts."""

from typing import TYPE_CHECKING

from compendium.sphinx_ext.directives import front_page, glossary, ledger
from compendium.sphinx_ext.directives.colophon import (
    BuildTimesDirective,
    ChangesDirective,
    CitationDirective,
    EditionDirective,
    VersionsDirective,
)
from compendium.sphinx_ext.directives.errata import ErrataDirective
from compendium.sphinx_ext.directives.findings import AnswersDirective, BriefDirective, FindingsDirective
from compendium.sphinx_ext.directives.front_page import PictureDirective
from compendium.sphinx_ext.directives.glossary import GlossaryDirective
from compendium.sphinx_ext.directives.ledger import ControlsDirective, DerivationsDirective, FiguresDirective
from compendium.sphinx_ext.directives.robustness import DefaultsDirective, RobustnessDirective, UncountedDirective
from compendium.sphinx_ext.directives.sources import FactorsDirective
from compendium.sphinx_ext.directives.sourcing import CitedDirective, OpenDirective, UnsourcedDirective
from compendium.sphinx_ext.directives.story import STORY_DIRECTIVES, add_files
from compendium.sphinx_ext.directives.uncertainty import (
    ChecksDirective,
    SpreadChartDirective,
    SpreadsDirective,
    TornadoDirective,
)
from compendium.sphinx_ext.directives.what_if import what_if
from compendium.sphinx_ext.directives.what_if.grid_slider import GridSliderDirective
from compendium.sphinx_ext.directives.what_if.what_if import WhatIfDirective
from compendium.sphinx_ext.scenario_pages import multiverse

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DIRECTIVES = {
    "book-citation": CitationDirective,
    "book-edition": EditionDirective,
    "build-times": BuildTimesDirective,
    "ledger-answers": AnswersDirective,
    "ledger-brief": BriefDirective,
    "ledger-changes": ChangesDirective,
    "ledger-checks": ChecksDirective,
    "ledger-cited": CitedDirective,
    "ledger-controls": ControlsDirective,
    "ledger-defaults": DefaultsDirective,
    "ledger-derivations": DerivationsDirective,
    "ledger-errata": ErrataDirective,
    "ledger-factors": FactorsDirective,
    "ledger-figures": FiguresDirective,
    "ledger-findings": FindingsDirective,
    "ledger-glossary": GlossaryDirective,
    "ledger-grid-slider": GridSliderDirective,
    "ledger-open": OpenDirective,
    "ledger-picture": PictureDirective,
    "ledger-robustness": RobustnessDirective,
    "ledger-spread-chart": SpreadChartDirective,
    "ledger-spreads": SpreadsDirective,
    "ledger-tornado": TornadoDirective,
    "ledger-uncounted": UncountedDirective,
    "ledger-unsourced": UnsourcedDirective,
    "ledger-versions": VersionsDirective,
    "ledger-what-if": WhatIfDirective,
    **STORY_DIRECTIVES,
    **multiverse.DIRECTIVES,
}


def setup_directives(app: "Sphinx") -> None:
    """Register every directive by its name, and the handlers of events that their pages need."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
    app.connect("doctree-read", glossary.link_terms)  # after the pages' translation
    app.connect("html-page-context", front_page.add_styles)
    app.connect("html-page-context", ledger.add_script)
    app.connect("html-page-context", add_files)
    app.connect("build-finished", what_if.write_scripts)
