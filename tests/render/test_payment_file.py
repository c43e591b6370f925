"""The file for the bank: what is written is read back with other programs, and equals what was owed to the cent."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from archivegen.errors import PackError
from archivegen.pack.banks import BankLayout, find_layout_problems
from archivegen.pack.load import load_pack
from archivegen.render.payment_file import Payee, PaymentFileError, read_payments, write_payment_files

LAYOUTS = load_pack().banks
WORDS = {"项目": {"简称": "香水村产业道路", "名称": "香水村"}, "项": {"批次名": "2026年3月"}}


def payee(number: int, amount: str = "1234.56", name: str = "王大山") -> Payee:
    words = {"姓名": name, "开户行": "巴州农商行云屏支行", "村组全称": "香水村3组", "工种": "普工"}
    return Payee(words, name, f"51190219680315{number:04d}", f"62284800123456{number:05d}", Decimal(amount))


PAYEES = [
    payee(1, "0.05"),
    payee(2, "14964.00", "李小英"),
    payee(3, "3888.10", "阿依·古丽"),
    payee(4, "1000000.99", "㐂𠮷"),
]


def read_with_other_programs(layout: BankLayout, content: bytes) -> list[list[str]]:
    """Rows as texts, by calamine or by csv."""
    if layout.format == "xlsx":
        return [
            [str(cell) for cell in row]
            for row in CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0).to_python()
        ]
    text = content.decode(layout.encoding)
    return list(csv.reader(io.StringIO(text), delimiter={"逗号": ",", "竖线": "|"}[layout.delimiter]))


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_every_layout_says_what_was_owed(layout):
    [file] = write_payment_files(layout, PAYEES, WORDS)
    assert (file.rows, file.total) == (4, Decimal("1018853.14"))
    rows = read_with_other_programs(layout, file.content)
    data = rows[bool(layout.first_line) + layout.has_heads :][:4]
    columns = {column.value: i for i, column in enumerate(layout.columns)}
    assert [row[columns["账号"]] for row in data] == [p.account for p in PAYEES]
    assert [row[columns["户名"]] for row in data] == [p.name for p in PAYEES]
    assert [Decimal(row[columns["金额"]]) for row in data] == [p.amount for p in PAYEES]
    if "证件号" in columns:
        assert [row[columns["证件号"]] for row in data] == [p.id_number for p in PAYEES]
    assert len(rows) == 4 + bool(layout.first_line) + layout.has_heads + bool(layout.last_line)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_same_payees_same_bytes(layout):
    assert write_payment_files(layout, PAYEES, WORDS) == write_payment_files(layout, PAYEES, WORDS)


@pytest.mark.parametrize("layout", [each for each in LAYOUTS if each.format == "xlsx"], ids=lambda layout: layout.name)
def test_accounts_are_text_cells_and_amounts_numbers(layout):
    [file] = write_payment_files(layout, PAYEES, WORDS)
    sheet = load_workbook(io.BytesIO(file.content)).worksheets[0]
    first = 2
    for column in layout.columns:
        cell = sheet.cell(first, layout.columns.index(column) + 1)
        if column.value in {"账号", "证件号"}:
            assert (cell.data_type, cell.number_format) == ("s", "@")
        if column.value == "金额":
            assert (cell.data_type, cell.number_format) == ("n", "0.00")


def make_layout(**facts: object) -> BankLayout:
    columns = [
        {"标题": "账号", "值": "账号", "文本": "是"},
        {"标题": "户名", "值": "户名"},
        {"标题": "金额", "值": "金额"},
    ]
    layout = BankLayout.model_validate({"名称": "试", "格式": "csv", "列": columns, **facts})
    assert list(find_layout_problems([layout])) == []
    return layout


def lines_of(layout: BankLayout, payees: list[Payee]) -> list[str]:
    [file] = write_payment_files(layout, payees, WORDS)
    return file.content.decode(layout.encoding).split({"CRLF": "\r\n", "LF": "\n"}[layout.line_end])


def test_first_and_last_line_count_and_add_up():
    layout = make_layout(
        格式="txt", 分隔符="竖线", 首行汇总=["笔数", "总额"], 末行汇总=["'合计'", "笔数 ~ '笔'", "总额"]
    )
    assert lines_of(layout, [payee(1, "10.10"), payee(2, "20.20")]) == [
        "2|30.30",
        "账号|户名|金额",
        "6228480012345600001|王大山|10.10",
        "6228480012345600002|王大山|20.20",
        "合计|2笔|30.30",
        "",
    ]


def test_cents_without_decimals():
    layout = make_layout(
        格式="txt", 分隔符="制表符", 表头="否", 金额单位="分", 小数位=0, 换行="LF", 首行汇总=["笔数", "总额"]
    )
    assert lines_of(layout, [payee(1, "10.1"), payee(2, "0.01")]) == [
        "2\t1011",
        "6228480012345600001\t王大山\t1010",
        "6228480012345600002\t王大山\t1",
        "",
    ]


def test_thousands_are_written_only_where_asked_for():
    layout = make_layout(分隔符="分号", 金额千分位="是")
    assert lines_of(layout, [payee(1, "1234567.8")])[1].endswith(";1,234,567.80")


def test_a_comma_in_a_name_is_quoted_in_csv_and_refused_in_txt():
    assert '"王,大山"' in lines_of(make_layout(), [payee(1, name="王,大山")])[1]
    with pytest.raises(ValueError, match="王,大山"):
        write_payment_files(make_layout(格式="txt"), [payee(1, name="王,大山")], WORDS)


def test_a_rare_name_and_an_old_encoding():
    assert "㐂𠮷" in lines_of(make_layout(编码="gb18030"), [payee(1, name="㐂𠮷")])[1]
    with pytest.raises(ValueError, match=r"𠮷.*gbk.*gb18030"):
        write_payment_files(make_layout(编码="gbk"), [payee(1, name="王𠮷")], WORDS)


def test_a_name_is_no_formula():
    layout = make_layout(格式="xlsx")
    [file] = write_payment_files(layout, [payee(1, name="=1+1")], WORDS)
    assert load_workbook(io.BytesIO(file.content)).worksheets[0]["B2"].data_type == "s"


@pytest.mark.parametrize(("people", "room", "sizes"), [(4, 2, [2, 2]), (5, 2, [2, 2, 1]), (2, 2, [2]), (3, 9, [3])])
def test_so_many_rows_a_file(people, room, sizes):
    layout = make_layout(每份最多笔数=room, 末行汇总=["笔数", "''", "总额"])
    files = write_payment_files(layout, [payee(n, f"{n}.01") for n in range(people)], WORDS)
    assert [file.rows for file in files] == sizes
    assert sum(file.total for file in files) == sum(Decimal(f"{n}.01") for n in range(people))


def test_a_word_that_does_not_exist_names_the_layout():
    columns = [{"标题": "账号", "值": "账号"}, {"标题": "金额", "值": "金额"}, {"标题": "村", "值": "人.村组全程"}]
    layout = make_layout(列=columns)
    with pytest.raises(PackError, match=r"banks.yaml.*“试”.*村组全"):
        write_payment_files(layout, PAYEES, WORDS)


def test_a_file_that_was_changed_no_longer_agrees_with_its_own_sum():
    layout = make_layout(末行汇总=["笔数", "''", "总额"])
    [file] = write_payment_files(layout, [payee(1, "10.00"), payee(2, "20.00")], WORDS)
    with pytest.raises(PaymentFileError):
        read_payments(layout, file.content.replace(b"10.00", b"10.01"))
    with pytest.raises(PaymentFileError):
        read_payments(layout, file.content.replace(b"\r\n2,", b"\r\n3,"))


amounts = st.integers(1, 10**9).map(lambda cents: str(Decimal(cents) / 100))


@given(st.lists(amounts, min_size=1, max_size=12), st.sampled_from([*LAYOUTS, make_layout(金额单位="分", 小数位=0)]))
def test_any_amounts_come_back_to_the_cent(amounts_of, layout):
    payees = [payee(n, amount) for n, amount in enumerate(amounts_of)]
    [file] = write_payment_files(layout, payees, WORDS)
    assert [tuple(row) for row in read_payments(layout, file.content)] == [(p.account, p.amount) for p in payees]
    assert file.total == sum(p.amount for p in payees)
