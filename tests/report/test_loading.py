"""The description of this report's tables knows which sections the report has."""

from pathlib import Path

import pytest

from compendium.ledger.loading import load
from compendium.ledger.problem import DataError


@pytest.mark.parametrize("section", ["6.1", "3.0", "3.100", "A.1", "reference"])
def test_erratum_in_no_section_of_the_report_is_refused(bakery: Path, section: str) -> None:
    path = bakery / "errata.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",1.1,", f",{section},"), encoding="utf-8")
    with pytest.raises(DataError) as refusal:
        load(bakery, bakery / "references.bib")
    assert str(refusal.value) == (
        f"errata.csv, row 2, column section: found {section!r}; "
        r"expected text like ^([0-5](\.[1-9][0-9]?)?|references)$"
    )
