"""What would settle this report's findings: every one is analysed, and another method gives the same indices."""

import pytest

from compendium.audit import findings
from compendium.audit.audit import Audit
from compendium.audit.evaluation.evaluate import Evaluator
from compendium.audit.verdicts import Verdict
from compendium.display.charts.sensitivity import chart
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import use_language
from compendium.ledger.ledger import case
from compendium.scenarios.sensitivity import Model, Sensitivity, sensitivity
from compendium.scenarios.settling import OPEN
from drawing import WARNINGS_FAIL, Easel, misplaced
from nested import nested

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]


@pytest.fixture(scope="module")
def ranked(report: Audit) -> tuple[Verdict, ...]:
    return findings.ranked(report)


@pytest.fixture(scope="module")
def found(report: Audit, ranked: tuple[Verdict, ...]) -> dict[str, Sensitivity]:
    return {verdict.figure.id: sensitivity(report, verdict) for verdict in ranked}


def test_something_varies_for_every_material_figure(found: dict[str, Sensitivity]) -> None:
    assert len(found) > 10
    assert all(one.influences for one in found.values())


def test_total_indices_are_no_smaller_than_the_first(found: dict[str, Sensitivity]) -> None:
    for one in found.values():
        for influence in one.influences:
            index = influence.index
            assert index.total >= index.first - 0.01, (one.figure, index.name)
            assert index.first >= -0.01, (one.figure, index.name)
            assert index.total <= 1.01, (one.figure, index.name)


def test_clear_verdict_is_clear_at_every_value(found: dict[str, Sensitivity], ranked: tuple[Verdict, ...]) -> None:
    for verdict in ranked:
        if verdict.evidence not in OPEN:
            assert all(one.settles == one.values for one in found[verdict.figure.id].influences), verdict.figure.id


def test_nested_sampling_gives_the_same_indices(report: Audit, found: dict[str, Sensitivity]) -> None:
    """Of the figure whose inputs interact most, and of the one with most answers to a choice."""
    least_alone = min(found, key=lambda id_: found[id_].alone)
    most_answers = max(found, key=lambda id_: len(found[id_].within))
    for id_ in (least_alone, most_answers):
        model = Model(Evaluator(report.ledger), report.verdict(id_))
        for one in found[id_].influences:
            told = one.index.first, one.index.total
            assert nested(model, one.index.name) == pytest.approx(told, abs=0.03), (id_, one.index.name)


@pytest.mark.parametrize("language", EDITIONS)
def test_no_word_of_a_chart_is_cut_off_or_covered(
    report: Audit, found: dict[str, Sensitivity], monkeypatch: pytest.MonkeyPatch, language: str
) -> None:
    easel = Easel(monkeypatch)
    cases: dict[str, list[Sensitivity]] = {}
    for id_, one in found.items():
        cases.setdefault(case(id_), []).append(one)
    use_language(language)
    try:
        for several in cases.values():
            chart(report, several)
    finally:
        use_language("en")
    assert len(easel.drawn) == 2 * len(cases)
    assert [(drawn.title, wrong) for drawn in easel.drawn if (wrong := misplaced(drawn.canvas))] == []
