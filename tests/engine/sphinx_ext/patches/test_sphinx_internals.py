"""What is patched in Sphinx: its script of translations evaluates no text, translations do not hold what it knows."""

import pickle
import re
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import docutils.frontend
import pytest
import sphinx.util.nodes
from docutils.parsers.rst import Parser
from sphinx.environment import BuildEnvironment
from sphinx.testing.util import SphinxTestApp

from compendium.i18n.languages import ORIGINAL
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.patches.sphinx_internals import quicken, without_eval


def test_translations_are_read_without_evaluating_a_text() -> None:
    script = 'Documentation.addTranslations({"locale": "zh", "messages": {"a (b)": "甲"}, "plural_expr": "0"});'
    assert without_eval(script) == (
        'Object.assign(Documentation.TRANSLATIONS, {"a (b)": "甲"});\n'
        "Documentation.PLURAL_EXPR = (n) => 0;\n"
        'Documentation.LOCALE = "zh";\n'
    )


def test_settings_of_docutils_are_computed_once_and_belong_to_who_asked() -> None:
    quicken()
    one, other = (docutils.frontend.get_default_settings(Parser) for _ in range(2))
    assert set(vars(one)) == set(vars(other)) > {"tab_width"}
    one.tab_width = 99
    assert other.tab_width != 99
    assert docutils.frontend.get_default_settings(Parser).tab_width != 99


def test_node_of_a_debug_message_is_told_by_its_name() -> None:
    quicken()
    assert sphinx.util.nodes.repr_domxml(SimpleNamespace(tagname="paragraph")) == "paragraph"


CONF = """\
extensions = ["myst_parser", "sphinxcontrib.bibtex", "compendium.sphinx_ext"]
bibtex_bibfiles = []
myst_update_mathjax = False
exclude_patterns = ["_build"]
language = "zh_CN"
suppress_warnings = ["compendium.patch"]
"""
WORDS = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8"\n\nmsgid "Some *bread*."\nmsgstr "一些*面包*。"\n'


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SphinxTestApp]:
    """A book of one page, built in Chinese."""
    source = tmp_path_factory.mktemp("translated")
    catalog = source / "locales" / "zh_CN" / "LC_MESSAGES" / "index.po"
    catalog.parent.mkdir(parents=True)
    for path, text in (
        (catalog, WORDS),
        (source / "conf.py", CONF),
        (source / "index.md", "# Bread\n\nSome *bread*.\n"),
    ):
        path.write_text(text, encoding="utf-8")
    with using_language(ORIGINAL):  # and then that of before
        app = SphinxTestApp("html", srcdir=source)
        app.build()
    yield app
    app.cleanup()


def test_page_contains_the_checksum_of_the_script_without_eval(app: SphinxTestApp) -> None:
    script = Path(app.outdir, "_static", "translations.js").read_bytes()
    assert b"addTranslations" not in script
    found = re.search(r"translations\.js\?v=(\w+)", Path(app.outdir, "index.html").read_text(encoding="utf-8"))
    assert found
    assert int(found[1], 16) == zlib.crc32(script)


def test_translated_page_does_not_hold_what_sphinx_knows(app: SphinxTestApp) -> None:
    class Reader(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> type:
            found: type = super().find_class(module, name)
            assert not issubclass(found, BuildEnvironment)
            return found

    with Path(app.doctreedir, "index.doctree").open("rb") as file:
        tree = Reader(file).load()
    assert "面包" in tree.astext()
    assert {id(node.document) for node in tree.findall()} == {id(tree)}
