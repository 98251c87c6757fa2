"""The command line, ``python -m compendium``: audit, build and release; ``--help`` lists the commands."""

import argparse
import errno
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn

from compendium.citation.identity import identity
from compendium.commands import book, release, rerun, sweep, tables, watch
from compendium.ledger.problem import DataError


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


class _Parser(argparse.ArgumentParser):
    """A parser that says in one line what it does not understand."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"{self.prog}: {message}; --help lists what there is\n")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="python -m compendium", description="Audit a report number by number.")
    parser.add_argument("--version", action="version", version=f"compendium {identity().version}")
    commands = parser.add_subparsers(required=True, metavar="command")
    for group in (tables, rerun, sweep, book, watch, release):
        group.add(commands)
    return parser


if __name__ == "__main__":
    sys.exit(main())
