"""A page made ready for paper: without what is clicked, folded parts open, addresses those of the joined document.

What is left out: everything that works by script or is there to be clicked; code that a page folds away; the drawing of
each chart for phones, its data as a table and its list of sources, which the drawing itself has at its foot; how a
single page is cited; titles that a pointer would show; a paragraph that is nothing but a link to what is not there.
What a page says to readers without script is kept, for paper has none.
"""

import os
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from compendium.build.pdf.contents import Page, target

LEFT_OUT = (
    "script, style, link, template, form, input, select, textarea, nav, [hidden], .headerlink, .backrefs, .copybtn, "
    "details.hide, figure.chart figcaption, .scene ~ details, .as-table, .toctree-wrapper, .page-links, .grid-slider, "
    ".story-share, .cite-box"
)
_UNWRAPPED = "noscript, picture, .table-scroll, .pst-scrollable-table-container"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_REFERENCES = ("aria-labelledby", "aria-describedby", "headers", "for")
_OF_THE_SCREEN = ("title", "tabindex", "loading", "decoding", "data-label", "data-also")

_FORM = "#show="  # what leads to a figure in the form of a page, which is not on paper
_OF_TABLES = ("table", "thead", "tbody", "tr", "th", "td")

Leads = Callable[[str, str], str]  # from a page and an address to an address within the document, '' for nowhere


def article(document: Any) -> Any:
    """Return the text of a page without what is not for paper; its identifiers and addresses stay as they are."""
    found = document.select_one("article.bd-article")
    for source in found.select("picture > source"):
        source.unwrap() if source.contents else source.decompose()
    for one in found.select(LEFT_OUT):
        if not one.decomposed:
            one.decompose()
    for one in found.select(_UNWRAPPED):
        one.unwrap()
    for button in found.select("button"):
        _rename(button, "span")
    for link in found.select(".permalink"):  # of an entry: its text is the id, by which it is cited
        link.attrs = {"class": ["entry-id"]}
        link.name = "code"
    _unfold(found)
    _flatten(found)
    for one in found.find_all(True):
        for name in _OF_THE_SCREEN:
            one.attrs.pop(name, None)
        if one.name in _OF_TABLES:
            one.attrs.pop("role", None)  # on screen a table can become cards and stays a table by its role
    return found


def _unfold(found: Any) -> None:
    for details in found.select("details"):
        summary = details.find("summary", recursive=False)
        if summary is not None:
            summary.name = "p" if not summary.find(("p", "div")) else "div"
            summary["class"] = ["unfolded-title"]
        _rename(details, "div")
        details["class"] = ["unfolded"]


def _flatten(found: Any) -> None:
    """Drop the spans that only colour code or name a role: each would be an element of the PDF's structure."""
    for code in found.select("pre, code:not(.entry-id)"):
        code.string = code.get_text()
    for span in found.select("span.std, span.bibtex-citation"):
        span.unwrap()


def _rename(one: Any, name: str) -> None:
    one.name = name
    one.attrs = {key: value for key, value in one.attrs.items() if key in ("class", "id", "style")}


def joined(page: Page, found: Any, moved: int, leads: Leads, folder: str) -> Any:
    """Change a page to be a part of the document: its headings, identifiers, links, and addresses of pictures.

    Args:
        page: which page it is.
        found: its text.
        moved: by how many levels its headings move down.
        leads: where an address leads within the document.
        folder: where the pages of the edition are, seen from the document.
    """
    for heading in found.find_all(_HEADINGS):
        level = int(heading.name[1])
        heading["class"] = [*heading.get("class", []), f"was-h{level}"]
        heading.name = f"h{min(level + moved, 6)}"
        for text in heading.find_all(string=True):
            text.replace_with(re.sub(r"[ \t\n]+", " ", text))
    for one in found.find_all(id=True):
        one["id"] = f"{page.anchor}:{one['id']}"
    for name in _REFERENCES:
        for one in found.find_all(attrs={name: True}):
            one[name] = " ".join(f"{page.anchor}:{id_}" for id_ in str(one[name]).split())
    _link(page, found, leads)
    for image in found.find_all("img", src=True):
        if not urlsplit(image["src"]).scheme:
            image["src"] = f"{folder}/{target(page.name, image['src'])[0]}"
    return found


def _link(page: Page, found: Any, leads: Leads) -> None:
    for link in found.find_all("a"):
        asked = link.get("href", "")
        address = leads(page.name, asked)
        if (not address or _FORM in asked) and _alone(link):
            link.parent.decompose()
            continue
        link.attrs = {key: value for key, value in link.attrs.items() if key in ("class", "id", "style")}
        if address:
            link["href"] = address
        else:
            link.name = "span"


def _alone(link: Any) -> bool:
    """Return whether a link is all that a paragraph says."""
    return bool(link.parent.name == "p" and link.parent.get_text(strip=True) == link.get_text(strip=True))


def within(pages: Mapping[str, Page], known: set[tuple[str, str]], address: str = "") -> Leads:
    """Return where addresses lead: to a place within the document, to the web, or nowhere.

    Args:
        pages: the pages of the document that have a place as a whole, by name.
        known: all identifiers in the document, each with the name of its page.
        address: where the book is published; without it what is not in the document cannot be linked.
    """

    def leads(page: str, href: str) -> str:
        if urlsplit(href).scheme or not href:
            return href
        path, place = target(page, href)
        name = path.removesuffix(".html")
        if (name, place) in known:
            return f"#{name.replace('/', '-')}:{place}"
        if name in pages:
            return f"#{pages[name].anchor}"
        return f"{address.rstrip('/')}/{path}{place and '#'}{place}" if address else ""

    return leads


def relative(folder: Path, start: Path) -> str:
    """Return the address of a folder seen from another."""
    return Path(os.path.relpath(folder, start)).as_posix()
