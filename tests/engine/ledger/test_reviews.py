"""Reviewers' records: rows of their own table, each about a figure that exists, with a reason where it needs one."""

import json
from pathlib import Path

import pytest

from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.ledger.rows import Review
from compendium.ledger.vocabulary import Opinion
from made_up import add

ANNE = "bakery.flour,Anne Miller,0000-0002-1825-0097,2024-05-06,confirms,,https://example.org/review\n"
BEN = "bakery.flour,Ben Baker,,2024-05-01,disputes,It was 120 kg.,\n"


def faults(folder: Path) -> list[str]:
    with pytest.raises(DataError) as refusal:
        load(folder)
    return str(refusal.value).splitlines()


def test_no_record_is_valid(bakery: Path) -> None:
    ledger = load(bakery)
    assert (ledger.reviews, ledger.reviews_of("bakery.flour")) == ((), ())


def test_records_of_a_figure_come_oldest_first(bakery: Path) -> None:
    add(bakery, reviews=ANNE + BEN)
    ledger = load(bakery)
    anne, ben = ledger.reviews
    assert anne == Review(
        "bakery.flour", "Anne Miller", "0000-0002-1825-0097", "2024-05-06", Opinion.CONFIRMS, "",
        "https://example.org/review",
    )  # fmt: skip
    assert ben.verdict is Opinion.DISPUTES
    assert ledger.reviews_of("bakery.flour") == (ben, anne)
    assert ledger.reviews_of("bakery.loaves") == ()


@pytest.mark.parametrize(
    ("row", "line"),
    [
        (
            ANNE.replace("bakery.flour", "bakery.flower"),
            "column figure: found 'bakery.flower'; expected the id of a figure; nearest: 'bakery.flour'",
        ),
        (
            ANNE.replace("bakery.flour", "flour.per_loaf"),
            "column figure: found 'flour.per_loaf'; expected the id of a figure",
        ),
        (
            ANNE.replace("confirms", "agrees"),
            "column verdict: found 'agrees'; expected one of confirms, disputes, cannot tell",
        ),
        (
            BEN.replace("It was 120 kg.", ""),
            "column note: found nothing; expected the reason why the reviewer disputes",
        ),
        (
            ANNE.replace("confirms", "cannot tell"),
            "column note: found nothing; expected the reason why the reviewer cannot tell",
        ),
        (ANNE.replace("2024-05-06", "20240506"), "column date: found '20240506'; expected a date as YYYY-MM-DD"),
        (ANNE.replace("2024-05-06", "2024-02-30"), "column date: found '2024-02-30'; expected a date as YYYY-MM-DD"),
        (ANNE.replace("2024-05-06", ""), "column date: found ''; expected a value"),
        (ANNE.replace("Anne Miller", ""), "column reviewer: found ''; expected a value"),
        (
            ANNE.replace("0097", "97"),
            r"column orcid: found '0000-0002-1825-97'; expected text like ^\d{4}-\d{4}-\d{4}-\d{3}[\dX]$",
        ),
        (
            ANNE.replace("0097", "0098"),
            "column orcid: found '0000-0002-1825-0098'; expected an ORCID such as 0000-0002-1825-0097",
        ),
        (
            ANNE.replace("https://", ""),
            r"column link: found 'example.org/review'; expected text like ^https?://\S+$",
        ),
    ],
)  # fmt: skip
def test_wrong_record_is_told_in_one_line(bakery: Path, row: str, line: str) -> None:
    add(bakery, reviews=row)
    assert faults(bakery) == [f"reviews.csv, row 2, {line}"]


def test_second_record_of_a_day_is_told(bakery: Path) -> None:
    add(bakery, reviews=ANNE + ANNE.replace("2024-05-06", "2024-05-07") + ANNE)
    assert faults(bakery) == [
        "reviews.csv, row 4, column reviewer: found 'Anne Miller' for 'bakery.flour' on 2024-05-06, as in row 2; "
        "expected one record of a reviewer and day for a figure"
    ]


def test_table_that_is_described_must_be_there(bakery: Path) -> None:
    (bakery / "reviews.csv").unlink()
    assert faults(bakery) == ["reviews.csv: found no such file; expected a table described by datapackage.json"]


def test_older_folder_whose_description_names_no_reviews_loads(bakery: Path) -> None:
    path = bakery / "datapackage.json"
    package = json.loads(path.read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] != "reviews"]
    path.write_text(json.dumps(package), encoding="utf-8")
    (bakery / "reviews.csv").unlink()
    assert load(bakery).reviews == ()
