"""Which notebook a rerun is of, and what it assumes, from what somebody typed."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from compendium.ledger import sections
from compendium.ledger.ledger import Ledger
from compendium.ledger.problem import DataError, Problem, nearest
from compendium.notebooks import execute

_NAMED = re.compile(r"\d+(?:-\d+)*(?=-)")  # the number that the name of a notebook begins with
_NUMBER = re.compile(r"\d+(?:[.-]\d+)*\.?")


def notebook(asked: str) -> Path:
    """Return the notebook that is meant by the number of its section, its name or a part of its name.

    The number is that in the name. A notebook whose name has none goes by the section that it opens its audit for.

    Args:
        asked: ``3.6``, ``3-06``, ``3-06-suining-pv``, a path to it, or ``suining``.

    Raises:
        DataError: it is none or several; the message names the nearest or those that are meant.
    """
    known = execute.notebooks()
    stem = Path(asked).name.removesuffix(".ipynb").casefold()
    if exact := [path for path in known if path.stem.casefold() == stem]:
        return exact[0]
    if number := _NUMBER.fullmatch(stem):
        wanted = _section(number[0])
        named = {path: _section(own[0]) for path in known if (own := _NAMED.match(path.stem))}
        opened = {path: execute.section(path, execute.read(path)) for path in known if path not in named}
        found = [path for path in named if named[path] == wanted] or [one for one in opened if opened[one] == wanted]
        names = sorted({*named.values(), *opened.values()} - {""}, key=sections.order)
        expected, near = f"a section with a notebook: {', '.join(names)}", nearest(wanted, names)
    else:
        found = [path for path in known if stem and stem in path.stem.casefold()]
        expected, near = f"one of {', '.join(path.stem for path in known)}", _nearest(stem, known)
    if len(found) == 1:
        return found[0]
    if found:
        meant = ", ".join(path.stem for path in found)
        raise DataError([Problem("notebooks", f"{asked!r}, which {len(found)} notebooks are", f"one of {meant}")])
    raise DataError([Problem("notebooks", repr(asked), expected, nearest=near)])


def _section(number: str) -> str:
    """Return the number of a section as the report writes it: ``3.6`` for ``3-06``."""
    return ".".join(str(int(part)) for part in re.findall(r"\d+", number))


def _nearest(stem: str, known: Sequence[Path]) -> str | None:
    """Return the name most like a text, as a whole or in one of its words."""
    names = {path.stem: path.stem for path in known}
    words = {word: path.stem for path in known for word in path.stem.split("-") if len(word) > 2}
    found = nearest(stem, names) or nearest(stem, words)
    return (names | words)[found] if found else None


def assumptions(ledger: Ledger, presets: Sequence[str], texts: Sequence[str]) -> dict[str, Any]:
    """Return assumptions by id: those of presets, overridden by those given one by one.

    Args:
        ledger: with the presets.
        presets: their names.
        texts: each ``id=value``.

    Raises:
        DataError: an unknown preset, two for the same row, a text without ``=``, or an id given twice.
    """
    if problems := [*_unknown(ledger, presets), *_unclear(texts)]:
        raise DataError(problems)
    found: dict[str, Any] = {}
    of: dict[str, str] = {}
    for name in dict.fromkeys(presets):
        both = sorted(set(own := ledger.preset(name)) & found.keys())
        if both:
            told = f"{of[both[0]]!r} and {name!r}, which both replace {both[0]!r}"
            raise DataError([Problem("presets", told, "one of them")])
        found |= own
        of |= dict.fromkeys(own, name)
    return found | dict(_pair(text) for text in texts)


def _unknown(ledger: Ledger, presets: Sequence[str]) -> Iterator[Problem]:
    for name in presets:
        if name not in ledger.presets:
            expected = f"one of {', '.join(ledger.presets)}"
            yield Problem("presets", repr(name), expected, nearest=nearest(name, ledger.presets))


def _unclear(texts: Sequence[str]) -> Iterator[Problem]:
    given: list[str] = []
    for text in texts:
        id_, value = _pair(text)
        if not id_ or not value:
            yield Problem("assumptions", repr(text), "id=value, such as grid.x=0.5")
        elif id_ in given:
            yield Problem("assumptions", f"{id_!r} twice", "one value")
        given.append(id_)


def _pair(text: str) -> tuple[str, str]:
    id_, _, value = text.partition("=")
    return id_.strip(), value.strip()


def idle(moving: Mapping[str, bool], presets: Mapping[str, Sequence[str]]) -> list[str]:
    """Return what moves nothing: ids of rows, and presets none of whose rows moves anything.

    Args:
        moving: whether each assumption moves something, by id.
        presets: the ids that each preset replaces and no assumption overrides.
    """
    of_presets = {id_ for ids in presets.values() for id_ in ids}
    ids = [id_ for id_, does in moving.items() if not does and id_ not in of_presets]
    return [*ids, *(name for name, own in presets.items() if not any(moving[id_] for id_ in own))]
