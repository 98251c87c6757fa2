"""Patches: all changes to other people's software, and nothing else.

| what | whose | why | where |
|---|---|---|---|
| two functions | Sphinx, docutils | a fifth of the time of the Chinese build | ``sphinx_internals.quicken`` |
| index of the search | Sphinx | phrases, numbers, Chinese, books in a folder | ``search`` |
| script of translations | Sphinx | its ``eval`` is forbidden by the policy | ``sphinx_internals.forgo_eval`` |
| documents of translated messages | Sphinx | 200 MB on the disk | ``sphinx_internals.release_translations`` |
| captions of the table of contents | Sphinx | added to a page after its translation | ``captions.translate_captions`` |
| folded code | MyST-NB | most readers do not need it | ``myst_nb.fold_code`` |
| short forms of addresses of code | PyData's theme | references need them whole | ``theme.whole_addresses`` |
| light or dark from the start | PyData's theme | a dark page would flash white | ``theme.settled`` |
| unused assets, scripts without ``defer`` | Sphinx, theme, extensions | size, loading time | ``theme.lean`` |
| names of controls, a deprecated role | theme, docutils, MyST-NB | assistive technology | ``theme.named`` |
| templates of the theme | PyData's theme | no Bootstrap script, sharing tags | ``book/_templates`` |

The text or function that is replaced must exist: if an upgrade removed it, ``replacing`` warns, and a warning fails the
build.
"""

from typing import TYPE_CHECKING

from compendium.sphinx_ext.patches.captions import translate_captions
from compendium.sphinx_ext.patches.myst_nb import fold_code
from compendium.sphinx_ext.patches.sphinx_internals import forgo_eval, quicken, release_translations
from compendium.sphinx_ext.patches.theme import whole_addresses

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup_patches(app: "Sphinx") -> None:
    """Apply the patches that act while Sphinx runs; ``postprocess`` patches the written pages."""
    quicken()
    forgo_eval()
    whole_addresses()
    app.connect("doctree-read", fold_code)
    app.connect("doctree-read", translate_captions, priority=900)
    app.connect("doctree-read", release_translations, priority=999)
