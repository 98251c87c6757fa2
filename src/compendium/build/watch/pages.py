"""Pages: the process that makes single pages as they will be in the book, within a second or two.

It has imported what Sphinx imports. For each edition it forks a process that reads Sphinx's environment of the built
book, and that one forks a process for each request, which reads the page and writes it. So a page starts from the book
as it was last built, and nothing of a page that is tried stays. Linux only, as all forking here.
"""

import gc
import io
import json
import os
import re
import shutil
import socket
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from compendium import paths
from compendium.build import build, editions
from compendium.build.watch.helpers import Answer, answers
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import current_language
from compendium.notebooks import processes

if TYPE_CHECKING:
    from sphinx.application import Sphinx

FOLDER = paths.BUILD / "watch"  # removed when the loop starts and ends
HTML = FOLDER / "html"  # comes before the built book; each file in it is there as a whole
_COLOUR = re.compile(r"\x1b\[[\d;]*m")


@dataclass(frozen=True)
class _Edition:
    """The process of an edition, and the end of the connection to it."""

    process: int
    talk: socket.socket


def serve() -> None:
    """Answer requests: for ``pages``, each with its edition, or to ``renew`` what is known of the built book."""
    processes.end_with_parent()
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a process that forks must not have threads
    with suppress(Exception):  # the whole build reports errors of the configuration or data
        editions.prepare()
    known = _Known()
    answers(known.answer)


class _Known:
    """The processes of the editions."""

    def __init__(self) -> None:
        self._editions: dict[str, _Edition] = {}

    def answer(self, wanted: dict[str, Any]) -> Answer:
        """Make pages; return the ``problems`` met, in one line each."""
        if wanted.get("renew"):
            self._renew()
        asked: dict[str, list[str]] = {}
        for edition, page in wanted.get("pages", ()):
            asked.setdefault(edition, []).append(page)
        for edition, pages in asked.items():
            line = json.dumps({"pages": pages, "look": wanted["look"]})
            self._editions[edition].talk.sendall(f"{line}\n".encode())
        problems = [_received(self._editions[edition].talk) for edition in asked]
        return {"problems": [line for lines in problems for line in lines.splitlines()]}

    def _renew(self) -> None:
        for one in self._editions.values():  # each has the connections of those before it
            one.talk.close()
        for one in self._editions.values():
            os.waitpid(one.process, 0)
        self._editions = {edition: _started(edition) for edition in EDITIONS}


def _started(edition: str) -> _Edition:
    """Fork the process of an edition."""
    here, there = socket.socketpair()
    process = os.fork()
    if not process:
        here.close()
        processes.end_with_parent()
        _serve_edition(edition, there)
    there.close()
    return _Edition(process, here)


def _received(talk: socket.socket) -> str:
    """Return what comes before a zero byte."""
    found = b""
    while not found.endswith(b"\0"):
        if not (part := talk.recv(65_536)):
            return "the process that makes the pages ended"
        found += part
    return found[:-1].decode()


def _serve_edition(edition: str, talk: socket.socket) -> NoReturn:
    """Fork a process for each request, a line of JSON, until the connection is closed."""
    try:
        with application(edition) as app, talk.makefile("r", encoding="utf-8") as lines:
            gc.collect()
            gc.freeze()
            for line in lines:
                process = os.fork()
                if not process:
                    talk.sendall(f"{_made(app, **json.loads(line))}\0".encode())
                    os._exit(0)
                _, status = os.waitpid(process, 0)
                if status:
                    talk.sendall(b"the page was not made: the process that makes it ended\0")
    except Exception as error:
        with talk.makefile("r") as lines, suppress(OSError):
            for _ in lines:
                talk.sendall(f"{type(error).__name__}: {' '.join(str(error).split())}\0".encode())
    os._exit(0)


def _made(app: "Sphinx", pages: Sequence[str], look: bool) -> str:
    """Make pages and return what is wrong with them, a line each."""
    gc.disable()  # this process ends soon
    problems: list[str] = []
    try:
        make(app, pages, look=look)
    except Exception as error:
        problems.append(f"{', '.join(pages)}: {type(error).__name__}: {' '.join(str(error).split())}")
    warnings = _COLOUR.sub("", app._warning.getvalue())  # type: ignore[attr-defined]
    return "\n".join([*problems, *(line for line in warnings.splitlines() if line.strip())])


@contextmanager
def application(edition: str) -> "Iterator[Sphinx]":
    """Have Sphinx as the build has it, with what it knows of the built book, writing elsewhere."""
    from jupyter_book.config import get_final_config
    from sphinx.application import Sphinx
    from sphinx.util.docutils import docutils_namespace, patch_docutils

    folder = paths.ROOT if edition == ORIGINAL else paths.EDITIONS / edition
    out = FOLDER / edition / "html"
    told = {"external_toc_path": (folder / "_toc.yml").as_posix(), "latex_individualpages": False, "nitpicky": True}
    config, _ = get_final_config(user_yaml=folder / "_config.yml", cli_config=told, sourcedir=folder)
    with patch_docutils(None), docutils_namespace():
        app = Sphinx(
            srcdir=folder, confdir=None, outdir=out, doctreedir=folder / "_build" / ".doctrees", buildername="html",
            confoverrides=config, status=None, warning=io.StringIO(),
        )  # fmt: skip
        _apart(app)
        app.builder.prepare_writing(set())
        app.builder.copy_static_files()  # type: ignore[attr-defined]  # the pages contain their checksums
        app.events.emit("env-updated", app.env)  # fills the caches of the bibliography
        yield app


