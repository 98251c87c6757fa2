"""Charts of sensitivity: two bars for each input, the largest first, each with its confidence."""

from collections.abc import Callable

import pytest
from matplotlib.colors import to_hex

from compendium.audit.audit import Audit
from compendium.display.charts.sensitivity import chart, share
from compendium.display.drawing.style import LIGHT, NEUTRAL
from compendium.scenarios.sensitivity import Index, Influence, Sensitivity, sensitivity
from drawing import WARNINGS_FAIL, Easel, misplaced, plain

pytestmark = WARNINGS_FAIL
CrossChecked = Callable[..., Audit]
METHOD = "independent,,method"
INDEX = Index("method", 0.6, 0.05, 0.7, 0.04)


def found_of(*influences: Influence) -> Sensitivity:
    return Sensitivity("bakery.flour", influences, (), ratio=True)


@pytest.mark.parametrize(
    ("index", "text"), [(0.934, "93%"), (-0.004, "0%"), (1.003, "100%"), (0.005, "0%"), (0.996, "100%")]
)
def test_share_is_a_percentage_of_the_variance(index: float, text: str) -> None:
    assert share(index) == text


def test_nothing_that_varies_cannot_be_drawn(audit: Audit) -> None:
    for nothing in ([], [found_of()]):
        with pytest.raises(ValueError, match="nothing varies"):
            chart(audit, nothing)


def test_inputs_stand_with_the_largest_first(cross_checked: CrossChecked, easel: Easel) -> None:
    audit = cross_checked((1, METHOD), (4, METHOD))
    drawn = chart(audit, [sensitivity(audit, audit.verdict("bakery.flour"))])
    names = [name for name, _ in easel.last.rows]
    assert names == ["the method", "the rounding of the printed number"]  # the flour brings less than can be seen
    text = plain(drawn.alt)
    assert text.startswith("The checks differ above all by the method: ")
    assert " by itself, " in text


def test_bars_are_the_indices_with_their_confidence(audit: Audit, easel: Easel) -> None:
    other = Influence(Index("flour.per_loaf", 0.25, 0.02, 0.35, 0.03), 0, 100)
    chart(audit, [found_of(Influence(INDEX, 1, 2), other)])
    axes = easel.last.axes
    bars = [(bar.get_width(), to_hex(bar.get_facecolor()).upper()) for box in axes.containers for bar in box]
    assert [width for width, _ in bars] == pytest.approx([60, 70, 25, 35])
    assert [colour for _, colour in bars] == [NEUTRAL, LIGHT, NEUTRAL, LIGHT]
    whiskers = [tuple(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    for ends in ((55, 65), (66, 74), (23, 27), (32, 38)):
        assert any(one == pytest.approx(ends) for one in whiskers)


def test_input_that_cannot_be_seen_is_left_out_but_the_first_never(audit: Audit, easel: Easel) -> None:
    small = Influence(Index("flour.per_loaf", 0.0, 0.0, 0.004, 0.0), 0, 100)
    chart(audit, [found_of(Influence(INDEX, 1, 2), small)])
    assert easel.last.rows == [("the method", "70%")]
    chart(audit, [found_of(small)])
    assert [name for name, _ in easel.last.rows] == ["flour in a loaf"]


def test_figures_of_a_case_have_a_heading_each(audit: Audit, easel: Easel) -> None:
    first, second = (
        found_of(Influence(INDEX, 1, 2)),
        Sensitivity("bakery.loaves", (Influence(INDEX, 1, 2),), (), ratio=True),
    )
    drawn = chart(audit, [first, second])
    assert plain(drawn.alt) == (
        "For each of 2 figures the checks differ above all by the method. "
        "Flour used, the method: 60% by itself, 70% with others; "
        "Loaves baked, the method: 60% by itself, 70% with others."
    )


def test_case_whose_figures_differ_says_how_many_turn_on_a_choice(audit: Audit) -> None:
    number = Influence(Index("flour.per_loaf", 0.9, 0.0, 0.9, 0.0), 0, 100)
    found = [found_of(Influence(INDEX, 1, 2)), Sensitivity("bakery.loaves", (number,), (), ratio=True)]
    assert plain(chart(audit, found).alt).startswith("For 1 of 2 figures the checks differ above all by a choice. ")


def test_nothing_is_cut_off(cross_checked: CrossChecked, easel: Easel) -> None:
    audit = cross_checked((1, METHOD), (4, METHOD))
    chart(audit, [sensitivity(audit, audit.verdict("bakery.flour"))])
    assert misplaced(easel.last.canvas) == []
