"""The metadata files hold by the schemas of their formats, for an identity without gaps and for one that has all."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from compendium.citation import metadata
from compendium.citation.identity import Identity
from made_up import draft, released

SCHEMAS = Path(__file__).parents[2] / "schemas"
UNTIL = "2024-05-06"
both = pytest.mark.parametrize("own", [released(), draft()], ids=["released", "draft"])


def kept(name: str) -> Any:
    return json.loads((SCHEMAS / name).read_text(encoding="utf-8"))


def of(own: Identity, name: str) -> Any:
    text = metadata.files(own, UNTIL)[name]
    # Dates stay text, as the schema has them; this loader makes nothing but text.
    return yaml.load(text, yaml.BaseLoader) if name.endswith(".cff") else json.loads(text)  # noqa: S506


def valid(told: Any, schema: str) -> list[str]:
    rules = kept(schema)
    validator = jsonschema.validators.validator_for(rules)(rules, format_checker=jsonschema.FormatChecker())
    return [error.message for error in validator.iter_errors(told)]


@both
def test_citation_file_is_valid(own: Identity) -> None:
    assert valid(of(own, "CITATION.cff"), "cff-1.2.0.schema.json") == []


def test_citation_file_with_a_fault_is_not() -> None:
    told = of(released(), "CITATION.cff")
    assert valid({**told, "doi": "zenodo.1234567"}, "cff-1.2.0.schema.json") != []


@both
def test_deposit_is_valid(own: Identity) -> None:
    assert valid(of(own, ".zenodo.json"), "zenodo.schema.json") == []


def test_deposit_with_a_fault_is_not() -> None:
    assert valid({**of(released(), ".zenodo.json"), "upload_type": "book"}, "zenodo.schema.json") != []


def test_description_of_a_deposit_is_html() -> None:
    own = replace(released(), description={"en": "Bread & water < 2 loaves.", "zh": ""})
    assert "<p>Bread &amp; water &lt; 2 loaves. Sources" in of(own, ".zenodo.json")["description"]


def terms(told: Any) -> set[str]:
    """Return the names of all fields, at any depth."""
    if isinstance(told, dict):
        return set(told) | {name for one in told.values() for name in terms(one)}
    return {name for one in told for name in terms(one)} if isinstance(told, list) else set()


@both
def test_codemeta_uses_terms_of_its_context(own: Identity) -> None:
    told = of(own, "codemeta.json")
    assert told["@context"] == "https://w3id.org/codemeta/3.0"
    known = kept("codemeta-3.0.context.jsonld")["@context"]
    assert terms(told) - {"@context"} <= set(known)
    assert {told["type"], *(one["type"] for one in told["author"])} <= set(known)


def test_what_is_known_stands_in_every_file() -> None:
    cff, deposit, code = (of(released(), name) for name in ("CITATION.cff", ".zenodo.json", "codemeta.json"))
    assert [one["family-names"] for one in cff["authors"]] == ["Carberry", "Baker"]
    assert [one["name"] for one in deposit["creators"]] == ["Carberry, Josiah", "Baker, Ada"]
    assert [one["familyName"] for one in code["author"]] == ["Carberry", "Baker"]
    assert (cff["date-released"], deposit["publication_date"], code["datePublished"]) == ("2025-01-31",) * 3
    assert cff["doi"] in code["identifier"]


def test_what_is_not_known_is_left_out() -> None:
    texts = metadata.files(draft(), UNTIL)
    for text in texts.values():
        assert "date-released" not in text
        assert "zenodo.1234567" not in text
        assert "orcid" not in text
        assert metadata.NOBODY in text
