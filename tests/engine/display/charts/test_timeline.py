"""The timeline is sorted by date and leaves out what has none."""

from compendium.display import charts
from compendium.ledger.rows import Exclusion, Words
from drawing import WARNINGS_FAIL, Easel, misplaced

pytestmark = WARNINGS_FAIL


def event(date: str, label: str, section: str = "1.1") -> Exclusion:
    return Exclusion(section, "", "date", date, Words({"en": label, "zh": label}), "")


def test_timeline_is_sorted_and_leaves_out_what_has_no_date(easel: Easel) -> None:
    events = [
        event("2022-06", "plan", "2.2"),
        event("", "reference mark"),
        event("2001", "word"),
        event("2020-01", "law"),
    ]
    alt = charts.timeline(events, since=2020).alt
    assert alt == (
        "2 of the 3 dated steps that the report names fall in 2020 or later. word: 2001; law: 2020-01; plan: 2022-06."
    )
    assert easel.last.heads[2] == "Source: report 1.1, 2.2."
    dots = [line.get_ydata()[0] for line in easel.last.axes.lines if line.get_marker() == "o"]
    assert dots == [-0.5, -1.5, -2.5]
    assert [text.get_text() for text in easel.last.axes.texts] == ["2001", "word", "2020-01", "law", "2022-06", "plan"]
    assert misplaced(easel.last.canvas) == []
