"""The generated papers, read back as an auditor would: added up by hand, compared with one another and with the model.

Nothing comes from memory: days are counted from the marks of the sign-in sheet, sums from the cells of the finished files,
and money is reckoned here in whole cents.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from archivegen.chinese import amount_in_capitals
from tests.conftest import LONGMEN, XIANGSHUI
from tests.made import Made, make_sample

Row = Mapping[str, Any]
MARKS = {"√": 2, "½": 1, "停": 0, None: 0, "": 0}


@pytest.fixture(scope="module", params=[XIANGSHUI, LONGMEN])
def made(request, tmp_path_factory) -> Made:
    return make_sample(request.param, tmp_path_factory.mktemp("papers"))


def cents(value: Any) -> int:
    """A cell or a printed amount in whole cents; a dash or a blank is nothing."""
    text = str(value if value is not None else "").replace(",", "").replace("—", "").strip()
    amount = Decimal(text or "0").quantize(Decimal("0.0001")) * 100
    assert amount == amount.to_integral_value(), f"{value} is no whole number of cents"
    return int(amount)


def halves(value: Any) -> int:
    """Days in half days."""
    days = Decimal(str(value or 0)) * 2
    assert days == days.to_integral_value()
    return int(days)


def half_up(numerator: int, denominator: int) -> int:
    return (2 * numerator + denominator) // (2 * denominator)


def read_table(path: Path, number: int = 0) -> tuple[list[Row], list[tuple[Any, ...]]]:
    """The numbered rows of a sheet by their lowest heading, and all rows as they stand."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[number]
    cells = list(sheet.iter_rows(values_only=True))
    top = next(i for i, row in enumerate(cells) if row[0] == "序号")
    first = next(i for i, row in enumerate(cells) if i > top and isinstance(row[0], int))
    heads = []
    for column in range(len(cells[top])):
        named = [cells[i][column] for i in range(top, first) if cells[i][column]]
        heads.append(re.sub(r"\s", "", str(named[-1])) if named else "")
    numbered = [row for row in cells[first:] if isinstance(row[0], int)]
    return [{head: value for head, value in zip(heads, row, strict=True) if head} for row in numbered], cells


def batches(made: Made) -> Iterator[tuple[str, str]]:
    """Key and month of every batch that has a wage sheet."""
    for batch in made.workspace.loaded.project.batches:
        if f"C21@{batch.key}" in made.keys:
            yield batch.key, batch.month


def namesakes(made: Made) -> set[str]:
    """Names that several people bear; the sign-in sheet gives each of them a line."""
    names = [worker.name for worker in made.workspace.loaded.project.workers]
    return {name for name in names if names.count(name) > 1}


def days_signed(made: Made, month: str) -> Mapping[str, int]:
    """Name → half days, counted from the marks of the month's sign-in sheet."""
    rows, _ = read_table(made.path(f"C16@{month}"))
    signed: dict[str, int] = defaultdict(int)
    for row in rows:
        signed[row["姓名"]] += sum(MARKS[row[head]] for head in row if re.match(r"\d", head))
    return signed


def test_marks_add_up_across_and_down(made):
    for month in {month for _, month in batches(made)}:
        sheet = openpyxl.load_workbook(made.path(f"C16@{month}"), data_only=True).worksheets[0]
        cells = list(sheet.iter_rows(values_only=True))
        top = next(i for i, row in enumerate(cells) if row[0] == "序号")
        days = [column for column, head in enumerate(cells[top]) if re.match(r"\d", str(head or ""))]
        total = next(column for column, head in enumerate(cells[top]) if "合计" in str(head or ""))
        present: dict[int, set[Any]] = defaultdict(set)
        grand = 0
        shared = namesakes(made)
        for row in cells[top + 1 :]:
            if isinstance(row[0], int):
                marked = {column: MARKS[row[column]] for column in days}
                assert halves(row[total]) == sum(marked.values()), row[1]
                grand += sum(marked.values())
                for column, half in marked.items():
                    if half:
                        present[column].add(row[0] if row[1] in shared else row[1])
        heads = next(row for row in cells if "每日" in str(row[0] or "") or "人数" in str(row[0] or ""))
        assert [int(heads[column] or 0) for column in days] == [len(present[column]) for column in days]
        assert halves(heads[total]) == grand


def test_every_line_of_a_wage_sheet_is_reckoned_right(made):
    for key, _ in batches(made):
        rows, cells = read_table(made.path(f"C21@{key}"))
        for row in rows:
            assert cents(row["计日金额"]) == half_up(halves(row["天数"]) * cents(row["日单价"]), 2), row
            if row.get("单价") not in (None, ""):
                quantity = Decimal(re.match(r"[\d.]+", str(row["数量"]))[0])
                measured = [p for p in made.workspace.loaded.project.piecework if p.name == row["姓名"]]
                assert quantity <= sum(p.quantity for p in measured)
            added = sum(cents(row.get(head)) for head in ("计日金额", "计件金额", "奖补", "更正金额"))
            assert cents(row["应发合计"]) == added, row
            assert cents(row["实发金额"]) == cents(row["应发合计"]) - cents(row["扣减额"]), row
        total = sum(cents(row["实发金额"]) for row in rows)
        shown = [str(cell) for line in cells for cell in line if cell is not None]
        assert any(amount_in_capitals(Decimal(total) / 100) in text for text in shown)
        sums = [line for line in cells if str(line[0]) in {"合计", "本页合计"}]
        heads = list(rows[0])
        column = next(i for i, row in enumerate(cells) if row[0] == "序号")
        place = next(
            c for c in range(len(cells[column])) for r in range(column, column + 3) if str(cells[r][c]) == "实发金额"
        )
        assert heads
        assert cents(next(line for line in sums if line[0] == "合计")[place]) == total
        pages = [cents(line[place]) for line in sums if line[0] == "本页合计"]
        assert not pages or sum(pages) == total
        sheet = next(s for s in made.workspace.figures.sheets if s.batch.key == key)
        assert cents(sheet.total("net")) == total


