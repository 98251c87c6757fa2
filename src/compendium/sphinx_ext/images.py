"""Alternative texts: a chart carries its own, and the page's image takes it over."""

import html
import re
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_LABEL = re.compile(r'<svg [^>]*?aria-label="([^"]*)"')


def describe_charts(app: "Sphinx", doctree: nodes.document) -> None:
    """Give every chart of a page the sentence that its SVG carries."""
    for image in doctree.findall(nodes.image):
        path = Path(app.srcdir, image["uri"].lstrip("/"))
        if path.suffix == ".svg" and not image.get("alt") and path.is_file():
            label = _LABEL.search(path.read_text(encoding="utf-8")[:20_000])
            if label:
                image["alt"] = html.unescape(label[1])
                image["classes"] = [*image.get("classes", []), "chart"]


def setup_images(app: "Sphinx") -> None:
    """Connect to the reading of pages."""
    app.connect("doctree-read", describe_charts)
