"""The register is the county's own Excel file: a line comes below the last one, and nothing else changes."""

from __future__ import annotations

import datetime as dt
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook
from openpyxl.styles import PatternFill

from archivegen.errors import OutputError
from tests.accessions.county import HEADS, OLD_LINES, TODAY, desk_of, keep_register, make_archive, read_rows, take_in


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    return make_archive(tmp_path_factory.mktemp("township"))


def test_a_line_comes_below_the_last_one_in_the_countys_own_columns(tmp_path, bag):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    before = read_rows(register)
    [received] = take_in(desk_of(tmp_path), bag)
    rows = read_rows(register)
    assert rows[:4] == before
    assert rows[4][0] == received.number == "恩档2026-0013"
    assert rows[4][1].date() == TODAY
    assert rows[4][2:6] == ["香水村产业道路", "2603-511902-04-01-123456", 1, received.parcel.digest]
    assert rows[4][6:8] == [None, None], "the director signs himself"


def test_styles_widths_filter_notes_lists_and_other_sheets_stay_and_grow(tmp_path, bag):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    take_in(desk_of(tmp_path), bag)
    book = load_workbook(register)
    sheet = book.worksheets[0]
    assert sheet["C5"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["B5"].number_format == sheet["B4"].number_format
    assert sheet["H5"].fill.fgColor.rgb == "FFFFF2CC", "columns that are not ours look like the line above"
    assert sheet.column_dimensions["C"].width == 43
    assert sheet.auto_filter.ref == "A2:H5"
    with ZipFile(register) as package:
        assert b"$A$2:$H$5</definedName>" in package.read("xl/workbook.xml"), "Excel's own name for the filter"
    assert sheet["F2"].comment.text == "从回执上抄"
    assert [str(each.sqref) for each in sheet.conditional_formatting] == ["E3:E5"]
    assert [str(each.sqref) for each in sheet.data_validations.dataValidation] == ["H3:H5"]
    assert sheet["J1"].value == "=COUNT(E3:E999)"
    assert book.calculation.fullCalcOnLoad
    assert book["说明"]["A1"].value == "每年底交档案局"


def test_parts_in_which_nothing_was_written_keep_every_byte(tmp_path, bag):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    with ZipFile(register) as package:
        before = {name: package.read(name) for name in package.namelist()}
    take_in(desk_of(tmp_path), bag)
    with ZipFile(register) as package:
        after = {name: package.read(name) for name in package.namelist()}
    changed = {name for name in before if before[name] != after[name]}
    assert set(before) == set(after)
    assert changed == {"xl/worksheets/sheet1.xml", "xl/workbook.xml"}


def test_the_last_state_is_kept_beside_the_register(tmp_path, bag):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    before = register.read_bytes()
    take_in(desk_of(tmp_path), bag)
    assert (tmp_path / "档案登记簿（上一版）.xlsx").read_bytes() == before


def test_blank_rows_that_were_laid_out_beforehand_are_used(tmp_path, bag):
    def lay_out(book):
        sheet = book.worksheets[0]
        for row in range(5, 8):
            for column in range(1, 9):
                sheet.cell(row, column).fill = PatternFill("solid", fgColor="FFDDEBF7")
        sheet["A9"] = "注：登记后三日内报局长"

    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES, style=lay_out)
    take_in(desk_of(tmp_path), bag)
    sheet = load_workbook(register).worksheets[0]
    assert sheet["A5"].value == "恩档2026-0013"
    assert sheet["D5"].fill.fgColor.rgb == "FFDDEBF7"
    assert sheet["A9"].value == "注：登记后三日内报局长"


def test_a_total_right_below_the_last_line_is_not_pushed_aside(tmp_path, bag):
    total = ("合 计", None, None, None, "=SUM(E3:E4)", None, None, None)
    register = keep_register(tmp_path / "档案登记簿.xlsx", (*OLD_LINES, total))
    before = register.read_bytes()
    with pytest.raises(OutputError, match=r"第 5 行是合计.*插入几个空行"):
        take_in(desk_of(tmp_path), bag)
    assert register.read_bytes() == before
    assert not (tmp_path / "接收回执").exists(), "it is told before anything is done"


def test_numbers_written_as_numbers_go_on_as_numbers(tmp_path, bag):
    lines = [(7, "2026.3.1", "白鹤村饮水工程", "", 88, "a" * 64, "", "")]
    register = keep_register(tmp_path / "档案登记簿.xlsx", lines)
    [received] = take_in(desk_of(tmp_path), bag)
    assert received.number == "8"
    assert read_rows(register)[3][:2] == [8, "2026-11-25"]


def test_text_that_looks_like_a_formula_stays_text(tmp_path):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    bag = make_archive(tmp_path / "t", project_name="=HYPERLINK(A1)", project_code="+1-2")
    take_in(desk_of(tmp_path), bag)
    sheet = load_workbook(register).worksheets[0]
    for cell, text in (("C5", "=HYPERLINK(A1)"), ("D5", "+1-2")):
        assert (sheet[cell].data_type, sheet[cell].value, sheet[cell].quotePrefix) == ("s", text, True)
    assert sheet["C5"].fill.fgColor.rgb == "FFFFF2CC"


@pytest.mark.parametrize("mark", ["~$档案登记簿.xlsx", ".~档案登记簿.xlsx", ".~lock.档案登记簿.xlsx#"])
def test_a_register_that_is_open_in_an_office_program_is_left_alone(tmp_path, bag, mark):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    before = register.read_bytes()
    (tmp_path / mark).write_bytes(b"\x06Lixiu")
    with pytest.raises(OutputError, match=r"正被 Excel 或 WPS 打开.*保存并关闭后再运行"):
        take_in(desk_of(tmp_path), bag)
    assert register.read_bytes() == before
    (tmp_path / mark).unlink()
    assert take_in(desk_of(tmp_path), bag)[0].number == "恩档2026-0013"


