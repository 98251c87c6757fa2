"""Captions of the table of contents: Sphinx does not translate them, as it adds them to a page too late."""

from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes, locale
from sphinx.util.i18n import docname_to_domain

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def translate_captions(app: "Sphinx", doctree: nodes.document) -> None:
    """Translate the captions of the table of contents, which are added to a page after its translation."""
    folders = [str(Path(app.srcdir, folder)) for folder in app.config.locale_dirs]
    domain = docname_to_domain(app.env.docname, app.config.gettext_compact)
    words, _ = locale.init(folders, app.config.language, domain)
    for toctree in doctree.findall(addnodes.toctree):
        for caption in filter(None, toctree.extract_original_messages()):
            toctree.apply_translated_message(caption, words.gettext(caption))
