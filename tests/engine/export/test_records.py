"""The audit as files: every figure with all that is known of it, in JSON and CSV that any program reads."""

import csv
import io
import json
import math
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.export.records import figure_record, ledger_csv, ledger_json
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.vocabulary import Arithmetic, Evidence

# What stands in the CSV as in the JSON.
SAME = ("section", "page", "printed", "qualifier", "unit", "kind", "note", "label_zh", "arithmetic", "evidence")


@pytest.fixture
def record(audit: Audit) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"JSON has no {name}")

    found: dict[str, Any] = json.loads(ledger_json(audit), parse_constant=refuse)
    return found


@pytest.fixture
def table(audit: Audit) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(ledger_csv(audit)), dtype={"section": str, "printed": str}, keep_default_na=False)


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_open_end_of_an_interval_is_null(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("day,about", "day,at_least"), encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    flour = json.loads(ledger_json(audit))["figures"][1]
    assert flour["interval"] == {"low": 100.0, "value": 100.0, "high": None}
    assert (
        ledger_csv(audit)
        .splitlines()[2]
        .startswith("bakery.flour,1.1,2,100,at_least,kg / day,amount,2022,almanac2020,")
    )
    assert pd.read_csv(io.StringIO(ledger_csv(audit)))["high"].isna().tolist() == [False, True]


def test_printed_zero_has_no_ratio_and_can_be_written(bakery: Path) -> None:
    path = bakery / "figures.csv"
    text = path.read_text(encoding="utf-8").replace("2,100,kg / day,about", "2,0,kg / day,exact")
    path.write_text(text, encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    flour = json.loads(ledger_json(audit))["figures"][1]
    assert (flour["ratio"], flour["derivations"][0]["ratio"], flour["arithmetic"]) == (None, None, "not reproduced")
    assert math.isnan(pd.read_csv(io.StringIO(ledger_csv(audit)))["ratio"][1])


def test_record_of_a_figure_has_every_field(bakery_ledger: Ledger) -> None:
    audit = open_audit(ledger=bakery_ledger)
    record = figure_record(audit.verdict("bakery.flour"))
    (derivation,) = record.pop("derivations")
    assert record == {
        "id": "bakery.flour",
        "section": "1.1",
        "page": 2,
        "printed": "100",
        "qualifier": "about",
        "unit": "kg / day",
        "kind": "amount",
        "period": "2022",
        "cites": "almanac2020",
        "label_en": "flour used",
        "label_zh": "面粉用量",
        "note": "",
        "interval": {"low": 50.0, "value": 100.0, "high": 150.0},
        "arithmetic": "consistent",
        "basis": "outside factors",
        "evidence": "untested",
        "ratio": pytest.approx(1),
        "evidence_ratios": [],
        "material": False,
    }
    # 199.5 * 0.45 and 200.5 * 0.55
    interval = {"low": pytest.approx(89.775), "value": pytest.approx(100), "high": pytest.approx(110.275)}
    assert derivation == {
        "id": "bakery.flour_needed",
        "section": "1.1",
        "role": "recompute",
        "kind": "amount",
        "formula": "bakery.loaves * flour.per_loaf",
        "value": pytest.approx(100),
        "interval": interval,
        "unit": "kg / day",
        "method": "corners",
        "basis": "outside factors",
        "figures": ["bakery.loaves"],
        "factors": ["flour.per_loaf"],
        "label_en": "flour for the loaves",
        "label_zh": "所需面粉",
        "note": "",
        "as_printed": {"unit": "kg / day", **interval},
        "ratio": pytest.approx(1),
        "finding": "agrees",
        "independence": "",
        "differs": [],
        "choice": "",
    }


def test_cross_checks_say_what_they_find_and_how_they_count(audit: Audit) -> None:
    record = figure_record(audit.verdict("brewery.co2_saved"))
    told = [
        [one[name] for name in ("id", "finding", "independence", "differs", "choice")] for one in record["derivations"]
    ]
    # about 20 t are 15 to 25; once, twice and nine times 22.5 t
    assert told == [
        ["brewery.co2_near", "agrees", "independent", [], "grid"],
        ["brewery.co2_far", "misses", "independent", [], "grid"],
        ["brewery.co2_new", "misses", "independent", ["hindsight", "year"], ""],
    ]
    assert (record["evidence"], record["evidence_ratios"]) == ("depends on the choice", [1.125, 2.25])


def test_factor_is_told_with_the_words_that_were_read(record: dict[str, Any]) -> None:
    told = {row["id"]: (row["quote"], row["grade"]) for row in record["factors"]}
    assert told["flour.per_loaf"] == ("half a kilogram", "A")
    assert told["power.saved"] == ("45 MWh", "B")


def test_check_in_another_unit_is_given_in_the_printed_one_too(bakery: Path) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as file:
        file.write(
            "bakery.tonnes,1.1,bakery.loaves * flour.per_loaf,t / a,cross_check,bakery.flour,,own_inputs,,,t,t,\n"
        )
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    check = figure_record(audit.verdict("bakery.flour"))["derivations"][1]
    assert (check["unit"], check["value"]) == ("t / a", pytest.approx(36.525))
    assert (check["as_printed"]["unit"], check["as_printed"]["value"]) == ("kg / day", pytest.approx(100))


def test_what_was_assumed_is_said(bakery_ledger: Ledger) -> None:
    audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    record = json.loads(ledger_json(audit))
    assert record["assumed"] == ["flour.per_loaf"]
    assert record["factors"][0]["value"] == 0.9


def test_chapter_holds_its_own_rows_and_the_factors_they_use(audit: Audit) -> None:
    record = json.loads(ledger_json(audit.part("2")))
    assert [figure["id"] for figure in record["figures"]] == ["brewery.beer", "brewery.co2_saved"]
    assert {row["section"] for row in record["derivations"]} == {"2.1"}
    assert [factor["id"] for factor in record["factors"]] == ["grid.town", "power.saved"]
    assert record["errata"] == []
    assert record["counts"]["figures"] == 2


def test_json_holds_every_row_of_every_table(record: dict[str, Any], town: Path) -> None:
    for name in ("figures", "factors", "derivations", "errata"):
        assert [row["id"] for row in record[name]] == [row["id"] for row in rows_of(town, name)]


def test_figures_stand_in_json_as_in_the_table(record: dict[str, Any], town: Path) -> None:
    for row, figure in zip(rows_of(town, "figures"), record["figures"], strict=True):
        assert {name: str(figure[name]) for name in row} == row


def test_every_row_tells_its_kind(record: dict[str, Any]) -> None:
    assert [row["kind"] for row in record["figures"]] == ["reading", "amount", "reading", "saving"]
    assert [row["kind"] for row in record["factors"]] == ["", "grid", "count"]
    # a check is of the kind of what it checks, unless the table says otherwise
    assert [row["kind"] for row in record["derivations"]] == ["amount"] * 3 + ["saving"] * 3


def test_every_derivation_that_answers_stands_with_its_figure(record: dict[str, Any]) -> None:
    held = {figure["id"]: [check["id"] for check in figure["derivations"]] for figure in record["figures"]}
    assert held == {
        "bakery.loaves": [],
        "bakery.flour": ["bakery.flour_needed"],
        "brewery.beer": [],
        "brewery.co2_saved": ["brewery.co2_near", "brewery.co2_far", "brewery.co2_new"],
    }


def test_derivations_say_where_nine_in_ten_samples_lie(record: dict[str, Any]) -> None:
    flour, _, beer, *_ = record["derivations"]
    # nearly 200 loaves of 0.455 to 0.545 kg
    assert [flour[name] for name in ("p5", "median", "p95")] == pytest.approx([91, 100, 109], abs=0.1)
    assert (beer["p5"], beer["interval"]["high"]) == (None, None)  # at least so much


def test_counts_agree_with_the_figures(record: dict[str, Any]) -> None:
    counts, figures = record["counts"], record["figures"]
    assert counts["figures"] == len(figures) == 4
    assert counts["material"] == sum(figure["material"] for figure in figures) == 1
    for question, order in (("arithmetic", Arithmetic), ("evidence", Evidence)):
        found = [figure[question] for figure in figures]
        assert counts[question] == {answer: found.count(answer) for answer in order}
    assert counts["evidence"]["depends on the choice"] == 1


def test_csv_reads_back_as_it_was_written(table: pd.DataFrame, record: dict[str, Any]) -> None:
    assert table["id"].tolist() == [figure["id"] for figure in record["figures"]]
    for row, figure in zip(table.to_dict("records"), record["figures"], strict=True):
        for name in (
            "section",
            "page",
            "printed",
            "qualifier",
            "unit",
            "kind",
            "note",
            "label_zh",
            "arithmetic",
            "evidence",
        ):
            assert row[name] == figure[name]
        flat = {**figure["interval"], "ratio": figure["ratio"]}
        assert [float(row[name]) if row[name] != "" else None for name in flat] == list(flat.values())
        assert str(row["material"]) == str(figure["material"])
        assert len(str(row["evidence_ratios"]).split()) == len(figure["evidence_ratios"])


def test_trailing_zero_survives_in_csv(table: pd.DataFrame) -> None:
    assert table["printed"].tolist() == ["200", "100", "18.0", "20"]


def test_chinese_stands_as_it_is_in_json(audit: Audit) -> None:
    text = ledger_json(audit)
    assert text.endswith("}\n")
    assert "\\u" not in text
    assert "面粉用量" in text


def test_derivation_with_an_open_input_has_no_spread(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("item / day,exact", "item / day,at_least"), "utf-8")
    record = json.loads(ledger_json(open_audit(ledger=load(bakery, bakery / "references.bib"))))
    spread = [record["derivations"][0][name] for name in ("p5", "median", "p95")]
    assert spread == [None, None, None]


def test_every_erratum_is_there_with_the_words_that_guard_it(record: dict[str, Any]) -> None:
    assert [(row["id"], row["expect"]) for row in record["errata"]] == [("two_doubts", "约100余")]
