"""The page of findings tells every material finding, those of most consequence first."""

import re

from compendium import paths
from compendium.audit import findings
from compendium.audit.audit import Audit


def told() -> list[str]:
    """Return the figures whose verdicts the page gives, each once, in the order of reading."""
    page = (paths.BOOK / "findings.md").read_text(encoding="utf-8")
    prose = page[page.index("## Savings of CO₂") :]
    return list(dict.fromkeys(re.findall(r"\{verdict\}`([^`]+)`", prose)))


def test_every_material_figure_is_told_and_no_other(report: Audit) -> None:
    assert sorted(told()) == sorted(verdict.figure.id for verdict in findings.ranked(report))


def test_cases_stand_in_the_order_of_their_consequence(report: Audit) -> None:
    ranked = [verdict.figure.id.split(".")[0] for verdict in findings.ranked(report)]
    assert list(dict.fromkeys(id_.split(".")[0] for id_ in told())) == list(dict.fromkeys(ranked))
