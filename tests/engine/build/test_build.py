"""What a build depends on, and what one that starts from nothing removes."""

import re
from contextlib import nullcontext
from pathlib import Path

import pytest

from compendium import paths
from compendium.build import build


def read_by_pages() -> set[Path]:
    """Return the files and folders of the repository that the code of the pages names."""
    code = "\n".join(path.read_text(encoding="utf-8") for path in (paths.SOURCE / "sphinx_ext").rglob("*.py"))
    joined = re.findall(r'paths\.ROOT / "([^"]+)"', code)
    named = [getattr(paths, name) for name in re.findall(r"paths\.([A-Z]+)\b", code) if name != "ROOT"]
    return {*named, *(paths.ROOT / name for name in joined)}


def test_whatever_the_pages_read_is_an_input() -> None:
    inputs = [*(paths.ROOT / name for name in build._INPUTS), paths.NOTEBOOKS, paths.LOCALE, paths.BUILD]
    found = read_by_pages()
    assert {paths.CHANGES, paths.BENCH, paths.ROOT / "LICENSES"} <= found
    assert [path for path in found if not any(path.is_relative_to(one) for one in inputs)] == []
    assert [name for name in build._INPUTS if not (paths.ROOT / name).exists()] == []


@pytest.mark.parametrize("anew", [False, True])
def test_build_from_nothing_has_no_page_that_nothing_makes(
    anew: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    html = tmp_path / "_build" / "html"
    html.mkdir(parents=True)
    (html / "removed.html").write_text("old", encoding="utf-8")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setattr(paths, "EDITIONS", tmp_path / "_build" / "editions")
    monkeypatch.setattr(build, "HTML", html)
    monkeypatch.setattr(build, "_STATE", tmp_path / "state.json")
    monkeypatch.setattr(build, "inputs", lambda: {"en": "new", "zh": "new"})
    monkeypatch.setattr(build, "_run_notebooks", lambda: None)
    monkeypatch.setattr(build, "_pages", nullcontext)
    monkeypatch.setattr(build, "_state", lambda: {"en": "old", "zh": "old", "": build.listing(html)})
    built: list[str] = []
    monkeypatch.setattr(build, "_build_editions", lambda editions, _: built.extend(editions))
    build.update(anew=anew)
    assert built == ["en", "zh"]
    assert (html / "removed.html").is_file() != anew
