"""The comparison is sorted, starts at zero, and its title follows the data."""

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.ledger.ledger import Ledger
from drawing import WARNINGS_FAIL, Easel, misplaced, plain

pytestmark = WARNINGS_FAIL


def test_comparison_is_sorted_and_its_title_follows_the_data(easel: Easel, bakery_ledger: Ledger) -> None:
    for loaf in (0.5, 0.25, 2.0):
        audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": loaf})
        charts.compare(audit, ["bakery.flour", "bakery.flour_needed"])
    assert [drawn.title for drawn in easel.drawn] == [
        "Flour used is 1 times flour for the loaves",
        "Flour used is 2 times flour for the loaves",
        "Flour for the loaves is 4 times flour used",
    ]
    assert [bar.get_width() for bar in easel.last.axes.patches] == [400, 100]
    assert {bar.get_x() for drawn in easel.drawn for bar in drawn.axes.patches} == {0}
    assert [misplaced(drawn.canvas) for drawn in easel.drawn] == [[], [], []]


def test_nothing_is_so_many_times_zero(easel: Easel, bakery_ledger: Ledger) -> None:
    charts.compare(
        open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0}), ["bakery.flour", "bakery.flour_needed"]
    )
    assert easel.last.title == "Flour used is above flour for the loaves"


def test_comparison_is_drawn_in_the_unit_of_its_first_row(easel: Easel, audit: Audit) -> None:
    # 100 kg a day are 36.525 t a year, from 32.8 to 40.3
    alt = charts.compare(audit, ["bakery.flour_year", "bakery.flour"], title="t").alt
    assert plain(alt) == "t. flour in a year: 36.5 t/a; flour used: about 100 kg/day."
    assert [bar.get_width() for bar in easel.last.axes.patches] == pytest.approx([36.525, 36.525])
