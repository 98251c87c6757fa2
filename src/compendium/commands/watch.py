"""The command of the writing loop: ``watch``."""

import argparse
import sys


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    watch = commands.add_parser("watch", help="serve the book on this machine and show what a saved file changes")
    watch.add_argument("--port", type=int, default=8000, help="the next free one if it is taken (default: 8000)")
    watch.set_defaults(run=_watch)


def _watch(options: argparse.Namespace) -> int:
    try:
        from compendium.build.watch import loop

        loop.watch(options.port)
    except ModuleNotFoundError as error:
        if error.name != "watchfiles":
            raise
        print("watchfiles is not installed; make watch installs it", file=sys.stderr)
        return 1
    except loop.WatchError as error:
        print(error, file=sys.stderr)
        return 1
    return 0
