"""What a sweep is: its design, data, engine and libraries, so that only the same sweep goes on in a folder."""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import metadata
from typing import Any

from compendium import paths
from compendium.ledger.ledger import Ledger
from compendium.scenarios.design.blocks import Design

_ENGINE = ("ledger", "audit", "scenarios")  # the packages whose code makes the results
LIBRARIES = ("numpy", "scipy", "pyarrow")
_FOLLOW = ("kind", "scenarios")  # from the design
_NAMES = {
    "design": "the design",
    "data": "the data",
    "engine": "the code that computes",
    "compendium": "the version of the compendium",
    "block": "the number of scenarios in a block",
    "rows": "which rows are kept",
    "allow_implausible": "whether implausible values are allowed",
}


@cache
def software() -> dict[str, str]:
    """Return what computes on this machine: versions by name, and a digest of the engine's code."""
    digest = hashlib.sha256()
    for package in _ENGINE:
        for path in sorted((paths.SOURCE / package).rglob("*.py")):
            digest.update(path.relative_to(paths.SOURCE).as_posix().encode() + path.read_bytes())
    identity = tomllib.loads(paths.IDENTITY.read_text(encoding="utf-8"))
    versions = {name: metadata.version(name) for name in LIBRARIES}
    return {"compendium": str(identity["version"]), **versions, "engine": digest.hexdigest()}


def manifest(
    ledger: Ledger, design: Design, rows: tuple[str, ...], size: int, *, allow_implausible: bool
) -> dict[str, Any]:
    """Return what a sweep is: all of it has to be equal for its results to be equal."""
    told = [ledger.figures, ledger.factors, ledger.derivations, ledger.presets]
    data = hashlib.sha256(repr([list(table.items()) for table in told]).encode()).hexdigest()
    return {
        **software(),
        "data": data,
        "design": design.digest,
        "kind": design.kind,
        "scenarios": design.scenarios,
        "block": size,
        "rows": list(rows),
        "allow_implausible": allow_implausible,
    }


def key(manifest: Mapping[str, Any]) -> str:
    """Return a digest of all that a sweep is."""
    return hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()


def differences(there: Mapping[str, Any], here: Mapping[str, Any]) -> str:
    """Return in words in what two sweeps differ, or what computes them on two machines; '' if in nothing."""
    found = []
    for key in here:
        if there.get(key) == here[key] or key in _FOLLOW:
            continue
        name = _NAMES.get(key, key)
        digests = key in ("engine", "data", "design")
        found.append(name if digests else f"{name} ({there.get(key, 'none')} there, {here[key]} here)")
    return ", ".join(found)
