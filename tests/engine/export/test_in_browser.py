"""What the what-if page computes and shows of any ledger is what Python does: zeros, poles, open ends, many inputs."""

import json
from pathlib import Path
from typing import Any

import pytest

from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.display import wording
from compendium.export import javascript, rules_script, what_if
from compendium.i18n.messages import using_language
from compendium.ledger.loading import load
from compendium.ledger.problem import DataError
from compendium.notebooks import execute

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
    **{f"many.x{place}": "1,0.9,1.2,dimensionless" for place in range(12)},
}
DERIVATIONS = [
    ("shop.none", "shop.sold * 0 * rate.low", "item / day", "recompute", "shop.returned"),
    ("shop.some", "shop.sold * 0.01 * rate.low", "item / day", "cross_check", "shop.returned"),
    ("shop.curve", "(rate.turn - 1.75) ** 2 * rate.low", "dimensionless", "derived", ""),
    ("shop.best", "max(rate.turn * rate.low - rate.turn, 0.1 - rate.low)", "dimensionless", "derived", ""),
    ("shop.use", "shop.stock * rate.low", "wan t / a", "derived", ""),
    ("shop.share_check", "rate.low ** 3", "percent", "cross_check", "shop.share"),
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


@pytest.fixture
def shop(bakery: Path) -> Audit:
    source = "World,2020,almanac2020,p. 1,A"
    rows = {
        "figures": FIGURES,
        "factors": "".join(f"{id_},{cells},,{source},{id_},{id_},\n" for id_, cells in FACTORS.items()),
        "derivations": "".join(
            f'{id_},1.1,"{formula}",{",".join(cells)},,{id_},{id_},\n' for id_, formula, *cells in DERIVATIONS
        ),
    }
    for name, text in rows.items():
        with (bakery / f"{name}.csv").open("a", encoding="utf-8") as table:
            table.write(text)
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def scripts(audit: Audit) -> str:
    engine = (paths.SOURCE / "sphinx_ext/directives/static/what-if/engine.js").read_text(encoding="utf-8")
    return "\n".join((javascript.model(audit, what_if.model(audit)), rules_script.source(), engine))


ALL = """assumed => ({
  results: Object.fromEntries(Object.entries(MODEL.derivations).map(([id, row]) => {
    const [low, value, high] = AUDIT.result(id, assumed);
    return [id, [String(low), String(value), String(high), AUDIT.outcome(row, low, value, high), AUDIT.interval(row, low, high)]];
  })),
  verdicts: Object.fromEntries(Object.keys(MODEL.figures).map(id => {
    const { arithmetic, evidence, material } = AUDIT.verdict(id, assumed);
    return [id, [arithmetic, evidence, material]];
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
@pytest.mark.parametrize("assumed", [{}, {"rate.low": 0.6}, {"rate.turn": 2.5, "rate.low": 0.45}])
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
        answers = {id_: [one.arithmetic, one.evidence, one.material] for id_, one in audit.verdicts.items()}
        assert found["verdicts"] == json.loads(json.dumps(answers))


def test_contradicted_zero_is_material_in_both(shop: Audit, asked: Any) -> None:
    assert shop.verdict("shop.returned").material
    assert asked(shop, {})["verdicts"]["shop.returned"] == ["reproduced", "contradicted", True]


def test_what_has_no_value_is_refused_here_and_said_there(bakery: Path, asked: Any) -> None:
    path = bakery / "derivations.csv"
    row = "bakery.loaf,1.1,bakery.flour / flour.per_loaf,item / day,cross_check,bakery.loaves,,loaves,面包,\n"
    path.write_text(path.read_text(encoding="utf-8") + row, encoding="utf-8")
    ledger = load(bakery, bakery / "references.bib")
    with pytest.raises(DataError, match="has no value for some inputs"):
        open_audit(assumptions={"flour.per_loaf": 0}, ledger=ledger).result("bakery.loaf")
    found = asked(open_audit(ledger=ledger), {"flour.per_loaf": 0})
    assert found["results"]["bakery.loaf"][:3] == ["NaN", "NaN", "NaN"]
    assert found["results"]["bakery.loaf"][4] == "no value"
    assert found["verdicts"]["bakery.loaves"][:2] == ["no inputs printed", "contradicted"]
