"""Finishing: names and roles that assistive technology understands, and a content security policy in each page.

The policy says that a page takes nothing from anywhere else. From a folder it means the book's own files.
"""

import base64
import hashlib
import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.language import mark, say
from compendium.sphinx_ext.assets import lean, settled

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(r"<head>\s*")
_TOGGLE = '<summary><span class="toctree-toggle"'
_FOLD = '<summary aria-label="Toggle hidden content">'  # MyST-NB's; what it folds is named by its words
_ENTRY = 'role="doc-biblioentry"'  # withdrawn from ARIA; docutils still writes it
# Names that the theme gives in English only, or that its own catalogs lack.
_NAMES = (
    mark("Toggle primary sidebar"),
    mark("Toggle secondary sidebar"),
    mark("Color mode"),
    mark("System Settings"),
    mark("Link to this heading"),
    mark("Main"),
    mark("Page"),
)


def policy(page: str) -> str:
    """Return the policy of a page: no other host, and of the scripts within it those that are there now.

    Styles may stand in the page: charts and formulas bring theirs.
    """
    scripts = dict.fromkeys(_hashed(code) for code in _INLINE.findall(page))
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *scripts]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data:",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hashed(code: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()}'"


def named(page: str) -> str:
    """Return a page whose controls and regions have names in its language, and roles that are in force."""
    for name in _NAMES:
        page = page.replace(f'="{name}"', f'="{say(name)}"')
    toggle = _TOGGLE.replace("<summary>", f'<summary aria-label="{say("Chapters below")}">')
    return page.replace(_TOGGLE, toggle).replace(_ENTRY, 'role="listitem"').replace(_FOLD, "<summary>")


def finished(page: str) -> str:
    """Return a page with its names, in the colours it will keep, with what it uses only, and with its policy."""
    page = settled(lean(named(page)))
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(page)}"/>\n'
    return _HEAD.sub(lambda head: head[0] + tag, page, count=1)


def unfolded(script: str) -> str:
    """Return Sphinx's script of translations with its plural as code: as a text it would have to be evaluated."""
    catalog = json.loads(script[script.index("(") + 1 : script.rindex(")")])
    return (
        f"Object.assign(Documentation.TRANSLATIONS, {json.dumps(catalog['messages'], ensure_ascii=False)});\n"
        f"Documentation.PLURAL_EXPR = (n) => {catalog['plural_expr']};\n"
        f"Documentation.LOCALE = {json.dumps(catalog['locale'])};\n"
    )


def finish_pages(app: "Sphinx", failure: Exception | None) -> None:
    """Finish every page that was written; what was finished before stays."""
    if failure or app.builder.format != "html":
        return
    translations = Path(app.outdir, "_static", "translations.js")
    if translations.is_file() and "addTranslations" in (script := translations.read_text(encoding="utf-8")):
        paths.write_whole(translations, unfolded(script))
    for path in Path(app.outdir).rglob("*.html"):
        page = path.read_text(encoding="utf-8")
        if "Content-Security-Policy" not in page:
            paths.write_whole(path, finished(page))


def setup_finishing(app: "Sphinx") -> None:
    """Connect to the end of the build."""
    app.connect("build-finished", finish_pages)
