"""The bibliography's style: pybtex's plain one, with names joined and notes in the current language."""

import re
from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pybtex.plugin import find_plugin, register_plugin
from pybtex.richtext import BaseMultipartText, HRef, String, Text
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import field, names, sentence

from compendium.i18n.catalogs import TOLD
from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import current_language, gettext

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx


_ADDRESS = re.compile(r"(https?://[!-~]*[\w/])")  # the mark of punctuation behind it is none of it


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

    def format_entry(self, label: str, entry: "Entry", bib_data: Any = None) -> Any:
        """Return an entry of the bibliography with its notes and joined names in the current language."""
        own = deepcopy(entry)
        for name in TOLD:
            if name in own.fields:
                own.fields[name] = gettext(own.fields[name])
        for people in own.persons.values():
            if (
                current_language() != ORIGINAL and str(people[-1]) == "others"
            ):  # joined as a name would be, but in English only
                people.pop()
                people[-1].last_names[-1] += gettext(" and others")
        found = super().format_entry(label, own, bib_data)
        found.text = with_links(found.text)
        return found


def with_links(text: Any) -> Any:
    """Return pybtex's rich text with every address that stands in it as plain text made a link."""
    if isinstance(text, String):
        return Text(*(HRef(part, part) if _ADDRESS.fullmatch(part) else part for part in _ADDRESS.split(str(text))))
    if isinstance(text, HRef) or not isinstance(text, BaseMultipartText):
        return text
    return text._create_similar([with_links(part) for part in text.parts])


def setup_bibliography(_: "Sphinx") -> None:
    """Register the style as ``compendium``, and the backends that pybtex looks up for each citation.

    Without a registered backend pybtex reads the metadata of all installed packages each time.
    """
    register_plugin("pybtex.style.formatting", "compendium", Style)
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)
