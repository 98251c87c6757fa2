"""``codecheck.yml``: what an independent checker would have to reproduce, in the form of CODECHECK 1.0.

The authors cannot check themselves: the names of a checker, the report and the certificate are left empty for whoever
does. https://codecheck.org.uk/spec/config/1.0/
"""

import json
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from compendium import paths
from compendium.citation import standing
from compendium.citation.identity import Identity
from compendium.citation.metadata import NOBODY
from compendium.i18n.messages import N_
from compendium.ledger.rows import Review

SPECIFICATION = "https://codecheck.org.uk/spec/config/1.0/"
BOOK = "_build/html/"  # where the outputs of a build stand, from the top of the repository
# What the authors' own tests check, and what nobody has checked. The page for reviewers shows both, translated.
CHECKED = (
    N_("The tests execute every notebook again and compare every output with the published one."),
    N_("The tests build the whole book twice, in different folders and settings, and compare the bytes."),
    N_("The tests validate every row of the tables, and compute the units through every formula."),
    N_("The tests compute every result once more from its formula as the ledger shows it, in numbers and units."),
    N_("The tests look for the words that are quoted from the report in its text, where that text is at hand."),
)
_UNCHECKED = (
    N_(
        "The sources were read by the authors alone, many in a reprint or in public code and not on the issuer's page; "
        "what is of grade C could not be opened, or its words not read."
    ),
    N_("Which checks and factors there are, and which of them count, the authors chose by their own rules."),
    N_("The tests compare numbers, links and sources of the two languages; nobody else has compared the words."),
    N_("The book was built on Linux only."),
)


def unchecked(reviews: Sequence[Review]) -> tuple[str, ...]:
    """Return what nobody has checked, as messages."""
    return (standing.unchecked(reviews), *_UNCHECKED)


def outputs() -> dict[str, str]:
    """Return what each output shows, by its path in the built book: the executed notebooks and the ledger."""
    notebooks = sorted(paths.NOTEBOOKS.glob("*.ipynb"))
    return {
        "_static/ledger.json": "Every figure with its answers and checks, every derivation, every factor",
        "_static/ledger.csv": "Every figure with its answers, one a row",
        **{f"notebooks/{path.name}": f"Executed notebook: {_title(path)}" for path in notebooks},
    }


def _title(notebook: Path) -> str:
    """Return the title of a notebook, the first line of its first cell of text."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    text = next("".join(cell["source"]) for cell in cells if cell["cell_type"] == "markdown")
    return text.splitlines()[0].lstrip("# ").strip()


def committed(own: Identity, reviews: Sequence[Review]) -> str:
    """Return the file at the top of the repository. It has no digests: a build gives each output its own."""
    return codecheck(own, {_of_repository(path): comment for path, comment in outputs().items()}, reviews)


def _of_repository(path: str) -> str:
    return path if path.startswith("notebooks/") else f"{BOOK}{path}"


def in_book(own: Identity, folder: Path, reviews: Sequence[Review]) -> dict[str, str]:
    """Return the files for a built book by their names: the same with digests, and the digests for ``sha256sum -c``.

    Args:
        own: the identity of the compendium.
        folder: of the built book; an output that it has not is left out.
        reviews: what reviewers recorded.
    """
    found = {path: (folder / path).read_bytes() for path in outputs() if (folder / path).is_file()}
    told = {path: f"{outputs()[path]}. SHA-256 {sha256(content).hexdigest()}" for path, content in found.items()}
    return {"codecheck.yml": codecheck(own, told, reviews), "codecheck.sha256": checksums(found)}


def checksums(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of each file in the form that ``sha256sum -c`` reads."""
    return "".join(f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))


def codecheck(own: Identity, files: Mapping[str, str], reviews: Sequence[Review]) -> str:
    """Return the configuration of a check.

    Args:
        own: the identity of the compendium.
        files: what each file that is to be reproduced shows, by its path.
        reviews: what reviewers recorded.
    """
    import yaml

    told: dict[str, Any] = {
        "version": SPECIFICATION,
        "manifest": [{"file": path, "comment": comment} for path, comment in files.items()],
        "paper": _paper(own),
        "codechecker": [],
        "report": "",
        "certificate": "",
        "summary": "\n".join(
            [
                f"{standing.self_check(reviews)} No codechecker has checked it, and it has no certificate.",
                *("", "Checked by the authors' own tests:", *(f"- {words}" for words in CHECKED)),
                *("", "Not checked:", *(f"- {words}" for words in unchecked(reviews))),
            ]
        ),
    }
    if own.repository:
        told["repository"] = own.repository
    head = (
        "%YAML 1.1\n---\n"
        "# Made from identity.toml and the list of notebooks. `make book` reproduces every file of the manifest.\n"
        "# codechecker, report and certificate are for an independent checker to fill in.\n"
    )
    return head + yaml.dump(told, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=110)


def _dumper() -> Any:
    """Return a writer of YAML that keeps the lines of a text with several."""
    import yaml

    class Lines(yaml.SafeDumper):
        pass

    def text(dumper: Any, words: str) -> Any:
        return dumper.represent_scalar("tag:yaml.org,2002:str", words, style="|" if "\n" in words else None)

    Lines.add_representer(str, text)
    return Lines


def _paper(own: Identity) -> dict[str, Any]:
    authors = [{"name": one.name, "ORCID": one.orcid} if one.orcid else {"name": one.name} for one in own.people] or [
        {"name": NOBODY}
    ]
    reference = own.doi_address or own.address
    told: dict[str, Any] = {"title": own.title["en"], "authors": authors}
    return told | ({"reference": reference} if reference else {})
