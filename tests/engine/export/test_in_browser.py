"""What the what-if page computes and shows of any ledger is what Python does: zeros, poles, open ends, many inputs."""

import json
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.audit.verdicts import Verdict
from compendium.display import wording
from compendium.export import javascript, rules_script, what_if
from compendium.i18n.messages import using_language
from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.notebooks import execute
from made_up import add

# A shop: what is counted, at least so much, nothing at all, a share, a great deal; and what moves each.
FIGURES = """\
shop.sold,1.1,2,200,item / day,exact,reading,2022,,sold,售出,
shop.stock,1.1,2,100,wan t / a,at_least,amount,2022,,stock,库存,
shop.returned,1.1,2,0,item / day,exact,reading,2022,,returned,退货,
shop.share,1.1,2,12.5,percent,about,amount,2022,,share,占比,
shop.takings,1.1,2,3.2,yi yuan,exact,amount,2022,,takings,收入,
"""
FACTORS = {
    "rate.low": "0.5,0.4,0.7,dimensionless",
    "rate.turn": "2,1,3,dimensionless",
    "rate.price": "16,15.95,16.05,wan yuan / item",
    "rate.sold": "200,196,204,item / day",
    "rate.stock": "120,110,130,wan t / a",
    "rate.heard": "9,9,9,yi yuan",
    **{f"many.x{place}": "1,0.9,1.2,dimensionless" for place in range(12)},
}
DERIVATIONS = [
    ("shop.none", "shop.sold * 0 * rate.low", "item / day", "recompute", "shop.returned"),
    ("shop.some", "shop.sold * 0.01 * rate.low", "item / day", "cross_check", "shop.returned", "own_inputs,,"),
    ("shop.sold_whole", "rate.sold", "item / day", "cross_check", "shop.sold", "independent,,grid"),
    ("shop.sold_part", "rate.sold * rate.low", "item / day", "cross_check", "shop.sold", "independent,,grid"),
    ("shop.sold_later", "rate.sold * 9", "item / day", "cross_check", "shop.sold", "independent,hindsight,"),
    ("shop.stock_copy", "rate.stock", "wan t / a", "cross_check", "shop.stock", "repeats,,"),
    ("shop.takings_heard", "rate.heard", "yi yuan", "cross_check", "shop.takings", "independent,,"),
    ("shop.curve", "(rate.turn - 1.75) ** 2 * rate.low", "dimensionless", "derived", ""),
    ("shop.best", "max(rate.turn * rate.low - rate.turn, 0.1 - rate.low)", "dimensionless", "derived", ""),
    ("shop.use", "shop.stock * rate.low", "wan t / a", "derived", ""),
    ("shop.share_check", "rate.low ** 3", "percent", "cross_check", "shop.share", "independent,,"),
    ("shop.takings_check", "shop.sold * rate.price * 10", "yi yuan / day", "derived", ""),
    ("shop.takings_year", "2000 * rate.price * sqrt(rate.low * 2)", "yi yuan / item", "derived", ""),
    ("shop.power", "rate.turn ** rate.low", "dimensionless", "derived", ""),
    ("shop.logarithm", "log(rate.turn) - exp(-rate.low)", "percent", "derived", ""),
    (
        "shop.many",
        " * ".join(f"(many.x{place} - 0.95) ** 2" if place < 2 else f"many.x{place}" for place in range(12)),
        "dimensionless", "derived", "",
    ),
]  # fmt: skip


ASSUMED = [{}, {"rate.low": 0.6}, {"rate.turn": 2.5, "rate.low": 0.45}, {"rate.low": 1, "rate.stock": 90}]


@pytest.fixture
def shop(bakery: Path) -> Audit:
    source = "World,2020,almanac2020,p. 1,so much"
    rows = {
        "figures": FIGURES,
        "factors": "".join(
            f"{id_},{cells},,{source},{'C' if id_ == 'rate.heard' else 'A'},{id_},{id_},\n"
            for id_, cells in FACTORS.items()
        ),
        "derivations": "".join(
            f'{id_},1.1,"{formula}",{",".join(cells)},,{",".join(declared) or ",,"},{id_},{id_},so it is\n'
            for (id_, formula, *cells), declared in ((row[:5], row[5:]) for row in DERIVATIONS)
        ),
    }
    add(bakery, **rows)
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def scripts(audit: Audit) -> str:
    engine = (paths.SOURCE / "sphinx_ext/directives/static/what-if/engine.js").read_text(encoding="utf-8")
    return "\n".join((javascript.model(audit, what_if.model(audit)), rules_script.source(), engine))


