"""Dependencies: the rows of the ledger that each page shows, so that Sphinx reads it again when one of them changed.

While a page is read, the ids of the rows that it shows or links to are noted, or the name of a table of which it shows
every row. The digest of a row covers all that a page may say about it: its inputs, what it checks and its checks. The
inputs of all pages (the engine, the catalogs of a language) are a digest in Sphinx's configuration.
"""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from docutils import nodes

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.counts import counts
from compendium.display import labels
from compendium.i18n.languages import EDITIONS
from compendium.i18n.messages import DOMAINS, current_language
from compendium.ledger.ledger import Ledger
from compendium.ledger.rows import Derivation, Figure, Work
from compendium.notebooks import fingerprints
from compendium.sphinx_ext.nodes import book_audit, book_spreads

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

TABLES = ("figures", "factors", "derivations")  # the tables that verdicts and counts are computed from
COMMIT = "commit"
COUNT = "count of {}"
_data: dict[str, str] = {}  # the digest of the data that this process has read
_kept: list[Callable[[], None]] = [book_audit.cache_clear, book_spreads.cache_clear]  # what forgets what they gave
_Given = ParamSpec("_Given")
_Found = TypeVar("_Found")
_ROW = re.compile(r'(?:ledger|sources)\.html#([\w.]+)|^#([\w.]+)$|href="#([\w.]+)"')


def kept_with_data(compute: Callable[_Given, _Found]) -> Callable[_Given, _Found]:
    """Decorate what is computed from the book's data: each result is kept in this process until the data change."""
    found = cache(compute)
    _kept.append(found.cache_clear)
    return found  # type: ignore[return-value]  # a cache, which takes any arguments that can be hashed


def note(env: "BuildEnvironment", *names: str) -> None:
    """Note dependencies of the page that is being read.

    Args:
        env: Sphinx's environment, with the current page.
        names: ids of rows, names of tables, ``COUNT`` with the name of a count, or ``COMMIT``.
    """
    known = _noted(env).setdefault(env.docname, {})
    known |= {name: _digest(env, name) for name in names if name not in known}


def _noted(env: "BuildEnvironment") -> dict[str, dict[str, str]]:
    """Return the dependencies of pages with their digests when they were read; Sphinx keeps them between builds."""
    found: dict[str, dict[str, str]] = vars(env).setdefault("compendium_rows", {})
    return found


def _digest(env: "BuildEnvironment", name: str) -> str:
    """Return the current digest of a dependency (the commit itself is one); '' if it no longer exists."""
    if name == COMMIT:
        return str(env.config.compendium_commit)
    return book_digests().get(name, "")


@kept_with_data
def book_digests() -> dict[str, str]:
    """Return the digest of every row, with all that a page may say about it, of every table and of every count."""
    audit = book_audit()
    ledger = audit.ledger
    own = {id_: _hashed([ledger[id_], *_works(ledger, id_), *ledger.reviews_of(id_)]) for id_ in ledger.ids()}
    rows = {id_: _hashed([own[one] for one in sorted(set(said_with(audit, id_)))]) for id_ in own}
    mappings = {
        name: getattr(ledger, name).values()
        for name in (*TABLES, "defaults", "errata", "glossary", "presets", "regions", "sites")
    } | {"reviews": ledger.reviews}
    text = {COUNT.format(name): str(count) for name, count in counts(audit).items()}
    return rows | text | {name: _hashed(table) for name, table in mappings.items()}


def _works(ledger: Ledger, id_: str) -> list[tuple[Work, str]]:
    """Return the works that a row names, each with its short name, in which a letter depends on other works."""
    row = ledger[id_]
    named = (getattr(row, "source", ""), getattr(row, "cites", ""))
    return [(ledger.works[key], labels.work(ledger, key)) for key in named if key in ledger.works]


def _hashed(parts: Iterable[object]) -> str:
    return hashlib.sha256(repr([*parts]).encode()).hexdigest()


