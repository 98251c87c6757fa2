"""Metadata files at the top of the repository, in which archives and reference managers look for the identity.

``CITATION.cff`` is in the Citation File Format 1.2.0, ``.zenodo.json`` in the form of Zenodo's deposits,
``codemeta.json`` in that of CodeMeta 3.0. A field that is not known is left out.
"""

import json
from collections.abc import Callable, Mapping
from html import escape
from typing import Any

from compendium.citation.identity import SPDX, Identity, Person

_MESSAGE = (
    "If you use this compendium, please cite it. To cite one number, use the reference on its record in the book."
)
NOBODY = "The authors of the compendium"  # what stands where a format demands an author and nobody is named yet


def files(own: Identity, until: str) -> dict[str, str]:
    """Return the text of each file by its name.

    Args:
        own: the identity of the compendium.
        until: the date until which its sources were read, YYYY-MM-DD.
    """
    made: dict[str, Callable[[Identity, str], str]] = {
        "CITATION.cff": citation_cff,
        ".zenodo.json": zenodo,
        "codemeta.json": codemeta,
    }
    return {name: make(own, until) for name, make in made.items()}


def citation_cff(own: Identity, until: str) -> str:
    """Return ``CITATION.cff``; both licences are listed, which the format reads as either of them."""
    import yaml

    told = {
        "cff-version": "1.2.0",
        "message": _MESSAGE,
        "title": own.title["en"],
        "abstract": f"{own.description['en']} Sources read until {until}.",
        "type": "dataset",
        "version": own.version,
        "date-released": own.date,
        "doi": own.doi,
        "url": own.address,
        "repository-code": own.repository,
        "authors": [_cff_author(one) for one in own.people] or [{"name": NOBODY}],
        "license": list(own.licences.values()),
        "keywords": list(own.keywords),
        "references": [_cff_report(own)],
    }
    head = "# Made from identity.toml by `make identity`.\n"
    return head + yaml.safe_dump(_filled(told), allow_unicode=True, sort_keys=False, width=110)


def _cff_author(one: Person) -> dict[str, str]:
    return _filled(
        {
            "family-names": one.family,
            "given-names": one.given,
            "orcid": one.orcid_address,
            "affiliation": one.affiliation,
        }
    )


def _cff_report(own: Identity) -> dict[str, Any]:
    told = own.report
    year, month = (int(part) for part in told.date.split("-")[:2])
    return _filled(
        {
            "type": "report",
            "scope": "The report that is audited",
            "title": told.title[told.language],
            "authors": [{"name": name} for name in told.issuers[told.language]],
            "year": year,
            "month": month,
            "url": told.address,
            "notes": f"{told.title['en']}. SHA-256 of the audited text: {told.sha256}",
        }
    )


def zenodo(own: Identity, until: str) -> str:
    """Return ``.zenodo.json``, which takes one licence: that of text, charts and data."""
    report = own.report.title[own.report.language]
    licence = f"Text, charts and data: {own.licences['content']}. Code: {own.licences['code']}."
    told = {
        "title": own.title["en"],
        "description": f"<p>{escape(own.description['en'])} Sources read until {until}.</p><p>{escape(licence)}</p>",
        "upload_type": "dataset",
        "version": own.version,
        "publication_date": own.date,
        "creators": [
            _filled({"name": f"{one.family}, {one.given}", "orcid": one.orcid, "affiliation": one.affiliation})
            for one in own.people
        ]
        or [{"name": NOBODY}],
        "license": own.licences["content"].lower(),
        "access_right": "open",
        "language": "eng",
        "keywords": list(own.keywords),
        "notes": f"Audits the report {report}, whose text is not part of this deposit.",
        "related_identifiers": [
            {"identifier": address, "relation": relation, "resource_type": kind}
            for address, relation, kind in (
                (own.repository, "isSupplementedBy", "software"),
                (own.address, "isIdenticalTo", "publication-book"),
                (own.report.address, "reviews", "publication-report"),
            )
            if address
        ],
    }
    return json.dumps(_filled(told), ensure_ascii=False, indent=2) + "\n"


def codemeta(own: Identity, _: str) -> str:
    """Return ``codemeta.json``."""
    told = {
        "@context": "https://w3id.org/codemeta/3.0",
        "type": "SoftwareSourceCode",
        "identifier": own.doi_address,
        "name": own.title["en"],
        "description": own.description["en"],
        "version": own.version,
        "datePublished": own.date,
        "author": [_codemeta_author(one) for one in own.people] or [{"type": "Organization", "name": NOBODY}],
        "license": [f"{SPDX}{name}" for name in own.licences.values()],
        "codeRepository": own.repository,
        "issueTracker": f"{own.repository.rstrip('/')}/issues" if own.repository else "",
        "url": own.address,
        "programmingLanguage": "Python",
        "keywords": list(own.keywords),
    }
    return json.dumps(_filled(told), ensure_ascii=False, indent=2) + "\n"


def _codemeta_author(one: Person) -> dict[str, Any]:
    place = {"type": "Organization", "name": one.affiliation} if one.affiliation else ""
    return _filled(
        {
            "type": "Person",
            "id": one.orcid_address,
            "givenName": one.given,
            "familyName": one.family,
            "affiliation": place,
        }
    )


def _filled(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value}
