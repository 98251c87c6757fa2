"""The index of the search holds each page's text by section, without code; a script decides what counts as the same."""

import io
from typing import Any

import pytest
from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document

from compendium import paths
from compendium.sphinx_ext.nodes import element, reference, table
from compendium.sphinx_ext.search.text_index import TextIndex, bare, sections

STATIC = paths.SOURCE / "sphinx_ext" / "search" / "static"


def page(text: str) -> nodes.document:
    document = new_document("page", get_default_settings(Parser))
    Parser().parse(text, document)
    if isinstance(document[0], nodes.section):
        return document
    section = nodes.section("", nodes.title("", "Page"), *document.children, ids=["page"])
    document.children = []
    document += section
    return document


def records(document: nodes.document) -> list[list[Any]]:
    return [section.record() for section in sections("Page", document)]


def test_text_stands_below_its_heading() -> None:
    document = page("Page\n====\n\nOf *all*.\n\nBread\n-----\n\n- one\n- two\n\nMill\n----\n\nGrinds.")
    assert records(document) == [["", "Page", "Of all."], ["bread", "Bread", "one two"], ["mill", "Mill", "Grinds."]]


def test_number_is_not_cut_from_what_follows_it() -> None:
    line = nodes.paragraph("", "", nodes.strong("", "1,037"), nodes.Text("吨CO"), nodes.subscript("", "2"))
    document = page("Page\n====\n\nOf it.")
    document[0] += line
    assert records(document)[0][2] == "Of it. 1,037吨CO2"


def test_code_is_left_out_and_what_it_prints_is_not() -> None:
    printed = nodes.literal_block("", "printed 5", classes=["output", "stream"])
    document = page("Page\n====\n\n::\n\n   secret = 1037")
    document[0] += printed
    assert records(document) == [["", "Page", "printed 5"]]


def test_markup_is_read_without_its_tags_scripts_and_the_data_of_a_chart() -> None:
    markup = "<style>p{}</style><td>CO<sub>2</sub></td><td>a &lt; b</td><script>let x</script>"
    assert bare(markup).split() == ["CO2", "a", "<", "b"]
    tools = '<div class="chart-tools"><details>8.125<div>t</div></details><details>Cite</details><a>Link</a></div>'
    chart = f"<figure><figcaption><p>Source</p>{tools}</figcaption></figure>"
    assert bare(f"{chart}<p>Text</p>{chart}").split() == ["Source", "Text", "Source"]


def test_entry_of_the_ledger_and_row_of_a_table_have_their_own_addresses() -> None:
    title = element("h3", "CO₂ saved", " ", reference("a.b", "#a.b", ["permalink"]), classes=["ledger-entry-title"])
    fold = element("details", element("summary", "Checks"), element("p", "9.75"))
    entry = element("div", title, nodes.paragraph("", "12 t"), fold, ids=["a.b"], classes=["ledger-entry"])
    grid = table(("term", "meaning"), [["#term-heat-pump", ["heat pump ", nodes.literal("", "hp")], "A machine."]])
    document = page("Page\n====\n\nOf it.")
    head = nodes.paragraph("", "Preface: so", classes=["ledger-entry-title"])
    erratum = nodes.container("", head, nodes.paragraph("", "Unclear."), ids=["e-1"], classes=["ledger-entry"])
    document[0] += [entry, grid, erratum]
    assert records(document)[1:] == [
        ["a.b", "CO₂ saved", "a.b 12 t", "entry"],
        ["term-heat-pump", "heat pump", "heat pump hp A machine.", "row"],
        ["e-1", "Preface: so", "Unclear.", "row"],
    ]


