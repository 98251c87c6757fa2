"""Editions: their pages are built in parallel, in processes forked from one.

That one is started before the notebooks are executed (see ``build``); it imports what Sphinx imports and computes what
most pages show.
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
    """Read a line of JSON with the folder of each edition, build all in parallel, and print the exit codes as JSON."""
    processes.end_with_parent()
    if processes.FORKS:
        os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks must not have threads
        with suppress(Exception):  # the build itself reports errors of the configuration or data
            prepare()
    wanted = json.loads(sys.stdin.readline() or "{}")
    running = {edition: os.fork() or _build(folder) for edition, folder in wanted.items()}
    ended = dict(os.wait() for _ in running)
    print(json.dumps({edition: os.waitstatus_to_exitcode(ended[child]) for edition, child in running.items()}))


def prepare() -> None:
    """Import what Sphinx imports, and compute what most pages show."""
    from jupyter_book.config import get_final_config
    from sphinx.application import builtin_extensions

    options = {"latex_individualpages": False}  # it has no default
    config, _ = get_final_config(user_yaml=paths.ROOT / "_config.yml", cli_config=options, sourcedir=paths.ROOT)
    for name in (*builtin_extensions, *config["extensions"], config["html_theme"]):
        import_module(name)

    from compendium.sphinx_ext import dependencies, nodes

    dependencies.prepare()
    nodes.book_spreads()
    gc.collect()
    gc.freeze()  # the garbage collectors of the forked processes skip what is here


def _build(folder: str) -> NoReturn:
    """Build an edition as the command ``jupyter-book`` does, and end this process."""
    processes.end_with_parent()
    os.dup2(2, 1)
    from jupyter_book.cli.main import main

    sys.exit(main(["build", folder, "-q", "-n", "-W", "--keep-going"]))


if __name__ == "__main__":
    serve()
