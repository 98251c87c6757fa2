"""Each printed figure has a page of its own that says all that is known of it, and is written when it changed only."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from compendium import paths
from compendium.audit.audit import Audit
from compendium.citation.identity import identity
from compendium.display.markup import PRINTED
from compendium.sphinx_ext.passports import tools
from compendium.sphinx_ext.passports.edition import Edition
from compendium.sphinx_ext.passports.pieces import tongue
from compendium.sphinx_ext.passports.record import record
from small_book import Book, directives
from structured_data import faults

Build = Callable[..., Book]
FIGURES = ("bakery.loaves", "bakery.flour", "bakery.wood_saved", "bakery.co2_saved", "mill.power")
REPLY = "Wood grows again: {recomputed}`bakery.co2_net`, as {cite:p}`almanac2020` says."
PAGES = {
    "index": "# Index\n",
    "book/ledger": "# Ledger\n\n" + directives("ledger-figures}", "ledger-derivations}"),
    "book/sources": "# Sources\n\n" + directives("ledger-factors}", "bibliography}\n:all:"),
    "book/errata": "# Errata\n\n" + directives("ledger-errata}"),
    "book/findings": "# Findings\n\n{verdict}`bakery.flour` A figure without a reply.\n\n## Oven\n\n"
    f"**Wood.** {{verdict}}`bakery.co2_saved` A saving.\n\n**The best reply.** {REPLY}\n\n**What is left.** Much.\n\n"
    "**Count.** {verdict}`bakery.loaves` Loaves.\n\n**The best reply.** It was a feast.\n\n"
    "## Mill\n\n{verdict}`mill.power` Power.\n",
    "notebooks/1-bread": "# Bread\n\n"
    + "".join(f'<p id="{PRINTED}{id_}"></p>\n' for id_ in FIGURES if id_.startswith("bakery")),
}


@pytest.fixture(scope="module", autouse=True)
def one_commit() -> Iterator[None]:
    """Have all books built from one commit, whatever is changed meanwhile."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(paths, "commit", lambda: "1a2b")
        yield


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("records")


@pytest.fixture(scope="module")
def book(build: Build, folder: Path) -> Book:
    found = build(PAGES, folder)
    assert found.warnings == ""
    return found


def page(book: Book, id_: str) -> BeautifulSoup:
    return book.tree(f"figures/{id_}")


def words(element: Tag) -> str:
    """Return the text of an element, a space between its parts, which may stand apart without one."""
    return re.sub(r" (?=[.,:;])", "", " ".join(element.get_text(" ").split()))


def only(within: Tag, selector: str) -> Tag:
    """Return the first element that a selector finds."""
    return within.select(selector)[0]


def section(book: Book, id_: str, name: str) -> Tag:
    return next(one for one in page(book, id_).select("section") if one.get("id") == name)


def edition(audit: Audit, base: str = "", documents: tuple[str, ...] = ()) -> Edition:
    """Return an edition whose book has some pages, and an address."""
    config = SimpleNamespace(
        html_title="An audit", html_baseurl=base, compendium_commit="1a2b", compendium_report_language="zh",
        language="en", root_doc="index", html_theme_options={},
    )  # fmt: skip
    env = SimpleNamespace(found_docs=set(documents))
    app: Any = SimpleNamespace(config=config, env=env)
    return Edition(app, audit, {}, {})


# --- the whole --------------------------------------------------------------------------------------------------------


def test_every_figure_has_a_record_and_a_picture_and_one_page_lists_all(book: Book) -> None:
    found = {path.name for path in (book.folder / "figures").iterdir()}
    assert found == {"index.html", *(f"{id_}{end}" for id_ in FIGURES for end in (".html", ".png"))}
    listed = [link["href"] for link in page(book, "index").select(".figures a")]
    assert listed == [f"{id_}.html" for id_ in FIGURES]
    assert "supported" in words(page(book, "index").select(".figures li")[-1])


