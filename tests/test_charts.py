"""Every chart states a finding that is computed, names the rows it rests on, and has room for its words."""

import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pytest
from matplotlib.figure import Figure as Canvas
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

import compendium
from compendium import paths
from compendium.audit.audit import Audit, open_audit
from compendium.display import fonts
from compendium.display.charts import canvas as canvas_module
from compendium.display.charts import ledger
from compendium.display.charts.frame import Chart, open_canvas
from compendium.display.charts.rows import Mark, draw_rows
from compendium.i18n.messages import using_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load
from compendium.ledger.rows import Exclusion
from drawing import WARNINGS_FAIL, clipped, noting, overlaps

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]


@dataclass(frozen=True)
class Drawn:
    """A chart as it was handed to be finished."""

    origin: str
    canvas: Canvas
    title: str
    chart: Chart

    @property
    def heads(self) -> list[str]:
        """Title, subtitle and source line as one line each."""
        return [re.sub(r"(?<=\w-)\n", "", text.get_text()).replace("\n", " ") for text in self.canvas.texts]


class Easel:
    """Notes every chart that is drawn."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.origin = ""
        self.drawn: list[Drawn] = []
        finish = canvas_module.finish

        def note(canvas: Canvas, title: str, alt: str, data: pd.DataFrame) -> Chart:
            with noting(canvas):
                chart = finish(canvas, title, alt, data)
            self.drawn.append(Drawn(self.origin, canvas, title, chart))
            return chart

        for name in (module.name for module in pkgutil.iter_modules(compendium.__path__, "compendium.")):
            if hasattr(module := importlib.import_module(name), "finish"):
                patch.setattr(module, "finish", note)


@pytest.fixture
def easel(monkeypatch: pytest.MonkeyPatch) -> Easel:
    return Easel(monkeypatch)


@pytest.fixture(scope="module")
def real(report: Audit) -> list[Drawn]:
    """Every chart of the real report: all that the notebooks draw, the checks of every other figure, the answers."""
    return every_chart(report, "en")


@pytest.fixture(scope="module")
def chinese(report: Audit) -> list[Drawn]:
    """The same charts in Chinese."""
    return every_chart(report, "zh")


def code_of(notebook: Path) -> str:
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    return "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")


def every_chart(report: Audit, language: str) -> list[Drawn]:
    def opened(section: str, *_: object) -> Audit:
        return report.part(section)  # a notebook's audit is this one's part: nothing is computed twice

    shown, checks = set(), ledger.checks

    def noting_the_figure(audit: Audit, id_: str, besides: Sequence[str] = ()) -> Chart:
        if not besides:
            shown.add(id_)
        return checks(audit, id_, besides)

    with pytest.MonkeyPatch.context() as patch, using_language(language):
        easel = Easel(patch)
        patch.setattr("compendium.audit.open_audit", opened)
        patch.setattr(ledger, "checks", noting_the_figure)
        for path in sorted(paths.NOTEBOOKS.glob("*.ipynb")):
            easel.origin = path.stem
            exec(code_of(path), {})
        for id_, verdict in report.verdicts.items():
            if verdict.checks and id_ not in shown:
                easel.origin = f"checks of {id_}"
                ledger.checks(report, id_)
        for question in ("arithmetic", "evidence"):
            easel.origin = f"answers: {question}"
            ledger.answers(report, question)
        return easel.drawn


# --- fonts ------------------------------------------------------------------------------------------------------------


def test_charts_are_set_in_the_books_own_fonts_alone(real: list[Drawn], chinese: list[Drawn]) -> None:
    glyph = re.compile(r'xlink:href="#([A-Za-z][\w-]*)-[0-9a-f]+"')  # a glyph is named by its font
    used = {name for one in (*real, *chinese) for name in glyph.findall(one.chart.svg)}
    assert used == {path.stem for path in fonts.FILES.values()}


# --- room for words ---------------------------------------------------------------------------------------------------


def test_word_beyond_the_edge_is_seen() -> None:
    canvas, axes = open_canvas(1.0, "t", "s", "f")
    draw_rows(axes, [Mark("label", 1.0, 2.0, 3.0, "2 kg", "black")], "kg")
    axes.text(0.95, 0.5, "beyond the edge", transform=axes.transAxes)
    assert clipped(canvas) == ["beyond the edge"]


def test_title_of_wide_letters_takes_more_lines() -> None:
    canvas, axes = open_canvas(1.0, "MWMW " * 10, "s", "f")
    draw_rows(axes, [Mark("label", 1.0, 2.0, 3.0, "2 kg", "black")], "kg")
    assert clipped(canvas) == []


def test_words_that_overlap_are_seen() -> None:
    canvas, axes = open_canvas(1.0, "t", "s", "f")
    axes.text(0.4, 0.5, "over")
    axes.text(0.42, 0.52, "under")
    assert overlaps(canvas) == [("over", "under")]


@pytest.mark.parametrize("high", [9.0, 20.0, 4_951_000.0, 20e6, 87_578_947.0, 0.00012])
def test_numbers_under_an_axis_have_room(high: float) -> None:
    canvas, axes = open_canvas(1.0, "t", "s", "f")
    axes.set_xlim(0, high)
    draw_rows(axes, [Mark("label", 0.0, high / 2, high, "value", "black")], "t / a")
    assert len(axes.get_xticklabels()) >= 3
    assert (clipped(canvas), overlaps(canvas)) == ([], [])


def test_no_text_of_any_chart_is_clipped(real: list[Drawn]) -> None:
    assert [(drawn.origin, drawn.title, found) for drawn in real if (found := clipped(drawn.canvas))] == []


def test_no_two_texts_of_any_chart_overlap(real: list[Drawn]) -> None:
    assert [(drawn.origin, drawn.title, found) for drawn in real if (found := overlaps(drawn.canvas))] == []


def test_chinese_words_have_their_room_too(chinese: list[Drawn]) -> None:
    cut = [(drawn.origin, drawn.title, found) for drawn in chinese if (found := clipped(drawn.canvas))]
    covered = [(drawn.origin, drawn.title, found) for drawn in chinese if (found := overlaps(drawn.canvas))]
    assert (cut, covered) == ([], [])


def test_chinese_charts_are_drawn_with_a_chinese_font_and_no_english_word(
    chinese: list[Drawn], real: list[Drawn]
) -> None:
    assert len(chinese) == len(real)
    for drawn in chinese:
        words = "".join(text.get_text() for text in drawn.canvas.findobj(Text))
        assert re.search(r"[\u3400-\u9fff]", drawn.title), drawn.title
        assert "CompendiumSansSC-Bold" in drawn.chart.svg
        bare = re.sub(r"[a-z]\w*_\w+|[a-z]+\d{4}\w*", "", words)  # keys of the bibliography
        assert not re.search(r"[a-z]{4,} [a-z]{2,}", bare), words


def test_every_notebook_that_prints_figures_draws(real: list[Drawn]) -> None:
    origins = {drawn.origin for drawn in real}
    assert {path.stem for path in paths.NOTEBOOKS.glob("*.ipynb")} - origins == set()


# --- the contract, on all charts of the report ------------------------------------------------------------------------


def test_every_chart_carries_its_title_and_alternative_text(real: list[Drawn]) -> None:
    for drawn in real:
        root = ET.fromstring(drawn.chart.svg)
        assert root.get("role") == "img"
        assert root.get("aria-label") == drawn.chart.alt
        assert drawn.chart.alt.startswith(drawn.title)
        assert len(drawn.chart.alt) > len(drawn.title) + 10


def test_every_chart_shows_its_title_subtitle_and_source(real: list[Drawn]) -> None:
    for drawn in real:
        title, subtitle, source = drawn.heads
        assert title == drawn.title
        assert subtitle
        assert re.fullmatch(r"Source: .+\.", source)


def test_every_title_is_a_sentence_with_a_finding(real: list[Drawn]) -> None:
    verbs = (
        r" (is|are|has|have|hide|lies?|meets?|does|do|reproduces|gives?|needs?|claims?|counts?|saves?|fall|carried)\b"
    )
    assert [
        (d.origin, d.title) for d in real if not re.search(rf"{verbs}|\d", d.title) or len(d.title.split()) < 4
    ] == []
    assert [(d.origin, d.title) for d in real if d.title[0].islower() or d.title.endswith(".") or "  " in d.title] == []


def test_every_named_source_is_a_section_or_a_key_of_the_bibliography(real: list[Drawn]) -> None:
    keys = set(re.findall(r"^@\w+\{([^,\s]+),", paths.BIBLIOGRAPHY.read_text(encoding="utf-8"), flags=re.MULTILINE))
    for drawn in real:
        parts = drawn.heads[2].removeprefix("Source: ").removesuffix(".").split("; ")
        assert [part for part in parts if part not in keys and not re.match(r"(report \d|the ledger)", part)] == []


FONTS_SEEN = "checks of suining.co2_avoided"  # in both languages
ELSEWHERE = """
import json, sys
import matplotlib.font_manager as manager
for path in sys.argv[2:]:
    manager.fontManager.addfont(path)
