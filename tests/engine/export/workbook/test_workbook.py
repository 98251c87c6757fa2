"""A workbook holds every row, each text as text, formulas with their results, and cells for the reviewer."""

import re
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest

from compendium.audit.audit import Audit
from compendium.citation.identity import Identity
from compendium.export.workbook import workbook
from compendium.export.workbook.grid import rounded
from compendium.i18n.messages import using_language
from compendium.ledger.vocabulary import Opinion
from spreadsheet import Cell, cells, names, part

SHEETS = ["Read me", "Figures", "Factors", "Derivations", "Verdicts", "Sign-off", "Lists"]
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def row_of(sheet: dict[str, Cell], first: str) -> dict[str, Cell]:
    """Return the cells of a row by the letters of their columns, for the text of its first cell."""
    number = next(address[1:] for address, cell in sheet.items() if address[0] == "A" and cell.value == first)
    found = {address: re.fullmatch(rf"([A-Z]+){number}", address) for address in sheet}
    return {match[1]: sheet[address] for address, match in found.items() if match}


def test_every_row_of_the_ledger_has_a_row(workshop: Audit, own: Identity) -> None:
    found = cells(workbook(workshop, own))
    assert list(found) == SHEETS
    for sheet, ids in (
        ("Figures", workshop.ledger.figures),
        ("Factors", workshop.ledger.factors),
        ("Derivations", workshop.results),
        ("Verdicts", workshop.verdicts),
    ):
        first = [cell.value for address, cell in found[sheet].items() if re.fullmatch(r"A\d+", address)]
        assert first[2:] == list(ids)


def test_text_is_never_a_formula(workshop: Audit, own: Identity) -> None:
    found = cells(workbook(workshop, own))
    ours = {cell.value: cell for sheet in found.values() for cell in sheet.values() if not cell.formula}
    for text in ("=1+1", "@sum", "+2", "-3", '=HYPERLINK("x")', "=2+2"):
        assert ours[text].kind == "s"  # a text of the list of texts
    formulas = [cell.formula for sheet in found.values() for cell in sheet.values()]
    assert not {"1+1", "2+2", "@sum"} & set(formulas)


def test_names_are_cells_with_the_numbers_of_the_audit(workshop: Audit, own: Identity) -> None:
    data = workbook(workshop, own)
    found, named = cells(data), names(data)
    for id_, result in workshop.results.items():
        for side, value in (("lo", result.interval.low), ("v", result.value), ("hi", result.interval.high)):
            sheet, address = named[f"{side}_{id_.replace('.', '__')}"].replace("$", "").split("!")
            assert float(found[sheet.strip("'")][address].value) == pytest.approx(min(value, 9.99e307))
    assert named["threshold"].startswith("'Verdicts'!$")


def test_formulas_read_as_the_ledger_has_them(workshop: Audit, own: Identity) -> None:
    sheet = cells(workbook(workshop, own))["Derivations"]
    formulas = {cell.formula for cell in row_of(sheet, "shop.none").values()}
    assert "v_out__near-v_out__far" in formulas
    assert "lo_out__near-hi_out__far" in formulas
    finding = next(formula for formula in formulas if '"agrees"' in formula)
    assert "threshold*ABS(v_shop__zero)" in finding  # the cell that a reviewer may change


def test_sampled_and_open_ends_are_numbers_and_say_so(workshop: Audit, own: Identity) -> None:
    sheet = cells(workbook(workshop, own))["Derivations"]
    words = {id_: {cell.value for cell in row_of(sheet, id_).values()} for id_ in workshop.results}
    assert "static (sampled)" in words["shop.hump"]
    assert "static" in words["shop.open"]
    assert "exact" in words["shop.two"]
    values = [cell.value for cell in row_of(sheet, "shop.open").values() if cell.kind == "n" and cell.value]
    assert max(map(float, values)) > 1e300


def test_results_beside_formulas_can_be_left_out(workshop: Audit, own: Identity) -> None:
    bare = cells(workbook(workshop, own, cached=False))
    assert {cell.value for sheet in bare.values() for cell in sheet.values() if cell.formula} == {"0"}


