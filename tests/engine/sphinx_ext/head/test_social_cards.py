"""A card shows mark, title, first words and answers, in glyphs that its fonts have, and is drawn once."""

from itertools import groupby
from pathlib import Path

import pytest
from PIL import Image

from compendium.i18n.messages import using_language
from compendium.ledger.vocabulary import Evidence
from compendium.sphinx_ext.head.social_cards import MARK, SIZE, Card, Type, draw

COUNTS = (5, 1, 2, 1, 2, 3, 10)
ANSWERS = tuple(answer for answer, count in zip(Evidence, COUNTS, strict=True) for _ in range(count))
ENGLISH = Card("3.6 Bakery: an oven without wood", "CO₂ falls by 1,234 t.", "An audit", ANSWERS)
CHINESE = Card("3.6　面包房：不烧木柴的烤炉", "“灰”实为二氧化碳（CO₂）中的碳。", "逐项审核", ANSWERS)
LONG = (
    "A title so long that no card could hold it in the largest type and which therefore has to be set in a smaller one"
)
cards = pytest.mark.parametrize(("card", "edition"), [(ENGLISH, "en"), (CHINESE, "zh")], ids=["en", "zh"])


def drawn(card: Card, path: Path, edition: str = "en") -> Image.Image:
    with using_language(edition):
        draw(card, path)
    return Image.open(path).convert("RGB")


def near(pixel: object, colour: tuple[int, int, int]) -> bool:
    return isinstance(pixel, tuple) and all(abs(one - other) < 12 for one, other in zip(pixel, colour, strict=True))


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    """Return where within a box anything is drawn."""
    dark = image.crop(box).convert("L").point([255 if grey < 200 else 0 for grey in range(256)])
    found = dark.getbbox()
    assert found, f"nothing is drawn in {box}"
    return found


@cards
def test_card_has_the_size_that_networks_show_and_is_light(card: Card, edition: str, tmp_path: Path) -> None:
    assert drawn(card, tmp_path / "card.png", edition).size == SIZE == (1200, 630)
    assert (tmp_path / "card.png").stat().st_size < 40_000


@cards
def test_card_is_the_same_every_time(card: Card, edition: str, tmp_path: Path) -> None:
    for name in ("one.png", "two.png"):
        drawn(card, tmp_path / name, edition)
    assert (tmp_path / "one.png").read_bytes() == (tmp_path / "two.png").read_bytes()


def test_mark_stands_in_the_corner_in_its_own_colours(tmp_path: Path) -> None:
    image = drawn(ENGLISH, tmp_path / "card.png")
    assert 'fill="#0b5d8f"' in MARK.read_text(encoding="utf-8")
    assert near(image.getpixel((73, 112)), (0x0B, 0x5D, 0x8F))  # the tile
    assert near(image.getpixel((79, 112)), (255, 255, 255))  # the end of the whisker
    assert near(image.getpixel((112, 95)), (255, 255, 255))  # the dot
    assert near(image.getpixel((109, 120)), (0x0B, 0x5D, 0x8F))  # the tick on it
    assert near(image.getpixel((66, 66)), (255, 255, 255))


@pytest.mark.parametrize(
    ("title", "edition"), [(ENGLISH.title, "en"), (LONG, "en"), (CHINESE.title, "zh"), (CHINESE.title * 3, "zh")]
)
def test_title_and_lead_are_not_clipped_and_do_not_meet(title: str, edition: str, tmp_path: Path) -> None:
    lead = "一二三四五六七八九十" * 8 if edition == "zh" else "nine more " * 16
    image = drawn(Card(title, lead, "name", ANSWERS), tmp_path / "card.png", edition)
    left, top, right, bottom = ink(image, (0, 190, SIZE[0], SIZE[1] - 30))
    assert left >= 68
    assert right <= SIZE[0] - 68
    assert top > 10
    assert bottom < SIZE[1] - 30 - 190
    blank = [
        not any(grey < 200 for grey in image.crop((0, y, SIZE[0], y + 1)).convert("L").tobytes()) for y in range(600)
    ]
    gaps = [len(list(run)) for empty, run in groupby(blank) if empty]
    # above the mark, between mark and title, between title and lead, above the foot; lines leave less between them
    assert len([gap for gap in gaps if gap > 32]) == 4


def test_every_character_has_a_glyph_in_one_of_the_fonts() -> None:
    with using_language("zh"):
        runs = list(Type(27).runs("二氧化碳（CO₂）"))
    assert [text for _, text in runs] == ["二氧化碳（CO", "₂", "）"]
    for font, text in runs:
        missing = bytes(font.getmask("\U0010ffff"))
        assert all(bytes(font.getmask(character)) != missing for character in text)


def test_foot_shows_a_cell_for_each_figure_in_the_colour_of_its_answer(tmp_path: Path) -> None:
    image = drawn(ENGLISH, tmp_path / "card.png")
    width = SIZE[0] / len(ANSWERS)
    colours = [image.getpixel((round((place + 0.5) * width), SIZE[1] - 10)) for place in range(len(ANSWERS))]
    assert [len([one for one in colours if one == colour]) for colour in dict.fromkeys(colours)] == list(COUNTS)


def test_card_that_shows_the_same_stays_and_another_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    drawn(ENGLISH, path)
    before = path.stat().st_mtime_ns
    drawn(ENGLISH, path)
    assert path.stat().st_mtime_ns == before
    shown = path.read_bytes()
    drawn(Card(ENGLISH.title, "Other words.", ENGLISH.name, ANSWERS), path)
    assert path.read_bytes() != shown
