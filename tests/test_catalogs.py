"""Every message that a reader can meet is gathered: from code, notebooks, settings and tables."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from compendium import paths
from compendium.i18n import catalogs
from compendium.i18n.catalogs import _called, _of_code, _of_data, _of_settings


@pytest.mark.parametrize(
    ("code", "messages"),
    [
        ('say("a {b}", b=say("c"))', ["a {b}", "c"]),
        ('says("a", "b")', ["a", "b"]),
        ('told("a", b="c")', ["a"]),
        ('say("a" " b")', ["a b"]),
        ('X = {"k": mark("a")}', ["a"]),
        ("say(name)", []),
        ('print("a")', []),
    ],
)
def test_messages_are_read_off_the_calls(code: str, messages: list[str]) -> None:
    assert list(_called(code)) == messages


def test_code_names_its_file() -> None:
    assert ("reproduced", "src/compendium/audit.py") in _of_code()


def test_settings_that_a_reader_sees_are_messages() -> None:
    assert {text for text, _ in _of_settings()} >= {"Cutting pollution and carbon together: an audit", "Search"}


def test_numbers_and_years_are_no_messages() -> None:
    texts = {text for text, _ in _of_data()}
    assert {"Sichuan", "before 2010", "Heat pump"} <= texts
    assert not {"", "2020", "2016-2020"} & texts


def _sayings() -> Iterator[tuple[Path, ast.Call]]:
    for path in paths.SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "told"):
                yield path, node


def test_no_message_is_put_together_before_it_is_said() -> None:
    """A catalog cannot hold a text that is made while the program runs."""
    put_together = ast.JoinedStr | ast.BinOp
    made = [(path.name, ast.unparse(call)) for path, call in _sayings() if isinstance(call.args[0], put_together)]
    assert made == []


def test_every_field_of_a_message_is_filled() -> None:
    loose = [
        ast.unparse(call)
        for _, call in _sayings()
        if isinstance(call.args[0], ast.Constant)
        and _fields(call.args[0].value) != {word.arg for word in call.keywords}
    ]
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
