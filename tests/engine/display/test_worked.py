"""A formula in numbers gives its result to whoever computes it from the digits and units shown."""

import csv
from collections.abc import Callable
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from calculation import calculation
from compendium.audit.audit import open_audit
from compendium.display import worked
from compendium.i18n.messages import using_language
from compendium.ledger.loading import load

NO_BREAK = "\N{NO-BREAK SPACE}"
Line = Callable[..., str]


def add(table: Path, **cells: object) -> None:
    """Append a row to a table; cells that are not named are empty."""
    with table.open(encoding="utf-8") as file:
        header = next(csv.reader(file))
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.DictWriter(file, header, restval="", lineterminator="\n").writerow(cells)


@pytest.fixture
def line(bakery: Path) -> Line:
    """Return the MathML of a formula in numbers, of factors that are given as a value and a unit by name."""

    def shown(formula: str, unit: str, **factors: tuple[float, str]) -> str:
        known = {"region": "World", "year": 2020, "source": "almanac2020", "locator": "page 8", "grade": "C"}
        for name, (value, of) in factors.items():
            labels = {"label_en": name, "label_zh": name}
            add(bakery / "factors.csv", id=f"x.{name}", value=value, low=value, high=value, unit=of, **known, **labels)
        row = {"id": "bakery.other", "section": "1.1", "formula": formula, "unit": unit, "role": "derived"}
        add(bakery / "derivations.csv", **row, label_en="other", label_zh="其他")
        audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
        return worked.lines(audit, "bakery.other")[1]

    return shown


def seen(markup: str) -> str:
    """Return the words and signs of a formula in a line."""
    return "".join(ET.fromstring(markup).itertext()).replace(NO_BREAK, " ")


def test_number_that_is_taken_as_it_is_names_its_row(bakery: Path, line: Line) -> None:
    line("x.one", "kg", one=(5, "kg"))
    assert worked.taken_from(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.other") == "x.one"


@pytest.mark.parametrize(("formula", "unit"), [("2 * x.one", "kg"), ("x.one", "t")])
def test_number_that_is_computed_or_converted_is_not_taken_as_it_is(
    bakery: Path, line: Line, formula: str, unit: str
) -> None:
    line(formula, unit, one=(5, "kg"))
    assert not worked.taken_from(open_audit(ledger=load(bakery, bakery / "references.bib")), "bakery.other")


def test_result_that_is_rounded_has_another_sign(line: Line) -> None:
    assert seen(line("x.one / x.two", "dimensionless", one=(1, "km"), two=(3, "km"))) == "1 km3 km≈0.3333"


def test_result_of_a_wide_interval_has_few_digits(bakery: Path, line: Line) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text("utf-8").replace("200,item / day,exact", "200,item / day,about"), "utf-8")
    # 150 to 250 times 0.5123 is 51 wide; 102.46 is known to the second digit of that, which is a whole number
    assert (
        seen(line("bakery.loaves * x.one", "kg / day", one=(0.5123, "kg / item")))
        == "about 200/day×0.5123 kg≈102 kg/day"
    )


def test_inputs_have_four_digits_if_these_will_do(line: Line) -> None:
    assert seen(line("x.one * x.two", "km", one=(1.23412, "km"), two=(2, "dimensionless"))) == "1.234 km×2=2.468 km"


def test_inputs_have_as_many_digits_as_it_takes(line: Line) -> None:
    assert seen(line("x.one - x.two", "km", one=(1.23456789, "km"), two=(1.2, "km"))) == "1.23457 km−1.2 km=0.03457 km"


def test_figure_that_is_a_range_stands_as_its_middle(bakery: Path, line: Line) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text("utf-8").replace("200,item / day", "100—300,item / day"), "utf-8")
    assert seen(line("bakery.loaves * x.one", "kg / day", one=(0.5, "kg / item"))) == "200/day×0.5 kg=100 kg/day"


@pytest.mark.parametrize(
    ("formula", "unit", "factors", "stated"),
    [
        ("x.one * x.two", "t / a", {"one": (2, "kg / day"), "two": (1, "dimensionless")}, "(1 a=365.25 days)"),
        ("x.one * x.two", "kWh / a", {"one": (2, "kW"), "two": (2, "h / day")}, "(1 a=365.25 days)"),
        ("x.one + x.two", "MWh", {"one": (2, "GJ"), "two": (1, "MWh")}, "(1 MWh=3.6 GJ)"),
        ("x.one * x.two", "t CO2", {"one": (2, "t C / TJ"), "two": (1, "TJ")}, "(3 t C=11 t CO₂)"),
        ("2 * x.one", "kWh / day", {"one": (2, "GJ / a")}, "(1 a=365.25 days,9 GJ=2,500 kWh)"),
        # powers of ten are the reader's
        ("x.one * x.two", "t / a", {"one": (2, "kg / kWh"), "two": (1, "MWh / a")}, ""),
        ("x.one * x.two", "kWh / a", {"one": (2, "MW"), "two": (1, "h / a")}, ""),
        ("x.one / x.two", "percent", {"one": (2, "wan kWh"), "two": (1, "GWh")}, ""),
    ],
)  # fmt: skip
def test_conversion_that_is_no_power_of_ten_is_stated(
    formula: str, unit: str, factors: dict[str, tuple[float, str]], stated: str, line: Line
) -> None:
    markup = line(formula, unit, **factors)
    assert seen(markup).partition("(")[2] == stated.removeprefix("(")
    assert not calculation(markup).fault()


def test_chinese_states_a_conversion_in_its_words(line: Line) -> None:
    with using_language("zh"):
        markup = line("x.one * x.two", "Mt / a", one=(2, "Mt / day"), two=(1, "dimensionless"))
    assert seen(markup) == "200万吨/日×1=7.305亿吨/年(1年=365.25天)"
    assert not calculation(markup).fault()
