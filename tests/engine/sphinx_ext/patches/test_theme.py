"""A page loads what it uses, in its order, its scripts wait for it, and its parts have names."""

import pytest
from bs4 import BeautifulSoup

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.patches.theme import lean, named, settled

HEAD = """<head>
    <link rel="stylesheet" type="text/css" href="../_static/pygments.css?v=1" />
    <link rel="stylesheet" type="text/css" href="../_static/mystnb.0a1b.css?v=2" />
    <link rel="stylesheet" type="text/css" href="../_static/style.css?v=3" />
    <script src="../_static/doctools.js?v=4"></script>
    <script src="../_static/clipboard.min.js?v=5"></script>
    <script src="../_static/copybutton.js?v=6"></script>
    <script>DOCUMENTATION_OPTIONS.pagename = 'a';</script>
    <script>let own = 1;</script>
    <script defer src="../_static/last.js"></script>
</head>"""
SCRIPT = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
UNSETTLED = f'<html lang="en" data-theme="auto"><script>{SCRIPT}</script></html>'
UNNAMED = """<button aria-label="Toggle primary sidebar"></button><button aria-label="Color mode"></button>
<button title="System Settings"></button><nav aria-label="Main"></nav>
<summary><span class="toctree-toggle" role="presentation"></span></summary><ul><li class="toctree-l2"></li></ul>"""


def tree(page: str) -> BeautifulSoup:
    return BeautifulSoup(page, "html.parser")


def assets(page: str) -> list[str]:
    """Return the names of the files that a page loads, in its order."""
    found = (tag.get("href") or tag["src"] for tag in tree(page).select("link[href], script[src]"))
    return [address.rpartition("/")[2].partition("?")[0] for address in found]


@pytest.mark.parametrize(
    ("body", "loaded"),
    [
        ("<p>Prose.</p>", ["style.css", "doctools.js", "last.js"]),
        ('<p>On <code class="highlight">code</code>.</p>', ["style.css", "doctools.js", "last.js"]),
        (
            '<div class="highlight-python"><div class="highlight"></div></div>',
            ["pygments.css", "style.css", "doctools.js", "clipboard.min.js", "copybutton.js", "last.js"],
        ),
        ('<div class="cell docutils container"></div>', ["mystnb.0a1b.css", "style.css", "doctools.js", "last.js"]),
    ],
    ids=["prose", "word", "code", "output"],
)
def test_page_loads_what_it_uses(body: str, loaded: list[str], warnings: list[str]) -> None:
    page = lean(f"{HEAD}<body>{body}</body>", "a.html")
    assert assets(page) == loaded
    assert page.endswith(f"</head><body>{body}</body>")
    assert warnings == []


def test_scripts_are_deferred_and_those_within_the_page_stay() -> None:
    scripts = tree(lean(HEAD, "a.html")).find_all("script")
    assert [script.string for script in scripts if "src" not in script.attrs] == ["let own = 1;"]
    loaded = [script for script in scripts if "src" in script.attrs]
    assert [script["src"].rpartition("/")[2] for script in loaded] == ["doctools.js?v=4", "last.js"]
    assert all("defer" in script.attrs for script in loaded)
    assert "defer defer" not in lean(HEAD, "a.html")


def test_style_sheet_whose_name_is_its_checksum_has_no_other() -> None:
    page = tree(lean(f'{HEAD}<body><div class="cell docutils container"></div></body>', "a.html"))
    (sheet,) = page.select('link[href*="mystnb"]')
    assert sheet["href"] == "../_static/mystnb.0a1b.css"


def test_translations_come_before_what_says_them() -> None:
    names = ("doctools", "sphinx_highlight", "theme", "translations")
    page = "\n".join(f'<script src="../_static/{name}.js?v=1"></script>' for name in names)
    assert assets(lean(page, "a.html")) == ["doctools.js", "translations.js", "sphinx_highlight.js", "theme.js"]


@pytest.mark.parametrize("gone", ["DOCUMENTATION_OPTIONS", "copybutton", "pygments"])
def test_asset_that_an_upgrade_renamed_is_warned_of(gone: str, warnings: list[str]) -> None:
    lean(f"{HEAD}<body></body>".replace(gone, "renamed"), "a.html")
    (told,) = warnings
    assert told.startswith("a.html: not found: ")
    assert gone in told


def test_theme_is_settled_where_it_was_left_to_a_script(warnings: list[str]) -> None:
    page = settled(UNSETTLED, "a.html")
    assert tree(page).html.attrs == {"lang": "en", "data-theme": "light"}
    assert "prefers-color-scheme: dark" in tree(page).script.string
    assert "auto" not in page
    assert warnings == []


def test_theme_that_settles_in_another_way_is_warned_of(warnings: list[str]) -> None:
    settled(UNSETTLED.replace("localStorage.getItem", "read"), "a.html")
    settled(UNSETTLED.replace('data-theme="auto"', 'data-theme="system"'), "b.html")
    assert [told.partition(":")[0] for told in warnings] == ["a.html", "b.html"]
    assert all("expected once, found 0 times" in told for told in warnings)


def told(page: str) -> list[str]:
    """Return the names of the controls and regions of a page."""
    return [tag.get("aria-label") or tag["title"] for tag in tree(page).find_all(["button", "nav", "summary"])]


def test_controls_and_regions_are_named_in_the_language_of_the_page(warnings: list[str]) -> None:
    english = told(named(UNNAMED, "a.html"))
    assert english == ["Toggle primary sidebar", "Color mode", "System Settings", "Main", "Chapters below"]
    with using_language("zh"):
        chinese = told(named(UNNAMED, "a.html"))
    assert [name for name in chinese if name.isascii()] == []
    assert len(chinese) == len(english)
    assert chinese[-1] == "下属各节"
    assert warnings == []


@pytest.mark.parametrize("gone", ["Toggle primary sidebar", "Color mode", "System Settings", "Main", "toctree-toggle"])
def test_name_that_an_upgrade_changed_is_warned_of(gone: str, warnings: list[str]) -> None:
    named(UNNAMED.replace(gone, "renamed"), "a.html")
    (told,) = warnings
    assert told.startswith("a.html: not found: ")
    assert gone in told


def test_table_of_contents_without_a_second_level_has_no_fold_to_miss(warnings: list[str]) -> None:
    named(UNNAMED.partition("<summary>")[0], "a.html")
    assert warnings == []


def test_withdrawn_role_of_a_source_is_that_of_an_item_of_its_list() -> None:
    entry = '<div role="list"><div class="citation" id="a" role="doc-biblioentry"></div></div>'
    assert tree(named(entry, "a.html")).select_one("#a")["role"] == "listitem"


def test_fold_of_a_cell_is_named_by_its_own_words() -> None:
    assert tree(named('<summary aria-label="Toggle hidden content">Code</summary>', "a.html")).summary.attrs == {}


def test_fold_of_a_cell_has_no_paragraphs_in_its_summary() -> None:
    prompts = '<p class="collapsed admonition-title">Show</p>\n<p class="expanded admonition-title">Hide</p>'
    prompts = tree(named(f"<summary>{prompts}</summary>", "a.html")).summary.find_all()
    assert [(one.name, one["class"], one.get_text()) for one in prompts] == [
        ("span", ["collapsed"], "Show"),
        ("span", ["expanded"], "Hide"),
    ]
