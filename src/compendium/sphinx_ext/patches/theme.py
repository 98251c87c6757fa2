"""The theme and extensions: translated names of controls, no unused assets, the colour mode set before display."""

import re

from compendium.i18n.messages import N_, gettext
from compendium.sphinx_ext.patches.replacing import replace_each, replace_once, substitute_each

# Style sheets and scripts that Sphinx's extensions add to every page, and the HTML of pages that use them.
_USED_BY = {
    "mystnb": '<div class="cell ',
    "pygments": '<div class="highlight',
    "copybutton": '<div class="highlight',
    "clipboard": '<div class="highlight',
}
# Its name contains a checksum. Sphinx adds a second one, but not on the first build, where the file is written last.
_TWICE = re.compile(r"(/mystnb\.\w+\.css)\?v=\w+")
_VIEWPORT = re.compile(r'\s*<meta name="viewport"[^>]*>')
# Settings of the theme for its version switcher and its search as you type, neither of which is used here.
_NOTES = re.compile(r"\s*<script>DOCUMENTATION_OPTIONS\.\w+ = [^<]*</script>")
_WORDS = re.compile(r"\s*<script\b[^>]*/translations\.js[^>]*></script>")
_DOCTOOLS = re.compile(r"<script\b[^>]*/doctools\.js[^>]*></script>")
# The theme chooses light or dark mode only when its script has loaded: a dark page would flash white, and without a
# script a page would have the colours of neither.
_UNSETTLED = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
_SETTLED = (
    'document.documentElement.dataset.theme = { light: "light", dark: "dark" }[localStorage.getItem("mode")] ||\n'
    '      (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");'
)


_TOGGLE = '<summary><span class="toctree-toggle"'
_NESTED = 'class="toctree-l2'  # a table of contents without a second level has nothing to fold
_FOLD = '<summary aria-label="Toggle hidden content">'  # MyST-NB's; the text of the element is a better name
_PROMPT = re.compile(r'<p (class="(?:collapsed|expanded)) admonition-title">([^<]*)</p>')  # no paragraph may be in it
_ENTRY = 'role="doc-biblioentry"'  # deprecated in ARIA, but docutils still writes it
# Names that the theme has in English only, or that its own catalogs lack.
_NAMES = (
    N_("Toggle primary sidebar"),
    N_("Color mode"),
    N_("System Settings"),
    N_("Main"),
)
_SOMETIMES = (N_("Toggle secondary sidebar"), N_("Link to this heading"), N_("Page"))  # not on every page


def lean(page: str, place: str) -> str:
    """Return a page without unused assets, and with its scripts deferred.

    Deferred scripts keep their order. Without ``defer`` they would be loaded one after the other, because with a
    content security policy in the page a browser does not preload the next.

    Args:
        page: as Sphinx wrote it.
        place: its name, for the warning if a part to replace is not there.
    """
    page = _TWICE.sub(r"\1", page)
    for name, use in _USED_BY.items():
        tags = re.compile(rf'\s*<(?:link|script)\b[^>]*/{name}[^/>"]*"[^>]*>(?:</script>)?')
        if use not in page:
            page = substitute_each(page, tags, "", place)
    if words := _WORDS.search(page):  # deferred scripts start at once, so their messages must be known before
        page = page.replace(words[0], "")
        page = substitute_each(page, _DOCTOOLS, rf"\g<0>{words[0]}", place)
    for again in list(_VIEWPORT.finditer(page))[:0:-1]:  # Sphinx and docutils each write one
        page = page[: again.start()] + page[again.end() :]
    return re.sub(r"<script (?=src=)", "<script defer ", substitute_each(page, _NOTES, "", place))


def whole_addresses() -> None:
    """Keep the theme from shortening addresses of public code: a reference needs the whole of it."""
    from pydata_sphinx_theme.short_link import ShortenLinkTransform

    ShortenLinkTransform.supported_platform = {}


def settled(page: str, place: str) -> str:
    """Return a page that sets light or dark mode before it is shown, and is light without a script."""
    page = replace_once(page, _UNSETTLED, _SETTLED, place)
    return replace_once(page, 'data-theme="auto"', 'data-theme="light"', place)


def named(page: str, place: str) -> str:
    """Return a page whose controls and regions have names in its language, and no deprecated roles."""
    for name in _NAMES:
        page = replace_each(page, f'="{name}"', f'="{gettext(name)}"', place)
    for name in _SOMETIMES:
        page = page.replace(f'="{name}"', f'="{gettext(name)}"')
    if _NESTED in page:
        toggle = _TOGGLE.replace("<summary>", f'<summary aria-label="{gettext("Chapters below")}">')
        page = replace_each(page, _TOGGLE, toggle, place)
    page = _PROMPT.sub(r'<span \1">\2</span>', page)
    return page.replace(_ENTRY, 'role="listitem"').replace(_FOLD, "<summary>")
