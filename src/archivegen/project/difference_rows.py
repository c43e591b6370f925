"""The table of differences: everything on which the records of a project disagree, by worker and date, ready to be shown.  Pure."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

from archivegen.chinese import plain_number
from archivegen.findings import Place
from archivegen.project.differences import Book, Difference, Entry, Heads, Matter, Tally
from archivegen.project.figures import Figures
from archivegen.project.forbidden_days import Forbidden, list_forbidden_days
from archivegen.project.kept_pay import AmountDifference, compare_amounts
from archivegen.project.reconciliation import Reconciliation

Locate = Callable[..., Place]
"""The path of a fact → where it stands."""

LACKING = "没有"
"""In the column of a record that was kept and does not have the person."""

_ADVICE: Mapping[str, str] = {
    Matter.DAYS: "对照原始签到核实当月天数，改正记错的一处",
    Matter.MISSING: "核实是漏记还是误记，补上或删去",
    Matter.DATE: "对照原始签到核实这一天，改正记错的一处",
    Matter.LISTED: "核实此人当天是否到场，改正出勤记录或日志列名",
    Matter.HEADS: "核实当天人数，改正出勤记录或日志",
    Forbidden.STOPPED: "核实当天是否停工；确有人务工的，在日志“备注”里说明",
    Forbidden.OVERFULL: "核实当天在哪里做工，一人一天合计不超过一个工",
    Forbidden.BEFORE_CONTRACT: "核实合同签订日期和出勤日期",
    Forbidden.BEFORE_TRAINING: "核实培训日期和出勤日期",
    Forbidden.CHILD: "核实出生日期；确未满最低用工年龄的，立即停止用工",
    Forbidden.BEFORE_ENTRY: "核实进场日期和出勤日期",
    Forbidden.AFTER_LEAVING: "核实退场日期和出勤日期",
}
_CHECK_SUMS = "核对单价、天数和加减，改正写错的一处"


class DifferenceRow(NamedTuple):
    """One line.  ``said`` maps a record to its days, heads or 元, or to 没有; ``day`` is None for a whole month.

    ``expected`` is the amount that the facts give, where money is compared; ``gap`` the largest value less the smallest.
    """

    month: str
    day: datetime.date | None
    name: str
    worker_no: str
    matter: str
    said: Mapping[Book, Decimal | str]
    expected: Decimal | None
    gap: Decimal | None
    where: str
    advice: str


class ReconciliationTable(NamedTuple):
    """The lines of the table, and behind them every worker's months and every date, agreeing ones too."""

    rows: tuple[DifferenceRow, ...]
    workers: tuple[Tally, ...]
    dates: tuple[Heads, ...]


def make_table(figures: Figures, locate: Locate, month: str = "") -> ReconciliationTable:
    """Everything of a project, or of one month (``2026-03``).  Linear in rows of records and worker-days."""
    reconciled = Reconciliation(figures)
    rows = [row for row in _list_rows(figures, reconciled, locate) if month in {"", row.month}]
    rows.sort(key=lambda row: (row.month, row.day or datetime.date.min))
    workers = tuple(tally for tally in reconciled.tallies if month in {"", tally.month})
    dates = tuple(heads for heads in reconciled.heads if month in {"", f"{heads.day:%Y-%m}"})
    return ReconciliationTable(tuple(rows), workers, dates)


def _list_rows(figures: Figures, reconciled: Reconciliation, locate: Locate) -> Iterator[DifferenceRow]:
    for difference in (
        *reconciled.month_differences,
        *reconciled.date_differences,
        *reconciled.name_differences,
        *reconciled.head_differences,
    ):
        yield _difference_row(difference, locate)
    lacking = {
        (row.month, id(row.person.worker))
        for row in reconciled.month_differences
        if row.matter is Matter.MISSING and row.person
    }
    for amount in compare_amounts(figures):
        if (amount.month, id(amount.worker)) not in lacking:  # whose line is missing has no sums to be wrong
            yield _amount_row(amount, locate)
    for day in list_forbidden_days(figures):
        where = str(locate("务工人员", figures.roster_lines[id(day.worker)]))
        yield DifferenceRow(
            month=day.month,
            day=day.day,
            name=day.worker.name,
            worker_no=day.worker.worker_no,
            matter=day.reason.value,
            said={Book(day.source): day.days},
            expected=None,
            gap=None,
            where=where,
            advice=_ADVICE[day.reason],
        )


def _difference_row(difference: Difference, locate: Locate) -> DifferenceRow:
    person = difference.person
    said: dict[Book, Decimal | str] = {book: entry.value for book, entry in difference.said.items()}
    said.update(dict.fromkeys(difference.lacking, LACKING))
    unknown = person is not None and person.worker is None
    return DifferenceRow(
        month=difference.month,
        day=difference.day,
        name=person.name if person else "",
        worker_no=person.worker_no if person else "",
        matter=difference.matter.value,
        said=said,
        expected=None,
        gap=difference.gap,
        where=_say_where(difference.said, locate),
        advice="名单里没有此人，先核实姓名和编号" if unknown else _ADVICE[difference.matter],
    )


def _amount_row(amount: AmountDifference, locate: Locate) -> DifferenceRow:
    return DifferenceRow(
        month=amount.month,
        day=None,
        name=amount.worker.name,
        worker_no=amount.worker.worker_no,
        matter=f"{amount.amount}（元）",
        said={amount.book: amount.written},
        expected=amount.expected,
        gap=amount.gap,
        where=f"{amount.book} {locate(*amount.path)}",
        advice=_CHECK_SUMS,
    )


def _say_where(said: Mapping[Book, Entry], locate: Locate) -> str:
    """签到表 数据/考勤.xlsx 3月!F7；务工台账 数据/台账.xlsx 3月!E7."""
    return "；".join(f"{book} {locate(*entry.path)}" for book, entry in said.items() if entry.path)


def show_value(value: Decimal | str | None, *, money: bool = False) -> str:
    """A cell as text: days and heads without trailing zeros, 元 with two decimals, nothing where nothing is said."""
    if value is None or isinstance(value, str):
        return value or ""
    return f"{value:,.2f}" if money else plain_number(value)
