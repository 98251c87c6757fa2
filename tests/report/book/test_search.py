"""The search in a real browser: twenty queries a language, from a server and from a folder."""

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

BEST = 3  # the page that is meant is among the first of this many
QUERIES = {
    "": {
        "1,037": "notebooks/3-06-suining-pv",
        "1037": "notebooks/3-06-suining-pv",
        "982.5": "notebooks/3-03-tobacco-barns",
        "0.5703": "book/sources",
        "CO2": "book/findings",
        "CO₂": "book/findings",
        "how to cite": "book/cite",
        "How to read": "book/how-to-read",
        "what if": "book/what-if",
        "errata": "book/errata",
        "ledger": "book/ledger",
        "glossary": "book/glossary",
        "uncertainty": "book/uncertainty",
        "heat pump": "notebooks/3-08-heat-pump",
        "Suining": "notebooks/3-06-suining-pv",
        "landfill gas": "notebooks/3-05-landfill-gas",
        "tobacco": "notebooks/3-03-tobacco-barns",
        "Sobol": "book/glossary",
        "electric furnaces": "notebooks/3-01-steel",
        "emision factor": "book/glossary",  # one letter is missing
    },
    "zh/": {
        "粉尘与二氧化碳中的碳数值相等": "book/ledger",
        "1037吨二氧化碳": "notebooks/3-06-suining-pv",
        "2012年华中电网平均因子": "notebooks/3-07-distillery-biogas",
        "0.5703": "book/sources",
        "约90万吨": "notebooks/3-05-landfill-gas",
        "16640万千瓦时": "notebooks/3-05-landfill-gas",
        "GDP二氧化碳": "notebooks/2-02-carbon-intensity",
        "Sobol序列": "book/uncertainty",
        "填埋氣發電": "notebooks/3-05-landfill-gas",
        "遂寧": "notebooks/3-06-suining-pv",
        "1,037": "notebooks/3-06-suining-pv",
        "982.5": "notebooks/3-03-tobacco-barns",
        "CO2": "book/findings",
        "如何引用": "book/cite",
        "重复计入": "book/ledger",
        "热泵": "notebooks/3-08-heat-pump",
        "电炉": "notebooks/3-01-steel",
        "术语表": "book/glossary",
        "不确定性": "book/uncertainty",
        "烤烟": "notebooks/3-03-tobacco-barns",
    },
}
editions = pytest.mark.parametrize("folder", ["", "zh/"], ids=["en", "zh"])


def ask(tab: Any, place: str, folder: str, query: str) -> list[str]:
    """Return the addresses of what is found, the best first."""
    tab.goto(f"{place}/{folder}search.html?q={quote(query)}")
    tab.locator(".search-summary").wait_for()
    links = tab.locator("#search-results li > a")
    return list(links.evaluate_all("all => all.map((one) => one.getAttribute('href'))"))


@editions
@pytest.mark.parametrize("way", ["server", "folder"])
def test_page_that_is_meant_is_among_the_first(way: str, folder: str, book: Path, served: str, chromium: Any) -> None:
    tab = chromium.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda one: complaints.append(str(one)))
    tab.on("console", lambda one: complaints.append(one.text) if one.type in ("error", "warning") else None)
    missed = {}
    for query, name in QUERIES[folder].items():
        found = ask(tab, served if way == "server" else book.as_uri(), folder, query)
        if name not in [address.partition(".html")[0] for address in found[:BEST]]:
            missed[query] = found[:BEST]
    tab.close()
    assert len(QUERIES[folder]) == 20
    assert missed == {}
    assert complaints == []