def _apart(app: "Sphinx") -> None:
    """Have nothing written into the build's folders, and charts called by the addresses that they have there."""
    env, builder = app.env, app.builder
    own, built = (Path(os.path.relpath(one, app.srcdir)).as_posix() for one in (_charts(app), _built_charts(app)))
    add_file = env.dlfiles.add_file

    def keep(name: str, tree: Any, *, _cache: bool = True) -> None:
        tree.settings = tree.settings.copy()  # other documents share them
        env._write_doc_doctree_cache[name] = tree

    changed: dict[str, Any] = {
        "write_doctree": keep,
        "load_indexer": lambda _: None,  # the search is left to the whole build
        "finish_tasks": _Now(),
    }
    for name, value in changed.items():
        setattr(builder, name, value)
    vars(env.dlfiles)["add_file"] = lambda page, name: add_file(page, name.replace(own, built, 1))
    env.find_files(app.config, builder)


class _Now:
    """What Sphinx hands its last tasks to; it does them at once."""

    def add_task(self, task: Any, *arguments: Any) -> None:
        task(*arguments)


def _charts(app: "Sphinx") -> Path:
    return Path(app.outdir).parent / "charts"


def _built_charts(app: "Sphinx") -> Path:
    return Path(app.srcdir) / "_build" / "charts"


def make(app: "Sphinx", pages: Sequence[str], *, look: bool = False) -> None:
    """Write pages as they are now: documents, records of figures, pages made from a template.

    Args:
        app: Sphinx, from ``application``; after this it is of no further use.
        pages: their names.
        look: whether style sheets, scripts or pictures have changed.
    """
    from compendium.i18n import messages
    from compendium.sphinx_ext import dependencies, downloads
    from compendium.sphinx_ext.directives.what_if import what_if
    from compendium.sphinx_ext.nodes import RECORDS
    from compendium.sphinx_ext.passports import writing
    from compendium.sphinx_ext.postprocess import finish_pages

    messages.translations.cache_clear()
    dependencies.read_data_again()
    downloads.note_commit(app, app.config)
    if look:
        app.builder.copy_static_files()  # type: ignore[attr-defined]
    documents = [page for page in pages if page in app.env.found_docs]
    _write_documents(app, documents)
    for page in (page for page in pages if page not in documents):
        if page.startswith(f"{RECORDS}/"):
            _keep_replies(app)
            writing.write_one(app, page)
        elif template := app.config.html_additional_pages.get(page):
            app.builder.handle_page(page, {}, template)  # type: ignore[attr-defined]
    finish_pages(app, None)
    if any("_static/what-if/" in _text(app, page) for page in pages):
        what_if.write_scripts(app, None)
    _hand_out(Path(app.outdir), pages, look=look)


def _hand_out(made: Path, pages: Sequence[str], *, look: bool) -> None:
    """Copy pages, and before them what they load, to where the server finds them."""
    folders = ("_images", "_downloads", "_static" if look else "_static/what-if")
    files = [path for folder in folders for path in (made / folder).rglob("*") if path.is_file()]
    for path in [*files, *(one for page in pages if (one := made / f"{page}.html").is_file())]:
        target = HTML / EDITIONS[current_language()].folder / path.relative_to(made)
        content = path.read_bytes()
        if not target.is_file() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            paths.write_whole(target, content)


def _keep_replies(app: "Sphinx") -> None:
    """Have the page that the records take their best replies from where they look for it, as it was built."""
    from compendium.sphinx_ext.passports import replies

    name = f"{replies.DOCUMENT}.html"
    built = build.HTML / EDITIONS[current_language()].folder / name
    own = Path(app.outdir, name)
    if built.is_file() and not own.is_file():
        own.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(built, own)


def _text(app: "Sphinx", page: str) -> str:
    path = Path(app.outdir, f"{page}.html")
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def _write_documents(app: "Sphinx", documents: Sequence[str]) -> None:
    """Read and write pages as ``Builder.build`` does, but no others."""
    from sphinx.util.build_phase import BuildPhase

    if not documents:
        return
    env, builder = app.env, app.builder
    builder.compile_update_catalogs()
    app.phase = BuildPhase.READING
    for page in documents:
        app.events.emit("env-purge-doc", env, page)
        env.clear_doc(page)
        builder.read_doc(page)
    app.events.emit("env-updated", env)
    builder.prepare_writing(set(documents))
    for page in documents:
        app.phase = BuildPhase.RESOLVING
        tree = env.get_and_resolve_doctree(page, builder)
        app.phase = BuildPhase.WRITING
        builder.write_doc_serialized(page, tree)
        builder.write_doc(page, tree)
    builder.copy_image_files()  # type: ignore[attr-defined]
    _copy_downloads(app, set(documents))


def _copy_downloads(app: "Sphinx", documents: set[str]) -> None:
    """Copy the files that some pages offer; Sphinx would copy those of all."""
    for name, (pages, place) in app.env.dlfiles.items():
        if pages & documents:
            source, target = Path(app.srcdir, name), Path(app.outdir, "_downloads", place)
            if source.is_relative_to(_built_charts(app)):
                source = _charts(app) / source.relative_to(_built_charts(app))
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)


if __name__ == "__main__":
    serve()
