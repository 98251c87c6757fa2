"""Messages come in the current language; what no translator has read stays English rather than being guessed."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from compendium import paths
from compendium.i18n import messages
from compendium.i18n.messages import (
    N_,
    as_message,
    current_language,
    gettext,
    gettext_each,
    ngettext,
    use_language,
    using_language,
)

HEAD = """\
msgid ""
msgstr ""
"Language: zh_CN\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"""
CODE = """
msgid "loaf"
msgstr "面包"

msgid "{count} of {all}"
msgstr "共{all}个，其中{count}个"

msgid "a set {1, 2}"
msgstr "集合{1, 2}"

#, fuzzy
msgid "roll"
msgstr "面包卷（待核）"

msgid "crumb"
msgstr ""

msgid "{number} oven in {town}"
msgid_plural "{number} ovens in {town}"
msgstr[0] "{town}有{number}个烤炉"

#, fuzzy
msgid "{number} cake"
msgid_plural "{number} cakes"
msgstr[0] "{number}个蛋糕（待核）"
"""
TABLES = """
msgid "Bakery"
msgstr "面包店"

msgid "loaf"
msgstr "表格里的面包"

msgid "{number} sack"
msgid_plural "{number} sacks"
msgstr[0] "{number}袋"
"""
Write = Callable[..., None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Return a writer of the Chinese catalogs of a bakery's book; none has been read before or is afterwards."""

    def catalogs(code: str = CODE, tables: str = TABLES, head: str = HEAD) -> None:
        for domain, text in (("compendium", code), ("data", tables)):
            path = paths.catalog("zh_CN", domain)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(head + text, encoding="utf-8")
        messages.translations.cache_clear()

    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    yield catalogs
    messages.translations.cache_clear()


@pytest.fixture
def chinese(write: Write) -> Iterator[None]:
    """Have Chinese current, in the words of the bakery's catalogs."""
    write()
    with using_language("zh"):
        yield


def test_english_is_current_unless_told() -> None:
    assert current_language() == "en"


def test_message_comes_in_the_current_language(write: Write) -> None:
    write()
    assert gettext("loaf") == "loaf"
    with using_language("zh"):
        assert current_language() == "zh"
        assert gettext("loaf") == "面包"
    assert gettext("loaf") == "loaf"


def test_language_stays_until_another_is_used(write: Write) -> None:
    write()
    with using_language("en"):
        use_language("zh")
        assert gettext("loaf") == "面包"
    assert current_language() == "en"


def test_language_before_comes_back_after_a_fault() -> None:
    with pytest.raises(ZeroDivisionError), using_language("zh"):
        raise ZeroDivisionError
    assert current_language() == "en"


@pytest.mark.parametrize("edition", ["", "fr", "EN", "zh_CN"])
def test_unknown_edition_is_refused_and_changes_nothing(edition: str) -> None:
    with pytest.raises(ValueError, match=f"^no edition in '{edition}'; there is en, zh$"):
        use_language(edition)
    assert current_language() == "en"


@pytest.mark.usefixtures("chinese")
def test_fields_are_filled_in_the_order_of_the_language() -> None:
    assert gettext("{count} of {all}", count=2, all=5) == "共5个，其中2个"
    with using_language("en"):
        assert gettext("{count} of {all}", count=2, all=5) == "2 of 5"


@pytest.mark.usefixtures("chinese")
def test_braces_of_a_message_without_fields_stay() -> None:
    assert gettext("a set {1, 2}") == "集合{1, 2}"
    with using_language("en"):
        assert gettext("a set {1, 2}") == "a set {1, 2}"


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("message", ["", "crumb", "a word that no catalog has"])
def test_message_without_a_translation_stays(message: str) -> None:
    assert gettext(message) == message


@pytest.mark.usefixtures("chinese")
def test_fuzzy_translation_is_not_used() -> None:
    assert gettext("roll") == "roll"
    assert ngettext("{number} cake", "{number} cakes", 3) == "3 cakes"


def test_translation_is_used_once_it_is_no_longer_fuzzy(write: Write) -> None:
    write(code=CODE.replace("#, fuzzy\n", ""))
    with using_language("zh"):
        assert gettext("roll") == "面包卷（待核）"
        assert ngettext("{number} cake", "{number} cakes", 3) == "3个蛋糕（待核）"


def test_fuzzy_translation_of_the_code_leaves_room_for_that_of_the_tables(write: Write) -> None:
    write(tables=TABLES + '\nmsgid "roll"\nmsgstr "小面包"\n')
    with using_language("zh"):
        assert gettext("roll") == "小面包"


@pytest.mark.usefixtures("chinese")
def test_words_of_the_tables_are_translated_too_and_those_of_the_code_come_first() -> None:
    assert gettext("Bakery") == "面包店"
    assert gettext("loaf") == "面包"
    assert ngettext("{number} sack", "{number} sacks", 2) == "2袋"


@pytest.mark.usefixtures("chinese")
def test_several_messages_are_translated_in_their_order() -> None:
    assert gettext_each("Bakery", "loaf", "crumb") == ("面包店", "面包", "crumb")
    assert gettext_each() == ()


@pytest.mark.parametrize(
    ("number", "words"),
    [(0, "0 ovens in Bree"), (1, "1 oven in Bree"), (2, "2 ovens in Bree"), (21, "21 ovens in Bree")],
)
def test_english_has_a_singular_and_a_plural(number: int, words: str) -> None:
    assert ngettext("{number} oven in {town}", "{number} ovens in {town}", number, town="Bree") == words


@pytest.mark.usefixtures("chinese")
@pytest.mark.parametrize("number", [0, 1, 2, 21])
def test_chinese_has_one_form_for_every_number(number: int) -> None:
    words = ngettext("{number} oven in {town}", "{number} ovens in {town}", number, town="布里")
    assert words == f"布里有{number}个烤炉"


def test_forms_of_the_plural_are_those_of_the_catalog(write: Write) -> None:
    """A language may have more forms than two, by a rule of its own."""
    rule = "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);"
    forms = '\nmsgid "{number} oven"\nmsgid_plural "{number} ovens"\n' + "".join(
        f'msgstr[{i}] "{{number}} {word}"\n' for i, word in enumerate(("piec", "piece", "pieców"))
    )
    write(code=forms, tables="", head=HEAD.replace("zh_CN", "pl") + f'"Plural-Forms: {rule}\\n"\n')
    with using_language("zh"):
        found = [ngettext("{number} oven", "{number} ovens", number) for number in (1, 2, 5, 12, 22)]
    assert found == ["1 piec", "2 piece", "5 pieców", "12 pieców", "22 piece"]


@pytest.mark.usefixtures("chinese")
def test_plural_without_a_translation_stays() -> None:
    assert [ngettext("{number} pan", "{number} pans", number) for number in (1, 2)] == ["1 pan", "2 pans"]


@pytest.mark.usefixtures("chinese")
def test_name_of_the_code_is_noted_and_stays_itself() -> None:
    assert N_("loaf") == "loaf"


@pytest.mark.parametrize(("name", "message"), [("heat_pump", "Heat pump"), ("bakery", "Bakery"), ("a_b_c", "A b c")])
def test_name_of_the_tables_is_shown_as_a_message(name: str, message: str) -> None:
    assert as_message(name) == message
