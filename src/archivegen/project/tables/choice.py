"""From a reference in the project file to the one sheet that holds the table it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from archivegen.findings import Finding, Place, make_finding
from archivegen.project.tables.columns import Column
from archivegen.project.tables.headings import Heading
from archivegen.project.tables.matcher import Matcher
from archivegen.project.tables.sections import Section, find_sections
from archivegen.project.tables.sheet import Sheet, check_extent
from archivegen.project.tables.workbook import Request, Workbook, choose_names, open_workbook, resolve_request


class Wanted(NamedTuple):
    """What a table must look like to be the one."""

    table: str
    """Its Chinese name, for messages."""
    matcher: Matcher
    columns: Mapping[str, Column]
    enough: Callable[[Heading], bool]
    prefer: Callable[[Sheet, tuple[Section, ...]], int] = lambda *_: 0
    """Higher is better; counts before the number of columns."""
    missing_code: str = "P053"


class Candidate(NamedTuple):
    """A sheet with at least one such table."""

    sheet: Sheet
    sections: tuple[Section, ...]
    preference: int

    @property
    def has_rows(self) -> bool:
        """Whether any data stands below the headings."""
        return any(section.rows for section in self.sections)

    @property
    def matched(self) -> int:
        """Columns recognised."""
        return max(len(section.heading.columns) for section in self.sections)


def choose_sheet(
    folder: Path, reference: str, asked: Place, wanted: Wanted
) -> tuple[Candidate | None, tuple[Finding, ...]]:
    """Open the file that ``reference`` names and pick the sheet; ``None`` when there is nothing to read."""
    request, before = resolve_request(folder, reference, asked)
    if request is None:
        return None, before
    workbook = open_workbook(request)
    if isinstance(workbook, Finding):
        return None, (*before, workbook)
    names = choose_names(workbook, request)
    if isinstance(names, Finding):
        return None, (*before, names)
    found, findings = _collect(workbook, names, wanted)
    hidden = tuple(name for name in workbook.names if name in workbook.hidden)
    if not found and request.sheet is None and hidden:
        found, more = _collect(workbook, hidden, wanted)
        if found:
            findings += [make_finding("P051", found[0].sheet.place(), sheet=found[0].sheet.name)]
        findings += more
    if not found:
        return None, (*before, *(findings or [_report_missing(request, names, wanted)]))
    best = max(found, key=lambda c: (c.has_rows, c.preference, c.matched))
    return best, (*before, *findings, *_report_rivals(best, found, request, wanted))


def _collect(workbook: Workbook, names: tuple[str, ...], wanted: Wanted) -> tuple[list[Candidate], list[Finding]]:
    found: list[Candidate] = []
    findings: list[Finding] = []
    for sheet in workbook.read_sheets(names):
        if isinstance(sheet, Finding):
            findings.append(sheet)
        elif (too_large := check_extent(len(sheet.rows), sheet.width, sheet.place())) is not None:
            findings.append(too_large)
        elif sections := find_sections(sheet, wanted.matcher, wanted.columns, wanted.enough):
            found.append(Candidate(sheet, sections, wanted.prefer(sheet, sections)))
    return found, findings


def _report_missing(request: Request, names: tuple[str, ...], wanted: Wanted) -> Finding:
    required = [column.name for column in wanted.columns.values() if column.required]
    others = [column.name for column in wanted.columns.values() if not column.required]
    place = Place(request.file, sheet=names[0]) if len(names) == 1 else Place(request.file)
    return make_finding(
        wanted.missing_code,
        place,
        table=wanted.table,
        limit=30,
        columns="、".join([*required, *others[: max(0, 6 - len(required))]]),
    )


def _report_rivals(best: Candidate, found: list[Candidate], request: Request, wanted: Wanted) -> list[Finding]:
    """Other visible sheets that would have done as well: their rows would be missed in silence."""
    rivals = [
        other
        for other in found
        if other is not best
        and other.sheet.name is not None
        and other.has_rows
        and other.preference == best.preference
        and other.matched * 10 >= best.matched * 6
    ]
    if not rivals:
        return []
    names = [c.sheet.name or "" for c in (best, *rivals)]
    return [
        make_finding(
            "P059",
            best.sheet.place(),
            table=wanted.table,
            sheets="、".join(names[:12]),
            sheet=names[0],
            reference=request.file,
            other=names[1],
        )
    ]
