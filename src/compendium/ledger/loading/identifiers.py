"""Identifiers of people, as tables and the identity have them."""

import re

ORCID = "0000-0002-1825-0097"  # one that a message may name as an example
_ORCID = re.compile(r"(?:\d{4}-){3}\d{3}[\dX]")


def is_orcid(text: str) -> bool:
    """Return whether a text is an ORCID, whose last character is the check digit of the others (ISO 7064, 11-2)."""
    if not _ORCID.fullmatch(text):
        return False
    total = 0
    for digit in text.replace("-", "")[:-1]:
        total = (total + int(digit)) * 2
    wanted = (12 - total % 11) % 11
    return text[-1] == ("X" if wanted == 10 else str(wanted))
