"""Commands that make the book and its parts: ``execute``, ``book``, ``pdf``, ``stage``, ``fonts``, ``translate``."""

import argparse
import sys
from pathlib import Path

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
    execute = commands.add_parser("execute", help="run the notebooks whose inputs changed")
    execute.add_argument("--all", action="store_true", help="run every notebook")
    execute.add_argument("--edition", choices=tuple(EDITIONS), help="in which language (default: in every)")
    execute.add_argument("--check", action="store_true", help="run none; fail if one is out of date")
    execute.add_argument("--jobs", type=int, help="how many at a time (default: one a core)")
    execute.set_defaults(run=_execute)
    book = commands.add_parser("book", help="build the book in every language into _build/html")
    book.set_defaults(run=_book)
    pdf = commands.add_parser("pdf", help="build the book and print it and its key points into _build/pdf")
    pdf.set_defaults(run=_pdf)
    stage = commands.add_parser("stage", help="lay out the folder that an edition is built from")
    stage.add_argument("edition", choices=[name for name in EDITIONS if name != ORIGINAL])
    stage.set_defaults(run=_stage)
    fonts = commands.add_parser("fonts", help="make the charts' fonts anew")
    fonts.add_argument("--system", type=Path, default=Path("/usr/share/fonts"), help="where Noto's fonts stand")
    fonts.set_defaults(run=_fonts)
    translate = commands.add_parser("translate", help="renew the translators' files and print how much is translated")
    translate.set_defaults(run=_translate)


def _execute(options: argparse.Namespace) -> int:
    from compendium.build import build
    from compendium.notebooks import execute

    every = execute.notebooks()
    editions = [options.edition] if options.edition else list(EDITIONS)
    try:
        stale = {edition: every if options.all else execute.stale(every, edition) for edition in editions}
    except execute.NotebookError as error:
        print(error, file=sys.stderr)
        return 1
    wanted = [(path, edition) for edition, selected in stale.items() for path in selected]
    if options.check:
        for path, _ in wanted:
            print(f"{path.name}: its outputs are not those of its inputs; make book runs it", file=sys.stderr)
        return int(bool(wanted))
    failed = 0
    with build.alone():
        for run in execute.execute(wanted, options.jobs):
            print(run, file=sys.stderr if run.failure else sys.stdout, flush=True)
            failed += bool(run.failure)
    total = len(every) * len(editions)
    print(f"{total - len(wanted)} of {total} notebooks were up to date, {len(wanted) - failed} executed")
    return 1 if failed else 0


def _book(_: argparse.Namespace) -> int:
    from compendium.build import build

    try:
        print(build.build())
    except build.BuildError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _pdf(_: argparse.Namespace) -> int:
    from compendium.build import build
    from compendium.build.pdf import make
    from compendium.build.pdf.browser import PrintError

    try:
        make.ready()
        with build.alone():
            print(build.update(), flush=True)
            for path in make.make():
                print(f"{path.relative_to(paths.ROOT)}: {path.stat().st_size:,} bytes", flush=True)
    except (build.BuildError, PrintError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _stage(options: argparse.Namespace) -> int:
    from compendium.build import staging

    staging.stage(options.edition)
    return 0


def _fonts(options: argparse.Namespace) -> int:
    from compendium.display.fonts import subset

    try:
        made = subset.make(options.system)
    except FileNotFoundError as error:
        packages = "Debian's fonts-noto-core and fonts-noto-cjk have it"
        print(f"{error.filename}: no such file; {packages}", file=sys.stderr)
        return 1
    for path in made:
        print(f"{path.relative_to(paths.ROOT)}: {path.stat().st_size:,} bytes")
    return 0


def _translate(_: argparse.Namespace) -> int:
    from compendium.i18n import catalogs

    catalogs.renew()
    done = total = 0
    for name, translated, messages in catalogs.coverage():
        if translated < messages:
            print(f"{name}: {messages - translated} of {messages} messages are not translated")
        done, total = done + translated, total + messages
    print(f"{done} of {total} messages are translated ({done / total:.1%})")
    return 0
