"""An edition is built from a folder of its own, laid out like the first one's."""

import os
from pathlib import Path

import pytest
import yaml

from compendium import paths
from compendium.build import staging


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(paths, "EDITIONS", tmp_path)
    return staging.stage("zh")


def settings(path: Path) -> dict[str, object]:
    loaded: dict[str, object] = yaml.safe_load((path / "_config.yml").read_text(encoding="utf-8"))
    return loaded


def test_settings_differ_by_language_alone(folder: Path) -> None:
    first, other = settings(paths.ROOT), settings(folder)
    changed = {"language": "zh_CN", "locale_dirs": [os.path.relpath(paths.LOCALE, folder)]}
    assert other["sphinx"]["config"] == {**first["sphinx"]["config"], **changed}  # type: ignore[index, call-overload]
    assert {**other, "sphinx": None} == {**first, "sphinx": None}


def test_pages_are_all_there_with_their_dates(folder: Path) -> None:
    for path in (*paths.BOOK.rglob("*"), paths.ROOT / "_toc.yml"):
        if path.is_file():
            copy = folder / path.relative_to(paths.ROOT)
            assert copy.read_bytes() == path.read_bytes()
            assert copy.stat().st_mtime == pytest.approx(path.stat().st_mtime, abs=1)


def test_page_that_is_gone_goes(folder: Path) -> None:
    (folder / "book" / "old.md").write_text("# Old\n", encoding="utf-8")
    staging.stage("zh")
    assert not (folder / "book" / "old.md").exists()
