"""A county archive in November: its register, and the archives that townships bring."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from archivegen.pack.load import load_pack
from archivegen.reception import Desk, receive
from archivegen.workbook_bytes import save_workbook
from tests.archive.township_desk import PDF
from tests.archive.township_desk import Desk as TownshipDesk

TODAY = dt.date(2026, 11, 25)
WHEN = "2026-11-25T09:30:00+08:00"
HEADS = ("登记号", "接收日期", "项目名称", "项目代码", "件数", "SHA-256", "备注", "局长签字")


def make_archive(folder: Path, pages: int = 1, *, name: str = "香水村产业道路_20261122", as_zip: bool = False, **facts):
    """An archive that a township closed: one paper of so many files."""
    desk = TownshipDesk(folder)
    desk.owe("C16@2026-03", "务工签到表", responsible="香水镇人民政府")
    for page in range(pages):
        desk.scan(f"C16@2026-03/{page}.pdf", PDF + b"page %d" % page)
    return desk.close(name, facts=desk.facts(**facts), as_zip=as_zip)


def desk_of(folder: Path, register: str = "档案登记簿.xlsx", **changes) -> Desk:
    """The reception desk; today is the day of the hand-over unless a test says otherwise."""
    folder.mkdir(parents=True, exist_ok=True)
    facts = {"today": TODAY, "when": WHEN, "receiver": "王芳", "unit": "恩阳区档案馆", **changes}
    return Desk(folder / register, load_pack(), **facts)


def take_in(desk: Desk, *archives: Path):
    """What becomes of them."""
    return list(receive(archives, desk))


def keep_register(path: Path, lines=(), *, heads=HEADS, top: str = "恩阳区档案接收登记簿", style=None) -> Path:
    """A register as a county keeps it: a title, its own columns, colours, a filter, a note, a second sheet."""
    book = Workbook()
    sheet = book.active
    sheet.title = "2026年"
    sheet["A1"], sheet["A1"].font = top, Font(name="黑体", size=16)
    for column, head in enumerate(heads, 1):
        sheet.cell(2, column).value = head
    for number, line in enumerate(lines, 3):
        for column, value in enumerate(line, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.fill = value, PatternFill("solid", fgColor="FFFFF2CC")
            if isinstance(value, dt.date):
                cell.number_format = 'yyyy"年"m"月"d"日"'
    sheet.column_dimensions["C"].width = 43
    sheet.auto_filter.ref = f"A2:H{max(len(lines) + 2, 3)}"
    sheet["F2"].comment = Comment("从回执上抄", "李秀")
    sheet.conditional_formatting.add("E3:E4", CellIsRule(operator="greaterThan", formula=["100"]))
    choices = DataValidation("list", formula1='"同意,不同意"')
    choices.add("H3:H4")
    sheet.add_data_validation(choices)
    sheet["J1"] = "=COUNT(E3:E999)"
    book.create_sheet("说明")["A1"] = "每年底交档案局"
    if style:
        style(book)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(save_workbook(book))
    return path


def read_rows(path: Path, sheet: int = 0):
    """The rows of the register as lists of values."""
    return [list(row) for row in load_workbook(path).worksheets[sheet].iter_rows(values_only=True)]


OLD_LINES = (
    ("恩档2026-0007", dt.date(2026, 3, 1), "白鹤村饮水工程", "2503-511903-04-01-000001", 88, "a" * 64, "", ""),
    ("恩档2026-0012", dt.date(2026, 6, 9), "龙门村灌溉渠", "2503-511903-04-01-000002", 120, "b" * 64, "缺照片", "同意"),
)
