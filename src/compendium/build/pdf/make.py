"""The four PDFs: the book and its key points, in each language, into ``_build/pdf``."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.build.build import HTML
from compendium.build.pdf.printing import PrintError

if TYPE_CHECKING:
    from compendium.build.pdf import front

PDF = paths.BUILD / "pdf"
_NEEDED = {"bs4": "beautifulsoup4", "playwright": "playwright", "pypdf": "pypdf"}
BRIEF_PAGES = 2


def make(html: Path = HTML, into: Path = PDF) -> Iterator[Path]:
    """Print the built book and yield each PDF when it is written.

    Args:
        html: the folder of the built book.
        into: the folder for the PDFs; it must be beside the built book's or at least on the same disk.

    Raises:
        PrintError: what is needed is missing, or a PDF would not be right; the message is one line.
    """
    missing = [package for module, package in _NEEDED.items() if not find_spec(module)]
    if missing:
        raise PrintError(f"missing: {', '.join(missing)}; pip install -r requirements/test.txt has them")
    from compendium.i18n.languages import EDITIONS
    from compendium.i18n.messages import using_language

    into.mkdir(parents=True, exist_ok=True)
    for name in EDITIONS:
        with using_language(name):
            yield from _edition(html / EDITIONS[name].folder, into, name)


def _edition(folder: Path, into: Path, name: str) -> Iterator[Path]:
    from compendium.build.pdf import assemble, compact, front
    from compendium.build.pdf.printing import page_count, printed
    from compendium.citation.identity import identity
    from compendium.ledger.loading import load

    about = front.edition(identity(), load(paths.DATA).read_until)
    for kind in ("compendium", "brief"):
        brief = kind == "brief"
        document = assemble.read(folder, into, about, brief)
        page = into / f"{kind}-{name}.html"
        paths.write_whole(page, document.brief() if brief else document.book())
        made = printed(page)
        page.unlink()
        if brief and page_count(made) != BRIEF_PAGES:
            raise PrintError(f"the key points ({name}) take {page_count(made)} pages, not {BRIEF_PAGES}")
        target = page.with_suffix(".pdf")
        target.write_bytes(compact.rewritten(made, _information(document.title(brief), about), about.date))
        yield target


def _information(title: str, about: "front.Edition") -> dict[str, str]:
    told = {"Title": title, "Author": about.authors, "Subject": about.stand, "Creator": "compendium"}
    return {name: text for name, text in told.items() if text}
