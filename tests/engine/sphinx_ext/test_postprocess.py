"""A page that Sphinx has written is finished: its own scripts may run, and the theme's pages are patched."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup, Tag

from compendium.sphinx_ext.head.security_policy import policy
from compendium.sphinx_ext.patches.theme import lean, named, settled
from compendium.sphinx_ext.postprocess import finish_pages, finished

PAGE = "<html><head>\n<title>t</title></head><body><script>let a = 1;</script></body></html>"
THEMED = PAGE.replace("<html>", '<html data-content_root="./" data-theme="auto">')


def first_in_head(page: str) -> Tag:
    return BeautifulSoup(page, "html.parser").select("head > *")[0]


def test_policy_stands_first_in_the_head() -> None:
    meta = first_in_head(finished(PAGE, "a.html"))
    assert (meta.name, meta["http-equiv"]) == ("meta", "Content-Security-Policy")
    assert meta["content"] == policy(PAGE)


def test_page_of_the_theme_is_patched_and_its_policy_is_that_of_the_patched_page() -> None:
    patched = settled(lean(named(THEMED, "a.html"), "a.html"), "a.html")
    page = finished(THEMED, "a.html")
    assert BeautifulSoup(page, "html.parser").html["data-theme"] == "light"
    assert first_in_head(page)["content"] == policy(patched)
    before, _, rest = page.partition("<meta ")
    assert before + rest.partition("\n")[2] == patched


def test_page_that_is_not_the_themes_is_not_patched() -> None:
    own = PAGE.replace("<html>", '<html data-theme="auto">')
    assert BeautifulSoup(finished(own, "a.html"), "html.parser").html["data-theme"] == "auto"


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder of the builder's with one page."""
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def finish(folder: Path, failure: Exception | None = None, format_: str = "html") -> str:
    """Finish the pages of a folder, and return its page."""
    finish_pages(SimpleNamespace(builder=SimpleNamespace(format=format_), outdir=folder), failure)
    return (folder / "deep" / "page.html").read_text(encoding="utf-8")


def test_every_page_is_finished_once(written: Path) -> None:
    page = finish(written)
    assert page == finished(PAGE, "deep/page.html")
    assert finish(written) == page


def test_failed_build_and_other_builders_finish_nothing(written: Path) -> None:
    assert finish(written, ValueError("failed")) == PAGE
    assert finish(written, format_="text") == PAGE
