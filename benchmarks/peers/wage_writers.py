"""The wage sheet by those who have no templates: XlsxWriter, PyExcelerate and a Rust writer write the same cells from nothing."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

Made = Callable[[], object]
"""Writes the sheet; what comes before is not measured."""


def load(folder: Path, name: str) -> Any:
    return pickle.loads((folder / name).read_bytes())


def make_by_xlsxwriter(folder: Path, target: Path) -> Made:
    import xlsxwriter

    from peers.wage_template import AFTER, BEFORE, DAYS, HEADING, SUMMED, columns, formulas

    rows, daily, capitals, note = load(folder, "rows.pickle")
    headings = [*BEFORE, *range(1, DAYS + 1), *AFTER]

    def make() -> None:
        book = xlsxwriter.Workbook(target)
        sheet = book.add_worksheet("逐日发放表")
        box = {
            "font_name": "宋体",
            "font_size": 9,
            "border": 1,
            "align": "center",
            "valign": "vcenter",
            "text_wrap": True,
        }
        plain, money = book.add_format(box), book.add_format({**box, "num_format": "#,##0.00"})
        text, bold = book.add_format({**box, "num_format": "@"}), book.add_format({**box, "bold": True})
        formats = [text if name in {"身份证号", "账号"} else plain for name in headings]
        at = {name: number for number, name in enumerate(headings)}
        for name in ("日单价", "计日金额", "奖补", "应发合计", "扣减额", "实发金额"):
            formats[at[name]] = money
        sheet.merge_range(0, 0, 0, len(headings) - 1, "香水村产业道路劳务报酬发放表（2026年3月）", bold)
        for number, heading in enumerate(headings):
            sheet.write(HEADING - 1, number, heading, bold)
        sheet.set_column(len(BEFORE), len(BEFORE) + DAYS - 1, 4)
        sheet.freeze_panes(HEADING, 2)
        for row, values in enumerate(rows, HEADING):
            for number, value in enumerate(values):
                sheet.write(row, number, value, formats[number])
            for name, formula in formulas(row + 1, DAYS).items():
                sheet.write_formula(row, at[name], formula, formats[at[name]])
        last = HEADING + len(rows)
        sheet.write(last, 0, "合计", bold)
        for number, sum_ in enumerate(daily, len(BEFORE)):
            sheet.write(last, number, sum_, plain)
        for name in SUMMED:
            letter = columns(DAYS)[name]
            sheet.write_formula(last, at[name], f"=SUM({letter}{HEADING + 1}:{letter}{last})", formats[at[name]])
        sheet.write(last + 1, 0, "实发金额（大写）", plain)
        sheet.write(last + 1, 3, capitals, plain)
        sheet.write(last + 2, 0, note)
        book.close()

    return make


def make_by_pyexcelerate(folder: Path, target: Path) -> Made:
    from pyexcelerate import Alignment, Font, Format, Style, Workbook
    from pyexcelerate.Border import Border
    from pyexcelerate.Borders import Borders

    from peers.wage_template import AFTER, BEFORE, DAYS, HEADING, SUMMED, columns, formulas

    rows, daily, capitals, note = load(folder, "rows.pickle")
    headings = [*BEFORE, *range(1, DAYS + 1), *AFTER]
    at = {name: number for number, name in enumerate(headings)}

    def style(form: str | None = None) -> Style:
        line = Border(style="thin")
        borders = Borders(left=line, right=line, top=line, bottom=line)
        centre = Alignment(horizontal="center", vertical="center", wrap_text=True)
        return Style(font=Font(family="宋体", size=9), borders=borders, alignment=centre, format=Format(form))

    def make() -> None:
        book = Workbook()
        plain, money, text = style(), style("#,##0.00"), style("@")
        styles = [text if name in {"身份证号", "账号"} else plain for name in headings]
        for name in ("日单价", "计日金额", "奖补", "应发合计", "扣减额", "实发金额"):
            styles[at[name]] = money
        data: list[list[Any]] = [["香水村产业道路劳务报酬发放表（2026年3月）"], headings]
        for row, values in enumerate(rows, HEADING + 1):
            line = list(values)
            for name, formula in formulas(row, DAYS).items():
                line[at[name]] = formula
            data.append(line)
        total: list[Any] = ["合计", *[None] * (len(BEFORE) - 1), *daily, *[None] * len(AFTER)]
        for name in SUMMED:
            letter = columns(DAYS)[name]
            total[at[name]] = f"=SUM({letter}{HEADING + 1}:{letter}{HEADING + len(rows)})"
        data += [total, ["实发金额（大写）", None, None, capitals], [note]]
        sheet = book.new_sheet("逐日发放表", data=data)
        for row in range(HEADING, HEADING + len(rows) + 2):
            for number, one in enumerate(styles, 1):
                sheet.set_cell_style(row, number, one)
        book.save(str(target))

    return make


def make_by_rust(folder: Path, target: Path) -> Made:
    """rustpy-xlsxwriter takes records and puts formulas behind the values; the cells are the same, in another order."""
    from rustpy_xlsxwriter import Format, write_worksheet

    from peers.wage_template import AFTER, BEFORE, DAYS, HEADING

    rows, _, _, _ = load(folder, "rows.pickle")
    headings = [str(name) for name in (*BEFORE, *range(1, DAYS + 1), *AFTER)]
    made = ("天数", "计日金额", "应发合计", "实发金额")
    kept = [number for number, name in enumerate(headings) if name not in made]
    given = [headings[number] for number in kept]

    def box() -> Format:
        return Format().set_font_name("宋体").set_font_size(9).set_border("thin").set_align("center")

    def make() -> None:
        plain, money, text = box(), box().set_num_format("#,##0.00"), box().set_num_format("@")
        formats = dict.fromkeys(headings, plain) | {"身份证号": text, "账号": text}
        formats |= dict.fromkeys(("日单价", "计日金额", "奖补", "应发合计", "扣减额", "实发金额"), money)
        records = [dict(zip(given, [values[number] for number in kept], strict=True)) for values in rows]
        write_worksheet(
            records,
            str(target),
            sheet_name="逐日发放表",
            header_row=HEADING - 1,
            merge_ranges=[(0, 0, 0, len(headings) - 1, "香水村产业道路劳务报酬发放表（2026年3月）", plain)],
            column_formats=formats,
            header_format=box().set_bold(),
            formula_columns={
                "天数": "=SUM(F{row}:AJ{row})",
                "计日金额": "=ROUND(AQ{row}*AK{row},2)",
                "应发合计": "=AR{row}+AL{row}",
                "实发金额": "=AS{row}-AM{row}",
            },
            totals_row={"奖补": "sum", "扣减额": "sum"},
            freeze_row=HEADING,
            freeze_col=2,
        )

    return make
