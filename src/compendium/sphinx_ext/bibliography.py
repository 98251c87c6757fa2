"""The bibliography's style: pybtex's plain one, with names joined and notes in the current language."""

from copy import deepcopy
from typing import TYPE_CHECKING, Any

from pybtex.plugin import find_plugin, register_plugin
from pybtex.style.formatting.plain import Style as PlainStyle
from pybtex.style.template import field, names, sentence

from compendium.i18n.catalogs import TOLD
from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import current_language, gettext

if TYPE_CHECKING:
    from pybtex.database import Entry
    from sphinx.application import Sphinx


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
        return super().format_entry(label, own, bib_data)


def setup_bibliography(_: "Sphinx") -> None:
    """Register the style as ``compendium``, and the backends that pybtex looks up for each citation.

    Without a registered backend pybtex reads the metadata of all installed packages each time.
    """
    register_plugin("pybtex.style.formatting", "compendium", Style)
    for name in ("docutils", "plaintext"):
        register_plugin("pybtex.backends", name, find_plugin("pybtex.backends", name), force=True)