def test_book_without_a_ledger_has_no_records(build: Build) -> None:
    assert not (build({"index": "# Index\n"}).folder / "figures").exists()


def test_every_link_of_a_record_arrives(book: Book) -> None:
    lost = set()
    for path in (book.folder / "figures").glob("*.html"):
        for link in page(book, path.stem).select("a[href]"):
            parts = urlsplit(str(link["href"]))
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if parts.scheme or "language" in link.get("class", ()):  # the other edition is built by itself
                continue
            if not target.is_file() or (parts.fragment and f'id="{parts.fragment}"' not in target.read_text("utf-8")):
                lost.add((path.stem, link["href"]))
    assert lost == set()


def test_unchanged_record_is_not_written_again_and_what_is_none_is_removed(
    build: Build, folder: Path, book: Book
) -> None:
    records = book.folder / "figures"
    before = {path.name: path.stat().st_mtime_ns for path in records.iterdir()}
    (records / "bakery.cakes.html").write_text("gone", encoding="utf-8")
    (records / "mill.power.html").write_text("other", encoding="utf-8")
    build(PAGES, folder)
    after = {path.name: path.stat().st_mtime_ns for path in records.iterdir()}
    assert set(after) == set(before)
    assert {name for name in after if after[name] != before[name]} == {"mill.power.html"}
    assert "supported" in (records / "mill.power.html").read_text(encoding="utf-8")


def test_record_takes_nothing_from_elsewhere_and_leads_to_its_neighbours(book: Book) -> None:
    soup = page(book, "bakery.flour")
    (policy,) = soup.select("meta[http-equiv=Content-Security-Policy]")
    assert "default-src 'self'" in str(policy["content"])
    fetched = [tag.get("src") or tag["href"] for tag in soup.select("script[src], link[rel=stylesheet]")]
    assert [re.sub(r"\?v=[0-9a-f]{8}$", "", str(one)) for one in fetched] == [
        "../_static/record.css",
        "../_static/record.js",
        "../_static/copy.js",
    ]
    assert all((book.folder / "figures" / str(one).partition("?")[0]).is_file() for one in fetched)
    ways = {str(link["rel"][0]): link["href"] for link in soup.select("a[rel]")}
    assert ways == {"prev": "bakery.loaves.html", "next": "bakery.wood_saved.html"}
    assert only(soup, "a.language")["href"] == "../zh/figures/bakery.flour.html"


def test_ledger_and_cards_lead_to_the_record(book: Book) -> None:
    entry = only(book.tree("book/ledger"), "[id='mill.power']")
    assert "../figures/mill.power.html" in [link["href"] for link in entry.select("a[href]")]
    card = book.tree("book/findings").find(attrs={"data-card": "bakery.co2_net"})
    assert "figures/" not in str(card)


# --- the parts --------------------------------------------------------------------------------------------------------


def test_top_has_the_number_both_answers_and_what_they_mean(book: Book) -> None:
    top = only(page(book, "bakery.co2_saved"), "header")
    assert words(top) == (
        "Record of a figure · 1.1 Bakery CO2 saved 12 t CO₂/a contradicted reproduced material The one check that "
        "counts rules the printed number out. A calculation that we found gives the number as it is printed. The one "
        "check that counts gives 1.6 to 3.6 t CO₂/a."
    )


def test_reading_without_a_calculation_is_not_blamed_for_it(book: Book) -> None:
    assert "so no calculation is expected behind it" in words(only(page(book, "bakery.loaves"), "header"))
    assert "nothing that says how it was calculated" in words(only(page(book, "bakery.wood_saved"), "header"))


