"""A page lets its own scripts run, by their hash, and no others; what the theme leaves unnamed gets a name."""

import base64
import hashlib

from compendium.sphinx_ext.patches.translations import unfolded

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.head.security_policy import policy
from compendium.sphinx_ext.postprocess import finished

PAGE = (
    '<html><head>\n<title>t</title></head><body><script>let a = 1;</script><script src="x.js"></script></body></html>'
)


def test_inline_script_is_allowed_by_its_hash() -> None:
    digest = base64.b64encode(hashlib.sha256(b"let a = 1;").digest()).decode()
    assert f"script-src 'self' 'sha256-{digest}';" in policy(PAGE)
    assert policy(PAGE).count("sha256-") == 1


def test_policy_stands_first_in_the_head() -> None:
    assert finished(PAGE).startswith('<html><head>\n<meta http-equiv="Content-Security-Policy" content="default-src ')


def test_withdrawn_role_of_a_source_is_that_of_an_item_of_its_list() -> None:
    entry = '<div role="list"><div class="citation" id="a" role="doc-biblioentry"></div></div>'
    assert '<div class="citation" id="a" role="listitem">' in finished(f"<head></head>{entry}")


def test_translations_are_read_without_evaluating_a_text() -> None:
    script = 'Documentation.addTranslations({"locale": "zh", "messages": {"a (b)": "甲"}, "plural_expr": "0"});'
    assert unfolded(script) == (
        'Object.assign(Documentation.TRANSLATIONS, {"a (b)": "甲"});\n'
        "Documentation.PLURAL_EXPR = (n) => 0;\n"
        'Documentation.LOCALE = "zh";\n'
    )


def test_toggle_is_named_in_the_language_of_the_page() -> None:
    toggle = '<summary><span class="toctree-toggle" role="presentation">'
    assert '<summary aria-label="Chapters below"><span' in finished(f"<head></head>{toggle}")
    with using_language("zh"):
        assert '<summary aria-label="下属各节"><span' in finished(f"<head></head>{toggle}")
