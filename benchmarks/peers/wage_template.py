"""The wage sheet of 2,000 workers by 31 days as a template: the styles of C21, the day columns of C16, one row a worker.

C21 itself has no day columns and C16 no wages; the benchmark's sheet has both and no pages, so that every peer can make it.
"""

# ruff: noqa: SLF001 - the quick way to share a style is a private one

from __future__ import annotations

import random
from copy import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.comments import Comment
from openpyxl.utils import get_column_letter

ROOT = Path(__file__).parents[2]
WAGES = ROOT / "templates" / "xlsx" / "C21-劳务报酬发放表.xlsx"
ATTENDANCE = ROOT / "templates" / "xlsx" / "C16-务工签到表.xlsx"

DAYS = 31
BEFORE = ("序号", "姓名", "身份证号", "村组", "工种")
AFTER = (
    *("天数", "日单价", "计日金额", "奖补", "应发合计", "扣减额", "实发金额"),
    *("账号", "本人签名", "备注"),
)
_STYLES = dict(zip((*BEFORE, *AFTER), "ABCEGIJKOPRSUVX", strict=True))
"""Heading → the column of C21 whose styles it has."""
SUMMED = ("天数", "计日金额", "奖补", "应发合计", "扣减额", "实发金额")
HEADING = 2

_WORDS = {
    **{name: f"{{{{ 人.{name} }}}}" for name in (*BEFORE, "奖补", "账号", "备注")},
    "日单价": "{{ 人.单价 }}",
    "扣减额": "{{ 人.扣减 }}",
}


def columns(days: int) -> dict[str, str]:
    """Heading → letter; the day columns stand between 工种 and 天数."""
    places = {name: number for number, name in enumerate(BEFORE, 1)}
    places |= {name: number for number, name in enumerate(AFTER, len(BEFORE) + days + 1)}
    return {name: get_column_letter(number) for name, number in places.items()}


def formulas(row: Any, days: int) -> dict[str, str]:
    """The four formulas of a worker's row."""
    at = columns(days)
    first, last = get_column_letter(len(BEFORE) + 1), get_column_letter(len(BEFORE) + days)
    return {
        "天数": f"=SUM({first}{row}:{last}{row})",
        "计日金额": f"=ROUND({at['天数']}{row}*{at['日单价']}{row},2)",
        "应发合计": f"={at['计日金额']}{row}+{at['奖补']}{row}",
        "实发金额": f"={at['应发合计']}{row}-{at['扣减额']}{row}",
    }


def draw_ours(path: Path) -> None:
    """Our template: one day column that repeats, one row that repeats."""
    sheet, save = _begin(path, 1)
    data, day = HEADING + 2, get_column_letter(len(BEFORE) + 1)
    sheet.cell(HEADING, len(BEFORE) + 1).value = "{%tc for 日 in 项.日期 %}{{ 日 }}{%tc endfor %}"
    sheet.cell(data - 1, 1).value = "{%tr for 人 in 项.明细 %}"
    sheet.cell(data + 1, 1).value = "{%tr endfor %}"
    for name, letter in columns(1).items():
        sheet[f"{letter}{data}"] = {**_WORDS, **formulas(data, 1)}.get(name)
    sheet[f"{day}{data}"] = "{%tc for 记 in 人.逐日 %}{{ 记 }}{%tc endfor %}"
    _style_row(sheet, data, 9, 1)
    _draw_foot(sheet, data + 2, data, data, 1)
    sheet[f"{day}{data + 2}"] = "{%tc for 数 in 项.每日合计 %}{{ 数 }}{%tc endfor %}"
    sheet["A1"] = "{{ 项目.名称 }}劳务报酬发放表（{{ 项.月份名 }}）"
    sheet[f"D{data + 3}"] = "{{ 项.合计.实发|大写('人民币') }}"
    save()


def draw_wide(path: Path) -> None:
    """For whoever fills by program: title, headings, one styled row, the foot."""
    sheet, save = _begin(path, DAYS)
    for number in range(1, DAYS + 1):
        sheet.cell(HEADING, len(BEFORE) + number).value = number
    _style_row(sheet, HEADING + 1, 9, DAYS)
    _draw_foot(sheet, HEADING + 2, HEADING + 1, HEADING + 1, DAYS)
    save()


def draw_xltpl(path: Path) -> None:
    """In xltpl's syntax; formulas are written with the row's number, for xltpl does not move them."""
    sheet, save = _begin(path, DAYS)
    data = HEADING + 1
    for number in range(1, DAYS + 1):
        sheet.cell(HEADING, len(BEFORE) + number).value = number
        sheet.cell(data, len(BEFORE) + number).value = f"{{% xv 人.逐日[{number - 1}] %}}"
    cells = {**_WORDS, **_write_formulas(f"loop.index + {HEADING}")}
    for name, letter in columns(DAYS).items():
        sheet[f"{letter}{data}"] = cells.get(name)
    sheet[f"A{data}"].comment = Comment("beforerow{% for 人 in 项.明细 %}", "archivegen")
    sheet[f"A{data + 1}"].comment = Comment("beforerow{% endfor %}", "archivegen")
    _style_row(sheet, data, 9, DAYS)
    _draw_foot(sheet, data + 1, data, data, DAYS)
    for name in SUMMED:
        letter = columns(DAYS)[name]
        sum_ = f"'=SUM({letter}{data}:{letter}' ~ (项.明细|length + {HEADING}) ~ ')'"
        sheet[f"{letter}{data + 1}"] = f"{{% xv {sum_} %}}"
    for number in range(1, DAYS + 1):
        sheet.cell(data + 1, len(BEFORE) + number).value = f"{{% xv 项.每日合计[{number - 1}] %}}"
    sheet["A1"] = "{{ 项目.名称 }}劳务报酬发放表（{{ 项.月份名 }}）"
    sheet[f"D{data + 2}"] = "{{ 大写 }}"
    save()


