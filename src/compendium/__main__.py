"""The command line, ``python -m compendium``: audit, build and release; ``--help`` lists the commands."""

import argparse
import errno
import os
import re
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.citation.identity import identity
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.ledger.problem import DataError

if TYPE_CHECKING:
    from compendium.audit.audit import Audit


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code.

    It is 0; 1 after printing what is wrong, one problem per line; 2 for options that do not go together; 141 if whoever
    reads the output has gone. An interruption ends the process with 130, an option that is not known with 2.
    """
    try:
        options = _parser().parse_args(arguments)
        code = int(options.run(options))
        sys.stdout.flush()  # here, where a reader that has gone is noticed
        return code
    except DataError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. What was finished is kept; the next run does the rest.", file=sys.stderr, flush=True)
        os._exit(130)  # at once: threads may still wait for a kernel
    except BrokenPipeError:  # whoever read the output, such as `head`, has enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        print(f"{error.filename or 'the disk'}: {error.strerror}. What was there is as it was.", file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m compendium", description="Audit a report number by number.")
    parser.add_argument("--version", action="version", version=f"compendium {identity().version}")
    commands = parser.add_subparsers(required=True, metavar="command")
    check = commands.add_parser("check", help="validate the tables and print a summary")
    check.add_argument("--data", type=Path, default=paths.DATA, help="folder of the tables")
    check.set_defaults(run=_check)
    audit = commands.add_parser("audit", help="print the two answers for every figure, or all that is known of one row")
    audit.add_argument("id", nargs="?", help="of a figure, derivation or factor: prints everything that it rests on")
    audit.add_argument("--language", choices=tuple(EDITIONS), default=ORIGINAL, help="of what is printed of a row")
    audit.add_argument("--data", type=Path, default=paths.DATA, help="folder of the tables")
    form = audit.add_mutually_exclusive_group()
    form.add_argument("--json", type=Path, metavar="FILE", help="write everything as JSON ('-' prints it)")
    form.add_argument("--csv", type=Path, metavar="FILE", help="write the figures as CSV ('-' prints it)")
    audit.set_defaults(run=_audit)
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
    metadata = commands.add_parser("identity", help="write the metadata files that are made from identity.toml")
    metadata.set_defaults(run=_identity)
    release = commands.add_parser("release", help="build the book anew; lay out all as a RO-Crate in _build/release")
    release.set_defaults(run=_release)
    wanting = commands.add_parser("release-check", help="fail if something that a release needs is missing")
    wanting.set_defaults(run=_release_check)
    return parser


def _check(options: argparse.Namespace) -> int:
    from compendium.audit.audit import QUESTIONS, open_audit
    from compendium.ledger.loading import load

    audit = open_audit(ledger=load(options.data))
    ledger = audit.ledger
    print(
        f"{len(ledger.figures)} figures, {len(ledger.excluded)} exclusions, "
        f"{len(ledger.factors)} factors, {len(ledger.derivations)} derivations, {len(ledger.errata)} errata: all valid"
    )
    for question in QUESTIONS:
        counts = ", ".join(f"{count} {answer}" for answer, count in audit.counts(question).items())
        print(f"{question}: {counts}")
    return 0


def _audit(options: argparse.Namespace) -> int:
    from compendium.audit.audit import open_audit
    from compendium.display import wording
    from compendium.ledger.loading import load

    audit = open_audit(ledger=load(options.data))
    if options.id:
        return _chain(audit, options)
    if options.json or options.csv:
        return _ledger(audit, options)
    for verdict in audit.verdicts.values():
        row = verdict.figure
        answers = f"{verdict.arithmetic:19} {verdict.evidence:13} {wording.ratio(verdict.ratio):>6}"
        mark = "material" if verdict.material else ""
        print(f"{row.id:34} {wording.figure(row):32} {answers} {mark}".rstrip())
    return 0


def _chain(audit: "Audit", options: argparse.Namespace) -> int:
    from compendium.export.chain import chain
    from compendium.i18n.messages import using_language

    if options.json or options.csv:
        print("audit: one row has no file of its own; leave out the id, or --json and --csv", file=sys.stderr)
        return 2
    try:
        audit.ledger[options.id]
    except KeyError as error:
        print(error.args[0], file=sys.stderr)
        return 1
    with using_language(options.language):
        print(chain.chain(audit, options.id), end="")
    return 0


def _ledger(audit: "Audit", options: argparse.Namespace) -> int:
    from compendium.export import records
    from compendium.export.header import header_of

    target = options.json or options.csv
    head = header_of(options.data, audit.ledger.read_until)
    text = records.ledger_json(audit, head=head) if options.json else records.ledger_csv(audit)
    if str(target) == "-":
        print(text, end="")
        return 0
    try:
        paths.write_whole(target, text)
    except OSError as error:
        print(f"{target}: {error.strerror}", file=sys.stderr)
        return 1
    return 0


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


if __name__ == "__main__":
    sys.exit(main())