ALL = """assumed => ({
  results: Object.fromEntries(Object.entries(MODEL.derivations).map(([id, row]) => {
    const [low, value, high] = AUDIT.result(id, assumed);
    const told = [AUDIT.outcome(row, low, value, high), AUDIT.interval(row, low, high)];
    return [id, [String(low), String(value), String(high), ...told]];
  })),
  verdicts: Object.fromEntries(Object.keys(MODEL.figures).map(id => {
    const { arithmetic, evidence, material, checks } = AUDIT.verdict(id, assumed);
    const told = checks.map(({ id, meets, reproduces, finding, votes }) => [id, meets, reproduces, finding, votes]);
    return [id, [arithmetic, evidence, material, told]];
  })),
})"""


@pytest.fixture
def asked(chromium: Any, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Return what the browser says of an audit under assumptions."""
    monkeypatch.setattr(execute, "notebooks", tuple)

    def ask(audit: Audit, assumed: dict[str, float]) -> dict[str, Any]:
        tab = chromium.new_page()
        tab.goto("about:blank")
        tab.add_script_tag(content=scripts(audit))
        found: dict[str, Any] = tab.evaluate(ALL, assumed)
        tab.close()
        return found

    return ask


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("assumed", ASSUMED)
def test_any_ledger_gives_the_same_values_answers_and_words(
    shop: Audit, asked: Any, assumed: dict[str, float], language: str
) -> None:
    with using_language(language):
        found = asked(shop, assumed)
        audit = open_audit(assumptions=assumed, ledger=shop.ledger)
        for id_, result in audit.results.items():
            ends, unit = result.interval, result.derivation.unit
            *numbers, value, interval = found["results"][id_]
            expected = (ends.low, ends.value, ends.high)
            assert [float(end.replace("Infinity", "inf")) for end in numbers] == pytest.approx(expected, rel=1e-9), id_
            assert (value, interval) == (wording.outcome(ends, unit), wording.interval(ends, unit)), id_
        answers = {id_: answers_of(one) for id_, one in audit.verdicts.items()}
        assert found["verdicts"] == json.loads(json.dumps(answers))


def answers_of(verdict: Verdict) -> list[Any]:
    """Return what Python says of a figure and of each of its checks."""
    told = [
        [one.result.derivation.id, one.meets, one.reproduces, one.finding, one in verdict.votes]
        for one in verdict.checks
    ]
    return [verdict.arithmetic, verdict.evidence, verdict.material, told]


def test_contradicted_zero_is_material_in_both(shop: Audit, asked: Any) -> None:
    assert shop.verdict("shop.returned").material
    assert asked(shop, {})["verdicts"]["shop.returned"][:3] == ["consistent", "contradicted", True]


@pytest.mark.parametrize(
    ("assumed", "figure", "answer"),
    [
        # 200 are printed, 189.5 to 210.5 agree; a half is another answer to the same question
        ({}, "shop.sold", ("depends on the choice", ["agrees", "misses", "misses"])),
        ({"rate.low": 1}, "shop.sold", ("supported", ["agrees", "agrees", "misses"])),
        ({"rate.sold": 100}, "shop.sold", ("contradicted", ["misses", "misses", "misses"])),
        # at least 100; 95 and more agree
        ({}, "shop.stock", ("repeated only", ["agrees"])),
        ({"rate.stock": 90}, "shop.stock", ("contradicted", ["misses"])),
        # about 12.5 percent; a half to the third power is that, and has no interval where it is assumed
        ({}, "shop.share", ("too wide to tell", ["too wide"])),
        ({"rate.low": 0.5}, "shop.share", ("supported", ["agrees"])),
        # a source that nobody can open
        ({}, "shop.takings", ("untested", ["misses"])),
        ({"rate.heard": 3.2}, "shop.takings", ("untested", ["agrees"])),
    ],
)
def test_answer_follows_what_is_assumed_in_both(
    shop: Audit, asked: Any, assumed: dict[str, float], figure: str, answer: tuple[str, list[str]]
) -> None:
    python = open_audit(assumptions=assumed, ledger=shop.ledger).verdict(figure)
    assert (python.evidence, [check.finding for check in python.checks]) == answer
    _, evidence, _, checks = asked(shop, assumed)["verdicts"][figure]
    assert (evidence, [finding for *_, finding, _ in checks]) == answer


def test_what_has_no_value_is_refused_here_and_said_there(bakery: Path, asked: Any) -> None:
    path = bakery / "derivations.csv"
    formula = "bakery.flour / flour.per_loaf"
    row = f"bakery.loaf,1.1,{formula},item / day,cross_check,bakery.loaves,,own_inputs,,,loaves,面包,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    ledger = load(bakery, bakery / "references.bib")
    with pytest.raises(DataError, match="has no value for some inputs"):
        open_audit(assumptions={"flour.per_loaf": 0}, ledger=ledger, allow_implausible=True).result("bakery.loaf")
    found = asked(open_audit(ledger=ledger), {"flour.per_loaf": 0})
    assert found["results"]["bakery.loaf"][:3] == ["NaN", "NaN", "NaN"]
    assert found["results"]["bakery.loaf"][4] == "no value"
    assert found["verdicts"]["bakery.loaves"][:3] == ["no inputs printed", "too wide to tell", False]
