"""Replacement of other people's text or code, with a warning, which fails the build, if it is no longer there."""

import re
from types import ModuleType
from typing import Any

from sphinx.util import logging

logger = logging.getLogger(__name__)


def replace_once(text: str, old: str, new: str, place: str) -> str:
    """Return a text with a part replaced that must occur in it exactly once.

    Args:
        text: the text that somebody else wrote.
        old: the part to replace.
        new: its replacement.
        place: where the text is, for the warning.
    """
    if (found := text.count(old)) != 1:
        _warn(f"{place}: expected once, found {found} times: {old!r}")
    return text.replace(old, new)


def replace_each(text: str, old: str, new: str, place: str) -> str:
    """Return a text with all occurrences of a part replaced; there must be at least one."""
    if old not in text:
        _warn(f"{place}: not found: {old!r}")
    return text.replace(old, new)


def substitute_each(text: str, pattern: re.Pattern[str], new: str, place: str) -> str:
    """Return a text with all matches of a pattern replaced; there must be at least one."""
    text, found = pattern.subn(new, text)
    if not found:
        _warn(f"{place}: not found: {pattern.pattern}")
    return text


def replace_function(module: ModuleType | type, name: str, function: Any) -> None:
    """Replace a function of a module or a class, which must exist."""
    if not callable(getattr(module, name, None)):
        _warn(f"{module.__name__}.{name} is gone")
    setattr(module, name, function)


def _warn(what: str) -> None:
    logger.warning(
        "%s. An upgrade changed what compendium.sphinx_ext.patches replaces.", what, type="compendium", subtype="patch"
    )
