"""Every message of the code is gathered, and can be: it stands there in plain text with all its fields filled."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium import paths
from compendium.i18n import catalogs
from compendium.i18n.catalogs import _called, _of_code


@pytest.mark.parametrize(
    ("code", "messages"),
    [
        ('gettext("a {b}", b=gettext("c"))', ["a {b}", "c"]),
        ('gettext_each("a", "b")', ["a", "b"]),
        ('gettext_nodes("a", b="c")', ["a"]),
        ('gettext("a" " b")', ["a b"]),
        ('gettext("a", "b")', ["a"]),
        ('X = {"k": N_("a")}', ["a"]),
        ('ngettext("{number} loaf", "{number} loaves", 2)', [("{number} loaf", "{number} loaves")]),
        ("f'{gettext(\"a\")}'", ["a"]),
        ("gettext(name)", []),
        ('print("a")', []),
    ],
)
def test_messages_are_read_off_the_calls(code: str, messages: list[catalogs.Message]) -> None:
    assert list(_called(code)) == messages


def test_code_names_its_file() -> None:
    assert ("reproduced", "src/compendium/display/labels.py") in _of_code()


FORMS = {"gettext": 1, "gettext_nodes": 1, "gettext_markup": 1, "ngettext": 2}  # how many messages the call begins with
NUMBER = {"ngettext": {"number"}}  # fields that are filled without being named


def test_every_function_that_takes_messages_with_fields_is_looked_at() -> None:
    assert set(FORMS) == set(catalogs._CALLS) - {"N_", "gettext_each", "gettext_template"}


def _sayings() -> Iterator[tuple[Path, ast.Call]]:
    for path in paths.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in FORMS:
                yield path, node


def _name(call: ast.Call) -> str:
    assert isinstance(call.func, ast.Name)
    return call.func.id


def test_no_message_is_put_together_before_it_is_said() -> None:
    """A catalog cannot hold a text that is made while the program runs."""
    put_together = ast.JoinedStr | ast.BinOp
    made = [
        (path.name, ast.unparse(call))
        for path, call in _sayings()
        if any(isinstance(one, put_together) for one in call.args[: FORMS[_name(call)]])
    ]
    assert made == []


def test_every_field_of_a_message_is_filled() -> None:
    sayings = [
        (one.value, call)
        for _, call in _sayings()
        for one in call.args[: FORMS[_name(call)]]
        if isinstance(one, ast.Constant)
    ]
    loose = [
        ast.unparse(call)
        for message, call in sayings
        if _fields(message) != {word.arg for word in call.keywords} | NUMBER.get(_name(call), set())
    ]
    assert len(sayings) > 100
    assert loose == []


def _fields(message: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(message) if name}


def test_coverage_counts_what_is_translated(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "xx" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n'
    body = 'msgid "a"\nmsgstr "b"\n\n#, fuzzy\nmsgid "c"\nmsgstr "d"\n\nmsgid "e"\nmsgstr ""\n'
    (folder / "a.po").write_text(head + body, encoding="utf-8")
    monkeypatch.setattr(paths, "LOCALE", tmp_path)
    assert list(catalogs.coverage()) == [("xx/LC_MESSAGES/a.po", 1, 3)]
