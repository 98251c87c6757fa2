"""Provenance: what a rerun was made from, in the metadata of its notebook and in its last cell."""

import platform
import shlex
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

from compendium import paths
from compendium.citation.identity import identity
from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import current_language, gettext

KEY = "compendium"  # of the metadata
_LIBRARIES = ("ipykernel", "matplotlib", "numpy", "pandas", "papermill", "pint", "scipy")


def provenance(
    name: str, assumptions: Mapping[str, Any], presets: Sequence[str], allow_implausible: bool, fingerprint: str
) -> dict[str, Any]:
    """Return what a rerun was made from.

    Args:
        name: of the notebook.
        assumptions: by id, those of presets included.
        presets: by name.
        allow_implausible: whether implausible values were taken.
        fingerprint: of the inputs of this run.
    """
    return {
        "notebook": name,
        "language": current_language(),
        "assumptions": dict(assumptions),
        "presets": list(presets),
        "allow_implausible": allow_implausible,
        "fingerprint": fingerprint,
        "version": identity().version,
        "commit": paths.commit(),
        "python": platform.python_version(),
        "libraries": {library: version(library) for library in _LIBRARIES},
    }


def command(about: Mapping[str, Any], own: Mapping[str, Any]) -> str:
    """Return the command that makes the same rerun.

    Args:
        about: its provenance.
        own: the assumptions that no preset makes.
    """
    words = ["python", "-m", "compendium", "rerun", about["notebook"]]
    for name in about["presets"]:
        words += ["--preset", name]
    for id_, value in own.items():
        words += ["--assume", f"{id_}={value}"]
    if about["language"] != ORIGINAL:
        words += ["--language", about["language"]]
    return shlex.join([*words, *(["--allow-implausible"] if about["allow_implausible"] else [])])


def last_cell(about: Mapping[str, Any], again: str) -> str:
    """Return the Markdown of the last cell, which says what the run was made from.

    Args:
        about: its provenance.
        again: the command that makes it again.
    """
    libraries = gettext(", ").join(f"{name} {number}" for name, number in about["libraries"].items())
    made = gettext(
        "Compendium {version}, Python {python}; {libraries}.",
        version=about["version"], python=about["python"], libraries=libraries,
    )  # fmt: skip
    if about["commit"]:
        made = gettext("{made} Commit {commit}.", made=made, commit=about["commit"])
    lines = [
        f"## {gettext('About this run')}",
        made,
        gettext("Fingerprint of its inputs: {digest}.", digest=f"`{about['fingerprint']}`"),
        gettext("The same again:"),
        f"```bash\n{again}\n```",
    ]
    return "\n\n".join(lines)