def _write_formulas(row: str) -> dict[str, str]:
    """The formulas as Jinja expressions that put the row's number in."""
    told = {name: text.replace("@", f"' ~ ({row}) ~ '") for name, text in formulas("@", DAYS).items()}
    return {name: f"{{% xv '{text}' %}}" for name, text in told.items()}


def _begin(path: Path, days: int) -> tuple[Any, Any]:
    """A sheet with title and headings in the styles of C21; the second value saves it."""
    book = load_workbook(WAGES)
    old = book.worksheets[0]
    sheet = book.create_sheet("逐日发放表")
    width = len(BEFORE) + days + len(AFTER)
    _copy_style(old["A1"], sheet["A1"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=width)
    sheet.row_dimensions[1].height = old.row_dimensions[1].height
    for name, letter in columns(days).items():
        sheet[f"{letter}{HEADING}"] = name
        sheet.column_dimensions[letter].width = old.column_dimensions[_STYLES[name]].width
    _style_row(sheet, HEADING, 5, days)
    sheet.print_title_rows = f"{HEADING}:{HEADING}"
    sheet.freeze_panes = f"C{HEADING + 1}"
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 8
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = copy(old.sheet_properties.pageSetUpPr)

    def save() -> None:
        book.remove(old)
        book.save(path)

    return sheet, save


def _style_row(sheet: Any, row: int, pattern: int, days: int) -> None:
    """Give a row the styles that C21's row ``pattern`` has; the day columns those of C16's grid."""
    old = sheet.parent.worksheets[0]
    for name, letter in columns(days).items():
        _copy_style(old[f"{_STYLES[name]}{pattern}"], sheet[f"{letter}{row}"])
    grid = load_workbook(ATTENDANCE).worksheets[0]["D7"]
    for number in range(len(BEFORE) + 1, len(BEFORE) + days + 1):
        cell = sheet.cell(row, number)
        cell.font, cell.border, cell.alignment = copy(grid.font), copy(grid.border), copy(grid.alignment)
        sheet.column_dimensions[get_column_letter(number)].width = 4
    sheet.row_dimensions[row].height = old.row_dimensions[pattern].height


def _copy_style(source: Any, target: Any) -> None:
    target._style = copy(source._style)


def _draw_foot(sheet: Any, row: int, first: Any, last: Any, days: int) -> None:
    _style_row(sheet, row, 18, days)
    sheet[f"A{row}"] = "合计"
    for name in SUMMED:
        letter = columns(days)[name]
        sheet[f"{letter}{row}"] = f"=SUM({letter}{first}:{letter}{last})"
    old = sheet.parent.worksheets[0]
    for offset, pattern in ((1, 19), (2, 26)):
        _copy_style(old[f"A{pattern}"], sheet[f"A{row + offset}"])
    _copy_style(old["D19"], sheet[f"D{row + 1}"])
    sheet[f"A{row + 1}"] = "实发金额（大写）"
    sheet[f"A{row + 2}"] = old["A26"].value


def make_words(people: list[dict[str, str]]) -> dict[str, Any]:
    """The words of a month in which these people worked, whole and half days."""
    rng = random.Random(31)
    rows = []
    for number, person in enumerate(people, 1):
        marks = [rng.choice((1, 1, 1, Decimal("0.5"), "")) for _ in range(DAYS)]
        rows.append(
            {
                **{key: person[key] for key in ("姓名", "身份证号", "村组", "工种", "账号")},
                "序号": number,
                "逐日": marks,
                "单价": Decimal(rng.choice((180, 240, 260))),
                "奖补": Decimal(rng.choice((0, 0, 0, 200))),
                "扣减": Decimal(0),
                "备注": "",
            }
        )
    paid = sum((sum(mark or 0 for mark in row["逐日"]) * row["单价"] + row["奖补"] for row in rows), Decimal(0))
    daily = [sum(row["逐日"][day] or 0 for row in rows) for day in range(DAYS)]
    month = {"月份名": "2026年3月", "日期": list(range(1, DAYS + 1)), "明细": rows, "每日合计": daily}
    return {"项目": {"名称": "香水村产业道路"}, "项": {**month, "合计": {"实发": paid}}}


def plain_rows(words: dict[str, Any]) -> list[list[Any]]:
    """For whoever writes cell by cell: every worker's values before and after the formulas, as floats and texts."""

    def plain(value: Any) -> Any:
        return float(value) if isinstance(value, Decimal) else None if value == "" else value

    rows = []
    for person in words["项"]["明细"]:
        after = [None, person["单价"], None, person["奖补"], None, person["扣减"], None, person["账号"], "", ""]
        rows.append([plain(value) for value in [*(person[name] for name in BEFORE), *person["逐日"], *after]])
    return rows


def read_note() -> str:
    """The note below the sheet, from C21."""
    return str(load_workbook(WAGES).worksheets[0]["A26"].value)
