"""MyST-NB: the code of a chapter is folded on its page, for those who read it; who checks it opens what they check."""

from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def fold_code(app: "Sphinx", doctree: nodes.document) -> None:
    """Have MyST-NB fold the input of every cell, as it would of one with the tag ``hide-input``.

    A cell with the tag ``show-input`` stays open: on a page that is about the code.
    """
    for cell in doctree.findall(nodes.container):
        if cell.get("nb_element") == "cell_code" and "tag_show-input" not in cell["classes"]:
            cell["hide_mode"] = "input"
            cell["prompt_show"], cell["prompt_hide"] = app.config.nb_code_prompt_show, app.config.nb_code_prompt_hide
