"""A page loads what it uses, in its order, and its scripts wait for it."""

import re

import pytest

from compendium.sphinx_ext.patches.theme import lean, settled

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
    assert re.findall(r'_static/([^?"]+)', page) == loaded
    assert page.endswith(f"</head><body>{body}</body>")


def test_scripts_are_deferred_and_those_within_the_page_stay() -> None:
    page = lean(HEAD)
    assert re.findall(r"<script[^>]*>", page).count("<script>") == 1
    assert "<script>let own = 1;</script>" in page
    assert not re.search(r"<script src=", page)
    assert "defer defer" not in page


def test_theme_is_settled_where_it_was_left_to_a_script() -> None:
    script = 'document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto";'
    page = settled(f'<html lang="en" data-theme="auto"><script>{script}</script></html>')
    assert page.startswith('<html lang="en" data-theme="light">')
    assert "prefers-color-scheme: dark" in page
    assert "auto" not in page


def test_translations_come_before_what_says_them() -> None:
    names = ("doctools", "sphinx_highlight", "theme", "translations")
    page = "\n".join(f'<script src="../_static/{name}.js?v=1"></script>' for name in names)
    assert re.findall(r"_static/(\w+)\.js", lean(page)) == ["doctools", "translations", "sphinx_highlight", "theme"]
