"""Replacing a piece of somebody else's text or code: where it is no longer there, the build warns, and so fails."""

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
    found = text.count(old)
    if found != 1:
        logger.warning(
            "%s: expected once, found %d times: %r. An upgrade changed what compendium.sphinx_ext.patches replaces.",
            place, found, old, type="compendium", subtype="patch",
        )  # fmt: skip
    return text.replace(old, new)


def replace_function(module: ModuleType, name: str, function: Any) -> None:
    """Put a function in the place of a module's own, which must be there."""
    if not callable(getattr(module, name, None)):
        logger.warning(
            "%s.%s is gone. An upgrade changed what compendium.sphinx_ext.patches replaces.",
            module.__name__, name, type="compendium", subtype="patch",
        )  # fmt: skip
    setattr(module, name, function)
