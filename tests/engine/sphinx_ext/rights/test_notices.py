"""The notices name what is in the book of others, and bring the texts of the licences."""

from importlib.metadata import version
from pathlib import Path

import pytest

from compendium.sphinx_ext.rights import notices
from compendium.sphinx_ext.rights.works import WORKS, Work


@pytest.fixture
def static(tmp_path: Path) -> Path:
    for name in ("basic.css", "own.css", "scripts/bootstrap.js", "locales/de/booktheme.po"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    return tmp_path


def test_works_that_are_there_are_named_with_their_files_and_others_not(static: Path) -> None:
    text = notices.notices(static)
    assert f"\nSphinx {version('sphinx')}\nLicence: BSD-2-Clause\n\n  basic.css\n" in text
    assert "Copyright (c) 2007-2024 by the Sphinx team" in text
    assert "Copyright (c) 2011-2024 The Bootstrap Authors" in text
    assert "locales/de/booktheme.po" in text
    assert "own.css" not in text
    assert "MyST-NB" not in text


def test_licence_of_what_is_packed_into_another_s_file_stands_once_at_the_end(static: Path) -> None:
    text = notices.notices(static)
    (last,) = text.split("\nMIT\n\n")[1:]
    assert last.startswith("Permission is hereby granted")
    assert "The authors of the compendium" not in last


def test_licences_of_fonts_are_whole(static: Path) -> None:
    (static / "vendor/fontawesome/webfonts").mkdir(parents=True)
    (static / "vendor/fontawesome/webfonts/fa.woff2").write_bytes(b"")
    text = notices.notices(static)
    assert (
        "Font Awesome Free\nLicence: MIT AND OFL-1.1 AND CC-BY-4.0\n\n  vendor/fontawesome/webfonts/fa.woff2\n" in text
    )
    for words in ("SIL OPEN FONT LICENSE", "Creative Commons Attribution 4.0 International Public License"):
        assert words in text


def test_many_files_of_a_folder_are_one_line(static: Path) -> None:
    for number in range(20):
        (static / f"locales/{number}.po").write_text("", encoding="utf-8")
    assert "\n  locales/ (21 files)\n" in notices.notices(static)


def test_without_others_there_is_the_introduction_alone(tmp_path: Path) -> None:
    assert "====" not in notices.notices(tmp_path)


@pytest.mark.parametrize("work", WORKS, ids=lambda work: work.name)
def test_work_says_whose_it_is(work: Work) -> None:
    assert bool(work.package) != bool(work.holder)


def test_package_without_a_licence_is_told(static: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        version, files = "1", ()

    monkeypatch.setattr(notices, "distribution", lambda _: Silent())
    with pytest.raises(FileNotFoundError, match="sphinx brings no text of its licence"):
        notices.notices(static)
