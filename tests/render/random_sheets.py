"""Random wage sheets: a template of any shape, and what a few lines of Python say that its paper must hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.workbook.defined_name import DefinedName

STYLES = ("alone", "inside", "mixed")
PARAMETER = 7


@dataclass(frozen=True)
class Shape:
    """A template's shape and the numbers that fill it: ``groups`` holds one list of numbers, or, nested, one a group."""

    head: int
    per_item: int
    tail: int
    style: str
    nested: bool
    groups: tuple[tuple[int, ...], ...]

    @property
    def words(self) -> dict[str, Any]:
        """What fills the template."""
        listed = [[{"数": number, "名": f"人{number}"} for number in group] for group in self.groups]
        groups = [{"名": f"组{index}", "明细": items} for index, items in enumerate(listed)]
        return {"组别": groups, "明细": listed[0] if listed else []}


@dataclass
class Expected:
    """Cells of the paper by sheet and coordinate, its merges, its names."""

    cells: dict[str, Any] = field(default_factory=dict)
    summary: dict[str, Any] = field(default_factory=dict)
    merges: set[str] = field(default_factory=set)
    names: dict[str, str] = field(default_factory=dict)
    last: int = 0


def draw_template(shape: Shape) -> bytes:
    """The template workbook."""
    book = Workbook()
    sheet, row = book.active, 1
    sheet.title = "表"
    other = book.create_sheet("汇总")
    other["B1"] = PARAMETER
    for index in range(shape.head):
        sheet.cell(row, 1, f"头{index}")
        row += 1
    if shape.nested:
        sheet.cell(row, 1, "{%tr for 组 in 组别 %}")
        sheet.cell(row + 1, 1, "{{ 组.名 }}")
        row += 2
    first, last, row = _draw_items(sheet, row, shape)
    if shape.nested:
        _draw_total(sheet, row, first, last)
        sheet.cell(row + 1, 1, "{%tr endfor %}")
        row += 2
    _draw_total(sheet, row, first, last)
    sheet.merge_cells(start_row=row, end_row=row, start_column=3, end_column=4)
    for index in range(1, shape.tail + 1):
        sheet.cell(row + index, 1, f"=A{row}*{index}")
    sheet.merge_cells(start_row=row + shape.tail, end_row=row + shape.tail, start_column=2, end_column=4)
    other["A1"] = f"=SUM(表!A{first}:A{last})"
    other["A2"] = f"=表!$B${row}"
    other["A3"] = "=合计*2"
    book.defined_names["合计"] = DefinedName("合计", attr_text=f"表!$A${row}")
    if not shape.nested:
        book.defined_names["全部"] = DefinedName("全部", attr_text=f"表!$A${first}:$B${last}")
    sheet.print_area = f"A1:D{row + shape.tail}"
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def _draw_items(sheet: Any, row: int, shape: Shape) -> tuple[int, int, int]:
    opening = f"{{%tr for 人 in {'组.明细' if shape.nested else '明细'} %}}"
    if shape.style != "inside":
        sheet.cell(row, 1, opening)
        row += 1
        opening = ""
    first, last = row, row + shape.per_item - 1
    sheet.cell(first, 1, opening + "{{ 人.数 }}")
    sheet.cell(first, 2, f"=A{first}*2+汇总!$B$1")
    sheet.cell(first, 3, "{{ 人.名 }}")
    if shape.per_item == 2:
        sheet.cell(last, 1, f"=A{first}+1")
        sheet.cell(last, 2, f"=SUM(A{first}:A{last})")
        sheet.merge_cells(start_row=first, end_row=last, start_column=3, end_column=3)
    if shape.style == "alone":
        sheet.cell(last + 1, 1, "{%tr endfor %}")
        return first, last, last + 2
    sheet.cell(last, 5, "{%tr endfor %}")
    return first, last, last + 1


def _draw_total(sheet: Any, row: int, first: int, last: int) -> None:
    sheet.cell(row, 1, f"=SUM(A{first}:A{last})")
    sheet.cell(row, 2, f"=SUM(B{first}:B{last})")


def expect(shape: Shape) -> Expected:
    """What the paper must hold, worked out without a formula."""
    made, row = Expected(), shape.head + 1
    made.cells |= {f"A{index + 1}": f"头{index}" for index in range(shape.head)}
    whole_a = whole_b = 0
    first = row
    for index, group in enumerate(shape.groups if shape.nested else shape.groups[:1]):
        if shape.nested:
            made.cells[f"A{row}"] = f"组{index}"
            row += 1
        sum_a = sum_b = 0
        for number in group:
            values = [(number, number * 2 + PARAMETER), (number + 1, 2 * number + 1)][: shape.per_item]
            made.cells[f"C{row}"] = f"人{number}"
            if shape.per_item == 2:
                made.merges.add(f"C{row}:C{row + 1}")
            for a, b in values:
                made.cells[f"A{row}"], made.cells[f"B{row}"] = a, b
                sum_a, sum_b, row = sum_a + a, sum_b + b, row + 1
        if shape.nested:
            made.cells[f"A{row}"], made.cells[f"B{row}"] = sum_a, sum_b
            row += 1
        whole_a, whole_b = whole_a + sum_a, whole_b + sum_b
    made.cells[f"A{row}"], made.cells[f"B{row}"] = whole_a, whole_b
    made.merges |= {f"C{row}:D{row}", f"B{row + shape.tail}:D{row + shape.tail}"}
    made.cells |= {f"A{row + index}": whole_a * index for index in range(1, shape.tail + 1)}
    made.summary = {"A1": whole_a, "A2": whole_b, "A3": whole_a * 2}
    made.names["合计"] = f"表!$A${row}"
    if not shape.nested and row > first:
        made.names["全部"] = f"表!$A${first}:$B${row - 1}"
    made.last = row + shape.tail
    return made
