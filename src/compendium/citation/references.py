"""References: an item in the styles of APA and GB/T 7714-2015, and as BibTeX, RIS and CSL-JSON.

The styles are formatted by citeproc-py from the CSL files in ``styles``.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.citation.works import Item
from compendium.i18n.languages import EDITIONS

if TYPE_CHECKING:
    from citeproc import CitationStylesStyle

STYLES = Path(__file__).parent / "styles"
_FILES = {"APA": "apa.csl", "GB/T 7714": "gb-t-7714-2015.csl"}
_LOCALES = {"APA": {}, "GB/T 7714": {"zh": "zh-CN"}}  # APA is a style in English, whatever the title's language
_NUMBER = re.compile(r"^\[1\]\s*")  # of the reference in a list, which is no part of it
_TITLE_FIRST = re.compile(r"(?P<title>.+)\. (?P<date>\([^()]*\))\. (?P=title)")
_TITLE, _ADDRESS = "Stand-in", "https://stand-in.invalid/work"
_RIS = {"book": "BOOK", "chapter": "CHAP", "report": "RPRT"}
_BIBTEX = {"book": "book", "chapter": "incollection", "report": "techreport"}


def texts(item: Item) -> dict[str, str]:
    """Return the reference as text by the name of its style, for instance ``APA``."""
    return {style: text(item, style) for style in _FILES}


def text(item: Item, style: str) -> str:
    """Return the reference as text in one style.

    Hundreds of works differ in title and address only, so the style is applied once to stand-ins for these.
    """
    end = item["title"][-1:]
    marks = {"title": f"{_TITLE}{'' if end.isalnum() else end}", "URL": _ADDRESS}  # a style heeds the mark at the end
    marks = {name: mark for name, mark in marks.items() if name in item}
    told = _formatted(json.dumps({**item, **marks, "id": "work"}), style)
    for name, mark in marks.items():
        told = told.replace(mark, item[name])
    return told


@cache
def _formatted(item: str, style: str) -> str:
    """Return the reference of an item, which is given as JSON."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    work = json.loads(item)
    locale = _LOCALES[style].get(work["language"], "en-US")
    found = CitationStylesBibliography(_style(style, locale), CiteProcJSON([work]), formatter.plain)
    found.register(Citation([CitationItem(work["id"])]))
    whole = _NUMBER.sub("", str(found.bibliography()[0]))
    # Without authors the title stands in their place; citeproc-py writes it a second time in its own.
    return whole if "author" in work else _TITLE_FIRST.sub(r"\g<title>. \g<date>", whole)


@cache
def _style(name: str, locale: str) -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(STYLES / _FILES[name]), locale=locale, validate=False)


def csl_json(item: Item) -> str:
    """Return the reference as CSL-JSON, a list of one item."""
    return json.dumps([item], ensure_ascii=False, indent=1)


def bibtex(item: Item) -> str:
    """Return the reference as an entry for BibTeX."""
    from pybtex.database import BibliographyData, Entry, Person
    from pybtex.database.output.bibtex import Writer  # by its name pybtex would look it up in all packages each time

    year, *day = item["issued"]["date-parts"][0]
    fields = {
        "title": f"{{{item['title']}}}",
        "booktitle": item.get("container-title", ""),
        "year": str(year),
        "month": str(day[0]) if day else "",
        "version": item.get("version", ""),
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
    }
    persons = {"author": [Person(f"{{{_name(one)}}}" if "literal" in one else _name(one)) for one in _authors(item)]}
    entry = Entry(_BIBTEX[item["type"]], [(name, told) for name, told in fields.items() if told], persons)
    key = re.sub(r"[^\w.:-]", "-", item["id"])
    return str(Writer().to_string(BibliographyData({key: entry}))).rstrip() + "\n"


def ris(item: Item) -> str:
    """Return the reference in the RIS format, with the line ends that it asks for."""
    return "".join(f"{tag}  - {told}\r\n" for tag, told in _tagged(item))


def _tagged(item: Item) -> Iterator[tuple[str, str]]:
    date = item["issued"]["date-parts"][0]
    yield "TY", _RIS[item["type"]]
    yield from (("AU", _name(one)) for one in _authors(item))
    rest = {
        "TI": item["title"],
        "T2": item.get("container-title", ""),
        "PY": str(date[0]),
        "DA": "/".join(f"{part:02}" for part in date),
        "ET": item.get("version", ""),
        "DO": item.get("DOI", ""),
        "UR": item.get("URL", ""),
        "LA": EDITIONS[item["language"]].tag,
        "ID": item["id"],
    }
    yield from ((tag, told) for tag, told in rest.items() if told)
    yield "ER", ""


def _authors(item: Item) -> list[Any]:
    return list(item.get("author", ()))


def _name(one: Item) -> str:
    return str(one.get("literal") or f"{one['family']}, {one['given']}")
