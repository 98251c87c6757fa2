"""Chapters: the process that says what is wrong in the tables and executes the notebooks of pages that are open."""

from typing import Any

from compendium import paths
from compendium.audit.audit import open_audit
from compendium.build.watch.helpers import Answer, answers
from compendium.i18n import messages
from compendium.ledger.problem import DataError
from compendium.notebooks import execute, kernels, processes


def answer(wanted: dict[str, Any]) -> Answer:
    """Read the tables; execute those of the notebooks ``pages`` that are out of date, unless the tables are wrong.

    Args:
        wanted: ``pages``, each with its edition; ``words``, whether the texts of code or tables have changed.
    """
    messages.translations.cache_clear()
    if wanted["words"]:
        kernels.cool_down()
    kernels.warm_up()
    try:
        audit = open_audit()
        _ = audit.verdicts
        named = [(paths.ROOT / f"{page}.ipynb", edition) for edition, page in wanted["pages"]]
        own = [(path, edition) for path, edition in named if path.parent == paths.NOTEBOOKS and path.is_file()]
        stale = [one for one in own if execute.stale([one[0]], one[1], audit)]
        runs = [*execute.execute(stale)]
    except DataError as error:
        return {"problems": [str(problem) for problem in error.problems], "executed": []}
    except (ValueError, KeyError, execute.NotebookError) as error:
        return {"problems": [str(error)], "executed": []}
    return {
        "problems": [str(run) for run in runs if run.failure],
        "executed": [str(run) for run in runs if not run.failure],
    }


def serve() -> None:
    """Answer requests until there are no more."""
    processes.end_with_parent()
    kernels.warm_up()
    import papermill  # noqa: F401 - before the first request

    try:
        answers(answer)
    finally:
        kernels.cool_down()


if __name__ == "__main__":
    serve()
