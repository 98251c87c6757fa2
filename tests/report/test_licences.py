"""Every file of the repository has a holder of its rights and a licence, and every licence its text (REUSE 3.3).

`make validate` has the tool of REUSE say so as well; here it is checked without it.
"""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from compendium import paths

TEXTS = paths.ROOT / "LICENSES"


def annotations() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((paths.ROOT / "REUSE.toml").read_text(encoding="utf-8"))["annotations"]
    return found


def patterns(annotation: dict[str, Any]) -> list[str]:
    path = annotation["path"]
    return [path] if isinstance(path, str) else path


def matches(pattern: str, path: str) -> bool:
    """Return whether a path fits a pattern: one star stands for names within a folder, two for folders, too."""
    parts = re.split(r"(\*\*|\*)", pattern)
    stars = {"*": "[^/]*", "**": ".*"}
    return bool(re.fullmatch("".join(stars.get(part, re.escape(part)) for part in parts), path))


def tracked() -> list[str]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=paths.ROOT, capture_output=True, check=False)  # noqa: S607
    if listed.returncode:
        pytest.skip("not a checkout: git lists no files")
    return listed.stdout.decode().strip("\0").split("\0")


def covered(path: str) -> dict[str, Any] | None:
    """Return the last annotation that fits a path, which is the one that holds."""
    fitting = (one for one in reversed(annotations()) if any(matches(pattern, path) for pattern in patterns(one)))
    return next(fitting, None)


def identifiers(annotation: dict[str, Any]) -> Iterator[str]:
    yield from re.split(r" AND ", annotation["SPDX-License-Identifier"])


def test_every_file_has_a_holder_and_a_licence() -> None:
    # The licences' own texts need none.
    files = [path for path in tracked() if not path.startswith("LICENSES/") and path != "LICENSE"]
    assert len(files) > 400
    assert [path for path in files if not covered(path)] == []
    assert all(one["SPDX-FileCopyrightText"] and one["SPDX-License-Identifier"] for one in annotations())


def test_every_pattern_fits_a_file() -> None:
    files = tracked()
    listed = [pattern for one in annotations() for pattern in patterns(one)]
    assert [pattern for pattern in listed if not any(matches(pattern, path) for path in files)] == []


def test_every_licence_has_its_text_and_every_text_its_use() -> None:
    named = {identifier for one in annotations() for identifier in identifiers(one)}
    assert {path.name for path in TEXTS.iterdir()} == {f"{identifier}.txt" for identifier in named}


@pytest.mark.parametrize(
    ("path", "licence", "holder"),
    [
        ("src/compendium/paths.py", "MIT", "The authors of the compendium"),
        ("data/figures.csv", "CC-BY-4.0", "The authors of the compendium"),
        ("book/_static/style.css", "MIT", "The authors of the compendium"),
        ("book/_static/mark.svg", "CC-BY-4.0", "The authors of the compendium"),
        ("notebooks/1-concepts.ipynb", "CC-BY-4.0 AND MIT", "The authors of the compendium"),
        ("src/compendium/display/fonts/CompendiumSans-Bold.ttf", "OFL-1.1", "2015 Google LLC"),
    ],
)
def test_last_entry_that_fits_holds(path: str, licence: str, holder: str) -> None:
    found = covered(path)
    assert found
    assert (found["SPDX-License-Identifier"], found["SPDX-FileCopyrightText"]) == (licence, holder)


def test_licence_that_a_host_looks_for_is_that_of_the_code() -> None:
    assert (paths.ROOT / "LICENSE").read_bytes() == (TEXTS / "MIT.txt").read_bytes()


def test_fonts_go_with_the_holders_that_they_name() -> None:
    from fontTools.ttLib import TTFont

    from compendium.display.fonts import FILES

    for path in FILES.values():
        own = str(TTFont(path)["name"].getDebugName(0))
        found = covered(path.relative_to(paths.ROOT).as_posix())
        assert found
        assert found["SPDX-FileCopyrightText"].partition(" (")[0] in own.replace("Copyright ", "")
        assert own.partition(".")[0] in (TEXTS / "OFL-1.1.txt").read_text(encoding="utf-8")


def test_style_of_references_goes_with_the_licence_that_it_names() -> None:
    styles = sorted((paths.SOURCE / "citation" / "styles").glob("*.csl"))
    assert styles
    for path in styles:
        text = path.read_text(encoding="utf-8")
        assert 'license="http://creativecommons.org/licenses/by-sa/3.0/"' in text
        found = covered(path.relative_to(paths.ROOT).as_posix())
        assert found
        assert found["SPDX-License-Identifier"] == "CC-BY-SA-3.0"
        first = text.split("<name>")[1].partition("</name>")[0]
        assert found["SPDX-FileCopyrightText"].startswith(first)


def test_schema_of_another_format_goes_with_the_licence_that_its_list_names() -> None:
    listed = paths.ROOT / "tests" / "schemas" / "README.md"
    rows = [[cell.strip(" `") for cell in line.split("|")[1:-1]] for line in listed.read_text().splitlines()]
    named = {f"tests/schemas/{row[0]}": row[-1] for row in rows if row and "." in row[0]}
    assert named
    found = {path: one["SPDX-License-Identifier"] for path in named if (one := covered(path))}
    assert found == named


def test_the_report_s_own_rights_are_stated() -> None:
    text = (paths.ROOT / "REUSE.toml").read_text(encoding="utf-8")
    assert "belongs to its authors" in text
    for column in ("phrase_zh", "expect", "quote"):
        assert f"`{column}`" in text
