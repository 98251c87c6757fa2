"""What was measured beside the builds is told on the page of build times, and nothing that was not."""

from compendium.sphinx_ext.directives.colophon import BuildTimesDirective

RESULTS = {
    "rerun": {"papermill": {"seconds": 5.25, "runs": 3}, "rerun": {"seconds": 2.5, "runs": 3}},
    "shown": {
        "chapter": {"seconds": 3.125, "runs": 6},
        "ledger": {"seconds": 4, "runs": 6},
        "record": {"seconds": 1, "runs": 6},
    },
    "sweep": {"scenarios": 10_000, "per_second_1": 812.3, "per_second_2": 1543.4, "speedup": 1.9},
    "million": {"scenarios": 1_000_000, "seconds": 640, "megabytes": 900},
}


def told(results: dict[str, object]) -> str:
    directive = object.__new__(BuildTimesDirective)  # these parts need nothing of the page
    return "\n".join(node.astext() for node in [*directive.waits(results), *directive.sweeps(results)])


def test_reruns_saved_rows_and_sweeps_are_told() -> None:
    text = told(RESULTS)
    for words in ("through papermill", "5.25", "the browser shows its chapter", "3.13", "the record of the figure"):
        assert words in text
    assert "its chapter3.136" in text  # the median of six
    assert "Of 10,000 scenarios" in text
    assert "812 a second, two workers 1,540: 1.9 times" in text
    assert "1,000,000 scenarios by two workers took 640 s" in text


def test_what_was_not_measured_is_not_told() -> None:
    assert told({}) == ""
