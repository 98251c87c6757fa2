"""Sphinx and docutils: two slow functions, a script with ``eval``, and translations that hold all that Sphinx knows."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import docutils.frontend
import sphinx.util.nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from compendium import paths
from compendium.sphinx_ext.patches.replacing import replace_function

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx


@cache
def quicken() -> None:
    """Avoid two costs of each translated message, together a fifth of the time of the Chinese build.

    Sphinx writes every node that is not to be translated as XML, for a message of its debug log; and docutils builds
    its command line parser again for each message, only to get the default settings from it.
    """
    defaults = cache(docutils.frontend.get_default_settings)
    replace_function(sphinx.util.nodes, "repr_domxml", lambda node, length=80: node.tagname)
    replace_function(docutils.frontend, "get_default_settings", lambda *components: deepcopy(defaults(*components)))


@cache
def forgo_eval() -> None:
    """Have Sphinx copy its script of translations without ``eval``, so that pages contain the checksum of that."""
    stock = StandaloneHTMLBuilder.copy_translation_js

    def copy(builder: StandaloneHTMLBuilder) -> None:
        stock(builder)
        script = Path(builder.outdir, "_static", "translations.js")
        if script.is_file():
            paths.write_whole(script, without_eval(script.read_text(encoding="utf-8")))

    replace_function(StandaloneHTMLBuilder, "copy_translation_js", copy)


def without_eval(script: str) -> str:
    """Return Sphinx's script of translations with the rule for plurals as code instead of a string for ``eval``."""
    catalog = json.loads(script[script.index("(") + 1 : script.rindex(")")])
    return (
        f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(catalog['messages'], ensure_ascii=False)});\n"
        f"Documentation.PLURAL_EXPR = (n) => {catalog['plural_expr']};\n"
        f"Documentation.LOCALE = {json.dumps(catalog['locale'])};\n"
    )


def release_translations(_: "Sphinx", doctree: "nodes.document") -> None:
    """Have every node belong to its page alone.

    A translated one belongs to the document of its message, whose settings have the environment of Sphinx: with each
    page the whole of that would be written, and read again.
    """
    for node in doctree.findall():
        node.document = doctree
