"""A translation that lost a number, a link or its own language is told by what it lost."""

import pytest
from babel.messages.catalog import Catalog

from translation import catalog_faults, faults


@pytest.mark.parametrize(
    ("message", "translation"),
    [
        ("In 2020 {printed}`a.b` of [x](y.md).", "2020年，[甲](y.md)的{printed}`a.b`。"),
        ("The {printed}`a.b` is {recomputed}`c.d`.", "重算得{recomputed}`c.d`，报告值为{printed}`a.b`。"),
        ("**Does it?** Yes.", "**能否复现**？能。"),
        ("chapter 2", "第二章"),
        ("1,037 t", "1037吨"),
        ("two answers", "2项判定"),
        ("{one}, but {other}", "{other}，但{one}"),
        ("see `make book`", "见`make book`"),
        ('<span class="verdict">met</span>', '<span class="verdict">相符</span>'),
        ("4.1 ideas", "4.1 认知"),
        ("IPCC, Table 1", "IPCC，表1"),
    ],
)
def test_faithful_translation_has_no_fault(message: str, translation: str) -> None:
    assert list(faults(message, translation)) == []


@pytest.mark.parametrize(
    ("message", "translation", "told"),
    [
        ("word", " ", "not translated"),
        ("{printed}`a.b`", "{printed}`a.c`", "role: lost {printed}`a.b`; added {printed}`a.c`"),
        ("So {cite:p}`x2020`.", "如此。", "role: lost {cite:p}`x2020`"),
        ("{printed}`a` and {printed}`a`", "{printed}`a`", "role: lost {printed}`a`"),
        ("[x](y.md)", "[甲](z.md)", "link: lost ](y.md); added ](z.md)"),
        ("{count} met", "相符", "field: lost {count}"),
        ("`make`", "`做`", "literal: lost `make`; added `做`"),
        ("<b>a</b>", "甲", "tag: lost <b>, </b>"),
        ("from 2015 to 2020", "2015年起", "number: lost 2020"),
        ("29.9", "29.8", "number: lost 29.9"),
        ("**a** b", "**“甲”**乙", "emphasis"),
        ("a, b", "甲, 乙", "half-width"),
        ("a (b)", "甲(乙)", "half-width"),
        ("GDP a", "GDP 甲", "a space beside"),
        ('"a"', '"甲"', "straight quotation marks"),
        ("words", "甲 every number has a source here", "English left"),
    ],
)
def test_fault_is_told(message: str, translation: str, told: str) -> None:
    assert any(told in fault for fault in faults(message, translation))


def test_catalog_names_the_message() -> None:
    catalog = Catalog(locale="zh_CN")
    catalog.add("met", "相符")
    catalog.add("missed", "")
    catalog.add("doubtful", "存疑", flags=["fuzzy"])
    assert list(catalog_faults(catalog)) == ["'missed': not translated", "'doubtful': fuzzy"]


def test_every_form_of_a_plural_is_held_against_the_message_of_many() -> None:
    catalog = Catalog(locale="zh_CN")
    catalog.add(("one of {all} meets", "{number} of {all} meet"), ("{all}项中{number}项相符",))
    catalog.add(("a row", "{number} rows"), ("{count}行",))
    catalog.add(("a check", "{number} checks"), ("",))
    assert list(catalog_faults(catalog)) == [
        "'{number} rows': field: lost {number}; added {count}",
        "'{number} checks': not translated",
    ]
