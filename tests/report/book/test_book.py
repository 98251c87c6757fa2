"""The built book is whole: every page, link and anchor, nothing from another host, and no markup left over."""

import csv
import json
import posixpath
import re
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.citation.identity import identity
from compendium.export import csv_metadata, header, records
from compendium.export.archive import bundle
from page import PAGES, Page

every = pytest.mark.parametrize("page", [f"{folder}{page}" for folder in ("", "zh/") for page in PAGES])


# --- what must fail ---------------------------------------------------------------------------------------------------


def small(folder: Path, pages: dict[str, str]) -> Path:
    """Make a book of some pages, by name, with the settings and references of the real one."""
    (folder / "book").mkdir(parents=True)
    for name in ("_config.yml", "book/references.bib"):
        shutil.copy(paths.ROOT / name, folder / name)
    for name in ("_static", "_templates"):
        shutil.copytree(paths.BOOK / name, folder / "book" / name)
    for name, text in pages.items():
        (folder / "book" / f"{name}.md").write_text(f"# Title\n\n{text}\n", encoding="utf-8")
    chapters = "".join(f"- file: book/{name}\n" for name in pages if name != "index")
    contents = f"chapters:\n{chapters}" if chapters else ""
    (folder / "_toc.yml").write_text(f"format: jb-book\nroot: book/index\n{contents}", encoding="utf-8")
    return folder


def test_page_with_an_unknown_id_stops_the_build_and_is_named(build: Callable[..., Any], tmp_path: Path) -> None:
    book = small(tmp_path / "small", {"index": "The {printed}`suining.co2_avoidd` is wrong."})
    result = build(book, tmp_path / "out")
    output = result.stdout + result.stderr
    assert result.returncode != 0
    assert re.search(r"book/index\.md:\d+", output)
    assert "nearest: 'suining.co2_avoided'" in output


def test_page_with_a_fault_fails_the_build_and_is_named(build: Callable[..., Any], tmp_path: Path) -> None:
    """Each fault is a warning, and a warning fails the build, whose pages are all written nevertheless.

    The page without a fault brings no warning. The book has an address: its pages name their alternates by it.
    """
    faults = {
        "link": ("See [nowhere](nowhere.md).", "nowhere"),
        "source": ("So {cite:p}`nobody2020` says.", "nobody2020"),
        "directive": ("```{ledger-anwers} evidence\n```", "ledger-anwers"),
    }
    book = small(tmp_path / "small", {"index": "", **{name: text for name, (text, _) in faults.items()}})
    settings = book / "_config.yml"
    settings.write_text(
        settings.read_text(encoding="utf-8").replace("\nhtml:\n", '\nhtml:\n  baseurl: "https://book.example/"\n'),
        "utf-8",
    )
    result = build(book, tmp_path / "out")
    output = result.stdout + result.stderr
    assert result.returncode != 0
    for name, (_, told) in faults.items():
        assert re.search(rf"book/{name}\.md:\d+: WARNING: .*{told}", output), name
    assert output.count("WARNING: ") == len(faults)
    page = Page((tmp_path / "out" / "_build" / "html" / "book" / "index.html").read_text(encoding="utf-8"))
    assert {link["hreflang"]: link["href"] for link in page.soup.select("link[rel=alternate]")} == {
        "en": "https://book.example/book/index.html",
        "zh-CN": "https://book.example/zh/book/index.html",
        "x-default": "https://book.example/book/index.html",
    }


def test_foreign_script_and_left_over_markup_are_seen() -> None:
    page = Page('<script src="https://cdn/x.js"></script><p id="a">So {printed}`x`</p><p id="a"><code>$$</code></p>')
    assert foreign(page) == ["https://cdn/x.js"]
    assert left_over(page) == ["{printed}"]
    assert twice(page) == ["a"]


# --- every page -------------------------------------------------------------------------------------------------------


def foreign(page: Page) -> list[str]:
    return [address for address in page.fetched if re.match(r"(?i)([a-z]+:)?//", address)]


