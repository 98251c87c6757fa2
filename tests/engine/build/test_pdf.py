"""The book as a PDF, on a tiny made-up book: pages joined for paper, printed, and written smaller."""

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from pypdf import PdfReader, PdfWriter

from compendium.build.pdf import assemble, browser, compact, front, make
from compendium.build.pdf.browser import NO_BROWSER, PrintError
from compendium.build.pdf.contents import pages
from compendium.build.pdf.printing import page_numbers, printed

SENTENCE = "二零二二年各户门窗减排量为1037吨二氧化碳，见长龙风车。"
NAV = """
<nav class="bd-links"><ul><li><a href="{up}book/index.html">Bread: an audit</a></li></ul>
<ul><li><a href="{up}book/brief.html">Key points</a></li></ul>
<p class="caption">Chapters</p>
<ul><li><a href="{up}notebooks/1-flour.html">1 Flour</a><details><summary>Below</summary>
<ul><li><a href="{up}notebooks/1-1-mill.html">1.1 The mill</a></li></ul></details></li></ul>
<ul><li><a href="{up}book/sources.html">Sources</a></li></ul></nav>
"""
PAGES = {
    "book/index": '<section id="bread"><h1>Bread: an audit</h1><p>See <a href="brief.html#holds">what holds</a>.</p>'
    "</section>",
    "book/brief": """<section id="key-points"><h1>Key points</h1>
<section id="holds"><h2>What holds</h2><p>Flour <a href="sources.html#source-almanac">[1]</a>,
<a href="ledger.html">all</a>.</p></section></section>""",
    "notebooks/1-flour": """<section id="flour"><h1>1 Flour<a class="headerlink" href="#flour">#</a></h1>
<noscript><p>Without script.</p></noscript><form hidden=""><input></form><button type="button">Copy</button>
<p title="a card"><a href="../book/sources.html#source-almanac" title="a card">[1]</a> <a href="../data.csv">file</a>
<a href="1-1-mill.html#nowhere">the mill</a> <a href="https://example.org/x">outside</a> <a href="#same">same</a></p>
<p><a href="../book/what-if.html#show=flour">What if?</a></p><p><a href="../figures/flour.html">Its record</a></p>
<details class="cite-box"><summary>Cite</summary><p>dropped</p></details>
<details><summary>Checks: 1</summary><p id="same">Folded words.</p></details>
<details class="hide"><summary>Show the code</summary><pre>hidden_code()</pre></details>
<figure class="chart" id="chart"><picture><source media="screen and (max-width: 600px)" srcset="../n-narrow.svg">
<img alt="A chart" loading="lazy" src="../_downloads/wide.svg"></picture>
<figcaption><details><summary>Data as a table</summary>
<table><tr><td>dropped</td></tr></table></details></figcaption></figure>
<section id="says"><h2>What the
report says</h2><p>{sentence}</p></section></section>""".replace("{sentence}", SENTENCE),
    "notebooks/1-1-mill": """<section id="mill"><h1>1.1 The mill</h1>
<section id="says"><h2>What the report says</h2><h3>Deep</h3>
<p>Words.</p></section><section id="own"><h2>Stones</h2><p>Grind.</p></section></section>""",
    "book/sources": """<section id="sources"><h1>Sources</h1><div role="list">
<div class="citation" id="source-almanac"><p>An almanac.</p></div>
<div class="citation" id="source-other"><p>Another.</p></div></div></section>""",
}


@pytest.fixture
def built(tmp_path: Path) -> Path:
    for name, text in PAGES.items():
        path = tmp_path / "html" / f"{name}.html"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{NAV.replace('{up}', '../')}<article class='bd-article'>{text}</article>", encoding="utf-8")
    return tmp_path / "html"


def about(**told: str) -> front.Edition:
    known = {
        "title": "Bread: an audit", "lead": "Loaves.", "authors": "", "stand": "Version 1.0.0.", "reference": "Bread.",
        "address": "", "doi": "", "date": "2026-01-31", "reviewed": "Not reviewed.", "licences": "CC BY 4.0.",
    }  # fmt: skip
    return front.Edition(**{**known, **told})


def book(built: Path, **told: str) -> Any:
    return BeautifulSoup(assemble.read(built, built.parent, about(**told)).book(), "html.parser")