def test_facts_say_where_the_number_stands_and_lead_there(book: Book) -> None:
    facts = only(page(book, "bakery.flour"), "article > dl")
    names, told = ([words(one) for one in facts.select(tag)] for tag in ("dt", "dd"))
    found = dict(zip(names, told, strict=True))
    assert found["where"] == "section 1.1 (Bakery), page 2"
    assert (found["stands for"], found["read as"]) == ("50 to 150 kg/day", "about")
    assert found["its source"].startswith("Ann Baker 2020: Almanac, read at example.org on 2024-05-06")
    assert only(facts, "dd a")["href"] == "../notebooks/1-bread.html#printed-bakery.flour"


def test_check_has_its_formula_in_words_and_numbers_and_says_why_it_does_not_count(book: Book) -> None:
    checks = section(book, "mill.power", "checks")
    boxes = {str(box["id"]): box for box in checks.select("details")}
    assert [*boxes] == ["mill.power_by_hours", "mill.power_before"]
    counted, other = (words(boxes[id_]) for id_ in boxes)
    assert "power by the hours: 36 MWh/a agrees" in counted
    assert "counts as independent" in counted
    assert "hours of a mill × rated power of a mill" in counted
    assert "3,000 h/a × 12 kW" in counted
    assert "not counted: another year, another place" in other
    assert "That of 1990 and of another town." in other
    heads = [words(head) for head in checks.select("h3")]
    assert heads == ["Checks that count", "Checks that are shown and do not count"]


def test_outside_number_has_source_place_words_and_grade(book: Book) -> None:
    box = only(section(book, "bakery.flour", "inputs"), "details")
    assert words(box) == (
        "flour in a loaf: 0.5 kg Range: 0.45 to 0.55 kg. For: World, 2020. Source: Ann Baker 2020. There: page 7. "
        "half a kilogram Grade A: read in the issuer's own text, standard or data file. flour.per_loaf"
    )
    assert only(box, "blockquote")["lang"] == "en"
    assert only(box, "a")["href"] == "https://example.org/almanac"


def test_results_in_between_and_what_must_hold_are_shown(book: Book, audit: Audit) -> None:
    assert "hours that must be: 3,000" in words(section(book, "mill.power", "implied"))
    figure = audit.ledger.figures["bakery.flour"]
    rows = audit.ledger.derivations
    longer = replace(rows["bakery.flour_year"], checks=figure.id, role=rows["bakery.flour_needed"].role)
    ledger = replace(audit.ledger, derivations={**rows, longer.id: longer})
    other = Audit(ledger)
    text = record(edition(other), other.verdict(figure.id), None, None)
    shown = BeautifulSoup(text, "html.parser")
    assert {box["id"] for box in shown.select("#checks details")} == {"bakery.flour_needed", "bakery.flour_year"}
    assert shown.select("#steps") == []  # it is a check itself


def test_recomputation_from_a_source_that_nobody_can_open_is_shown_once(audit: Audit) -> None:
    factor = replace(audit.ledger.factors["flour.per_loaf"], grade="C", quote="")
    other = Audit(replace(audit.ledger, factors={**audit.ledger.factors, factor.id: factor}))
    shown = BeautifulSoup(record(edition(other), other.verdict("bakery.flour"), None, None), "html.parser")
    assert [words(head) for head in shown.select("#checks h3")] == ["How it may have been calculated"]
    assert len(shown.select("#checks details")) == 1
    assert "could not be opened" in words(only(shown, "#inputs"))
    assert shown.select("#inputs blockquote") == []


def test_figure_without_a_check_says_why_and_what_would_settle_it(book: Book) -> None:
    soup = page(book, "bakery.wood_saved")
    assert "There is no check: the report names no source" in words(only(soup, "#checks"))
    assert words(only(soup, "#settle")).startswith("What one line would settle it To be published: the name of")
    assert soup.select("#inputs, #steps, #implied, #reply, #errata") == []


def test_erratum_stands_with_the_words_of_the_report(book: Book) -> None:
    text = section(book, "bakery.flour", "errata")
    assert words(only(text, "article")) == (
        "Printed: 约100余 (about 100 and more) Two words of doubt stand by one number. Status: open. Its entry"
    )
    assert only(text, "q")["lang"] == "zh"


