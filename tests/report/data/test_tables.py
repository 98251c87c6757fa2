"""The tables are one valid data package, linked to the bibliography, with nothing idle in them."""

import ast
import json
import re
from collections import Counter, defaultdict
from dataclasses import replace

import frictionless
import pytest
from pybtex.database import BibliographyData

from compendium import paths
from compendium.ledger import formula
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Factor
from compendium.ledger.vocabulary import FactorKind, Role

CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def test_tables_are_a_valid_data_package() -> None:
    package = frictionless.Package(str(paths.DATA / "datapackage.json"))
    tables = ["figures", "excluded", "factors", "defaults", "derivations", "errata", "glossary", "presets"]
    tables += ["regions", "sites", "reviews"]
    assert package.resource_names == tables
    report = package.validate()
    assert report.flatten(["name", "rowNumber", "fieldName", "note"]) == []
    assert report.valid
    assert report.stats["tasks"] == len(package.resource_names)


def test_every_table_of_the_folder_is_described() -> None:
    described = {resource.path for resource in frictionless.Package(str(paths.DATA / "datapackage.json")).resources}
    assert {path.name for path in paths.DATA.iterdir()} == {"datapackage.json", "sweeps", *described}
    assert {path.suffix for path in (paths.DATA / "sweeps").iterdir()} == {".toml"}  # plans, which the book computes


def families(code: str) -> set[tuple[str, str]]:
    """Return the kind and the source of each family of factors that a notebook's code sweeps over."""
    calls = [
        node
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "region_sweep.family"
    ]
    texts = {node.value for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Constant)}
    return {(ast.literal_eval(call.args[1]), str(text)) for call in calls for text in texts}


def swept(ledger: Ledger) -> list[Factor]:
    """Return the factors that some notebook sweeps over."""
    found: set[tuple[str, str]] = set()
    for path in paths.NOTEBOOKS.glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        found |= families("\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"))
    return [row for row in ledger.factors.values() if (row.kind, row.source) in found]


def idle(ledger: Ledger) -> list[str]:
    """Return the factors that no derivation uses and no notebook sweeps over."""
    used = {row.id for id_ in ledger.derivations for row in ledger.inputs(id_)}
    return sorted(ledger.factors.keys() - used - {row.id for row in swept(ledger)})


def test_family_is_the_kind_and_the_sources_that_a_notebook_names() -> None:
    call = 'sources = ["almanac2020"]\ngrids = region_sweep.family(audit, "grid", *sources)'
    assert ("grid", "almanac2020") in families(call)
    assert {kind for kind, _ in families(call)} == {"grid"}
    assert families('sources = ["almanac2020"]\ngrids = audit.result("almanac2020")') == set()


@pytest.mark.parametrize(
    "other",
    [{"source": "classic_kwh_set"}, {"kind": FactorKind.OTHER}, {"source": "liu2022", "kind": FactorKind.OTHER}],
)
def test_factor_beside_a_family_is_still_idle(ledger: Ledger, other: dict[str, str]) -> None:
    planted = replace(swept(ledger)[0], id="planted.factor", **other)
    assert idle(replace(ledger, factors={**ledger.factors, "planted.factor": planted})) == ["planted.factor"]


def test_every_factor_is_used(ledger: Ledger) -> None:
    assert idle(ledger) == []


def test_what_is_swept_over_are_whole_tables(ledger: Ledger) -> None:
    rows = swept(ledger)
    regions, years = {row.region for row in rows}, {row.year for row in rows}
    assert (len(regions), years) == (31, {"2021", "2022", "2023"})
    assert Counter((row.region, row.year) for row in rows) == Counter((r, y) for r in regions for y in years)
    own = [row for row in rows if row.region != "China"]  # the national values of two years were read elsewhere
    assert {(row.year, row.source[-4:]) for row in own} == {(year, year) for year in years}


def test_every_id_can_stand_in_a_formula(ledger: Ledger) -> None:
    assert [id_ for id_ in ledger.ids() if formula.names(formula.parse(id_)) != (id_,)] == []