@editions
def test_results_show_where_the_words_stand(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    ask(tab, book.as_uri(), folder, "1,037")
    assert tab.locator(".bd-search-container input").input_value() == "1,037"
    marked = tab.locator("#search-results li mark").all_inner_texts()
    assert {"1,037", "1037"} & set(marked)
    assert tab.locator("#search-results li").count() == tab.locator("#search-results li .context").count() > 3
    tab.close()


@editions
@pytest.mark.parametrize("query", ["1,037", "CO2", "982.5", "GDP", "heat_pump.co2_avoided", "热泵", "2022"])
def test_ledger_shows_as_many_entries_as_the_search_says(query: str, folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    ask(tab, book.as_uri(), folder, query)
    link = tab.locator(".search-ledger a")
    said = "".join(filter(str.isdigit, link.inner_text())) if link.count() else "0"
    if said == "0":
        tab.goto(f"{book.as_uri()}/{folder}book/ledger.html?q={quote(query)}")
    else:
        tab.goto(link.evaluate("link => link.href"))
    assert tab.locator(".ledger-entry:visible").count() == int(said)
    tab.close()


def test_wrong_letter_is_told(book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    assert ask(tab, book.as_uri(), "", "emision")
    assert "“emission”" in tab.locator(".search-instead").inner_text()
    assert ask(tab, book.as_uri(), "", "emission")
    assert tab.locator(".search-instead").count() == 0
    tab.close()


@editions
def test_rows_sources_and_summaries_have_records_of_their_own(folder: str, book: Path) -> None:
    text = (book / folder / "searchindex.js").read_text("utf-8")
    index = dict(json.loads(text.removeprefix("searchIndex(").removesuffix(");\n")))
    kinds = {page: Counter(kind for _, _, _, *rest in records for kind in rest[:1]) for page, records in index.items()}
    assert kinds["book/sources"]["row"] > 100 < kinds["book/sources"]["aside"]
    assert kinds["book/glossary"]["row"] > 20
    assert kinds["book/changes"]["aside"] >= 1
    assert kinds["notebooks/3-06-suining-pv"]["aside"] == 1


@editions
def test_tools_of_a_chart_are_not_found(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto(f"{book.as_uri()}/{folder}notebooks/3-06-suining-pv.html")
    said = [tab.locator(f"figure.chart {part}").first.text_content().strip() for part in (".cite pre", ".chart-link")]
    text = (book / folder / "searchindex.js").read_text("utf-8")
    assert all(said)
    assert [words for words in said if words in text] == []
    tab.close()


@editions
def test_value_of_a_factor_leads_to_its_row(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    assert ask(tab, book.as_uri(), folder, "0.5703")[0] == "book/sources.html#grid.national_in_force"
    tab.close()


@pytest.mark.parametrize(
    ("folder", "query", "best"),
    [
        ("", "marginal emission factor", "book/glossary.html#term-emission-factor"),
        ("zh/", "不确定性抽样报告", "book/uncertainty.html"),
    ],
)
def test_pages_with_most_words_stand_in_for_one_with_all(
    folder: str, query: str, best: str, book: Path, chromium: Any
) -> None:
    tab = chromium.new_page()
    assert ask(tab, book.as_uri(), folder, query)[0].startswith(best)
    assert f"“{query}”" in tab.locator(".search-most").inner_text()
    ask(tab, book.as_uri(), folder, "Sobol")
    assert tab.locator(".search-most").count() == 0
    assert ask(tab, book.as_uri(), folder, "qqqq zzzz") == []
    assert tab.locator(".search-most").count() == 0
    tab.close()


@pytest.mark.parametrize("query", ["errata", "glossary", "uncertainty", "search"])
def test_log_of_changes_comes_last(query: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    found = ask(tab, book.as_uri(), "", query)
    assert [one.startswith("book/changes.html") for one in found] == [False] * (len(found) - 1) + [True]
    tab.close()


@editions
def test_code_is_not_found(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    assert ask(tab, book.as_uri(), folder, "compendium.display") == []
    tab.close()


@editions
def test_exact_heading_comes_first(folder: str, book: Path, chromium: Any) -> None:
    tab = chromium.new_page()
    tab.goto(f"{book.as_uri()}/{folder}notebooks/3-08-heat-pump.html")
    headings = tab.locator("article h2").evaluate_all(
        "all => all.map((one) => [one.firstChild.textContent, one.closest('section').id])"
    )
    heading, anchor = next(one for one in headings if len(one[0]) > 4)
    found = ask(tab, book.as_uri(), folder, heading)
    assert any(address.endswith(f"#{anchor}") for address in found[:12])
    titles = tab.locator("#search-results li > a").all_inner_texts()
    assert titles[0].endswith(heading)
    tab.close()
