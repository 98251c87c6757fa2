"""The two READMEs name each other and tell the same commands and folders."""

import re

import pytest

from compendium import paths


@pytest.fixture(scope="module")
def english() -> str:
    return (paths.ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def chinese() -> str:
    return (paths.ROOT / "README.zh-CN.md").read_text(encoding="utf-8")


def commands(text: str) -> list[str]:
    """Return the commands of a README without their remarks, whichever language they ask for."""
    lines = "\n".join(re.findall(r"(?s)```bash\n(.*?)```", text))
    return [line.partition(" #")[0].strip() for line in re.sub(r" (-p language|--language) zh", "", lines).splitlines()]


def folders(text: str) -> list[list[str]]:
    """Return the names in the first column of the table of folders."""
    return [re.findall(r"`([^`]+)`", row) for row in re.findall(r"(?m)^\| (`[^|]+) \|", text)]


def test_each_names_the_other(english: str, chinese: str) -> None:
    assert "](README.zh-CN.md)" in english
    assert "](README.md)" in chinese


def test_both_tell_the_same_commands(english: str, chinese: str) -> None:
    assert commands(english) == commands(chinese)
    assert "make book" in commands(english)


def test_both_name_every_folder_alike(english: str, chinese: str) -> None:
    assert folders(english) == folders(chinese)
    for name in (name for row in folders(english) for name in row):
        assert (paths.ROOT / name).exists(), name
