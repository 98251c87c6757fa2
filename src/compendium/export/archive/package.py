"""The data package: the committed description of the tables, completed with what is known of the compendium.

``data/datapackage.json`` has the columns of the tables. Version, people, licences and sources stand in
``identity.toml``, the works in the bibliography; sizes and hashes follow from the files. A package has all of it.
"""

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from typing import Any

from compendium.citation.identity import Identity
from compendium.export.archive import sources
from compendium.export.header import filled

FILE = "datapackage.json"
_CITING = {"figures": "cites", "factors": "source", "defaults": "source"}  # the column of each table with a work's key
_PARTS = {"content": "text, charts and data", "code": "code"}  # that a licence is for
_LICENCES = {"CC-BY-4.0": "Creative Commons Attribution 4.0", "MIT": "MIT License"}


def described(columns: str, own: Identity, files: Mapping[str, bytes]) -> str:
    """Return the description of a package.

    Args:
        columns: the description of its tables, as it is committed.
        own: the identity of the compendium.
        files: the content of each of its files by name; a table that is not among them is left out.
    """
    committed = json.loads(columns)
    resources = [_citing(one) for one in (*committed["resources"], sources.resource()) if one["path"] in files]
    told = {
        "name": committed["name"],
        "profile": committed["profile"],
        "id": own.doi_address,
        "title": own.title["en"],
        "description": own.description["en"],
        "version": own.version,
        "created": own.date and f"{own.date}T00:00:00Z",
        "homepage": own.address,
        "keywords": list(own.keywords),
        "licenses": [_licence(own, part) for part in own.licences],
        "contributors": [_contributor(own, place) for place in range(len(own.people))],
        "sources": _sources(own),
        "resources": [_measured(_narrowed(one, files[one["path"]]), files[one["path"]]) for one in resources],
    }
    return json.dumps(filled(told), ensure_ascii=False, indent=2) + "\n"


def _citing(resource: Mapping[str, Any]) -> dict[str, Any]:
    """Return a resource whose column of works refers to the bibliography."""
    if resource["name"] not in _CITING:
        return dict(resource)
    key = {
        "fields": _CITING[resource["name"]],
        "reference": {"resource": sources.NAME, "fields": "key"},
    }
    schema = resource["schema"]
    return {**resource, "schema": {**schema, "foreignKeys": [*schema.get("foreignKeys", ()), key]}}


def _narrowed(resource: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    """Return a resource without the columns that its table leaves out."""
    header = next(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    fields = [field for field in resource["schema"]["fields"] if field["name"] in header]
    return {**resource, "schema": {**resource["schema"], "fields": fields}}


def _measured(resource: Mapping[str, Any], content: bytes) -> dict[str, Any]:
    digest = hashlib.sha256(content).hexdigest()
    return {**resource, "bytes": len(content), "hash": f"sha256:{digest}"}


def _licence(own: Identity, part: str) -> dict[str, str]:
    name = own.licences[part]
    return {"name": name, "path": own.licence_address(part), "title": f"{_LICENCES.get(name, name)}: {_PARTS[part]}"}


def _contributor(own: Identity, place: int) -> dict[str, str]:
    one = own.people[place]
    return filled({"title": one.name, "path": one.orcid_address, "organization": one.affiliation, "role": "author"})


def _sources(own: Identity) -> list[dict[str, str]]:
    report = {"title": own.report.title[own.report.language], "path": own.report.address}
    return [filled(report), {"title": "Works from which the factors are taken", "path": sources.FILE}]
