"""Who computes with the digits and units of a formula in numbers gets the result shown, in its last digit."""

import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from calculation import FORMULA, calculation
from compendium.audit.audit import Audit
from page import Page

editions = pytest.mark.parametrize("folder", ["", "zh/"])


def in_numbers(page: Page) -> list[str]:
    """Return the formulas of a page that are in numbers; each stands behind the same in words."""
    return FORMULA.findall(page.text)[1::2]


def faults(formulas: list[str]) -> list[str]:
    """Return what is wrong with each of some formulas in numbers; '' for one that computes."""
    return [calculation(formula).fault() for formula in formulas]


@editions
def test_every_derivation_of_the_ledger_computes(folder: str, read: dict[str, Page], report: Audit) -> None:
    formulas = in_numbers(read[f"{folder}book/ledger.html"])
    assert len(formulas) == len(report.results)
    assert not [fault for fault in faults(formulas) if fault]


@editions
def test_every_formula_of_the_chapters_computes(folder: str, read: dict[str, Page]) -> None:
    pages = {name: page for name, page in read.items() if name.startswith(f"{folder}notebooks/")}
    shown = {name: in_numbers(page) for name, page in pages.items()}
    assert {name: len(found) for name, found in shown.items()} == {
        name: page.text.count('<div class="working">') for name, page in pages.items()
    }
    assert sum(map(len, shown.values())) > 20
    assert not {name: found for name, formulas in shown.items() if (found := [one for one in faults(formulas) if one])}


@editions
def test_no_other_page_has_a_formula(folder: str, read: dict[str, Page]) -> None:
    pages = {name for name, page in read.items() if name.startswith("zh/") == bool(folder) and "<math" in page.text}
    assert {name.removeprefix(folder).split("/")[0] for name in pages} == {"book", "notebooks", "figures"}
    others = {name for name in pages if not re.search("(^|/)(notebooks|figures)/", name)}
    assert others == {f"{folder}book/ledger.html"}


def other(digit: re.Match[str]) -> str:
    return "8" if digit[0] == "9" else str(int(digit[0]) + 1)


def greater(unit: re.Match[str]) -> str:
    return {"kWh": "MWh", "千瓦时": "兆瓦时"}[unit[0]]


# A fault: whether it is in the result, what is changed there first, to what.
FAULTS: dict[str, tuple[bool, str, Callable[[re.Match[str]], str]]] = {
    "a digit of an input": (False, r"\d", other),
    "the unit of an input": (False, "kWh|千瓦时", greater),
    "the power of ten of an input": (False, " million|万(?!亿)", lambda _: ""),
    "the last digit of the result": (True, "[1-9](?=[^1-9]*$)", other),
    "the unit of the result": (True, "$", lambda _: "/a/a"),
}


def planted(formula: str, in_result: bool, place: str, change: Callable[[re.Match[str]], str]) -> str:
    """Return a formula with a fault; '' if it has no place for it, or a function that may not show it."""
    root = ET.fromstring(formula)
    left, _, right = root[0][:3]
    for element in [right] if in_result else left.iter():
        if re.search(place, element.text or "") and (in_result or "<mi>" not in formula):
            element.text = re.sub(place, change, element.text or "", count=1)
            return ET.tostring(root, encoding="unicode")
    return ""


@editions
@pytest.mark.parametrize("fault", FAULTS)
def test_fault_in_any_formula_is_found(fault: str, folder: str, read: dict[str, Page]) -> None:
    formulas = in_numbers(read[f"{folder}book/ledger.html"])
    wrong = {formula: found for formula in formulas if (found := planted(formula, *FAULTS[fault]))}
    assert len(wrong) > 50
    assert not [formula for formula, found in wrong.items() if not calculation(found).fault()]
