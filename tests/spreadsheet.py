"""Workbooks as tests read them: recalculated by LibreOffice, cell by cell from the file, and formulas by Python."""

import csv
import math
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

from compendium.audit.audit import Audit
from compendium.display import labels
from without import without

SOFFICE = os.environ.get("COMPENDIUM_SOFFICE") or shutil.which("soffice")
# A sheet each as UTF-8, numbers with all their digits and not as they are shown.
_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
# LibreOffice believes the results that a file holds unless it is told not to.
_PROFILE = """\
<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop>
</item>
</oor:items>
"""
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_LINKS = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FUNCTIONS: dict[str, Any] = {
    "IF": lambda test, then, other: then if test else other,
    "AND": lambda *tests: all(tests),
    "OR": lambda *tests: any(tests),
    "NOT": lambda test: not test,
    "ISNUMBER": lambda value: isinstance(value, int | float),
    "ABS": abs, "MIN": min, "MAX": max, "POWER": pow, "SQRT": math.sqrt, "EXP": math.exp, "LN": math.log,
    "TRUE": True, "FALSE": False,
}  # fmt: skip
Table = dict[str, dict[str, str]]  # by the first cell of a row and the head of a column


@dataclass(frozen=True)
class Cell:
    """A cell of a file: its formula ('' without one), its value as text and the number of its format."""

    formula: str
    value: str
    kind: str
    style: int


