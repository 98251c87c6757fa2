"""Raster: a chart's drawing as PNG, made from its SVG, so that a notebook keeps one drawing only.

It reads what Matplotlib writes: groups, paths, copies of paths, and clipping by rectangles.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.path import Path
from matplotlib.transforms import Affine2D, Bbox
from numpy.typing import NDArray

_SVG, _HREF = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
_SCALE = 8 / 3  # pixels for a point: twice what a screen shows
_COLOURS = 64
_CODES = {"M": (Path.MOVETO, 1), "L": (Path.LINETO, 1), "Q": (Path.CURVE3, 2), "C": (Path.CURVE4, 3)}
_OPACITIES = {"opacity", "fill-opacity", "stroke-opacity"}
_INHERITED = ("fill", "stroke", "stroke-width", *sorted(_OPACITIES))
_CAPS: Mapping[str, Any] = {"butt": "butt", "round": "round", "square": "projecting"}
Style = Mapping[str, str]
Matrix = NDArray[np.float64]  # three by three, as Affine2D has it


@dataclass
class _Painter:
    renderer: Any
    known: dict[str, ElementTree.Element] = field(default_factory=dict)  # paths and clips by id

    def paint(self, element: ElementTree.Element, place: Matrix, style: Style, clip: Bbox | None = None) -> None:
        """Paint an element and what it contains."""
        own = {**style, **_style(element)}
        if moved := element.get("transform"):
            place = place @ _transform(moved)
        if found := re.fullmatch(r"url\(#(.*)\)", element.get("clip-path", "")):
            clip = self._clip(found[1], place)
        match element.tag.removeprefix(_SVG):
            case "svg" | "g":
                for child in element:
                    self.paint(child, place, {name: own[name] for name in _INHERITED if name in own}, clip)
            case "path":
                self._path(element.get("d", ""), place, own, clip)
            case "use":
                shift = _matrix(1, 1, float(element.get("x", 0)), float(element.get("y", 0)))
                self.paint(self.known[element.get(_HREF, "")[1:]], place @ shift, own, clip)

    def _clip(self, name: str, place: Matrix) -> Bbox:
        x, y, width, height = (float(self.known[name][0].get(end, 0)) for end in ("x", "y", "width", "height"))
        corners = Affine2D(place).transform([(x, y), (x + width, y + height)])
        return Bbox([corners.min(axis=0), corners.max(axis=0)])

    def _path(self, text: str, place: Matrix, style: Style, clip: Bbox | None) -> None:
        if not (path := _read(text)):
            return
        gc = self.renderer.new_gc()
        scale = abs(float(place[0, 0] * place[1, 1] - place[0, 1] * place[1, 0])) ** 0.5
        stroke = style.get("stroke", "none")
        gc.set_alpha(None)  # each colour has its own
        gc.set_foreground(_colour("stroke", style) or (0.0, 0.0, 0.0, 0.0))
        gc.set_linewidth(float(style.get("stroke-width", 1)) * scale if stroke != "none" else 0.0)
        gc.set_capstyle(_CAPS[style.get("stroke-linecap", "butt")])
        if dashes := style.get("stroke-dasharray"):
            gc.set_dashes(0, [float(one) * scale for one in dashes.split(",")])
        if clip is not None:
            gc.set_clip_rectangle(clip)
        self.renderer.draw_path(gc, path, Affine2D(place), _colour("fill", {"fill": "#000000", **style}))


def png(svg: str) -> bytes:
    """Return a drawing as a PNG file in light colours."""
    from PIL import Image

    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    width, height = (float(end) * _SCALE for end in root.get("viewBox", "").split()[2:])
    renderer: Any = RendererAgg
    painter = _Painter(renderer(round(width), round(height), 72))
    painter.known = {name: one for one in root.iter() if (name := one.get("id"))}
    painter.paint(root, _matrix(_SCALE, -_SCALE, 0, round(height)), {})
    image = Image.fromarray(np.asarray(painter.renderer.buffer_rgba())).convert("RGB")
    file = BytesIO()
    image.quantize(_COLOURS, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _style(element: ElementTree.Element) -> Style:
    """Return an element's own style.

    Raises:
        ValueError: it has an opacity of a kind that would be lost.
    """
    pairs = (part.partition(":") for part in element.get("style", "").split(";") if ":" in part)
    found = {name.strip(): value.strip() for name, _, value in pairs}
    if lost := sorted(name for name in found if name.endswith("opacity") and name not in _OPACITIES):
        raise ValueError(f"no drawing of {lost}")
    return found


def _colour(name: str, style: Style) -> tuple[float, ...] | None:
    """Return the colour of a fill or stroke, with how opaque it is; none if nothing is painted."""
    if (found := style.get(name, "none")) == "none":
        return None
    alpha = float(style.get("opacity", 1)) * float(style.get(f"{name}-opacity", 1))
    return (*(int(found[at : at + 2], 16) / 255 for at in (1, 3, 5)), alpha)


def _matrix(wide: float, high: float, right: float, down: float) -> Matrix:
    return np.array([[wide, 0.0, right], [0.0, high, down], [0.0, 0.0, 1.0]])


@lru_cache(maxsize=4096)
def _transform(text: str) -> Matrix:
    """Return a transformation as SVG writes it: the last is applied first."""
    found = np.eye(3)
    for name, inside in re.findall(r"(\w+)\(([^)]*)\)", text):
        first, *rest = (float(one) for one in re.split(r"[\s,]+", inside.strip()))
        match name:
            case "translate":
                found = found @ _matrix(1, 1, first, rest[0] if rest else 0.0)
            case "scale":
                found = found @ _matrix(first, rest[0] if rest else first, 0, 0)
            case "rotate":
                found = found @ Affine2D().rotate_deg(first).get_matrix()
    return found


@lru_cache(maxsize=4096)  # most paths are letters
def _read(text: str) -> Path | None:
    """Return the outline that the letters and numbers of a path describe."""
    points: list[tuple[float, float]] = []
    codes: list[Any] = []
    for letter, inside in _segments(text):
        if letter == "z":
            points.append(points[-1])
            codes.append(Path.CLOSEPOLY)
            continue
        code, count = _CODES[letter]
        numbers = [float(one) for one in inside.split()]
        points += list(zip(numbers[::2], numbers[1::2], strict=True))
        codes += [code] * count
    return Path(points, codes) if points else None


def _segments(text: str) -> Iterator[tuple[str, str]]:
    yield from re.findall(r"([MLQCz])([^MLQCz]*)", text)
