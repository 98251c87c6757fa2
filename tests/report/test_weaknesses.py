"""What the report's figures lack agrees with the answers that it is read from."""

from compendium.audit.audit import Audit
from compendium.audit.weaknesses import Datum, Weakness, by_figure, missing, weaknesses
from compendium.ledger.vocabulary import Arithmetic, Choice, Evidence


def test_every_open_figure_of_the_report_lacks_something(report: Audit) -> None:
    assert all(missing(verdict) for verdict in report.verdicts.values() if verdict.evidence is not Evidence.SUPPORTED)


def test_kinds_agree_with_the_answers_they_are_read_from(report: Audit) -> None:
    found = [kind for verdict in report.verdicts.values() for kind in weaknesses(verdict)]
    evidence, arithmetic = report.counts("evidence"), report.counts("arithmetic")
    missed = sum(found.count(one) for one in (Weakness.BASELINE, Weakness.DEFINITION, Weakness.OTHER_RECORD))
    assert missed == evidence[Evidence.CONTESTED] + evidence[Evidence.CONTRADICTED] + evidence[Evidence.DEPENDS]
    assert found.count(Weakness.NO_TEST) == evidence[Evidence.UNTESTED]
    assert found.count(Weakness.ONLY_REPEATS) == evidence[Evidence.REPEATED]
    assert found.count(Weakness.VAGUE_TEST) == evidence[Evidence.TOO_WIDE]
    assert found.count(Weakness.NOT_MET) == arithmetic[Arithmetic.NOT_REPRODUCED]


def test_definition_is_asked_of_what_is_no_saving_and_depends_on_what_is_counted(report: Audit) -> None:
    open_ = {id_: one for id_, one in report.verdicts.items() if Weakness.DEFINITION in weaknesses(one)}
    assert set(open_) == {"landfill.capacity", "landfill.engines", "steel.share", "chengdu.metro_daily"}
    assert all(choice is Choice.BOUNDARY for one in open_.values() for choice, _ in one.deciding)
    assert all(Datum.DEFINITION in missing(one) and Datum.MEASURED not in missing(one) for one in open_.values())


def test_every_weakness_of_every_figure_is_a_row(report: Audit) -> None:
    found = by_figure(report)
    counted = {verdict.figure: weaknesses(verdict) for verdict in report.verdicts.values()}
    rows = [(figure.id, figure.section, kind) for figure, kinds in counted.items() for kind in kinds]
    assert [*zip(found["figure"], found["section"], found["kind"], strict=True)] == rows
