"""The PNG of a chart shows what its SVG does."""

from io import BytesIO

import pandas as pd
import pytest
from PIL import Image

from compendium.audit.audit import Audit
from compendium.display import charts
from compendium.display.drawing.raster import png
from drawing import WARNINGS_FAIL

pytestmark = WARNINGS_FAIL

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 30 30">'
RED = '<path d="M 0 0 L 10 0 L 10 10 L 0 10 z " style="fill: #ff0000"/>'
WHITE = '<path d="M 0 0 L 30 0 L 30 30 L 0 30 z " style="fill: #ffffff"/>'


def pixels(inside: str) -> Image.Image:
    """Return a drawing of 30 by 30 points as an image of 80 by 80 pixels."""
    image = Image.open(BytesIO(png(f"{HEAD}{WHITE}{inside}</svg>"))).convert("RGB")
    assert image.size == (80, 80)
    return image


def near(image: Image.Image, x: float, y: float, colour: tuple[int, int, int]) -> bool:
    """Return whether the pixel at a point of the drawing has about a colour."""
    found = image.getpixel((round(x * 8 / 3), round(y * 8 / 3)))
    return all(abs(one - other) < 12 for one, other in zip(found, colour, strict=True))  # type: ignore[arg-type]


def test_shape_stands_where_the_drawing_puts_it() -> None:
    image = pixels(RED)
    assert near(image, 5, 5, (255, 0, 0))
    assert near(image, 15, 5, (255, 255, 255))
    assert near(image, 5, 15, (255, 255, 255))


def test_transformations_are_applied_from_the_last_to_the_first() -> None:
    image = pixels(f'<g transform="translate(10 20) scale(0.5 0.5)">{RED}</g>')
    assert near(image, 12, 22, (255, 0, 0))
    assert near(image, 17, 22, (255, 255, 255))


def test_copy_takes_the_shape_and_its_own_place_and_colour() -> None:
    defined = '<defs><path id="m" d="M 0 0 L 5 0 L 5 5 L 0 5 z "/></defs>'
    image = pixels(f'{defined}<use xlink:href="#m" x="20" y="10" style="fill: #0000ff"/>')
    assert near(image, 22, 12, (0, 0, 255))
    assert near(image, 2, 2, (255, 255, 255))


def test_line_has_its_width_and_what_is_clipped_is_not_drawn() -> None:
    clip = '<defs><clipPath id="c"><rect x="0" y="0" width="15" height="30"/></clipPath></defs>'
    line = '<path d="M 0 15 L 30 15 " clip-path="url(#c)" style="fill: none; stroke: #008000; stroke-width: 4"/>'
    image = pixels(clip + line)
    assert near(image, 5, 14, (0, 128, 0))
    assert near(image, 5, 11, (255, 255, 255))
    assert near(image, 25, 15, (255, 255, 255))


def test_half_transparent_shape_lets_through_what_is_below() -> None:
    half = {name: pixels(RED.replace("#ff0000", f"#ff0000; {name}: 0.5")) for name in ("opacity", "fill-opacity")}
    assert all(near(image, 5, 5, (255, 127, 127)) for image in half.values())
    both = pixels(f'<g style="opacity: 0.5">{RED.replace("#ff0000", "#ff0000; fill-opacity: 0.5")}</g>')
    assert near(both, 5, 5, (255, 191, 191))
    line = '<path d="M 0 15 L 30 15 " style="fill: none; stroke: #008000; stroke-width: 4; stroke-opacity: 0.5"/>'
    assert near(pixels(line), 5, 15, (127, 191, 127))


def test_opacity_of_another_kind_is_not_lost_silently() -> None:
    with pytest.raises(ValueError, match="flood-opacity"):
        pixels(RED.replace("#ff0000", "#ff0000; flood-opacity: 0.5"))


def test_cells_of_a_matrix_are_as_pale_as_their_counts() -> None:
    counts = pd.DataFrame([[3, 10]], index=["row"], columns=["few", "many"])
    image = Image.open(BytesIO(png(charts.matrix(counts, "Counts", "Loaves", "the ledger").svg))).convert("RGB")
    wide = {colour for count, colour in image.getcolors(1 << 24) or [] if count > 10_000}  # type: ignore[misc]
    paper, pale, dark = sorted(wide, reverse=True)  # type: ignore[type-var]
    assert paper[0] > 250  # type: ignore[index,operator]
    assert 255 - pale[0] < (255 - dark[0]) / 2  # type: ignore[index,operator]
    assert dark[0] > 150  # type: ignore[index,operator]  # beside NEUTRAL itself the numbers would be hard to read


def test_same_chart_gives_the_same_bytes(audit: Audit) -> None:
    svg = charts.compare(audit, ["bakery.flour", "bakery.flour_needed"]).svg
    assert png(svg) == png(svg)
    assert len(png(svg)) > 5000
