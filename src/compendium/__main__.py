"""The command line, ``python -m compendium``: audit, build and release; ``--help`` lists the commands."""

import argparse
import errno
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from compendium import paths
from compendium.citation.identity import identity
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.ledger.problem import DataError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; return 0, or 1 after printing what is wrong, one problem per line."""
    try:
        options = _parser().parse_args(arguments)
        return int(options.run(options))
    except DataError as error:
        for problem in error.problems:
            print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Interrupted. What was finished is kept; the next run does the rest.", file=sys.stderr, flush=True)
        os._exit(130)  # at once: threads may still wait for a kernel
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
    audit = commands.add_parser("audit", help="print the two answers for every figure")
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
    release = commands.add_parser("release-check", help="fail if something that a release needs is missing")
    release.set_defaults(run=_release_check)
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
    from compendium.export import records
    from compendium.ledger.loading import load

    audit = open_audit(ledger=load(options.data))
    if options.json or options.csv:
        text = records.ledger_json(audit) if options.json else records.ledger_csv(audit)
        target = options.json or options.csv
        if str(target) == "-":
            print(text, end="")
        else:
            try:
                paths.write_whole(target, text)
            except OSError as error:
                print(f"{target}: {error.strerror}", file=sys.stderr)
                return 1
        return 0
    for verdict in audit.verdicts.values():
        row = verdict.figure
        answers = f"{verdict.arithmetic:19} {verdict.evidence:13} {wording.ratio(verdict.ratio):>6}"
        mark = "material" if verdict.material else ""
        print(f"{row.id:34} {wording.figure(row):32} {answers} {mark}".rstrip())
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

    own = identity()
    return {**metadata.files(own, load(paths.DATA).read_until), "codecheck.yml": codecheck.committed(own)}


def _identity(_: argparse.Namespace) -> int:
    for name, text in _metadata().items():
        paths.write_whole(paths.ROOT / name, text)
        print(name)
    return 0


def _release_check(_: argparse.Namespace) -> int:
    faults = [f"{paths.IDENTITY.name}: {name} is empty; a release needs it" for name in identity().gaps]
    for name, text in _metadata().items():
        path = paths.ROOT / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            faults.append(f"{name}: is not what {paths.IDENTITY.name} gives; run make identity")
    if paths.commit().endswith("-dirty"):
        faults.append("the checkout: has changes that are not committed")
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
