"""The bibliography's style: pybtex's plain one in English, that of GB/T 7714-2015 in Chinese.

Notes are in the current language, titles in that of the work. In the form of GB/T 7714 an entry starts with the issuer
and the document; the site where a copy was read stands last, as what it is, and is never taken for an author. Where the
words were read elsewhere than on the issuer's page (``readat``), both addresses are shown as what they are.
"""

import re
from collections.abc import Iterator
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import BaseMultipartText, HRef, String, Text
from pybtex.style import FormattedEntry
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import field, join, names, optional, sentence

from compendium.i18n.catalogs import TOLD
from compendium.i18n.messages import current_language, gettext, language

if TYPE_CHECKING:
    from pybtex.database import Entry, Person
    from sphinx.application import Sphinx

_HAN = re.compile("[\u3400-\u9fff]")
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+|[Aa]nonymous.*")  # no author: where something was read, or nobody
_STANDARD = re.compile(r"(GB(?:/T)?) ([\d.]+)-(\d{4}) (.+)")  # a number before the title, which it follows in the list
_NAMED = 3  # authors that are named; the rest are "others"
_ADDRESS = re.compile(r"(https?://[!-~]*[\w/])", re.ASCII)  # the mark of punctuation behind it is none of it
_FORMATTED: dict[tuple[str, str], Any] = {}  # texts of entries, by language and content
_TITLED = "题名为本书所拟"  # such a title stands in square brackets


class Style(PlainStyle):  # type: ignore[misc]
    """The formatting of bibliography entries; titles stay in the language of the work."""

    def format_names(self, role: str, as_sentence: bool = True) -> Any:
        """Return an entry's people or institutes."""
        joined = names(role, sep=gettext(", "), sep2=gettext(" and "), last_sep=gettext(", and "))
        return sentence[joined] if as_sentence else joined

    def format_title(self, e: "Entry", which_field: str, as_sentence: bool = True) -> Any:
        """Return a title with the work's capitals: pybtex's own style would write pm2.5."""
        title = field(which_field)
        return sentence[title] if as_sentence else title

    def format_web_refs(self, e: "Entry") -> Any:
        """Return an entry's addresses: where it was read and when, and the issuer's page where that was not opened."""
        if "readat" not in e.fields:
            return super().format_web_refs(e)
        issuer, place = (_plain(e.fields.get(name, "")) for name in ("url", "readat"))
        read = gettext("Read at {address} on {date}", address=place, date=e.fields.get("urldate", ""))
        told = gettext("Issuer's page, not opened: {address}", address=issuer) if issuer else field("missing")
        return join(sep=" ")[optional[sentence[told]], sentence[read], sentence[optional[self.format_doi(e)]]]

    def format_entry(self, label: str, entry: "Entry", bib_data: Any = None) -> Any:
        """Return an entry of the bibliography with its notes and joined names in the current language."""
        known = (current_language(), repr(entry))
        if known not in _FORMATTED:
            _FORMATTED[known] = self._formatted(label, entry, bib_data)
        return FormattedEntry(entry.key, _FORMATTED[known], label)

    def _formatted(self, label: str, entry: "Entry", bib_data: Any) -> Any:
        own = deepcopy(entry)
        for name in TOLD:
            if name in own.fields:
                own.fields[name] = gettext(own.fields[name])
        if language().han:
            return gbt7714(own)
        return with_links(super().format_entry(label, own, bib_data).text)


def with_links(text: Any) -> Any:
    """Return pybtex's rich text with every address that stands in it as plain text made a link."""
    if isinstance(text, String):
        return Text(*(HRef(part, part) if _ADDRESS.fullmatch(part) else part for part in _ADDRESS.split(str(text))))
    if isinstance(text, HRef) or not isinstance(text, BaseMultipartText):
        return text
    return text._create_similar([with_links(part) for part in text.parts])


