"""Directives that tell the audit in pictures: the scenes of a story, a map of regions in tiles, the cases by place.

A picture is HTML with its words as text, so it follows the theme, fits a phone, and is there without a script. Which
rows it shows, a page says in the directive's argument.
"""

from compendium.sphinx_ext.directives.story.by_place import ByPlaceDirective
from compendium.sphinx_ext.directives.story.page import ShareDirective, StepsDirective
from compendium.sphinx_ext.directives.story.page import add_files as add_files
from compendium.sphinx_ext.directives.story.region_map import RegionMapDirective
from compendium.sphinx_ext.directives.story.scenes import (
    BarsDirective,
    CardsDirective,
    DivisionsDirective,
    MeetingDirective,
    SharesDirective,
    VerdictsDirective,
)

STORY_DIRECTIVES = {
    "cases-by-place": ByPlaceDirective,
    "region-map": RegionMapDirective,
    "story-bars": BarsDirective,
    "story-cards": CardsDirective,
    "story-divisions": DivisionsDirective,
    "story-meeting": MeetingDirective,
    "story-share": ShareDirective,
    "story-shares": SharesDirective,
    "story-steps": StepsDirective,
    "story-verdicts": VerdictsDirective,
}
