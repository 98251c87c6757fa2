"""The command ``rerun``: one chapter with other assumptions, as a notebook and as a page."""

import argparse
import sys
from importlib.util import find_spec
from pathlib import Path

from compendium import paths
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.ledger.problem import DataError

# What the HTML is made with; papermill alone needs none of them.
_NEEDED = {
    "docutils": "docutils", "markdown_it": "markdown-it-py", "myst_nb": "myst-nb",
    "pydata_sphinx_theme": "pydata-sphinx-theme", "sphinx_book_theme": "sphinx-book-theme",
}  # fmt: skip


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    rerun = commands.add_parser("rerun", help="run one chapter with other assumptions")
    rerun.add_argument("notebook", help="the number of its section, its name, or a part of its name")
    rerun.add_argument(
        "--assume", action="append", default=[], metavar="ID=VALUE",
        help="a number, one with a unit, low..value..high, or for a factor the id of another; may be repeated",
    )  # fmt: skip
    rerun.add_argument(
        "--preset", action="append", default=[], metavar="NAME",
        help="several assumptions at once, of data/presets.csv; --assume overrides it; may be repeated",
    )  # fmt: skip
    rerun.add_argument("--language", default=ORIGINAL, help=f"one of {', '.join(EDITIONS)} (default: {ORIGINAL})")
    rerun.add_argument("--out", type=Path, default=Path("out"), help="folder for the two files (default: out)")
    rerun.add_argument("--allow-implausible", action="store_true", help="take values that look like a slip")
    rerun.set_defaults(run=_rerun)


def _rerun(options: argparse.Namespace) -> int:
    if missing := [package for module, package in _NEEDED.items() if not find_spec(module)]:
        print(f"rerun: missing: {', '.join(missing)}; pip install -r requirements.txt has them", file=sys.stderr)
        return 1
    from compendium.i18n.messages import using_language
    from compendium.notebooks import execute, kernels, parameters
    from compendium.rerun import choose
    from compendium.rerun.book import book
    from compendium.rerun.chapter import Asked, rerun
    from compendium.rerun.page import page

    if problems := parameters.unknown_language(options.language):
        raise DataError(problems)
    asked = Asked(choose.notebook(options.notebook), options.preset, options.assume, options.allow_implausible)
    targets = [options.out / f"{asked.path.stem}{end}" for end in (".ipynb", ".html")]
    if targets[0].resolve() == asked.path.resolve():
        print(f"rerun: {options.out} is where the book's own notebooks are; choose another folder", file=sys.stderr)
        return 2
    try:
        with using_language(options.language):
            made = rerun(asked, book(options.out))
            texts = (execute.text(made.notebook), page(made.notebook, book(options.out)))
        options.out.mkdir(parents=True, exist_ok=True)
        for target, text in zip(targets, texts, strict=True):
            paths.write_whole(target, text)
            print(f"{target}: {target.stat().st_size:,} bytes")
    except execute.NotebookError as error:
        print(f"rerun: {error}", file=sys.stderr)
        return 1
    except (FileExistsError, NotADirectoryError, PermissionError) as error:
        print(f"rerun: {error.filename}: {error.strerror}", file=sys.stderr)
        return 1
    finally:
        kernels.cool_down()
    for name in made.idle:
        print(f"rerun: {name} moves nothing in {asked.path.stem}", file=sys.stderr)
    return 0
