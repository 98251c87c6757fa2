"""What is patched in Sphinx: its script of translations evaluates no text."""

from types import SimpleNamespace

import docutils.frontend
import sphinx.util.nodes
from docutils.parsers.rst import Parser

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
