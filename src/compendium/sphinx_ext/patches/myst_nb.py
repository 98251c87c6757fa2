"""MyST-NB: the code cells of a chapter are folded on its page; readers who want to check one open it."""

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def fold_code(app: "Sphinx", doctree: nodes.document) -> None:
    """Have MyST-NB fold the input of every cell, as if it had the tag ``hide-input``.

    A cell with the tag ``show-input`` stays open, for pages that are about the code.
    """
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and "tag_show-input" not in cell["classes"]:
            cell["hide_mode"] = "input"
            cell["prompt_show"], cell["prompt_hide"] = app.config.nb_code_prompt_show, app.config.nb_code_prompt_hide
