"""Sphinx and docutils: two slow functions and a script with ``eval``."""

import json
from copy import deepcopy
from functools import cache
from pathlib import Path

import docutils.frontend
import sphinx.util.nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from compendium import paths
from compendium.sphinx_ext.patches.replacing import replace_function


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
