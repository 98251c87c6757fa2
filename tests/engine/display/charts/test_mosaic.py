"""The mosaic has a mark for each scenario, in its place, that says what the rule of the book says."""

import json
import re

import numpy as np
import pandas as pd
import pytest
from matplotlib.patches import PathPatch

from compendium.display.charts.mosaic import MARKS, Mosaic, marks, mosaic
from compendium.display.drawing.sources import Source
from compendium.display.drawing.style import MISSES
from compendium.ledger.interval import Interval
from drawing import WARNINGS_FAIL, misplaced

pytestmark = WARNINGS_FAIL

PRINTED = Interval(95, 100, 105)  # with the tolerance of 5 %: 90 to 110


@pytest.mark.parametrize(
    ("low", "value", "high", "expected"),
    [
        (91, 95, 109, "agrees"),
        (90, 95, 111, "reaches"),
        (10, 95, 500, "reaches"),
        (111, 120, 130, "above"),
        (70, 80, 89, "below"),
    ],
)
def test_mark_follows_the_rule_of_the_book(low: float, value: float, high: float, expected: str) -> None:
    ends = tuple(np.array([end]) for end in (low, value, high))
    assert marks(ends, PRINTED).tolist() == [expected]


@pytest.mark.parametrize(("low", "high", "expected"), [(1, 3, "saves"), (-3, -1, "emits"), (-1, 1, "open")])
def test_sign_counts_where_nothing_is_printed(low: float, high: float, expected: str) -> None:
    ends = tuple(np.array([end]) for end in (low, (low + high) / 2, high))
    assert marks(ends, None).tolist() == [expected]


@pytest.fixture
def shown() -> Mosaic:
    """Two groups of three rows and two columns."""
    cells = np.array(
        [
            [["above", "below"], ["agrees", "above"], ["reaches", "reaches"]],
            [["above", "above"], ["agrees", "agrees"], ["agrees", "reaches"]],
        ]
    )
    return Mosaic(["first", "second", "third"], ["bread", "a cake with a long name"], cells, pd.DataFrame({"a": [1]}))


def test_every_scenario_is_drawn_in_its_place(shown: Mosaic) -> None:
    chart = mosaic(shown, ("It rises", "by row", Source(("the ledger",))), "bakery")
    patches = [patch for patch in chart.axes.patches if isinstance(patch, PathPatch)]
    assert [len(patch.get_path().to_polygons()) for patch in patches] == [4, 3, 4, 1]
    missed = [patch for patch in patches if patch.get_facecolor()[:3] == pytest.approx(tuple(
        int(MISSES[place : place + 2], 16) / 255 for place in (1, 3, 5)))]  # fmt: skip
    centres = sorted(
        (int(middle[0] // 1), int(middle[1] // 1))
        for patch in missed
        for polygon in patch.get_path().to_polygons()
        for middle in [polygon[:-1].mean(axis=0)]
    )
    gap = 0.6
    columns = {0: 0, 1: 1, 2: int(2 + gap + 0.5), 3: int(3 + gap + 0.5)}
    assert centres == sorted([(columns[0], 0), (columns[1], 0), (columns[1], 1), (columns[2], 0), (columns[3], 0)])


def test_words_have_room_on_a_phone_and_beside_the_text(shown: Mosaic) -> None:
    chart = mosaic(shown, ("It rises", "by row", Source(("the ledger",))), "bakery")
    assert misplaced(chart.axes.figure) == []
    about = re.search(r"<metadata>(.*?)</metadata>", chart.svg, flags=re.DOTALL)
    assert about
    assert json.loads(about[1].replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))["narrow"]


def test_alternative_text_counts_what_each_group_says(shown: Mosaic) -> None:
    told = shown.told()
    assert told[0] == (
        "1 agrees with the printed number; 2 too wide: reaches it; 2 more than printed; 1 less than printed"
    )
    chart = mosaic(shown, ("It rises", "by row", Source(("the ledger",))), "bakery")
    assert f"bread: {told[0]}" in chart.alt
    assert "a cake with a long name: 3 agrees" in chart.alt


def test_marks_differ_in_shape_where_they_share_a_colour() -> None:
    looks = [(mark.colour, mark.shape) for mark in MARKS.values()]
    assert len(set(looks)) == len(looks)
