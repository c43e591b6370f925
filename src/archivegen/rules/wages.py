"""劳务报酬: prices and piecework (domain §7-D).  Whatever breaks here would print a wrong wage."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from archivegen.project.people import Rate
from archivegen.project.reckoning import month_dates
from archivegen.project.records import Record, Source
from archivegen.rules.naming import Named, is_on_record, report_ambiguous, report_contradicted, report_unknown
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_unpriced_work(checked: Checked) -> Iterator[Breach]:
    """R310: a day that was worked has an agreed price on that day (seed Dongpo, four-party meeting)."""
    begins = {trade: _priced_from(rates) for trade, rates in _rates_by_trade(checked).items()}
    found: dict[tuple[str, str], list[tuple[Record, datetime.date]]] = defaultdict(list)
    for record, trade in _worked_rows(checked):
        begin, first = begins.get(trade), _first_day(record)
        if begin is None or first < begin:
            found[str(record.path[:2]), trade].append((record, first))
    for (_, trade), rows in found.items():
        record = rows[0][0]
        field = "出勤人员" if record.source is Source.LOG else "工种"
        yield breach(
            checked.place(*record.path, field),
            month=record.month,
            trade=trade or "（未填）",
            day=min(first for _, first in rows),
            count=len({(record.name, record.worker_no) for record, _ in rows}),
            choices=list_choices(begins) or "无",
        )


def find_day_work_priced_otherwise(checked: Checked) -> Iterator[Breach]:
    """R325: what is counted in days is priced by the day, not by the cubic metre."""
    rates, day_unit = _rates_by_trade(checked), checked.figures.day_units[0]
    trades = [trade for _, trade in _worked_rows(checked)] + [line.trade for line in checked.project.estimate]
    for trade in dict.fromkeys(trades):
        for index, rate in rates.get(trade, ()):
            if not is_same_unit(checked, rate.unit, day_unit):
                yield breach(checked.place("工价", index, "单位"), trade=trade, unit=rate.unit, day_unit=day_unit)


def find_zero_rates(checked: Checked) -> Iterator[Breach]:
    """R336: a price of zero is a price that nobody has written yet."""
    for index, rate in enumerate(checked.project.rates):
        if not rate.price:
            yield breach(checked.place("工价", index, "单价"), trade=rate.trade)


def find_contradicting_rates(checked: Checked) -> Iterator[Breach]:
    """R326: one trade has one price from one day on."""
    for trade, rates in _rates_by_trade(checked).items():
        first: dict[datetime.date | None, tuple[int, Rate]] = {}
        for index, rate in rates:
            earlier_index, earlier = first.setdefault(rate.since, (index, rate))
            if earlier.price != rate.price:
                yield breach(
                    checked.place("工价", index, "单价"),
                    trade=trade,
                    price=rate.price,
                    other=earlier.price,
                    where=checked.place("工价", earlier_index, "单价"),
                )


def _rates_by_trade(checked: Checked) -> dict[str, list[tuple[int, Rate]]]:
    found: dict[str, list[tuple[int, Rate]]] = defaultdict(list)
    for index, rate in enumerate(checked.project.rates):
        found[rate.trade].append((index, rate))
    return found


def _priced_from(rates: list[tuple[int, Rate]]) -> datetime.date | None:
    """The first day with a price, None when there never is one."""
    return min((rate.since or datetime.date.min for _, rate in rates), default=None)


def _worked_rows(checked: Checked) -> Iterator[tuple[Record, str]]:
    """Row and trade of everybody who is on the roster and worked; days that the month does not have are R304."""
    for record in checked.figures.chosen_records:
        if record.worker is not None and (record.worked or record.undated):
            yield record, record.trade or record.worker.trade


def _first_day(record: Record) -> datetime.date:
    """The first day that a row says; of days without a date the last of the month."""
    dates = month_dates(record.month)
    return dates[min(record.worked) - 1] if record.worked else dates[-1]


def is_same_unit(checked: Checked, unit: str, other: str) -> bool:
    """Whether two ways to write a unit mean the same, by ``同义单位`` of the rules."""
    left, right = unit.removeprefix("元/"), other.removeprefix("元/")
    return left == right or any(left in group and right in group for group in checked.policy.same_units)


# --- piecework and lists that add to or take from a wage ------------------------------------------------------------


def find_unknown_payees(checked: Checked) -> Iterator[Breach]:
    """R312: piecework, bonus, deduction and correction go to people of the roster; whom a record of work names too is R301."""
    return report_unknown(checked, list_payees(checked), partial(is_on_record, checked))


def find_ambiguous_payees(checked: Checked) -> Iterator[Breach]:
    """R327: and to one of them."""
    return report_ambiguous(checked, list_payees(checked))


def find_contradicted_payees(checked: Checked) -> Iterator[Breach]:
    """R328: and to the one who is named."""
    return report_contradicted(checked, list_payees(checked))


def list_payees(checked: Checked) -> Iterator[Named]:
    """Everybody to whom a list gives or from whom it takes money."""
    for index, piece in enumerate(checked.project.piecework):
        yield Named("计件", ("计件", index), piece.name, piece.worker_no, month=f"{piece.day:%Y-%m}")
    for index, record in enumerate(checked.project.discipline):
        yield Named("考核", ("考核", index), record.name, record.worker_no, month=f"{record.day:%Y-%m}")
    for number, batch in enumerate(checked.project.batches):
        for index, bonus in enumerate(batch.bonuses):
            path = ("发放批次", number, "奖补", index)
            yield Named("奖补", path, bonus.name, bonus.worker_no, month=batch.month)
        for index, kept in enumerate(batch.rows):
            path = ("发放批次", number, "明细", index)
            yield Named("发放表", path, kept.name, kept.worker_no, kept.id_number, month=batch.month)
        for index, row in enumerate(batch.corrections):
            yield Named("更正", ("发放批次", number, "更正", index), row.name, row.worker_no, month=batch.month)


def find_unpriced_piecework(checked: Checked) -> Iterator[Breach]:
    """R324: measured work has a price, its own or that of the rates (seed Dongpo)."""
    for index, piece in enumerate(checked.project.piecework):
        if not checked.figures.piece_price(piece):
            choices = list_choices(dict.fromkeys(rate.trade for rate in checked.project.rates)) or "无"
            place, month = checked.place("计件", index, "项目"), f"{piece.day:%Y-%m}"
            yield breach(place, month=month, name=piece.name, item=piece.item, day=piece.day, choices=choices)


def find_piecework_summed_otherwise(checked: Checked) -> Iterator[Breach]:
    """R339: where the measurement sheet says an amount, it is quantity × price to the cent (domain V-D09)."""
    for index, piece in enumerate(checked.project.piecework):
        amount = checked.figures.piece_amount(piece)
        if piece.stated is not None and piece.stated != amount:
            place = checked.place("计件", index, "金额")
            price = checked.figures.piece_price(piece)
            yield breach(
                place,
                month=f"{piece.day:%Y-%m}",
                name=piece.name,
                stated=piece.stated,
                amount=amount,
                quantity=piece.quantity,
                price=price,
            )


def find_piecework_priced_otherwise(checked: Checked) -> Iterator[Breach]:
    """R329: a price by the cubic metre does not fit a quantity in square metres."""
    rates = _rates_by_trade(checked)
    for index, piece in enumerate(checked.project.piecework):
        units = [rate.unit for _, rate in rates.get(piece.item, ())] if piece.price is None else []
        if units and not any(is_same_unit(checked, piece.unit, unit) for unit in units):
            place, month = checked.place("计件", index, "单位"), f"{piece.day:%Y-%m}"
            other = "、".join(units)
            yield breach(place, month=month, name=piece.name, item=piece.item, unit=piece.unit, other=other)


def find_unmeasured_piecework(checked: Checked) -> Iterator[Breach]:
    """R348: what is paid by the piece was measured before the wage sheet was made, with a witness (domain V-D09)."""
    settled = checked.figures.wages.settled_months
    for index, piece in enumerate(checked.project.piecework):
        batch = settled.get(f"{piece.day:%Y-%m}")
        if batch is None:
            continue
        if batch.table_day and piece.day > batch.table_day:
            problem = f"{piece.day} 才计量，{batch.label}的发放表却在 {batch.table_day} 已制表"
            yield _report_piece(checked, index, "日期", problem, batch.month)
        elif batch.posted and not piece.witness:
            problem = f"没有见证人，{batch.label}的发放表却已在 {batch.posted} 公示"
            yield _report_piece(checked, index, "见证人", problem, batch.month)


def _report_piece(checked: Checked, index: int, key: str, problem: str, month: str) -> Breach:
    piece = checked.project.piecework[index]
    return breach(checked.place("计件", index, key), month=month, name=piece.name, item=piece.item, problem=problem)
