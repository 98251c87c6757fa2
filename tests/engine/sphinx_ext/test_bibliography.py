"""A source keeps its own title; what is said about it is said in the language of the reader."""

from pybtex.database import parse_string
from pybtex.richtext import HRef, Tag, Text

from compendium.i18n.messages import using_language
from compendium.sphinx_ext.bibliography import Style, with_links

WORKS = """
@misc{three, author = {王灿 and 邓红梅 and others}, title = {综述}, year = {2020}, howpublished = {Report}}
@misc{two, author = {Ann Baker and Bo Miller}, title = {Bread}, year = {2021}, note = {Only here}}
"""


def told(key: str) -> str:
    entries = Style().format_bibliography(parse_string(WORKS, "bibtex"))
    return next(str(entry.text.render_as("text")) for entry in entries if entry.key == key)


def test_english_names_are_joined_in_english() -> None:
    assert told("two") == "Ann Baker and Bo Miller. Bread. 2021. Only here."
    assert told("three") == "王灿, 邓红梅, and others. 综述. Report, 2020."


def test_chinese_names_are_joined_in_chinese_and_remarks_translated() -> None:
    with using_language("zh"):
        assert told("three") == "王灿、邓红梅等. 综述. 报告, 2020."
        assert told("two").startswith("Ann Baker、Bo Miller. Bread.")


def test_address_in_a_note_is_a_link_and_the_stop_behind_it_is_none_of_it() -> None:
    note = Text(
        "Read at https://bread.example/a_b?c=1. ", Tag("em", "See http://mill.example/"), HRef("http://a.b", "c")
    )
    assert with_links(note).render_as("html") == (
        'Read at <a href="https://bread.example/a_b?c=1">https://bread.example/a_b?c=1</a>. '
        '<em>See <a href="http://mill.example/">http://mill.example/</a></em><a href="http://a.b">c</a>'
    )