def by_person(rows: list[Row], head: str) -> dict[str, int]:
    found: dict[str, int] = defaultdict(int)
    for row in rows:
        found[row["姓名"]] += cents(row[head])
    return dict(found)


def test_all_papers_of_a_batch_pay_everybody_the_same(made):
    for key, month in batches(made):
        sheet, _ = read_table(made.path(f"C21@{key}"))
        net = by_person(sheet, "实发金额")
        ledger, _ = read_table(made.path(f"C17@{key}"))
        verified, _ = read_table(made.path(f"C25@{key}"))
        bank, _ = read_table(made.path(f"C21@{key}+银行代发"))
        holders = {w.name: w.account_holder or w.name for w in made.workspace.loaded.project.workers}
        pays = next(head for head in ledger[0] if head.endswith("实发") and "累计" not in head)
        assert by_person(ledger, pays) == net, key
        assert by_person(verified, "金额") == net, key
        paid: dict[str, int] = defaultdict(int)
        for row in bank:
            paid[row["户名"]] += cents(row["金额"])
        assert paid == {holders[name]: amount for name, amount in net.items() if amount > 0}, key
        assert sum(_notice_sums(made.path(f"C22@{key}"))) == sum(net.values()), key
        assert sorted(_notice_sums(made.path(f"C22@{key}"))) == sorted(cents(row["实发金额"]) for row in sheet), key
        assert sorted(_slip_sums(made.path(f"C21@{key}+工资条"))) == sorted(cents(r["实发金额"]) for r in sheet), key
        if key == month:
            days: dict[str, int] = defaultdict(int)
            for row in sheet:
                days[row["姓名"]] += halves(row["天数"])
            signed = {name: half for name, half in days_signed(made, month).items() if half}
            assert {name: half for name, half in days.items() if half} == signed, key


def _notice_sums(path: Path) -> list[int]:
    """The 实发 of every numbered row of a notice's table."""
    table = next(t for t in docx.Document(str(path)).tables if t.rows[0].cells[0].text.strip().startswith("序"))
    heads = [cell.text.strip() for cell in table.rows[0].cells]
    column = heads.index("实发")
    rows = [[cell.text.strip() for cell in row.cells] for row in table.rows[1:]]
    return [cents(row[column]) for row in rows if row[0].isdigit()]


def _slip_sums(path: Path) -> list[int]:
    """The 实发金额 of every strip."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    cells = list(sheet.iter_rows(values_only=True))
    return [cents(cells[i + 1][row.index("实发金额")]) for i, row in enumerate(cells) if "实发金额" in row]


def test_running_totals_are_the_sum_of_the_sheets_before(made):
    before: dict[str, int] = defaultdict(int)
    for key, _ in batches(made):
        sheet, _ = read_table(made.path(f"C21@{key}"))
        ledger, _ = read_table(made.path(f"C17@{key}"))
        for row in sheet:
            before[row["身份证号"]] += cents(row["实发金额"])
        last = {row["身份证号"]: cents(row["累计实发"]) for row in ledger}
        assert last == {person: before[person] for person in last}, key


def test_what_summaries_say_is_what_the_wage_sheets_add_up_to(made):
    project = made.workspace.loaded.project
    paid = [batch for batch in project.batches if batch.paid and f"C21@{batch.key}" in made.keys]
    total = sum(sum(by_person(read_table(made.path(f"C21@{b.key}"))[0], "实发金额").values()) for b in paid)
    shown = f"{Decimal(total) / 100:,.2f}"
    for key in ("D01", "D04", "E01"):
        if key in made.keys:
            assert shown in made.text(key) or shown.replace(",", "") in made.text(key), key
    share = Decimal(total) / 100 / made.workspace.figures.ratio_base
    assert f"{share:.2%}" in made.text(f"C21@{paid[-1].key}")


def test_groups_of_the_ledger_are_its_rows_added_up(made):
    for key, _ in batches(made):
        rows, _ = read_table(made.path(f"C17@{key}"))
        _, summary = read_table(made.path(f"C17@{key}"), 1)
        pays = next(head for head in rows[0] if head.endswith("实发") and "累计" not in head)
        trades: dict[str, int] = defaultdict(int)
        for row in rows:
            trades[row["工种"]] += cents(row[pays])
        start = next(i for i, line in enumerate(summary) if "按工种" in str(line[0]))
        listed = {}
        for line in summary[start + 2 :]:
            if not isinstance(line[0], int):
                break
            filled = [cell for cell in line if cell is not None]
            listed[filled[1]] = cents(filled[-1])
        assert listed == dict(trades), key
