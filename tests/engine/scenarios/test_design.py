"""Designs of scenarios: what a table or a plan means, and what is said of one that is wrong."""

import hashlib
import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError
from compendium.ledger.vocabulary import Kind
from compendium.scenarios.design import plan, table
from compendium.scenarios.design.blocks import Block, Design, Values, rounded
from compendium.scenarios.design.drawn import _printed, printable
from made_up import add

# Two more factors of the kind grid, and presets that put one in the place of the other.
GRIDS = """\
grid.north,0.6,0.5,0.7,kg CO2 / kWh,grid,North,2020,almanac2020,page 8,six tenths,A,north,北,
grid.south,200,200,200,g CO2 / kWh,grid,South,2020,almanac2020,page 8,200,A,south,南,
"""


@pytest.fixture
def ledger(bakery: Path) -> Ledger:
    from compendium.ledger.loading import load

    add(bakery, factors=GRIDS, presets="all_south,grid.north,grid.south,south,南,\n")
    return load(bakery, bakery / "references.bib")


def read(folder: Path, text: str, ledger: Ledger, size: int = 4, **options: bool) -> Design:
    name = "plan.toml" if "kind" in text else "scenarios.csv"
    (folder / name).write_text(text, "utf-8")
    reading = plan.read if name == "plan.toml" else table.read
    return reading(folder / name, ledger, size, **options)


def refused(folder: Path, text: str, ledger: Ledger) -> list[str]:
    with pytest.raises(DataError) as caught:
        read(folder, text, ledger)
    return [str(problem) for problem in caught.value.problems]


def blocks(design: Design, ledger: Ledger) -> list[Block]:
    count = math.ceil(design.scenarios / design.size)
    return [design.block(Values(ledger), number, design.handed(number)) for number in range(count)]


def ends(block: Block, id_: str) -> list[list[float]]:
    return [pytest.approx(list(one)) for one in zip(*block.given[id_], strict=True)]


# --- a table ----------------------------------------------------------------------------------------------------------


def test_table_has_a_scenario_in_a_row(bakery: Path, ledger: Ledger) -> None:
    text = (
        "scenario,flour.per_loaf,bakery.loaves,grid.north,preset\n"
        "plain,,,,\n"
        'range,"[0.4, 0.5, 0.6]",250,grid.south,\n'
        "unit,400 g/item,,0.3..0.3,all_south\n"
        "south,,,,all_south\n"
    )
    design = read(bakery, text, ledger)
    (block,) = blocks(design, ledger)
    assert (design.scenarios, design.varied) == (4, ("flour.per_loaf", "bakery.loaves", "grid.north"))
    assert list(block.names) == ["plain", "range", "unit", "south"]
    assert ends(block, "flour.per_loaf") == [[0.45, 0.5, 0.55], [0.4, 0.5, 0.6], [0.4, 0.4, 0.4], [0.45, 0.5, 0.55]]
    assert ends(block, "bakery.loaves") == [
        [199.5, 200, 200.5],
        [249.5, 250, 250.5],
        [199.5, 200, 200.5],
        [199.5, 200, 200.5],
    ]
    assert ends(block, "grid.north") == [[0.5, 0.6, 0.7], [0.2, 0.2, 0.2], [0.3, 0.3, 0.3], [0.2, 0.2, 0.2]]
    assert block.stated["flour.per_loaf"] == [None, "[0.4, 0.5, 0.6]", "400 g/item", None]
    assert block.stated["bakery.loaves"] == [None, "250", None, None]
    assert block.stated["preset"] == [None, None, "all_south", "all_south"]


def test_scenario_is_what_an_audit_assumes(bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, 'flour.per_loaf,grid.north\n"[0.4,0.5,0.6]",grid.south\n', ledger)
    (block,) = blocks(design, ledger)
    assumed = ledger.assume({"flour.per_loaf": ["0.4", "0.5", "0.6"], "grid.north": "grid.south"})
    for id_ in design.varied:
        own = assumed.factors[id_].interval
        assert ends(block, id_) == [[own.low, own.value, own.high]]


