"""The page of a story: steps from scene to scene, its address to share, and the files that pictures need."""

from typing import TYPE_CHECKING, Any

import htpy as h
from docutils import nodes

from compendium.i18n.messages import gettext
from compendium.sphinx_ext.ledger_directive import LedgerDirective

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_PICTURE, _STEPS = '<figure class="scene ', '<nav class="story-steps"'


class StepsDirective(LedgerDirective):
    """Buttons that lead from scene to scene; the script shows them."""

    def run(self) -> list[nodes.Node]:
        """Return the buttons, hidden."""
        steps = h.nav(class_="story-steps", aria_label=gettext("Scenes"), hidden=True)[
            h.button(type="button", data_step="-1", aria_label=gettext("Scene before"))["↑"],
            h.span(role="status"),
            h.button(type="button", data_step="1", aria_label=gettext("Next scene"))["↓"],
        ]
        return [nodes.raw("", str(steps), format="html")]


class ShareDirective(LedgerDirective):
    """A button that copies the page's address; the script shows it."""

    def run(self) -> list[nodes.Node]:
        """Return the row, hidden."""
        row = h.p(class_="story-share", hidden=True)[
            h.button(type="button")[gettext("Copy the link to this story")], " ",
            h.span(role="status", data_copied=gettext("copied")),
        ]  # fmt: skip
        return [nodes.raw("", str(row), format="html")]


def add_files(app: "Sphinx", _: str, __: str, context: dict[str, Any], *___: object) -> None:
    """Load the style sheet of pictures on pages that have one, and the story's own files on a story."""
    body = context.get("body", "")
    if _PICTURE in body:
        app.add_css_file("story/pictures.css")
    if _STEPS in body:
        app.add_css_file("story/story.css")
        app.add_js_file("story/story.js", loading_method="defer")
