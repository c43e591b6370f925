"""The text of Excel files, with numbers in full and dates as dates."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment

from archivegen.chinese import find_personal_numbers
from archivegen.render.office import extract_text


def saved(workbook: Any) -> bytes:
    target = BytesIO()
    workbook.save(target)
    return target.getvalue()


def with_member(package: bytes, name: str, content: str) -> bytes:
    target = BytesIO()
    with ZipFile(BytesIO(package)) as source, ZipFile(target, "w") as changed:
        for member in source.namelist():
            changed.writestr(member, content if member == name else source.read(member))
    return target.getvalue()


def test_sheets_rows_and_cells_come_in_order() -> None:
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "发放表"
    sheet["A1"] = "香水村\n劳务报酬"
    sheet.merge_cells("A1:D1")
    sheet["B3"], sheet["D3"] = "𠮷野", "甲&乙<丙>"
    sheet["A4"] = CellRichText("前", TextBlock(InlineFont(b=True), "后"))
    sheet["AB5"] = True
    hidden = workbook.create_sheet("_meta")
    hidden.sheet_state = "hidden"
    hidden["A1"] = "C21@2026-03"
    assert extract_text(saved(workbook), ".xlsx") == (
        "〔表〕发放表\n香水村\n劳务报酬\n\t𠮷野\t\t甲&乙<丙>\n前后\n" + "\t" * 27 + "TRUE\n\n〔表〕_meta\nC21@2026-03\n"
    )


@pytest.mark.parametrize(
    ("value", "form", "shown"),
    [
        (date(2026, 3, 5), "yyyy-mm-dd", "2026-03-05"),
        (date(2026, 3, 5), 'yyyy"年"m"月"d"日"', "2026-03-05"),
        (datetime(2026, 3, 5, 8, 30), "yyyy/m/d h:mm", "2026-03-05 08:30"),
        (1409.5, "#,##0.00", "1409.5"),
        (12, '0"days"', "12"),
        (3, "[Red]0.00", "3"),
        (6228480012345678, "General", "6228480012345678"),
    ],
)
def test_numbers_and_dates(value: object, form: str, shown: str) -> None:
    workbook = Workbook()
    workbook.active["A1"] = value
    workbook.active["A1"].number_format = form
    assert extract_text(saved(workbook), ".xlsx") == f"〔表〕Sheet\n{shown}\n"


def test_an_account_behind_an_exponent_is_found() -> None:
    workbook = Workbook()
    workbook.active["A1"] = 6.22848001234568e18
    text = extract_text(saved(workbook), ".xlsx")
    assert find_personal_numbers(text) == ["6228480012345680000"]


def test_formulas_show_their_value_or_themselves_and_inline_texts_are_read() -> None:
    sheet = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row>'
        "<c r='A1'><f>SUM(B1:B2)</f><v>1409.50</v></c><c r='B1'><f>NOW()</f></c><c r='C1' t='str'><f>A1&amp;\"\"</f><v>甲</v></c>"
        "<c r='D1' t='inlineStr'><is><t>内联</t></is></c><c r='E1' t='e'><v>#REF!</v></c><c r='F1' t='str'><v>a_x000D_b</v></c>"
        "<c><v>0.1</v></c></row></sheetData>"
        '<headerFooter><oddHeader>&amp;L&amp;"仿宋,Regular"&amp;12内部 资料&amp;C甲&amp;&amp;乙</oddHeader>'
        "<oddFooter>&amp;C第 &amp;P 页，共 &amp;N 页</oddFooter><evenFooter/></headerFooter></worksheet>"
    )
    package = with_member(saved(Workbook()), "xl/worksheets/sheet1.xml", sheet)
    assert extract_text(package, ".xlsx") == (
        "〔表〕Sheet\n1409.50\t=NOW()\t甲\t内联\t#REF!\ta\rb\t0.1\n〔页眉〕内部 资料 甲&乙\n〔页脚〕第 页，共 页\n"
    )


def test_phonetic_guides_are_left_out() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "汉字"
    strings = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>汉字</t>'
        '<rPh sb="0" eb="2"><t>hànzì</t></rPh></si></sst>'
    )
    package = with_member(saved(workbook), "xl/sharedStrings.xml", strings)
    assert extract_text(package, ".xlsx") == "〔表〕Sheet\n汉字\n"


def test_comments_are_read() -> None:
    workbook = Workbook()
    workbook.active["A1"] = "甲"
    workbook.active["A1"].comment = Comment("电话 13812345678", "乙")
    text = extract_text(saved(workbook), ".xlsx")
    assert "〔批注〕电话 13812345678" in text
