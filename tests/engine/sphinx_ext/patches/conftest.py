"""What patches warn of."""

import logging
from collections.abc import Iterator

import pytest
from sphinx.util.logging import getLogger

from compendium.sphinx_ext.patches import replacing


@pytest.fixture
def warnings() -> Iterator[list[str]]:
    """The warnings of a test, which are logged as Sphinx logs them: one fails a build."""
    found: list[str] = []

    class Noting(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            assert (record.type, record.subtype) == ("compendium", "patch")
            found.append(record.getMessage())

    logger, noting = getLogger(replacing.__name__).logger, Noting(logging.WARNING)
    logger.addHandler(noting)
    yield found
    logger.removeHandler(noting)
