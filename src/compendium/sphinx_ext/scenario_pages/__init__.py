"""Directives of the pages that rest on many scenarios, a module a page: what would settle a figure, sweeps.

What they show is computed by ``compendium.scenarios``. A module lists its directives by name, and they are registered
here.
"""

from typing import TYPE_CHECKING

from compendium.sphinx_ext.scenario_pages.sensitivity import SENSITIVITY_DIRECTIVES
from compendium.sphinx_ext.scenario_pages.sweeps import SWEEP_DIRECTIVES

if TYPE_CHECKING:
    from sphinx.application import Sphinx

DIRECTIVES = {**SENSITIVITY_DIRECTIVES, **SWEEP_DIRECTIVES}


def setup_scenario_pages(app: "Sphinx") -> None:
    """Register every directive by its name."""
    for name, directive in DIRECTIVES.items():
        app.add_directive(name, directive)
