"""A roster, a log, a bank's receipt as they lie in a village's folder: read without being retyped."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from archivegen.findings import Finding, Place, Severity
from archivegen.project.tables.rows import Column, Kind, TableRow, read_table, table_columns
from tests.project.tables.village_files import save_text, save_xls, save_xlsx

ROSTER = table_columns("务工人员")
RECEIPTS = table_columns("银行回单")
ID = "511902196803150011"
HEAD = ["序号", "姓名", "身份证号码", "联系电话", "工种"]


def roster(folder: Path, reference: str = "数据/花名册.xlsx") -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    return read_table(folder, reference, ROSTER, table="务工人员", asked=Place("项目.yaml", 31))


def values(rows: tuple[TableRow, ...]) -> list[dict[str, str]]:
    return [dict(row.values) for row in rows]


def codes(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.code for finding in findings]


def save_roster(folder: Path, rows: list[list[Any]], merges: tuple[str, ...] = (), sheet: str = "务工人员") -> Path:
    return save_xlsx(folder / "数据/花名册.xlsx", {sheet: rows}, merges)


def test_a_roster_with_titles_totals_and_notes_is_read(tmp_path: Path) -> None:
    save_roster(
        tmp_path,
        [
            ["香水村产业道路以工代赈项目务工人员花名册", None, None, None, None],
            ["填报单位：香水村村民委员会", None, None, "2026年3月", None],
            HEAD,
            [1, "张　三", ID, 13800138000, "普工"],
            [None, None, None, None, None],
            [2, "阿依古丽·买买提", "51190219550630004x", "0827-1234567 ", "技工"],
            [3, None, None, None, None],
            ["合计", None, "2人", None, None],
            ["注：以上人员均已签订用工协议。", None, None, None, None],
            ["制表人：李四", None, None, "审核人：王五", None],
            ["村民委员会（盖章）", None, None, "2026年3月1日", None],
        ],
        merges=("A1:E1", "A9:E9"),
    )
    rows, findings = roster(tmp_path)
    assert findings == ()
    assert values(rows) == [
        {"姓名": "张三", "身份证号": ID, "电话": "13800138000", "工种": "普工"},
        {"姓名": "阿依古丽·买买提", "身份证号": "51190219550630004x", "电话": "0827-1234567", "工种": "技工"},
    ]
    assert str(rows[0].places["身份证号"]) == "数据/花名册.xlsx 务工人员!C4"
    assert str(rows[1].place) == "数据/花名册.xlsx 务工人员!B6"


def test_headings_are_known_in_any_order_and_dress(tmp_path: Path) -> None:
    save_roster(
        tmp_path,
        [
            [
                "工　种*",
                "公民身份\n号码",
                "姓 名",
                "村（组）",
                "所属村",
                "一卡通账号/卡号",
                "性别（男/女）",
                "无关的列",
            ],
            ["普工", ID, "张三", "3组", "香水村", "6228480012345678903", "男", "x"],
        ],
    )
    rows, findings = roster(tmp_path)
    assert findings == ()
    assert values(rows) == [
        {"工种": "普工", "身份证号": ID, "姓名": "张三", "村组": "3组", "村": "香水村", "账号": "6228480012345678903", "性别": "男"}
    ]  # fmt: skip


def test_group_headings_are_read_with_what_stands_below(tmp_path: Path) -> None:
    save_roster(
        tmp_path,
        [
            ["花名册", *[None] * 9],
            ["序号", "姓名", "合同", None, "账户", None, "紧急联系人", None, "备注", "进场"],
            [None, None, "编号", "签订日期", "开户行", "账号", "姓名", "电话", None, "日期"],
            [1, "张三", "HT-1", "2026-03-01", "农商行", "6214671234567890128", "李四", "13900139000", "无", "2026.3.2"],
        ],
        merges=("A1:J1", "A2:A3", "B2:B3", "C2:D2", "E2:F2", "G2:H2", "I2:I3"),
    )
    rows, findings = roster(tmp_path)
    assert findings == ()
    assert values(rows) == [
        {
            "姓名": "张三", "合同编号": "HT-1", "合同签订日期": "2026-03-01", "开户行": "农商行", "进场日期": "2026-03-02",
            "账号": "6214671234567890128", "紧急联系人": "李四", "电话": "13900139000", "备注": "无",
        }
    ]  # fmt: skip


def test_group_headings_in_a_text_file_have_no_merges(tmp_path: Path) -> None:
    save_text(
        tmp_path / "花名册.csv",
        "序号,姓名,合同,,账户,,备注\n,,编号,签订日期,开户行,账号,\n1,张三,HT-1,2026/3/1,农商行,62284,无\n",
    )
    rows, findings = roster(tmp_path, "花名册.csv")
    assert findings == ()
    assert values(rows)[0] == {
        "姓名": "张三", "合同编号": "HT-1", "合同签订日期": "2026-03-01", "开户行": "农商行", "账号": "62284", "备注": "无",
    }  # fmt: skip


def test_a_merged_cell_holds_for_all_its_rows_but_a_sum_only_once(tmp_path: Path) -> None:
    columns = (Column("姓名", required=True, kind=Kind.NAME), Column("村组"), Column("金额", kind=Kind.MONEY))
    rows = [["姓名", "村组", "金额"], ["张三", "3组", 100], ["李四", None, None], ["王五", "4组", 5]]
    save_xlsx(tmp_path / "a.xlsx", {"表": rows}, ["B2:B3", "C2:C3"])
    save_xls(tmp_path / "a.xls", rows, merges=[(1, 2, 1, 1), (1, 2, 2, 2)])
    for name in ("a.xlsx", "a.xls"):
        found, findings = read_table(tmp_path, name, columns)
        assert findings == ()
        assert values(found) == [
            {"姓名": "张三", "村组": "3组", "金额": "100"},
            {"姓名": "李四", "村组": "3组"},
            {"姓名": "王五", "村组": "4组", "金额": "5"},
        ]


def test_page_two_with_its_own_title_and_heading_is_read_on(tmp_path: Path) -> None:
    save_roster(
        tmp_path,
        [
            ["花名册（一）"], HEAD, [1, "张三", ID, None, "普工"], ["本页小计", None, "1人"],
            ["花名册（二）"], ["序号", "工种", "姓名", "联系电话", "身份证号码"], [2, "技工", "李四", None, "511902197508220026"],
        ],
    )  # fmt: skip
    rows, findings = roster(tmp_path)
    assert findings == ()
    assert values(rows) == [
        {"姓名": "张三", "身份证号": ID, "工种": "普工"},
        {"姓名": "李四", "身份证号": "511902197508220026", "工种": "技工"},
    ]


def test_numbering_and_example_rows_under_the_heading_are_no_data(tmp_path: Path) -> None:
    save_roster(tmp_path, [HEAD, [1, 2, 3, 4, 5], ["示例", "某某", ID, "138", "普工"], [1, "张三", ID, None, "普工"]])
    rows, findings = roster(tmp_path)
    assert [row.values["姓名"] for row in rows] == ["张三"]
    assert findings == ()


def test_a_row_that_lacks_only_the_name_is_kept_so_that_it_can_be_blamed(tmp_path: Path) -> None:
    save_roster(tmp_path, [HEAD, [1, None, ID, None, "普工"], [2, "张三", None, None, None]])
    rows, _ = roster(tmp_path)
    assert values(rows) == [{"身份证号": ID, "工种": "普工"}, {"姓名": "张三"}]
    assert rows[0].places["姓名"].cell == "B2"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "，"])
def test_text_tables_of_every_usual_kind(tmp_path: Path, encoding: str, delimiter: str) -> None:
    lines = [
        "花名册",
        delimiter.join(HEAD),
        delimiter.join(["1", "张三", f'="{ID}"', "'13800138000", '"普工\n(临时)"']),
    ]
    save_text(tmp_path / "花名册.csv", "\r\n".join(lines) + "\r\n", encoding)
    rows, findings = roster(tmp_path, "花名册.csv")
    assert findings == ()
    assert values(rows) == [{"姓名": "张三", "身份证号": ID, "电话": "13800138000", "工种": "普工\n(临时)"}]
    assert str(rows[0].place) == "花名册.csv:3"


def test_an_old_workbook_is_read_like_a_new_one(tmp_path: Path) -> None:
    save_xls(tmp_path / "花名册.xls", [["花名册"], HEAD, [1, "张三", ID, 13800138000, "普工"]], merges=[(0, 0, 0, 4)])
    rows, findings = roster(tmp_path, "花名册.xls")
    assert findings == ()
    assert values(rows) == [{"姓名": "张三", "身份证号": ID, "电话": "13800138000", "工种": "普工"}]


def test_digits_that_the_spreadsheet_lost_are_told_for_every_cell(tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "银行卡号", "电话"]
    save_roster(
        tmp_path,
        [head, ["张三", 511902196803150011, 6228480012345678903, 13800138000], ["李四", "5.11902E+17", None, None]],
    )
    rows, findings = roster(tmp_path)
    assert values(rows) == [{"姓名": "张三", "电话": "13800138000"}, {"姓名": "李四"}]
    assert [(f.code, f.place.cell) for f in findings] == [("P060", "B2"), ("P060", "C2"), ("P060", "B3")]
    assert "文本" in findings[0].message


def test_dates_in_every_dress_become_iso(tmp_path: Path) -> None:
    cells = [
        dt.date(2026, 3, 5), dt.datetime.fromisoformat("2026-03-05 10:30"), 46086, "46086", 20260305,
        "2026年3月5日", "2026/3/5", "2026.3.5 ", "2026-03-05 10:21:33", "２０２６－３－５",
    ]  # fmt: skip
    save_roster(
        tmp_path, [["姓名", "进场日期"], *[[f"张{i}", cell] for i, cell in enumerate(cells)], ["李四", "三月初"]]
    )
    rows, findings = roster(tmp_path)
    assert findings == ()
    assert {row.values["进场日期"] for row in rows[:-1]} == {"2026-03-05"}
    assert rows[-1].values["进场日期"] == "三月初"


def test_day_counts_of_a_macintosh_workbook(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append(["姓名", "进场日期", "退场日期"])
    book.active.append(["张三", 46086 - 1462, dt.date(2026, 3, 5)])
    book.save(tmp_path / "花名册.xlsx")
    rows, _ = roster(tmp_path, "花名册.xlsx")
    assert rows[0].values["进场日期"] == rows[0].values["退场日期"] == "2026-03-05"


def test_a_group_number_that_became_a_date_is_asked_about(tmp_path: Path) -> None:
    save_roster(tmp_path, [["姓名", "村组"], ["张三", dt.date(2026, 3, 1)]])
    rows, findings = roster(tmp_path)
    assert [(f.code, f.severity, f.place.cell) for f in findings] == [("P066", Severity.WARNING, "B2")]
    assert rows[0].values["村组"] == "2026-03-01"


def test_numbers_are_free_of_floating_noise(tmp_path: Path) -> None:
    amounts = [0.1 + 0.2, 260.0, 4226.4, 1234567.89, "1,060.50", 1e-7, 2800000]
    save_xlsx(tmp_path / "回单.xlsx", {"S": [["户名", "实发金额"], *[["张三", amount] for amount in amounts]]})
    rows, findings = read_table(tmp_path, "回单.xlsx", RECEIPTS)
    assert findings == ()
    assert [row.values["金额"] for row in rows] == ["0.3", "260", "4226.4", "1234567.89", "1,060.50", "0", "2800000"]


@given(st.integers(0, 10**11 - 1))
def test_an_amount_to_the_cent_survives_the_spreadsheet(cents: int) -> None:
    from archivegen.project.tables.cells import number_text

    text = number_text(cents / 100)
    assert round(float(text) * 100) == cents
    assert "e" not in text.lower()


def test_errors_and_uncalculated_formulas_are_told(tmp_path: Path) -> None:
    path = save_xlsx(
        tmp_path / "回单.xlsx", {"S": [["户名", "金额", "备注"], ["张三", None, None], ["李四", "=1+1", None]]}
    )
    book = load_workbook(path)
    book.active["B2"].value, book.active["B2"].data_type = "#REF!", "e"
    book.active["D2"].value, book.active["D2"].data_type = "#N/A", "e"
    book.save(path)
    rows, findings = read_table(tmp_path, "回单.xlsx", RECEIPTS)
    assert [(f.code, f.place.cell) for f in findings] == [("P061", "B2"), ("P062", "B3")]
    assert "#REF!" in findings[0].message
    assert [row.values for row in rows] == [{"姓名": "张三"}, {"姓名": "李四"}]


def test_errors_in_an_old_workbook_are_told(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("回单")
    for column, name in enumerate(["户名", "金额"]):
        sheet.write(0, column, name)
    sheet.write(1, 0, "张三")
    sheet.row(1).set_cell_error(1, 0x17)
    book.save(str(tmp_path / "回单.xls"))
    _, findings = read_table(tmp_path, "回单.xls", RECEIPTS)
    assert [(f.code, str(f.place)) for f in findings] == [("P061", "回单.xls 回单!B2")]


def test_errors_in_a_text_table_are_told(tmp_path: Path) -> None:
    save_text(tmp_path / "回单.csv", "户名,金额\n张三,#N/A\n")
    _, findings = read_table(tmp_path, "回单.csv", RECEIPTS)
    assert [(f.code, f.place.line) for f in findings] == [("P061", 2)]


def test_an_amount_formatted_as_a_date_is_told(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "回单.xlsx", {"S": [["户名", "金额"], ["张三", dt.date(1900, 9, 16)]]})
    _, findings = read_table(tmp_path, "回单.xlsx", RECEIPTS)
    assert codes(findings) == ["P063"]


def test_a_formula_in_a_cell_is_only_text(tmp_path: Path) -> None:
    save_text(tmp_path / "花名册.csv", '姓名,备注\n"=HYPERLINK(""http://x"")",甲&乙<丙>\n𠮷野,\n')
    rows, findings = roster(tmp_path, "花名册.csv")
    assert findings == ()
    assert values(rows) == [{"姓名": '=HYPERLINK("http://x")', "备注": "甲&乙<丙>"}, {"姓名": "𠮷野"}]


def test_the_sheet_is_chosen_by_its_headings(tmp_path: Path) -> None:
    cover = [["说明"], ["本表由村委会填写"]]
    data = [HEAD, [1, "张三", ID, None, "普工"]]
    save_xlsx(tmp_path / "a.xlsx", {"封面": cover, "旧": data, "名册": data}, hidden=["旧"])
    rows, findings = roster(tmp_path, "a.xlsx")
    assert findings == ()
    assert rows[0].place.sheet == "名册"


def test_a_sheet_may_be_named(tmp_path: Path) -> None:
    first, second = [HEAD, [1, "张三", ID, None, "普工"]], [HEAD, [1, "李四", ID, None, "普工"]]
    save_xlsx(tmp_path / "数据/a.xlsx", {"一组": first, "二组 ": second})
    rows, findings = roster(tmp_path, "数据\\a.xlsx#二组")
    assert findings == ()
    assert rows[0].values["姓名"] == "李四"
    _, findings = roster(tmp_path, "数据/a.xlsx#三组")
    assert codes(findings) == ["P050"]
    assert str(findings[0].place) == "项目.yaml:31"
    assert "一组" in findings[0].message


def test_a_second_sheet_of_workers_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    first, second = [HEAD, [1, "张三", ID, None, "普工"]], [HEAD, [1, "李四", ID, None, "普工"]]
    save_xlsx(tmp_path / "a.xlsx", {"香水村": first, "龙门村": second, "空白": [HEAD]})
    rows, findings = roster(tmp_path, "a.xlsx")
    assert [row.values["姓名"] for row in rows] == ["张三"]
    assert codes(findings) == ["P059"]
    assert "龙门村" in findings[0].message
    assert "空白" not in findings[0].message


def test_a_hidden_sheet_is_read_only_when_there_is_no_other(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "a.xlsx", {"封面": [["说明"]], "名册": [HEAD, [1, "张三", ID]]}, hidden=["名册"])
    rows, findings = roster(tmp_path, "a.xlsx")
    assert len(rows) == 1
    assert codes(findings) == ["P051"]


def test_a_heading_without_rows_is_a_warning(tmp_path: Path) -> None:
    save_roster(tmp_path, [["花名册"], HEAD, ["合计"]])
    rows, findings = roster(tmp_path)
    assert rows == ()
    assert [(f.code, f.severity) for f in findings] == [("P058", Severity.WARNING)]


def test_a_missing_column_names_what_it_may_be(tmp_path: Path) -> None:
    save_roster(tmp_path, [["序号", "性名", "身份证号", "工种"], [1, "张三", ID, "普工"]])
    rows, findings = roster(tmp_path)
    assert rows == ()
    assert codes(findings) == ["P054"]
    assert "“性名”（B1）" in findings[0].message


def test_an_optional_column_with_a_slip_is_asked_about(tmp_path: Path) -> None:
    save_roster(tmp_path, [["姓名", "身份证号", "开户航", "鞋码"], ["张三", ID, "农商行", 42]])
    rows, findings = roster(tmp_path)
    assert len(rows) == 1
    assert [(f.code, f.place.cell) for f in findings] == [("P057", "C1")]
    assert "开户行" in findings[0].message


def test_a_heading_twice_and_two_headings_of_one_meaning(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "a.xlsx", {"S": [["户名", "交易金额", "发放金额", "账号", "账号"], ["张三", 1, 2, "1", "2"]]})
    rows, findings = read_table(tmp_path, "a.xlsx", RECEIPTS)
    assert [(f.code, f.severity, f.place.cell) for f in findings] == [
        ("P055", Severity.ERROR, "E1"),
        ("P056", Severity.WARNING, "C1"),
    ]
    assert rows[0].values["金额"] == "1"


def test_no_heading_says_which_columns_are_expected(tmp_path: Path) -> None:
    save_roster(tmp_path, [["甲", "乙"], [1, 2]])
    rows, findings = roster(tmp_path)
    assert rows == ()
    assert codes(findings) == ["P053"]
    assert "姓名" in findings[0].message


def test_a_heading_below_thirty_rows_of_preface_is_not_looked_for(tmp_path: Path) -> None:
    save_roster(tmp_path, [*[[f"说明第{i}条"] for i in range(29)], HEAD, [1, "张三", ID]])
    assert len(roster(tmp_path)[0]) == 1
    save_roster(tmp_path, [*[[f"说明第{i}条"] for i in range(32)], HEAD, [1, "张三", ID]])
    assert codes(roster(tmp_path)[1]) == ["P053"]


def test_five_thousand_workers_are_read(tmp_path: Path) -> None:
    names = [column.name for column in ROSTER]
    line = ["" if c.kind is Kind.DATE else "内容" for c in ROSTER]
    rows = [[*line[:1], f"张{i}", f"{511902196803150011 + i}", *line[3:]] for i in range(5000)]
    save_roster(tmp_path, [["花名册"], names, *rows], merges=("A1:T1",))
    found, findings = roster(tmp_path)
    assert findings == ()
    assert len(found) == 5000
    assert found[4999].places["姓名"].cell == "B5002"


def test_what_the_rules_ask_of_a_worker_may_stand_in_the_roster(tmp_path: Path) -> None:
    heads = ["姓名", "证件种类", "合同类型说明", "体检日期", "亲属关系说明"]
    save_roster(tmp_path, [heads, ["王大山", "护照", "区人社局答复", "2026.2.28", "务工公告已注明"]])
    rows, findings = roster(tmp_path)
    assert findings == ()
    (found,) = values(rows)
    assert found == {
        "姓名": "王大山",
        "证件类型": "护照",
        "合同类型理由": "区人社局答复",
        "健康证明日期": "2026-02-28",
        "亲属说明": "务工公告已注明",
    }
