"""Formulas as JavaScript: the same tree, the same order, nothing that is not of the grammar."""

import json
import re
from dataclasses import replace

import pytest

from compendium.audit.audit import Audit
from compendium.export import javascript
from compendium.i18n.messages import using_language
from compendium.ledger.rows import Derivation


def row(formula: str) -> Derivation:
    return Derivation("a.b", "t", "", "", "", "1.1", formula, "derived", "")


@pytest.mark.parametrize(
    ("formula", "source"),
    [
        ("a.x * b.y", '(v) => (v("a.x") * v("b.y"))'),
        ("a.x - 2", '(v) => (v("a.x") + (-1.0 * 2.0))'),
        ("a.x / b.y", '(v) => (v("a.x") * Math.pow(v("b.y"), -1.0))'),
        ("min(a.x, b.y, 3)", '(v) => Math.min(v("a.x"), v("b.y"), 3.0)'),
        ("sqrt(a.x)", '(v) => Math.pow(v("a.x"), 0.5)'),
        ("exp(a.x) + log(b.y)", '(v) => (Math.exp(v("a.x")) + Math.log(v("b.y")))'),
    ],
)
def test_formula_is_a_function_of_a_look_up(formula: str, source: str) -> None:
    assert javascript.source(row(formula)) == source


def test_model_holds_every_derivation_with_all_that_it_rests_on(report: Audit) -> None:
    script = javascript.model(report, {"more": 1})
    told = re.match(r"const MODEL = (.*);\nMODEL\.formulas = \{\n", script)
    assert told
    record = json.loads(told[1])
    assert record["more"] == 1
    assert (
        list(record["derivations"])
        == list(report.results)
        == re.findall(r'^"([\w.]+)": \(v\) =>', script, re.MULTILINE)
    )
    for id_, derivation in record["derivations"].items():
        assert derivation["inputs"] == [one.id for one in report.ledger.inputs(id_)]
        assert set(derivation["inputs"]) <= {*record["figures"], *record["factors"]}


def test_open_end_is_infinite_and_words_follow_the_language(report: Audit) -> None:
    figure = next(one for one in report.ledger.figures.values() if one.qualifier == "at_least")
    with using_language("zh"):
        script = javascript.model(report, {})
    assert json.dumps(figure.label_zh, ensure_ascii=False) in script
    assert "Infinity]" in script
    assert figure.label_en not in script


def test_label_that_would_end_a_string_does_not(report: Audit) -> None:
    id_, figure = next(iter(report.ledger.figures.items()))
    odd = replace(figure, label_en='"};alert(1)//')
    ledger = replace(report.ledger, figures={**report.ledger.figures, id_: odd})
    script = javascript.model(replace(report, ledger=ledger), {})
    assert json.dumps(odd.label_en) in script
