"""The edition: a build speaks the language of its configuration, and every page leads to its twin in the other."""

import os
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import docutils.frontend
import sphinx.util.nodes
from docutils import nodes
from sphinx import addnodes, locale
from sphinx.util.i18n import docname_to_domain

from compendium.language import LOCALES, say, speak, speaking, spoken

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

# An edition's name in its own language, and its folder beside the first edition's pages.
NAMES = {"en": "English", "zh": "中文"}
FOLDERS = {"en": "", "zh": "zh"}


def tag(edition: str) -> str:
    """Return the language tag of an edition (BCP 47)."""
    return LOCALES[edition].replace("_", "-")


def speak_language(_: "Sphinx", config: "Config") -> None:
    """Speak the build's language, in its settings too."""
    speak(next(edition for edition, name in LOCALES.items() if name == config.language))
    config.project = config.html_title  # untranslated: the landing page tells it in every language
    config.html_title = say(str(config.project))
    config.author = say(str(config.author))
    for name in ("nb_code_prompt_show", "nb_code_prompt_hide"):
        if name in config:
            config[name] = say(config[name])
    words = ("search_bar_text", "extra_footer")
    options = config.html_theme_options
    config.html_theme_options = {name: say(str(text)) if name in words else text for name, text in options.items()}


def translate_captions(app: "Sphinx", doctree: nodes.document) -> None:
    """Translate the captions of the table of contents: they join a page after its own translation."""
    folders = [str(Path(app.srcdir, folder)) for folder in app.config.locale_dirs]
    domain = docname_to_domain(app.env.docname, app.config.gettext_compact)
    words, _ = locale.init(folders, app.config.language, domain)
    for toctree in doctree.findall(addnodes.toctree):
        for caption in filter(None, toctree.extract_original_messages()):
            toctree.apply_translated_message(caption, words.gettext(caption))


def lead_to_twins(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Tell a page's template where its twins are: the same page in every edition, this one among them."""
    here = Path(FOLDERS[spoken()], f"{page}.html").as_posix()
    folder = os.path.dirname(here) or "."  # noqa: PTH120 - addresses, not files
    twins = {edition: Path(name, f"{page}.html").as_posix() for edition, name in FOLDERS.items()}
    base = app.config.html_baseurl.rstrip("/")
    context["editions"] = [
        {
            "name": NAMES[edition],
            "tag": tag(edition),
            "here": edition == spoken(),
            "address": os.path.relpath(twin, folder),
            "alternate": f"{base}/{twin}" if base else "",  # search engines read only whole addresses
        }
        for edition, twin in twins.items()
    ]


def open_door(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Tell the landing page what each edition says of itself: nobody's language is guessed there."""
    if page != "index":
        return
    told = []
    for twin in context["editions"]:
        edition = next(name for name in LOCALES if tag(name) == twin["tag"])
        with speaking(edition):
            folder = os.path.dirname(twin["address"])  # noqa: PTH120 - addresses, not files
            told.append(
                {
                    "tag": twin["tag"],
                    "title": say(app.config.project),
                    "lead": say(
                        "Every number that a public policy report of Sichuan prints, recomputed where that can be done "
                        "and held against public evidence."
                    ),
                    "open": say("Read in English"),
                    "address": Path(folder, f"{app.config.root_doc}.html").as_posix(),
                }
            )
    context["landing"] = told


@cache
def quicken() -> None:
    """Spare two costs of each translated message, together a fifth of the Chinese build.

    Sphinx sets every node that is not to be translated as XML, for a message of its debug log; and docutils builds the
    parser of its command line anew for each message, only to ask it for defaults.
    """
    sphinx.util.nodes.repr_domxml = lambda node, length=80: node.tagname
    defaults = cache(docutils.frontend.get_default_settings)
    docutils.frontend.get_default_settings = lambda *components: deepcopy(defaults(*components))


def setup_edition(app: "Sphinx") -> None:
    """Connect to the build; the language is known before anything is read."""
    quicken()
    app.connect("config-inited", speak_language, priority=1)
    app.connect("doctree-read", translate_captions, priority=900)
    app.connect("html-page-context", lead_to_twins)
    app.connect("html-page-context", open_door, priority=600)
