"""Every chart keeps one contract: its alternative text inside, nothing of when or by what it was drawn."""

import json
import math
import xml.etree.ElementTree as ET

import matplotlib.pyplot as plt
import pandas as pd
import pytest
from matplotlib.text import Text

from compendium.audit.audit import open_audit
from compendium.display import charts
from compendium.display.drawing import style
from compendium.display.drawing.frame import Chart, finish, open_axes
from compendium.display.drawing.key import Key
from compendium.display.drawing.lanes import RowMark, Rows
from compendium.display.drawing.rows import draw_rows, open_rows, tabled
from compendium.display.drawing.sources import Source
from compendium.display.fonts import MissingGlyphError
from compendium.ledger.interval import Interval
from compendium.ledger.ledger import Ledger
from drawing import WARNINGS_FAIL, clipped, overlaps

pytestmark = WARNINGS_FAIL

SOURCE = Source(("report 1.1",), (("almanac2020", "Almanac 2020", "A"),))
SVG = "{http://www.w3.org/2000/svg}"
MARKS = [
    RowMark("flour by the sack", Interval(1.0, 2.0, 3.0), "2 kg", style.AGREES),
    RowMark("flour by the loaf", Interval.point(4.0), "4 kg", style.MISSES, "D", filled=False),
]


def drawn(title: str = "Two ways give two amounts", alt: str = "2 kg and 4 kg.") -> Chart:
    axes = open_axes(1.0, title, "Flour, kg", SOURCE)
    draw_rows(axes, Rows(tuple(MARKS)))
    return finish(axes, title, alt, tabled(MARKS, "way", "kg"))


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
    axes = open_axes(1.0, "Two ways", "Flour, kg", SOURCE)
    data = pd.DataFrame({"way & <means>": ["by sack", "by loaf"], "kg": [0.1 + 0.2, math.inf], "sacks": [3, 4]})
    carried = ET.fromstring(finish(axes, "Two ways", "0.3 kg.", data, name="Two.ways", source=SOURCE).svg).findtext(
        f"{SVG}metadata"
    )
    told = json.loads(str(carried))
    assert (told["name"], told["title"]) == ("two-ways", "Two ways")
    assert told["columns"] == ["way & <means>", "kg", "sacks"]
    assert told["rows"] == [["by sack", 0.3, 3], ["by loaf", None, 4]]
    assert (told["words"], told["works"]) == (["report 1.1"], [["almanac2020", "Almanac 2020", "A"]])


def test_every_colour_of_a_dark_page_replaces_one_that_is_drawn() -> None:
    root = ET.fromstring(drawn().svg)
    (rules,) = (element for element in root.findall(f"{SVG}style") if "prefers-color-scheme" in str(element.text))
    told = str(rules.text)
    assert told.startswith("@media (prefers-color-scheme:dark){")
    looks = {str(element.get("style")) for element in root.iter() if element.get("style")}
    for colour in (style.PAPER, style.INK, style.QUIET, style.AGREES):
        assert f'[style*="fill: {colour.lower()}"]{{fill:' in told
        assert any(f"fill: {colour.lower()}" in look for look in looks), colour


def test_no_word_is_left_in_the_colour_that_matplotlib_gives_it() -> None:
    axes = open_axes(1.0, "Two ways", "Flour, kg", SOURCE)
    canvas = axes.figure
    axes.text(0, 0, "outside of the style")
    finish(axes, "Two ways", "", tabled(MARKS, "way", "kg"))
    assert "black" not in {text.get_color() for text in canvas.findobj(Text) if text.get_text()}


def test_chart_in_a_terminal_is_its_alternative_text() -> None:
    chart = drawn()
    assert chart._repr_mimebundle_() == {"image/svg+xml": chart.svg, "text/plain": chart.alt}