def test_pages_come_in_the_order_of_the_contents_with_part_and_level(built: Path) -> None:
    found = [(page.name, page.title, page.level, page.part) for page in pages(built)]
    assert found == [
        ("book/index", "Bread: an audit", 1, ""),
        ("book/brief", "Key points", 1, ""),
        ("notebooks/1-flour", "1 Flour", 1, "Chapters"),
        ("notebooks/1-1-mill", "1.1 The mill", 2, ""),
        ("book/sources", "Sources", 1, ""),
    ]


def test_headings_are_below_their_part_and_the_page_above(built: Path) -> None:
    headings = [(one.name, " ".join(one.get_text().split())) for one in book(built).select("h1, h2, h3, h4, h5")]
    assert headings == [
        ("h1", "Bread: an audit"), ("h1", "Key points"), ("h2", "What holds"), ("h1", "Chapters"), ("h2", "1 Flour"),
        ("h3", "What the report says"), ("h3", "1.1 The mill"), ("h4", "What the report says"), ("h5", "Deep"),
        ("h4", "Stones"), ("h2", "Sources"),
    ]  # fmt: skip


def test_contents_name_each_page_and_no_heading_that_several_have(built: Path) -> None:
    document = assemble.read(built, built.parent, about())
    assert [(line.level, line.words) for line in document.lines] == [
        (1, "Bread: an audit"), (1, "Key points"), (3, "What holds"), (0, "Chapters"), (1, "1 Flour"),
        (2, "1.1 The mill"), (3, "Stones"), (1, "Sources"),
    ]  # fmt: skip


@pytest.mark.parametrize("address", ["", "https://example.org/bread/"])
def test_every_link_leads_to_a_place_in_the_book_or_to_the_web(built: Path, address: str) -> None:
    document = book(built, address=address)
    ids = [one["id"] for one in document.find_all(id=True)]
    assert len(ids) == len(set(ids))
    links = {link.get_text(): link["href"] for link in document.select("article a")}
    assert {href[1:] for href in links.values() if href.startswith("#")} <= set(ids)
    assert links["what holds"] == "#book-brief:holds"
    assert links["[1]"] == "#book-sources:source-almanac"
    assert links["the mill"] == "#notebooks-1-1-mill"  # the place on the page is gone
    assert links["same"] == "#notebooks-1-flour:same"
    assert links["outside"] == "https://example.org/x"
    assert links.get("file") == (f"{address}data.csv" if address else None)


def test_nothing_is_there_to_be_clicked_and_what_was_folded_is_open(built: Path) -> None:
    document = book(built)
    inside = document.select_one("#notebooks-1-flour")
    assert inside.select("form, input, button, script, noscript, details, summary, source, figcaption, [title]") == []
    assert document.select("[loading]") == []
    words = inside.get_text(" ", strip=True)
    assert "Folded words." in words
    assert "Checks: 1" in words
    assert "Without script." in words
    for gone in ("hidden_code", "dropped", "What if?", "Its record", "#"):
        assert gone not in words
    assert [image["src"] for image in document.select("img")] == ["html/_downloads/wide.svg"]


def test_title_page_says_what_is_not_known(built: Path) -> None:
    words = book(built).select_one(".title-page").get_text(" ", strip=True)
    assert "No author is named yet." in words
    assert "no public address yet" in words
    named = book(built, authors="Ada Miller", doi="https://doi.org/10.5281/zenodo.1").select_one(".title-page")
    assert "Ada Miller" in named.get_text()
    assert named.a["href"] == "https://doi.org/10.5281/zenodo.1"
    assert "yet" not in named.get_text()


def test_brief_has_the_key_points_and_the_sources_that_they_cite(built: Path) -> None:
    document = BeautifulSoup(assemble.read(built, built.parent, about(), brief=True).brief(), "html.parser")
    words = document.get_text(" ", strip=True)
    assert "What holds" in words
    assert "An almanac." in words
    assert "Another." not in words
    links = {link.get_text(): link["href"] for link in document.select("a")}
    assert links == {"[1]": "#book-sources:source-almanac"}
    assert document.find(id="book-sources:source-almanac")