def test_table_is_read_block_by_block(bakery: Path, ledger: Ledger) -> None:
    cells = [f'"loaf\n{place}",{0.4 + place / 100:.2f}' for place in range(10)]  # a name may go over lines
    design = read(bakery, "\ufeffscenario,flour.per_loaf\n" + "\n".join(cells) + "\n\n", ledger, size=3)
    found = blocks(design, ledger)
    assert [len(block.names) for block in found] == [3, 3, 3, 1]
    assert [name for block in found for name in block.names] == [f"loaf\n{place}" for place in range(10)]
    values = [value for block in found for value in block.given["flour.per_loaf"].value]
    assert values == pytest.approx([0.4 + place / 100 for place in range(10)])


def test_figures_stay_as_they_were_stated(bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, "flour.per_loaf,bakery.loaves\n0.50,1100\n,190.0\n", ledger)
    (block,) = blocks(design, ledger)
    assert dict(design.columns) == {"flour.per_loaf": True, "bakery.loaves": False}
    assert block.stated["bakery.loaves"] == ["1100", "190.0"]
    assert np.array_equal(block.stated["flour.per_loaf"], [0.5, math.nan], equal_nan=True)
    assert ends(block, "bakery.loaves") == [[1099.5, 1100, 1100.5], [189.95, 190, 190.05]]
    design = read(bakery, vary('set = "bakery.loaves"', "levels = [1100, 250]"), ledger)
    (block,) = blocks(design, ledger)
    assert block.stated["bakery.loaves"] == ["1100", "250"]


def test_file_that_has_changed_is_told(bakery: Path, ledger: Ledger) -> None:
    text = "flour.per_loaf\n0.5\n0.6\n"
    design = read(bakery, text, ledger, size=1)
    path = bakery / "scenarios.csv"
    assert design.handed(1) == [["0.6"]]
    path.write_text(text.replace("0.6", "0.7"), "utf-8")
    with pytest.raises(DataError, match="found a file that has changed since it was read"):
        design.handed(1)
    path.unlink()
    with pytest.raises(DataError, match="found no file any more"):
        design.handed(1)


