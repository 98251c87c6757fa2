"""The bibliography as a table, to whose keys the other tables refer."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pybtex.database import Entry

NAME, FILE = "bibliography", "bibliography.csv"
_DESCRIBED = {
    "key": "The key by which the other tables name it.",
    "kind": "The mark of its kind in GB/T 7714: J a journal's article, R a report, S a standard, DS data, CP a "
    "program, EB a page on the web.",
    "authors": "People and institutes, with semicolons between them; '; others' where not all are named.",
    "title": "Its title in its own language.",
    "place": "The journal, series or site where it was published.",
    "year": "The year of publication; empty if it has none.",
    "url": "Where it was read; if the next column has an address, the issuer's page, which was not opened; if the date "
    "is empty, where it should be found.",
    "read_at": "Where its words were read, if not at its url.",
    "doi": "Its DOI.",
    "read": "The date on which it was read; empty if it was not opened.",
    "grade": "A: the issuer's own text, standard or data file. B: a secondary text. A factor has a grade of its own, "
    "which says whether the words could be read.",
    "note": "A gloss in English, and where it was read if not at the issuer's.",
}


def rows(path: Path) -> Iterator[dict[str, str]]:
    """Yield the works of a bibliography in its order, by the columns of the table."""
    from pybtex.database import parse_file

    for key, entry in parse_file(str(path)).entries.items():
        told: Mapping[str, str] = {name.lower(): _plain(text) for name, text in entry.fields.items()}
        yield {
            "key": key,
            "kind": told.get("type") or ("J" if entry.type == "article" else "EB"),
            "authors": "; ".join(_plain(str(one)) for one in _people(entry)),
            "title": told.get("title", ""),
            "place": told.get("journal") or told.get("howpublished", ""),
            "year": told.get("year", ""),
            "url": told.get("url", ""),
            "read_at": told.get("readat", ""),
            "doi": told.get("doi", ""),
            "read": told.get("urldate", ""),
            "grade": told.get("keywords", ""),
            "note": told.get("note", ""),
        }


def _people(entry: "Entry") -> list[Any]:
    return list(entry.persons.get("author", ()))


def _plain(latex: str) -> str:
    r"""Return a field without what only TeX needs: the braces that keep capitals, the stroke of ``\%``."""
    return re.sub(r"\\([%&_#$])", r"\1", latex).replace("{", "").replace("}", "")


def table(path: Path) -> str:
    """Return a bibliography as CSV."""
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(_DESCRIBED), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(path))
    return text.getvalue()


def resource() -> dict[str, Any]:
    """Return the description of the table as a resource of a data package."""
    formats = {"year": "year", "read": "date"}
    columns: list[dict[str, Any]] = [
        {"name": name, "type": formats.get(name, "string"), "description": words} for name, words in _DESCRIBED.items()
    ]
    columns[0]["constraints"] = {"required": True, "unique": True}
    return {
        "name": NAME,
        "path": FILE,
        "profile": "tabular-data-resource",
        "title": "Bibliography",
        "description": "The works that the other tables name, made from references.bib.",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {"fields": columns, "missingValues": [""], "primaryKey": "key"},
    }
