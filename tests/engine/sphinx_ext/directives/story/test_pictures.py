"""The pictures of a story on a made-up report: what each shows, in which proportions, and what it refuses."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from made_up import add, works
from small_book import Book, build_book, directives, made_of, words

_PAGE = directives(
    "story-steps}",
    "story-cards} bakery.flour bakery.co2_saved",
    "story-divisions} mill.hours_implied",
    "story-meeting} mill.power_by_hours mill.power_before\n:printed: mill.power",
    "story-bars} bakery.flour bakery.flour_needed | bakery.co2_saved bakery.co2_net",
    "story-shares} wood.co2_net\n:made-of: C 1, O 3",
    "story-verdicts} bakery.co2_saved mill.power",
    "story-share}",
)


@pytest.fixture(scope="module")
def book(build: Callable[..., Book]) -> Book:
    found = build({"index": "# Index\n", "book/tale": f"# Tale\n\n{_PAGE}", "book/ledger": "# Ledger\n"})
    assert found.warnings == ""
    return found


@pytest.fixture(scope="module")
def tale(book: Book) -> BeautifulSoup:
    return book.tree("book/tale")


def scene(tale: BeautifulSoup, kind: str) -> Tag:
    (found,) = tale.select(f"figure.scene.{kind}")
    return found


def rows(tale: BeautifulSoup, kind: str, within: str) -> list[str]:
    return [words(row).replace("\N{NO-BREAK SPACE}", " ") for row in scene(tale, kind).select(f"ul.{within} > li")]


def styles(tale: BeautifulSoup, kind: str, within: str) -> list[str]:
    return [str(row["style"]) for row in scene(tale, kind).select(f"ul.{within} > li")]


def test_card_has_a_figures_number_and_name_and_leads_to_its_entry(tale: BeautifulSoup) -> None:
    assert rows(tale, "cards", "cards") == ["about 100 kg/dayflour used", "12 t CO₂/aCO2 saved"]
    links = [link["href"] for link in scene(tale, "cards").select("a.number")]
    assert links == ["ledger.html#bakery.flour", "ledger.html#bakery.co2_saved"]


def test_division_shows_both_rows_and_not_what_comes_out(tale: BeautifulSoup) -> None:
    assert rows(tale, "divisions", "divisions") == ["power of the millnearly 36 MWh/a÷12 kW"]


def test_points_and_the_printed_band_lie_on_one_scale(tale: BeautifulSoup) -> None:
    assert styles(tale, "meeting", "meeting") == [
        "--at: 100%; --nth: 0",
        "--at: 50%; --nth: 1",
        "--at: 97.22%; --to: 2.778%",
    ]
    assert words(scene(tale, "meeting").figcaption) == "The greatest is 100% above the least."


def test_bars_begin_at_zero_and_what_is_printed_looks_otherwise(tale: BeautifulSoup) -> None:
    bars = scene(tale, "bars").select("li")
    assert [(bar["class"], bar["style"]) for bar in bars] == [
        (["printed"], "--at: 100%; --nth: 0"),
        (["other"], "--at: 100%; --nth: 1"),
        (["printed"], "--at: 100%; --nth: 0"),
        (["other"], "--at: 20%; --nth: 1"),
    ]


def test_shares_are_of_one_whole_which_is_shown_in_its_parts(tale: BeautifulSoup) -> None:
    assert styles(tale, "shares", "parts") == ["--at: 25%", "--at: 75%"]
    assert styles(tale, "shares", "bars") == ["--at: 30%; --nth: 0"]


def test_verdicts_are_those_of_the_audit(tale: BeautifulSoup) -> None:
    answers = [one["class"] for one in scene(tale, "verdicts").select(".verdict")]
    assert [one[-1] for one in answers] == ["contradicted", "reproduced", "supported", "no-inputs-printed"]


def test_what_needs_the_script_is_hidden_until_it_runs(tale: BeautifulSoup) -> None:
    for part in (".story-steps", ".story-share"):
        assert tale.select_one(part).has_attr("hidden"), part


def test_files_are_loaded_only_where_they_are_needed(book: Book) -> None:
    assert {name: book.page(name).count("_static/story/") for name in book.names} == {
        "index": 0,
        "book/tale": 3,
        "book/ledger": 0,
    }


@pytest.mark.parametrize(
    ("directive", "told"),
    [
        ("story-cards} bakery.flours", "no row has the id 'bakery.flours'; nearest: 'bakery.flour'"),
        ("story-cards} flour.per_loaf", "flour.per_loaf"),
        ("story-divisions} bakery.flour_needed", "bakery.flour_needed divides no row by another"),
        ("story-bars} bakery.flour mill.power", "MWh"),
        ("story-meeting} mill.power_by_hours", "the option 'printed' is missing"),
        ("story-meeting} mill.power_by_hours\n:printed: mill.powr", "nearest: 'mill.power'"),
    ],
)
def test_row_that_a_picture_cannot_show_is_told(build: Callable[..., Book], directive: str, told: str) -> None:
    assert told in build({"index": "# Index\n\n" + directives(directive)}).warnings


# --- the map and the cases, on tables that have places ---------------------------------------------------------------

_GRIDS = [("North", 1.0, "N", "北", 1, 2), ("South", 0.25, "S", "南", 2, 1), ("Middle", 0.5, "M", "中", 2, 2)]


_MAP = "```{{region-map}} bakery.co2_net\n:replaces: wood.co2_net\n:sources: grids2021\n:uncounted: {}\n```\n\n"


@pytest.fixture(scope="module")
def places(tables: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bakery's tables with a family of factors, tiles for all of them but one, and a place for the bakery."""
    folder = tmp_path_factory.mktemp("places")
    for path in tables.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    with (folder / "references.bib").open("a", encoding="utf-8") as file:
        file.write(works("grids2021"))
    row = "grid.{0},{1},,,t CO2 / t,,{2},2021,grids2021,page 9,{1} t,A,grid of {2},{2},\n"
    factors = [(name, value) for name, value, *_ in _GRIDS] + [("Realm", 0.4)]
    add(
        folder,
        factors="".join(row.format(name.lower(), value, name) for name, value in factors),
        regions="".join(f"{name},{en},{zh},{r},{c}\n" for name, _, en, zh, r, c in _GRIDS) + "East,E,东,1,3\n",
        sites='bakery,1.1,"In Bath, a bakery",Bath,巴斯\n',
    )
    return folder


