"""Postprocessing of the pages that Sphinx has written."""

import re
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.sphinx_ext.head.security_policy import policy
from compendium.sphinx_ext.patches.theme import lean, named, settled

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_THEMED = "data-content_root="  # in the first tag of every page of the theme
_HEAD = re.compile(r"<head>\s*")


def finished(page: str, place: str) -> str:
    """Return a page with its content security policy, and, if the theme made it, with the patches of ``theme``.

    Args:
        page: as Sphinx wrote it; the landing page is not made by the theme.
        place: its name, for the warning if a patch finds nothing to replace.
    """
    if _THEMED in page:
        page = settled(lean(named(page, place), place), place)
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}"/>\n'
    return _HEAD.sub(lambda head: head[0] + tag, page, count=1)


def write_changed(folder: Path, address: str, page: str) -> None:
    """Write a page that Sphinx does not make, finished, unless it is there already as it is.

    Args:
        folder: of the book.
        address: of the page in it.
        page: its ``<html>`` element.
    """
    text, path = f"{finished(page, address)}\n", folder / address
    if not path.is_file() or path.read_text(encoding="utf-8") != text:
        path.parent.mkdir(parents=True, exist_ok=True)
        paths.write_whole(path, text)


def finish_pages(app: "Sphinx", failure: Exception | None) -> None:
    """Finish every page that was written; pages that are finished already are skipped."""
    if failure or app.builder.format != "html":
        return
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if "Content-Security-Policy" not in page:
            paths.write_whole(path, finished(page, path.relative_to(app.outdir).as_posix()))


def setup_postprocessing(app: "Sphinx") -> None:
    """Connect to the end of the build."""
    app.connect("build-finished", finish_pages)
