"""What a test does where a program that it needs is missing: it is skipped, or fails where none may be."""

import os
from typing import NoReturn

import pytest


def without(reason: str) -> NoReturn:
    """Skip a test; let it fail if ``COMPENDIUM_NO_SKIP`` is set, as where all programs have been installed."""
    if os.environ.get("COMPENDIUM_NO_SKIP"):
        pytest.fail(reason)
    pytest.skip(reason)
