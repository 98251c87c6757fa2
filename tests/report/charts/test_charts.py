"""Every chart of this report states a finding, names the rows it rests on, and has room for its words."""

import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from pathlib import Path

import pytest
from matplotlib.colors import to_hex
from matplotlib.font_manager import fontManager
from matplotlib.text import Text

import compendium
from compendium import paths
from compendium.audit.audit import Audit
from compendium.display import charts, fonts
from compendium.display.charts.multiverse import curve, shares
from compendium.display.drawing.frame import Chart
from compendium.display.drawing.style import AGREES, MISSES, TOO_WIDE
from compendium.i18n.messages import using_language
from compendium.scenarios.multiverse.specifications import universes
from drawing import WARNINGS_FAIL, Drawn, Easel, clipped, overlaps

pytestmark = [pytest.mark.slow, *WARNINGS_FAIL]


@pytest.fixture(scope="module")
def real(report: Audit) -> list[Drawn]:
    """Every chart of the real report: all that the notebooks draw, the checks of every other figure, the answers."""
    return every_chart(report, "en")


@pytest.fixture(scope="module")
def chinese(report: Audit) -> list[Drawn]:
    """The same charts in Chinese."""
    return every_chart(report, "zh")


def code_of(notebook: Path, language: str) -> str:
    """Return a notebook's code, its parameter set to a language."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    code = "\n".join("".join(cell["source"]) for cell in cells if cell["cell_type"] == "code")
    assert code.count('language = "en"') == 1
    return code.replace('language = "en"', f'language = "{language}"')


def every_chart(report: Audit, language: str) -> list[Drawn]:
    def opened(section: str, *_: object, **__: object) -> Audit:
        return report.part(section)  # a notebook's audit is this one's part: nothing is computed twice

    shown, checks = set(), charts.checks

    def noting_the_figure(audit: Audit, id_: str, besides: Sequence[str] = ()) -> Chart:
        if not besides:
            shown.add(id_)
        return checks(audit, id_, besides)

    with pytest.MonkeyPatch.context() as patch, using_language(language):
        easel = Easel(patch)
        patch.setattr("compendium.audit.open_audit", opened)
        patch.setattr(charts, "checks", noting_the_figure)
        for path in sorted(paths.NOTEBOOKS.glob("[0-9]*.ipynb")):
            easel.origin = path.stem
            exec(code_of(path, language), {})
        for id_, verdict in report.verdicts.items():
            if verdict.checks and id_ not in shown:
                easel.origin = f"checks of {id_}"
                charts.checks(report, id_)
        for question in ("arithmetic", "evidence"):
            easel.origin = f"answers: {question}"
            charts.answers(report, question)
        for id_, own in universes(report).items():
            if own.open_questions:
                easel.origin = f"combinations of {id_}"
                curve.specifications(report, id_)
        easel.origin = "combinations"
        shares.shares(report)
        shares.together(report)
        return easel.drawn


# --- fonts ------------------------------------------------------------------------------------------------------------


def fonts_of(drawn: Drawn) -> set[str]:
    """Return the names of the fonts of a chart's glyphs, each of which is named by its font and a number."""
    uses = ET.fromstring(drawn.chart.svg).iter("{http://www.w3.org/2000/svg}use")
    names = (use.get("{http://www.w3.org/1999/xlink}href", "") for use in uses)
    return {found[1] for name in names if (found := re.fullmatch(r"#([A-Za-z][\w-]*)-[0-9a-f]+", name))}


def test_charts_are_set_in_the_books_own_fonts_alone(real: list[Drawn], chinese: list[Drawn]) -> None:
    assert set().union(*map(fonts_of, (*real, *chinese))) == {path.stem for path in fonts.FILES.values()}


# --- room for words ---------------------------------------------------------------------------------------------------


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
        assert "CompendiumSansSC-Bold" in fonts_of(drawn)
        assert not re.search(r"[a-z]{4,} [a-z]{2,}", words), words


def test_every_notebook_that_prints_figures_draws(real: list[Drawn]) -> None:
    origins = {drawn.origin for drawn in real}
    assert {path.stem for path in paths.NOTEBOOKS.glob("[0-9]*.ipynb")} - origins == set()


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
        r" (is|are|has|have|lies?|meets?|does|do|reproduces|gives?|needs?|claims?|counts?|saves?|fall|matters|could)\b"
    )
    assert [
        (d.origin, d.title) for d in real if not re.search(rf"{verbs}|\d", d.title) or len(d.title.split()) < 4
    ] == []
    assert [(d.origin, d.title) for d in real if d.title[0].islower() or d.title.endswith(".") or "  " in d.title] == []


