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
# Most items differ in title, address and id only. citeproc takes 30 ms for a reference, so it formats one with these in
# their places, which are then replaced for each item.
_HOLES = {"title": "\ue000", "URL": "https://example.org/\ue001", "id": "hole"}
_ENDED = ".?!。？！…"  # after which a style sets no full stop
_COMMANDS = str.maketrans(
    {"\\": "\\textbackslash ", "{": "\\{", "}": "\\}", "~": "\\textasciitilde ", "^": "\\textasciicircum "}
)  # of LaTeX
_RIS = {"book": "BOOK", "chapter": "CHAP", "report": "RPRT"}
_UNKNOWN = {"zh": ("[出版地不详]", "[出版者不详]"), "en": ("[S.l.]", "[s.n.]")}  # place and publisher in GB/T 7714
_EDITION = {"zh": "{}版", "en": "Version {}"}


def forms(item: Item) -> dict[str, str]:
    """Return the reference in every form by its name: as text in each style, and for reference managers."""
    return {**texts(item), "BibTeX": bibtex(item), "RIS": ris(item), "CSL-JSON": csl_json(item)}


def texts(item: Item) -> dict[str, str]:
    """Return the reference as text by the name of its style, for instance ``APA``."""
    return {style: text(item, style) for style in _FILES}


def text(item: Item, style: str) -> str:
    """Return the reference as text in one style."""
    mould = _mould(
        json.dumps({**_styled(item, style), **{name: hole for name, hole in _HOLES.items() if name in item}}), style
    )
    title = item["title"]
    if title[-1] in _ENDED:
        mould = mould.replace(_HOLES["title"] + ".", _HOLES["title"])
    return mould.replace(_HOLES["title"], title).replace(_HOLES["URL"], item.get("URL", ""))


def _styled(item: Item, style: str) -> Item:
    """Return an item with what GB/T 7714 wants besides: the version as edition, and that no publisher is known.

    What is read at an address may leave place and publisher out.
    """
    if style != "GB/T 7714":
        return item
    language = item["language"]
    told = {name: value for name, value in item.items() if name != "version"}
    if "version" in item:
        told["edition"] = _EDITION[language].format(item["version"])
    if not {"URL", "DOI"} & item.keys():
        told["publisher-place"], told["publisher"] = _UNKNOWN[language]
    return told


@cache
def _mould(item: str, style: str) -> str:
    """Return the reference of an item, given as JSON, as citeproc writes it."""
    from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter
    from citeproc.source.json import CiteProcJSON

    told = json.loads(item)
    locale = _LOCALES[style].get(told["language"], "en-US")
    found = CitationStylesBibliography(_style(style, locale), CiteProcJSON([told]), formatter.plain)
    found.register(Citation([CitationItem(told["id"])]))
    whole = _NUMBER.sub("", str(found.bibliography()[0]))
    # Without authors the title stands in their place; citeproc-py writes it a second time in its own.
    return whole if "author" in told else _TITLE_FIRST.sub(r"\g<title>. \g<date>", whole)


@cache
def _style(name: str, locale: str) -> "CitationStylesStyle":
    from citeproc import CitationStylesStyle

    return CitationStylesStyle(str(STYLES / _FILES[name]), locale=locale, validate=False)


def csl_json(item: Item) -> str:
    """Return the reference as CSL-JSON, a list of one item."""
    lines = (f"  {json.dumps(name)}: {json.dumps(told, ensure_ascii=False)}" for name, told in item.items())
    return "[{\n" + ",\n".join(lines) + "\n}]\n"


def bibtex(item: Item) -> str:
    """Return the reference as an entry for BibTeX, with text as LaTeX reads it and addresses as they are.

    The book and its parts are of the type ``misc``, because others demand a publisher, and some an author.
    """
    report = item["type"] == "report"
    year, day = _issued(item)
    within, version = item.get("container-title", ""), item.get("version", "")
    names = [f"{{{_latex(one['literal'])}}}" if "literal" in one else _latex(_name(one)) for one in _authors(item)]
    fields = {
        "author": " and ".join(names),
        "title": f"{{{_latex(item['title'])}}}",  # inner braces keep its capitals
        "howpublished": _latex(f"In: {within}") if within else "",
        "institution": "; ".join(names) if report else "",
        "year": year,
        "month": day.partition("/")[0].lstrip("0"),
        "note": f"Version {version}" if version else "",
        "doi": item.get("DOI", ""),
        "url": item.get("URL", ""),
    }
    key = re.sub(r"[^\w.:-]", "-", item["id"])
    lines = [
        f"@{'techreport' if report else 'misc'}{{{key}",
        *(f"  {name} = {{{told}}}" for name, told in fields.items() if told),
    ]
    return ",\n".join(lines) + "\n}\n"


def _latex(text: str) -> str:
    """Return a text with the characters that LaTeX takes for commands as commands that show them."""
    return re.sub(r"[&%#_$]", r"\\\g<0>", text.translate(_COMMANDS))


def ris(item: Item) -> str:
    """Return the reference in the RIS format, with the line ends that it asks for."""
    return "".join(f"{tag}  - {told}\r\n" for tag, told in _tagged(item))


def _tagged(item: Item) -> Iterator[tuple[str, str]]:
    year, day = _issued(item)
    yield "TY", _RIS[item["type"]]
    yield from (("AU", _name(one)) for one in _authors(item))
    rest = {
        "TI": item["title"],
        "T2": item.get("container-title", ""),
        "PY": year,
        "DA": "/".join([year, *day.split("/"), "", ""][:4]) if day else "",  # three strokes, whatever is known
        "ET": item.get("version", ""),
        "DO": item.get("DOI", ""),
        "UR": item.get("URL", ""),
        "LA": EDITIONS[item["language"]].tag,
        "ID": item["id"],
    }
    yield from ((tag, told) for tag, told in rest.items() if told)
    yield "ER", ""


def _issued(item: Item) -> tuple[str, str]:
    """Return the year of a date, and month and day behind it, such as ``01/31``; '' for what is not known."""
    year, *day = item["issued"]["date-parts"][0] if "issued" in item else [""]
    return str(year), "/".join(f"{part:02}" for part in day)


def _authors(item: Item) -> list[Any]:
    return list(item.get("author", ()))


def _name(one: Item) -> str:
    return str(one.get("literal") or f"{one['family']}, {one['given']}")
