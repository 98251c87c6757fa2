"""What this report's settings and tables say in words is gathered for the translators."""

from compendium.i18n.catalogs import _of_data, _of_settings


def test_settings_that_a_reader_sees_are_messages() -> None:
    assert {text for text, _ in _of_settings()} >= {"Show the code", "Search"}


def test_numbers_and_years_are_no_messages() -> None:
    texts = {text for text, _ in _of_data()}
    assert {"Sichuan", "2013 or before", "Heat pump"} <= texts
    assert not {"", "2020", "2016-2020"} & texts
