"""An auditor with the printed papers and a pencil: every sum of the samples added up again, in whole cents.

Nothing here asks the model before the end: marks are counted on the sign-in sheets, prices and amounts read from the wage
sheets, and what the papers say of each other is compared.  At the very end the model's figures must be the same.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from decimal import Decimal

import pytest
from docx import Document

from archivegen.chinese import amount_in_capitals
from tests.conftest import LONGMEN, XIANGSHUI
from tests.made import Made, make_sample
from tests.wage_sheets import half_up, read_grid, read_heads, read_rows, read_totals, to_cents

MARKS = {"√": 2, "½": 1}


@pytest.fixture(scope="module", params=[XIANGSHUI, LONGMEN])
def made(request, tmp_path_factory) -> Made:
    return make_sample(request.param, tmp_path_factory.mktemp("recomputed"))


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
        assert amount_in_capitals(net, "人民币") in made.text(f"C21@{batch}"), batch


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
        place = next(cells.index("实发金额") for cells in slips if "实发金额" in cells)
        torn = [to_cents(cells[place]) for cells in slips if isinstance(cells[place], int | float)]
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
