"""The head of a record: what browsers, search engines and networks read. All that goes into it is added here."""

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import htpy as h

from compendium.i18n.messages import language
from compendium.sphinx_ext.head.sharing import shortened
from compendium.sphinx_ext.head.social_cards import SIZE
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
        h.meta(name="description", content=text),
        h.meta(name="robots", content="index, follow, max-image-preview:large"),
        _alternates(edition, page),
        _shared(edition, page, title, text, picture),
        h.link(rel="icon", href="../_static/mark.svg", type="image/svg+xml"),
        h.link(rel="stylesheet", href=f"../_static/{SHEET}?v={_digest(STATIC / SHEET)}"),
        script(SCRIPT, STATIC),
        more,
    ]


def _alternates(edition: Edition, page: str) -> Iterator[h.VoidElement]:
    """Yield the page's own whole address and those of its twins, once the book has an address."""
    for twin in twins(edition.app.config, page):
        if not twin["alternate"]:
            return
        if twin["here"]:
            yield h.link(rel="canonical", href=twin["alternate"])
        yield h.link(rel="alternate", hreflang=twin["tag"], href=twin["alternate"])
        if twin["original"]:
            yield h.link(rel="alternate", hreflang="x-default", href=twin["alternate"])


def _shared(edition: Edition, page: str, title: str, text: str, picture: str) -> Iterator[h.VoidElement]:
    """Yield the tags of the Open Graph protocol; those with an address once the book has one."""
    tags = {
        "og:title": title,
        "og:description": text,
        "og:type": "article",
        "og:site_name": edition.title,
        "og:locale": language().territory,
    }
    if address := edition.whole(f"{page}.html"):
        tags["og:url"] = address
        if picture:
            width, height = map(str, SIZE)
            tags |= {"og:image": edition.whole(picture), "og:image:width": width, "og:image:height": height}
            tags["og:image:alt"] = title
    for name, content in tags.items():
        yield h.meta(property=name, content=content)
    yield h.meta(name="twitter:card", content="summary_large_image" if "og:image" in tags else "summary")


def script(name: str, folder: Path) -> h.Element:
    """Return the tag of a script that stands in a folder of this package."""
    return h.script(defer=True, src=f"../_static/{name}?v={_digest(folder / name)}")


@cache
def _digest(path: Path) -> str:
    """Return a few digits that change with a file, so that browsers fetch it again when it did."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:8]
