"""Every chart keeps one contract: its alternative text inside, nothing of when or by what it was drawn."""

import json
import math
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import pandas as pd
import pytest
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Canvas
from matplotlib.text import Text

from compendium.display.charts import canvas as contract
from compendium.display.charts.frame import Chart, finish, open_canvas
from compendium.display.charts.rows import Mark, draw_rows, listed, sentence, tabled
from compendium.display.fonts import MissingGlyphError
from drawing import WARNINGS_FAIL

pytestmark = WARNINGS_FAIL

MARKS = [
    Mark("flour by the sack", 1.0, 2.0, 3.0, "2 kg", contract.RECOMPUTED),
    Mark("flour by the loaf", 4.0, 4.0, 4.0, "4 kg", contract.CROSS_CHECK, filled=False),
]


@pytest.fixture
def opened() -> Iterator[tuple[Canvas, Axes]]:
    canvas, axes = open_canvas(1.0, "Two ways give two amounts", "Flour, kg", "Source: report 1.1.")
    draw_rows(axes, MARKS, "kg")
    return canvas, axes


def drawn(title: str = "Two ways give two amounts", alt: str = "2 kg and 4 kg.") -> Chart:
    canvas, axes = open_canvas(1.0, title, "Flour, kg", "Source: report 1.1.")
    draw_rows(axes, MARKS, "kg")
    return finish(canvas, title, alt, tabled(MARKS, "way", "kg"))


def test_character_that_no_font_has_is_named() -> None:
    with pytest.raises(MissingGlyphError, match=r"U\+1F35E .* in 'Two .*; `make fonts`"):
        drawn("Two \N{BREAD}s")


def test_same_chart_is_drawn_byte_for_byte() -> None:
    assert drawn().svg == drawn().svg
    assert drawn().svg != drawn(alt="2 kg and 5 kg.").svg


def test_chart_says_nothing_of_when_or_by_what_it_was_drawn() -> None:
    svg = drawn().svg.lower()
    for trace in ("rdf", "dc:", "date", "creator", "matplotlib v", "<?xml", "<!doctype"):
        assert trace not in svg
    assert svg.startswith('<svg role="img" aria-label="two ways')


def test_chart_needs_no_font_of_the_reader() -> None:
    root = ET.fromstring(drawn().svg)
    names = {element.tag.rpartition("}")[2] for element in root.iter()}
    assert "path" in names
    assert names.isdisjoint({"text", "image", "script", "foreignObject"})


def test_alternative_text_is_title_and_content() -> None:
    chart = drawn()
    root = ET.fromstring(chart.svg)
    assert root.get("role") == "img"
    assert root.get("aria-label") == chart.alt == "Two ways give two amounts. 2 kg and 4 kg."


def test_alternative_text_survives_marks_that_xml_uses() -> None:
    chart = drawn('Flour & "rye" < bread', "a < b & c > d.")
    assert ET.fromstring(chart.svg).get("aria-label") == chart.alt == 'Flour & "rye" < bread. a < b & c > d.'


def test_chart_carries_its_data_and_leaves_out_what_is_not_there() -> None:
    canvas, _ = open_canvas(1.0, "Two ways", "Flour, kg", "Source: report 1.1.")
    data = pd.DataFrame({"way & <means>": ["by sack", "by loaf"], "kg": [0.1 + 0.2, math.inf], "sacks": [3, 4]})
    carried = ET.fromstring(finish(canvas, "Two ways", "0.3 kg.", data).svg).findtext(
        "{http://www.w3.org/2000/svg}metadata"
    )
    told = json.loads(str(carried))
    assert told == {"columns": ["way & <means>", "kg", "sacks"], "rows": [["by sack", 0.3, 3], ["by loaf", None, 4]]}


def test_every_colour_of_a_dark_page_replaces_one_that_is_drawn() -> None:
    svg = drawn().svg
    style = re.search(r"<style>@media \(prefers-color-scheme:dark\)(.*)</style>", svg)
    assert style
    for colour in (contract.PAPER, contract.INK, contract.QUIET, contract.RECOMPUTED):
        assert f'fill: {colour.lower()}"]{{fill:' in style[1]
        assert f"fill: {colour.lower()}" in svg.replace(style[0], "")


