"""The bundle: all data of the compendium in one zip, with their description, checksums and a text on what is what.

Its tables, its bibliography and its description are what ``ledger.loading.load`` reads, so an unpacked bundle can be
audited like the folder that it was made from.
"""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from compendium import paths
from compendium.audit.audit import Audit
from compendium.audit.uncertainty import Spread
from compendium.citation import references
from compendium.citation.codecheck import checksums
from compendium.citation.identity import Identity
from compendium.citation.works import Works
from compendium.export import csv_metadata, header, records
from compendium.export.archive import package, sources
from compendium.i18n.languages import EDITIONS, ORIGINAL
from compendium.i18n.messages import current_language, gettext, using_language
from compendium.ledger.loading.works import bibliography_of

NAME = "compendium-data"
ZIP = f"{NAME}.zip"
CHECKSUMS = "CHECKSUMS"
_EARLIEST = (1980, 1, 1, 0, 0, 0)  # the date that a zip has where there is none


def ledger_files(audit: Audit, found: Mapping[str, Spread], own: Identity, commit: str, data: Path) -> dict[str, bytes]:
    """Return the ledger as files for download: as JSON and CSV, what describes each, and the bundle.

    Args:
        audit: of the whole report.
        found: its spreads.
        own: the identity of the compendium.
        commit: that it is made from; '' if there is none.
        data: the folder of the tables that the audit is of.
    """
    head = header.header(own, audit.ledger.read_until, commit)
    texts = {
        "ledger.json": records.ledger_json(audit, found, head),
        header.SCHEMA: header.schema(),
        "ledger.csv": records.ledger_csv(audit),
        csv_metadata.NAME: csv_metadata.csv_metadata(records.csv_columns(audit), head),
    }
    files = {name: text.encode() for name, text in texts.items()}
    return {**files, ZIP: zipped({**_contents(own, audit.ledger.read_until, commit, data), **files}, _folder(own))}


def _contents(own: Identity, until: str, commit: str, data: Path) -> dict[str, bytes]:
    """Return the tables with their description, the licence of the data, and what to read first."""
    described = (data / package.FILE).read_text(encoding="utf-8")
    bibliography = bibliography_of(data)
    files = {path.name: path.read_bytes() for path in sorted(data.glob("*.csv"))}
    files |= {sources.FILE: sources.table(bibliography).encode()}
    files |= {bibliography.name: bibliography.read_bytes()}
    files |= {package.FILE: package.described(described, own, files).encode()}
    files["LICENSE.txt"] = (paths.ROOT / "LICENSES" / f"{own.licences['content']}.txt").read_bytes()
    for edition in EDITIONS:
        name = "README.txt" if edition == ORIGINAL else f"README.{edition}.txt"
        with using_language(edition):
            files[name] = readme(own, until, commit).encode()
    return files


def _folder(own: Identity) -> str:
    return f"{NAME}-{own.version}"


def readme(own: Identity, until: str, commit: str) -> str:
    """Return what to read first, in the current language: what is what, how it was made, how to cite it, licences."""
    return "\n\n".join(_paragraphs(own, until, commit)) + "\n"


def _paragraphs(own: Identity, until: str, commit: str) -> Iterable[str]:
    language = current_language()
    works = Works(own, language, until)
    yield own.title[language]
    yield own.description[language]
    if own.gaps:
        yield gettext("Draft, not released: it has no DOI yet or lacks other parts of its identity.")
    yield gettext("Version {version}. Sources read until {date}.", version=own.version, date=until)
    if commit:
        yield gettext("Made from commit {commit} of the repository.", commit=commit)
    yield gettext("What is in it:") + "\n" + "\n".join(f"{name}\n    {told}" for name, told in _listed().items())
    yield gettext("To compare the files with their checksums: sha256sum -c {file}", file=CHECKSUMS)
    yield gettext("How to cite it:") + "\n" + "\n".join(references.texts(works.book()).values())
    yield gettext("To cite one number, add the id of its row, which does not change.")
    yield (
        gettext("The report that is audited, whose text is not part of this file:")
        + "\n"
        + "\n".join(references.texts(works.report()).values())
    )
    yield gettext(
        "Licences. Text, charts and data: {content}. The code that made them, which is not in this file: {code}. The "
        "report belongs to its authors; figures and section titles are taken from it as facts.",
        content=own.licences["content"], code=own.licences["code"],
    )  # fmt: skip


def _listed() -> dict[str, str]:
    return {
        package.FILE: gettext(
            "describes each table and column (Frictionless Data Package); the tables are the other CSV files"
        ),
        sources.FILE: gettext("the works that the tables name by their keys; references.bib has the same for BibTeX"),
        "ledger.json": gettext("every figure with its two answers and checks, every derivation, factor and erratum"),
        header.SCHEMA: gettext("what each field of ledger.json means, its unit and its words (JSON Schema)"),
        "ledger.csv": gettext("every figure, one a row; ledger.csv-metadata.json says what its columns mean"),
    }


def zipped(files: Mapping[str, bytes], folder: str) -> bytes:
    """Return files within a folder as a zip, with their checksums: the same bytes wherever and whenever it is made."""
    whole = {**files, CHECKSUMS: checksums(files).encode()}
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(whole):
            about = zipfile.ZipInfo(f"{folder}/{name}", _EARLIEST)
            about.compress_type, about.create_system, about.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(about, whole[name])
    return made.getvalue()
