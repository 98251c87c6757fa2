"""Formulas as JavaScript: the same tree, the same order, nothing that is not of the grammar."""

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from compendium.audit.audit import Audit, open_audit
from compendium.export import javascript
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.rows import Derivation, Words
from compendium.ledger.vocabulary import Choice, Independence, Kind, Role
from made_up import add


def row(formula: str) -> Derivation:
    declared = (Independence.NONE, (), Choice.NONE)
    return Derivation("a.b", "t", Words({}), "", "1.1", formula, Role.DERIVED, "", Kind.AMOUNT, *declared)


@pytest.mark.parametrize(
    ("formula", "source"),
    [
        ("a.x * b.y", '(v) => (v("a.x") * v("b.y"))'),
        ("a.x - 2", '(v) => (v("a.x") - 2.0)'),
        ("2 - (a.x - b.y)", '(v) => (2.0 - (v("a.x") - v("b.y")))'),
        ("a.x / b.y", '(v) => (v("a.x") / v("b.y"))'),
        ("-a.x + 1", '(v) => ((-v("a.x")) + 1.0)'),
        ("a.x ** 2", '(v) => Math.pow(v("a.x"), 2.0)'),
        ("min(a.x, b.y, 3)", '(v) => Math.min(v("a.x"), v("b.y"), 3.0)'),
        ("sqrt(a.x)", '(v) => Math.sqrt(v("a.x"))'),
        ("exp(a.x) + log(b.y)", '(v) => (Math.exp(v("a.x")) + Math.log(v("b.y")))'),
    ],
)
def test_formula_is_a_function_of_a_look_up(formula: str, source: str) -> None:
    assert javascript.source(row(formula)) == source


def read(script: str) -> tuple[dict[str, Any], list[str]]:
    """Return the model that a script defines, and the ids that it has a formula for."""
    told = re.match(r"const MODEL = (.*);\nMODEL\.formulas = \{\n", script)
    assert told
    return json.loads(told[1]), re.findall(r'^"([\w.]+)": \(v\) =>', script, re.MULTILINE)


def test_model_holds_every_derivation_with_all_that_it_rests_on(bakery_ledger: Ledger) -> None:
    record, formulas = read(javascript.model(open_audit(ledger=bakery_ledger), {"more": 1}))
    assert record["more"] == 1
    assert formulas == list(record["derivations"]) == ["bakery.flour_needed", "bakery.flour_year"]
    for derivation in record["derivations"].values():
        assert derivation["inputs"] == ["bakery.loaves", "flour.per_loaf"]
    assert list(record["figures"]) == ["bakery.loaves", "bakery.flour"]
    assert list(record["factors"]) == ["flour.per_loaf"]
    assert record["factors"]["flour.per_loaf"]["bounds"] == [0.45, 0.5, 0.55]


def test_model_says_which_check_votes_and_how(bakery: Path) -> None:
    source = "World,2020,almanac2020,page 9"
    add(
        bakery,
        factors=f"flour.read,99,,,kg / day,,{source},99 kg,A,a,a,\nflour.heard,99,,,kg / day,,{source},,C,a,a,\n",
        derivations="".join(
            f"bakery.{name},1.1,{formula},kg / day,cross_check,bakery.flour,,{declared},a,a,why\n"
            for name, formula, declared in (
                ("one", "flour.read", "independent,,grid"),
                ("two", "flour.read", "repeats,year,"),
                ("three", "flour.heard", "independent,,method"),
                ("four", "bakery.loaves * flour.read / bakery.loaves", "own_inputs,,"),
            )
        ),
    )
    record, _ = read(javascript.model(open_audit(ledger=load(bakery, bakery / "references.bib")), {}))
    told = {
        id_: [row[name] for name in ("votes", "independence", "choice")] for id_, row in record["derivations"].items()
    }
    assert told == {
        "bakery.flour_needed": [False, "", ""],
        "bakery.flour_year": [False, "", ""],
        "bakery.one": [True, "independent", "grid"],
        "bakery.two": [False, "repeats", ""],
        "bakery.three": [False, "independent", "method"],
        "bakery.four": [True, "own_inputs", ""],
    }


def with_open_flour(bakery: Path) -> Audit:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("kg / day,about", "kg / day,at_least"), encoding="utf-8")
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def test_open_end_is_infinite_and_words_follow_the_language(bakery: Path) -> None:
    with using_language("zh"):
        script = javascript.model(with_open_flour(bakery), {})
    record, _ = read(script)
    flour = record["figures"]["bakery.flour"]
    assert flour["bounds"] == [100, 100, float("inf")]
    assert "[100.0,100.0,Infinity]" in script
    assert (flour["label"], flour["printed"]) == ("面粉用量", "不低于100千克/日")
    assert "flour used" not in script


def test_label_that_would_end_a_string_does_not(bakery_ledger: Ledger) -> None:
    odd = replace(bakery_ledger.figures["bakery.flour"], labels=Words({"en": '"};alert(1)//'}))
    ledger = replace(bakery_ledger, figures={**bakery_ledger.figures, odd.id: odd})
    record, _ = read(javascript.model(open_audit(ledger=ledger), {}))
    assert record["figures"][odd.id]["label"] == odd.labels["en"]


def test_model_says_which_factor_is_one_of_a_grid(bakery: Path) -> None:
    add(
        bakery,
        factors="oven.grid,0.5,,,kg CO2 / kWh,grid,World,2020,almanac2020,page 9,half,A,grid,电网,\n",
        derivations="bakery.oven,1.1,bakery.loaves * oven.grid,kg CO2 * item / kWh / day,derived,,,,,,oven,烤炉,\n",
    )
    record, _ = read(javascript.model(open_audit(ledger=load(bakery, bakery / "references.bib")), {}))
    assert {id_: row["grid"] for id_, row in record["factors"].items()} == {"flour.per_loaf": False, "oven.grid": True}


def test_model_of_some_has_their_figures_and_the_formulas_behind_them_alone(bakery_ledger: Ledger) -> None:
    record, formulas = read(javascript.model(open_audit(ledger=bakery_ledger), {}, ["bakery.flour_year"]))
    assert list(record["derivations"]) == ["bakery.flour_year"]
    assert formulas == ["bakery.flour_needed", "bakery.flour_year"]
    assert list(record["figures"]) == ["bakery.loaves"]