def test_file_that_changes_while_it_is_read_is_told(
    bakery: Path, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = bakery / "scenarios.csv"
    check = table._Reading._check_names

    def changing(*arguments: Any) -> None:
        check(*arguments)
        path.write_text("flour.per_loaf\n0.55\n", "utf-8")

    monkeypatch.setattr(table._Reading, "_check_names", changing)
    assert refused(bakery, "flour.per_loaf\n0.5\n", ledger) == [
        "scenarios.csv: found a file that has changed since it was read; expected the table as it was when the sweep "
        "began"
    ]


def test_digest_is_that_of_the_file(bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, '\ufeffscenario,flour.per_loaf\n"a\nb",0.5\n\nc,0.6\n\n', ledger)
    assert design.digest == hashlib.sha256((bakery / "scenarios.csv").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "text",
    [
        "scenario,flour.per_loaf\n" + "".join(f"s{place},0.5\n" for place in range(11)),
        'kind = "random"\nscenarios = 11\n[[vary]]\nset = "flour.per_loaf"\n',
        'kind = "grid"\n[[vary]]\nset = "bakery.loaves"\nfrom = 150\nto = 250\nsteps = 11\n',
    ],
)
def test_larger_blocks_need_no_second_reading(text: str, bakery: Path, ledger: Ledger) -> None:
    larger = read(bakery, text, ledger, size=2).in_blocks(3)
    assert [len(block.names) for block in blocks(larger, ledger)] == [6, 5]
    assert larger == read(bakery, text, ledger, size=6)


def test_scenarios_without_names_have_numbers(bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, "flour.per_loaf\n" + "0.5\n" * 6, ledger)
    assert [list(block.names) for block in blocks(design, ledger)] == [[1, 2, 3, 4], [5, 6]]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ["scenarios.csv: found an empty file; expected a header and a row a scenario"]),
        ("flour.per_loaf\n", ["scenarios.csv: found no rows; expected a row a scenario"]),
        (
            "scenario,flour.per_loaff\na,1\n",
            ["scenarios.csv, row 1, column flour.per_loaff: found 'flour.per_loaff'; expected the id of a figure or "
             "factor; nearest: 'flour.per_loaf'"],
        ),
        (
            "scenari,flour.per_loaf\na,1\n",
            ["scenarios.csv, row 1, column scenari: found 'scenari'; expected the id of a figure or factor; "
             "nearest: 'scenario'"],
        ),
        (
            "bakery.flour_year\n1\n",
            ["scenarios.csv, row 1, column bakery.flour_year: found 'bakery.flour_year', which is computed; expected "
             "one of its inputs: bakery.loaves, flour.per_loaf"],
        ),
        (
            "flour.per_loaf,flour.per_loaf\n1,1\n",
            ["scenarios.csv, row 1, column flour.per_loaf: found a second column of this name; "
             "expected each column once"],
        ),
        (
            "scenario\na\n",
            ["scenarios.csv, row 1: found no column of an id; expected the ids that scenarios set, or preset"],
        ),
        (
            "flour.per_loaf\n0.5,0.6\n",
            ["scenarios.csv, row 2: found 2 cells; expected 1, as the header has; a cell with a comma stands in "
             "quotes"],
        ),
        (
            "scenario,flour.per_loaf\na,0.5\n,0.5\na,0.6\n",
            ["scenarios.csv, row 3, column scenario: found nothing; expected a name that no other scenario has",
             "scenarios.csv, row 4, column scenario: found 'a', which is also row 2; expected a name that no other "
             "scenario has"],
        ),
        (
            "preset\nall_sout\n",
            ["scenarios.csv, row 2, column preset: found 'all_sout'; expected a preset, of which there are all_south; "
             "nearest: 'all_south'"],
        ),
        (
            'flour.per_loaf\n"[1,2]"\n',
            ["scenarios.csv, row 2, column flour.per_loaf: found '[1,2]' (it has 2 numbers); expected a number, one "
             "with a unit, low..value..high or the id of a factor"],
        ),
        (
            "grid.north\ngrid.sout\n",
            ["scenarios.csv, row 2, column grid.north: found 'grid.sout' (no factor has this id; nearest: "
             "'grid.south'); expected a number, one with a unit, low..value..high or the id of a factor"],
        ),
        (
            "flour.per_loaf\n500\n",
            ["scenarios.csv, row 2, column flour.per_loaf: found 500 kg / item for 'flour.per_loaf'; expected 0.05 to "
             "5 (from a tenth to ten times the book's own value), a number with another unit, or allow_implausible (on "
             "the command line --allow-implausible)"],
        ),
        (
            'flour.per_loaf\n"0,5"\n',
            ["scenarios.csv, row 2, column flour.per_loaf: found '0,5' ('0,5': a decimal comma? write 0.5); expected a "
             "number, one with a unit, low..value..high or the id of a factor"],
        ),
    ],
)  # fmt: skip
def test_wrong_table_is_told_a_line_each(text: str, told: list[str], bakery: Path, ledger: Ledger) -> None:
    assert refused(bakery, text, ledger) == told


def test_implausible_values_are_taken_if_allowed(bakery: Path, ledger: Ledger) -> None:
    assert read(bakery, "flour.per_loaf\n500\n", ledger, plausibly=False).scenarios == 1


def test_table_with_a_wrong_column_is_not_told_a_thousand_times(bakery: Path, ledger: Ledger) -> None:
    told = refused(bakery, "flour.per_loaf\n" + "".join(f"{place}00\n" for place in range(1, 1000)), ledger)
    assert len(told) == 21
    assert told[-1] == "scenarios.csv: found 20 problems so far; expected none; the rest was not read"


# --- a grid -----------------------------------------------------------------------------------------------------------

