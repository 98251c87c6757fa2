"""A file is written whole or not at all."""

import subprocess
from pathlib import Path

import pytest

from compendium import paths


def test_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    target = tmp_path / "file.txt"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(UnicodeEncodeError):
        paths.write_whole(target, "new \udcff")
    assert target.read_text(encoding="utf-8") == "old"
    assert [file.name for file in tmp_path.iterdir()] == ["file.txt"]
    paths.write_whole(target, "新\n")
    assert target.read_bytes() == "新\n".encode()
    assert oct(target.stat().st_mode & 0o777) == "0o644"


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
    command = ["git", "-C", str(folder), *who, *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "inner").mkdir()
    (tmp_path / "file").write_text("one", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "--quiet", "-m", "All")
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    return tmp_path


def test_commit_is_never_the_name_of_a_tag(checkout: Path) -> None:
    git(checkout, "tag", "-a", "v1", "-m", "One")
    head = git(checkout, "rev-parse", "HEAD")[:12]
    assert paths.commit() == head
    (checkout / "file").write_text("two", encoding="utf-8")
    assert paths.commit() == f"{head}-dirty"


def test_folder_in_another_repository_has_no_commit_but_that_of_its_release(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(paths, "ROOT", checkout / "inner")
    assert paths.commit() == ""
    (checkout / "inner" / paths.STAMP).write_text("abc123\n", encoding="utf-8")
    assert paths.commit() == "abc123"