def test_record_says_that_nobody_has_reviewed_the_figure(book: Book) -> None:
    assert words(section(book, "mill.power", "reviews")) == "Reviews No review has been recorded yet."


def test_best_reply_is_the_paragraph_of_the_page_of_findings(book: Book) -> None:
    quoted = only(section(book, "bakery.co2_saved", "reply"), "blockquote")
    source = next(one for one in book.tree("book/findings").select("p") if words(one).startswith("The best reply."))
    assert f"The best reply. {words(quoted)}" == words(source)
    assert [link["href"] for link in quoted.select("a")] == [
        "../book/ledger.html#bakery.co2_net",
        "../book/sources.html#source-almanac2020",
    ]
    for without in ("bakery.flour", "mill.power"):
        assert page(book, without).select("#reply blockquote") == []


def test_each_figure_has_the_reply_below_its_own_verdict(book: Book) -> None:
    assert words(only(section(book, "bakery.loaves", "reply"), "blockquote")) == "It was a feast."
    assert "feast" not in words(only(section(book, "bakery.co2_saved", "reply"), "blockquote"))


def test_quotation_says_its_language() -> None:
    assert [tongue(one) for one in ("平均", "電力の", "half")] == ["zh", "ja", "en"]


# --- what readers take away -------------------------------------------------------------------------------------------


def test_snippet_is_whole_and_links_once_the_book_has_an_address(audit: Audit) -> None:
    verdict = audit.verdict("bakery.co2_saved")
    for base, link in (("", None), ("https://book.example/a/", "https://book.example/a/figures/bakery.co2_saved.html")):
        quote = BeautifulSoup(tools.snippet(edition(audit, base), verdict), "html.parser")
        (block,) = quote.find_all("blockquote", recursive=False)
        assert block.get("cite") == link
        assert [a["href"] for a in block.select("a")] == [link] * bool(link)
        assert "1.1 Bakery, CO2 saved: printed 12 t CO₂/a. Verdict: contradicted, reproduced." in words(block)
        assert "gives 1.6 to 3.6 t CO₂/a" in words(block)
        assert quote.select("script, link, img") == []
        box = BeautifulSoup(str(tools.embedding(edition(audit, base), verdict)), "html.parser")
        assert box.select("blockquote") == []  # the code is shown, to be copied
        assert only(box, "pre").get_text() == tools.snippet(edition(audit, base), verdict)
        note = words(BeautifulSoup(str(tools.embedding(edition(audit, base), verdict)), "html.parser"))
        assert ("has no address yet" in note) == (not base)


