"""Staging: the source folder of an edition, from which Jupyter Book builds it like the first edition."""

import os
import shutil
from pathlib import Path

from compendium import paths
from compendium.i18n.languages import EDITIONS


def stage(edition: str) -> Path:
    """Copy the pages and the settings, set to an edition's language, beside its executed notebooks; return the folder.

    Files keep their modification times, so that Sphinx reads only changed ones again.
    """
    import yaml

    folder = paths.EDITIONS / edition
    shutil.rmtree(folder / "book", ignore_errors=True)
    shutil.copytree(paths.BOOK, folder / "book")
    shutil.copy2(paths.ROOT / "_toc.yml", folder)
    settings = yaml.safe_load((paths.ROOT / "_config.yml").read_text(encoding="utf-8"))
    settings["sphinx"]["config"] |= {
        "language": EDITIONS[edition].locale,
        "locale_dirs": [os.path.relpath(paths.LOCALE, folder)],
    }
    paths.write_whole(folder / "_config.yml", yaml.safe_dump(settings, allow_unicode=True, sort_keys=False))
    return folder
