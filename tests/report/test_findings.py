"""The report's findings: how much is in doubt, and in what order they come."""

import pytest

from compendium.audit.audit import Audit
from compendium.audit.findings import ranked, ratio_in_doubt, tonnes_in_doubt
from compendium.audit.verdicts import Verdict


@pytest.fixture
def found(report: Audit) -> tuple[Verdict, ...]:
    return ranked(report)


def test_only_material_verdicts_are_findings(report: Audit, found: tuple[Verdict, ...]) -> None:
    assert {verdict.figure.id for verdict in found} == {
        id_ for id_, verdict in report.verdicts.items() if verdict.material
    }


def test_tonnes_in_doubt_are_those_of_the_check_that_misses_most(report: Audit) -> None:
    # 1037 t printed; the build margin of 2019 gives 416 tce / 0.4 kgce per kWh x 0.2854 kg per kWh. Sichuan's own grid
    # gives less still, but with hindsight, so it does not count.
    assert tonnes_in_doubt(report.verdict("suining.co2_avoided")) == pytest.approx(1037 - 416e3 / 0.4 * 0.2854 / 1000)


def test_ten_thousand_tonnes_count_as_tonnes(report: Audit) -> None:
    # 90 x 10^4 t printed; power alone, 166.4 GWh at 570.3 t, is the reading that misses most
    assert tonnes_in_doubt(report.verdict("landfill.co2_avoided")) == pytest.approx(900_000 - 166.4e3 * 0.5703)


def test_what_is_no_co2_has_no_tonnes(report: Audit) -> None:
    assert tonnes_in_doubt(report.verdict("chengdu.metro_daily")) == 0
    assert ratio_in_doubt(report.verdict("chengdu.metro_daily")) == pytest.approx(1 - 427.53 / 490)


def test_check_that_does_not_count_puts_nothing_in_doubt(report: Audit) -> None:
    # 1,360 MW of retired units in a tracker without small ones, for 1,700 printed
    assert {check.finding for check in report.verdict("policy.coal_power_closed").checks} == {"misses"}
    assert ratio_in_doubt(report.verdict("policy.coal_power_closed")) == 0


def test_tonnes_come_before_ratios(found: tuple[Verdict, ...]) -> None:
    tonnes = [tonnes_in_doubt(verdict) for verdict in found]
    assert tonnes == sorted(tonnes, reverse=True)
    rest = [ratio_in_doubt(verdict) for verdict in found if not tonnes_in_doubt(verdict)]
    assert rest == sorted(rest, reverse=True)
    assert tonnes[0] > 0
    assert rest