GRID = """\
kind = "grid"
[[vary]]
set = "flour.per_loaf"
from = 0.4
to = "600 g/item"
steps = 3
[[vary]]
set = "grid.*"
levels = ["own", "grid.south", [0.1, 0.2, 0.3]]
[[vary]]
set = "bakery.loaves"
levels = [190, "180-200"]
"""


def test_grid_has_every_combination_the_last_axis_fastest(bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, GRID, ledger, size=5)
    found = blocks(design, ledger)
    assert (design.scenarios, [len(block.names) for block in found]) == (18, [5, 5, 5, 3])
    assert design.varied == ("flour.per_loaf", "grid.north", "grid.south", "bakery.loaves")
    assert [value for block in found for value in block.stated["flour.per_loaf"]] == [0.4] * 6 + [0.5] * 6 + [0.6] * 6
    assert found[0].stated["grid.north"] == [None, None, "grid.south", "grid.south", "[0.1, 0.2, 0.3]"]
    assert found[0].stated["bakery.loaves"] == ["190", "180-200", "190", "180-200", "190"]
    assert ends(found[0], "grid.north") == [[0.5, 0.6, 0.7]] * 2 + [[0.2, 0.2, 0.2]] * 2 + [[0.1, 0.2, 0.3]]
    assert ends(found[0], "grid.south")[2] == [200, 200, 200]
    assert ends(found[0], "bakery.loaves")[:2] == [[189.5, 190, 190.5], [180, 190, 200]]
    assert [name for block in found for name in block.names] == list(range(1, 19))


def test_grid_over_all_factors_that_match_and_over_presets(bakery: Path, ledger: Ledger) -> None:
    text = 'kind = "grid"\n[[vary]]\nset = "grid.north"\nfactors = "grid.*"\n[[vary]]\npresets = ["own", "all_*"]\n'
    design = read(bakery, text, ledger)
    (block,) = blocks(design, ledger)
    assert block.stated["grid.north"] == ["grid.north", "grid.north", "grid.south", "grid.south"]
    assert block.stated["preset"] == [None, "all_south"] * 2
    assert ends(block, "grid.north") == [[0.5, 0.6, 0.7]] * 2 + [[0.2, 0.2, 0.2]] * 2  # what is set beats the preset


# --- points drawn -----------------------------------------------------------------------------------------------------

DRAWN = """\
kind = "{kind}"
note = "any words"
scenarios = 40
seed = 7
[[vary]]
set = ["flour.per_loaf", "grid.north"]
[[vary]]
set = "bakery.loaves"
from = 150
to = 250
"""


@pytest.mark.parametrize("kind", ["sobol", "random"])
def test_points_follow_from_their_place_and_seed_alone(kind: str, bakery: Path, ledger: Ledger) -> None:
    found = {}
    for size in (1, 7, 40):
        design = read(bakery, DRAWN.format(kind=kind), ledger, size=size)
        drawn = blocks(design, ledger)
        found[size] = {
            id_: np.concatenate([block.given[id_].value for block in drawn]).tolist() for id_ in design.varied
        }
    assert found[1] == found[7] == found[40]
    other = read(bakery, DRAWN.format(kind=kind).replace("seed = 7", "seed = 8"), ledger, size=40)
    assert blocks(other, ledger)[0].given["grid.north"].value.tolist() != found[40]["grid.north"]


@pytest.mark.parametrize("kind", ["sobol", "random"])
def test_points_lie_within_the_ranges(kind: str, bakery: Path, ledger: Ledger) -> None:
    design = read(bakery, DRAWN.format(kind=kind), ledger, size=40)
    (block,) = blocks(design, ledger)
    for id_, low, high in (("flour.per_loaf", 0.45, 0.55), ("grid.north", 0.5, 0.7), ("bakery.loaves", 150, 250)):
        values = block.given[id_].value
        assert low <= values.min() < low + 0.2 * (high - low)
        assert high - 0.2 * (high - low) < values.max() <= high
        assert len(set(values)) == 40
    assert np.corrcoef(block.given["flour.per_loaf"].value, block.given["grid.north"].value)[0, 1] < 0.6  # own draws
    assert block.given["flour.per_loaf"].low is block.given["flour.per_loaf"].high  # a number, no range
    assert block.stated["bakery.loaves"].tolist() == block.given["bakery.loaves"].value.tolist()
    assert all(float(f"{value:.6g}") == value for value in block.stated["bakery.loaves"])  # what could be printed


