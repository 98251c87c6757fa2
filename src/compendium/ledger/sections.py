"""Sections: the report's own numbering of its parts, of any depth, in digits or letters: ``3.6``, ``A.1``."""

import re


def chapter(section: str) -> str:
    """Return the chapter that a section lies in: ``3`` for ``3.6``."""
    return section.partition(".")[0]


def within(section: str, part: str) -> bool:
    """Return whether a section is ``part`` or lies within it; '' is the whole report."""
    return part in ("", section) or section.startswith(f"{part}.")


def order(section: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a sort key for sections in the report's order: 2 before 10, numbers before letters."""
    parts = re.findall(r"\d+|[^\d.]+", section)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