def test_no_word_is_left_in_the_colour_that_matplotlib_gives_it() -> None:
    canvas, axes = open_canvas(1.0, "Two ways", "Flour, kg", "Source: report 1.1.")
    axes.text(0, 0, "outside of the style")
    finish(canvas, "Two ways", "", tabled(MARKS, "way", "kg"))
    assert {text.get_color() for text in canvas.findobj(Text) if text.get_text()} <= {contract.INK, contract.QUIET}


def test_chart_in_a_terminal_is_its_alternative_text() -> None:
    chart = drawn()
    assert chart._repr_mimebundle_() == {"image/svg+xml": chart.svg, "text/plain": chart.alt}


def test_long_words_get_more_lines_and_the_plot_keeps_its_height() -> None:
    title, subtitle, source = "seven " * 30, "eight " * 30, "nine " * 40
    short, axes = open_canvas(1.5, "one", "two", "three")
    long, longer_axes = open_canvas(1.5, title, subtitle, source)
    assert [text.get_text().count("\n") for text in long.texts] == [4, 2, 2]
    assert long.get_figheight() > short.get_figheight()
    for canvas, plot in ((short, axes), (long, longer_axes)):
        assert plot.get_position().height * canvas.get_figheight() == pytest.approx(1.5)
    assert short.get_figwidth() == long.get_figwidth() == contract.WIDTH


def test_rows_stand_from_the_top_down(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    places = [(text.get_text(), *text.get_position()) for text in axes.texts]
    assert places == [
        ("flour by the sack", 0, -0.14),
        ("2 kg", 1, -0.14),
        ("flour by the loaf", 0, pytest.approx(-1.14)),
        ("4 kg", 1, pytest.approx(-1.14)),
    ]


def test_interval_is_drawn_and_a_point_has_none(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    spans = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 2]
    points = [list(line.get_xdata()) for line in axes.lines if len(line.get_xdata()) == 1]
    assert spans == [[1.0, 3.0]]
    assert points == [[2.0], [4.0]]


def test_check_that_misses_is_hollow(opened: tuple[Canvas, Axes]) -> None:
    _, axes = opened
    met, missed = (line for line in axes.lines if len(line.get_xdata()) == 1)
    assert (met.get_marker(), met.get_markerfacecolor()) == ("o", contract.RECOMPUTED)
    assert (missed.get_marker(), missed.get_markerfacecolor()) == ("D", contract.PAPER)


def test_bars_start_at_zero() -> None:
    _, axes = open_canvas(1.0, "t", "s", "f")
    draw_rows(axes, MARKS, "kg", bars=True)
    assert [(bar.get_x(), bar.get_width()) for bar in axes.patches] == [(0, 2.0), (0, 4.0)]


def test_label_that_is_too_long_is_cut_at_a_word() -> None:
    _, axes = open_canvas(1.0, "t", "s", "f")
    draw_rows(axes, [Mark("flour " * 20, 1.0, 2.0, 3.0, "2 kg", "black")], "kg")
    label = axes.texts[0].get_text()
    assert set(label.removesuffix("…").split()) == {"flour"}
    assert label.endswith("flour…")
    assert 40 < len(label) < 80


def test_sentence_keeps_what_follows_its_first_letter() -> None:
    assert [sentence(text) for text in ("", "cO₂ in kWh", "CO₂")] == ["", "CO₂ in kWh", "CO₂"]


def test_list_in_words() -> None:
    assert listed(MARKS) == "flour by the sack: 2 kg; flour by the loaf: 4 kg."


def test_each_meaning_has_a_colour_of_its_own() -> None:
    meanings = [contract.PRINTED, contract.RECOMPUTED, contract.CROSS_CHECK, contract.CONTRADICTED, contract.OTHER]
    assert len(set(meanings)) == 5
