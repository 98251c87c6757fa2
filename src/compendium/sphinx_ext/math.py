"""The math renderer: formulas become MathML when the book is built, so that its pages need no script to show them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from docutils import nodes
from sphinx.locale import _
from sphinx.util import logging
from sphinx.util.math import get_node_equation_number

from compendium.mathml import UnsupportedLatexError, to_mathml

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator

logger = logging.getLogger(__name__)


def _formula(translator: HTML5Translator, node: nodes.Element, display: Literal["inline", "block"]) -> str:
    latex = node.astext()
    try:
        return to_mathml(latex, display)
    except UnsupportedLatexError as error:
        logger.warning(
            "formula cannot be shown as MathML: %s: %s",
            error,
            latex,
            location=(translator.builder.current_docname, node.line),
            type="compendium",
            subtype="math",
        )
        return f"<code>{translator.encode(latex)}</code>"


def visit_math(translator: HTML5Translator, node: nodes.math) -> None:
    """Write an inline formula."""
    translator.body.append(translator.starttag(node, "span", "", CLASS="math notranslate nohighlight"))
    translator.body.append(f"{_formula(translator, node, 'inline')}</span>")
    raise nodes.SkipNode


def visit_math_block(translator: HTML5Translator, node: nodes.math_block) -> None:
    """Write a displayed formula, with its number and permalink if it has a label."""
    translator.body.append(translator.starttag(node, "div", "", CLASS="math notranslate nohighlight", tabindex="0"))
    if node.get("number"):
        translator.body.append(f'<span class="eqno">({get_node_equation_number(translator, node)})')
        translator.add_permalink_ref(node, _("Link to this equation"))
        translator.body.append("</span>")
    translator.body.append(f"{_formula(translator, node, 'block')}</div>\n")
    raise nodes.SkipNode


def setup_math(app: Sphinx) -> None:
    """Offer the math renderer `mathml`; once it is there, Sphinx prefers it to MathJax and loads none."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
