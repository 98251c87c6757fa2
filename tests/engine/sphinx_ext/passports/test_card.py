"""The picture of a figure shows its words and the colours of its answers, and is drawn once."""

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageColor

from compendium.display.charts.answers import ANSWER_COLOURS
from compendium.i18n.messages import using_language
from compendium.sphinx_ext.head import social_cards
from compendium.sphinx_ext.head.social_cards import SIZE
from compendium.sphinx_ext.passports.card import FigureCard, draw

ENGLISH = FigureCard(
    "An audit", "1.1 Bakery, as printed", "CO₂ saved", "12 t CO₂/a", "Checks that count: 1.6 to 3.6 t CO₂/a",
    (("contradicted", "contradicted"), ("reproduced", "reproduced")),
)  # fmt: skip
CHINESE = FigureCard(
    "逐项审核", "1.1 面包房，报告值", "减少二氧化碳", "12吨二氧化碳/年", "未找到可计入判定的核验",
    (("untested", "未核验"), ("no inputs printed", "未给出计算依据")),
)  # fmt: skip
LONG = "a label so long that no picture could hold it in the largest type, nor in the one below it, only in three lines"
NUMBER = "between 1,234,567.89 and 12,345,678.9 million"


def drawn(card: FigureCard, path: Path, edition: str = "en") -> Image.Image:
    with using_language(edition):
        draw(card, path)
    return Image.open(path).convert("RGB")


@pytest.mark.parametrize(("card", "edition"), [(ENGLISH, "en"), (CHINESE, "zh")], ids=["en", "zh"])
def test_answers_have_the_colours_of_the_charts(card: FigureCard, edition: str, tmp_path: Path) -> None:
    image = drawn(card, tmp_path / "card.png", edition)
    assert image.size == SIZE
    foot, *squares = (image.getpixel(place) for place in ((600, SIZE[1] - 5), (80, 500), (80, 556)))
    first, second = (ImageColor.getrgb(ANSWER_COLOURS[answer]) for answer, _ in card.answers)
    assert (foot, squares) == (first, [first, second])
    assert (tmp_path / "card.png").stat().st_size < 30_000


def test_long_words_stay_within_the_picture_and_apart(tmp_path: Path) -> None:
    card = FigureCard(ENGLISH.name, ENGLISH.case, LONG, NUMBER, ENGLISH.given, ENGLISH.answers)
    image = drawn(card, tmp_path / "card.png").convert("L")
    dark = image.point([255 if shade < 128 else 0 for shade in range(256)])
    edge = dark.crop((SIZE[0] - 65, 0, SIZE[0], SIZE[1] - 30))
    assert edge.getbbox() is None
    rows = [dark.crop((0, y, SIZE[0], y + 1)).getbbox() is None for y in range(SIZE[1] - 30)]
    assert sum(one and not other for one, other in pairwise(rows)) >= 7  # lines do not meet


def test_picture_that_shows_the_same_stays_and_another_is_drawn(tmp_path: Path) -> None:
    path = tmp_path / "card.png"
    drawn(ENGLISH, path)
    before = (path.stat().st_mtime_ns, path.read_bytes())
    drawn(ENGLISH, path)
    assert (path.stat().st_mtime_ns, path.read_bytes()) == before
    drawn(CHINESE, path, "zh")
    assert path.read_bytes() != before[1]


def test_picture_is_drawn_again_by_another_engine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "card.png"
    drawn(ENGLISH, path)
    before = path.read_bytes()
    monkeypatch.setattr(social_cards, "engine", lambda: b"other colours")
    drawn(ENGLISH, path)
    assert path.read_bytes() != before
