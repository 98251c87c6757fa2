"""What a browser gets: a file of the built book, or the newer one of the loop, and with a page the loop's script."""

import hashlib
import mimetypes
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from compendium.build import build
from compendium.build.watch.changes import Page
from compendium.i18n.languages import EDITIONS, ORIGINAL

OWN = "/-/"  # before the addresses of the loop itself
SCRIPT = Path(__file__).parent / "static" / "watch.js"
_PARTS = re.compile(r'<(?:script|img|source|link rel="stylesheet")\b[^>]*?\s(?:src|srcset|href)="([^"]+)"')
_NOT_BUILT = (
    '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>Being built</title></head>'
    "<body><p>The book is being built. This page comes as soon as it is there.</p></body></html>"
)


@dataclass(frozen=True)
class Content:
    """What is sent for an address."""

    status: int
    kind: str
    body: bytes


class Shown:
    """The files that are handed out: those in ``newer`` before those in ``built``."""

    def __init__(self, newer: Path, built: Path = build.HTML) -> None:
        self._folders = (newer, built)

    def content(self, address: str) -> Content:
        """Return what is sent for an address, a page with the script that keeps it current."""
        if address == f"{OWN}watch.js":
            return Content(200, "text/javascript; charset=utf-8", SCRIPT.read_bytes())
        path, status = self._file(address), 200
        if not path:
            path, status = self._file("/404.html"), 404
        kind, _ = mimetypes.guess_type(path.name if path else "a.html")
        kind = kind or "application/octet-stream"
        if kind.startswith("text/") or kind.endswith(("javascript", "json", "xml")):
            kind += "; charset=utf-8"
        if not kind.startswith("text/html"):
            return Content(status, kind, path.read_bytes() if path else b"")
        page = path.read_text(encoding="utf-8") if path else _NOT_BUILT
        return Content(status, kind, self._with_script(page, self.digest(address)).encode())

    def digest(self, address: str) -> str:
        """Return a digest of a page with its scripts, style sheets and pictures; '' if no page can be read there."""
        path = self._file(address)
        if not path or path.suffix != ".html":
            return ""
        try:
            text = path.read_text(encoding="utf-8")
            found = hashlib.sha256(text.encode())
            for part in sorted(set(_PARTS.findall(text))):
                if (file := self._file(urlsplit(urljoin(address, part)).path)) and not urlsplit(part).netloc:
                    found.update(file.read_bytes())
        except (OSError, ValueError):  # it is being replaced, or is no text
            return ""
        return found.hexdigest()[:16]

    def page(self, address: str) -> Page | None:
        """Return the page of an address, ``("zh", "book/index")`` of ``/zh/book/``; None if there is none."""
        path = self._file(address)
        if not path or path.suffix != ".html":
            return None
        folder = next(one.resolve() for one in self._folders if path.is_relative_to(one.resolve()))
        inner = path.relative_to(folder).with_suffix("").as_posix()
        editions = {language.folder: edition for edition, language in EDITIONS.items() if language.folder}
        first, _, rest = inner.partition("/")
        return (editions[first], rest) if first in editions else (ORIGINAL, inner)

    def _file(self, address: str) -> Path | None:
        """Return the file of an address; None if there is none in the folders."""
        inner = address.lstrip("/")
        for folder in self._folders:
            with suppress(OSError, ValueError):  # no name that a file can have
                path = (folder / inner).resolve()
                if path.is_dir():
                    path /= "index.html"
                if path.is_file() and path.is_relative_to(folder.resolve()):
                    return path
        return None

    @staticmethod
    def _with_script(page: str, digest: str) -> str:
        """Return a page with the script in its head; the page's own policy allows scripts of the same site."""
        return page.replace("</head>", f'<script src="{OWN}watch.js?shown={digest}"></script></head>', 1)
