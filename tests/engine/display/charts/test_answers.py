"""Charts of counts: figures by answer, and tables of counts as maps."""

import pandas as pd

from compendium.audit.audit import Audit, open_audit
from compendium.display import charts
from compendium.ledger.ledger import Ledger
from drawing import WARNINGS_FAIL, Easel, misplaced

pytestmark = WARNINGS_FAIL


def test_answers_are_counted(bakery_ledger: Ledger) -> None:
    published = charts.answers(open_audit(ledger=bakery_ledger), "arithmetic").alt
    assumed = charts.answers(open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9}), "arithmetic").alt
    assert published == "1 of 2 printed figures: no inputs printed. 1.1 Bakery: consistent 1, no inputs printed 1."
    assert assumed == "1 of 2 printed figures: no inputs printed. 1.1 Bakery: not reproduced 1, no inputs printed 1."


def test_every_case_has_a_bar_as_long_as_its_figures(easel: Easel, garden: Audit) -> None:
    chart = charts.answers(garden, "evidence")
    assert chart.alt == (
        "2 of 3 printed figures: untested. 1.1 Garden: contested 1, untested 1; 1.2 Garden: untested 1."
    )
    bars = [(bar.get_x(), bar.get_width()) for bar in easel.last.axes.patches]
    assert bars == [(0, 1), (1, 1), (0, 1)]
    assert easel.last.heads[2] == "Source: the ledger, 3 figures."
    assert misplaced(easel.last.canvas) == []


def test_map_of_counts_leaves_zero_empty(easel: Easel) -> None:
    cells = pd.DataFrame({"source": [2, 0], "baseline": [0, 0]}, index=["1.1 Bakery", "2.1 Brewery"])
    alt = charts.matrix(cells, "One case", "Weaknesses", "Source: the ledger.").alt
    assert alt == "One case. 1.1 Bakery: source 2; 2.1 Brewery: none."
    assert [text.get_text() for text in easel.last.axes.texts] == ["2", "", "", ""]
    assert misplaced(easel.last.canvas) == []