def left_over(page: Page) -> list[str]:
    roles = r"\{(?:printed|recomputed|factor|verdict|count|cite\S*|ref|doc)\}"
    marks = rf"{roles}|```|\$\$|Traceback|:::|\]\(|\*\*\w|&lt;|\\text"
    return re.findall(marks, page.prose)


def twice(page: Page) -> list[str]:
    return sorted(name for name, count in Counter(page.ids).items() if count > 1)


@every
def test_page_of_the_table_of_contents_is_there(page: str, read: dict[str, Page]) -> None:
    assert f"{page}.html" in read
    assert len(read[f"{page}.html"].prose) > 500


def test_no_page_loads_anything_from_another_host(read: dict[str, Page]) -> None:
    assert {name: found for name, page in read.items() if (found := foreign(page))} == {}


def test_every_page_says_that_it_takes_nothing_from_elsewhere(read: dict[str, Page]) -> None:
    for name, page in read.items():
        (policy,) = page.soup.head.select("meta[http-equiv=Content-Security-Policy]")
        told = policy["content"]
        rules = dict(rule.split(" ", 1) for rule in told.split("; "))
        assert rules["default-src"] == "'self'", name
        assert not re.search(r"https?:|\*|unsafe-eval", told), name
        assert "unsafe-inline" not in rules["script-src"], name


def test_every_link_has_words(read: dict[str, Page]) -> None:
    silent = {
        name: found[:3]
        for name, page in read.items()
        if (found := [link for link in page.soup.find_all("a") if not link.get_text(strip=True)])
    }
    assert silent == {}


def test_no_page_loads_an_icon_font_or_the_search_index_for_nothing(book: Path, read: dict[str, Page]) -> None:
    fetched = {name: " ".join(page.fetched) for name, page in read.items() if not name.endswith("search.html")}
    assert [name for name, found in fetched.items() if re.search("fontawesome|searchindex|searchtools", found)] == []


def test_styles_load_nothing_from_another_host(book: Path) -> None:
    calls = r"""(?:@import\s+|url\(\s*)["']?(?:https?:)?//"""
    assert [path.name for path in book.rglob("*.css") if re.search(calls, path.read_text(encoding="utf-8"))] == []


def test_no_page_needs_mathjax_or_widgets(read: dict[str, Page]) -> None:
    scripts = {address.lower() for page in read.values() for address in page.fetched}
    assert [one for one in scripts if re.search("mathjax|require|thebe|embed-amd|widget", one)] == []
    assert [name for name, page in read.items() if "MathJax" in page.text] == []


def test_everything_a_page_loads_is_in_the_book(book: Path, read: dict[str, Page]) -> None:
    for name, page in read.items():
        for address in page.fetched:
            if not address.startswith("data:") and not address.startswith("#"):
                target = (book / name).parent / unquote(urlsplit(address).path)
                assert target.is_file(), f"{name} loads {address}"


def test_every_link_arrives(book: Path, read: dict[str, Page]) -> None:
    files = {path.relative_to(book).as_posix() for path in book.rglob("*") if path.is_file()}
    places = {name: set(page.ids) for name, page in read.items()}
    lost = set()
    for name, page in read.items():
        for href in set(page.links):
            parts = urlsplit(href)
            if parts.scheme or href.startswith("//"):
                continue
            path = unquote(parts.path)
            if name.endswith("404.html"):  # shown at any depth, so its links begin at the site's root
                assert path.startswith("/")
                target = path[1:]
            else:
                target = posixpath.normpath(posixpath.join(posixpath.dirname(name), path))
            key = target if parts.path else name
            place = "" if parts.fragment.startswith("show=") else unquote(parts.fragment)  # what the page shall show
            if key not in files or (place and place not in places.get(key, {place})):
                lost.add((name, href))
    assert sorted(lost) == []


def test_no_anchor_stands_twice_on_a_page(read: dict[str, Page]) -> None:
    assert {name: found[:5] for name, page in read.items() if (found := twice(page))} == {}


