"""The Chinese edition is whole: every message of the book translated, none left from an older text."""

from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from compendium import paths
from compendium.i18n import catalogs
from page import PAGES
from translation import catalog_faults

FOLDER = paths.LOCALE / "zh_CN" / "LC_MESSAGES"
DOMAINS = sorted(path.relative_to(FOLDER).with_suffix("").as_posix() for path in FOLDER.rglob("*.po"))


def messages(path: Path) -> set[str | tuple[str, ...]]:
    """Return the messages of a catalog, one with a plural as both of its forms."""
    with path.open("rb") as file:
        return {entry.id if isinstance(entry.id, str) else tuple(entry.id) for entry in read_po(file) if entry.id}


@pytest.fixture(scope="module")
def gathered(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the templates of all catalogs as the sources are now."""
    folder = tmp_path_factory.mktemp("templates")
    catalogs.gather(folder)
    return folder


def test_every_page_has_a_catalog() -> None:
    assert sorted([*PAGES, "compendium", "data"]) == DOMAINS


@pytest.mark.parametrize("domain", DOMAINS)
def test_no_message_is_missing_or_stale(domain: str, gathered: Path) -> None:
    wanted, found = messages(gathered / f"{domain}.pot"), messages(FOLDER / f"{domain}.po")
    advice = "make translate renews the catalog"
    assert sorted(wanted - found, key=str) == [], f"{domain}: missing messages; {advice}"
    assert sorted(found - wanted, key=str) == [], f"{domain}: stale messages; {advice}"


@pytest.mark.parametrize("domain", DOMAINS)
def test_every_message_is_translated_faithfully(domain: str) -> None:
    with (FOLDER / f"{domain}.po").open("rb") as file:
        assert list(catalog_faults(read_po(file))) == []


@pytest.mark.parametrize("domain", DOMAINS)
def test_catalog_names_no_person_or_template(domain: str) -> None:
    head = (FOLDER / f"{domain}.po").read_text(encoding="utf-8").partition("\n\n")[0]
    assert not any(word in head for word in ("ORGANIZATION", "EMAIL@ADDRESS", "FIRST AUTHOR", "fuzzy", "Date"))