def test_sobol_points_are_scipys(bakery: Path, ledger: Ledger) -> None:
    from scipy.stats import qmc

    (block,) = blocks(read(bakery, DRAWN.format(kind="sobol").replace("40", "64"), ledger, size=64), ledger)
    cube = qmc.Sobol(3, rng=7).random(64)
    assert block.given["grid.north"].value == pytest.approx(0.5 + 0.2 * cube[:, 1])


@pytest.mark.parametrize("kind", ["reading", "amount"])
@pytest.mark.parametrize("qualifier", ["exact", "about"])
@pytest.mark.parametrize("unit", ["item", "kg"])
def test_drawn_figure_is_what_would_be_printed(kind: str, qualifier: str, unit: str, ledger: Ledger) -> None:
    row = replace(ledger.figures["bakery.loaves"], kind=Kind(kind), qualifier=qualifier, unit=unit)
    values = Values(replace(ledger, figures={**ledger.figures, row.id: row}))
    rng = np.random.default_rng(2)
    drawn = rng.uniform(-1, 1, 4000) * 10.0 ** rng.integers(-8, 12, 4000)
    few = np.round(rng.uniform(-20, 20, 1000), 1)
    points = rounded(np.concatenate([drawn, few[few != 0], [0.5, 10, 1e-9, 1100, 3e13]]), 6)
    if qualifier == "exact":
        points = np.append(points, 0.0)
    right = values.array(row.id, [printable(point) for point in points.tolist()])
    for found, expected in zip(_printed(values, row.id, points), right, strict=True):
        assert found.tolist() == expected.tolist()


