"""The slider as built: complete without a script, its numbers those of the audit, its model written beside the book."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup

from compendium.audit.audit import Audit
from compendium.export import grid_slider
from compendium.export.grid_slider import Stretch
from compendium.sphinx_ext.directives.what_if.grid_slider import _spans
from small_book import Book, words

ASKED = """\
# Index

```{ledger-grid-slider}
:factor: wood.co2
:cases: bakery.co2_needed
:end: 2
:local: wood.co2_net
:dirtiest: wood.co2*
:behind: wood.co2
```
"""


@pytest.fixture(scope="module")
def book(build: Callable[..., Book], audit: Audit) -> Book:
    (row,) = [row for row in audit.ledger.derivations.values() if row.checks == "bakery.co2_saved"][:1]
    found = build({"index": ASKED.replace("bakery.co2_needed", row.id), "notebooks/1-bread": "# Bread\n"})
    assert found.warnings == ""
    return found


@pytest.fixture(scope="module")
def picture(book: Book) -> BeautifulSoup:
    return book.tree("index").select_one("#grid-slider")


def test_case_says_state_value_print_and_where_it_is_right(picture: BeautifulSoup, audit: Audit) -> None:
    (case,) = picture.select("li.case")
    one = grid_slider.slider(audit, "wood.co2", 2.0, [case["data-case"]])
    (row,) = one.cases
    assert words(case.select_one(".name")) == "Bakery"
    assert case.select_one(".name a")["href"] == "notebooks/1-bread.html"
    assert case["class"][1] == one.state(row, 1.5).replace(" ", "-")
    assert "printed: 12" in words(case.select_one(".saving"))
    assert words(case.select_one(".saving")).split("printed")[1].count("at ") == 1


def test_marks_stand_in_ascending_order_and_wait_for_the_script(picture: BeautifulSoup) -> None:
    marks = [words(one) for one in picture.select(".marks li")]
    assert [one.split()[-2] for one in marks] == ["0.3", "1.5"]
    assert all(one.has_attr("disabled") for one in picture.select(".marks button"))
    assert picture.select_one("input[type=range]").has_attr("hidden")


def test_model_is_written_for_the_page_that_asks(book: Book) -> None:
    script = (book.folder / "_static" / "what-if" / "grid-model.js").read_text(encoding="utf-8")
    assert '"factor":"wood.co2"' in script


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (":local: wood.co2_net\n", "", "the option 'local' is missing"),
        (":local: wood.co2_net", ":local: wood.co2_nett", "no row has the id 'wood.co2_nett'; nearest: 'wood.co2_net'"),
        ("bakery.co2_needed", "bakery.co2_saved", "no row has the id 'bakery.co2_saved'"),
        ("wood.co2*", "coal.*", "no factor matches 'coal.*'"),
    ],
)
def test_wrong_option_is_told_in_one_line(build: Callable[..., Book], old: str, new: str, told: str) -> None:
    page = ASKED.replace("bakery.co2_needed", "bakery.co2_net") if "needed" not in old else ASKED
    found = build({"index": page.replace(old, new)})
    assert told in found.warnings
    assert "Traceback" not in found.warnings


def test_stretch_between_two_steps_is_none_and_one_of_a_single_step_is_one_number() -> None:
    found = [Stretch("agrees", 0.201, 0.209), Stretch("agrees", 0.295, 0.305), Stretch("agrees", 0.401, 0.5)]
    assert _spans(found) == "0.3, 0.41 to 0.5"
    assert _spans(found[:1]) == "no factor"
