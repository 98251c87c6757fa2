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
    title = "For 1 of 2 printed figures we found no calculation; 1 of them are readings, which need none"
    assert published == f"{title}. 1.1 Bakery: consistent 1, no inputs printed 1."
    assert assumed == f"{title}. 1.1 Bakery: not reproduced 1, no inputs printed 1."


def test_every_case_has_a_bar_as_long_as_its_figures(easel: Easel, garden: Audit) -> None:
    chart = charts.answers(garden, "evidence")
    assert chart.alt == (
        "For 2 of 3 printed figures we found no check that counts. "
        "1.1 Garden: contested 1, untested 1; 1.2 Garden: untested 1."
    )
    bars = [(bar.get_x(), bar.get_width()) for bar in easel.last.axes.patches]
    assert bars == [(0, 1), (1, 1), (0, 1)]
    assert easel.last.heads[2] == "Source: the ledger, 3 figures."
    assert easel.last.key == ["contested", "untested"]
    assert misplaced(easel.last.canvas) == []


def test_head_of_a_narrow_column_stands_upright_where_its_word_has_no_room(easel: Easel) -> None:
    cells = pd.DataFrame({f"understanding {place}": [1, 2] for place in range(4)}, index=["one", "two"])
    charts.matrix(cells, "One case", "Weaknesses", "the ledger")
    narrow, wide = easel.drawn
    turned = [one.axes.get_xticklabels()[0].get_rotation() for one in (narrow, wide)]
    assert turned == [90, 0]
    assert [misplaced(one.canvas) for one in (narrow, wide)] == [[], []]


def test_map_of_counts_leaves_zero_empty(easel: Easel) -> None:
    cells = pd.DataFrame({"source": [2, 0], "baseline": [0, 0]}, index=["1.1 Bakery", "2.1 Brewery"])
    alt = charts.matrix(cells, "One case", "Weaknesses", "the ledger").alt
    assert alt == "One case. 1.1 Bakery: source 2; 2.1 Brewery: none."
    assert [text.get_text() for text in easel.last.axes.texts] == ["2", "", "", ""]
    assert misplaced(easel.last.canvas) == []
