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
def test_page_loads_what_it_uses(body: str, loaded: list[str]) -> None:
    page = lean(f"{HEAD}<body>{body}</body>")
    assert assets(page) == loaded
    assert page.endswith(f"</head><body>{body}</body>")


def test_scripts_are_deferred_and_those_within_the_page_stay() -> None:
    scripts = tree(lean(HEAD)).find_all("script")
    assert [script.string for script in scripts if "src" not in script.attrs] == ["let own = 1;"]
    loaded = [script for script in scripts if "src" in script.attrs]
    assert [script["src"].rpartition("/")[2] for script in loaded] == ["doctools.js?v=4", "last.js"]
    assert all("defer" in script.attrs for script in loaded)
    assert "defer defer" not in lean(HEAD)


def test_theme_is_settled_where_it_was_left_to_a_script() -> None:
    script = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
    page = settled(f'<html lang="en" data-theme="auto"><script>{script}</script></html>')
    assert tree(page).html.attrs == {"lang": "en", "data-theme": "light"}
    assert "prefers-color-scheme: dark" in tree(page).script.string
    assert "auto" not in page


def test_translations_come_before_what_says_them() -> None:
    names = ("doctools", "sphinx_highlight", "theme", "translations")
    page = "\n".join(f'<script src="../_static/{name}.js?v=1"></script>' for name in names)
    assert assets(lean(page)) == ["doctools.js", "translations.js", "sphinx_highlight.js", "theme.js"]


def test_withdrawn_role_of_a_source_is_that_of_an_item_of_its_list() -> None:
    entry = '<div role="list"><div class="citation" id="a" role="doc-biblioentry"></div></div>'
    assert tree(named(entry)).select_one("#a")["role"] == "listitem"


def test_fold_of_a_cell_is_named_by_its_own_words() -> None:
    assert tree(named('<summary aria-label="Toggle hidden content">Code</summary>')).summary.attrs == {}


def test_control_that_the_theme_names_in_english_is_named_in_the_language_of_the_page() -> None:
    button = '<button aria-label="Color mode"></button>'
    assert tree(named(button)).button["aria-label"] == "Color mode"
    with using_language("zh"):
        name = tree(named(button)).button["aria-label"]
    assert name.isalpha()
    assert not name.isascii()
