"""What the report's figures lack agrees with the answers that it is read from."""

from compendium.audit.audit import Audit
from compendium.audit.weaknesses import Weakness, by_figure, missing, weaknesses
from compendium.ledger.vocabulary import Arithmetic, Evidence


def test_every_open_figure_of_the_report_lacks_something(report: Audit) -> None:
    assert all(missing(verdict) for verdict in report.verdicts.values() if verdict.evidence is not Evidence.SUPPORTED)


def test_kinds_agree_with_the_answers_they_are_read_from(report: Audit) -> None:
    found = [kind for verdict in report.verdicts.values() for kind in weaknesses(verdict)]
    evidence, arithmetic = report.counts("evidence"), report.counts("arithmetic")
    missed = found.count(Weakness.BASELINE) + found.count(Weakness.OTHER_RECORD)
    assert missed == evidence[Evidence.CONTESTED] + evidence[Evidence.CONTRADICTED] + evidence[Evidence.DEPENDS]
    assert found.count(Weakness.NO_TEST) == evidence[Evidence.UNTESTED]
    assert found.count(Weakness.ONLY_REPEATS) == evidence[Evidence.REPEATED]
    assert found.count(Weakness.VAGUE_TEST) == evidence[Evidence.TOO_WIDE]
    assert found.count(Weakness.NOT_MET) == arithmetic[Arithmetic.NOT_REPRODUCED]


def test_every_weakness_of_every_figure_is_a_row(report: Audit) -> None:
    found = by_figure(report)
    counted = {verdict.figure: weaknesses(verdict) for verdict in report.verdicts.values()}
    rows = [(figure.id, figure.section, kind) for figure, kinds in counted.items() for kind in kinds]
    assert [*zip(found["figure"], found["section"], found["kind"], strict=True)] == rows