def test_pdf_is_written_again_smaller_and_says_what_it_is() -> None:
    writer = PdfWriter()
    for _ in range(300):
        writer.add_blank_page(100, 100)
    writer.add_metadata({"/CreationDate": "D:20200101000000Z"})
    writer.write(plain := BytesIO())
    made = [compact.rewritten(plain.getvalue(), {"Title": "面包"}, "2026-01-31") for _ in range(2)]
    assert made[0] == made[1]
    assert len(made[0]) < len(plain.getvalue()) / 2
    reader = PdfReader(BytesIO(made[0]), strict=True)
    assert len(reader.pages) == 300
    assert reader.metadata is not None
    assert reader.metadata.title == "面包"
    assert reader.metadata["/CreationDate"] == "D:20260131000000Z"


def glyphs(*lines: str) -> dict[int, str]:
    """Return what the glyphs of a map stand for once it has been made readable."""
    body = compact._stream(b"", "\n".join(("begincmap", *lines, "endcmap", "")).encode())
    text = zlib.decompress(body.partition(b"stream\n")[2])
    found = {}
    changed = compact._readable(body)
    text = zlib.decompress(changed.partition(b"stream\n")[2].rpartition(b"\nendstream")[0]).decode()
    for kind, block in re.findall(r"\d+ beginbf(char|range)\n(.*?)\nendbf", text, flags=re.DOTALL):
        for line in block.splitlines():
            first, *last, character = (int(one, 16) for one in re.findall(r"<([0-9A-Fa-f]+)>", line))
            assert bool(last) == (kind == "range")
            found |= {glyph: chr(character + glyph - first) for glyph in range(first, (last or [first])[0] + 1)}
    assert text.startswith("begincmap\n")
    assert text.endswith("endcmap\n")
    return found


def test_radicals_become_characters_in_use_each_by_itself() -> None:
    assert glyphs(
        "1 begincodespacerange", "<0000> <2F00>", "endcodespacerange",
        "3 beginbfchar", "<0003> <0041>", "<0004> <2ED3>", "<2F01> <2F2F>", "endbfchar",
        "3 beginbfrange", "<0010> <0012> <2F00>", "<0020> <0022> <0061>", "<0030> <0031> <2E7F>", "endbfrange",
    ) == {
        0x03: "A", 0x04: "长", 0x2F01: "工", 0x10: "一", 0x11: "丨", 0x12: "丶", 0x20: "a", 0x21: "b", 0x22: "c",
        0x30: "\u2e7f", 0x31: "\u2e80",
    }  # fmt: skip


def test_failed_print_leaves_neither_its_document_nor_an_older_pdf(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> bytes:
        raise PrintError("too wide")

    into = tmp_path / "pdf"
    into.mkdir()
    (into / "compendium-en.pdf").write_bytes(b"old")
    monkeypatch.setattr("compendium.build.pdf.printing.printed", fail)
    with pytest.raises(PrintError, match="too wide"):
        list(make.edition(None, built, into, "en"))
    assert list(into.iterdir()) == []


def test_pdfs_are_current_while_the_inputs_of_their_book_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "brief-en.pdf").write_bytes(b"brief")
    assert make.current(tmp_path) == []
    monkeypatch.setattr(make.build, "inputs", lambda: {"en": "a"})
    (tmp_path / "book.json").write_text('{"en": "a"}', encoding="utf-8")
    assert make.current(tmp_path) == [tmp_path / "brief-en.pdf"]
    monkeypatch.setattr(make.build, "inputs", lambda: {"en": "b"})
    assert make.current(tmp_path) == []


