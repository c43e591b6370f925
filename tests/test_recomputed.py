"""An auditor with the printed papers and a pencil: every sum of the samples added up again, in whole cents.

Nothing here asks the model before the end: marks are counted on the sign-in sheets, prices and amounts read from the wage
sheets, and what the papers say of each other is compared.  At the very end the model's figures must be the same.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from docx import Document

from archivegen.chinese import amount_in_capitals
from tests.conftest import LONGMEN, QINGGANG, XIANGSHUI
from tests.made import Made, make_sample
from tests.wage_projects import HEAD, PEOPLE, WORK, make
from tests.wage_sheets import half_up, read_grid, read_heads, read_rows, read_totals, to_cents

MARKS = {"√": 2, "½": 1}


SETTLED = "补发、追回、结算"
"""A small project with every kind of batch; the samples have months, one correction and one settlement."""


@pytest.fixture(scope="module", params=[XIANGSHUI, LONGMEN, QINGGANG, SETTLED])
def made(request, tmp_path_factory) -> Made:
    folder = tmp_path_factory.mktemp("recomputed")
    return make(folder, HEAD + PEOPLE + WORK) if request.param == SETTLED else make_sample(request.param, folder)


def batches(made: Made) -> list[str]:
    """Keys of the wage sheets, in the order of the list of papers."""
    return [key.removeprefix("C21@") for key in made.keys if key.startswith("C21@") and "+" not in key]


def is_month(batch: str) -> bool:
    """``2026-04``, not ``2026-04-补``."""
    return len(batch) == len("2026-04")


def halves(value: object) -> int:
    return int(Decimal(str(value or 0)) * 2)


def signed_in(made: Made, month: str) -> Counter[tuple[str, str]]:
    """Half days by name and trade, counted mark by mark."""
    rows = read_grid(made.path(f"C16@{month}"))
    heads = read_heads(rows)
    days = [number for number, head in enumerate(heads) if head[:1].isdigit()]
    found: Counter[tuple[str, str]] = Counter()
    for cells in rows:
        if isinstance(cells[0], int):
            counted = sum(MARKS.get(str(cells[number]), 0) for number in days)
            assert counted == halves(cells[heads.index("合计天数")]), (month, cells[1])
            found[cells[1], cells[2]] += counted
    return +found


def test_the_days_of_a_wage_sheet_are_the_marks_of_the_sign_in_sheet(made):
    for batch in filter(is_month, batches(made)):
        paid: Counter[tuple[str, str]] = Counter()
        for row in read_rows(made.path(f"C21@{batch}")):
            paid[row["姓名"], row["工种"]] += halves(row["天数"])
        assert +paid == signed_in(made, batch), batch


def test_every_line_foots_across(made):
    for batch in batches(made):
        for row in read_rows(made.path(f"C21@{batch}")):
            where = batch, row["序号"], row["姓名"]
            assert to_cents(row["计日金额"]) == half_up(halves(row["天数"]) * to_cents(row["日单价"]), 2), where
            parts = [to_cents(row.get(head)) for head in ("计日金额", "计件金额", "奖补", "更正金额")]
            assert to_cents(row["应发合计"]) == sum(parts), where
            assert to_cents(row["实发金额"]) == to_cents(row["应发合计"]) - to_cents(row["扣减额"]), where


def test_every_column_foots_down(made):
    for batch in batches(made):
        path = made.path(f"C21@{batch}")
        rows, (total,) = read_rows(path), read_totals(path)
        pages = read_totals(path, "本页合计")
        for head in ("计日金额", "计件金额", "奖补", "应发合计", "扣减额", "实发金额"):
            summed = sum(to_cents(row[head]) for row in rows)
            assert to_cents(total[head]) == summed, (batch, head)
            assert not pages or sum(to_cents(page[head]) for page in pages) == summed, (batch, head)
        net = Decimal(sum(to_cents(row["实发金额"]) for row in rows)) / 100
        # What people return is written as the sum that they return.
        assert amount_in_capitals(abs(net), "人民币") in made.text(f"C21@{batch}"), batch


def test_the_ledger_says_the_same_and_adds_it_up_from_the_start(made):
    sums: dict[str, int] = defaultdict(int)
    days: dict[str, int] = defaultdict(int)
    for batch in batches(made):
        sheet, ledger = read_rows(made.path(f"C21@{batch}")), read_rows(made.path(f"C17@{batch}"))
        assert len(sheet) == len(ledger)
        for wage, line in zip(sheet, ledger, strict=True):
            where = batch, wage["姓名"]
            net = next(line[head] for head in ("当月实发", "本批实发") if head in line)
            count = next(line[head] for head in ("当月天数", "本批天数") if head in line)
            assert wage["身份证号"] == line["身份证号"], where
            assert to_cents(wage["实发金额"]) == to_cents(net), where
            assert halves(wage["天数"]) == halves(count), where
            sums[line["身份证号"]] += to_cents(net)
            days[line["身份证号"]] += halves(count)
            assert to_cents(line["累计实发"]) == sums[line["身份证号"]], where
            assert halves(line["累计天数"]) == days[line["身份证号"]], where
        (total,) = read_totals(made.path(f"C17@{batch}"))
        assert to_cents(total["累计实发"]) == sum(sums.values()), batch
        assert halves(total["累计天数"]) == sum(days.values()), batch


def notice_rows(made: Made, batch: str) -> Iterator[list[str]]:
    table = Document(str(made.path(f"C22@{batch}"))).tables[0]
    for row in table.rows:
        yield [cell.text.replace("\n", "") for cell in row.cells]


def test_what_was_published_is_what_was_paid(made):
    for batch in batches(made):
        heads, *rows = notice_rows(made, batch)
        net, name = heads.index("实发"), heads.index("姓名")
        published = [(row[name], to_cents(row[net])) for row in rows if row[0].isdigit()]
        paid = [(row["姓名"], to_cents(row["实发金额"])) for row in read_rows(made.path(f"C21@{batch}"))]
        assert published == paid, batch
        total = next(row for row in rows if row[0].startswith("合计"))
        assert to_cents(total[net]) == sum(amount for _, amount in paid), batch


def test_slips_and_face_to_face_check_say_the_same(made):
    for batch in batches(made):
        sheet = read_rows(made.path(f"C21@{batch}"))
        slips = [cells for cells in read_grid(made.path(f"C21@{batch}+工资条")) if cells[0]]
        heads = next(cells for cells in slips if cells[0] == "姓名")
        # Who gives money back reads how much, without a sign.
        head, sign = ("实发金额", 1) if "实发金额" in heads else ("应退金额", -1)
        place = heads.index(head)
        torn = [sign * to_cents(cells[place]) for cells in slips if isinstance(cells[place], int | float)]
        assert torn == [to_cents(row["实发金额"]) for row in sheet], batch
        by_person: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        for row in sheet:
            by_person[row["身份证号"]][0] += to_cents(row["实发金额"])
            by_person[row["身份证号"]][1] += halves(row["天数"])
        asked = [(to_cents(row["金额"]), halves(row["天数"])) for row in read_rows(made.path(f"C25@{batch}"))]
        assert asked == [tuple(found) for found in by_person.values()], batch


def test_the_model_has_the_same_figures(made):
    """The end of the audit: what was added up from the papers is what the program says it is."""
    figures = made.workspace.figures
    totals = {
        batch: sum(to_cents(r["实发金额"]) for r in read_rows(made.path(f"C21@{batch}"))) for batch in batches(made)
    }
    assert totals == {sheet.batch.key: int(sheet.total("net") * 100) for sheet in figures.sheets}
    paid = sum(totals[sheet.batch.key] for sheet in figures.sheets if sheet.batch.paid)
    assert paid == int(figures.wages_paid * 100)
    for key in ("D02", "E01"):
        if key in made.keys:
            assert f"{Decimal(paid) / 100:,.2f}" in made.text(key), key


def namesakes(made: Made) -> set[str]:
    """Names that several people bear; the sign-in sheet gives each of them lines of their own."""
    names = Counter(worker.name for worker in made.workspace.loaded.project.workers)
    return {name for name, count in names.items() if count > 1}


def test_the_heads_of_a_day_are_the_people_who_signed(made):
    shared = namesakes(made)
    for month in filter(is_month, batches(made)):
        rows = read_grid(made.path(f"C16@{month}"))
        days = [number for number, head in enumerate(read_heads(rows)) if head[:1].isdigit()]
        signed = [[cells for cells in rows if isinstance(cells[0], int) and cells[day] in MARKS] for day in days]
        people = [{cells[0] if cells[1] in shared else cells[1] for cells in lines} for lines in signed]
        heads = next(cells for cells in rows if "人数" in str(cells[0]))
        assert [int(heads[day] or 0) for day in days] == [len(found) for found in people], month


def test_the_bank_is_told_to_pay_what_the_sheet_owes(made):
    for batch in batches(made):
        owed: Counter[str] = Counter()
        for row in read_rows(made.path(f"C21@{batch}")):
            owed[row["账号"] or row["身份证号"]] += to_cents(row["实发金额"])
        if f"C21@{batch}+银行代发" not in made.keys:
            assert not +owed, "only what goes back to the project goes to no bank"
            continue
        told = {
            row["账号"] or row["证件号"]: to_cents(row["金额"]) for row in read_rows(made.path(f"C21@{batch}+银行代发"))
        }
        assert told == +owed, batch


def test_the_groups_of_the_ledger_are_its_lines_added_up(made):
    for batch in batches(made):
        trades: Counter[str] = Counter()
        for row in read_rows(made.path(f"C21@{batch}")):
            trades[row["工种"]] += to_cents(row["实发金额"])
        summary = read_grid(made.path(f"C17@{batch}"), 1)
        start = next(number for number, cells in enumerate(summary) if "按工种" in str(cells[0]))
        listed = {}
        for cells in summary[start + 2 :]:
            if not isinstance(cells[0], int):
                break
            filled = [cell for cell in cells if cell is not None]
            listed[filled[1]] = to_cents(filled[-1])
        assert listed == dict(trades), batch


# --- what other papers say of the wages -------------------------------------------------------------------------------


def sum_by_person(made: Made, batch: str) -> dict[str, int]:
    """Last four signs of the ID and name → cents; all lines of a person together."""
    found: dict[str, int] = defaultdict(int)
    for row in read_rows(made.path(f"C21@{batch}")):
        found[row["身份证号"][-4:] + row["姓名"]] += to_cents(row["实发金额"])
    return dict(found)


def test_the_check_of_the_receipts_lists_what_the_sheet_owes_and_adds_it_up(made):
    checked = [batch for batch in batches(made) if f"C23@{batch}+核对表" in made.keys]
    assert checked or not any(sheet.batch.receipts for sheet in made.workspace.figures.sheets)
    for batch in checked:
        path = made.path(f"C23@{batch}+核对表")
        rows, (total,), pages = read_rows(path), read_totals(path), read_totals(path, "本页合计")
        listed = {row["身份证后4位"] + row["姓名"]: to_cents(row["表列金额"]) for row in rows}
        assert listed == sum_by_person(made, batch), batch
        assert [to_cents(row["差额"]) for row in rows] == [
            to_cents(row["金额"]) - to_cents(row["表列金额"]) for row in rows
        ], batch
        for head in ("表列金额", "金额", "差额"):
            summed = sum(to_cents(row[head]) for row in rows)
            assert to_cents(total[head]) == summed, (batch, head)
            assert not pages or sum(to_cents(page[head]) for page in pages) == summed, (batch, head)
        arrived = Decimal(sum(to_cents(row["金额"]) for row in rows)) / 100
        assert f"{len(rows)}人、{arrived:,.2f}元与银行回单一致" in made.text(f"C23@{batch}+核对表"), batch
        assert amount_in_capitals(arrived, "人民币") in made.text(f"C23@{batch}+核对表"), batch


def test_the_settlement_statement_is_all_sheets_added_up(made):
    found = [batch for batch in batches(made) if f"C21@{batch}+结算单" in made.keys]
    for batch in found:
        earlier = batches(made)[: batches(made).index(batch) + 1]
        lines = [(other, row) for other in earlier for row in read_rows(made.path(f"C21@{other}"))]
        rows, (total,) = (
            read_rows(made.path(f"C21@{batch}+结算单")),
            read_totals(made.path(f"C21@{batch}+结算单")),
        )
        for row in rows:
            mine = [(other, line) for other, line in lines if line["身份证号"].endswith(row["身份证后4位"])]
            before = sum(to_cents(line["实发金额"]) for other, line in mine if other != batch)
            now = sum(to_cents(line["实发金额"]) for other, line in mine if other == batch)
            assert halves(row["累计天数"]) == sum(halves(line["天数"]) for _, line in mine), row["姓名"]
            assert to_cents(row["累计应发"]) == sum(to_cents(line["应发合计"]) for _, line in mine), row["姓名"]
            assert to_cents(row["累计扣减"]) == sum(to_cents(line["扣减额"]) for _, line in mine), row["姓名"]
            assert (to_cents(row["已发"]), to_cents(row["本次实发"]), to_cents(row["结余"])) == (before, now, 0)
        for head in ("累计应发", "累计扣减", "已发", "本次实发", "结余"):
            assert to_cents(total[head]) == sum(to_cents(row[head]) for row in rows), head


def month_tables(made: Made, key: str) -> Iterator[list[dict[str, str]]]:
    """The tables of a report with a line a month, under their headings; the last line is the sum."""
    for table in Document(str(made.path(key))).tables:
        rows = [[cell.text.replace("\n", "").replace(" ", "") for cell in row.cells] for row in table.rows]
        start = next((n for n, cells in enumerate(rows) if cells[0] == "月份"), None)
        if start is not None:
            end = next(n for n, cells in enumerate(rows) if n > start and cells[0].startswith("合计"))
            yield [dict(zip(rows[start], cells, strict=True)) for cells in rows[start + 1 : end + 1]]


@pytest.mark.parametrize("key", ["D01", "D02", "E01"])
def test_the_months_of_a_report_are_the_wage_sheets(made, key):
    if key not in made.keys:
        assert made.workspace.loaded.project.basics.finished is None
        return
    tables = list(month_tables(made, key))
    assert tables
    for *months, total in tables:
        assert len(months) == len(batches(made))
        summed: Counter[str] = Counter()
        for batch, line in zip(batches(made), months, strict=True):
            rows = read_rows(made.path(f"C21@{batch}"))
            people = {row["身份证号"] for row in rows}
            cents = {
                "应发（元）": sum(to_cents(row["应发合计"]) for row in rows),
                "扣减（元）": sum(to_cents(row["扣减额"]) for row in rows),
                "实发（元）": sum(to_cents(row["实发金额"]) for row in rows),
            }
            cents["实发金额（元）"] = cents["回单金额（元）"] = cents["实发（元）"]
            for head, amount in cents.items():
                assert head not in line or to_cents(line[head]) == amount, (key, batch, head)
                summed[head] += amount
            heads = line.get("务工人数", line.get("人数"))
            assert heads == str(len(people)), (key, batch)
            if "工日" in line:
                count = sum(halves(row["天数"]) for row in rows)
                assert halves(line["工日"]) == count, (key, batch)
                summed["工日"] += count
        for head, amount in summed.items():
            reader = halves if head == "工日" else to_cents
            assert head not in total or reader(total[head]) == amount, (key, head)


REPORTS = ("D01", "D04", "D08", "E01")
SUMMARY = re.compile(
    r"累计吸纳当地群众务工(?P<people>\d+)人.*?重点群体(?P<priority>\d+)人，投入(?P<days>[\d.]+)个工日。"
    r"实际发放劳务报酬(?P<paid>[\d,.]+)元，人均(?P<average>[\d,.]+)元，"
    r"占(?:以工代赈专项资金|中央和省级资金)(?P<base>[\d,.]+)万元的(?P<share>[\d.]+)%"
)


@pytest.mark.parametrize("key", REPORTS)
def test_what_a_report_says_in_words_is_what_the_sheets_add_up_to(made, key):
    if key not in made.keys:
        assert made.workspace.loaded.project.basics.finished is None
        return
    said = SUMMARY.search(made.text(key))
    assert said, key
    rows = [row for batch in batches(made) for row in read_rows(made.path(f"C21@{batch}"))]
    people = {row["身份证号"] for row in rows}
    paid = sum(to_cents(row["实发金额"]) for row in rows)
    assert int(said["people"]) == len(people)
    assert halves(said["days"]) == sum(halves(row["天数"]) for row in rows)
    assert to_cents(said["paid"]) == paid
    assert to_cents(said["average"]) == half_up(paid, len(people))
    # 万元 with two decimals are hundreds of 元 or 10,000 cents; the share is asked for in hundredths of a per cent.
    base = to_cents(said["base"]) * 10_000
    assert to_cents(said["share"]) == half_up(paid * 10_000, base)


PRIORITY = re.compile(r"重点群体(\d+)人获得劳务报酬([\d,.]+)元，人均([\d,.]+)元")
IN_LEDGER = re.compile(r"重点群体(\d+)人，([\d,.]+)元")


def test_what_the_priority_groups_earned_is_the_ledgers_added_up(made):
    if "E01" not in made.keys:
        assert made.workspace.loaded.project.basics.finished is None
        return
    earned = 0
    for batch in batches(made):
        found = IN_LEDGER.search(made.text(f"C17@{batch}"))
        assert found, batch
        earned += to_cents(found[2])
    said = PRIORITY.search(made.text("E01"))
    assert said
    assert to_cents(said[2]) == earned
    assert to_cents(said[3]) == half_up(earned, int(said[1]))
