"""Tables show each row with its link, in HTML for a page and as the same plain text."""

import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest
from bs4 import BeautifulSoup, Tag

from compendium.audit.audit import Audit, open_audit
from compendium.display import markup, tables, worked
from compendium.ledger.ledger import Ledger
from compendium.ledger.loading import load

CrossChecked = Callable[..., Audit]
NO_BREAK = "\N{NO-BREAK SPACE}"


@pytest.fixture
def audit(bakery_ledger: Ledger) -> Audit:
    return open_audit(ledger=bakery_ledger)


def body(shown: tables.Shown) -> list[list[Tag]]:
    """Return the cells of a table's body, row by row."""
    return [row.find_all("td") for row in BeautifulSoup(shown.html, "html.parser").select("tbody tr")]


def cells(shown: tables.Shown) -> list[list[str]]:
    """Return the HTML of a table's body, cell by cell."""
    return [[cell.decode_contents(formatter="minimal") for cell in row] for row in body(shown)]


def symbols(markup: str) -> str:
    """Return the signs and words of a formula in a line."""
    return "".join(ET.fromstring(markup).itertext()).replace(NO_BREAK, " ")


def test_unknown_row_is_refused_by_name(audit: Audit) -> None:
    for show in (tables.checks, tables.values, tables.working, tables.answer, markup.link):
        with pytest.raises(KeyError, match=r"no row has the id 'bakery\.flor'; nearest: 'bakery\.flour"):
            show(audit, "bakery.flor")


def test_row_of_another_section_has_no_place_in_a_chapter(bakery: Path) -> None:
    with (bakery / "figures.csv").open("a", encoding="utf-8") as table:
        table.write("brewery.beer,2.1,3,5,t / day,exact,amount,2022,,beer,啤酒,\n")
    chapter = open_audit("1", ledger=load(bakery, bakery / "references.bib"))
    with pytest.raises(KeyError, match=r"no row has the id 'brewery\.beer'"):
        markup.link(chapter, "brewery.beer")


def test_figures_without_a_source_say_so(audit: Audit) -> None:
    assert cells(tables.figures(audit)) == [
        [
            '<a href="../book/ledger.html#bakery.loaves">loaves baked</a>',
            "200/day",
            "199.5 to 200.5/day",
            "none named",
        ],
        [
            '<a href="../book/ledger.html#bakery.flour">flour used</a>',
            f"about 100{NO_BREAK}kg/day",
            f"50 to 150{NO_BREAK}kg/day",
            '<a href="../book/sources.html#source-almanac2020">Almanac</a>',
        ],
    ]


def test_verdicts_name_both_answers_and_the_basis(audit: Audit) -> None:
    answers = [row[2:] for row in cells(tables.verdicts(audit))]
    assert answers == [
        [
            '<span class="verdict untested">untested</span>',
            '<span class="verdict no-inputs-printed">no inputs printed</span>',
            "",
        ],
        [
            '<span class="verdict untested">untested</span>',
            '<span class="verdict consistent">consistent</span><br/>outside factors',
            "1",
        ],
    ]


def test_material_difference_is_said_in_words(bakery_ledger: Ledger) -> None:
    # 200 loaves of 0.9 kg are 180 kg; about 100 kg reaches to 150.
    row = cells(tables.verdicts(open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})))[1]
    assert row[2:] == [
        '<span class="verdict untested">untested</span>',
        '<span class="verdict not-reproduced">not reproduced</span><br/>outside factors',
        "1.8 <b>material</b>",
    ]


def test_checks_that_count_and_agree_are_counted(cross_checked: CrossChecked) -> None:
    # Of 50 to 150 kg; the third way is that of another year.
    row = cells(tables.verdicts(cross_checked(1, 4, (1, "independent,year,"))))[1]
    assert row[2] == '<span class="verdict contested">contested</span><br/>1 of 2 checks agree'
    assert row[4] == "1 <b>material</b>"


def test_figure_none_of_whose_checks_counts_says_so(cross_checked: CrossChecked) -> None:
    row = cells(tables.verdicts(cross_checked((1, "independent,year,"))))[1]
    assert row[2] == '<span class="verdict untested">untested</span><br/>no check counts'


def test_checks_show_value_interval_and_what_they_rest_on(audit: Audit) -> None:
    # 199.5 * 0.45 and 200.5 * 0.55
    assert cells(tables.checks(audit, "bakery.flour")) == [
        [
            'recomputed: <a href="../book/ledger.html#bakery.flour_needed">flour for the loaves</a>',
            "agrees",
            f"100{NO_BREAK}kg/day",
            f"89.8 to 110{NO_BREAK}kg/day",
            "1",
            "",
            '<a href="../book/sources.html#flour.per_loaf">flour in a loaf</a>',
        ]
    ]


