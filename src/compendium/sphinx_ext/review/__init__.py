"""Review: what the page for reviewers shows.

``checklist`` has a row for each section, ``records`` what reviewers recorded, ``self_check`` what an independent
checker would have to reproduce, with the files for one that go with the built book.
"""

from typing import TYPE_CHECKING

from compendium.sphinx_ext.review.checklist import ChecklistDirective
from compendium.sphinx_ext.review.records import RecordsDirective
from compendium.sphinx_ext.review.self_check import ComparisonDirective, SelfCheckDirective, write_codecheck

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_review(app: "Sphinx") -> None:
    """Register the directives of the page, and connect to the end of the build, when every output is there."""
    app.add_directive("review-checklist", ChecklistDirective)
    app.add_directive("review-records", RecordsDirective)
    app.add_directive("review-self-check", SelfCheckDirective)
    app.add_directive("review-comparison", ComparisonDirective)
    app.connect("build-finished", write_codecheck, priority=900)
