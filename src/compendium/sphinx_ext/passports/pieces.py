"""Pieces of HTML that the parts of a record share: lists of facts, sources, sentences one behind the other."""

import re
from collections.abc import Sequence

import htpy as h

from compendium.display import labels
from compendium.display.markup import SOURCES_DOCUMENT, gettext_markup, source_anchor
from compendium.i18n.messages import gettext, language
from compendium.ledger.rows import Work
from compendium.sphinx_ext.passports.edition import Edition

_KANA, _HAN = re.compile("[\u3040-\u30ff]"), re.compile("[\u3400-\u9fff]")
OPENED = 3  # boxes that stand open; of more, most are folded
Facts = Sequence[tuple[str, h.Node]]


def facts(found: Facts) -> h.Element:
    """Return a list of facts, without those that are empty."""
    return h.dl[((h.dt[name], h.dd[fact]) for name, fact in found if fact)]


def in_row(*sentences: h.Node) -> h.Node:
    """Return sentences one behind the other, as the language sets them; those that are empty are left out."""
    joint = "" if language().han else " "
    found = [one for one in sentences if one]
    return h.fragment[(h.fragment[joint if place else None, one] for place, one in enumerate(found))]


def linked(words: str, address: str) -> h.Node:
    """Return a link, or the words alone where there is nothing to link to."""
    return h.a(href=address)[words] if address else words


def own_entry(address: str, id_: str) -> h.Node:
    """Return the link to a row's entry in the book, by the row's name; None where the book has no such page."""
    return h.p(class_="id")[h.a(href=address)[id_]] if address else None


def opened(edition: Edition, key: str) -> h.Node:
    """Return the short name of a work as a link to where it was read, if it was."""
    name = labels.work(edition.audit.ledger, key)
    works = edition.audit.ledger.works
    return linked(name, works[key].address) if key in works and works[key].read else name


def source(edition: Edition, key: str) -> h.Node:
    """Return a work by its short name and title, with its address, the date of reading, and its entry in the book."""
    name = labels.work(edition.audit.ledger, key)
    if key not in edition.works:
        return name
    title, work = edition.title_of(key), edition.audit.ledger.works[key]
    page = edition.page(SOURCES_DOCUMENT, source_anchor(key))
    return h.fragment[
        h.a(href=page)[name] if page else name,
        gettext(": "), gettext_markup("{one}, {other}", one=h.cite(lang=tongue(title))[title], other=_way(work)),
    ]  # fmt: skip


def _way(work: Work) -> h.Node:
    """Return where and when a work was read, and the issuer's page where that was not opened."""
    if not work.address:
        return gettext("no address known")
    place = h.a(href=work.address)[_host(work.address)]
    if not work.read:
        return gettext_markup("not opened: {place}", place=place)
    found = gettext_markup("read at {place} on {date}", place=place, date=h.time[work.read])
    if not work.issuer:
        return found
    issuer = h.a(href=work.issuer)[_host(work.issuer)]
    return h.fragment[found, gettext_markup("; issuer's page, not opened: {place}", place=issuer)]


def _host(address: str) -> str:
    """Return the words of a link to another site: its host, for public code its repository, or the DOI."""
    if "doi.org/" in address:
        return f"DOI {address.partition('doi.org/')[2]}"
    host, *path = address.partition("://")[2].split("/")
    return "/".join((host, *path[:2])) if host == "github.com" else host


def tongue(text: str) -> str:
    """Return the language of a text by its script: Japanese, Chinese, or English for all in Latin letters.

    >>> tongue("平均增長"), tongue("電力の排出"), tongue("half a kilogram")
    ('zh', 'ja', 'en')
    """
    if _KANA.search(text):
        return "ja"
    return "zh" if _HAN.search(text) else "en"
