"""The four PDFs: the book and its key points, in each language, into ``_build/pdf``."""

from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium import paths
from compendium.build.build import HTML
from compendium.build.pdf.browser import PrintError, running

if TYPE_CHECKING:
    from compendium.build.pdf import front

PDF = paths.BUILD / "pdf"
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
    missing = [package for module, package in _NEEDED.items() if not find_spec(module)]
    if missing:
        raise PrintError(f"missing: {', '.join(missing)}; pip install -r requirements/test.txt has them")
    from compendium.i18n.languages import EDITIONS
    from compendium.i18n.messages import using_language

    into.mkdir(parents=True, exist_ok=True)
    with running() as browser:
        for name in EDITIONS:
            with using_language(name):
                yield from edition(browser, html / EDITIONS[name].folder, into, name)


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

    about = front.edition(identity(), load(paths.DATA).read_until)
    for kind in kinds:
        brief = kind == BRIEF
        document = assemble.read(folder, into, about, brief)
        page = into / f"{kind}-{name}.html"
        paths.write_whole(page, document.brief() if brief else document.book())
        made = printed(browser, page)
        page.unlink()
        if brief and page_count(made) != BRIEF_PAGES:
            raise PrintError(f"the key points ({name}) take {page_count(made)} pages, not {BRIEF_PAGES}")
        target = page.with_suffix(".pdf")
        target.write_bytes(compact.rewritten(made, _information(document.title(brief), about), about.date))
        yield target


def _information(title: str, about: "front.Edition") -> dict[str, str]:
    told = {"Title": title, "Author": about.authors, "Subject": about.stand, "Creator": "compendium"}
    return {name: text for name, text in told.items() if text}
