"""The browser that prints, which tests use too."""

import os
import shutil

# The shell is the browser without its windows: the same pages for half of the work.
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
NO_BROWSER = "no browser: install Debian's chromium, or name a Chromium in COMPENDIUM_BROWSER"


def browser() -> str | None:
    """Return the program of a Chromium, if there is one."""
    return os.environ.get("COMPENDIUM_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
