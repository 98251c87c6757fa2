"""What the build reads and writes beside pages: the inputs' fingerprint, the commit, the ledger as files."""

import hashlib
import subprocess
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from compendium import paths
from compendium.export import records
from compendium.language import DOMAINS, LOCALES, spoken
from compendium.sphinx_ext.content import book_audit

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config


def fingerprint_inputs(_: "Sphinx", config: "Config") -> None:
    """Make Sphinx read every page again when data or code changed: pages are made of both, and it sees neither."""
    digest = hashlib.sha256()
    words = (f"{LOCALES[spoken()]}/LC_MESSAGES/{domain}.po" for domain in DOMAINS)
    made_of = ((paths.DATA, "*"), (paths.SOURCE, "**/*.py"), (paths.BOOK / "_static", "*"))
    folders = (*made_of, *((paths.LOCALE, pattern) for pattern in words))
    for folder, pattern in folders:
        for path in sorted(folder.glob(pattern)):
            if path.is_file():
                digest.update(path.name.encode() + path.read_bytes())
    config.compendium_inputs = digest.hexdigest()


def note_commit(_: "Sphinx", config: "Config") -> None:
    """Note the commit that the book is made of, for the colophon; outside a checkout there is none to note."""
    command = ["git", "-C", str(paths.ROOT), "describe", "--always", "--dirty"]
    with suppress(OSError):
        result = subprocess.run(command, capture_output=True, text=True, check=False)
        config.compendium_commit = result.stdout.strip()


def write_ledger(app: "Sphinx", failure: Exception | None) -> None:
    """Write the whole audit beside the pages, as JSON and CSV."""
    if failure or app.builder.format != "html":
        return
    audit = book_audit()
    static = Path(app.outdir, "_static")
    paths.write_whole(static / "ledger.json", records.ledger_json(audit))
    paths.write_whole(static / "ledger.csv", records.ledger_csv(audit))


def setup_files(app: "Sphinx") -> None:
    """Connect both to the build."""
    app.add_config_value("compendium_inputs", "", "env", types=[str])
    app.add_config_value("compendium_commit", "", "env", types=[str])
    app.connect("config-inited", fingerprint_inputs)
    app.connect("config-inited", note_commit)
    app.connect("build-finished", write_ledger)
