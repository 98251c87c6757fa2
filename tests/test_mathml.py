"""Formulas become MathML that every browser shows as meant, or are refused with the reason."""

from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

from compendium.display.mathml import UnsupportedLatexError, to_mathml

MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML" display="{}"><mrow>{}</mrow></math>'


@pytest.mark.parametrize(
    ("latex", "mathml"),
    [
        ("x", "<mi>x</mi>"),
        ("E = m c^2", "<mi>E</mi><mo>=</mo><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup>"),
        (r"\frac{7690}{5000}", "<mfrac><mrow><mn>7690</mn></mrow><mrow><mn>5000</mn></mrow></mfrac>"),
        (r"18.0\,\%", '<mn>18.0</mn><mspace width="0.167em" /><mi>%</mi>'),
        (r"\text{tce \& 吨 < 1\%}", "<mtext>tce\u00a0&amp;\u00a0吨\u00a0&lt;\u00a01%</mtext>"),
        (
            r"\mathrm{CO_2}",
            '<mrow><mi mathvariant="normal">C</mi><msub><mi mathvariant="normal">O</mi><mn>2</mn></msub></mrow>',
        ),
        (r"\mathrm{t}", '<mrow><mrow><mi mathvariant="normal">t</mi></mrow></mrow>'),
        (r"\mathrm{MWh}", "<mrow><mi>MWh</mi></mrow>"),
        (
            r"\mathrm{\frac ab}",
            '<mrow><mfrac><mi mathvariant="normal">a</mi><mi mathvariant="normal">b</mi></mfrac></mrow>',
        ),
        (r"2 \pm 1", "<mn>2</mn><mo>±</mo><mn>1</mn>"),
        (r"\{a\}", '<mo stretchy="false">{</mo><mi>a</mi><mo stretchy="false">}</mo>'),
    ],
)
def test_inline_formula(latex: str, mathml: str) -> None:
    assert to_mathml(latex) == MATH.format("inline", mathml)


ALIGNED = (
    '<mtable displaystyle="true" rowspacing="3pt" columnspacing="0em 2em">'
    '<mtr><mtd columnalign="right"><mi>a</mi></mtd><mtd columnalign="left"><mi /><mo>=</mo><mi>b</mi></mtd></mtr>'
    '<mtr><mtd columnalign="right" /><mtd columnalign="left"><mi /><mo>=</mo><mi>c</mi></mtd></mtr>'
    "</mtable>"
)


@pytest.mark.parametrize(
    "latex",
    [
        r"\begin{aligned} a &= b \\ &= c \end{aligned}",
        r"\begin{align} a &= b \\ &= c \end{align}",
        r"\begin{split}a &= b \\ &= c\end{split}",
        r"a &= b \\ &= c",
        "a &= b\n\n&= c",
    ],
)
def test_lines_of_a_block_are_aligned_however_they_are_written(latex: str) -> None:
    assert to_mathml(latex, "block") == MATH.format("block", ALIGNED)


@pytest.mark.parametrize(
    ("latex", "reason"),
    [
        ("", "no available tokens error"),
        (r"\foo{x}", r"unknown command \foo"),
        (r"\ce{CO2}", r"unknown command \ce"),
        (r"\text{a \unknown b}", r"unknown command \unknown"),
        (r"\frac{1}", "an argument is missing (mfrac has 1 of 2)"),
        ("a^", "missing super script or subscript error"),
        ("{a", "braces do not pair up"),
        ("a}", "braces do not pair up"),
        ("a}{b", "braces do not pair up"),
        (r"\left( x \right", "stop iteration"),
        ("x & y", "& outside an environment"),
        (r"x \\ y", r"\\ outside an environment"),
        (r"\cancel{x}", r"\boxed or \cancel is not drawn by every browser"),
        (r"\begin{tikzpicture}x\end{tikzpicture}", "unknown environment 'tikzpicture'"),
        (r"\begin{cases}x", r"\begin{cases} without its \end"),
        (r"x\end{cases}", r"\end{cases} without its \begin"),
        (r"\begin{cases}\begin{array}{l}x\end{cases}\end{array}", r"\end{cases} without its \begin"),
    ],
)
def test_formula_that_would_be_shown_wrongly_is_refused(latex: str, reason: str) -> None:
    with pytest.raises(UnsupportedLatexError) as refusal:
        to_mathml(latex)
    assert str(refusal.value) == reason


def build(source: Path, page: str) -> tuple[str, str]:
    """Build a book of one page; return its HTML and the warnings."""
    (source / "conf.py").write_text(
        "from compendium.sphinx_ext.math import setup_math as setup\n"
        "extensions = ['myst_parser']\n"
        "myst_enable_extensions = ['dollarmath', 'amsmath']\n"
        "myst_update_mathjax = False\n"
        "numfig = True\n"
    )
    (source / "index.md").write_text(page)
    app = SphinxTestApp("html", srcdir=source, freshenv=True)
    app.build()
    warnings = app.warning.getvalue()
    app.cleanup()
    return (app.outdir / "index.html").read_text(), warnings


def test_page_has_mathml_and_no_mathjax(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, "# Title\n\nInline $x$.\n\n$$y$$ (law)\n\nSee {eq}`law`.\n")
    assert warnings == ""
    assert "mathjax" not in page.lower()
    assert f'<span class="math notranslate nohighlight">{MATH.format("inline", "<mi>x</mi>")}</span>' in page
    assert (
        '<div class="math notranslate nohighlight" id="equation-law" tabindex="0"><span class="eqno">(1)'
        '<a class="headerlink" href="#equation-law" title="Link to this equation">¶</a></span>'
        f"{MATH.format('block', '<mi>y</mi>')}</div>"
    ) in page
    assert 'href="#equation-law">(1)</a>' in page


def test_unlabelled_equations_have_no_number(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, "# Title\n\n$$y$$\n\n\\begin{align*} a &= b \\\\ &= c \\end{align*}\n")
    assert warnings == ""
    assert "eqno" not in page
    assert MATH.format("block", ALIGNED) in page


def test_warning_names_page_and_line_and_reader_sees_the_source(tmp_path: Path) -> None:
    page, warnings = build(tmp_path, "# Title\n\nText $\\foo < 1$.\n")
    assert "index.md:3: WARNING: formula cannot be shown as MathML: unknown command \\foo: \\foo < 1" in warnings
    assert "<code>\\foo &lt; 1</code>" in page