def test_browser_is_the_named_one_else_the_system_s_else_playwright_s_own(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(browser, "_of_playwright", lambda: "/own/chromium")
    monkeypatch.setattr(browser, "_NAMES", ("no-such-browser",))
    monkeypatch.delenv("COMPENDIUM_BROWSER", raising=False)
    assert browser.program() == "/own/chromium"
    monkeypatch.setattr(browser, "_NAMES", ("sh",))
    assert str(browser.program()).endswith("/sh")
    monkeypatch.setenv("COMPENDIUM_BROWSER", "/named/chromium")
    assert browser.program() == "/named/chromium"


def test_driver_that_does_not_start_is_no_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise OSError("libatomic.so.1: cannot open shared object file")

    monkeypatch.setattr("playwright.sync_api.sync_playwright", broken)
    assert browser._of_playwright() is None


def test_what_is_missing_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(make, "program", lambda: None)
    with pytest.raises(PrintError, match=re.escape(NO_BROWSER)):
        list(make.make(tmp_path, tmp_path))
    monkeypatch.setattr(make, "find_spec", lambda name: None)
    with pytest.raises(PrintError, match="missing: beautifulsoup4, playwright, pypdf; pip install"):
        list(make.make(tmp_path, tmp_path))


def html(tmp_path: Path, body: str) -> Path:
    path = tmp_path / "document.html"
    path.write_text(f"<!DOCTYPE html><html class='pdf'><body><main>{body}</main></body></html>", encoding="utf-8")
    return path


@pytest.fixture
def whole(built: Path, chromium: Any) -> PdfReader:
    (built / "_downloads").mkdir()
    (built / "_downloads" / "wide.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")
    path = built.parent / "book.html"
    path.write_text(assemble.read(built, built.parent, about()).book(), encoding="utf-8")
    made = [compact.rewritten(printed(chromium, path), {"Title": "Bread: an audit"}, "2026-01-31") for _ in range(2)]
    assert made[0] == made[1]
    return PdfReader(BytesIO(made[0]))


def titles(reader: PdfReader, outline: list[Any]) -> Iterator[tuple[str, int]]:
    for one in outline:
        if isinstance(one, list):
            yield from titles(reader, one)
        else:
            yield one.title, (reader.get_destination_page_number(one) or 0) + 1


def test_printed_book_has_bookmarks_tags_language_and_true_page_numbers(whole: PdfReader) -> None:
    root: Any = whole.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/StructTreeRoot"]
    assert root["/Lang"] == "en"
    marks = list(titles(whole, whole.outline))
    assert [title for title, _ in marks] == [
        "Bread: an audit", "Key points", "What holds", "Chapters", "1 Flour", "What the report says", "1.1 The mill",
        "What the report says", "Deep", "Stones", "Sources",
    ]  # fmt: skip
    lines = whole.pages[1].extract_text()
    for title in ("Key points", "1 Flour", "1.1 The mill", "Stones", "Sources"):
        assert f"{title} {dict(marks)[title]}" in " ".join(lines.split())
    assert whole.pages[3].extract_text().startswith("Bread: an audit Key points\n4Version 1.0.0.")


def test_printed_chinese_is_found(whole: PdfReader) -> None:
    text = "".join(page.extract_text() for page in whole.pages)
    assert SENTENCE in text.replace(" ", "").replace("\n", "")
    assert [character for character in text if "\u2e80" <= character <= "\u2fdf"] == []  # radicals, found by nobody


def test_links_lead_to_pages_of_the_pdf(whole: PdfReader) -> None:
    out = BytesIO()
    PdfWriter(clone_from=whole).write(out)
    places = page_numbers(out.getvalue())
    assert places["book-sources:source-almanac"] == 7
    addresses = [
        link["/A"]["/URI"]
        for page in whole.pages
        for link in (one.get_object() for one in page.get("/Annots", []))
        if "/A" in link
    ]
    assert addresses == ["https://example.org/x"]


def test_character_without_a_font_is_an_error(chromium: Any, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match=r"no installed font has the characters '\\ue123'"):
        printed(chromium, html(tmp_path, "<p>bread \ue123</p>"))


def test_what_cannot_fit_is_an_error_and_formulas_and_tables_are_made_to(chromium: Any, tmp_path: Path) -> None:
    with pytest.raises(PrintError, match="wider than the paper, first <pre"):
        printed(chromium, html(tmp_path, f"<pre>{'x' * 300}</pre>"))
    style = assemble.STYLE.read_text(encoding="utf-8")
    terms = "<mo>+</mo>".join(["<mtext>flour for the loaves of a year</mtext>"] * 12)
    cells = "".join(f"<td>bakery.flour_{number}_needed</td>" for number in range(9))
    body = f"""<style>{style}</style><article class="bd-article"><div class="math-line">
<math display="block"><mrow>{terms}</mrow></math></div><table><tr>{cells}</tr></table></article>"""
    text = PdfReader(BytesIO(printed(chromium, html(tmp_path, body)))).pages[0].extract_text()
    assert " ".join(text.split()).count("flour for the loaves of a year") == 12
