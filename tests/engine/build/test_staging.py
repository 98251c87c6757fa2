"""An edition is built from a folder of its own, laid out like the first one's."""

import os
from pathlib import Path

import pytest
import yaml

from compendium import paths
from compendium.build import staging

SETTINGS = {
    "title": "The bakery",
    "html": {"home_page_in_navbar": False},
    "sphinx": {"extra_extensions": ["bread"], "config": {"language": "en", "nb_execution_mode": "off"}},
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with two pages, one picture and a table of contents."""
    root = tmp_path / "project"
    for name, text in {
        "book/index.md": "# 面包\n",
        "book/more/page.md": "# More\n",
        "_toc.yml": "root: index\n",
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        os.utime(path, (1_000_000_000, 1_000_000_000))
    (root / "book" / "loaf.png").write_bytes(b"\x89PNG")
    (root / "_config.yml").write_text(yaml.safe_dump(SETTINGS), encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", root)
    monkeypatch.setattr(paths, "BOOK", root / "book")
    monkeypatch.setattr(paths, "LOCALE", root / "locale")
    monkeypatch.setattr(paths, "EDITIONS", tmp_path / "editions")
    return root


def test_edition_that_there_is_not_is_refused(root: Path) -> None:
    with pytest.raises(KeyError, match="xx"):
        staging.stage("xx")


def test_settings_differ_by_language_alone(root: Path) -> None:
    folder = staging.stage("zh")
    other = yaml.safe_load((folder / "_config.yml").read_text(encoding="utf-8"))
    changed = {"language": "zh_CN", "locale_dirs": [os.path.relpath(root / "locale", folder)]}
    sphinx = {**SETTINGS["sphinx"], "config": {**SETTINGS["sphinx"]["config"], **changed}}  # type: ignore[dict-item, index]
    assert other == {**SETTINGS, "sphinx": sphinx}


def test_pages_are_all_there_with_their_dates(root: Path) -> None:
    folder = staging.stage("zh")
    files = [path for path in (*(root / "book").rglob("*"), root / "_toc.yml") if path.is_file()]
    assert len(files) == 4
    for path in files:
        copy = folder / path.relative_to(root)
        assert copy.read_bytes() == path.read_bytes()
        assert copy.stat().st_mtime == pytest.approx(path.stat().st_mtime, abs=1)


def test_page_that_is_gone_goes(root: Path) -> None:
    folder = staging.stage("zh")
    (root / "book" / "more" / "page.md").unlink()
    staging.stage("zh")
    assert (folder / "book" / "index.md").exists()
    assert not (folder / "book" / "more" / "page.md").exists()
