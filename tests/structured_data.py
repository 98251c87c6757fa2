"""The schema of the structured data in the pages."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads((Path(__file__).parent / "schemas" / "structured-data.json").read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    return Draft202012Validator(schema)


def faults(data: Any) -> list[str]:
    """Return what is wrong with structured data; for the schema of its own type."""
    kind = data.get("@type") if isinstance(data, dict) else None
    schema = _validator().schema
    assert isinstance(schema, dict)
    if kind not in {one["$ref"].rpartition("/")[2] for one in schema["oneOf"]}:
        return [f"no type of the book: {kind!r}"]
    own = _validator().evolve(schema={"$ref": f"#/$defs/{kind}", "$defs": schema["$defs"]})
    return [f"{error.json_path}: {error.message}" for error in own.iter_errors(data)]