def test_cross_check_says_how_it_counts(cross_checked: CrossChecked) -> None:
    ways = (1.5, (1, "independent,year boundary,"), (4, "repeats,,method"))
    shown = cells(tables.checks(cross_checked(*ways), "bakery.flour"))
    assert [row[1:6:4] for row in shown] == [
        ["agrees", ""],
        ["too wide", "independent"],
        ["agrees", "not counted: another year, another boundary"],
        ["misses", "repeats the claim; a choice of the method"],
    ]


def test_check_that_misses_says_so(bakery_ledger: Ledger) -> None:
    row = cells(tables.checks(open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9}), "bakery.flour"))[0]
    assert row[1:5:3] == ["misses", "1.8"]


def test_row_of_a_wide_table_is_a_card_whose_cells_name_their_columns(audit: Audit) -> None:
    wide = BeautifulSoup(tables.figures(audit).html, "html.parser").table
    assert wide is not None
    assert {"ledger-table", "cards"} <= set(wide["class"])
    assert [cell["data-label"] for cell in wide.select("tbody tr")[0].find_all("td")] == [
        cell.text for cell in wide.select("th")
    ]
    roles = {tag.name: tag.get("role") for tag in (wide, *wide.find_all(["thead", "tr", "th", "td"]))}
    assert roles == {"table": "table", "thead": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}
    narrow = BeautifulSoup(tables.table([["a", "b", "c"]], ["1", "2", "3"]).html, "html.parser").table
    assert narrow is not None
    assert "cards" not in narrow["class"]


def test_values_of_every_kind_name_what_they_are(audit: Audit) -> None:
    shown = cells(tables.values(audit, "bakery.loaves", "flour.per_loaf", "bakery.flour_year"))
    assert [row[1] for row in shown] == ["printed", "factor, grade A", "derived"]
    # 100 kg a day over 365.25 days are 36.525 t, from 32.8 to 40.3
    assert [row[2] for row in shown] == ["200/day", f"0.5{NO_BREAK}kg", f"36.5{NO_BREAK}t/a"]
    assert [row[4] for row in shown] == [
        "the report alone",
        '<a href="../book/sources.html#source-almanac2020">Almanac</a>',
        '<a href="../book/sources.html#flour.per_loaf">flour in a loaf</a>',
    ]


def test_interval_that_is_sampled_says_so(bakery: Path) -> None:
    with (bakery / "factors.csv").open("a", encoding="utf-8") as table:
        table.write(
            "flour.rye,0.5,0.4,0.6,dimensionless,,World,2020,almanac2020,page 8,a half,A,share of rye,黑麦占比,\n"
        )
    with (bakery / "derivations.csv").open("a", encoding="utf-8") as table:
        table.write("flour.mixed,1.1,flour.rye * (1 - flour.rye),dimensionless,derived,,,,,,mixed flour,混合面粉,\n")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    # 0.4 * 0.6 at both ends, 0.5 * 0.5 between them
    assert cells(tables.values(audit, "flour.mixed"))[0][1:4] == ["derived (sampled)", "0.25", "0.24 to 0.25"]
    assert "<b>0.25</b> (0.24 to 0.25 (sampled))" in tables.working(audit, "flour.mixed").html


@pytest.mark.parametrize(
    ("show", "column"),
    [
        (tables.figures, 1),
        (tables.verdicts, 1),
        (lambda audit: tables.values(audit, "bakery.loaves", "bakery.flour"), 2),
    ],
    ids=["figures", "verdicts", "values"],
)
def test_assumed_figure_is_marked(bakery_ledger: Ledger, show: Callable[[Audit], tables.Shown], column: int) -> None:
    assumed = open_audit(ledger=bakery_ledger, assumptions={"bakery.flour": 90})
    loaves, flour = (row[column] for row in cells(show(assumed)))
    assert "(assumed)" not in loaves
    assert flour.endswith(f"90{NO_BREAK}kg/day (assumed)")


def test_assumed_factor_is_marked_wherever_a_row_rests_on_it(bakery_ledger: Ledger) -> None:
    assumed = open_audit(ledger=bakery_ledger, assumptions={"flour.per_loaf": 0.9})
    factor, flour = cells(tables.values(assumed, "flour.per_loaf", "bakery.flour_needed"))
    marked = '<a href="../book/sources.html#flour.per_loaf">flour in a loaf</a> (assumed)'
    assert factor[2] == f"0.9{NO_BREAK}kg (assumed)"
    assert flour[4] == marked
    assert cells(tables.checks(assumed, "bakery.flour"))[0][6] == marked


def test_spread_stands_beside_the_interval_with_what_moves_it_most(audit: Audit) -> None:
    link, value, interval, inner, mover = cells(tables.spread(audit, "bakery.flour_needed"))[0]
    assert link == '<a href="../book/ledger.html#bakery.flour_needed">flour for the loaves</a>'
    assert (value, interval) == (f"100{NO_BREAK}kg/day", f"89.8 to 110{NO_BREAK}kg/day")
    # nearly 200 loaves of 0.455 to 0.545 kg
    assert [float(end) for end in inner.removesuffix(f"{NO_BREAK}kg/day").split(" to ")] == pytest.approx(
        [91, 109], abs=0.05
    )
    assert mover == '<a href="../book/sources.html#flour.per_loaf">flour in a loaf</a>'


