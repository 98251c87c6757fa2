"""What the what-if page can ask of this report: every case with a notebook and a factor to move, and the presets."""

from compendium import paths
from compendium.audit.audit import Audit
from compendium.export import what_if


def test_every_case_with_a_factor_is_there_with_its_notebook(report: Audit) -> None:
    cases = what_if.cases(report)
    assert [case["section"] for case in cases] == ["2.2", *(f"3.{place}" for place in range(1, 11))]
    for case in cases:
        assert (paths.NOTEBOOKS / case["notebook"]).is_file()
        for id_ in case["figures"]:
            assert any(check.result.factors for check in report.verdict(id_).checks)
            assert report.ledger.figures[id_].section == case["section"]
        for id_ in case["others"]:
            assert report.result(id_).factors
            assert report.ledger.derivations[id_].section == case["section"]


def test_every_factor_behind_a_saving_is_set_by_the_presets_of_its_kind(report: Audit) -> None:
    assert report.ledger.presets
    for id_, preset in report.ledger.presets.items():
        assumptions = report.ledger.preset(id_)
        used = {factor for result in report.results.values() for factor in result.factors}
        assert used & set(assumptions), id_
        assert preset.by not in assumptions
        report.ledger.assume(assumptions)
