"""The audit as files: every figure with all that is known of it, in JSON and CSV that any program reads."""

import csv
import io
import json
import math
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.audit.verdicts import ARITHMETIC, EVIDENCE
from compendium.export.records import figure_record, ledger_csv, ledger_json
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load


@pytest.fixture(scope="module")
def record(report: Audit) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"JSON has no {name}")

    found: dict[str, Any] = json.loads(ledger_json(report), parse_constant=refuse)
    return found


@pytest.fixture(scope="module")
def table(report: Audit) -> pd.DataFrame:
    return pd.read_csv(io.StringIO(ledger_csv(report)), dtype={"section": str, "printed": str}, keep_default_na=False)


def rows_of(name: str) -> list[dict[str, str]]:
    with (paths.DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def numbers(value: Any) -> list[float]:
    """Return every number in a record, at any depth."""
    if isinstance(value, dict):
        return [number for one in value.values() for number in numbers(one)]
    if isinstance(value, list):
        return [number for one in value for number in numbers(one)]
    return [value] if isinstance(value, float) else []


def test_open_end_of_an_interval_is_null(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("day,about", "day,at_least"), encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    flour = json.loads(ledger_json(audit))["figures"][1]
    assert flour["interval"] == {"low": 100.0, "value": 100.0, "high": None}
    assert ledger_csv(audit).splitlines()[2].startswith("bakery.flour,1.1,2,100,at_least,kg / day,2022,almanac2020,")
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
        "period": "2022",
        "cites": "almanac2020",
        "label_en": "flour used",
        "label_zh": "面粉用量",
        "note": "",
        "interval": {"low": 50.0, "value": 100.0, "high": 150.0},
        "arithmetic": "reproduced",
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
        "meets": True,
        "reproduces": True,
    }


def test_check_in_another_unit_is_given_in_the_printed_one_too(bakery: Path) -> None:
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as file:
        file.write("bakery.tonnes,1.1,bakery.loaves * flour.per_loaf,t / a,cross_check,bakery.flour,t,t,\n")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    check = figure_record(audit.verdict("bakery.flour"))["derivations"][1]
    assert (check["unit"], check["value"]) == ("t / a", pytest.approx(36.525))
    assert (check["as_printed"]["unit"], check["as_printed"]["value"]) == ("kg / day", pytest.approx(100))


def test_what_was_assumed_is_said(bakery_ledger: Ledger) -> None:
    audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    record = json.loads(ledger_json(audit))
    assert record["assumed"] == ["flour.per_loaf"]
    assert record["factors"][0]["value"] == 0.9


def test_chapter_holds_its_own_rows_and_the_factors_they_use(report: Audit) -> None:
    chapter = open_audit("3.6")
    record = json.loads(ledger_json(chapter))
    assert {figure["section"] for figure in record["figures"]} == {"3.6"}
    used = {name for row in record["derivations"] for name in row["factors"]}
    assert {factor["id"] for factor in record["factors"]} == used
    assert record["counts"]["figures"] == len(record["figures"]) < len(report.ledger.figures)


def test_json_holds_every_row_of_every_table(record: dict[str, Any]) -> None:
    for name in ("figures", "factors", "derivations"):
        assert [row["id"] for row in record[name]] == [row["id"] for row in rows_of(name)]


def test_figures_stand_in_json_as_in_the_table(record: dict[str, Any]) -> None:
    for row, figure in zip(rows_of("figures"), record["figures"], strict=True):
        assert {name: str(figure[name]) for name in row} == row


def test_every_derivation_that_answers_stands_with_its_figure(record: dict[str, Any]) -> None:
    answers = {
        (row["checks"], row["id"]) for row in rows_of("derivations") if row["role"] in ("recompute", "cross_check")
    }
    held = {(figure["id"], check["id"]) for figure in record["figures"] for check in figure["derivations"]}
    assert held == answers


def test_derivations_say_where_nine_in_ten_samples_lie(record: dict[str, Any]) -> None:
    for row in record["derivations"]:
        low, high = row["interval"]["low"], row["interval"]["high"]
        slack = 1e-9 * max(abs(row["value"]), abs(row["p5"]), abs(row["p95"]))
        assert low - slack <= row["p5"] <= row["median"] <= row["p95"]
        assert high is None or row["p95"] <= high + slack
    assert sum(row["p5"] < row["p95"] for row in record["derivations"]) > 150


def test_derivation_with_an_open_input_has_no_spread(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("item / day,exact", "item / day,at_least"), "utf-8")
    record = json.loads(ledger_json(open_audit(ledger=load(bakery, bakery / "references.bib"))))
    spread = [record["derivations"][0][name] for name in ("p5", "median", "p95")]
    assert spread == [None, None, None]


def test_every_number_is_finite(record: dict[str, Any]) -> None:
    found = numbers(record)
    assert len(found) > 1000
    assert [number for number in found if not math.isfinite(number)] == []


def test_intervals_hold_their_values(record: dict[str, Any]) -> None:
    for row in (*record["figures"], *record["derivations"]):
        low, value, high = (row["interval"][name] for name in ("low", "value", "high"))
        slack = 1e-9 * abs(value)
        assert low <= value + slack
        assert high is None or value - slack <= high


def test_counts_agree_with_the_figures(record: dict[str, Any], report: Audit) -> None:
    counts, figures = record["counts"], record["figures"]
    assert counts["figures"] == len(figures) == len(report.ledger.figures)
    assert counts["material"] == sum(figure["material"] for figure in figures)
    for question, order in (("arithmetic", ARITHMETIC), ("evidence", EVIDENCE)):
        found = [figure[question] for figure in figures]
        assert counts[question] == {answer: found.count(answer) for answer in order}


def test_csv_reads_back_as_it_was_written(table: pd.DataFrame, record: dict[str, Any]) -> None:
    assert table["id"].tolist() == [figure["id"] for figure in record["figures"]]
    for row, figure in zip(table.to_dict("records"), record["figures"], strict=True):
        for name in ("section", "page", "printed", "qualifier", "unit", "note", "label_zh", "arithmetic", "evidence"):
            assert row[name] == figure[name]
        flat = {**figure["interval"], "ratio": figure["ratio"]}
        assert [float(row[name]) if row[name] != "" else None for name in flat] == list(flat.values())
        assert str(row["material"]) == str(figure["material"])
        assert len(str(row["evidence_ratios"]).split()) == len(figure["evidence_ratios"])


def test_trailing_zero_survives_in_csv(table: pd.DataFrame, report: Audit) -> None:
    zeros = {
        row.id: row.printed for row in report.ledger.figures.values() if "." in row.printed and row.printed[-1] == "0"
    }
    assert zeros
    assert {id_: table.set_index("id").at[id_, "printed"] for id_ in zeros} == zeros


def test_chinese_stands_as_it_is_in_json(report: Audit) -> None:
    text = ledger_json(report)
    assert text.endswith("}\n")
    assert "\\u" not in text
    assert asdict(next(iter(report.ledger.figures.values())))["label_zh"] in text


def test_every_erratum_is_there_with_the_words_that_guard_it(report: Audit) -> None:
    found = json.loads(ledger_json(report))["errata"]
    assert [(row["id"], row["expect"]) for row in found] == [
        (row.id, row.expect) for row in report.ledger.errata.values()
    ]