def test_open_input_leaves_no_spread_and_nothing_that_moves(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("item / day,exact", "item / day,at_least"), "utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    assert cells(tables.spread(audit, "bakery.flour_needed"))[0][2:] == [f"90{NO_BREAK}kg/day or more", "", ""]


def test_working_shows_the_formula_in_words_and_in_numbers(audit: Audit) -> None:
    words, numbers = worked.lines(audit, "bakery.flour_needed")
    assert symbols(words) == "flour for the loaves=loaves baked×flour in a loaf"
    assert symbols(numbers) == "200/day×0.5 kg=100 kg/day"
    shown = tables.working(audit, "bakery.flour_needed")
    page = BeautifulSoup(shown.html, "html.parser")
    (working,) = page.select("div.working")
    assert working.p is not None
    assert working.p.decode_contents(formatter="minimal") == (
        '<a href="../book/ledger.html#bakery.flour_needed">flour for the loaves</a>: '
        f"<b>100{NO_BREAK}kg/day</b> (89.8 to 110{NO_BREAK}kg/day)"
    )
    lines = working.select("div.math-line")
    assert [symbols(line.decode_contents()) for line in lines] == [symbols(words), symbols(numbers)]
    assert {line["tabindex"] for line in lines} == {"0"}
    assert shown.text == (
        f"flour for the loaves: 100{NO_BREAK}kg/day (89.8 to 110{NO_BREAK}kg/day)\n  bakery.loaves * flour.per_loaf"
    )


def test_several_workings_stand_one_below_the_other(audit: Audit) -> None:
    shown = tables.working(audit, "bakery.flour_needed", "bakery.flour_year")
    assert len(BeautifulSoup(shown.html, "html.parser").select("div.working")) == 2
    assert [line.split(":")[0] for line in shown.text.splitlines()[::2]] == ["flour for the loaves", "flour in a year"]


def test_label_cannot_become_markup(bakery: Path) -> None:
    path = bakery / "figures.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("flour used", "flour <b>& $salt_1"), encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace("loaves baked", "loaves <b>& $salt_1"), encoding="utf-8")
    audit = open_audit(ledger=load(bakery, bakery / "references.bib"))
    label = '<a href="../book/ledger.html#bakery.flour">flour &lt;b&gt;&amp; $salt_1</a>'
    assert [table[1][0] for table in map(cells, (tables.figures(audit), tables.verdicts(audit)))] == [label, label]
    assert "flour <b>& $salt_1" in tables.figures(audit).text
    words, _ = worked.lines(audit, "bakery.flour_needed")
    assert symbols(words) == "flour for the loaves=loaves <b>& $salt_1×flour in a loaf"


def test_source_leads_to_the_anchor_that_docutils_makes(audit: Audit) -> None:
    address = "../book/sources.html#source-report-ref-09"
    assert str(markup.source(audit, "report_ref_09")) == f'<a href="{address}">report_ref_09</a>'


def test_plain_text_says_the_same_as_the_table(audit: Audit) -> None:
    for shown in (tables.figures(audit), tables.verdicts(audit), tables.checks(audit, "bakery.flour")):
        assert shown._repr_mimebundle_() == {"text/html": shown.html, "text/plain": shown.text}
        for row, line in zip(body(shown), shown.text.splitlines()[1:], strict=True):
            for cell in row:
                for line_break in cell.find_all("br"):
                    line_break.replace_with(", ")
            assert line.split() == " ".join(cell.get_text() for cell in row).split()


def test_wide_table_scrolls_by_keyboard(audit: Audit) -> None:
    (scrolled,) = BeautifulSoup(tables.figures(audit).html, "html.parser").find_all(recursive=False)
    assert (scrolled.name, scrolled["class"], scrolled["tabindex"]) == ("div", ["table-scroll"], "0")
    assert [child.name for child in scrolled.find_all(recursive=False)] == ["table"]


def test_pandas_frame_is_shown_as_a_table_with_its_index_and_in_its_own_language() -> None:
    frame = pd.DataFrame(
        {"ratio": [0.123456, float("nan")], "count": [2, 3]}, index=pd.Index(["a & b", "c"], name="case")
    )
    shown = tables.of_frame(frame)
    rows = BeautifulSoup(shown.html, "html.parser").find_all("tr")
    assert [[cell.get_text() for cell in row.find_all(["th", "td"])] for row in rows] == [
        ["case", "ratio", "count"],
        ["a & b", "0.1235", "2"],
        ["c", "", "3"],
    ]
    assert BeautifulSoup(shown.html, "html.parser").div["lang"] == "en"
    assert shown.text.split() == ["case", "ratio", "count", "a", "&", "b", "0.1235", "2", "c", "3"]


def test_table_without_rows_says_so_in_a_line() -> None:
    assert tables.table([], ["a", "b"]).text == "There is nothing to list here."
