"""The chart of figures that name no source has a bar for each section, the greatest share first."""

import pytest

from compendium.audit.audit import Audit
from compendium.display import charts
from drawing import WARNINGS_FAIL, Easel, misplaced

pytestmark = WARNINGS_FAIL


def test_section_that_names_no_source_stands_first(garden: Audit, easel: Easel) -> None:
    chart = charts.unnamed(garden)
    assert chart.alt == (
        "1 of 2 sections with figures name no source for any of them. "
        "Figures without a source: 1.2 Garden: 1 of 1; 1.1 Garden: 1 of 2."
    )
    assert easel.last.rows == [("1.2 Garden", "1 of 1"), ("1.1 Garden", "1 of 2")]
    assert [bar.get_width() for bar in easel.last.axes.patches] == pytest.approx([100, 50])
    assert easel.last.heads[2] == "Source: the ledger, 3 figures, 1 with a source."
    assert misplaced(easel.last.canvas) == []