@pytest.fixture(scope="module")
def placed(places: Path, tmp_path_factory: pytest.TempPathFactory) -> Book:
    page = "# Map\n\n" + _MAP.format("Realm, World") + directives("cases-by-place} 1")
    others = {"book/ledger": "# Ledger\n", "book/sources": "# Sources\n", "notebooks/1-bread": "# Bread\n"}
    with made_of(places):
        return build_book(tmp_path_factory.mktemp("book"), {"index": page, **others}, places / "references.bib")


def test_tile_stands_in_its_place_and_is_filled_to_its_factor(placed: Book) -> None:
    assert placed.warnings == ""
    tiles = placed.tree("index").select(".tiles > li")
    # 12 t of CO2 from 8 t of wood need 1.5 t of CO2 a tonne: the whole of the scale.
    assert [(words(tile), tile["style"], tile.get("class")) for tile in tiles] == [
        ("NNorth1", "--at: 66.67%; --row: 1; --column: 2", None),
        ("SSouth0.25", "--at: 16.67%; --row: 2; --column: 1", None),
        ("MMiddle0.5", "--at: 33.33%; --row: 2; --column: 2", None),
        ("EEastno value", "--row: 1; --column: 3", ["empty"]),
    ]


def test_map_says_how_it_is_read_and_names_the_ends_of_its_scale(placed: Book) -> None:
    picture = placed.tree("index").select_one(".region-map")
    assert words(picture.figcaption).startswith("Factors of 2021, t CO₂/t. A full tile would be what the print needs.")
    assert [words(name) for name in picture.select(".scale li")] == [
        "South 0.25",
        "North 1",
        "as printed: 1.5 t CO₂/t",
    ]
    marks = placed.tree("index").select(".scale .line i")
    assert [mark["style"] for mark in marks] == ["--at: 16.67%", "--at: 33.33%", "--at: 66.67%", "--at: 100%"]


def test_map_is_there_as_a_table_that_leads_to_the_factors(placed: Book) -> None:
    (table,) = placed.tree("index").select("details table")
    assert [words(row) for row in table.select("tbody tr")] == ["North 1 8 t CO₂/a", "Middle 0.5 4 t CO₂/a",
                                                                "South 0.25 2 t CO₂/a"]  # fmt: skip
    assert table.select("a")[0]["href"] == "book/sources.html#grid.north"


def test_case_stands_under_its_place_with_its_savings(placed: Book) -> None:
    (place,) = placed.tree("index").select(".places > li")
    assert words(place.h3) == "Bath"
    (entry,) = place.select("ul > li:has(> p)")
    assert entry.p.a["href"] == "notebooks/1-bread.html"
    assert [words(row) for row in entry.select("ul > li")] == ["CO2 saved 12 t CO₂/a reproduced contradicted"]


def test_case_without_a_place_says_so(build: Callable[..., Book]) -> None:
    found = build({"index": "# Index\n\n" + directives("cases-by-place} 2"), "book/ledger": "# Ledger\n"})
    (place,) = found.tree("index").select(".places > li")
    assert words(place) == "No place named2.10 Millno saving printed"


def test_region_without_a_tile_is_told(places: Path, tmp_path: Path) -> None:
    with made_of(places):
        found = build_book(tmp_path, {"index": "# Map\n\n" + _MAP.format("World")}, places / "references.bib")
    assert "no tile in regions.csv for Realm" in found.warnings
