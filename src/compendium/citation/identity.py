"""The identity of the compendium: people, version, date, addresses, DOI, and the report that it audits.

What is not known is empty. ``gaps`` names such fields: a draft may have them, a release must not.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.ledger.problem import DataError, Problem, nearest

ORCID, DOI, SPDX = "https://orcid.org/", "https://doi.org/", "https://spdx.org/licenses/"  # before each identifier
_LICENCES = {  # where people read a licence, if its steward has a page for them
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
}
_FORMS = {
    "version": (r"\d+\.\d+\.\d+(?:[-+.]?[0-9A-Za-z.]+)?", "a version such as 1.0.0"),
    "date": (r"(?:\d{4}-\d\d-\d\d)?", "a date such as 2026-01-31, or nothing"),
    "repository": (r"(?:https://[^\s/]+/\S+)?", "an https address, or nothing"),
    "address": (r"(?:https://\S+)?", "an https address, or nothing"),
    "doi": (r"(?:10\.\d{4,9}/\S+)?", "a DOI such as 10.5281/zenodo.1234567, or nothing"),
    "orcid": (r"(?:\d{4}-){3}\d{3}[\dX]", "an ORCID such as 0000-0002-1825-0097"),
}


@dataclass(frozen=True)
class Person:
    """An author; ``name_zh`` is the name in Chinese characters."""

    family: str
    given: str
    orcid: str = ""
    affiliation: str = ""
    name_zh: str = ""

    @property
    def name(self) -> str:
        """The name in Latin letters."""
        return f"{self.given} {self.family}"

    def shown(self, language: str) -> str:
        """Return the name as an edition shows it: in Chinese characters in Chinese, if there is one."""
        return self.name_zh if language == "zh" and self.name_zh else self.name

    @property
    def orcid_address(self) -> str:
        """The address of the ORCID; '' without one."""
        return f"{ORCID}{self.orcid}" if self.orcid else ""


@dataclass(frozen=True)
class Report:
    """The report that is audited; titles and issuers by language, ``sha256`` of the text that was read."""

    key: str
    language: str
    date: str
    address: str
    sha256: str
    title: Mapping[str, str]
    issuers: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Identity:
    """All that ``identity.toml`` says; titles and descriptions by language, licences as SPDX identifiers."""

    version: str
    date: str
    repository: str
    address: str
    doi: str
    keywords: tuple[str, ...]
    title: Mapping[str, str]
    description: Mapping[str, str]
    licences: Mapping[str, str]
    report: Report
    people: tuple[Person, ...] = ()

    @property
    def doi_address(self) -> str:
        """The address of the DOI; '' without one."""
        return f"{DOI}{self.doi}" if self.doi else ""

    def licence_address(self, part: str) -> str:
        """Return where the licence of a part can be read: ``content`` or ``code``."""
        name = self.licences[part]
        return _LICENCES.get(name, f"{SPDX}{name}.html")

    @property
    def gaps(self) -> tuple[str, ...]:
        """The fields that a release needs and that are empty."""
        found = [name for name in ("date", "repository", "address", "doi", "people") if not getattr(self, name)]
        found += [f"people[{place}].orcid" for place, one in enumerate(self.people) if not one.orcid]
        return tuple(found)


@cache
def identity(path: Path | None = None) -> Identity:
    """Return the identity in a file, by default the project's.

    Raises:
        DataError: a field is unknown, missing or not of its form.
    """
    return read(path or paths.IDENTITY)


def read(path: Path) -> Identity:
    """Return the identity in a file, read anew."""
    try:
        text = tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise DataError([Problem(path.name, str(error), "TOML")]) from None
    raw = {"people": [], **text}
    problems = [*_faults(path.name, raw, Identity), *_faults(path.name, raw.get("report", {}), Report, "report.")]
    for place, one in enumerate(raw["people"]):
        problems += _faults(path.name, one, Person, f"people[{place}].")
    if problems:
        raise DataError(problems)
    report = raw["report"]
    issuers = {language: tuple(names) for language, names in report["issuers"].items()}
    whole = {
        **raw,
        "keywords": tuple(raw["keywords"]),
        "people": tuple(Person(**one) for one in raw["people"]),
        "report": Report(**{**report, "issuers": issuers}),
    }
    return Identity(**whole)


def _faults(file: str, raw: Mapping[str, Any], kind: type, within: str = "") -> Iterator[Problem]:
    """Yield what is wrong with the fields of a table of the file."""
    known = {field.name: field for field in fields(kind)}
    for name, field in known.items():
        if name not in raw and field.default is MISSING:
            yield Problem(file, "no such field", "a value, which may be empty", column=f"{within}{name}")
    for name, value in raw.items():
        column = f"{within}{name}"
        if name not in known:
            yield Problem(file, "an unknown field", f"one of {', '.join(known)}", None, column, nearest(name, known))
        elif known[name].type in (str, "str") and not isinstance(value, str):
            yield Problem(file, repr(value), "text in quotes", column=column)
        elif kind is not Report and isinstance(value, str) and name in _FORMS:
            form, words = _FORMS[name]
            if not (re.fullmatch(form, value) and (name != "orcid" or _checked(value))):
                yield Problem(file, repr(value), words, column=column)


def _checked(orcid: str) -> bool:
    """Return whether the last character of an ORCID is the check digit of the others (ISO 7064, 11-2)."""
    digits, last = orcid.replace("-", "")[:-1], orcid[-1]
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    wanted = (12 - total % 11) % 11
    return last == ("X" if wanted == 10 else str(wanted))
