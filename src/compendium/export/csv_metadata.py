"""The description of the ledger as CSV: CSV on the Web metadata, beside the table, which stays plain.

What a column holds is told by the JSON Schema of the ledger, which has it once for both.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from compendium.citation.identity import SPDX
from compendium.export import header

NAME = "ledger.csv-metadata.json"  # where readers of CSV on the Web look for it
_TABLE = "ledger.csv"
_TYPES = {"integer": "integer", "number": "double", "boolean": {"base": "boolean", "format": "True|False"}}


def csv_metadata(columns: list[str], head: Mapping[str, Any]) -> str:
    """Return the metadata of the table.

    Args:
        columns: the names of its columns, in their order.
        head: of the ledger, as ``header.header`` returns it.
    """
    own, report = head.get("compendium", {}), head.get("report", {})
    schema = json.loads(header.schema())
    told = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": _TABLE,
        "dc:title": own.get("title", {}).get("en"),
        "dc:creator": [one["name"] for one in own.get("authors", ())],
        "dc:date": own.get("released"),
        "dc:identifier": own.get("doi"),
        "dc:license": own and f"{SPDX}{own['license']}",
        "dc:source": report and f"{report['title'][report['language']]}, SHA-256 {report['sha256']}",
        "schema:version": own and " ".join(filter(None, (own["version"], own.get("commit", "")))),
        "dc:description": _about(own),
        "tableSchema": {"columns": [_column(name, schema) for name in columns], "primaryKey": "id"},
    }
    return json.dumps(header.filled(told), ensure_ascii=False, indent=1) + "\n"


def _about(own: Mapping[str, Any]) -> str:
    read = f" Sources read until {own['read_until']}." if own else ""
    return f"Every figure of a report, one a row. A cell is empty where there is no value.{read}"


def _column(name: str, schema: Mapping[str, Any]) -> dict[str, Any]:
    """Return the description of one column from the fields of a figure and of its interval."""
    figure, definitions = schema["properties"]["figures"]["items"], schema["$defs"]
    known = {**definitions["interval"]["properties"], **figure["properties"]}
    words = (told for pattern, told in figure["patternProperties"].items() if re.search(pattern, name))
    field = known.get(name) or next(words)
    field = definitions[field["$ref"].rpartition("/")[2]] if "$ref" in field else field
    several = field.get("type") == "array"
    kind = (field["items"] if several else field).get("type", "string")
    datatype = _TYPES.get(kind[0] if isinstance(kind, list) else kind, "string")
    described = {"name": name, "titles": name, "dc:description": _told(field), "datatype": datatype}
    return described | ({"separator": " "} if several else {})


def _told(field: Mapping[str, Any]) -> str:
    """Return what a field holds, with the meaning of each of its words."""
    meanings = (f"{one['const'] or '(empty)'}: {one['description']}" for one in field.get("oneOf", ()))
    return " ".join((field["description"], *meanings))
