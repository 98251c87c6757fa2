"""A page that Sphinx has written is finished: its own scripts may run, and what was unnamed has a name."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.head.security_policy import policy
from compendium.sphinx_ext.postprocess import finish_pages, finished

PAGE = '<html data-theme="auto"><head>\n<title>t</title></head><body><script>let a = 1;</script></body></html>'
SCRIPT = 'Documentation.addTranslations({"locale": "zh", "messages": {"a": "甲"}, "plural_expr": "0"});'


def test_policy_stands_first_in_the_head() -> None:
    head = BeautifulSoup(finished(PAGE), "html.parser").head
    assert head is not None
    first = head.find()
    assert (first.name, first["http-equiv"]) == ("meta", "Content-Security-Policy")
    assert first["content"] == policy(PAGE)


def test_page_with_a_policy_has_settled_colours() -> None:
    assert BeautifulSoup(finished(PAGE), "html.parser").html["data-theme"] == "light"


def test_toggle_is_named_in_the_language_of_the_page() -> None:
    page = '<head></head><summary><span class="toctree-toggle" role="presentation"></span></summary>'
    assert BeautifulSoup(finished(page), "html.parser").summary["aria-label"] == "Chapters below"
    with using_language("zh"):
        assert BeautifulSoup(finished(page), "html.parser").summary["aria-label"] == "下属各节"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder of the builder's with one page and the script of translations."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.html").write_text(PAGE, encoding="utf-8")
    (tmp_path / "_static").mkdir()
    (tmp_path / "_static" / "translations.js").write_text(SCRIPT, encoding="utf-8")
    return tmp_path


def finish(folder: Path, failure: Exception | None = None, format_: str = "html") -> tuple[str, str]:
    app = SimpleNamespace(builder=SimpleNamespace(format=format_), outdir=folder)
    finish_pages(app, failure)
    return tuple(
        path.read_text(encoding="utf-8")
        for path in (folder / "deep" / "page.html", folder / "_static" / "translations.js")
    )


def test_every_page_and_the_script_of_translations_are_finished_once(written: Path) -> None:
    page, script = finish(written)
    assert page == finished(PAGE)
    assert "addTranslations" not in script
    assert finish(written) == (page, script)


def test_failed_build_and_other_builders_finish_nothing(written: Path) -> None:
    assert finish(written, ValueError("failed")) == (PAGE, SCRIPT)
    assert finish(written, format_="text") == (PAGE, SCRIPT)