def test_long_words_get_more_lines_and_the_plot_keeps_its_height() -> None:
    title, subtitle, source = "seven " * 30, "eight " * 30, Source(("nine " * 40,))
    axes = open_axes(1.5, "one", "two", Source(("three",)))
    short = axes.figure
    longer_axes = open_axes(1.5, title, subtitle, source)
    long = longer_axes.figure
    assert [text.get_text().count("\n") for text in long.texts] == [4, 3, 3]
    assert long.get_figheight() > short.get_figheight()
    for canvas, plot in ((short, axes), (long, longer_axes)):
        assert plot.get_position().height * canvas.get_figheight() == pytest.approx(1.5)
    assert short.get_figwidth() == long.get_figwidth() == style.NARROW.width


def test_title_of_wide_letters_takes_more_lines() -> None:
    axes, rows = open_rows(MARKS, ("MWMW " * 10, "s", SOURCE), None, reached=[1.0, 4.0])
    canvas = axes.figure
    draw_rows(axes, rows)
    assert clipped(canvas) == []


# --- what the other tests ask of a canvas is seen ---------------------------------------------------------------------


def test_word_beyond_the_edge_is_seen() -> None:
    axes, rows = open_rows(MARKS, ("t", "s", SOURCE), None, reached=[1.0, 4.0])
    canvas = axes.figure
    draw_rows(axes, rows)
    axes.text(0.95, 0.5, "beyond the edge", transform=axes.transAxes)
    assert clipped(canvas) == ["beyond the edge"]


def test_words_that_overlap_are_seen() -> None:
    axes = open_axes(1.0, "t", "s", SOURCE)
    canvas = axes.figure
    axes.text(0.4, 0.5, "over")
    axes.text(0.42, 0.52, "under")
    assert overlaps(canvas) == [("over", "under")]


def test_chart_is_drawn_into_axes_of_ones_own_which_keep_their_size_and_colours(bakery_ledger: Ledger) -> None:
    figure, (left, right) = plt.subplots(1, 2, figsize=(9, 3))
    place = left.get_position().bounds
    chart = charts.compare(open_audit(ledger=bakery_ledger), ["bakery.flour", "bakery.flour_needed"], ax=left)
    assert chart.axes is left
    assert chart.svg == ""
    assert left.get_title(loc="left") in chart.alt
    assert left.get_position().bounds == place
    assert len(left.patches) == 2
    assert not right.patches
    plt.close(figure)


def test_chart_is_drawn_for_a_phone_and_for_a_page(bakery_ledger: Ledger) -> None:
    chart = charts.compare(open_audit(ledger=bakery_ledger), ["bakery.flour", "bakery.flour_needed"])
    wide = ET.fromstring(chart.svg)
    narrow = ET.fromstring(json.loads(str(wide.findtext(f"{SVG}metadata")))["narrow"])
    widths = [float(str(one.get("viewBox")).split()[2]) for one in (narrow, wide)]
    assert widths == pytest.approx([72 * style.NARROW.width, 72 * style.WIDE.width])
    assert narrow.get("aria-label") == wide.get("aria-label")


def test_key_says_what_each_mark_means_and_takes_room() -> None:
    bare = open_axes(1.0, "t", "s", SOURCE).figure
    key = [Key(shape, style.AGREES, f"a mark that looks like {shape}") for shape in ("o", "D", "bar", "line", "range")]
    axes = open_axes(1.0, "t", "s", SOURCE, key=key)
    axes.set_axis_off()
    canvas = axes.figure
    assert [text.get_text() for text in canvas.artists if isinstance(text, Text)] == [one.text for one in key]
    assert canvas.get_figheight() > bare.get_figheight() + 0.2
    assert (clipped(canvas), overlaps(canvas)) == ([], [])


def test_chart_gives_the_axes_that_it_was_drawn_on(bakery_ledger: Ledger) -> None:
    chart = charts.compare(open_audit(ledger=bakery_ledger), ["bakery.flour", "bakery.flour_needed"])
    assert len(chart.axes.patches) == 2
    assert chart.svg.startswith("<svg ")
