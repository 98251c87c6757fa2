"""Headers: which compendium a file is from, which version of it, and which report it is about.

What is not known is left out. The header is the same in every language.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.citation.identity import Identity, read

SCHEMA = "ledger.schema.json"  # beside the ledger, wherever it is published
_FILE = Path(__file__).parent / "schemas" / SCHEMA


def schema() -> str:
    """Return the JSON Schema of the ledger: every field with its unit and the meaning of its words."""
    return _FILE.read_text(encoding="utf-8")


def header(own: Identity, until: str, commit: str) -> dict[str, Any]:
    """Return what stands at the top of the ledger as JSON: ``compendium`` and ``report``.

    Args:
        own: the identity of the compendium.
        until: the date until which its sources were read, YYYY-MM-DD.
        commit: that it is made from; '' if there is none.
    """
    told = own.report
    compendium = {
        "title": dict(own.title),
        "version": own.version,
        "released": own.date,
        "commit": commit,
        "read_until": until,
        "authors": [filled({"name": one.name, "orcid": one.orcid_address}) for one in own.people],
        "license": own.licences["content"],
        "doi": own.doi_address,
        "url": own.address,
        "repository": own.repository,
    }
    report = {
        "id": told.key,
        "sha256": told.sha256,
        "language": told.language,
        "title": dict(told.title),
        "issuers": {language: list(names) for language, names in told.issuers.items()},
        "date": told.date,
        "url": told.address,
    }
    return {"compendium": filled(compendium), "report": filled(report)}


def header_of(data: Path, until: str) -> dict[str, Any]:
    """Return the header for the tables of a folder; an empty one where no identity is beside them or their folder."""
    places = (data.resolve() / paths.IDENTITY.name, data.resolve().parent / paths.IDENTITY.name)
    found = next((path for path in places if path.is_file()), None)
    return header(read(found), until, paths.commit() if found == paths.IDENTITY else "") if found else {}


def filled(told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that are known."""
    return {name: value for name, value in told.items() if value}
