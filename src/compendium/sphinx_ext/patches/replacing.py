"""Replacing a piece of somebody else's text or code: where it is no longer there, the build warns, and so fails."""

import re
from types import ModuleType
from typing import Any

from sphinx.util import logging

logger = logging.getLogger(__name__)


def replace_once(text: str, old: str, new: str, place: str) -> str:
    """Return a text with a piece replaced that must stand in it once.

    Args:
        text: what somebody else wrote.
        old: the piece.
        new: what stands in its place.
        place: where the text is, for the warning.
    """
    if (found := text.count(old)) != 1:
        _warn(f"{place}: expected once, found {found} times: {old!r}")
    return text.replace(old, new)


def replace_each(text: str, old: str, new: str, place: str) -> str:
    """Return a text with a piece replaced wherever it stands, which must be once at least."""
    if old not in text:
        _warn(f"{place}: not found: {old!r}")
    return text.replace(old, new)


def substitute_each(text: str, pattern: re.Pattern[str], new: str, place: str) -> str:
    """Return a text with whatever a pattern finds replaced; it must find something."""
    text, found = pattern.subn(new, text)
    if not found:
        _warn(f"{place}: not found: {pattern.pattern}")
    return text


def replace_function(module: ModuleType, name: str, function: Any) -> None:
    """Put a function in the place of a module's own, which must be there."""
    if not callable(getattr(module, name, None)):
        _warn(f"{module.__name__}.{name} is gone")
    setattr(module, name, function)


def _warn(what: str) -> None:
    logger.warning(
        "%s. An upgrade changed what compendium.sphinx_ext.patches replaces.", what, type="compendium", subtype="patch"
    )
