"""The RO-Crate of a release (https://w3id.org/ro/crate/1.1): what is in its folder, who made it, with which software.

It is a Process Run Crate too: the build of the book is an action, of which the tables and notebooks are the objects and
the pages the result. What is not known is left out, and a release with such gaps says that it is a draft.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from compendium.citation.identity import SPDX, Identity
from compendium.export.header import filled

FILE = "ro-crate-metadata.json"
HTML, PDF = "html/", "pdf/"
_SPECIFICATION = "https://w3id.org/ro/crate/1.1"
_PROFILE = "https://w3id.org/ro/wfrun/process/0.5"
_ENGINE, _ACTION, _REPORT, _DIGEST = "#compendium", "#build", "#report", "#report-sha256"
# What the folders hold; code has a licence of its own.
_FOLDERS = {
    "data/": "The tables of the audit, described by data/datapackage.json.",
    "notebooks/": "A chapter or case each, executed, in English.",
    "book/": "Prose pages, bibliography, templates and style sheets.",
    "locale/": "The Chinese translation, as gettext catalogs.",
    "src/": "The engine, which computes every answer from the tables and builds the book.",
    "LICENSES/": "The texts of all licences.",
    "tests/": "Tests of the engine and of this report.",
    HTML: "The built book: html/index.html leads to it in English and Chinese.",
    PDF: "The book and its key points as PDF, in English and Chinese.",
}
_CODE = ("src/", "tests/")
_OBJECTS = ("data/", "notebooks/", "book/", "locale/")
_FORMATS = {
    "csv": "text/csv", "json": "application/json", "ipynb": "application/x-ipynb+json", "md": "text/markdown",
    "html": "text/html", "zip": "application/zip", "pdf": "application/pdf", "bib": "application/x-bibtex",
    "cff": "application/yaml", "toml": "application/toml", "txt": "text/plain",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}  # fmt: skip


@dataclass(frozen=True)
class Part:
    """A file of the release that is described by itself."""

    path: str
    size: int
    name: str = ""
    description: str = ""


@dataclass(frozen=True)
class Made:
    """What a release was made from and with: a commit, '' if there is none, and versions of software by name."""

    commit: str
    software: Mapping[str, str]
    draft: bool


def metadata(own: Identity, until: str, parts: Iterable[Part], folders: Iterable[str], made: Made) -> str:
    """Return ``ro-crate-metadata.json``.

    Args:
        own: the identity of the compendium.
        until: the date until which its sources were read, which stands for that of the release until there is one.
        parts: the files that are described one by one.
        folders: the folders at the top of the release, each with a stroke at its end.
        made: what it was made from and with.
    """
    files, held = [_file(one) for one in parts], [one for one in folders if one in _FOLDERS]
    graph = [
        {
            "@id": FILE,
            "@type": "CreativeWork",
            "conformsTo": _to(_SPECIFICATION),
            "about": _to("./"),
        },
        _root(own, until, [*held, *(one["@id"] for one in files)], made),
        *files,
        *(_folder(one, own) for one in held),
        *_run(own, held, made),
        *_people(own),
        *_report(own),
        *_licences(own),
        {"@id": _PROFILE, "@type": "CreativeWork", "name": "Process Run Crate", "version": "0.5"},
    ]
    told = {"@context": f"{_SPECIFICATION}/context", "@graph": [filled(one) for one in graph]}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _to(id_: str) -> dict[str, str]:
    return {"@id": id_}


def _each(ids: Iterable[str]) -> Any:
    """Return references to entities; to a single one as itself, as the specification advises."""
    found = [_to(one) for one in ids]
    return found[0] if len(found) == 1 else found


def _root(own: Identity, until: str, held: Iterable[str], made: Made) -> dict[str, Any]:
    draft = "Draft, not released: its identity has gaps, or its files are not those of a commit. " if made.draft else ""
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{own.title['en']}{' (draft, not released)' if made.draft else ''}",
        "alternateName": own.title.get("zh"),
        "description": f"{draft}{own.description['en']} Sources read until {until}.",
        "creativeWorkStatus": "Draft" if made.draft else "Published",
        "datePublished": own.date or until,
        "version": own.version,
        "identifier": own.doi_address,
        "url": own.address,
        "license": _to(SPDX + own.licences["content"]),
        "keywords": list(own.keywords),
        "author": _each(_id(own, place) for place in range(len(own.people))),
        "about": _to(_REPORT),
        "conformsTo": _to(_PROFILE),
        "mentions": _to(_ACTION),
        "hasPart": _each(held),
    }


def _file(part: Part) -> dict[str, Any]:
    return {
        "@id": part.path,
        "@type": "File",
        "name": part.name or part.path.rpartition("/")[2],
        "description": part.description,
        "contentSize": str(part.size),
        "encodingFormat": _FORMATS.get(part.path.rpartition(".")[2], "text/plain"),
    }


def _folder(name: str, own: Identity) -> dict[str, Any]:
    licence = own.licences["code" if name in _CODE else "content"]
    return {
        "@id": name,
        "@type": "Dataset",
        "name": name.rstrip("/"),
        "description": _FOLDERS[name],
        "license": _to(SPDX + licence),
    }


def _run(own: Identity, held: Iterable[str], made: Made) -> Iterable[dict[str, Any]]:
    """Yield the build of the book, the engine that did it, and the software that this needs."""
    held = list(held)
    yield {
        "@id": _ACTION,
        "@type": "CreateAction",
        "name": "Build of the book",
        "description": "python -m compendium book" + (f", from commit {made.commit}" if made.commit else ""),
        "instrument": _to(_ENGINE),
        "agent": _each(_id(own, place) for place in range(len(own.people))),
        "object": _each(one for one in held if one in _OBJECTS),
        "result": _each(one for one in held if one == HTML),
    }
    yield {
        "@id": _ENGINE,
        "@type": "SoftwareApplication",
        "name": "compendium",
        "softwareVersion": own.version,
        "url": own.repository,
        "license": _to(SPDX + own.licences["code"]),
        "softwareRequirements": _each(_package(*one) for one in made.software.items()),
    }
    for name, version in made.software.items():
        id_ = _package(name, version)
        yield {"@id": id_, "@type": "SoftwareApplication", "name": name, "softwareVersion": version}


def _package(name: str, version: str) -> str:
    """Return the address of a Python package that is none of a host (https://github.com/package-url/purl-spec)."""
    return f"pkg:pypi/{name}@{version}"


def _id(own: Identity, place: int) -> str:
    return own.people[place].orcid_address or f"#person-{place + 1}"


def _people(own: Identity) -> Iterable[dict[str, Any]]:
    institutes = {one.affiliation: f"#affiliation-{place + 1}" for place, one in enumerate(own.people)}
    for place, one in enumerate(own.people):
        yield {
            "@id": _id(own, place),
            "@type": "Person",
            "name": one.name,
            "givenName": one.given,
            "familyName": one.family,
            "alternateName": one.name_zh,
            "affiliation": one.affiliation and _to(institutes[one.affiliation]),
        }
    yield from ({"@id": id_, "@type": "Organization", "name": name} for name, id_ in institutes.items() if name)


def _report(own: Identity) -> Iterable[dict[str, Any]]:
    """Yield the report, which is no part of the release, with its issuers and the digest of its text."""
    told = own.report
    issuers = {name: f"#issuer-{place + 1}" for place, name in enumerate(told.issuers[told.language])}
    yield {
        "@id": _REPORT,
        "@type": "Report",
        "name": told.title[told.language],
        "alternateName": told.title["en"],
        "description": "The report that is audited. Its text is not part of this release.",
        "inLanguage": told.language,
        "datePublished": told.date,
        "url": told.address,
        "author": _each(issuers.values()),
        "identifier": _to(_DIGEST),
    }
    digest = {"name": "Digest of the audited text", "propertyID": "SHA-256", "value": told.sha256}
    yield {"@id": _DIGEST, "@type": "PropertyValue", **digest}
    yield from ({"@id": id_, "@type": "Organization", "name": name} for name, id_ in issuers.items())


def _licences(own: Identity) -> Iterable[dict[str, Any]]:
    told = {"content": "text, charts and data", "code": "code"}
    for part, name in own.licences.items():
        words = f"The licence of {told[part]}."
        yield {"@id": SPDX + name, "@type": "CreativeWork", "name": name, "description": words}
