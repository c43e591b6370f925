"""What grows with a list when a line is added below it: filters, tables, conditions, lists to choose from, the print area."""

from __future__ import annotations

import re

from archivegen.accessions.book import Book, Sheet
from archivegen.render.remarks.office_parts import Xml, read_cell
from archivegen.render.sheet.formulas import letters_of

_AREA = re.compile(r"(\$?[A-Z]{1,3}\$?)([0-9]+):(\$?[A-Z]{1,3}\$?)([0-9]+)")
_GROWING_NAMES = ("_xlnm._FilterDatabase", "_xlnm.Print_Area")


def grow_areas(book: Book, sheet: Sheet, heading: int, last: int, target: int) -> None:
    """Let everything that ended with the row ``last`` end with ``target``; what is longer already stays."""
    root = book.parts.xml(sheet.member)
    _grow_dimension(root.find(f"{book.space}dimension"), target)
    filters = root.find(f"{book.space}autoFilter")
    if filters is not None:
        _grow_reference(filters, "ref", heading, target)
    for member in book.parts.related(sheet.member, "table"):
        table = book.parts.xml(member)
        for element in (table, *table.iter(f"{book.space}autoFilter")):
            _grow_reference(element, "ref", heading, target)
    for name in ("conditionalFormatting", "dataValidation"):
        for element in root.iter(f"{book.space}{name}"):
            areas = element.get("sqref", "").split()
            element.set("sqref", " ".join(_grow_to(area, last, target) for area in areas))
    _grow_names(book, sheet, heading, target)


def _grow_dimension(element: Xml | None, target: int) -> None:
    if element is not None:
        _grow_reference(element, "ref", 0, target)


def _grow_reference(element: Xml, attribute: str, heading: int, target: int) -> None:
    found = _AREA.fullmatch(element.get(attribute, ""))
    if found and heading <= int(found[4]) < target:
        element.set(attribute, f"{found[1]}{found[2]}:{found[3]}{target}")


def _grow_to(area: str, last: int, target: int) -> str:
    found = _AREA.fullmatch(area)
    if found is None:
        row, column = read_cell(area)
        return f"{area}:{letters_of(column)}{target}" if row == last and last < target else area
    return f"{found[1]}{found[2]}:{found[3]}{target}" if int(found[4]) == last else area


def _grow_names(book: Book, sheet: Sheet, heading: int, target: int) -> None:
    number = next(at for at, known in enumerate(_every_sheet(book)) if known == sheet.name)
    for name in book.root.iter(f"{book.space}definedName"):
        if name.get("name") not in _GROWING_NAMES or name.get("localSheetId") != str(number):
            continue
        found = re.fullmatch(r"(.*!)" + _AREA.pattern, name.text or "")
        if found and heading <= int(found[5]) < target:
            name.text = f"{found[1]}{found[2]}{found[3]}:{found[4]}{target}"


def _every_sheet(book: Book) -> list[str]:
    return [item.get("name", "") for item in book.root.find(f"{book.space}sheets")]
