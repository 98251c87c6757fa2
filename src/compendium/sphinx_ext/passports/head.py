"""The head of a record: what browsers, search engines and networks read. All that goes into it is added here."""

import hashlib
from functools import cache
from pathlib import Path

import htpy as h

from compendium.i18n.messages import language
from compendium.sphinx_ext.head.sharing import shortened, tags
from compendium.sphinx_ext.languages import twins
from compendium.sphinx_ext.passports.edition import Edition

STATIC = Path(__file__).parent / "static"
COMMON = Path(__file__).parent.parent / "static"  # of all pages
SHEET, SCRIPT = "record.css", "record.js"


def head(edition: Edition, page: str, title: str, description: str, *more: h.Node, picture: str = "") -> h.Element:
    """Return the head of a page.

    Args:
        edition: of the book.
        page: its name, ``figures/index``.
        title: of the page alone.
        description: of what it says; it is cut.
        more: what else it has.
        picture: the address of its picture within the edition; '' if it has none.
    """
    text = shortened(description, language().description)
    return h.head[
        h.meta(charset="utf-8"),
        h.meta(name="viewport", content="width=device-width, initial-scale=1"),
        h.title[f"{title} — {edition.title}"],
        h.meta(name="robots", content="index, follow, max-image-preview:large"),
        tags(
            twins(edition.app.config, page), title, text, edition.title,
            kind="article", picture=edition.whole(picture) if picture else "",
        ),
        h.link(rel="icon", href="../_static/mark.svg", type="image/svg+xml"),
        h.link(rel="stylesheet", href=f"../_static/{SHEET}?v={_digest(STATIC / SHEET)}"),
        script(SCRIPT, STATIC),
        more,
    ]  # fmt: skip


def script(name: str, folder: Path) -> h.Element:
    """Return the tag of a script that stands in a folder of this package."""
    return h.script(defer=True, src=f"../_static/{name}?v={_digest(folder / name)}")


@cache
def _digest(path: Path) -> str:
    """Return a few digits that change with a file, so that browsers fetch it again when it did."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
