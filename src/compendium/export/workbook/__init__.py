"""The audit as a workbook for reviewers: every derivation a live formula over named cells, every verdict too.

``algebra`` writes formulas, ``reach`` says for which numbers those of the ends hold, ``rule`` translates the rules,
``grid`` places and writes cells, and the other modules write a sheet each.
"""

import io
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from compendium.audit.audit import Audit
from compendium.citation.identity import Identity
from compendium.export.workbook import derivations, forms, inputs, verdicts
from compendium.export.workbook.algebra import Side, Sources
from compendium.export.workbook.grid import Formats, Grid, Plan, Sheet
from compendium.export.workbook.reach import corners
from compendium.i18n.messages import gettext, language

_UNDATED = "2000-01-01"  # not the time of the build, so that two builds give the same bytes


def workbook(
    audit: Audit, own: Identity, *, typed: Mapping[str, Any] | None = None, cached: bool = True, commit: str = ""
) -> bytes:
    """Return the workbook in the current language, as an XLSX file.

    Args:
        audit: of the whole report.
        own: the version of the book, and its address, under which figures have pages.
        typed: numbers in the cells of the reviewer, by id, as ``Ledger.assume`` takes them for factors.
        cached: whether the results that Python has stand beside the formulas, for programs that do not calculate. They
            are those of the audit, without what is typed.
        commit: what it is made from.
    """
    import xlsxwriter

    plan = _plan(audit, own, typed or {}, cached, commit)
    held = io.BytesIO()
    book = xlsxwriter.Workbook(held, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": gettext("Workbook for reviewers"), "created": _made(own)})
    book.set_size(2400, 1400)
    formats = Formats(book)
    forms.write_read_me(plan, book, formats, gettext("Read me"))
    for grid, write in (
        (plan.figures, inputs.write_figures),
        (plan.factors, inputs.write_factors),
        (plan.derivations, derivations.write),
        (plan.verdicts, verdicts.write),
    ):
        write(plan, Sheet(book, formats, grid, cached))
    forms.write_sign_off(plan, book, formats, gettext("Sign-off"))
    forms.write_lists(book, formats)
    _name_cells(plan, book)
    book.close()
    return held.getvalue()


def _made(own: Identity) -> datetime:
    """Return the date of the file: that of the release."""
    return datetime.fromisoformat(own.date or _UNDATED)


def _plan(audit: Audit, own: Identity, typed: Mapping[str, Any], cached: bool, commit: str) -> Plan:
    pages = f"{own.address.rstrip('/')}/{language().folder}".rstrip("/") if own.address else ""
    found = corners(audit)
    checks = max((len(verdict.checks) for verdict in audit.verdicts.values()), default=0)
    rows = [result.derivation for result in audit.results.values()]
    return Plan(
        audit,
        Sources(audit.ledger, {id_: corner.ends for id_, corner in found.items()}),
        found,
        inputs.figures_grid(gettext("Figures"), audit.ledger.figures),
        inputs.factors_grid(gettext("Factors"), audit.ledger.factors),
        derivations.grid(gettext("Derivations"), rows),
        verdicts.grid(gettext("Verdicts"), audit.ledger.figures, checks, bool(pages)),
        typed,
        cached,
        pages,
        own.version,
        commit,
    )


def _name_cells(plan: Plan, book: Any) -> None:
    """Give every number its name."""
    grids: tuple[Grid, ...] = (plan.figures, plan.factors, plan.derivations)
    for grid in grids:
        for id_ in grid.rows:
            for side in Side:
                book.define_name(plan.sources.cell(id_, side), f"={grid.cell(id_, side)}")
    from xlsxwriter.utility import xl_rowcol_to_cell

    place = plan.verdicts.places["state"] + 1
    cell = xl_rowcol_to_cell(0, place, row_abs=True, col_abs=True)
    book.define_name(derivations.THRESHOLD, f"='{plan.verdicts.name}'!{cell}")
