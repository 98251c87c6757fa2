"""The schema of the ledger describes every field, and no ledger has a field that it does not describe."""

import csv
import io
import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from compendium.audit.audit import Audit
from compendium.export import csv_metadata, header, records
from compendium.ledger import vocabulary
from made_up import draft, released

RELEASED, DRAFT = header.header(released(), "2024-05-06", "abc"), header.header(draft(), "2024-05-06", "")
SCHEMA = json.loads(header.schema())
FIGURE = SCHEMA["properties"]["figures"]["items"]["properties"]
CHECK = FIGURE["derivations"]["items"]["properties"]
FACTOR = SCHEMA["properties"]["factors"]["items"]["properties"]
ERRATUM = SCHEMA["properties"]["errata"]["items"]["properties"]


def faults(told: Any) -> list[str]:
    return [f"{error.json_path}: {error.message}" for error in Draft202012Validator(SCHEMA).iter_errors(told)]


def fields(rules: Any) -> Iterator[tuple[str, Any]]:
    """Yield every field that a schema describes, at any depth."""
    if isinstance(rules, dict):
        for kind in ("properties", "patternProperties"):
            yield from rules.get(kind, {}).items()
        for one in rules.values():
            yield from fields(one)


def test_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("head", [RELEASED, DRAFT, {}], ids=["released", "draft", "nobody's"])
def test_ledger_is_valid(audit: Audit, head: dict[str, Any]) -> None:
    assert faults(json.loads(records.ledger_json(audit, head=head))) == []


def test_ledger_with_another_field_is_not(audit: Audit) -> None:
    told = json.loads(records.ledger_json(audit))
    told["figures"][0]["colour"] = "red"
    told["factors"][0]["grade"] = "D"
    assert len(faults(told)) == 2


def test_every_field_says_what_it_holds() -> None:
    found = list(fields(SCHEMA))
    assert len(found) > 100
    told = [(name, rules if "$ref" not in rules else SCHEMA["$defs"][rules["$ref"][8:]]) for name, rules in found]
    assert [name for name, rules in told if len(rules.get("description", "")) < 5] == []


def test_no_object_may_have_other_fields() -> None:
    def objects(rules: Any) -> Iterator[dict[str, Any]]:
        if isinstance(rules, dict):
            if rules.get("type") == "object":
                yield rules
            for one in rules.values():
                yield from objects(one)

    assert all(one["additionalProperties"] is False for one in objects(SCHEMA))


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (FIGURE["arithmetic"], vocabulary.Arithmetic),
        (FIGURE["evidence"], vocabulary.Evidence),
        (FIGURE["qualifier"], vocabulary.Qualifier),
        (SCHEMA["$defs"]["kind"], vocabulary.Kind),
        (CHECK["role"], vocabulary.Role),
        (CHECK["method"], vocabulary.Method),
        (CHECK["basis"], vocabulary.Basis),
        (CHECK["finding"], vocabulary.Finding),
        (CHECK["independence"], vocabulary.Independence),
        (CHECK["differs"]["items"], vocabulary.Difference),
        (CHECK["choice"], vocabulary.Choice),
        (FACTOR["kind"], vocabulary.FactorKind),
        (ERRATUM["severity"], vocabulary.Severity),
        (ERRATUM["status"], vocabulary.Status),
    ],
    ids=lambda one: one.__name__ if isinstance(one, type) else "",
)
def test_every_word_has_its_meaning(rules: dict[str, Any], words: type[StrEnum]) -> None:
    assert {one["const"] for one in rules["oneOf"]} == {str(word) for word in words}
    assert all(len(one["description"]) > 5 for one in rules["oneOf"])


def test_header_tells_what_is_known() -> None:
    own, report = RELEASED["compendium"], RELEASED["report"]
    assert (own["version"], own["commit"], own["license"], own["read_until"]) == (
        "1.2.0",
        "abc",
        "CC-BY-4.0",
        "2024-05-06",
    )
    assert [one["name"] for one in own["authors"]] == ["Josiah Carberry", "Ada Baker"]
    assert (report["id"], report["sha256"]) == ("almanac2020", "0" * 64)
    unknown = {"released", "authors", "doi", "url", "repository"}
    assert unknown <= set(own)
    assert unknown.isdisjoint(DRAFT["compendium"])


def test_every_column_is_described(audit: Audit) -> None:
    told = json.loads(csv_metadata.csv_metadata(records.csv_columns(audit), RELEASED))
    columns = told["tableSchema"]["columns"]
    rows = list(csv.reader(io.StringIO(records.ledger_csv(audit))))
    assert [one["name"] for one in columns] == rows[0]
    assert all(len(one["dc:description"]) > 5 for one in columns)
    read = {"integer": int, "double": float, "string": str}
    for row in rows[1:]:
        for cell, one in zip(row, columns, strict=True):
            if isinstance(one["datatype"], dict):
                assert cell in one["datatype"]["format"].split("|")
            else:
                for part in cell.split(one["separator"]) if "separator" in one else [cell]:
                    assert not part or read[one["datatype"]](part) is not None


def test_table_itself_stays_plain(audit: Audit) -> None:
    assert records.ledger_csv(audit).startswith("id,section,")
