"""The charts of uncertainty that this report's notebooks and pages show: nothing cut off, multipliers worked in."""

import re

import pytest

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import swings
from compendium.display import charts
from drawing import WARNINGS_FAIL, Easel, misplaced

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]


@pytest.fixture
def easel(monkeypatch: pytest.MonkeyPatch) -> Easel:
    return Easel(monkeypatch)


def test_multiplier_of_the_unit_is_worked_in(report: Audit, easel: Easel) -> None:
    id_ = next(
        id_
        for id_, result in report.results.items()
        if result.derivation.unit == "wan t CO2 / a" and len(swings(report, id_)) > 1
    )
    charts.tornado(report, id_)
    ends = [end for swing in swings(report, id_) for end in (swing.at_low, swing.at_high)]
    drawn = [bar.get_x() + bar.get_width() for container in easel.last.axes.containers for bar in container]
    assert drawn
    assert drawn == pytest.approx([1e4 * end for end in ends][: len(drawn)])


def shown() -> list[str]:
    """Return the derivations whose tornado a notebook or a page shows."""
    pages = [*paths.NOTEBOOKS.glob("*.ipynb"), *paths.BOOK.glob("*.md")]
    text = "".join(path.read_text(encoding="utf-8") for path in sorted(pages))
    return re.findall(r'(?:charts\.tornado\(audit, \\"|\{ledger-tornado\} )([\w.]+)', text)


def test_no_word_of_a_chart_of_the_book_is_cut_off_or_covered(report: Audit, easel: Easel) -> None:
    ids = shown()
    assert len(ids) >= 6
    for id_ in ids:
        assert re.search(
            r" matters most: by itself it moves the result from .* to ", charts.tornado(report, id_).alt
        ), id_
    for verdict in report.verdicts.values():
        checks = [check.result.derivation.id for check in verdict.checks if not check.interval.is_point]
        if len(checks) > 5:
            charts.spreads(report, checks)
    assert len(easel.drawn) > len(ids)
    assert [(drawn.title, found) for drawn in easel.drawn if (found := misplaced(drawn.canvas))] == []