def test_only_the_cells_of_the_reviewer_are_open(workshop: Audit, own: Identity) -> None:
    data = workbook(workshop, own)
    styles = [*part(data, "xl/styles.xml").find(f"{_MAIN}cellXfs")]  # type: ignore[misc]
    unlocked = {
        place
        for place, style in enumerate(styles)
        for one in style.iter(f"{_MAIN}protection")
        if one.get("locked") == "0"
    }
    found = cells(data)
    for name in ("Figures", "Factors", "Verdicts", "Sign-off"):
        assert any(cell.style in unlocked for cell in found[name].values())
    assert not any(cell.style in unlocked and cell.formula for sheet in found.values() for cell in sheet.values())
    assert not any(cell.style in unlocked for cell in found["Derivations"].values())
    for place in (2, 3, 4, 5, 6):
        assert part(data, f"xl/worksheets/sheet{place}.xml").find(f"{_MAIN}sheetProtection") is not None


def test_rows_lead_to_each_other_and_sources_to_the_web(workshop: Audit, own: Identity) -> None:
    data = workbook(workshop, own)
    links = {
        (one.get("ref"), one.get("location"))
        for one in part(data, "xl/worksheets/sheet4.xml").iter(f"{_MAIN}hyperlink")
    }
    targets = {location for _, location in links if location}
    assert all(re.fullmatch(r"'(Figures|Factors|Derivations|Verdicts)'!A\d+", target) for target in targets)
    found = cells(data)
    for ref, location in links:
        sheet, address = str(location).split("!")
        assert found[sheet.strip("'")][address].value == found["Derivations"][str(ref)].value
    with ZipFile(BytesIO(data)) as file:
        assert "https://example.org/almanac2020" in file.read("xl/worksheets/_rels/sheet3.xml.rels").decode()


def test_page_of_a_figure_is_named_only_where_the_book_has_an_address(workshop: Audit, own: Identity) -> None:
    def addresses(one: Identity) -> str:
        with ZipFile(BytesIO(workbook(workshop, one))) as file:
            name = "xl/worksheets/_rels/sheet5.xml.rels"
            return file.read(name).decode() if name in file.namelist() else ""

    assert "figures/" not in addresses(own)
    assert "https://example.org/book/figures/shop.zero.html" in addresses(
        replace(own, address="https://example.org/book/")
    )
    with using_language("zh"):
        assert "https://example.org/zh/figures/shop.zero.html" in addresses(replace(own, address="https://example.org"))


def test_same_bytes_twice_and_the_date_of_the_release(workshop: Audit, own: Identity) -> None:
    data = workbook(workshop, own, commit="abc")
    assert data == workbook(workshop, own, commit="abc")
    with ZipFile(BytesIO(data)) as file:
        assert "2024-05-06T00:00:00Z" in file.read("docProps/core.xml").decode()
        assert {one.date_time for one in file.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert workbook(workshop, replace(own, date="")) == workbook(workshop, replace(own, date=""))


@pytest.mark.parametrize(
    ("value", "shown"), [(7.0, "General"), (0.0, "General"), (7.25, "#,##0.0000"), (12_000.0, "#,##0")]
)
def test_whole_number_has_no_decimals(value: float, shown: str) -> None:
    assert rounded(value, 5) == shown


def test_reviewer_chooses_what_a_record_may_say(workshop: Audit, own: Identity) -> None:
    data = workbook(workshop, own)
    choices = part(data, "xl/worksheets/sheet5.xml").iter(f"{_MAIN}dataValidation")
    assert {one.findtext(f"{_MAIN}formula1") for one in choices} == {"opinions"}
    lists = cells(data)["Lists"]
    assert names(data)["opinions"] == f"'Lists'!$C$1:$C${len(Opinion)}"
    assert [lists[f"C{row}"].value for row in range(1, len(Opinion) + 1)] == [*Opinion]


def test_sheets_and_answers_are_in_the_language_of_the_edition(workshop: Audit, own: Identity) -> None:
    with using_language("zh"):
        found = cells(workbook(workshop, own))
    assert set(SHEETS) & set(found) == {"Lists"}
    words = {cell.value for sheet in found.values() for cell in sheet.values()}
    assert {"零", "精确"} <= words
    assert "nothing saved" not in words
