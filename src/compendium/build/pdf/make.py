"""The four PDFs: the book and its key points, in each language, into ``_build/pdf``."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium import paths
from compendium.build import build
from compendium.build.build import HTML
from compendium.build.pdf.browser import NO_BROWSER, PrintError, program, running

if TYPE_CHECKING:
    from compendium.build.pdf import front

PDF = paths.BUILD / "pdf"
_OF = "book.json"  # beside the PDFs: digests of the inputs of the book that they are of
_NEEDED = {"bs4": "beautifulsoup4", "playwright": "playwright", "pypdf": "pypdf"}
BRIEF, BRIEF_PAGES = "brief", 2
KINDS = ("compendium", BRIEF)


def make(html: Path = HTML, into: Path = PDF) -> Iterator[Path]:
    """Print the built book and yield each PDF when it is written.

    Args:
        html: the folder of the built book.
        into: the folder for the PDFs.

    Raises:
        PrintError: what is needed is missing, or a PDF would not be right; the message is one line.
    """
    ready()
    from compendium.i18n.languages import EDITIONS
    from compendium.i18n.messages import using_language

    into.mkdir(parents=True, exist_ok=True)
    (into / _OF).unlink(missing_ok=True)
    inputs = build.inputs()
    with running() as browser:
        for name in EDITIONS:
            with using_language(name):
                yield from edition(browser, html / EDITIONS[name].folder, into, name)
    paths.write_whole(into / _OF, json.dumps(inputs))


def ready() -> None:
    """Check that what printing needs is there.

    Raises:
        PrintError: a package or a browser is missing; the message is one line.
    """
    missing = [package for module, package in _NEEDED.items() if not find_spec(module)]
    if missing:
        raise PrintError(f"missing: {', '.join(missing)}; pip install -r requirements/test.txt has them")
    if not program():
        raise PrintError(NO_BROWSER)


def current(folder: Path = PDF) -> list[Path]:
    """Return the PDFs in a folder if they are of the book as it is now."""
    with suppress(OSError, ValueError):
        if json.loads((folder / _OF).read_text(encoding="utf-8")) == build.inputs():
            return sorted(folder.glob("*.pdf"))
    return []


def edition(browser: Any, folder: Path, into: Path, name: str, kinds: Sequence[str] = KINDS) -> Iterator[Path]:
    """Print what there is in one language and yield each PDF when it is written.

    Args:
        browser: a running one.
        folder: where the built pages of the edition are.
        into: the folder for the PDFs.
        name: of the edition, for the names of the files.
        kinds: what to print, some of ``KINDS``.
    """
    from compendium.build.pdf import assemble, compact, front
    from compendium.build.pdf.printing import page_count, printed
    from compendium.citation.identity import identity
    from compendium.ledger.loading import load

    about = front.edition(identity(), load(paths.DATA))
    for kind in kinds:
        brief = kind == BRIEF
        document = assemble.read(folder, into, about, brief)
        page = into / f"{kind}-{name}.html"
        target = page.with_suffix(".pdf")
        target.unlink(missing_ok=True)  # what is printed next may fail, and this would be of another book
        try:
            paths.write_whole(page, document.brief() if brief else document.book())
            made = printed(browser, page)
        finally:
            page.unlink(missing_ok=True)
        if brief and page_count(made) != BRIEF_PAGES:
            raise PrintError(f"the key points ({name}) take {page_count(made)} pages, not {BRIEF_PAGES}")
        paths.write_whole(target, compact.rewritten(made, _information(document.title(brief), about), about.date))
        yield target


def _information(title: str, about: "front.Edition") -> dict[str, str]:
    told = {"Title": title, "Author": about.authors, "Subject": about.stand, "Creator": "compendium"}
    return {name: text for name, text in told.items() if text}
