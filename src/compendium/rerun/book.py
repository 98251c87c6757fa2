"""The book that a rerun links to: at its address, or else on this machine, as seen from the folder of the rerun."""

import os
import re
from dataclasses import dataclass
from html import escape, unescape
from pathlib import Path

from compendium import paths
from compendium.citation.identity import identity
from compendium.display.prose.markdown import target
from compendium.i18n.messages import language

_ANCHOR = re.compile(r'<a\b([^>]*?)\s*\bhref="([^"]*)"([^>]*)>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True)
class Book:
    """The edition in the current language.

    Attributes:
        base: the address of its folder; '' if there is none.
        folder: where it is on this machine; None if it is not to be looked at.
    """

    base: str
    folder: Path | None = None

    def address(self, document: str, place: str = "", query: str = "") -> str:
        """Return the address of a place in the book; '' where there is none."""
        if not self.base or (self.folder and not (self.folder / f"{document}.html").is_file()):
            return ""
        return f"{self.base}/{document}.html{query}{'#' if place else ''}{place}"

    def relinked(self, markup: str) -> str:
        """Return the HTML of a chapter's output with its links leading to the book; a link to nowhere loses itself."""
        return _ANCHOR.sub(self._relinked, markup)

    def _relinked(self, found: re.Match[str]) -> str:
        before, href, after, words = found.groups()
        document, place = target(unescape(href))
        if not document:
            return found[0]
        query = re.search(r"\?[^#]*", unescape(href))
        if address := self.address(document, place, query[0] if query else ""):
            return f'<a{before} href="{escape(address)}"{after}>{words}</a>'
        return f"<span>{words}</span>"


def book(out: Path) -> Book:
    """Return the book in the current language, as linked from a folder.

    Args:
        out: of the rerun.
    """
    if address := identity().address:
        return Book(f"{address.rstrip('/')}/{language().folder}".rstrip("/"))
    folder = paths.BUILD / "html" / language().folder
    if not (folder / "book").is_dir():
        return Book("")
    return Book(Path(os.path.relpath(folder, out.resolve())).as_posix(), folder)
