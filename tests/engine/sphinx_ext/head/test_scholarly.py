"""What heads tell reference managers and machines, the box at the foot, the sitemap: of a draft and of a release."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup, Tag
from docutils.nodes import title
from sphinx.testing.util import SphinxTestApp

from compendium import paths
from compendium.citation.identity import Identity
from compendium.i18n.messages import using_language
from compendium.sphinx_ext import languages, nodes
from compendium.sphinx_ext.citing.pages import title_of
from compendium.sphinx_ext.head import security_policy
from compendium.sphinx_ext.head.scholarly import data_block
from compendium.sphinx_ext.head.sitemap import sitemap
from identities import DRAFT, RELEASED
from small_book import Book, made_of
from structured_data import faults

Build = Callable[..., Book]
BASE = "https://example.org/bread"
PAGES = {
    "index": "# Bread & stone\n\nFirst words of the book, which are long enough.\n",
    "book/ledger": "# Ledger\n\nEvery row.\n",
    "book/cite": "# Cite\n\n```{book-citation}\n```\n\n```{book-citation} report\n```\n",
    "book/scale": "# Scale\n\n```{ledger-ratings}\n```\n",
    "notebooks/1-rye": '# 1 Rye: "fresh" </script> & old\n\nOf rye.\n',
}


def built(build: Build, tables: Path, source: Path, own: Identity, language: str) -> Path:
    """Build a book of the real templates that has an identity, and an address of a record that moved."""
    with pytest.MonkeyPatch.context() as patch:
        for module in (nodes, languages):
            patch.setattr(module, "identity", lambda: own)
        shutil.rmtree(build(PAGES, source).folder)  # that one is not of the book's theme
        (source / "conf.py").write_text(
            (source / "conf.py").read_text(encoding="utf-8")
            + f'language = "{language}"\nhtml_theme = "sphinx_book_theme"\nroot_doc = "start"\n'
            f'templates_path = ["{paths.BOOK / "_templates"}"]\n'
            'html_additional_pages = {"index": "landing.html", "404": "404.html"}\n'
            'html_theme_options = {"footer_content_items": ["page-links.html"]}\n'
            f'html_favicon = "{paths.BOOK / "_static" / "mark.svg"}"\n',
            encoding="utf-8",
        )
        (source / "index.md").rename(source / "start.md")
        with made_of(tables), using_language("en"):
            app = SphinxTestApp("html", srcdir=source, freshenv=True)
            (source / "book" / "addresses.csv").write_text(
                "address,moved_to\nfigures/mill.old.html,figures/mill.power.html\n", encoding="utf-8"
            )
            try:
                app.build()
                return Path(app.outdir)
            finally:
                app.cleanup()


@pytest.fixture(scope="module")
def draft(build: Build, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(build, tables, tmp_path_factory.mktemp("draft"), DRAFT, "en")


@pytest.fixture(scope="module")
def released(build: Build, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(build, tables, tmp_path_factory.mktemp("released"), RELEASED, "en")


@pytest.fixture(scope="module")
def chinese(build: Build, tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(build, tables, tmp_path_factory.mktemp("chinese"), RELEASED, "zh_CN")


def page(folder: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((folder / f"{name}.html").read_text(encoding="utf-8"), "html.parser")


def tags(soup: BeautifulSoup) -> list[tuple[str, str]]:
    found = soup.select("meta[name^=citation_], meta[name^='DC.']")
    return [(str(tag["name"]), str(tag["content"])) for tag in found]


def data(soup: BeautifulSoup) -> list[dict[str, object]]:
    return [json.loads(block.string) for block in soup.select('script[type="application/ld+json"]')]


def test_page_without_a_title_goes_by_its_name() -> None:
    app = SimpleNamespace(env=SimpleNamespace(titles={"book/a": title("", ""), "book/b": title("", "B\n c")}))
    assert [title_of(app, name) for name in ("book/a", "book/b")] == ["book/a", "B c"]


# --- tags -------------------------------------------------------------------------------------------------------------


def test_chapter_of_a_release_has_every_tag(released: Path) -> None:
    title, own = "1 Rye: “fresh” </script> & old", f"{BASE}/notebooks/1-rye.html"
    assert tags(page(released, "notebooks/1-rye")) == [
        ("citation_title", title),
        ("citation_author", "Ann Baker"),
        ("citation_author", "Bo Müller"),
        ("citation_publication_date", "2026/01/31"),
        ("citation_inbook_title", "Bread & stone: an audit"),
        ("citation_language", "en"),
        ("citation_public_url", own),
        ("DC.title", title),
        ("DC.creator", "Ann Baker"),
        ("DC.creator", "Bo Müller"),
        ("DC.date", "2026-01-31"),
        ("DC.type", "Text"),
        ("DC.language", "en"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
        ("DC.identifier", own),
        ("DC.source", "面包报告"),
    ]


def test_front_page_is_cited_as_the_book(released: Path, chinese: Path) -> None:
    found = dict(tags(page(released, "start")))
    assert found["citation_title"] == "Bread & stone: an audit"
    assert found["citation_doi"] == "10.5281/zenodo.1234567"
    assert found["DC.identifier"] == "https://doi.org/10.5281/zenodo.1234567"
    assert "citation_inbook_title" not in found
    found = dict(tags(page(chinese, "start")))
    assert (found["citation_title"], found["citation_language"]) == ("面包审核", "zh-CN")


def test_draft_has_no_tag_for_what_is_not_known(draft: Path) -> None:
    found = {name for name, _ in tags(page(draft, "notebooks/1-rye"))}
    assert found.isdisjoint({"citation_author", "DC.creator", "citation_public_url", "citation_doi", "DC.identifier"})
    assert {"citation_title", "citation_publication_date", "DC.source"} <= found
    assert not page(draft, "start").select("link[rel=canonical], link[hreflang]")


def test_no_tag_of_any_page_is_empty(draft: Path, released: Path) -> None:
    for folder in (draft, released):
        for path in folder.rglob("*.html"):
            text = path.read_text(encoding="utf-8")
            assert 'content=""' not in text, path
            assert 'href=""' not in text, path


def test_page_says_its_canonical_address_and_its_twin(released: Path) -> None:
    for name in ("start", "notebooks/1-rye", "index"):
        soup = page(released, name)
        (own,) = soup.select("link[rel=canonical]")
        assert own["href"] == f"{BASE}/{name}.html"
        twins = {link["hreflang"]: link["href"] for link in soup.select("link[rel=alternate][hreflang]")}
        assert twins["en"] == twins["x-default"] == own["href"]
        assert twins["zh-CN"] == f"{BASE}/zh/{name}.html"


def test_search_and_wrong_addresses_are_not_for_search_engines(released: Path) -> None:
    for name in ("search", "404"):
        assert [tag["content"] for tag in page(released, name).select("meta[name=robots]")] == ["noindex"]
    assert not page(released, "start").select("meta[name=robots]")


# --- structured data --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "kind"), [("start", "Book"), ("notebooks/1-rye", "ScholarlyArticle"), ("book/cite", "Dataset")]
)
def test_page_says_what_it_is(name: str, kind: str, draft: Path, released: Path, chinese: Path) -> None:
    for folder in (draft, released, chinese):
        (found,) = data(page(folder, name))
        assert found["@type"] == kind
        assert faults(found) == []
        assert ("url" in found) == (folder != draft)
    assert data(page(released, "book/ledger")) == []


def test_data_can_be_fetched_at_whole_addresses_of_files_that_are_there(released: Path) -> None:
    (found,) = data(page(released, "book/cite"))
    addresses = [one["contentUrl"] for one in found["distribution"]]  # type: ignore[attr-defined]
    assert addresses
    for address in addresses:
        assert address.startswith(BASE)
        assert (released / address.removeprefix(f"{BASE}/")).is_file()


def test_text_cannot_end_its_block_and_is_read_as_it_was(released: Path) -> None:
    hard = {"name": "</script><!-- & \u2028 ü"}
    text = str(data_block(hard))
    inner = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&\u2028\u2029") & set(inner)
    assert json.loads(inner) == hard
    assert data_block({}) == ""
    (found,) = data(page(released, "notebooks/1-rye"))
    assert found["headline"] == "1 Rye: “fresh” </script> & old"


def test_policy_has_no_hash_of_data_which_is_not_executed() -> None:
    block = data_block({"name": "a"})
    assert security_policy.policy(f"<head>{block}</head>") == security_policy.policy("<head></head>")
    assert "sha256" in security_policy.policy(f"<head>{block}<script>let a</script></head>")
    assert "sha256" in security_policy.policy("<script type='module'>let a</script>")


# --- the box ----------------------------------------------------------------------------------------------------------


def forms(box: Tag) -> list[tuple[str, str]]:
    return [(one.dt.get_text(), one.pre.get_text()) for one in box.select("dl > div")]


def test_page_has_a_folded_box_with_every_form_and_the_report(draft: Path, released: Path, chinese: Path) -> None:
    kinds = ["APA", "GB/T 7714", "BibTeX", "RIS", "CSL-JSON", "APA", "GB/T 7714"]
    for folder in (draft, released, chinese):
        for name, words in (("start", {"Cite this book", "引用本书"}), ("book/ledger", {"Cite this page", "引用本页"})):
            (box,) = page(folder, name).select("details.cite-box")
            assert not box.has_attr("open")
            assert box.summary.get_text() in words
            found = forms(box)
            assert [kind for kind, _ in found] == kinds
            assert "面包报告" in found[-1][1]
            assert all(text.strip() for _, text in found)
        assert not page(folder, "search").select(".cite")


def test_box_says_once_what_its_references_lack(draft: Path, released: Path) -> None:
    (box,) = page(draft, "book/ledger").select(".cite-box")
    assert box.p.get_text() == (
        "No author is named yet, so the reference begins with the title. The book has no public address yet. "
        "There is no release yet, so the year is that in which sources were last read."
    )
    assert forms(box)[0][1].startswith("Ledger. (")
    (box,) = page(released, "book/ledger").select(".cite-box")
    assert box.p.get_text() == "The date is that of the release."
    assert forms(box)[0][1].startswith("Baker, A., & Müller, B. (2026). Ledger.")
    assert forms(box)[0][1].endswith(f"{BASE}/book/ledger.html")


def test_cite_page_has_the_book_and_the_report_and_no_box(released: Path) -> None:
    soup = page(released, "book/cite")
    assert not soup.select(".cite-box")
    book, report = soup.select(".cite")
    assert [kind for kind, _ in forms(book)] == [kind for kind, _ in forms(report)]
    assert json.loads(dict(forms(book))["CSL-JSON"])[0]["DOI"] == RELEASED.doi
    assert json.loads(dict(forms(report))["CSL-JSON"])[0]["type"] == "report"


def test_scale_of_ratings_is_a_table_of_every_answer(released: Path) -> None:
    rows = [[cell.get_text() for cell in row.select("td")] for row in page(released, "book/scale").select("tbody tr")]
    assert rows[:2] == [["supported", "5"], ["repeated only", "no rating"]]
    assert rows[-2:] == [["contradicted", "1"], ["untested", "no rating"]]
    assert len(rows) == 7


# --- sitemap ----------------------------------------------------------------------------------------------------------

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"


def test_sitemap_has_every_page_of_both_editions_with_its_twins(released: Path) -> None:
    root = ElementTree.fromstring((released / "sitemap.xml").read_bytes())
    assert root.tag == f"{SITEMAP}urlset"
    found: dict[str, dict[str, str]] = {}
    for url in root:
        assert [child.tag for child in url] == [f"{SITEMAP}loc", *[f"{XHTML}link"] * 3]
        links = {child.get("hreflang", ""): child.get("href", "") for child in url[1:]}
        assert [child.get("rel") for child in url[1:]] == ["alternate"] * 3
        found[url[0].text or ""] = links
    names = ["index", "start", "book/ledger", "book/cite", "book/scale", "notebooks/1-rye"]
    records = {f"figures/{path.stem}" for path in (released / "figures").glob("*.html")}
    assert {"figures/index", "figures/mill.power", "figures/mill.old"} <= records
    names += sorted(records - {"figures/mill.old"})  # which only leads on
    assert sorted(found) == sorted(f"{BASE}/{folder}{name}.html" for folder in ("", "zh/") for name in names)
    for address, links in found.items():
        assert set(links) == {"en", "zh-CN", "x-default"}
        assert address in links.values()
        assert links["x-default"] == links["en"]
        assert {name: found[twin] for name, twin in links.items()} == dict.fromkeys(links, links), "twins agree"
    assert len({*found}) == len(root)


def test_addresses_in_the_sitemap_are_escaped() -> None:
    text = sitemap("https://example.org/a&b", ["book/it's"])
    addresses = [url[0].text for url in ElementTree.fromstring(text)]
    assert addresses[0] == "https://example.org/a&b/book/it's.html"


def test_crawlers_are_led_to_the_sitemap_once_there_is_an_address(draft: Path, released: Path, chinese: Path) -> None:
    lines = (released / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["User-agent: *", "Allow: /"]
    (address,) = (line.partition(": ")[2] for line in lines if line.startswith("Sitemap"))
    assert urlsplit(address).scheme == "https"
    assert (released / address.removeprefix(f"{BASE}/")).is_file()
    for folder in (draft, chinese):  # the first edition has the one for both
        assert not (folder / "sitemap.xml").exists()
        assert not (folder / "robots.txt").exists()


def test_draft_has_the_year_in_which_sources_were_read(draft: Path) -> None:
    dates = [content for name, content in tags(page(draft, "start")) if "date" in name]
    assert len(dates) == 2
    assert all(re.fullmatch(r"\d{4}", date) for date in dates)
