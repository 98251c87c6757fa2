"""The settings of this report's other edition are those of its first one, but for the language."""

import os
from pathlib import Path
from typing import Any

import pytest
import yaml

from compendium import paths
from compendium.build import staging


def settings(path: Path) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((path / "_config.yml").read_text(encoding="utf-8"))
    return loaded


def test_settings_differ_by_language_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paths, "EDITIONS", tmp_path)
    folder = staging.stage("zh")
    first, other = settings(paths.ROOT), settings(folder)
    changed = {"language": "zh_CN", "locale_dirs": [os.path.relpath(paths.LOCALE, folder)]}
    assert other["sphinx"]["config"] == {**first["sphinx"]["config"], **changed}
    assert {**other, "sphinx": None} == {**first, "sphinx": None}
    assert (folder / "book" / "index.md").is_file()
