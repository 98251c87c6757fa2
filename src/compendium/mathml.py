"""LaTeX to MathML: formulas that a page shows without a script."""

import html
import re
from typing import Literal
from xml.etree import ElementTree

from latex2mathml.converter import convert_to_element

# latex2mathml passes over what it does not know. Everything below up to `to_mathml` is there so that a formula is
# either shown as meant or refused, never shown wrong.

# Environments that differ only in where LaTeX puts their numbers; Sphinx numbers equations here.
_ENVIRONMENTS = {
    **dict.fromkeys(("align", "align*", "aligned", "equation", "equation*", "split"), "align*"),
    **dict.fromkeys(("gather", "gather*", "gathered"), "matrix"),
}
_KNOWN_ENVIRONMENTS = {*_ENVIRONMENTS, "array", "cases"} | {f"{kind}matrix" for kind in ("", "p", "b", "B", "v", "V")}
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([^{}]*)\}")

# How many children each element must have: https://www.w3.org/TR/mathml-core/
_ARITY = {"mfrac": 2, "msub": 2, "msup": 2, "mover": 2, "munder": 2, "mroot": 2, "msubsup": 3, "munderover": 3}
# No browser but Firefox draws it, and a strike or box that is not drawn changes the meaning.
_NOT_DRAWN = {"menclose": r"\boxed or \cancel"}
# Given as identifiers, which would close up the space that LaTeX leaves around them.
_OPERATORS = {"±", "∓"}
# latex2mathml sets a single upright letter, such as the unit t, in italics: a group within the group prevents it.
_UPRIGHT_LETTER = re.compile(r"(\\mathrm)\s*\{\s*([A-Za-z])\s*\}")
_TEXT_ESCAPE = re.compile(r"\\([%_&#${}])")


class UnsupportedLatexError(ValueError):
    """The LaTeX cannot be shown as MathML; the message says what in it cannot."""


def _rename_environments(latex: str) -> str:
    """Check that environments nest and are known, and give each the name that latex2mathml knows it by."""
    open_environments: list[str] = []
    for kind, name in _ENVIRONMENT.findall(latex):
        if name not in _KNOWN_ENVIRONMENTS:
            raise UnsupportedLatexError(f"unknown environment {name!r}")
        if kind == "begin":
            open_environments.append(name)
        elif not open_environments or open_environments.pop() != name:
            raise UnsupportedLatexError(rf"\end{{{name}}} without its \begin")
    if open_environments:
        raise UnsupportedLatexError(rf"\begin{{{open_environments[-1]}}} without its \end")
    return _ENVIRONMENT.sub(lambda m: rf"\{m[1]}{{{_ENVIRONMENTS.get(m[2], m[2])}}}", latex)


def _check_braces(latex: str) -> None:
    depth = 0
    for brace in re.findall(r"\\.|[{}]", latex, flags=re.DOTALL):
        depth += {"{": 1, "}": -1}.get(brace, 0)
        if depth < 0:
            break
    if depth:
        raise UnsupportedLatexError("braces do not pair up")


def _mend(element: ElementTree.Element) -> None:
    """Turn latex2mathml's markup-in-text into characters and refuse what a browser would show wrongly."""
    for node in element.iter():
        text = html.unescape(node.text or "")
        if node.tag == "mtext":
            text = _TEXT_ESCAPE.sub(r"\1", text)
        if match := re.search(r"\\[A-Za-z]*", text):
            raise UnsupportedLatexError(f"unknown command {match[0]}")
        if node.tag != "mtext" and text in {"&", "&#x;"}:
            raise UnsupportedLatexError("& outside an environment" if text == "&" else "a character without a code")
        if node.tag in _NOT_DRAWN:
            raise UnsupportedLatexError(f"{_NOT_DRAWN[node.tag]} is not drawn by every browser")
        if node.get("linebreak"):
            raise UnsupportedLatexError(r"\\ outside an environment")
        if len(node) != _ARITY.get(node.tag, len(node)):
            raise UnsupportedLatexError(f"an argument is missing ({node.tag} has {len(node)} of {_ARITY[node.tag]})")
        if node.tag == "mi" and text in _OPERATORS:
            node.tag = "mo"
        node.text = text or None


def _join_upright_letters(element: ElementTree.Element) -> None:
    """Make one identifier of each run of upright letters, so that kWh is set and read aloud as one word."""
    for row in element.iter("mrow"):
        word: ElementTree.Element | None = None
        for child in list(row):
            if child.tag != "mi" or child.get("mathvariant") != "normal":
                word = None
            elif word is None:
                word = child
            else:
                word.text = f"{word.text}{child.text}"
                word.attrib.pop("mathvariant", None)  # an identifier of several letters is upright by itself
                row.remove(child)


def to_mathml(latex: str, display: Literal["inline", "block"] = "inline") -> str:
    r"""Convert one LaTeX formula (without `$`) to a `<math>` element, as text.

    Lines of a block that are parted by a blank line or by `\\` outside any environment are aligned at `&`.

    Raises:
        UnsupportedLatexError: the formula is wrong or uses what MathML or latex2mathml cannot show.
    """
    latex = latex.strip()
    _check_braces(latex)
    if display == "block":
        joined, blank_lines = re.subn(r"\n\s*\n", r" \\\\ ", latex)
        outside_environments = re.sub(r"\\begin\{.*\\end\{[^{}]*\}", "", latex, flags=re.DOTALL)
        if blank_lines or r"\\" in outside_environments:
            latex = rf"\begin{{aligned}}{joined}\end{{aligned}}"
    latex = _UPRIGHT_LETTER.sub(r"\1{{\2}}", _rename_environments(latex))
    try:
        element = convert_to_element(latex, display=display)
    except Exception as error:  # latex2mathml raises a dozen kinds that share no base, StopIteration among them
        raise UnsupportedLatexError(re.sub(r"(?<!^)(?=[A-Z])", " ", type(error).__name__).lower()) from error
    _mend(element)
    _join_upright_letters(element)
    return ElementTree.tostring(element, encoding="unicode")
