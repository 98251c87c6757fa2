"""No sample and no swing of the report's derivations leaves the interval of the audit, and the points are enough."""

from collections.abc import Mapping

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.audit.uncertainty import POINTS, Spread, spreads, swings


def test_spread_depends_on_its_own_rows_only(report: Audit) -> None:
    whole = spreads(report, 2**10)
    for section in ("3.5", "3.8"):
        chapter = spreads(open_audit(section), 2**10)
        assert len(chapter) > 5
        assert chapter == {id_: whole[id_] for id_ in chapter}


def test_no_sample_of_the_report_falls_outside_its_interval(
    report: Audit, report_spreads: Mapping[str, Spread]
) -> None:
    assert len(report_spreads) > 200
    for id_, found in report_spreads.items():
        interval = report.result(id_).interval
        slack = 1e-9 * (1 + max(abs(interval.low), abs(interval.high)))
        assert interval.low - slack <= found.least <= found.greatest <= interval.high + slack, id_


def test_quantiles_of_the_report_rise_within_their_ends(report_spreads: Mapping[str, Spread]) -> None:
    for id_, found in report_spreads.items():
        assert found.least <= found.p5 <= found.median <= found.p95 <= found.greatest, id_


@pytest.mark.slow
def test_four_times_as_many_points_move_no_range_by_more_than_is_said_of_sixteen(
    report: Audit, report_spreads: Mapping[str, Spread]
) -> None:
    # `make bench` holds it of sixteen times as many, which it draws anyway
    few, many = report_spreads, spreads(report, 4 * POINTS)
    moved = {
        id_: max(abs(few[id_].p5 - found.p5), abs(few[id_].p95 - found.p95)) / (found.p95 - found.p5)
        for id_, found in many.items()
        if found.p95 > found.p5
    }
    assert len(moved) > 150
    assert [id_ for id_, share in moved.items() if share > 0.002] == []


def test_no_swing_of_the_report_leaves_the_interval(report: Audit) -> None:
    seen = 0
    for id_, result in report.results.items():
        slack = 1e-9 * max(abs(result.interval.low), abs(result.interval.high))
        for swing in swings(report, id_):
            seen += 1
            for end in (swing.at_low, swing.at_high):
                assert result.interval.low - slack <= end <= result.interval.high + slack, (id_, swing.id)
    assert seen > 300
