"""The browser that prints; the tests of pages use it too."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

# The shell is the browser without its windows: the same pages for half of the work.
_NAMES = ("chromium-headless-shell", "chromium", "google-chrome")
NO_BROWSER = (
    "no browser: install Debian's chromium, name a Chromium in COMPENDIUM_BROWSER, or run playwright install chromium"
)


class PrintError(Exception):
    """Something that would spoil a PDF; the message is one line."""


def program() -> str | None:
    """Return the program of a Chromium, if there is one: that which is named, the system's, or Playwright's own."""
    named = os.environ.get("COMPENDIUM_BROWSER") or next(filter(None, map(shutil.which, _NAMES)), None)
    return named or _of_playwright()


def _of_playwright() -> str | None:
    from playwright.sync_api import sync_playwright

    try:
        with sync_playwright() as playwright:
            path = playwright.chromium.executable_path
    except Exception:  # its driver does not start where a library of the system is missing
        return None
    return path if Path(path).is_file() else None


@contextmanager
def running() -> Iterator[Any]:
    """Run a browser within a ``with`` block.

    Raises:
        PrintError: there is none, or it does not start.
    """
    from playwright.sync_api import Error, sync_playwright

    path = program()
    if not path:
        raise PrintError(NO_BROWSER)
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        except Error as error:
            raise PrintError(f"{path} does not start: {str(error).splitlines()[0]}") from error
        try:
            yield browser
        finally:
            browser.close()
