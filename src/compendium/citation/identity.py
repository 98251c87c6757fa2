"""The identity of the compendium: people, version, date, addresses, DOI, and the report that it audits.

What is not known is empty. ``gaps`` names such fields: a draft may have them, a release must not.
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.i18n.languages import EDITIONS
from compendium.ledger.loading.identifiers import ORCID, is_orcid
from compendium.ledger.problem import DataError, Problem, nearest

_ORCID, DOI, SPDX = "https://orcid.org/", "https://doi.org/", "https://spdx.org/licenses/"  # before each identifier
_LICENCES = {  # where people read a licence, if its steward has a page for them
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
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
        return f"{_ORCID}{self.orcid}" if self.orcid else ""


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

    def licence(self, of: str) -> str:
        """Return a licence as it is written in prose: CC BY 4.0 for CC-BY-4.0."""
        return self.licences[of].replace("-", " ")

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
    problems = list(_faults(path.name, raw, Identity))
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


def _faults(file: str, raw: Any, kind: type, within: str = "") -> Iterator[Problem]:
    """Yield what is wrong with a table of the file, whose fields are those of a dataclass."""
    if not isinstance(raw, Mapping):
        yield Problem(file, repr(raw), "a table with fields", column=within.rstrip("."))
        return
    known = {field.name: field for field in fields(kind)}
    for name, field in known.items():
        if name not in raw and field.default is MISSING:
            yield Problem(file, "no such field", "a value, which may be empty", column=f"{within}{name}")
    for name, value in raw.items():
        column = f"{within}{name}"
        if name in known:
            yield from _value_faults(file, column, value, known[name].type)
        else:
            yield _unknown(file, column, name, known)


def _value_faults(file: str, column: str, value: Any, kind: Any) -> Iterator[Problem]:
    """Yield what is wrong with the value of a field that is of a type of the dataclasses."""
    if kind is Report:
        yield from _faults(file, value, Report, f"{column}.")
    elif kind in _TABLES:
        yield from _table_faults(file, column, value, _TABLES[kind])
    elif kind is not str and not isinstance(value, list):
        yield Problem(file, repr(value), "a list in square brackets", column=column)
    elif kind == _PEOPLE:
        for place, one in enumerate(value):
            yield from _faults(file, one, Person, f"{column}[{place}].")
    elif kind == _TEXTS:
        for place, one in enumerate(value):
            yield from _value_faults(file, f"{column}[{place}]", one, str)
    elif not isinstance(value, str):
        yield Problem(file, repr(value), "text in quotes", column=column)
    else:
        right, words = _FORMS.get(re.sub(r"\[\d+\]", "", column), (None, ""))
        if right and not right(value):
            yield Problem(file, repr(value), words, column=column)


def _table_faults(file: str, column: str, value: Any, inner: Any) -> Iterator[Problem]:
    """Yield what is wrong with a table that has a value for each language, or for each kind of licence."""
    keys = _LICENSED if column == "licences" else tuple(EDITIONS)
    if not isinstance(value, Mapping):
        yield Problem(file, repr(value), f"a table with {', '.join(keys)}", column=column)
        return
    for key in keys:
        if key not in value:
            yield Problem(file, "no such field", "a value", column=f"{column}.{key}")
    for key, one in value.items():
        if key in keys:
            yield from _value_faults(file, f"{column}.{key}", one, inner)
        else:
            yield _unknown(file, f"{column}.{key}", key, keys)


def _unknown(file: str, column: str, name: str, known: Collection[str]) -> Problem:
    return Problem(file, "an unknown field", f"one of {', '.join(known)}", None, column, nearest(name, known))


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and date.fromisoformat(text))
    except ValueError:  # the 30th of February
        return False


def _like(pattern: str) -> Callable[[str], bool]:
    return lambda text: bool(re.fullmatch(pattern, text))


def _or_nothing(right: Callable[[str], bool]) -> Callable[[str], bool]:
    return lambda text: not text or right(text)


_LICENSED = ("content", "code")
_TEXTS, _PEOPLE = tuple[str, ...], tuple[Person, ...]
# With the type of their values.
_TABLES: Mapping[Any, Any] = {Mapping[str, str]: str, Mapping[str, tuple[str, ...]]: _TEXTS}
# What is right for a text, and in words; for those that are not here any text is.
_FORMS: Mapping[str, tuple[Callable[[str], bool], str]] = {
    "version": (_like(r"\d+\.\d+\.\d+(?:[-+.]?[0-9A-Za-z.]+)?"), "a version such as 1.0.0"),
    "date": (_or_nothing(_is_date), "a date such as 2026-01-31, or nothing"),
    "repository": (_or_nothing(_like(r"https://[^\s/]+/\S+")), "an https address, or nothing"),
    "address": (_or_nothing(_like(r"https://\S+")), "an https address, or nothing"),
    "doi": (_or_nothing(_like(r"10\.\d{4,9}/\S+")), "a DOI such as 10.5281/zenodo.1234567, or nothing"),
    "people.orcid": (_or_nothing(is_orcid), f"an ORCID such as {ORCID}, or nothing"),
    **{f"licences.{name}": (_like(r"[A-Za-z0-9.+-]+"), "an SPDX identifier such as MIT") for name in _LICENSED},
    "report.language": (lambda text: text in EDITIONS, f"one of {', '.join(EDITIONS)}"),
    "report.date": (lambda text: _is_date(f"{text}-01"), "a year and a month such as 2026-01"),
    "report.address": (_or_nothing(_like(r"https?://\S+")), "an address, or nothing"),
    "report.sha256": (_or_nothing(_like(r"[0-9a-f]{64}")), "64 hexadecimal digits, or nothing"),
}
