"""The page of sources has a row with an address of its own for every factor."""

from small_book import Book, cells, column_names, source_anchor, words


def test_every_factor_is_told_with_its_source_and_grade(ledger_book: Book) -> None:
    (table,) = ledger_book.tree("book/sources").find_all("table")
    assert column_names(table) == ["factor", "value", "range", "where, when", "source", "grade", "note"]
    found = [[words(cell) for cell in row] for row in cells(table)]
    assert [row["id"] for row in table.select("tbody tr")] == [
        "flour.per_loaf", "wood.co2", "wood.co2_net", "mill.hours", "mill.rated",
    ]  # fmt: skip
    assert [[*row[:4], row[5]] for row in found][:2] == [
        ["flour in a loaf flour.per_loaf", "0.5 kg", "0.45 to 0.55 kg", "World, 2020", "A"],
        ["CO2 of wood wood.co2", "1.5 t CO₂/t", "", "World, 2020", "A"],
    ]
    assert found[0][4].endswith("page 7")


def test_every_source_has_one_anchor(ledger_book: Book) -> None:
    page = ledger_book.tree("book/sources")
    for key in ("almanac2020", "survey2021"):
        assert len(page.find_all(id=source_anchor(key))) == 1


def test_no_anchor_stands_twice_on_a_page(ledger_book: Book) -> None:
    for name in ledger_book.names:
        found = [one["id"] for one in ledger_book.tree(name).select("[id]")]
        assert len(found) == len(set(found)), name


def test_every_link_between_the_pages_arrives(ledger_book: Book) -> None:
    trees = {(ledger_book.folder / f"{name}.html").resolve(): ledger_book.tree(name) for name in ledger_book.names}
    checked = 0
    for path, tree in trees.items():
        for link in tree.select('a[href*="#"]'):
            target, _, anchor = link["href"].partition("#")
            if ":" in target or not anchor or anchor.startswith("show="):  # what a page that is not here shall show
                continue
            arrived = trees[(path.parent / target).resolve() if target else path]
            assert arrived.find(id=anchor), f"{path.name}: {link['href']}"
            checked += 1
    assert checked > 50