from compendium import charts
from compendium.audit import open_audit
from compendium.language import speak
audit, drawn = open_audit(), []
for language, origins in json.loads(sys.argv[1]).items():
    speak(language)
    for origin in origins:
        what, _, name = origin.rpartition(" ")
        draw = ledger.checks if what == "checks of" else ledger.answers
        drawn.append(draw(audit, name).svg)
print(json.dumps(drawn))
"""


def test_drawing_depends_neither_on_the_process_nor_on_the_fonts_of_the_system(
    real: list[Drawn], chinese: list[Drawn]
) -> None:
    """Hash seeds, the folder and the system's fonts differ from run to run; a drawing must not.

    Among the fonts are some of the same families and weights as ours, and of the families that ours are subsets of.
    """
    picked = [one for one in real if one.origin.startswith("checks of ")][:5]
    picked += [one for one in real if one.origin in ("answers: arithmetic", "answers: evidence", FONTS_SEEN)]
    translated = [one for one in chinese if one.origin == FONTS_SEEN]
    asked = json.dumps({"en": [one.origin for one in picked], "zh": [one.origin for one in translated]})
    files = [Path(entry.fname) for entry in fontManager.ttflist if Path(entry.fname).suffix in (".ttf", ".otf")]
    noto = sorted(Path("/usr/share/fonts").rglob("Noto*.t*"))
    command = [sys.executable, "-c", ELSEWHERE, asked, *map(str, (*files[:20], *noto))]
    seeded = {**os.environ, "PYTHONHASHSEED": "4711"}
    there = subprocess.run(command, env=seeded, cwd="/", capture_output=True, text=True, check=True)
    here = [*picked, *translated]
    changed = [one.origin for one, svg in zip(here, json.loads(there.stdout), strict=True) if one.chart.svg != svg]
    assert len(translated) == 1
    assert changed == []


# --- findings follow the data -----------------------------------------------------------------------------------------


@pytest.fixture
def audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(ledger=bakery_ledger)


def with_cross_checks(bakery: Path, *loaves: float) -> Audit:
    """Return the bakery with cross-checks of the flour that give so many times 100 kg."""
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        for place, times in enumerate(loaves):
            formula = f"{times} * bakery.flour_needed"
            table.write(f"bakery.other{place},1.1,{formula},kg / day,cross_check,bakery.flour,way {place},{place},\n")
    return open_audit(ledger=load(bakery, bakery / "references.bib"))


def test_figure_without_checks_has_nothing_to_draw(audit: Audit) -> None:
    with pytest.raises(ValueError, match=r"no derivation answers for 'bakery\.loaves'"):
        ledger.checks(audit, "bakery.loaves")


def test_unknown_figure_cannot_be_drawn(audit: Audit) -> None:
    with pytest.raises(KeyError, match=r"nearest: 'bakery\.flour'"):
        ledger.checks(audit, "bakery.flouer")


@pytest.mark.parametrize(
    ("loaf", "title"),
    [
        (0.5, "Flour used: the arithmetic reproduces what is printed (about 100 kg/day)"),
        ([0.7, 0.8, 0.9], "Flour used: the arithmetic is consistent with what is printed (about 100 kg/day)"),
        (0.9, "Flour used: the arithmetic does not give what is printed (about 100 kg/day)"),
    ],
)
def test_title_says_whether_the_arithmetic_reproduces(
    easel: Easel, bakery_ledger: Ledger, loaf: object, title: str
) -> None:
    # The printed 100 stands for 50 to 150; the loaves are 199.5 to 200.5.
    ledger.checks(open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": loaf}), "bakery.flour")
    assert easel.drawn[0].title.replace("\N{NO-BREAK SPACE}", " ") == title
    assert easel.drawn[0].heads[0] == easel.drawn[0].title


@pytest.mark.parametrize(
    ("times", "title"),
    [
        ((1,), "reproduces what is printed (about 100 kg/day), and the one cross-check meets it"),
        ((4,), "reproduces what is printed (about 100 kg/day), but the one cross-check does not meet it"),
        ((1, 1.1), "reproduces what is printed (about 100 kg/day), and every cross-check meets it"),
        ((1, 4, 5), "reproduces what is printed (about 100 kg/day), but 1 of 3 cross-checks meets it"),
        ((4, 5), "reproduces what is printed (about 100 kg/day), but no cross-check meets it"),
    ],
)
def test_title_says_what_the_evidence_adds(bakery: Path, times: tuple[float, ...], title: str) -> None:
    alt = ledger.checks(with_cross_checks(bakery, *times), "bakery.flour").alt.replace("\N{NO-BREAK SPACE}", " ")
    assert alt.startswith(f"Flour used: the arithmetic {title}. Printed: about 100 kg/day. ")


def test_checks_are_sorted_by_value_and_those_that_miss_are_hollow(easel: Easel, bakery: Path) -> None:
    ledger.checks(with_cross_checks(bakery, 4, 0.6), "bakery.flour")
    axes = easel.drawn[0].canvas.axes[0]
    points = [line for line in axes.lines if line.get_marker() in ("o", "D")]
    assert [(float(line.get_xdata()[0]), line.get_marker()) for line in points] == [
        (pytest.approx(60), "o"),
        (pytest.approx(100), "o"),
        (pytest.approx(400), "D"),
    ]
    assert [text.get_text().replace("\N{NO-BREAK SPACE}", " ") for text in axes.texts] == [
        "way 1", "60 kg/day", "recomputed: flour for the loaves", "100 kg/day", "way 0", "400 kg/day",
    ]  # fmt: skip


def test_printed_interval_is_the_band(easel: Easel, audit: Audit) -> None:
    ledger.checks(audit, "bakery.flour")
    band = easel.drawn[0].canvas.axes[0].patches[0]
    assert (band.get_x(), band.get_x() + band.get_width()) == (50, 150)


def test_source_line_names_the_rows_used_and_what_was_assumed(bakery_ledger: Ledger) -> None:
    as_published = open_audit(ledger=bakery_ledger)
    assumed = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    assert ledger.source_line(as_published, ["bakery.loaves"]) == "Source: report 1.1."
    assert ledger.source_line(as_published, ["flour.per_loaf"]) == "Source: almanac2020."
    assert ledger.source_line(as_published, ["bakery.flour_year"]) == "Source: report 1.1; almanac2020."
    assert ledger.source_line(assumed, ["bakery.flour_year"]) == "Source: report 1.1; assumed flour.per_loaf."


def test_comparison_is_sorted_and_its_title_follows_the_data(easel: Easel, bakery_ledger: Ledger) -> None:
    for loaf in (0.5, 0.25, 2.0):
        audit = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": loaf})
        ledger.compare(audit, ["bakery.flour", "bakery.flour_needed"])
    assert [drawn.title for drawn in easel.drawn] == [
        "Flour used is 1 times flour for the loaves",
        "Flour used is 2 times flour for the loaves",
        "Flour for the loaves is 4 times flour used",
    ]
    assert [bar.get_width() for bar in easel.drawn[2].canvas.axes[0].patches] == [400, 100]
    assert {bar.get_x() for drawn in easel.drawn for bar in drawn.canvas.axes[0].patches} == {0}


def test_nothing_is_so_many_times_zero(easel: Easel, bakery_ledger: Ledger) -> None:
    ledger.compare(
        open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0}), ["bakery.flour", "bakery.flour_needed"]
    )
    assert easel.drawn[0].title == "Flour used is above flour for the loaves"


def test_comparison_is_drawn_in_the_unit_of_its_first_row(easel: Easel, bakery: Path) -> None:
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    # 100 kg a day are 36.525 t a year
    alt = ledger.compare(audit, ["bakery.flour_year", "bakery.flour"], title="t").alt.replace("\N{NO-BREAK SPACE}", " ")
    assert alt == "t. flour in a year: 36.52 t/a; flour used: about 100 kg/day."
    assert [bar.get_width() for bar in easel.drawn[0].canvas.axes[0].patches] == pytest.approx([36.525, 36.525])


def test_ratios_count_the_savings_that_survive(easel: Easel, bakery: Path) -> None:
    alt = ledger.ratios(with_cross_checks(bakery, 1, 4), ["bakery.loaves", "bakery.flour"]).alt
    assert alt == "None of 1 claimed savings meets every cross-check. 1.1 Bakery: flour used: 1 to 4."
    assert easel.drawn[0].heads[2] == "Source: report 1.1; almanac2020."


def test_answers_are_counted(bakery_ledger: Ledger) -> None:
    published = ledger.answers(open_audit(ledger=bakery_ledger), "arithmetic").alt
    assumed = ledger.answers(open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9}), "arithmetic").alt
    assert published == ("1 of 2 printed figures: no inputs printed. 1.1 Bakery: reproduced 1, no inputs printed 1.")
    assert assumed == ("1 of 2 printed figures: no inputs printed. 1.1 Bakery: not reproduced 1, no inputs printed 1.")


def test_answers_of_the_report_add_up_to_its_figures(real: list[Drawn], report: Audit) -> None:
    (chart,) = (drawn.chart for drawn in real if drawn.origin == "answers: evidence")
    told = chart.alt.partition(". ")[2]
    counts = [int(count) for count in re.findall(r"(?:supported|contested|contradicted|untested) (\d+)", told)]
    assert sum(counts) == len(report.ledger.figures)


def test_plane_gives_the_slope(bakery: Path) -> None:
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("bakery.co2,1.1,2,20,t CO2 / a,exact,2022,,CO2 avoided,减排量,\n")
        table.write("bakery.soot,1.1,2,4,t / a,exact,2022,,soot avoided,烟尘,\n")
        table.write("bakery.nox,1.1,2,2000,kg / a,exact,2022,,NOx avoided,氮氧化物,\n")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    points = {"Soot": ("bakery.co2", "bakery.soot"), "NOx": ("bakery.co2", "bakery.nox")}
    assert ledger.plane(audit, points).alt == (
        "Per tonne of CO₂, Soot claims 2 times the pollutants of NOx. "
        "Soot: 200 kilograms per tonne of CO₂; NOx: 100 kilograms per tonne of CO₂."
    )


def event(date: str, label: str, section: str = "1.1") -> Exclusion:
    return Exclusion(section, "", "date", date, label, label, "")


def test_timeline_is_sorted_and_leaves_out_what_has_no_date(easel: Easel) -> None:
    events = [
        event("2022-06", "plan", "2.2"),
        event("", "reference mark"),
        event("2001", "word"),
        event("2020-01", "law"),
    ]
    alt = ledger.timeline(events).alt
    assert alt == (
        "2 of the 3 dated steps that the report names fall in 2020 or later. word: 2001; law: 2020-01; plan: 2022-06."
    )
    assert easel.drawn[0].heads[2] == "Source: report 1.1, 2.2."
    points = [float(line.get_xdata()[0]) for line in easel.drawn[0].canvas.axes[0].lines]
    assert points == pytest.approx([2001.0, 2020 + 0.5 / 12, 2022 + 5.5 / 12])


def test_map_of_counts_leaves_zero_empty(easel: Easel) -> None:
    cells = pd.DataFrame({"source": [2, 0], "baseline": [0, 0]}, index=["3.6 Suining", "3.9 Games"])
    alt = ledger.matrix(cells, "One case", "Weaknesses", "Source: the ledger.").alt
    assert alt == "One case. 3.6 Suining: source 2; 3.9 Games: none."
    assert [text.get_text() for text in easel.drawn[0].canvas.axes[0].texts] == ["2", "", "", ""]