def test_no_markup_or_traceback_is_left_in_the_text(read: dict[str, Page]) -> None:
    assert {name: found for name, page in read.items() if (found := left_over(page))} == {}


def test_every_image_says_what_it_shows(read: dict[str, Page]) -> None:
    images = [(name, image) for name, page in read.items() for image in page.soup.find_all("img")]
    silent = [(name, image) for name, image in images if not image.get("alt")]
    assert silent == []


@pytest.mark.parametrize("folder", ["", "zh/"])
@pytest.mark.parametrize("page", [page for page in PAGES if page.startswith("notebooks/")])
def test_every_chapter_shows_its_charts_with_their_sentences(folder: str, page: str, read: dict[str, Page]) -> None:
    charts = read[f"{folder}{page}.html"].soup.select("img.chart[src$='.svg']")
    assert charts
    assert min(len(image["alt"]) for image in charts) > 20


@pytest.mark.parametrize("folder", ["", "zh/"])
@pytest.mark.parametrize("page", [page for page in PAGES if re.match(r"notebooks/\d", page)])
def test_code_of_a_chapter_is_folded_and_says_so_in_its_language(folder: str, page: str, read: dict[str, Page]) -> None:
    folds = [code.parent for code in read[f"{folder}{page}.html"].soup.find_all("div", class_="cell_input")]
    assert [fold for fold in folds if fold.name != "details" or fold.has_attr("open")] == []
    assert {fold.summary.span.get_text() for fold in folds} == {"显示代码" if folder else "Show the code"}


@every
def test_every_page_has_one_title(page: str, read: dict[str, Page]) -> None:
    soup = read[f"{page}.html"].soup
    assert soup.head.title.get_text(strip=True)
    assert len(soup.article.find_all("h1")) == 1  # the theme repeats the title for print


# --- the ledger -------------------------------------------------------------------------------------------------------


def test_ledger_page_has_an_anchor_for_every_figure_and_derivation(read: dict[str, Page], report: Audit) -> None:
    ids = Counter(read["book/ledger.html"].ids)
    assert {id_: ids[id_] for id_ in (*report.ledger.figures, *report.ledger.derivations) if ids[id_] != 1} == {}


def test_sources_page_has_an_anchor_for_every_factor(read: dict[str, Page], report: Audit) -> None:
    ids = Counter(read["book/sources.html"].ids)
    assert {id_: ids[id_] for id_ in report.ledger.factors if ids[id_] != 1} == {}


def test_book_carries_the_whole_ledger_as_files(book: Path, report: Audit) -> None:
    text = (book / "_static" / "ledger.json").read_text(encoding="utf-8")
    commit = json.loads(text)["compendium"].get("commit", "")
    head = header.header(identity(), report.ledger.read_until, commit)
    assert text == records.ledger_json(report, head=head)
    assert [figure["id"] for figure in json.loads(text)["figures"]] == list(report.ledger.figures)
    with (book / "_static" / "ledger.csv").open(encoding="utf-8", newline="") as table:
        assert [row["id"] for row in csv.DictReader(table)] == list(report.ledger.figures)


def test_book_carries_all_data_in_one_file(book: Path) -> None:
    with zipfile.ZipFile(book / "_static" / bundle.ZIP) as data:
        assert data.testzip() is None
        for name in ("ledger.json", "ledger.csv", header.SCHEMA, csv_metadata.NAME):
            held = next(one for one in data.namelist() if one.endswith(f"/{name}"))
            assert data.read(held) == (book / "_static" / name).read_bytes()


def test_download_links_lead_to_the_files(read: dict[str, Page]) -> None:
    for name in ("book/ledger.html", "book/cite.html"):
        assert {"../_static/ledger.json", "../_static/ledger.csv"} <= set(read[name].links)
    described = (bundle.ZIP, header.SCHEMA, csv_metadata.NAME)
    assert {f"../_static/{name}" for name in described} <= set(read["book/cite.html"].links)
