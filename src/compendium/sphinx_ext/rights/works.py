"""Works of others in the built book: which files they are in, whose they are, under which licence.

A work that is installed brings its version and its licence's text; one that is packed into another's file is listed
with what its own header says.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Work:
    """A work of others.

    Attributes:
        name: as its authors call it.
        licence: the identifier of SPDX.
        files: patterns of the files that it or parts of it are in, relative to the folder of static files.
        package: the distribution that installs it, with its licence; '' if it is packed into files of another's.
        holder: whose it is, for a work without a package.
    """

    name: str
    licence: str
    files: tuple[str, ...]
    package: str = ""
    holder: str = ""


_THEME = ("scripts/pydata-sphinx-theme.js*", "styles/pydata-sphinx-theme.css*")
_BOOTSTRAP, _ICONS = ("scripts/bootstrap.js*",), ("scripts/fontawesome.js*", "vendor/fontawesome/*")

WORKS = (
    Work(
        "Sphinx", "BSD-2-Clause",
        (
            "basic.css", "doctools.js", "documentation_options.js", "file.png", "language_data.js", "minus.png",
            "plus.png", "searchtools.js", "sphinx_highlight.js", "translations.js",
        ),
        package="sphinx",
    ),
    Work("Pygments", "BSD-2-Clause", ("pygments.css",), package="pygments"),
    Work(
        "PyData Sphinx Theme", "BSD-3-Clause",
        (*_THEME, *_BOOTSTRAP, *_ICONS, "styles/theme.css", "webpack-macros.html"),
        package="pydata-sphinx-theme",
    ),
    Work(
        "Bootstrap", "MIT", (*_BOOTSTRAP, "styles/pydata-sphinx-theme.css*"),
        holder="2011-2024 The Bootstrap Authors",
    ),
    Work("Popper", "MIT", _BOOTSTRAP, holder="2019 Federico Zivolo"),
    Work("compare-versions", "MIT", ("scripts/pydata-sphinx-theme.js*",), holder="Ole Michelsen"),
    Work(
        "Font Awesome Free", "MIT AND OFL-1.1 AND CC-BY-4.0", (*_ICONS, "styles/pydata-sphinx-theme.css*"),
        holder="2024 Fonticons, Inc. (code MIT, fonts OFL-1.1, icons CC-BY-4.0)",
    ),
    Work(
        "Sphinx Book Theme", "BSD-3-Clause",
        (
            "images/logo_*", "locales/*", "sbt-webpack-macros.html", "scripts/sphinx-book-theme.js*",
            "styles/sphinx-book-theme.css*",
        ),
        package="sphinx-book-theme",
    ),
    Work("MyST-NB", "BSD-3-Clause", ("mystnb.*.css",), package="myst-nb"),
    Work(
        "sphinx-copybutton", "MIT",
        ("check-solid.svg", "clipboard.min.js", "copy-button.svg", "copybutton*"),
        package="sphinx-copybutton",
    ),
    Work("clipboard.js", "MIT", ("clipboard.min.js",), holder="Zeno Rocha"),
    Work("Tabler Icons", "MIT", ("check-solid.svg", "copy-button.svg"), holder="Paweł Kuna"),
    Work("PScript, its library", "BSD-2-Clause", ("what-if/rules.js",), package="pscript"),
    Work(
        "Open Chinese Convert, a selection of its pairs of characters", "Apache-2.0", ("traditional.js",),
        holder="BYVoid and the contributors to Open Chinese Convert",
    ),
)  # fmt: skip
