"""What reviewers recorded is shown in their words, as text; without a record a sentence says so."""

from dataclasses import replace

from bs4 import BeautifulSoup

from compendium.display import tables
from compendium.i18n.messages import using_language
from compendium.ledger.rows import Review
from compendium.ledger.vocabulary import Opinion

ANNE = Review(
    "bakery.flour", "Anne Miller", "0000-0002-1825-0097", "2024-05-06", Opinion.DISPUTES, "It was <120> kg.",
    "https://example.org/review",
)  # fmt: skip


def shown(*rows: Review) -> BeautifulSoup:
    return BeautifulSoup(str(tables.reviews(rows)), "html.parser")


def test_record_is_told_with_its_links() -> None:
    (item,) = shown(ANNE).select("ul.reviews > li")
    assert item.get_text() == (
        "Anne Miller (ORCID 0000-0002-1825-0097), 2024-05-06: disputes. It was <120> kg. The whole review"
    )
    assert [link["href"] for link in item.select("a")] == [
        "https://orcid.org/0000-0002-1825-0097",
        "https://example.org/review",
    ]
    assert [quote.get_text() for quote in item.select("q")] == ["It was <120> kg."]


def test_what_a_record_lacks_is_not_shown() -> None:
    bare = replace(ANNE, orcid="", note="", link="", verdict=Opinion.CONFIRMS)
    assert next(item.get_text() for item in shown(bare, ANNE).select("li")) == "Anne Miller, 2024-05-06: confirms."


def test_no_record_is_said() -> None:
    assert shown().get_text() == "No review has been recorded yet."


def test_opinions_have_a_name_in_chinese() -> None:
    with using_language("zh"):
        told = [shown(replace(ANNE, verdict=one, orcid="", note="", link="")).get_text() for one in Opinion]
        nothing = shown().get_text()
    assert told == [f"Anne Miller，2024-05-06：{name}。" for name in ("复核一致", "提出异议", "无法判断")]
    assert nothing == "尚无评审记录。"
