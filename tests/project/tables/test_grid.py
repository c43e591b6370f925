"""The monthly attendance grid as crews keep it."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from archivegen.findings import Finding, Place, Severity
from archivegen.project.tables.day_columns import parse_mark
from archivegen.project.tables.grid import read_attendance_grid
from archivegen.project.tables.grid_rows import GridRow
from tests.project.tables.village_files import save_text, save_xls, save_xlsx

ONE, HALF = Decimal(1), Decimal("0.5")
DAYS = list(range(1, 32))


def heading(*names: str, days: list[Any] = DAYS, tail: tuple[str, ...] = ("合计", "本人签名")) -> list[Any]:
    return [*names, *days, *tail]


def marks(spec: dict[int, Any], length: int = 31) -> list[Any]:
    return [spec.get(day) for day in range(1, length + 1)]


def grid(
    folder: Path, reference: str = "考勤.xlsx", month: str = "2026-03"
) -> tuple[tuple[GridRow, ...], list[Finding]]:
    rows, findings = read_attendance_grid(folder, reference, month, asked=Place("项目.yaml", 40))
    return rows, list(findings)


def told(findings: list[Finding]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.place.cell) for finding in findings]


def test_a_usual_grid(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {
            "Sheet1": [
                ["香水村产业道路项目 2026 年 3 月务工人员考勤表"],
                ["施工班组：一班", *[None] * 20, "考勤员：李四"],
                heading("序号", "姓名", "工种"),
                ["", "", "", *["日一二三四五六"[(d - 1) % 7] for d in DAYS]],
                [
                    1,
                    "张　三",
                    "普工",
                    *marks({2: "√", 3: 1, 4: 0.5, 5: "½", 6: "雨", 7: "×", 8: "半", 9: "V", 31: "✓"}),
                    5.5,
                    None,
                ],
                [2, "李四", "技工", *marks({1: "出", 2: 1.0, 3: "休", 4: "-", 5: "△"}), "2.5天", None],
                [3, "王五", "普工", *marks({}), 0, None],
                [4, *[None] * 33, 0],
                ["每日合计人数", None, None, *[1] * 31, 8],
                ["考勤员：", None, None, None, "班长："],
            ]
        },
        merges=("A1:AH1", "A9:C9"),
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert [(row.name, row.trade) for row in rows] == [("张三", "普工"), ("李四", "技工"), ("王五", "普工")]
    assert rows[0].days == {2: ONE, 3: ONE, 4: HALF, 5: HALF, 8: HALF, 9: ONE, 31: ONE}
    assert rows[1].days == {1: ONE, 2: ONE, 5: HALF}
    assert rows[2].days == {}
    assert str(rows[0].places[31]) == "考勤.xlsx Sheet1!AH5"
    assert str(rows[1].place) == "考勤.xlsx Sheet1!B6"


@pytest.mark.parametrize(
    "days",
    [
        [f"{d}日" for d in DAYS],
        [f"{d:02d}" for d in DAYS],
        [float(d) for d in DAYS],
        [f"{d}号" for d in DAYS],
        [f"3月{d}日" for d in DAYS],
        [f"3.{d}" for d in DAYS],
        [dt.date(2026, 3, d) for d in DAYS],
        [f"2026-03-{d:02d}" for d in DAYS],
    ],
)
def test_days_are_headed_in_many_ways(tmp_path: Path, days: list[Any]) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx", {"S": [heading("姓名", "工种", days=days), ["张三", "普工", *marks({1: 1, 31: 1}), 2]]}
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert rows[0].days == {1: ONE, 31: ONE}


def test_bare_days_in_cells_formatted_as_dates(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), ["张三", *marks({1: 1, 31: 1}), 2]]})
    book = load_workbook(path)
    for cell in book.active[1][1:32]:
        cell.number_format = "d"
    book.save(path)
    rows, findings = grid(tmp_path)
    assert findings == []
    assert rows[0].days == {1: ONE, 31: ONE}


def test_days_under_a_group_heading(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {
            "S": [
                ["序号", "姓名", "出勤情况", *[None] * 30, "出勤天数", "备注"],
                [None, None, *DAYS, None, None],
                [1, "张三", *marks({1: 1, 11: 1}), 2, "临时"],
            ]
        },
        merges=("A1:A2", "B1:B2", "C1:AG1", "AH1:AH2", "AI1:AI2"),
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert (rows[0].days, rows[0].note) == ({1: ONE, 11: ONE}, "临时")


def test_old_workbooks_and_text_files(tmp_path: Path) -> None:
    save_xls(tmp_path / "考勤.xls", [heading("姓名", "工种"), ["张三", "普工", *marks({1: "√", 2: 0.5}), 1.5]])
    line = ",".join(["张三", "普工", "√", "0.5", *[""] * 29, "1.5"])
    save_text(
        tmp_path / "考勤.csv",
        "2026年3月考勤表\n" + ",".join(map(str, heading("姓名", "工种"))) + "\n" + line + "\n",
        "gbk",
    )
    for name in ("考勤.xls", "考勤.csv"):
        rows, findings = grid(tmp_path, name)
        assert findings == []
        assert rows[0].days == {1: ONE, 2: HALF}


def test_morning_and_afternoon_rows_make_one(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {
            "S": [
                heading("序号", "姓名", "工种", "时段"),
                [1, "张三", "普工", "上午", *marks({1: "√", 2: "√", 3: 0.5, 9: "√"}), 3.5],
                [None, None, None, "下午", *marks({1: "√", 3: "√", 4: "雨"}), None],
                [2, "李四", "技工", "上午", *marks({1: 1}), 0.5],
                [None, None, None, "下午", *marks({1: 1}), 0.5],
            ]
        },
        merges=("A2:A3", "B2:B3", "C2:C3", "AJ2:AJ3", "M2:M3"),
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert [(row.name, row.trade, row.days) for row in rows] == [
        ("张三", "普工", {1: ONE, 2: HALF, 3: ONE, 9: ONE}),
        ("李四", "技工", {1: ONE}),
    ]


def test_halves_in_a_column_without_heading(tmp_path: Path) -> None:
    rows_of_sheet = [heading("姓名", ""), ["张三", "上午", *marks({1: "√"})], [None, "下午", *marks({1: "√", 2: "√"})]]
    save_xlsx(tmp_path / "考勤.xlsx", {"S": rows_of_sheet})
    rows, findings = grid(tmp_path)
    assert findings == []
    assert rows[0].days == {1: ONE, 2: HALF}


def test_an_unknown_half_is_told(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名", "时段"), ["张三", "加班", *marks({1: 1})]]})
    assert told(grid(tmp_path)[1]) == [("P087", "B2")]


def test_one_worker_in_two_trades_takes_two_rows(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {"S": [heading("姓名", "工种"), ["张三", "普工", *marks({1: 1}), 1], [None, "技工", *marks({2: 1}), 1]]},
        merges=("A2:A3",),
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert [(row.name, row.trade) for row in rows] == [("张三", "普工"), ("张三", "技工")]


def test_the_same_worker_and_trade_twice_is_told(tmp_path: Path) -> None:
    line = ["普工", *marks({1: 1})]
    save_xlsx(
        tmp_path / "考勤.xlsx", {"S": [heading("姓名", "工种"), ["张三", *line], ["李四", *line], ["张三", *line]]}
    )
    rows, findings = grid(tmp_path)
    assert told(findings) == [("P084", "A4")]
    assert "A2" in findings[0].message
    assert len(rows) == 2


def test_namesakes_with_numbers_are_two_workers(tmp_path: Path) -> None:
    line = ["普工", *marks({1: 1})]
    save_xlsx(
        tmp_path / "考勤.xlsx", {"S": [heading("编号", "姓名", "工种"), ["01", "张三", *line], ["02", "张三", *line]]}
    )
    rows, findings = grid(tmp_path)
    assert findings == []
    assert [row.worker_no for row in rows] == ["01", "02"]


def test_the_total_of_a_row_with_an_unknown_mark_is_not_told_as_well(tmp_path: Path) -> None:
    line = ["张三", *marks({1: "√", 2: "来了"}), 2]
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), line]})
    _, findings = grid(tmp_path)
    assert told(findings) == [("P081", "C2")]


def test_unknown_marks_are_told_and_never_guessed(tmp_path: Path) -> None:
    spec = {1: "√", 2: "8", 3: 1.5, 4: "迟到", 5: "√√", 6: "张三"}
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), ["张三", *marks(spec)]]})
    rows, findings = grid(tmp_path)
    assert told(findings) == [("P081", "C2"), ("P081", "D2"), ("P081", "E2"), ("P081", "F2")]
    assert rows[0].days == {1: ONE, 6: ONE}


def test_days_behind_the_end_of_the_month(tmp_path: Path) -> None:
    spec = {28: 1, 29: "-", 30: None, 31: 1}
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), ["张三", *marks(spec)]]})
    rows, findings = grid(tmp_path, month="2026-02")
    assert told(findings) == [("P082", "AF2")]
    assert "28 天" in findings[0].message
    assert rows[0].days == {28: ONE}


def test_a_total_that_differs_is_told_with_both_figures(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), ["张三", *marks({1: 1, 2: 0.5}), 22]]})
    rows, (finding,) = grid(tmp_path)
    assert (finding.code, finding.severity, finding.place.cell) == ("P083", Severity.ERROR, "AG2")
    assert "22 天" in finding.message
    assert "1.5 天" in finding.message
    assert len(rows) == 1


def test_a_mark_merged_over_several_days_is_told_but_rain_is_not(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {"S": [heading("姓名"), ["张三", *marks({1: "√", 5: "雨"})], ["李四", *marks({9: "√"})]]},
        merges=("B2:D2", "F2:H3"),
    )
    rows, findings = grid(tmp_path)
    assert told(findings) == [("P089", "C2"), ("P089", "D2")]
    assert [row.days for row in rows] == [{1: ONE}, {9: ONE}]


def test_an_error_in_a_day_is_told(tmp_path: Path) -> None:
    path = save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名"), ["张三", *marks({1: 1})]]})
    book = load_workbook(path)
    book.active["C2"].value, book.active["C2"].data_type = "#REF!", "e"
    book.save(path)
    assert told(grid(tmp_path)[1]) == [("P061", "C2")]


def test_marks_without_a_name_are_somebodys_wage(tmp_path: Path) -> None:
    rows_of_sheet = [
        heading("姓名"),
        ["张三", *marks({1: 1})],
        [None, *marks({3: "√", 4: "√"})],
        [None, *marks({20: "以上属实"})],
    ]
    save_xlsx(tmp_path / "考勤.xlsx", {"S": rows_of_sheet})
    rows, findings = grid(tmp_path)
    assert told(findings) == [("P085", "D3")]
    assert len(rows) == 1


@pytest.mark.parametrize(
    "title",
    [
        "2026年4月考勤表",
        "考勤表（2026 年 4 月份）",
        "二〇二六年四月考勤表",
        "2025年3月考勤表",
        "4月考勤表",
        "考勤表 2026-04",
        "２０２６年４月",
    ],
)
def test_a_title_of_another_month_is_told(tmp_path: Path, title: str) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"Sheet1": [[title], heading("姓名"), ["张三", *marks({1: 1})]]})
    _, findings = grid(tmp_path)
    assert [f.code for f in findings] == ["P080"]
    assert "2026-03" in findings[0].message


@pytest.mark.parametrize(
    "title",
    [
        "2026年3月考勤表",
        "二〇二六年三月份",
        "3月考勤",
        "考勤期间：2026年3月1日至2026年3月31日",
        "填表日期：2026年4月1日",
        "第12期考勤表",
        "202603",
    ],
)
def test_a_title_of_the_month_or_of_none_is_right(tmp_path: Path, title: str) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"Sheet1": [[title], heading("姓名"), ["张三", *marks({1: 1})]]})
    assert grid(tmp_path)[1] == []


def test_day_headings_of_another_month_are_told(tmp_path: Path) -> None:
    days = [dt.date(2026, 4, d) for d in range(1, 31)]
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名", days=days), ["张三", 1]]})
    _, findings = grid(tmp_path)
    assert told(findings) == [("P080", "B1")]
    assert "2026年4月" in findings[0].message


def test_the_sheet_of_the_month_is_taken(tmp_path: Path) -> None:
    def sheet(day: int) -> list[list[Any]]:
        return [heading("姓名"), ["张三", *marks({day: 1})]]

    save_xlsx(tmp_path / "考勤.xlsx", {"2月": sheet(2), "3月": sheet(3), "4月": sheet(4)})
    rows, findings = grid(tmp_path)
    assert findings == []
    assert rows[0].days == {3: ONE}
    rows, findings = grid(tmp_path, "考勤.xlsx#4月")
    assert rows[0].days == {4: ONE}
    assert [f.code for f in findings] == ["P080"]


def test_several_months_and_pages_on_one_sheet(tmp_path: Path) -> None:
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {
            "考勤": [
                ["2026年2月考勤表"], heading("姓名"), ["张三", *marks({2: 1})], ["合计"],
                ["2026年3月考勤表"], heading("姓名"), ["张三", *marks({3: 1})], ["小计"],
                heading("姓名"), ["李四", *marks({4: 1})],
                ["2026年4月考勤表"], heading("姓名"), ["张三", *marks({5: 1})],
            ]
        },
    )  # fmt: skip
    rows, findings = grid(tmp_path)
    assert findings == []
    assert [(row.name, row.days) for row in rows] == [("张三", {3: ONE}), ("李四", {4: ONE})]


def test_a_form_with_two_days_a_column_is_refused(tmp_path: Path) -> None:
    first, second = list(range(1, 17)), [*range(17, 32), None]
    save_xlsx(
        tmp_path / "考勤.xlsx",
        {"S": [["姓名", *first], [None, *second], ["张三", *["√"] * 16], [None, *["√"] * 15]]},
        merges=("A1:A2", "A3:A4"),
    )
    assert grid(tmp_path)[0] == ()
    assert told(grid(tmp_path)[1]) == [("P088", "B2")]


def test_what_is_no_grid_is_told(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [["姓名", "工种"], ["张三", "普工"]]})
    assert told(grid(tmp_path)[1]) == [("P086", None)]
    assert [f.code for f in grid(tmp_path, "没有.xlsx")[1]] == ["P041"]


def test_a_grid_without_rows_is_a_warning(tmp_path: Path) -> None:
    save_xlsx(tmp_path / "考勤.xlsx", {"S": [heading("姓名")]})
    rows, findings = grid(tmp_path)
    assert rows == ()
    assert [(f.code, f.severity) for f in findings] == [("P058", Severity.WARNING)]


def test_marks_are_read_in_full_and_half_width() -> None:
    assert parse_mark("１") == parse_mark(" √ ") == parse_mark("1.00") == ONE
    assert parse_mark("０．５") == parse_mark(".5") == parse_mark("半天") == HALF
    assert parse_mark("") == parse_mark("－") == parse_mark("×") == parse_mark("0") == 0
    assert parse_mark("2") is parse_mark("?") is parse_mark("0.25") is None


@settings(max_examples=25, deadline=None)
@given(
    worked=st.lists(
        st.dictionaries(st.integers(1, 31), st.sampled_from(["√", 1, "½", 0.5, "雨", "×"]), max_size=31),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_marked_is_what_is_read(tmp_path_factory: pytest.TempPathFactory, worked: list[dict[int, Any]]) -> None:
    worth = {"√": ONE, 1: ONE, "½": HALF, 0.5: HALF}
    expected = [{day: worth[mark] for day, mark in spec.items() if mark in worth} for spec in worked]
    lines = [[f"工{i}", *marks(spec), float(sum(expected[i].values()))] for i, spec in enumerate(worked)]
    folder = tmp_path_factory.mktemp("grid")
    save_xlsx(folder / "考勤.xlsx", {"S": [heading("姓名"), *lines]})
    rows, findings = grid(folder)
    assert findings == []
    assert [dict(row.days) for row in rows] == expected
