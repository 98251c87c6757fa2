"""The charts' fonts hold every character of this report's tables and catalogs, but for what no chart shows."""

import csv

from babel.messages.pofile import read_po

from compendium import paths
from compendium.display import fonts


def test_every_character_of_the_catalogs_and_tables_can_be_drawn() -> None:
    texts = []
    for path in paths.LOCALE.rglob("*.po"):
        with path.open("rb") as file:
            texts += [str(text) for entry in read_po(file) for text in (entry.id, entry.string)]
    for path in paths.DATA.glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            # a quote stands on the page of sources only, in the reader's own fonts
            texts += [cell for row in csv.DictReader(file) for name, cell in row.items() if name != "quote"]
    assert len(texts) > 5000
    fonts.require(texts)
