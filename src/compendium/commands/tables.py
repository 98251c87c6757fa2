"""Commands for the tables and what they give: ``check`` and ``audit``."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL

if TYPE_CHECKING:
    from compendium.audit.audit import Audit


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands to the parser."""
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