def gbt7714(entry: "Entry") -> Text:
    """Return an entry in the form of GB/T 7714-2015, its note after it."""
    url, readat, doi = (_plain(entry.fields.get(name, "")) for name in ("url", "readat", "doi"))
    note = _plain(entry.fields.get("note", ""))
    read = f"[{entry.fields['urldate']}]" if "urldate" in entry.fields else ""
    head = [*_authors(entry), _title(entry), f"[{_mark(entry)}]. ", _issue(entry), read, "."]
    if place := readat or url:
        copy = readat or entry.fields.get("keywords") == "B" or "转载" in note
        head += [" 转引自" if copy else " ", HRef(place, place), "."]
        note = re.sub(rf"(?:^|(?<=。))读自{re.escape(place)}(?:。|$)", "", note)
    if readat and url:
        head += [" 发布机构网页（未打开）：", HRef(url, url), "."]
    if doi:
        head += [" DOI: ", HRef(f"https://doi.org/{doi}", doi), "."]
    if note:
        head += [with_links(String(f" {note if note.endswith(('。', '.')) else f'{note}。'}"))]
    return Text(*head)


def _plain(latex: str) -> str:
    return str(Text.from_latex(re.sub(r"(?<!\\)%", r"\%", latex)))  # a bare % would begin a comment


def _authors(entry: "Entry") -> Iterator[str]:
    """Yield the people or institutes with a full stop behind them; nothing where only a site is known."""
    people = [one for one in entry.persons.get("author", ()) if not _SITE.fullmatch(_plain(str(one)).strip("{}"))]
    known = [one for one in people if str(one) != "others"]
    if not known:
        return
    named = [_author(one) for one in known[:_NAMED]]
    if len(known) > _NAMED or len(known) < len(people):
        named.append("等" if _HAN.search(named[0]) else "et al")
    yield ", ".join(named) + ". "


def _author(person: "Person") -> str:
    """Return a name as it is written in Chinese, an institute as it is, any other as ``DEL GIUDICE M``."""
    family = _plain(" ".join((*person.prelast_names, *person.last_names)))
    given = _plain(" ".join((*person.first_names, *person.middle_names)))
    if not given:
        return family
    initials = " ".join(one[0] for one in re.split(r"[\s.-]+", given) if one)
    return f"{family.upper()} {initials}"


def _title(entry: "Entry") -> str:
    title = _plain(entry.fields["title"])
    if found := _STANDARD.fullmatch(title):
        return f"{found[4]}: {found[1]} {found[2]}—{found[3]}"
    told = re.sub(r" ?\(([^()]*)\)", r"（\1）", title) if _HAN.search(title) else title
    return f"[{told}]" if _TITLED in entry.fields.get("note", "") else told


def _mark(entry: "Entry") -> str:
    """Return the mark of the kind of work, and that it is online: ``J/OL``; a page on the web is ``EB/OL``."""
    kind = entry.fields.get("type") or ("J" if entry.type == "article" else "EB")
    return f"{kind}/OL" if "url" in entry.fields or kind == "EB" else kind


def _issue(entry: "Entry") -> str:
    """Return where and when a work was published: ``期刊, 2021, 13(05): 45-51``, ``新华社, 2020``."""
    fields, year = entry.fields, entry.fields.get("year", "[年份不详]")
    number = f"({fields['number']})" if "number" in fields else ""
    if "journal" in fields:
        volume = f", {fields['volume']}{number}" if "volume" in fields else ""
        pages = f": {fields['pages'].replace('--', '-')}" if "pages" in fields and volume else ""
        return f"{_plain(fields['journal'])}, {year}{volume}{pages}"
    place = "" if fields.get("type") == "R" else _plain(fields.get("howpublished", ""))
    return f"{place}, {year}" if place else str(year)


def setup_bibliography(_: "Sphinx") -> None:
    """Register the style as ``compendium``, and the backends that pybtex looks up for each citation.

    Without a registered backend pybtex reads the metadata of all installed packages each time.
    """
    register_plugin("pybtex.style.formatting", "compendium", Style)
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)
