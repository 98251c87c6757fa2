"""Editions: the pages of all of them, built side by side in processes forked from one.

That one starts before the notebooks run (see ``build``), imports what Sphinx imports and computes what most pages show.
"""

import gc
import json
import os
import sys
from contextlib import suppress
from importlib import import_module
from typing import NoReturn

from compendium import paths
from compendium.notebooks import processes


def serve() -> None:
    """Read a line of JSON, the folder of each edition, build them side by side, and write their exit codes as JSON."""
    processes.end_with_parent()
    if processes.FORKS:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that is forked must not have threads
        with suppress(Exception):  # whatever is wrong with the configuration or the data, the build tells it
            _prepare()
    wanted = json.loads(sys.stdin.readline() or "{}")
    running = {edition: os.fork() or _build(folder) for edition, folder in wanted.items()}
    ended = dict(os.wait() for _ in running)
    print(json.dumps({edition: os.waitstatus_to_exitcode(ended[child]) for edition, child in running.items()}))


def _prepare() -> None:
    from jupyter_book.config import get_final_config
    from sphinx.application import builtin_extensions

    asked = {"latex_individualpages": False}  # it has no default
    config, _ = get_final_config(user_yaml=paths.ROOT / "_config.yml", cli_config=asked, sourcedir=paths.ROOT)
    for name in (*builtin_extensions, *config["extensions"], config["html_theme"]):
        import_module(name)

    from compendium.sphinx_ext import dependencies, nodes

    dependencies.prepare()
    nodes.book_spreads()
    gc.collect()
    gc.freeze()  # those that are forked need not look through what is here each time they collect garbage


def _build(folder: str) -> NoReturn:
    """Be the process that builds an edition, as the command does."""
    processes.end_with_parent()
    os.dup2(2, 1)
    from jupyter_book.cli.main import main

    sys.exit(main(["build", folder, "-q", "-n", "-W", "--keep-going"]))


if __name__ == "__main__":
    serve()
