"""Languages: a build uses the language of its configuration, and every page links to its other editions."""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from docutils import nodes

from compendium.citation.identity import identity
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import current_language, gettext, language, use_language, using_language

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def use_configured_language(_: "Sphinx", config: "Config") -> None:
    """Use the language of the configuration, the identity in that language, and translate the configuration's texts."""
    use_language(next(edition for edition, one in EDITIONS.items() if one.locale == config.language))
    own = identity()
    config.project = config.html_title = own.title[current_language()]
    config.author = "; ".join(one.name for one in own.people) or gettext("The authors of the compendium")
    config.html_baseurl = config.html_baseurl or own.address
    config.compendium_identity = repr(own)
    for name in ("nb_code_prompt_show", "nb_code_prompt_hide"):
        if name in config:
            config[name] = gettext(config[name])
    licences = gettext(
        "Text and data {content}, code {code}.", content=own.licence("content"), code=own.licence("code")
    )
    told = {
        "search_bar_text": gettext(str(config.html_theme_options.get("search_bar_text", ""))),
        "extra_footer": licences,
    }
    config.html_theme_options = {name: told.get(name, text) for name, text in config.html_theme_options.items()}


def lead_to_twins(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Add the addresses of the same page in every edition, this one included, to the page's template."""
    context["editions"] = twins(app.config, page)


def twins(config: "Config", page: str) -> list[dict[str, Any]]:
    """Return the addresses of a page in every edition, the current one included."""
    here = Path(language().folder, f"{page}.html").as_posix()
    folder = os.path.dirname(here) or "."  # noqa: PTH120 - addresses, not files
    found = {edition: Path(one.folder, f"{page}.html").as_posix() for edition, one in EDITIONS.items()}
    base = config.html_baseurl.rstrip("/")
    return [
        {
            "name": EDITIONS[edition].name,
            "tag": EDITIONS[edition].tag,
            "here": edition == current_language(),
            "original": edition == ORIGINAL,
            "address": os.path.relpath(twin, folder),
            "alternate": f"{base}/{twin}" if base else "",  # search engines read only whole addresses
        }
        for edition, twin in found.items()
    ]


def describe_editions(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Add title, lead and link of each edition, in its own language, to the template of the landing page."""
    if page != "index":
        return
    own, text = identity(), []
    for twin in context["editions"]:
        edition = next(name for name, one in EDITIONS.items() if one.tag == twin["tag"])
        with using_language(edition):
            folder = os.path.dirname(twin["address"])  # noqa: PTH120 - addresses, not files
            text.append(
                {
                    "tag": twin["tag"],
                    "here": twin["here"],
                    "title": own.title[edition],
                    "lead": own.description[edition],
                    "open": gettext("Read in English"),
                    "address": Path(folder, f"{app.config.root_doc}.html").as_posix(),
                }
            )
    context["landing"] = text


def describe_loss(app: "Sphinx", page: str, _: str, context: dict[str, Any], __: nodes.document | None) -> None:
    """Add what the page for a wrong address says, in every language, to its template.

    A server shows that page at any depth, so its links begin with the path of the book's address.
    """
    if page != "404":
        return
    base = urlsplit(app.config.html_baseurl).path.rstrip("/")
    context["lost"] = []
    for edition, one in EDITIONS.items():
        with using_language(edition):
            text = {
                "tag": one.tag,
                "title": gettext("There is no page at this address."),
                "open": gettext("To the front page"),
                "find": gettext("Search"),
            }
        pages = {"front": app.config.root_doc, "search": "search"}
        addresses = {name: f"{base}/{Path(one.folder, f'{to}.html').as_posix()}" for name, to in pages.items()}
        context["lost"].append(text | addresses)


def setup_languages(app: "Sphinx") -> None:
    """Connect to the build; the language is set before anything is read."""
    app.add_config_value("compendium_identity", "", "env", types=[str])  # every page may show some of it
    app.add_config_value("compendium_report_language", "", "env", types=[str])  # of quotations from the report
    app.connect("config-inited", use_configured_language, priority=1)
    app.connect("html-page-context", lead_to_twins)
    app.connect("html-page-context", describe_editions, priority=600)
    app.connect("html-page-context", describe_loss)
