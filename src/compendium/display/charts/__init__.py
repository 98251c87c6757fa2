"""Charts of the ledger. Every title is computed and states a finding; every chart names its sources.

A chart contains its alternative text, its data and its colours for dark mode (``frame``). A new chart is a module here,
with its drawing function in the list below. One that no notebook draws is not in the list, so that notebooks do not run
again when it changes: ``sensitivity``.
"""

from compendium.display.charts.answers import answers, matrix
from compendium.display.charts.checks import checks, ratios
from compendium.display.charts.co_control import plane
from compendium.display.charts.comparison import compare
from compendium.display.charts.mosaic import Mosaic, mosaic
from compendium.display.charts.regions import regions
from compendium.display.charts.timeline import timeline
from compendium.display.charts.uncertainty import spreads, tornado
from compendium.display.drawing.frame import finish
from compendium.display.drawing.style import AGREES, MISSES, NEUTRAL, PRINTED, TOO_WIDE, UNCOUNTED
from compendium.display.drawing.style import style as chart_style

__all__ = [
    "AGREES",
    "MISSES",
    "NEUTRAL",
    "PRINTED",
    "TOO_WIDE",
    "UNCOUNTED",
    "Mosaic",
    "answers",
    "chart_style",
    "checks",
    "compare",
    "finish",
    "matrix",
    "mosaic",
    "plane",
    "ratios",
    "regions",
    "spreads",
    "timeline",
    "tornado",
]