def test_summary_source_and_log_stand_aside() -> None:
    box = nodes.raw("", '<div class="answer-box"><p>1,037 t</p></div>', format="html")
    log = nodes.section("", nodes.title("", "1.0"), nodes.paragraph("", "Bread."), ids=["v1"], classes=["log"])
    document = page("Page\n====\n\nOf it.")
    document[0] += [box, nodes.paragraph("", "And on."), log]
    for name, words in {"a": "B. C. Brown and Li Wu. Grain. 2020.", "b": "粮食[EB/OL]. 2021"}.items():
        document[0] += nodes.citation("", nodes.label("", "7"), nodes.paragraph("", words), ids=[f"source-{name}"])
    assert records(document) == [
        ["", "Page", "Of it. And on."],
        ["", "Page", "1,037 t", "aside"],
        ["v1", "1.0", "Bread.", "aside"],
        ["source-a", "B. C. Brown and Li Wu", "7 B. C. Brown and Li Wu. Grain. 2020.", "aside"],
        ["source-b", "粮食", "7 粮食[EB/OL]. 2021", "aside"],
    ]


@pytest.fixture
def index() -> TextIndex:
    made = TextIndex.__new__(TextIndex)
    made.pages = {"b": [["", "B", "two"]], "a": [["", "A", "一"]]}
    return made


def test_index_is_read_as_it_was_written_and_pages_are_in_order(index: TextIndex) -> None:
    file = io.StringIO()
    index.dump(file, None)
    assert file.getvalue() == 'searchIndex([["a",[["","A","一"]]],["b",[["","B","two"]]]]);\n'
    again = TextIndex.__new__(TextIndex)
    again.load(io.StringIO(file.getvalue()), None)
    assert again.pages == index.pages


def test_page_that_is_gone_is_dropped(index: TextIndex) -> None:
    index.prune(["a", "c"])
    assert list(index.pages) == ["a"]


def test_index_of_another_program_is_refused(index: TextIndex) -> None:
    with pytest.raises(ValueError, match="not an index of texts"):
        index.load(io.StringIO("Search.setIndex({})"), None)


@pytest.fixture(scope="module")
def tab(chromium: Any) -> Any:
    """A page with what decides whether two texts are the same."""
    found = chromium.new_page()
    found.add_script_tag(
        content="\n".join((STATIC / name).read_text("utf-8") for name in ("traditional.js", "plain.js"))
    )
    return found


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("avoided 1,037 t", "1037", True),
        ("avoided 1037 t", "1,037", True),
        ("21,037 t", "1037", False),
        ("10370 t", "1037", False),
        ("1037.5 t", "1037", True),
        ("0.5703 kg", "0.57", True),
        ("0.5703 kg", "5703", False),
        ("−0.725", "-0.7", True),
        ("CO₂ of coal", "co2", True),
        ("CO2 of coal", "CO₂", True),
        ("二氧化碳减排量", "CO2", True),
        ("CO₂ avoided", "二氧化碳", True),
        ("填埋气发电", "填埋氣發電", True),
        ("1037吨二氧化碳", "1037吨二氧化碳", True),
        ("１０３７吨", "1037", True),
        ("8+7 cities", "8+7", True),
        ("bread", "mill", False),
    ],
)
def test_what_counts_as_the_same(tab: Any, text: str, query: str, found: bool) -> None:
    script = "([text, query]) => terms(query).every((term) => has(plain(text), term))"
    assert tab.evaluate(script, [text, query]) is found


def test_query_is_cut_into_words_and_numbers(tab: Any) -> None:
    for query, parts in {
        "1037吨二氧化碳": ["1037", "吨二氧化碳"],
        "Sobol序列": ["sobol", "序列"],
        "“heat pump”, 0.5703.": ["heat", "pump", "0.5703"],
        " ": [],
    }.items():
        assert tab.evaluate("terms", query) == parts


def test_each_traditional_character_has_one_simplified(tab: Any) -> None:
    assert tab.evaluate("[...TRADITIONAL].length === [...SIMPLIFIED].length && new Set(TRADITIONAL).size > 2000")
    assert (STATIC / "traditional.js").stat().st_size < 20_000