def test_a_register_saved_by_somebody_meanwhile_is_not_written_over(tmp_path, bag, monkeypatch):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)

    from archivegen import reception

    real = reception.write_receipt

    def slow(*arguments):
        keep_register(register, OLD_LINES, top="李秀刚改过")
        return real(*arguments)

    monkeypatch.setattr(reception, "write_receipt", slow)
    with pytest.raises(OutputError, match="被别人改动了，没有覆盖它"):
        take_in(desk_of(tmp_path), bag)
    assert read_rows(register)[0][0] == "李秀刚改过"
    monkeypatch.undo()
    assert take_in(desk_of(tmp_path), bag)[0].number == "恩档2026-0013", "the number is not lost"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "打不开，不是完好的"),
        (b"PK\x03\x04 half a file", "打不开，不是完好的"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "设了打开密码"),
        ("登记号,日期".encode(), "打不开，不是完好的"),
    ],
)
def test_a_damaged_register_is_told_and_kept(tmp_path, bag, content, told):
    register = tmp_path / "档案登记簿.xlsx"
    register.write_bytes(content)
    with pytest.raises(OutputError) as refused:
        take_in(desk_of(tmp_path), bag)
    assert told in str(refused.value)
    assert "模板" not in str(refused.value)
    assert register.read_bytes() == content


def test_a_half_copied_register_is_told(tmp_path, bag):
    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    half = register.read_bytes()[:-400]
    register.write_bytes(half)
    with pytest.raises(OutputError, match="打不开，不是完好的"):
        take_in(desk_of(tmp_path), bag)
    assert register.read_bytes() == half


def test_wrong_headings_are_told_all_at_once(tmp_path, bag):
    heads = ("登记号", "项目名称", "项目名称", "项目代码", "件数", "哈希", "备注", "局长签字")
    keep_register(tmp_path / "档案登记簿.xlsx", heads=heads)
    with pytest.raises(OutputError) as refused:
        take_in(desk_of(tmp_path), bag)
    for told in (
        "工作表“2026年”第 2 行的表头",
        "缺少“日期”一列",
        "缺少“校验值”一列（可写作 校验值、",
        "“项目名称”有 2 列（B 列、C 列）",
    ):
        assert told in str(refused.value)


def test_a_workbook_that_is_no_register_is_told(tmp_path, bag):
    keep_register(tmp_path / "档案登记簿.xlsx", heads=("姓名", "身份证号"))
    with pytest.raises(OutputError, match=r"没有找到表头.*登记号、日期、项目名称、校验值"):
        take_in(desk_of(tmp_path), bag)


def test_a_register_that_is_no_xlsx_is_told(tmp_path, bag):
    (tmp_path / "登记簿.xls").write_bytes(b"old")
    for name in ("登记簿.xls", "新登记簿.et"):
        with pytest.raises(OutputError, match=r"登记簿应是 .xlsx 文件"):
            take_in(desk_of(tmp_path, name), bag)
    assert not (tmp_path / "新登记簿.et").exists()


def test_a_list_as_an_excel_table_grows_and_shared_strings_are_read(tmp_path, bag):
    from openpyxl.worksheet.table import Table

    def add_table(book):
        sheet = book.worksheets[0]
        sheet.auto_filter.ref = None
        sheet.add_table(Table(displayName="登记", ref="A2:H4"))

    register = keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES, style=add_table)
    take_in(desk_of(tmp_path), bag)
    table = load_workbook(register).worksheets[0].tables["登记"]
    assert (table.ref, table.autoFilter.ref) == ("A2:H5", "A2:H5")


def test_dates_of_the_countys_year_and_an_earlier_line_are_read(tmp_path):
    """The line of the same project is found by its code, however the county wrote its name."""
    line = ("恩档2026-0020", dt.date(2026, 7, 1), "香水村路", "2603-511902-04-01-123456", 3, "c" * 64, "", "")
    keep_register(tmp_path / "档案登记簿.xlsx", (*OLD_LINES, line))
    [received] = take_in(desk_of(tmp_path), make_archive(tmp_path / "t"))
    assert (received.number, received.earlier) == ("恩档2026-0021", ("恩档2026-0020",))


def test_an_archive_that_was_entered_by_hand_is_known_by_its_digest(tmp_path, bag):
    import hashlib

    digest = hashlib.sha256((bag / "manifest-sha256.txt").read_bytes()).hexdigest().upper()
    line = ("恩档2026-0020", dt.date(2026, 7, 1), "香水村路", "", 3, digest, "", "")
    keep_register(tmp_path / "档案登记簿.xlsx", (*OLD_LINES, line))
    [received] = take_in(desk_of(tmp_path), bag)
    assert (received.again, received.number) == (True, "恩档2026-0020")


def test_what_the_register_has_no_column_for_is_said(tmp_path, bag):
    keep_register(tmp_path / "档案登记簿.xlsx", OLD_LINES)
    [received] = take_in(desk_of(tmp_path), bag)
    assert any("登记簿没有" in note and "字节数" in note for note in received.notes)
    assert len(HEADS) == 8


def test_a_link_to_the_register_stays_a_link(tmp_path, bag):
    keep_register(tmp_path / "真" / "簿.xlsx", OLD_LINES)
    (tmp_path / "档案登记簿.xlsx").symlink_to(tmp_path / "真" / "簿.xlsx")
    take_in(desk_of(tmp_path), bag)
    assert (tmp_path / "档案登记簿.xlsx").is_symlink()
    assert len(read_rows(tmp_path / "真" / "簿.xlsx")) == 5
