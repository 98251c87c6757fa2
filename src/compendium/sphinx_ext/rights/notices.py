"""Notices: the file in the built book that names the works of others in it, with the texts of their licences."""

import fnmatch
from collections.abc import Iterable
from importlib.metadata import distribution
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.citation.identity import identity
from compendium.sphinx_ext.rights.works import WORKS, Work

if TYPE_CHECKING:
    from sphinx.application import Sphinx

NAME = "third-party-notices.txt"
_INTRODUCTION = """\
This book contains the works of others that are listed here, each in the files named with it. Everything else in it is
of the authors of the compendium: text, charts and data {content}, code {code}.

The letters in charts and cards are outlines of Compendium Sans and Compendium Sans SC, subsets of Noto Sans (2015
Google LLC) and Noto Sans CJK SC (2014-2021 Adobe) under the SIL Open Font License 1.1. No page contains a font of them.

The logos of other services are trademarks of their owners.
"""
_RULE = "=" * 100


def within(static: Path, work: Work) -> list[str]:
    """Return the files in a folder of static files that a work, or a part of it, is in; their paths in it, sorted."""
    files = (path.relative_to(static).as_posix() for path in static.rglob("*") if path.is_file())
    return sorted(path for path in files if fits(path, work.files))


def fits(path: str, patterns: Iterable[str]) -> bool:
    """Return whether a path fits one of some patterns, in which a star stands for folders, too."""
    return any(fnmatch.fnmatchcase(path, pattern) for pattern in patterns)


def notices(static: Path) -> str:
    """Return the notices of the works that a folder of static files contains; each licence's text is in it once."""
    own = identity()
    parts = [_INTRODUCTION.format(content=own.licence("content"), code=own.licence("code"))]
    texts = dict[str, str]()
    for work in WORKS:
        if files := within(static, work):
            parts.append(f"{_title(work)}\nLicence: {work.licence}\n\n{_listed(files)}\n\n{_terms(work)}")
            if not work.package:
                texts |= {name: _licence(name) for name in work.licence.split(" AND ")}
    parts += (f"{name}\n\n{text}" for name, text in sorted(texts.items()))
    return f"\n{_RULE}\n\n".join(f"{part.strip()}\n" for part in parts)


def _title(work: Work) -> str:
    return f"{work.name} {distribution(work.package).version}" if work.package else work.name


def _listed(files: list[str]) -> str:
    """Return paths, one a line; of a folder with more than ten files its name."""
    folders = [path.partition("/")[0] for path in files]
    large = {name for name in folders if folders.count(name) > 10}
    shown = dict.fromkeys(
        f"{folder}/ ({folders.count(folder)} files)" if folder in large else path
        for folder, path in zip(folders, files, strict=True)
    )
    return "\n".join(f"  {line}" for line in shown)


def _terms(work: Work) -> str:
    """Return the licence that an installed work brings, or whose an embedded one is and where its licence stands."""
    if not work.package:
        return f"Copyright (c) {work.holder}. The text of the licence is at the end."
    installed = distribution(work.package)
    texts = [
        Path(str(installed.locate_file(path))).read_text(encoding="utf-8")
        for path in installed.files or ()
        if ".dist-info" in path.parts[0] and path.name.upper().startswith(("LICENSE", "LICENCE", "COPYING"))
    ]
    if not texts:
        raise FileNotFoundError(f"{work.package} brings no text of its licence")
    return "\n\n".join(text.strip() for text in texts)


def _licence(name: str) -> str:
    """Return the text of a licence without the first lines in which the project's own copy names its holder."""
    text = (paths.ROOT / "LICENSES" / f"{name}.txt").read_text(encoding="utf-8")
    starts = {"MIT": "Permission is hereby", "OFL-1.1": "SIL OPEN FONT"}
    return text[text.index(starts[name]) :] if name in starts else text


def write_notices(app: "Sphinx", failure: Exception | None) -> None:
    """Write the notices into the folder of static files, once everything else is in it."""
    if not failure and app.builder.format == "html":
        static = Path(app.outdir, "_static")
        paths.write_whole(static / NAME, notices(static))


def setup_notices(app: "Sphinx") -> None:
    """Connect to the end of the build."""
    app.connect("build-finished", write_notices, priority=900)
