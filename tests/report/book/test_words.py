"""The words of the built book: no retired term, no pinyin unit, sources in the form of each language."""

import re

import pytest

from page import Page

# Terms of earlier editions: Chinese editors found them coined, misleading or both.
RETIRED = (
    "列示", "推算式", "外部因子", "经典系数", "协同控制坐标系", "不可复现", "未列示依据", "尚无检验", "九成", "假如……",
    "未决数字", "可主张", "把握程度", "什么对结果影响最大", "无从核验的", "站得住", "记住三点", "后果性",
    "归因性", "未获检验", "转引资料", "转述报告说法", "代表区间", "核查结果",
)  # fmt: skip


def chinese(read: dict[str, Page]) -> dict[str, Page]:
    return {name: page for name, page in read.items() if name.startswith("zh/")}


def english(read: dict[str, Page]) -> dict[str, Page]:
    return {name: page for name, page in read.items() if not name.startswith("zh/") and name != "index.html"}


@pytest.mark.parametrize("term", RETIRED)
def test_chinese_pages_have_no_retired_term(read: dict[str, Page], term: str) -> None:
    assert [name for name, page in chinese(read).items() if term in page.prose] == []


def test_both_ends_of_a_chinese_range_have_the_word_of_their_power_of_ten(read: dict[str, Page]) -> None:
    once = re.compile(r"[1-9][\d.]*～[\d.]+[万亿]")
    assert {name: found for name, page in chinese(read).items() if (found := once.findall(page.prose))} == {}
    assert "100万～200万千瓦时" in read["zh/book/ledger.html"].prose


def test_english_pages_have_no_pinyin_unit_and_no_code_for_one(read: dict[str, Page]) -> None:
    pinyin = re.compile(r"\b(?:wan|yi) (?:t|kWh|kW|yuan|ride|item|vehicle|person)\b|\b(?:weight_case|chinese_mu)\b")
    assert {name: found for name, page in english(read).items() if (found := pinyin.findall(page.prose))} == {}


def test_english_says_in_words_in_what_a_number_is_printed(read: dict[str, Page]) -> None:
    assert "printed: 490, in ten thousands of rides/day" in read["book/ledger.html"].prose


def test_chinese_pages_quote_the_reports_own_words(read: dict[str, Page]) -> None:
    ledger = read["zh/book/ledger.html"].prose
    for words in (
        "居西部第一",
        "居全国第三",
        "七部委",
        "约4000余吨",
        "11万余吨",
        "不低于绿色建筑二星级",
        "八大重点工程",
    ):
        assert words in ledger
    assert "约4000余吨" in read["zh/notebooks/3-cases.html"].prose


@pytest.mark.parametrize(
    ("page", "told"),
    [("book/ledger.html", "Stands for 14 (exact count)"), ("zh/book/ledger.html", "代表的区间为14组（精确计数）")],
)
def test_count_stands_for_itself(read: dict[str, Page], page: str, told: str) -> None:
    words = read[page].prose
    assert told in words
    assert not re.search(r"13\.5(?:～| to )14\.5|2,?172\.5|523\.5", words)


def test_figure_and_its_interval_are_in_the_same_power_of_ten(read: dict[str, Page]) -> None:
    assert "10880.5～10881.5公里" in read["zh/book/ledger.html"].prose
    assert "10,880.5 to 10,881.5" in read["book/ledger.html"].prose.replace("\N{NO-BREAK SPACE}", " ")


def test_range_names_its_unit_once(read: dict[str, Page]) -> None:
    barns = read["zh/notebooks/3-03-tobacco-barns.html"].prose.replace(" ", "")
    assert re.search(r"有据可依的减排量为−?[\d.万]+～[\d.万]+吨二氧化碳", barns)


def test_sources_have_the_form_of_each_language(read: dict[str, Page]) -> None:
    shown = read["zh/book/sources.html"].prose.replace(" http", "http")
    for entry in (
        "四川省减污降碳协同增效跟踪研究报告（2023）[R]. 2023.",
        "国家标准化管理委员会. 综合能耗计算通则: GB/T 2589—2020[S/OL]. 2020[2026-11-27]. 转引自https://github.com/YZC0219/",
        "GUAN D, et al. Assessment to China's Recent Emission Pattern Shifts[J]. Earth's Future, 2021, 9(11)",
        "四川省统计局. 四川省2020年国民经济和社会发展统计公报[EB/OL]. 2021[2026-11-26]. 转引自http://www.tjcn.org",
    ):
        assert entry in shown, entry
    assert "[EB/OL]" not in read["book/sources.html"].prose


def test_methods_page_says_first_what_is_done_with_a_number(read: dict[str, Page]) -> None:
    for name, title, steps in (
        ("", "Methods: how to read the answers", "four steps"),
        ("zh/", "方法：如何阅读判定", "四步"),
    ):
        page = read[f"{name}book/how-to-read.html"]
        assert page.soup.h1.get_text().startswith(title)
        first = page.soup.select_one("article section p")
        assert steps in first.get_text()
