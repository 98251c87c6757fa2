"""A test is skipped where a program is missing, and fails where none may be."""

import pytest

from without import without


def test_missing_program_skips_or_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COMPENDIUM_NO_SKIP", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no browser"):
        without("no browser")
    monkeypatch.setenv("COMPENDIUM_NO_SKIP", "1")
    with pytest.raises(pytest.fail.Exception, match="no browser"):
        without("no browser")