def test_every_source_is_in_the_bibliography(ledger: Ledger, bibliography: BibliographyData) -> None:
    cited = {row.source for row in ledger.factors.values()}
    cited |= {row.cites for row in ledger.figures.values() if row.cites}
    cited |= {row.source for row in ledger.defaults.values()}
    assert sorted(cited - set(bibliography.entries)) == []


def test_grade_of_a_factor_is_that_of_its_source(ledger: Ledger, bibliography: BibliographyData) -> None:
    grades = defaultdict(set)
    for row in ledger.factors.values():
        if row.grade != "C":  # not opened or not read, whatever the source is
            grades[row.source].add(row.grade)
    fields = {source: bibliography.entries[source].fields for source in grades}
    assert {found.get("keywords") for found in fields.values()} == {"A", "B"}
    other = []
    for source, found in grades.items():
        said = {fields[source]["keywords"]}
        two = said < found and "differ in grade" in fields[source].get("annote", "")  # one source read in two ways
        if found != said and not two:
            other.append(f"{source}: {', '.join(sorted(found))} but {', '.join(said)}")
    assert other == []


def test_reports_twelve_references_are_all_in_the_bibliography(bibliography: BibliographyData) -> None:
    own = sorted(key for key in bibliography.entries if key.startswith("report_ref"))
    assert own == [f"report_ref{number:02}" for number in range(1, 13)]
    assert "report2023" in bibliography.entries
    for key in own:
        assert f"Reference [{int(key[-2:])}] of the report" in bibliography.entries[key].fields["note"]


def test_figure_that_cites_names_a_reference_of_the_report(ledger: Ledger) -> None:
    cited = {row.cites for row in ledger.figures.values()} - {""}
    assert cited == {"report_ref09", "report_ref10", "report_ref11", "report_ref12"}


def test_labels_are_in_their_language(ledger: Ledger) -> None:
    rows = [ledger[id_] for id_ in ledger.ids()]
    assert [row.id for row in rows if CHINESE.search(row.labels["en"])] == []
    assert [row.id for row in rows if not CHINESE.search(row.labels["zh"])] == []
    assert [row.context for row in ledger.excluded if CHINESE.search(row.labels["en"] + row.note)] == []


def test_label_names_one_row_of_a_section(ledger: Ledger) -> None:
    figures = [(row.section, row.labels["en"]) for row in ledger.figures.values()]
    derivations = [(row.section, row.labels["en"]) for row in ledger.derivations.values()]
    assert [label for table in (figures, derivations) for label, times in Counter(table).items() if times > 1] == []


def test_judgement_that_a_number_is_round_says_why(ledger: Ledger) -> None:
    rounded = [row for row in ledger.figures.values() if row.qualifier == "round"]
    assert len(rounded) >= 5
    assert [row.id for row in rounded if not row.note] == []


def test_recomputation_says_how_sure_it_is(ledger: Ledger) -> None:
    rows = [row for row in ledger.derivations.values() if row.role == "recompute"]
    assert len(rows) >= 5
    assert [row.id for row in rows if not row.note] == []


def test_every_case_has_derivations(ledger: Ledger) -> None:
    sections = {row.section for row in ledger.derivations.values()}
    assert {f"3.{number}" for number in range(1, 11)} <= sections


def test_every_role_is_used(ledger: Ledger) -> None:
    roles = Counter(row.role for row in ledger.derivations.values())
    assert set(roles) == set(Role)


def test_figures_number_about_ninety(ledger: Ledger) -> None:
    assert 85 <= len(ledger.figures) <= 120


def test_cross_checks_of_a_figure_differ(ledger: Ledger) -> None:
    for figure in ledger.figures:
        formulas = [row.formula for row in ledger.checks(figure)]
        assert len(formulas) == len(set(formulas)), figure


def test_every_region_with_a_factor_by_province_has_a_tile(ledger: Ledger) -> None:
    assert {row.region for row in swept(ledger)} - {"China"} <= ledger.regions.keys()
    assert len(ledger.regions) == 34
    none = ledger.regions.keys() - {row.region for row in swept(ledger)}
    assert none == {"Tibet", "Taiwan", "Hong Kong", "Macao"}, "shown as tiles without a value"
