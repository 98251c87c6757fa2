"""Patches: everything that is changed in the works of others, and nothing else.

| what | of whom | why | where |
|---|---|---|---|
| two functions | Sphinx, docutils | a fifth of the Chinese build | ``sphinx_internals.quicken`` |
| words without pages in the search index | Sphinx | incremental builds equal those from nothing | ``drop_lost_words`` |
| script of translations | Sphinx | it evaluates a text, which the pages' policy forbids | ``without_eval`` |
| captions of the table of contents | Sphinx | they join a page after its translation | ``captions`` |
| folded code | MyST-NB | a chapter is read first, checked second | ``myst_nb.fold_code`` |
| light or dark from the start | PyData's theme | a page for the dark would flash white | ``theme.settled`` |
| assets without a use, scripts undeferred | Sphinx, theme, extensions | weight, time to read | ``theme.lean`` |
| names of controls, a withdrawn role | theme, docutils, MyST-NB | assistive technology | ``theme.named`` |
| templates of the theme | PyData's theme | no Bootstrap script, sharing tags | ``book/_templates`` |

What is replaced must be there: where an upgrade changed it, ``replacing`` warns, and a warning fails the build.
"""

from typing import TYPE_CHECKING

from compendium.sphinx_ext.patches.captions import translate_captions
from compendium.sphinx_ext.patches.myst_nb import fold_code
from compendium.sphinx_ext.patches.sphinx_internals import drop_lost_words, quicken

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_patches(app: "Sphinx") -> None:
    """Apply what is patched while Sphinx runs; written pages are patched by ``postprocess``."""
    quicken()
    app.connect("doctree-read", fold_code)
    app.connect("doctree-read", translate_captions, priority=900)
    app.connect("html-collect-pages", drop_lost_words)