def test_objection_names_figure_verdict_and_version_and_goes_to_the_repository(
    audit: Audit, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = audit.verdict("bakery.co2_saved")
    text = tools.objection_text(edition(audit), verdict)
    named_first = "Figure: bakery.co2_saved (CO2 saved)\n\nPrinted: 12\N{NO-BREAK SPACE}t CO₂/a\n\nVerdict: contra"
    assert text.startswith(named_first)
    assert "Page: figures/bakery.co2_saved.html" in text
    assert f"Version: {identity().version}, English edition, commit 1a2b" in text
    shown = BeautifulSoup(str(tools.objection(edition(audit), verdict)), "html.parser")
    assert "names no repository" in words(shown)
    named: Any = replace(identity(), repository="https://code.example/a/b")
    monkeypatch.setattr(tools, "identity", lambda: named)
    shown = BeautifulSoup(str(tools.objection(edition(audit), verdict)), "html.parser")
    address = urlsplit(str(only(shown, "a")["href"]))
    assert (address.netloc, address.path) == ("code.example", "/a/b/issues/new")
    assert parse_qs(address.query) == {"title": ["Dispute of bakery.co2_saved"], "body": [text]}


def test_citation_has_every_form_and_the_report_beside_the_book(book: Book) -> None:
    box = only(page(book, "bakery.co2_saved"), "#cite")
    own, report = ([words(name) for name in group.select("dt")] for group in box.select("dl"))
    assert own == ["APA", "GB/T 7714", "BibTeX", "RIS", "CSL-JSON"]
    assert report == ["APA", "GB/T 7714"]
    texts = [one.get_text() for one in box.select("pre")]
    assert texts[0].startswith(
        "Audit of a printed figure: CO2 saved, 12\N{NO-BREAK SPACE}t CO₂/a (1.1 Bakery; bakery.co2_saved). ("
    )
    assert texts[2].startswith("@misc{bakery.co2_saved,")
    assert box.select("button") == []  # a script adds them


def test_row_of_a_review_has_the_columns_of_the_table_and_the_figure(book: Book) -> None:
    box = only(page(book, "bakery.co2_saved"), "#record-review")
    assert box.name == "details"
    columns, row = only(box, "pre").get_text().split("\n")
    assert f"{columns}\n" == (paths.DATA / "reviews.csv").read_text(encoding="utf-8").splitlines(keepends=True)[0]
    assert row == f"bakery.co2_saved{',' * columns.count(',')}"
    assert "confirms, disputes, cannot tell" in words(box)


def test_every_text_to_copy_is_in_a_box_that_names_its_button(book: Book) -> None:
    soup = page(book, "bakery.co2_saved")
    texts = [box for anchor in ("cite", "embed", "dispute", "record-review") for box in soup.select(f"#{anchor} pre")]
    assert len(texts) == 5 + 2 + 3
    for text in texts:
        (box,) = text.find_parents(attrs={"data-copy": True})
        assert (box["data-copy"], box["data-done"]) == ("Copy", "Copied")


def test_words_of_the_button_that_opens_all_are_on_records_alone(book: Book) -> None:
    assert only(page(book, "bakery.co2_saved"), "main")["data-open-all"] == "Open all boxes"
    assert not only(page(book, "index"), "main").has_attr("data-open-all")


def test_machines_read_the_verdict_and_how_the_record_is_cited(audit: Audit) -> None:
    for id_ in ("mill.power", "bakery.co2_saved"):
        soup = BeautifulSoup(record(edition(audit), audit.verdict(id_), None, None), "html.parser")
        assert soup.select("meta[name=citation_title]")
        assert only(soup, "link[rel='schema.DC']")["href"] == "http://purl.org/dc/elements/1.1/"
        review = json.loads(str(only(soup, 'script[type="application/ld+json"]').string))
        assert faults(review) == []
        assert review["@type"] == "ClaimReview"
        assert review["reviewRating"]["alternateName"] == str(audit.verdict(id_).evidence)


def test_head_names_whole_addresses_once_the_book_has_one(audit: Audit) -> None:
    verdict = audit.verdict("mill.power")
    for base in ("", "https://book.example"):
        soup = BeautifulSoup(record(edition(audit, base), verdict, None, None), "html.parser")
        tags = {str(tag.get("name") or tag.get("property")): tag["content"] for tag in soup.select("meta[content]")}
        assert str(tags["description"]).startswith("2.10 Mill, power of the mill: nearly 36")
        assert "Verdict: supported, no inputs printed. An independent check" in str(tags["description"])
        assert str(tags["robots"]).startswith("index")
        whole = {str(link["rel"][0]): link["href"] for link in soup.select("link[rel=canonical], link[rel=alternate]")}
        assert ("og:image" in tags) == bool(base)
        if not base:
            assert whole == {}
        else:
            assert tags["og:image"] == "https://book.example/figures/mill.power.png"
            assert whole["canonical"] == "https://book.example/figures/mill.power.html"
            twins = {link["hreflang"]: link["href"] for link in soup.select("link[hreflang]")}
            assert twins["zh-CN"] == "https://book.example/zh/figures/mill.power.html"
            assert twins["x-default"] == twins["en"] == whole["canonical"]
