"""The theme and what extensions add: names in the page's language, no asset for nothing, settled colours."""

import re

from compendium.i18n.messages import N_, gettext
from compendium.sphinx_ext.patches.replacing import replace_each, replace_once, substitute_each

# Style sheets and scripts that Sphinx's extensions give to every page, and what stands on the pages that use them.
_USED_BY = {
    "mystnb": '<div class="cell ',
    "pygments": '<div class="highlight',
    "copybutton": '<div class="highlight',
    "clipboard": '<div class="highlight',
}
# Its name is its checksum. Sphinx adds another, but not on the first build: the file comes after the pages.
_TWICE = re.compile(r"(/mystnb\.\w+\.css)\?v=\w+")
# What the theme notes in each page for its list of versions and its search while typing, neither of which there is.
_NOTES = re.compile(r"\s*<script>DOCUMENTATION_OPTIONS\.\w+ = [^<]*</script>")
_WORDS = re.compile(r"\s*<script\b[^>]*/translations\.js[^>]*></script>")
_DOCTOOLS = re.compile(r"<script\b[^>]*/doctools\.js[^>]*></script>")
# The theme settles between light and dark only when its script has come: a page for the dark would flash white, and
# without script have neither's colours.
_UNSETTLED = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
_SETTLED = (
    'document.documentElement.dataset.theme = { light: "light", dark: "dark" }[localStorage.getItem("mode")] ||\n'
    '      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");'
)


_TOGGLE = '<summary><span class="toctree-toggle"'
_NESTED = 'class="toctree-l2'  # a table of contents without a second level has nothing to fold
_FOLD = '<summary aria-label="Toggle hidden content">'  # MyST-NB's; what it folds is named by its words
_ENTRY = 'role="doc-biblioentry"'  # withdrawn from ARIA; docutils still writes it
# Names that the theme gives in English only, or that its own catalogs lack.
_NAMES = (
    N_("Toggle primary sidebar"),
    N_("Color mode"),
    N_("System Settings"),
    N_("Main"),
)
_SOMETIMES = (N_("Toggle secondary sidebar"), N_("Link to this heading"), N_("Page"))  # not on every page


def lean(page: str, place: str) -> str:
    """Return a page without what it loads for nothing, its scripts deferred.

    They keep their order. Undeferred, each would be waited for in turn: with a content security policy in the page, a
    browser does not look ahead for the next.

    Args:
        page: as Sphinx wrote it.
        place: its name, for the warning where something that is replaced is not there.
    """
    page = _TWICE.sub(r"\1", page)
    for name, use in _USED_BY.items():
        tags = re.compile(rf'\s*<(?:link|script)\b[^>]*/{name}[^/>"]*"[^>]*>(?:</script>)?')
        if use not in page:
            page = substitute_each(page, tags, "", place)
    if words := _WORDS.search(page):  # a deferred script runs at once, and would say its words before they are known
        page = page.replace(words[0], "")
        page = substitute_each(page, _DOCTOOLS, rf"\g<0>{words[0]}", place)
    return re.sub(r"<script (?=src=)", "<script defer ", substitute_each(page, _NOTES, "", place))


def settled(page: str, place: str) -> str:
    """Return a page that is light or dark before it is shown, and light without script."""
    page = replace_once(page, _UNSETTLED, _SETTLED, place)
    return replace_once(page, 'data-theme="auto"', 'data-theme="light"', place)


def named(page: str, place: str) -> str:
    """Return a page whose controls and regions have names in its language, and roles that are in force."""
    for name in _NAMES:
        page = replace_each(page, f'="{name}"', f'="{gettext(name)}"', place)
    for name in _SOMETIMES:
        page = page.replace(f'="{name}"', f'="{gettext(name)}"')
    if _NESTED in page:
        toggle = _TOGGLE.replace("<summary>", f'<summary aria-label="{gettext("Chapters below")}">')
        page = replace_each(page, _TOGGLE, toggle, place)
    return page.replace(_ENTRY, 'role="listitem"').replace(_FOLD, "<summary>")
