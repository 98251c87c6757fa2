"""Sections: the report's own numbers for its parts, of any depth, in figures or letters: ``3.6``, ``A.1``."""

import re


def chapter(section: str) -> str:
    """Return the chapter that a section lies in: ``3`` for ``3.6``."""
    return section.partition(".")[0]


def within(section: str, part: str) -> bool:
    """Return whether a section is a part of the report or lies in it; '' is the whole report."""
    return part in ("", section) or section.startswith(f"{part}.")


def order(section: str) -> tuple[tuple[bool, int, str], ...]:
    """Return a key that sorts sections as the report has them: 2 before 10, numbers before letters."""
    parts = re.findall(r"\d+|[^\d.]+", section)
    return tuple((not part.isdigit(), int(part) if part.isdigit() else 0, part) for part in parts)
