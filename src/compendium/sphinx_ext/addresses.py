"""The addresses of the book that may be cited: the committed list of them, and a page at each that moved.

The list stands in ``book/addresses.csv``; its addresses are the same in every language. An address never leaves it:
when its page goes, the column ``moved_to`` names the page that took its place.
"""

import csv
import posixpath
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import htpy as h

from compendium.i18n.messages import gettext, language
from compendium.sphinx_ext.languages import twins
from compendium.sphinx_ext.postprocess import write_changed

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

LIST = "book/addresses.csv"


@dataclass(frozen=True)
class Address:
    """An address that may be cited; ``moved_to`` is the one that took its place, or ''."""

    address: str
    moved_to: str


def listed(top: Path) -> list[Address]:
    """Return the list of the book in a folder; none if it has none."""
    path = top / LIST
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as table:
        return [Address(row["address"], row["moved_to"]) for row in csv.DictReader(table)]


def faults(rows: Sequence[Address], pages: Collection[str]) -> Iterator[str]:
    """Yield what is wrong with a list, each with what to do.

    Args:
        rows: the list.
        pages: the addresses of the pages that the book has, without those that only lead elsewhere.
    """
    known = Counter(row.address for row in rows)
    for page in sorted(set(pages) - set(known)):
        yield f"{page} is not in {LIST}: add the line '{page},'"
    for address in (address for address, count in known.items() if count > 1):
        yield f"{address} is in {LIST} twice: remove one line"
    for row in rows:
        if row.moved_to:
            if row.address in pages:
                yield f"{row.address} has moved by {LIST}, and is a page: empty its column moved_to"
            if row.moved_to.partition("#")[0] not in pages:
                yield f"{row.address} has moved to {row.moved_to} by {LIST}, which is no page: name one"
        elif row.address not in pages:
            yield (
                f"{row.address} is in {LIST}, and no page: what was cited there is lost; "
                "name the page that took its place in its column moved_to"
            )


def redirect(config: "Config", row: Address) -> str:
    """Return the page at an address that moved: it leads on by itself, and by a link where a browser does not."""
    target, hash_, place = row.moved_to.partition("#")
    address = posixpath.relpath(target, posixpath.dirname(row.address) or ".") + hash_ + place
    here = next(one for one in twins(config, target.removesuffix(".html")) if one["here"])
    title = gettext("This page has moved.")
    return str(
        h.html(lang=language().tag)[
            h.head[
                h.meta(charset="utf-8"),
                h.meta(name="viewport", content="width=device-width, initial-scale=1"),
                h.title[title],
                h.meta(name="robots", content="noindex"),
                h.meta(http_equiv="refresh", content=f"0; url={address}"),
                h.link(rel="canonical", href=here["alternate"] or address),
            ],
            h.body[h.main[h.h1[title], h.p[h.a(href=address)[gettext("Go to its new place")]]]],
        ]
    )


def write_redirects(app: "Sphinx", failure: Exception | None) -> None:
    """Write a page at each address that moved."""
    if failure or app.builder.format != "html":
        return
    for row in listed(Path(app.srcdir)):
        if row.moved_to:
            write_changed(Path(app.outdir), row.address, redirect(app.config, row))


def setup_addresses(app: "Sphinx") -> None:
    """Connect to the end of the build."""
    app.connect("build-finished", write_redirects)
