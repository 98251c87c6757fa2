"""A source keeps its own title; what is said about it is said in the language of the reader, in the form used there."""

import pytest
from pybtex.database import parse_string
from pybtex.richtext import HRef, Tag, Text

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.bibliography import Style, with_links

WORKS = r"""
@misc{three, author = {王灿 and 邓红梅 and others}, title = {综述 (初稿)}, year = {2020}, howpublished = {Report}}
@misc{two, author = {Ann Baker and Bo Miller}, title = {Bread}, year = {2021}, note = {Only here}}
@article{paper, author = {Del Giudice, Marco and Gangestad, Steven W. and Ann Baker and Bo Miller}, title = {Crust},
  journal = {Bread Science}, volume = {4}, number = {1}, pages = {7--9}, year = {2021}, doi = {10.1/crust}}
@manual{standard, author = {{国家标准化管理委员会}},
  title = {{GB/T 2589-2020 综合能耗计算通则}}, year = {2020}, type = {S}}
@misc{copied, author = {{统计局}}, title = {公报}, year = {2020}, keywords = {B}, urldate = {2026-11-26},
  url = {http://copy.example/a\&b}, note = {全文转载。读自http://copy.example/a&b。占93%}}
@misc{unopened, author = {{生态环境部}}, title = {因子}, year = {2020}, keywords = {B}, urldate = {2026-11-26},
  url = {https://issuer.example/1}, readat = {http://read.example/x_1\&y}, doi = {10.1/f}, note = {表一}}
@misc{lost, author = {{生态环境部}}, title = {因子}, year = {2020}, url = {https://issuer.example/3}, note = {未打开}}
@misc{elsewhere, author = {{生态环境部}}, title = {因子 (表)}, year = {2020}, urldate = {2026-11-26},
  url = {https://issuer.example/2}, note = {题名为本书所拟。另见http://other.example/y（网址见于代码，未打开该网页）}}
@misc{sited, author = {{bread.example.com}}, title = {面包}, url = {http://bread.example.com/1}, keywords = {B}}
@misc{mixed, author = {{bread.example.com} and {Bakery}}, title = {Flour}, year = {2021}, type = {DS}}
"""
CHINESE = {
    "three": "王灿, 邓红梅, 等. 综述（初稿）[EB/OL]. 报告, 2020.",
    "two": "BAKER A, MILLER B. Bread[EB/OL]. 2021. Only here。",
    "paper": "DEL GIUDICE M, GANGESTAD S W, BAKER A, et al. Crust[J]. Bread Science, 2021, 4(1): 7-9. DOI: 10.1/crust.",
    "standard": "国家标准化管理委员会. 综合能耗计算通则: GB/T 2589—2020[S]. 2020.",
    "copied": "统计局. 公报[EB/OL]. 2020[2026-11-26]. 转引自http://copy.example/a&b. 全文转载。占93%。",
    "unopened": "生态环境部. 因子[EB/OL]. 2020[2026-11-26]. 转引自http://read.example/x_1&y. "
    "发布机构网页（未打开）：https://issuer.example/1. DOI: 10.1/f. 表一。",
    "lost": "生态环境部. 因子[EB/OL]. 2020. https://issuer.example/3. 未打开。",
    "elsewhere": "生态环境部. [因子（表）][EB/OL]. 2020[2026-11-26]. https://issuer.example/2. "
    "题名为本书所拟。另见http://other.example/y（网址见于代码，未打开该网页）。",
    "sited": "面包[EB/OL]. [年份不详]. 转引自http://bread.example.com/1.",
    "mixed": "Bakery. Flour[DS]. 2021.",
}


def told(key: str) -> str:
    entries = Style().format_bibliography(parse_string(WORKS, "bibtex"))
    return next(str(entry.text.render_as("text")) for entry in entries if entry.key == key)


def test_english_names_are_joined_in_english() -> None:
    assert told("two") == "Ann Baker and Bo Miller. Bread. 2021. Only here."
    assert told("three") == "王灿, 邓红梅, and others. 综述 (初稿). Report, 2020."


def test_english_entry_names_the_place_of_reading_and_the_issuers_page_as_not_opened() -> None:
    assert told("unopened") == (
        "生态环境部. 因子. 2020. 表一. Issuer's page, not opened: https://issuer.example/1. "
        "Read at http://read.example/x_1&y on 2026-11-26. doi:10.1/f."
    )
    assert "URL: http://copy.example/a" in told("copied")
    assert "(visited on 2026-11-26)" in told("copied")


@pytest.mark.parametrize("key", CHINESE)
def test_chinese_entries_have_the_form_of_the_national_standard(key: str) -> None:
    with using_language("zh"):
        assert told(key) == CHINESE[key]


def test_addresses_in_a_chinese_note_are_links() -> None:
    with using_language("zh"):
        entries = Style().format_bibliography(
            parse_string(WORKS.replace("Only here", "见http://b.example/x。"), "bibtex")
        )
        entry = next(one for one in entries if one.key == "two")
        assert '<a href="http://b.example/x">http://b.example/x</a>' in entry.text.render_as("html")


def test_address_in_a_note_is_a_link_and_the_stop_behind_it_is_none_of_it() -> None:
    note = Text(
        "Read at https://bread.example/a_b?c=1. ",
        Tag("em", "See http://mill.example/"),
        HRef("http://a.b", "c"),
    )
    assert with_links(note).render_as("html") == (
        'Read at <a href="https://bread.example/a_b?c=1">https://bread.example/a_b?c=1</a>. '
        '<em>See <a href="http://mill.example/">http://mill.example/</a></em><a href="http://a.b">c</a>'
    )


def test_address_ends_where_chinese_goes_on() -> None:
    html = with_links(Text("见http://b.example/x全文。")).render_as("html")
    assert html == '见<a href="http://b.example/x">http://b.example/x</a>全文。'