def test_every_source_is_named_by_words_and_none_by_its_key(real: list[Drawn], report: Audit) -> None:
    keys = set(report.ledger.works)
    for drawn in real:
        carried = json.loads(str(ET.fromstring(drawn.chart.svg).findtext("{http://www.w3.org/2000/svg}metadata")))
        assert {key for key, *_ in carried["works"]} <= keys
        parts = drawn.heads[2].removeprefix("Source: ").removesuffix(".").split("; ")
        known = {name for _, name, _ in carried["works"]} | set(carried["words"])
        assert [part for part in parts if part not in known and not part.endswith(" more")] == []
        assert keys.isdisjoint(re.findall(r"[\w]+", drawn.heads[2]))


def test_every_chart_of_a_notebook_has_a_name_of_its_own(real: list[Drawn]) -> None:
    names: dict[str, list[str]] = {}
    for drawn in real[1::2]:
        carried = json.loads(str(ET.fromstring(drawn.chart.svg).findtext("{http://www.w3.org/2000/svg}metadata")))
        names.setdefault(drawn.origin, []).append(carried["name"])
    assert all(all(found) and len(set(found)) == len(found) for found in names.values()), names


def test_nothing_that_is_not_judged_has_a_colour_of_judgement(real: list[Drawn]) -> None:
    """Bars, but for those of answers and combinations, and what is compared say nothing about right and wrong."""
    judged = {AGREES, MISSES, TOO_WIDE}
    for drawn in real:
        counts = any("Figures by case" in head for head in drawn.heads)
        if counts or drawn.origin.startswith(("answers", "combinations")):
            continue
        bars = {to_hex(patch.get_facecolor()).upper() for patch in drawn.axes.patches}
        assert bars.isdisjoint(judged), drawn.title


def alone(svg: str) -> str:
    """Return a drawing without the one for phones that it carries."""
    return re.sub(r'"narrow": "(?:[^"\\]|\\.)*", ', "", svg, count=1, flags=re.DOTALL)


FONTS_SEEN = "checks of suining.co2_avoided"  # in both languages
ELSEWHERE = """
import json, sys
import matplotlib.font_manager as manager
for path in sys.argv[2:]:
    manager.fontManager.addfont(path)
from compendium.audit import open_audit
from compendium.display import charts
from compendium.i18n import use_language
audit, drawn = open_audit(), []
for language, origins in json.loads(sys.argv[1]).items():
    use_language(language)
    for origin in origins:
        what, _, name = origin.rpartition(" ")
        draw = charts.checks if what == "checks of" else charts.answers
        drawn.append(draw(audit, name).svg)
print(json.dumps(drawn))
"""


def test_drawing_depends_neither_on_the_process_nor_on_the_fonts_of_the_system(
    real: list[Drawn], chinese: list[Drawn]
) -> None:
    """Hash seeds, the folder and the system's fonts differ from run to run; a drawing must not.

    Among the fonts are some of the same families and weights as ours, and of the families that ours are subsets of.
    """
    pages = real[1::2]
    picked = [one for one in pages if one.origin.startswith("checks of ")][:5]
    picked += [one for one in pages if one.origin in ("answers: arithmetic", "answers: evidence", FONTS_SEEN)]
    translated = [one for one in chinese[1::2] if one.origin == FONTS_SEEN]
    asked = json.dumps({"en": [one.origin for one in picked], "zh": [one.origin for one in translated]})
    files = [Path(entry.fname) for entry in fontManager.ttflist if Path(entry.fname).suffix in (".ttf", ".otf")]
    noto = sorted(Path("/usr/share/fonts").rglob("Noto*.t*"))
    command = [sys.executable, "-c", ELSEWHERE, asked, *map(str, (*files[:20], *noto))]
    package = str(Path(compendium.__file__).parents[1])  # the one under test, in whatever folder the process starts
    seeded = {**os.environ, "PYTHONHASHSEED": "4711", "PYTHONPATH": package}
    there = subprocess.run(command, env=seeded, cwd="/", capture_output=True, text=True, check=True)
    here = [*picked, *translated]
    changed = [
        one.origin for one, svg in zip(here, json.loads(there.stdout), strict=True) if alone(svg) != one.chart.svg
    ]
    assert len(translated) == 1
    assert changed == []


def test_answers_of_the_report_add_up_to_its_figures(real: list[Drawn], report: Audit) -> None:
    _, chart = (drawn.chart for drawn in real if drawn.origin == "answers: evidence")
    told = chart.alt.partition(". ")[2]
    for answer, count in report.counts("evidence").items():
        told_of = [int(number) for number in re.findall(rf"(?<!\w){answer} (\d+)", told)]
        assert sum(told_of) == count, answer
    assert report.counts("evidence").total() == len(report.ledger.figures)
