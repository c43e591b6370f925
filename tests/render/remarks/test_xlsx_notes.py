"""Notes laid at cells of Excel files as offices make them: with notes, pictures, threads and tables of their own."""

from __future__ import annotations

import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.worksheet.table import Table

from archivegen.errors import TemplateError
from archivegen.render.mistakes import Mistake, Where
from archivegen.render.package import pack_part, write_package
from archivegen.render.remarks.xlsx_notes import annotate_xlsx, clear_xlsx
from tests.office_standard import judge

FIRST, SECOND = "xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"


@pytest.fixture
def template() -> bytes:
    book = Workbook()
    pay = book.active
    pay.title = "发放表"
    pay["A1"], pay["B2"], pay["B3"] = "{{ 项目.名程 }}", "{{ 人.姓明 }}", "请填"
    pay["B2"].comment = Comment("这里写姓名", "王审核")
    pay["B3"].comment = Comment("不要改", "王审核")
    pay.oddFooter.center.text = "第 &P 页"
    book.create_sheet("附表")["D9"] = "{{ 项.名 }}"
    third = book.create_sheet("说明")
    for row in (("项目", "数"), ("甲", 1)):
        third.append(row)
    third.add_table(Table(displayName="说明", ref="A1:B2"))
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def mistake(row: int, column: int, problem: str, member: str = FIRST, shown: str = "工作表“发放表”") -> Mistake:
    return Mistake(Where(shown, member, None, row, column), problem, "", "请改正")


def notes(content: bytes) -> dict[str, str]:
    book = load_workbook(BytesIO(content))
    return {
        f"{sheet.title}!{cell.coordinate}": cell.comment.text
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment
    }


def parts(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


OTHERS = {"发放表!B2": "这里写姓名", "发放表!B3": "不要改"}


def test_a_note_stands_at_the_cell_of_its_mistake(template: bytes) -> None:
    annotated = annotate_xlsx(
        template, [mistake(1, 1, "没有“项目.名程”这个词"), mistake(9, 4, "没有“项.名”这个词", SECOND)]
    )
    assert notes(annotated) == {
        **OTHERS,
        "发放表!A1": "〔archivegen〕没有“项目.名程”这个词。怎样改：请改正。",
        "附表!D9": "〔archivegen〕没有“项.名”这个词。怎样改：请改正。",
    }


def test_a_cell_that_has_a_note_gets_ours_below_it(template: bytes) -> None:
    annotated = annotate_xlsx(template, [mistake(2, 2, "一"), mistake(2, 2, "二")])
    assert notes(annotated) == {
        **OTHERS,
        "发放表!B2": "这里写姓名\n〔archivegen〕一。怎样改：请改正。\n〔archivegen〕二。怎样改：请改正。",
    }


def test_a_mistake_of_the_whole_sheet_or_of_no_sheet_stands_at_a1(template: bytes) -> None:
    sheet = mistake(0, 0, "页脚有错", SECOND, "工作表“附表”页脚")
    book = mistake(0, 0, "名称有错", "xl/workbook.xml", "名称“合计”")
    assert notes(annotate_xlsx(template, [sheet, book])) == {
        **OTHERS,
        "附表!A1": "〔archivegen〕工作表“附表”页脚：页脚有错。怎样改：请改正。",
        "发放表!A1": "〔archivegen〕名称“合计”：名称有错。怎样改：请改正。",
    }


def test_nothing_else_in_the_file_changes(template: bytes) -> None:
    before, after = parts(template), parts(annotate_xlsx(template, [mistake(9, 4, "错", SECOND)]))
    changed = {name for name in before if before[name] != after[name]}
    assert changed <= {SECOND, "[Content_Types].xml"}
    assert len(after) == len(before) + 3  # notes, their shapes, the relations of a sheet that had none


def test_a_second_check_replaces_the_remarks_of_the_first(template: bytes) -> None:
    once = annotate_xlsx(template, [mistake(1, 1, "一"), mistake(2, 2, "二"), mistake(9, 4, "三", SECOND)])
    again = annotate_xlsx(once, [mistake(3, 2, "四")])
    assert notes(again) == {**OTHERS, "发放表!B3": "不要改\n〔archivegen〕四。怎样改：请改正。"}
    cleared, removed = clear_xlsx(again, "x.xlsx")
    assert (removed, notes(cleared)) == (1, OTHERS)
    assert clear_xlsx(template, "x.xlsx") == (template, 0)
    drawings = [name for name in parts(once) if name.endswith(".vml")]
    assert sum(parts(cleared)[name].count(b"ObjectType") for name in drawings) == len(OTHERS)


def test_a_thread_shows_its_own_text_only_so_the_note_stands_beside_it(template: bytes) -> None:
    made = parts(template)
    made["xl/threadedComments/threadedComment1.xml"] = (
        b'<ThreadedComments xmlns="http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments">'
        b'<threadedComment ref="A1" id="{0}"><text>?</text></threadedComment></ThreadedComments>'
    )
    relations = "xl/worksheets/_rels/sheet1.xml.rels"
    relation = (
        b'<Relationship Id="rId77" Type="http://schemas.microsoft.com/office/2017/10/relationships/threadedComment" '
        b'Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    )
    made[relations] = made[relations].replace(b"</Relationships>", relation)
    threaded = write_package(pack_part(name, content) for name, content in made.items())
    found = notes(annotate_xlsx(threaded, [mistake(1, 1, "错")]))
    assert found == {**OTHERS, "发放表!B1": "〔archivegen〕A1：错。怎样改：请改正。"}


def test_a_file_that_is_no_excel_file_is_refused() -> None:
    with pytest.raises(TemplateError, match="打不开"):
        annotate_xlsx(b"not a zip", [])


def convert(files: list[Path], folder: Path) -> None:
    office = ["soffice", f"-env:UserInstallation=file://{folder / 'profile'}", "--headless", "--convert-to", "xlsx"]
    command: list[Any] = [*office, "--outdir", folder / "back", *files]
    subprocess.run(command, check=True, capture_output=True, timeout=280)


def test_excel_and_libreoffice_take_the_copy(template: bytes, tmp_path: Path) -> None:
    everywhere = [mistake(row, 2, f"第 {row} 处 & <错>\x0b") for row in range(1, 5)]
    everywhere += [mistake(9, 4, "附表", SECOND), mistake(2, 1, "说明", "xl/worksheets/sheet3.xml")]
    for name, content in {"template.xlsx": template, "full.xlsx": annotate_xlsx(template, everywhere)}.items():
        (tmp_path / name).write_bytes(content)
    verdicts = judge([tmp_path / "template.xlsx", tmp_path / "full.xlsx"])
    # openpyxl writes the fonts of a style in an order that the standard does not have; ours adds nothing to that.
    assert verdicts[tmp_path / "full.xlsx"] == verdicts[tmp_path / "template.xlsx"]
    before = notes((tmp_path / "full.xlsx").read_bytes())
    assert len(before) == 6
    convert([tmp_path / "full.xlsx"], tmp_path)
    assert notes((tmp_path / "back" / "full.xlsx").read_bytes()) == before
    cleared, removed = clear_xlsx((tmp_path / "back" / "full.xlsx").read_bytes(), "full.xlsx")
    assert (removed, notes(cleared)) == (6, OTHERS)
