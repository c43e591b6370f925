"""Tables with a name grow with their list, under the headings of the sheet."""

from __future__ import annotations

from typing import Any

from openpyxl.worksheet.table import Table

from tests.render.workbooks import build, read, render

CELLS = {
    "A1": "姓名",
    "B1": "{%tc for 日 in 日期 %}{{ 日 }}日{%tc endfor %}",
    "C1": "合计",
    "A2": "{%tr for 人 in 明细 %}{{ 人.名 }}",
    "B2": "{%tc for 数 in 人.逐日 %}{{ 数 }}{%tc endfor %}",
    "C2": "=SUM(B2:B2){%tr endfor %}",
}


def add_table(sheet: Any) -> None:
    sheet.add_table(Table(displayName="名册", ref="A1:C2"))


def test_a_table_grows_both_ways_and_knows_its_headings() -> None:
    people = [{"名": name, "逐日": [1, 2, 3]} for name in "甲乙丙丁"]
    table = read(render(build(CELLS, add_table), 日期=[1, 2, 3], 明细=people)).active.tables["名册"]
    assert table.ref == "A1:E5"
    assert table.autoFilter is None or table.autoFilter.ref == "A1:E5"
    assert [column.name for column in table.tableColumns] == ["姓名", "1日", "2日", "3日", "合计"]
    assert [column.id for column in table.tableColumns] == [1, 2, 3, 4, 5]


def test_every_sheet_has_a_table_of_its_own() -> None:
    cells = {
        "A1": "{%sheet for 月 in 月份 %}姓名",
        "B1": "天数",
        "A2": "{%tr for 人 in 月.明细 %}{{ 人 }}",
        "B2": "{%tr endfor %}",
    }

    def sketch(sheet: Any) -> None:
        sheet.add_table(Table(displayName="名册", ref="A1:B2"))

    months = [{"名": "三月", "明细": ["甲"]}, {"名": "四月", "明细": ["甲", "乙"]}, {"名": "五月", "明细": []}]
    workbook = read(render(build(cells, sketch, title="{{ 月.名 }}"), 月份=months))
    tables = [
        (name, table.ref, table.id)
        for sheet in workbook
        for name, table in zip(sheet.tables, sheet.tables.values(), strict=True)
    ]
    assert tables == [("名册", "A1:B2", 1), ("名册_", "A1:B3", 2)]
