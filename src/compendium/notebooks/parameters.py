"""Parameters of a notebook: what papermill or a reader put in, checked before anything is computed.

Papermill defines any name that it is given, so a misspelled one would change nothing and the notebook would show the
published answer. The cell below the parameters hands its names to ``check``.
"""

from collections.abc import Mapping
from typing import Any

from compendium.i18n.languages import EDITIONS
from compendium.ledger.assumptions import keyed
from compendium.ledger.problem import DataError, Problem, nearest

NAMES = ("language", "assumptions", "allow_implausible")
_DATA = (bool, int, float, str, list, tuple, dict, type(None))  # the types that papermill writes
_INTERACTIVE = ("In", "Out", "get_ipython", "exit", "quit", "open")  # what IPython defines itself


def check(names: Mapping[str, Any]) -> None:
    """Check the parameters among the names of a notebook, ``globals()``.

    Whatever is no parameter, private, a module, a class or a function was put in by mistake.

    Raises:
        DataError: an unknown parameter, or one of the wrong kind; one line each.
    """
    given = {name: value for name, value in names.items() if not name.startswith("_") and name not in _INTERACTIVE}
    unknown = [name for name, value in given.items() if name not in NAMES and isinstance(value, _DATA)]
    problems = [
        Problem("parameters", f"{name!r}", f"one of {', '.join(NAMES)}", nearest=nearest(name, NAMES))
        for name in unknown
    ]
    allowed = names["allow_implausible"]
    problems += unknown_language(names["language"])
    if not isinstance(allowed, bool):
        problems.append(Problem("parameters", f"allow_implausible {allowed!r}", "true or false"))
    try:
        keyed(names["assumptions"])
    except TypeError as error:
        problems.append(Problem("parameters", f"assumptions: {error}", "values by id, such as {grid.x: 0.5}"))
    if problems:
        raise DataError(problems)


def unknown_language(language: object) -> list[Problem]:
    """Return what is wrong with the name of a language, if anything is."""
    if language in EDITIONS:
        return []
    expected, near = f"one of {', '.join(EDITIONS)}", nearest(str(language), EDITIONS)
    return [Problem("parameters", f"language {language!r}", expected, nearest=near)]
