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
from compendium.language import say
from compendium.sphinx_ext.assets import lean, settled

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_INLINE = re.compile(r"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(r"<head>\s*")
_TOGGLE = '<summary><span class="toctree-toggle"'
_ENTRY = 'role="doc-biblioentry"'  # withdrawn from ARIA; docutils still writes it


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


def finished(page: str) -> str:
    """Return a page with its policy, names for the toggles of its table of contents, and roles that are in force."""
    named = (
        settled(lean(page))
        .replace(_ENTRY, 'role="listitem"')
        .replace(_TOGGLE, _TOGGLE.replace("<summary>", f'<summary aria-label="{say("Chapters below")}">'))
    )
    tag = f'<meta http-equiv="Content-Security-Policy" content="{policy(named)}"/>\n'
    return _HEAD.sub(lambda head: head[0] + tag, named, count=1)


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