def said_with(audit: Audit, id_: str) -> Iterator[str]:
    """Yield the ids of all rows that a page's statements about a row depend on, with that row's own."""
    row = audit.ledger[id_]
    related = {id_: row}
    if isinstance(row, Derivation) and row.checks:
        related[row.checks] = audit.ledger[row.checks]
    for figure in [one for one in related.values() if isinstance(one, Figure)]:
        related |= {check.id: check for check in audit.ledger.checks(figure.id)}
    for name, one in related.items():
        yield name
        if isinstance(one, Derivation):
            yield from one.names
            yield from (base.id for base in audit.ledger.inputs(name))


def note_links(app: "Sphinx", doctree: nodes.document) -> None:
    """Note the rows that a page links to, also in raw HTML of tables and notebooks: it contains their cards."""
    links = [node["refuri"] for node in doctree.findall(nodes.reference) if "refuri" in node]
    raw = [node.astext() for node in doctree.findall(nodes.raw)]
    known = set(book_audit().ledger.ids())
    found = {id_ for text in (*links, *raw) for match in _ROW.finditer(text) for id_ in match.groups()}
    note(app.env, *sorted(found & known))
    if app.config.html_baseurl:  # each page then has a social card with the answers for all figures
        note(app.env, *TABLES)


def outdated(app: "Sphinx", env: "BuildEnvironment", *_: object) -> list[str]:
    """Return the pages with a dependency that changed since they were read."""
    return [
        page
        for page, names in _noted(env).items()
        if page in env.all_docs and any(_digest(env, name) != digest for name, digest in names.items())
    ]


def forget(_: "Sphinx", env: "BuildEnvironment", page: str) -> None:
    """Forget the dependencies of a page that is read again or removed."""
    _noted(env).pop(page, None)


def read_data_again(*_: object) -> None:
    """Forget what an earlier build in this process computed if tables or plans of sweeps have changed since."""
    files = [*sorted(paths.DATA.rglob("*")), paths.BIBLIOGRAPHY]
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in files if path.is_file())).hexdigest()
    if _data.get("digest", digest) != digest:
        for forget_found in _kept:
            forget_found()
    _data["digest"] = digest


def prepare() -> None:
    """Compute what is the same for every language before processes are forked, and note its data."""
    read_data_again()
    book_digests()
    engine()


@cache
def engine() -> bytes:
    """Return a digest of the engine's code and the pinned libraries, computed once in a process."""
    digest = hashlib.sha256((paths.ROOT / "requirements.txt").read_bytes())
    for path in fingerprints.imported("import compendium.sphinx_ext"):
        digest.update(fingerprints.bare(path).encode() if path.suffix == ".py" else path.read_bytes())
    return digest.digest()


def digest_engine(_: "Sphinx", config: "Config") -> None:
    """Make Sphinx read every page again when the engine, the libraries or the language's catalogs changed."""
    digest = hashlib.sha256(engine())
    for domain in DOMAINS:
        words = paths.catalog(EDITIONS[current_language()].locale, domain)
        digest.update(words.read_bytes() if words.is_file() else b"")
    config.compendium_engine = digest.hexdigest()


def digest_static(app: "Sphinx", config: "Config") -> None:
    """Make Sphinx write every page again when a style sheet or script changed: pages contain their checksums."""
    folders = (Path(app.confdir, folder) for folder in config.html_static_path)
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    config.compendium_static = hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


def setup_dependencies(app: "Sphinx") -> None:
    """Connect to the build; links are noted late, when the page is otherwise complete."""
    app.add_config_value("compendium_engine", "", "env", types=[str])
    app.add_config_value("compendium_static", "", "html", types=[str])
    app.connect("config-inited", read_data_again)
    app.connect("config-inited", digest_engine)
    app.connect("config-inited", digest_static, priority=900)  # when extensions have added their folders
    app.connect("doctree-read", note_links, priority=950)
    app.connect("env-get-outdated", outdated)
    app.connect("env-purge-doc", forget)
