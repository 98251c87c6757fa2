"""Sphinx and docutils: two slow functions, words without pages in the search index, and a script with ``eval``."""

import json
from copy import deepcopy
from functools import cache
from typing import TYPE_CHECKING, Any

import docutils.frontend
import sphinx.util.nodes

from compendium.sphinx_ext.patches.replacing import replace_function

if TYPE_CHECKING:
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


def drop_lost_words(app: "Sphinx") -> list[Any]:
    """Remove words from the search index that are on no page any more; return no additional pages.

    Sphinx keeps them, and the index of an incremental build would differ from that of a full one.
    """
    builder: Any = app.builder
    for words in (builder.indexer._mapping, builder.indexer._title_mapping):
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    return []


def without_eval(script: str) -> str:
    """Return Sphinx's script of translations with the rule for plurals as code instead of a string for ``eval``."""
    catalog = json.loads(script[script.index("(") + 1 : script.rindex(")")])
    return (
        f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(catalog['messages'], ensure_ascii=False)});\n"
        f"Documentation.PLURAL_EXPR = (n) => {catalog['plural_expr']};\n"
        f"Documentation.LOCALE = {json.dumps(catalog['locale'])};\n"
    )
