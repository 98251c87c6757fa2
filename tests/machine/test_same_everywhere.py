"""Two builds give the same bytes, whatever the folder, time zone, locale, umask, hash seed and fonts."""

import os
import shutil
from pathlib import Path

import matplotlib as mpl
import pytest

from checkout import copied, started
from compendium import paths


def first_difference(one: Path, other: Path) -> str:
    """Return the first file that two trees do not have alike, and where it differs; or ''."""
    names = [{path.relative_to(top).as_posix() for path in top.rglob("*") if path.is_file()} for top in (one, other)]
    for name in sorted(names[0] | names[1]):
        if name not in names[0] & names[1]:
            return f"{name}: only in the {'first' if name in names[0] else 'second'} build"
        bytes_ = [(top / name).read_bytes() for top in (one, other)]
        if bytes_[0] != bytes_[1]:
            start = next(
                (at for at, pair in enumerate(zip(*bytes_, strict=False)) if pair[0] != pair[1]), min(map(len, bytes_))
            )
            told = [content[max(0, start - 60) : start + 60] for content in bytes_]
            return f"{name}, byte {start}: {told[0]!r} and {told[1]!r}"
    return ""


def test_first_difference_is_named(tmp_path: Path) -> None:
    for name, text in (("one", "same"), ("other", "same")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.html").write_text(text, encoding="utf-8")
    assert first_difference(tmp_path / "one", tmp_path / "other") == ""
    (tmp_path / "other" / "a.html").write_text("sand", encoding="utf-8")
    assert first_difference(tmp_path / "one", tmp_path / "other") == "a.html, byte 2: b'same' and b'sand'"
    (tmp_path / "one" / "0.html").touch()
    assert first_difference(tmp_path / "one", tmp_path / "other") == "0.html: only in the first build"


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two copies of the checkout, built from nothing in settings that differ in all that a machine may differ in."""
    one = copied(tmp_path_factory.mktemp("a"))
    other = copied(tmp_path_factory.mktemp("another") / "folder with a longer name 长")
    homes = [tmp_path_factory.mktemp("home") for _ in range(2)]
    fonts = homes[1] / ".local" / "share" / "fonts"  # the second machine has fonts, some with names that ours once had
    shutil.copytree(Path(mpl.get_data_path(), "fonts", "ttf"), fonts)
    settings = [
        {"TZ": "UTC", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "HOME": str(homes[0]), "umask": "022"},
        {"TZ": "Asia/Shanghai", "LC_ALL": "C", "PYTHONHASHSEED": "2", "HOME": str(homes[1]), "umask": "077"},
    ]
    for folder, environment in zip((one, other), settings, strict=True):
        before = os.umask(int(environment.pop("umask"), 8))
        try:
            out, err = (process := started(folder, **environment)).communicate()
        finally:
            os.umask(before)
        assert (process.returncode, err) == (0, ""), out + err
    return one, other


def test_two_builds_give_the_same_book(builds: tuple[Path, Path]) -> None:
    one, other = (folder / "_build" / "html" for folder in builds)
    assert (one / "zh" / "book" / "index.html").is_file()
    assert first_difference(one, other) == ""


def test_files_can_be_read_by_all_whatever_the_umask(builds: tuple[Path, Path]) -> None:
    notebooks = [path for folder in builds for path in (folder / "notebooks").glob("*.ipynb")]
    assert {oct(path.stat().st_mode & 0o777) for path in notebooks} == {"0o644"}


def test_notebooks_are_those_that_are_committed(builds: tuple[Path, Path]) -> None:
    committed = [*paths.NOTEBOOKS.glob("*.ipynb"), paths.NOTEBOOKS / paths.FINGERPRINTS]
    for folder in builds:
        made = folder / "notebooks"
        assert [path.name for path in committed if path.read_bytes() != (made / path.name).read_bytes()] == []


def test_one_changed_row_gives_the_book_that_a_build_from_nothing_gives(builds: tuple[Path, Path]) -> None:
    """What was read again and what was kept fit together."""
    changed, fresh = builds
    for folder in builds:
        table = folder / "data" / "figures.csv"
        text = table.read_text(encoding="utf-8")
        assert text.count(",1037,") == 1
        table.write_text(text.replace(",1037,", ",1137,"), encoding="utf-8")
    shutil.rmtree(fresh / "_build")
    for folder in builds:
        process = started(folder)
        _, err = process.communicate()
        assert (process.returncode, err) == (0, "")
    assert first_difference(changed / "_build" / "html", fresh / "_build" / "html") == ""