def vary(*lines: str, kind: str = "grid", head: str = "") -> str:
    return f'kind = "{kind}"\n{head}\n[[vary]]\n' + "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            'kind = "gird"',
            ["plan.toml, column kind: found 'gird'; expected one of grid, sobol, random; nearest: 'grid'"],
        ),
        ("# kind\nnote = 'x'", ["plan.toml, column kind: found no kind; expected one of grid, sobol, random"]),
        ("kind = grid", ["plan.toml: found Invalid value (at line 1, column 8); expected TOML in UTF-8"]),
        ('kind = "grid"', ["plan.toml, column vary: found nothing; expected entries [[vary]]"]),
        (
            vary('set = "grid.north"', "levles = [1]"),
            ["plan.toml, column vary[1].levles: found an unknown key; expected one of set, levels, factors, presets, "
             "from, to, steps; nearest: 'levels'",
             "plan.toml, column vary[1]: found no levels; expected one of levels, factors, presets, or "
             "from, to and steps"],
        ),
        (
            vary('set = "grid.nort"', "levels = [1]"),
            ["plan.toml, column vary[1].set: found 'grid.nort'; expected the id of a figure or factor; "
             "nearest: 'grid.north'"],
        ),
        (
            vary('set = "gird.*"', "levels = [1]"),
            ["plan.toml, column vary[1].set: found 'gird.*'; expected a pattern that an id of a figure or "
             "factor matches"],
        ),
        (
            vary('set = "flour.per_loaf"', "levels = [0.5, 500]"),
            ["plan.toml, column vary[1].levels: found 500 kg / item for 'flour.per_loaf'; expected 0.05 to 5 (from a "
             "tenth to ten times the book's own value), a number with another unit, or allow_implausible (on the "
             "command line --allow-implausible)"],
        ),
        (
            vary('set = "flour.per_loaf"', 'levels = ["much"]'),
            ["plan.toml, column vary[1].levels: found 'much' ('much' does not begin with a number); expected a number, "
             "one with a unit, low..value..high or the id of a factor"],
        ),
        (
            vary('set = "flour.per_loaf"', "from = 0.4", "steps = 1"),
            ["plan.toml, column vary[1].steps: found 1; expected a whole number from 2 on"],
        ),
        (
            vary('set = "flour.per_loaf"', "from = 0.4", "steps = 3"),
            ["plan.toml, column vary[1].to: found nothing; expected a number, or one with a unit"],
        ),
        (
            vary('presets = "all_north"'),
            ["plan.toml, column vary[1].presets: found 'all_north'; expected the id of a preset, or a pattern that one "
             "matches; nearest: 'all_south'"],
        ),
        (
            vary('set = "grid.*"', "levels = [0.5]", "[[vary]]", 'set = "grid.south"', "levels = [300]"),
            ["plan.toml, column vary[2].set: found 'grid.south', which vary[1] sets, too; expected each id once"],
        ),
        (
            vary('presets = "all_south"', "[[vary]]", 'presets = ["own", "all_south"]'),
            ["plan.toml, column vary[2].presets: found presets, which vary[1] has, too; expected one entry with "
             "presets, since a scenario has one"],
        ),
        (
            vary('set = "grid.nort"', "levels = [1]", "[[vary]]", 'set = "grid.*"', "levels = [0.5]", "[[vary]]",
                 'set = "grid.south"', "levels = [300]"),
            ["plan.toml, column vary[1].set: found 'grid.nort'; expected the id of a figure or factor; "
             "nearest: 'grid.north'",
             "plan.toml, column vary[3].set: found 'grid.south', which vary[2] sets, too; expected each id once"],
        ),
        (
            vary('set = "flour.per_loaf"', kind="sobol"),
            ["plan.toml, column scenarios: found nothing; expected a whole number from 1 on"],
        ),
        (
            vary('set = "grid.south"', kind="random", head="scenarios = 10"),
            ["plan.toml, column vary[1]: found 'grid.south', which has no interval of its own; expected from and to"],
        ),
        (
            vary('set = "flour.per_loaf"', "from = 0.6", "to = 0.5", kind="random", head="scenarios = 10\nseed = -1"),
            ["plan.toml, column vary[1]: found from 0.6 to 0.5; expected an end above the start",
             "plan.toml, column seed: found -1; expected a whole number from 0 on"],
        ),
        (
            vary('set = ["flour.per_loaf", "grid.north"]', "from = 0.5", "to = 0.6", kind="random",
                 head="scenarios = 9"),
            ["plan.toml, column vary[1].set: found 'grid.north' in kg CO2 / kWh; expected ids in kg / item, as "
             "'flour.per_loaf'"],
        ),
    ],
)  # fmt: skip
def test_wrong_plan_is_told_a_line_each(text: str, told: list[str], bakery: Path, ledger: Ledger) -> None:
    assert refused(bakery, text, ledger) == told


def test_missing_file_is_told(tmp_path: Path, ledger: Ledger) -> None:
    for reading in (plan.read, table.read):
        with pytest.raises(DataError, match="no such file or directory"):
            reading(tmp_path / "nowhere", ledger, 4)


# --- rounding ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("digits", [6, 12])
def test_numbers_are_rounded_as_if_printed(digits: int) -> None:
    rng = np.random.default_rng(1)
    numbers = np.concatenate([
        rng.uniform(-1, 1, 2000) * 10.0 ** rng.integers(-12, 12, 2000), [0, 1, 10, 1000, 999999999999.6, 0.1, -0.001],
    ])  # fmt: skip
    expected = [float(f"{number:.{digits}g}") for number in numbers]
    assert rounded(numbers, digits).tolist() == expected
    odd: Any = [math.inf, -math.inf, math.nan]
    assert np.array_equal(rounded(odd), odd, equal_nan=True)
