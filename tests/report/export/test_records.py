"""This report's ledger as files: every row of its tables is there, and every number can be read back."""

import csv
import io
import json
import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import pytest
from jsonschema import Draft202012Validator

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.audit.uncertainty import Spread
from compendium.citation.identity import identity
from compendium.export import header
from compendium.export.records import ledger_csv, ledger_json
from compendium.ledger.vocabulary import Arithmetic, Evidence


@pytest.fixture(scope="module")
def record(report: Audit, report_spreads: Mapping[str, Spread]) -> dict[str, Any]:
    def refuse(name: str) -> None:
        raise AssertionError(f"JSON has no {name}")

    found: dict[str, Any] = json.loads(ledger_json(report, report_spreads), parse_constant=refuse)
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


def test_ledger_is_as_its_schema_says(record: dict[str, Any]) -> None:
    schema = json.loads(header.schema())
    head = header.header_of(paths.DATA, "2024-05-06")
    assert list(head) == ["compendium", "report"]
    faults = Draft202012Validator(schema).iter_errors({**record, **head})
    assert [f"{fault.json_path}: {fault.message}" for fault in faults] == []


def test_report_is_named_by_its_entry_in_the_bibliography(report: Audit) -> None:
    assert identity().report.key in report.ledger.works


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
    for question, order in (("arithmetic", Arithmetic), ("evidence", Evidence)):
        found = [figure[question] for figure in figures]
        assert counts[question] == {answer: found.count(answer) for answer in order}


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


def test_trailing_zero_survives_in_csv(table: pd.DataFrame, report: Audit) -> None:
    zeros = {
        row.id: row.printed for row in report.ledger.figures.values() if "." in row.printed and row.printed[-1] == "0"
    }
    assert zeros
    assert {id_: table.set_index("id").at[id_, "printed"] for id_ in zeros} == zeros


def test_every_erratum_is_there_with_the_words_that_guard_it(record: dict[str, Any], report: Audit) -> None:
    assert [(row["id"], row["expect"]) for row in record["errata"]] == [
        (row.id, row.expect) for row in report.ledger.errata.values()
    ]
