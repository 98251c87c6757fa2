"""Sphinx and docutils: two costs of each translated message, words without pages, and a script that evaluates text."""

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
    """Spare two costs of each translated message, together a fifth of the Chinese build.

    Sphinx sets every node that is not to be translated as XML, for a message of its debug log; and docutils builds the
    parser of its command line anew for each message, only to ask it for defaults.
    """
    defaults = cache(docutils.frontend.get_default_settings)
    replace_function(sphinx.util.nodes, "repr_domxml", lambda node, length=80: node.tagname)
    replace_function(docutils.frontend, "get_default_settings", lambda *components: deepcopy(defaults(*components)))


def drop_lost_words(app: "Sphinx") -> list[Any]:
    """Drop the words from the search index that no page has any more, and add no page.

    Sphinx keeps them; the index is to be the same whether some pages were read again or all for the first time.
    """
    builder: Any = app.builder
    for words in (builder.indexer._mapping, builder.indexer._title_mapping):
        for word in [word for word, pages in words.items() if not pages]:
            del words[word]
    return []


def without_eval(script: str) -> str:
    """Return Sphinx's script of translations with its plural as code: as a text it would have to be evaluated."""
    catalog = json.loads(script[script.index("(") + 1 : script.rindex(")")])
    return (
        f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(catalog['messages'], ensure_ascii=False)});\n"
        f"Documentation.PLURAL_EXPR = (n) => {catalog['plural_expr']};\n"
        f"Documentation.LOCALE = {json.dumps(catalog['locale'])};\n"
    )
