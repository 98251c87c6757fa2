"""A file is written whole or not at all."""

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
