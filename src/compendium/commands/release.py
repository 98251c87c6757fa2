"""Commands for a release: ``identity``, ``release``, ``release-check``."""

import argparse
import re
import sys

from compendium import paths
from compendium.citation.identity import identity


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    metadata = commands.add_parser("identity", help="write the metadata files that are made from identity.toml")
    metadata.set_defaults(run=_identity)
    release = commands.add_parser("release", help="build the book anew; lay out all as a RO-Crate in _build/release")
    release.set_defaults(run=_release)
    wanting = commands.add_parser("release-check", help="fail if something that a release needs is missing")
    wanting.set_defaults(run=_release_check)


def _metadata() -> dict[str, str]:
    """Return the text of each file that is made from the identity, by its name."""
    from compendium.citation import codecheck, metadata
    from compendium.ledger.loading import load

    own, ledger = identity(), load(paths.DATA)
    return {**metadata.files(own, ledger.read_until), "codecheck.yml": codecheck.committed(own, ledger.reviews)}


def _identity(_: argparse.Namespace) -> int:
    for name, text in _metadata().items():
        paths.write_whole(paths.ROOT / name, text)
        print(name)
    return 0


def _release(_: argparse.Namespace) -> int:
    from compendium.build import build
    from compendium.build.pdf import make
    from compendium.export.archive import release
    from compendium.ledger.loading import load

    folder = paths.BUILD / "release"
    try:
        with build.alone():
            build.update(anew=True)
            pdfs = make.current()
            released = release.make(identity(), load(paths.DATA).read_until, folder, build.HTML, pdfs)
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    if not pdfs:
        print("There is no PDF of this book in it: make pdf prints it, then make release again.")
    what = "The release" if released else "A draft, not a release (make release-check says what is missing),"
    print(f"{what} is in {folder.relative_to(paths.ROOT)}.")
    return 0


def _release_check(_: argparse.Namespace) -> int:
    faults = [f"{paths.IDENTITY.name}: {name} is empty; a release needs it" for name in identity().gaps]
    for name, text in _metadata().items():
        path = paths.ROOT / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            faults.append(f"{name}: is not what {paths.IDENTITY.name} gives; run make identity")
    section = rf"^## \[?{re.escape(identity().version)}(?![\w.-])"
    if not re.search(section, paths.CHANGES.read_text(encoding="utf-8"), flags=re.MULTILINE):
        faults.append(f"{paths.CHANGES.name}: has no section {identity().version}")
    commit = paths.commit()
    if not commit or commit.endswith("-dirty"):
        faults.append("the checkout: has changes that are not committed" if commit else "this folder: is no checkout")
    for fault in faults:
        print(fault, file=sys.stderr)
    if not faults:
        print(f"Version {identity().version} can be released.")
    return int(bool(faults))
