"""The folder of a release: the files of the repository, the built book, and the RO-Crate that describes them.

Its description calls it a draft while the identity has gaps or files differ from the commit.
"""

import json
import re
import shutil
import subprocess
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium import paths
from compendium.citation.codecheck import checksums
from compendium.citation.identity import Identity
from compendium.export.archive import bundle, crate
from compendium.ledger.problem import DataError, Problem

# Files outside the folders that are described one by one, and pages of the built book.
_NAMED = {
    "README.md": "What this is, and how to build and check it.",
    "CITATION.cff": "How to cite it, for reference managers.",
    "codecheck.yml": "What an independent checker would run and compare.",
    "identity.toml": "Who made it, which version it is, and which report it audits.",
    "requirements.txt": "Every library that the build needs, pinned and hashed.",
    "book/references.bib": "The works that are cited and from which factors are taken.",
    "html/index.html": "The front door of the built book, in English and Chinese.",
    f"html/_static/{bundle.ZIP}": "All data with their description and checksums.",
    "html/_static/ledger.json": "The whole audit as JSON.",
    "html/_static/ledger.csv": "Every figure with its answers, one a row.",
}

_DOCUMENTS = (".pdf", ".xlsx")  # made with the book, wherever they are


def make(own: Identity, until: str, folder: Path, html: Path, pdfs: Iterable[Path] = ()) -> bool:
    """Make the folder of a release from the checkout and the built book; return whether it is one and not a draft.

    Args:
        own: the identity of the compendium.
        until: the date until which its sources were read.
        folder: the folder of the release; what is there is replaced.
        html: the folder of the built book.
        pdfs: the same book as PDF.

    Raises:
        DataError: this is no checkout, so nobody knows which files belong to it.
    """
    commit, tracked = paths.commit(), _tracked()
    if not tracked:
        raise DataError([Problem(paths.ROOT.name, "no checkout", "one: a release has the files of a commit")])
    draft = bool(own.gaps) or commit.endswith("-dirty")
    shutil.rmtree(folder, ignore_errors=True)
    for name in tracked:
        _copy(paths.ROOT / name, folder / name)
    shutil.copytree(html, folder / crate.HTML)
    for path in pdfs:
        _copy(path, folder / crate.PDF / path.name)
    paths.write_whole(folder / paths.STAMP, f"{commit}\n")
    made = crate.Made(commit, software(), draft)
    folders = sorted(f"{path.name}/" for path in folder.iterdir() if path.is_dir())
    about = crate.metadata(own, until, list(_parts(folder)), folders, made)
    paths.write_whole(folder / crate.FILE, about)
    paths.write_whole(folder / bundle.CHECKSUMS, _checksums(folder))
    return not draft


def _tracked() -> list[str]:
    command = ["git", "-C", str(paths.ROOT), "ls-files", "-z", "--cached"]
    try:
        found = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    except OSError:  # no git
        return []
    return [name for name in found.split("\0") if name and (paths.ROOT / name).is_file()]


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def _parts(folder: Path) -> Iterator[crate.Part]:
    """Yield the files that are described one by one: tables, notebooks, documents, licences and those of ``_NAMED``."""
    package = json.loads((folder / "data" / "datapackage.json").read_text(encoding="utf-8"))
    told = {f"data/{one['path']}": (one["title"], one["description"]) for one in package["resources"]}
    told |= {"data/datapackage.json": ("Description of the tables", "A Frictionless Data Package.")}
    told |= {f"notebooks/{path.name}": (_title(path), "") for path in sorted((folder / "notebooks").glob("*.ipynb"))}
    told |= {name: ("", words) for name, words in _NAMED.items()}
    made = (path for name in (crate.HTML, crate.PDF) for path in sorted((folder / name).rglob("*")))
    others = (path for path in made if path.suffix in _DOCUMENTS)
    told |= {path.relative_to(folder).as_posix(): ("", "") for path in others}
    told |= {path.name: ("", "The text of a licence.") for path in sorted(folder.glob("LICENSE*")) if path.is_file()}
    for name, (title, words) in told.items():
        if (folder / name).is_file():
            yield crate.Part(name, (folder / name).stat().st_size, title, words)


def _title(notebook: Path) -> str:
    """Return the title of a notebook, which is a cell of its own."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    found = (re.match(r"# (.+)", "".join(cell["source"])) for cell in cells)
    return next((match[1] for match in found if match), notebook.stem)


def software() -> dict[str, str]:
    """Return the locked version of each library that the project names itself, by name."""
    project = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["book"]]
    names = {re.split(r"[^\w.-]", one, maxsplit=1)[0].lower() for one in wanted}
    lock = (paths.ROOT / "requirements.txt").read_text(encoding="utf-8")
    found = dict(re.findall(r"^([\w.-]+)==([^\s;\\]+)", lock, flags=re.MULTILINE))
    return {name: found[name] for name in sorted(names) if name in found}


def _checksums(folder: Path) -> str:
    files = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    return checksums({name: path.read_bytes() for name, path in files.items()})