def recalculated(workbook: bytes, folder: Path) -> dict[str, Table]:
    """Return the sheets of a workbook as LibreOffice computes them, which is told to believe no result in the file."""
    if not SOFFICE:
        without("no LibreOffice: install libreoffice-calc, or name soffice in COMPENDIUM_SOFFICE")
    profile = folder / "profile"
    (profile / "user").mkdir(parents=True, exist_ok=True)
    (profile / "user" / "registrymodifications.xcu").write_text(_PROFILE, encoding="utf-8")
    (folder / "book.xlsx").write_bytes(workbook)
    out = folder / "out"
    command = [SOFFICE, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", _CSV]
    subprocess.run(
        [*command, "--outdir", str(out), str(folder / "book.xlsx")], check=True, capture_output=True, timeout=300
    )
    found = {}
    for path in out.glob("book-*.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            _, head, *rows = [*csv.reader(lines), [], []]
        if len({*head}) == len(head):  # else it is a form, or two columns have one name
            found[path.stem.removeprefix("book-")] = {row[0]: dict(zip(head, row, strict=True)) for row in rows if row}
    return found


def number(text: str) -> float:
    """Return a number of a recalculated sheet; infinite where a very large one stands for that."""
    value = float(text)
    return math.copysign(math.inf, value) if abs(value) > 1e300 else value


def cells(workbook: bytes) -> dict[str, dict[str, Cell]]:
    """Return the cells of each sheet by their addresses, as they stand in the file."""
    with zipfile.ZipFile(BytesIO(workbook)) as file:
        words = ["".join(one.itertext()) for one in ET.fromstring(file.read("xl/sharedStrings.xml"))]
        found = {}
        for place, name in enumerate(_sheets(file), 1):
            sheet = ET.fromstring(file.read(f"xl/worksheets/sheet{place}.xml"))
            found[name] = {str(one.get("r")): _cell(one, words) for one in sheet.iter(f"{_MAIN}c")}
    return found


def _sheets(file: zipfile.ZipFile) -> list[str]:
    return [str(one.get("name")) for one in ET.fromstring(file.read("xl/workbook.xml")).iter(f"{_MAIN}sheet")]


def _cell(one: ET.Element, words: list[str]) -> Cell:
    formula, value, kind = one.findtext(f"{_MAIN}f", ""), one.findtext(f"{_MAIN}v", ""), one.get("t", "n")
    return Cell(formula, words[int(value)] if kind == "s" else value, kind, int(one.get("s", "0")))


def part(workbook: bytes, name: str) -> ET.Element:
    """Return a part of the file: ``xl/styles.xml``."""
    with zipfile.ZipFile(BytesIO(workbook)) as file:
        return ET.fromstring(file.read(name))


def names(workbook: bytes) -> dict[str, str]:
    """Return the cell behind each name of the workbook."""
    found = part(workbook, "xl/workbook.xml").iter(f"{_MAIN}definedName")
    return {str(one.get("name")): one.text or "" for one in found}


def by_python(formula: str, known: Mapping[str, Any]) -> Any:
    """Evaluate a formula that the code under test has written, with values for its names."""
    parts = re.split(r'("[^"]*")', formula.removeprefix("="))
    plain = [re.sub(r"(?<![<>=])=", "==", one.replace("<>", "!=")) for one in parts[::2]]
    text = "".join(one for pair in zip(plain, [*parts[1::2], ""], strict=True) for one in pair)
    return eval(text, {"__builtins__": {}, **_FUNCTIONS}, dict(known))


class Recalculated:
    """The sheets of a workbook in English as LibreOffice computes them, held against an audit by Python."""

    def __init__(self, sheets: Mapping[str, Table]) -> None:
        self.sheets = sheets

    def unsure(self) -> set[str]:
        """Return the derivations whose interval the workbook says is not valid for the numbers typed."""
        return {id_ for id_, row in self.sheets["Derivations"].items() if row["_sure"] == "2"}

    def uncertain(self) -> set[str]:
        """Return the figures whose answer the workbook says is uncertain."""
        return {id_ for id_, row in self.sheets["Verdicts"].items() if row["state"]}

    def differences(self, audit: Audit, tolerance: float = 1e-9) -> list[str]:
        """Return what differs, without the intervals that the workbook says are not valid, and what rests on them."""
        return [*self._results(audit, tolerance), *self._checks(audit, tolerance), *self._verdicts(audit, tolerance)]

    def _results(self, audit: Audit, tolerance: float) -> Iterator[str]:
        rows = self.sheets["Derivations"]
        if [*rows] != [*audit.results]:
            yield "other derivations"
        for id_, result in audit.results.items():
            yield from _differ(f"value of {id_}", rows[id_]["value"], result.value, tolerance)
            if rows[id_]["_sure"] != "2":
                yield from _differ(f"low of {id_}", rows[id_]["low"], result.interval.low, tolerance)
                yield from _differ(f"high of {id_}", rows[id_]["high"], result.interval.high, tolerance)

    def _checks(self, audit: Audit, tolerance: float) -> Iterator[str]:
        for check in (one for verdict in audit.verdicts.values() for one in verdict.checks):
            id_, unit = check.result.derivation.id, "in the figure's unit"
            row = self.sheets["Derivations"][id_]
            yield from _differ(f"value of {id_} {unit}", row[f"value {unit}"], check.value, tolerance)
            yield from _differ(f"ratio of {id_}", row["ratio to printed"], check.ratio, tolerance)
            if row["_reproduces"] != str(check.reproduces).upper():
                yield f"whether {id_} reproduces: {row['_reproduces']}, {check.reproduces}"
            if row["_sure"] == "2":
                continue
            if not row["finding"] == row["_finding"] == str(check.finding):
                yield f"finding of {id_}: {row['finding']}, {check.finding}"
            if row["_meets"] != str(check.meets).upper():
                yield f"whether {id_} meets: {row['_meets']}, {check.meets}"

    def _verdicts(self, audit: Audit, tolerance: float) -> Iterator[str]:
        for id_, verdict in audit.verdicts.items():
            row = self.sheets["Verdicts"][id_]
            if row["state"]:
                continue
            ratio = math.nan if verdict.ratio is None else verdict.ratio
            yield from _differ(f"ratio of {id_}", row["nearest result to printed"], ratio, tolerance)
            found = (row["does it reproduce?"], row["does evidence support it?"], row["material"])
            expected = (str(verdict.arithmetic), str(verdict.evidence), "yes" if verdict.material else "no")
            if found != expected:
                yield f"answers for {id_}: {found}, {expected}"
            decides = ", ".join(labels.name(choice) for choice, _ in verdict.deciding)
            if row["what decides"] != decides:
                yield f"what decides {id_}: {row['what decides']}, {decides}"
            if verdict.argued:
                yield from _differ(f"lowest end of {id_}", row["their lowest end"], verdict.argued.low, tolerance)
                yield from _differ(f"highest end of {id_}", row["their highest end"], verdict.argued.high, tolerance)


def _differ(what: str, text: str, expected: float, tolerance: float) -> Iterator[str]:
    if math.isnan(expected):
        same = not text
    elif math.isinf(expected):
        same = number(text) == expected
    else:
        same = math.isclose(number(text), expected, rel_tol=tolerance, abs_tol=1e-12)
    if not same:
        yield f"{what}: {text}, {expected}"
