"""Words about persons: roster and wage sheets.

A public person has a name, a village group and a trade, and nothing else (domain §1.9).
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from archivegen.chinese import chinese_month
from archivegen.project.calendar_days import ONE_DAY
from archivegen.project.due_dates import notice_end
from archivegen.project.figures import Figures
from archivegen.project.pay import BatchKind, PayBatch
from archivegen.project.people import Worker
from archivegen.project.plain import Words, fact_words, or_blank
from archivegen.project.presence import first_of_month
from archivegen.project.receipts import payee_words, receipt_words, serials_by_worker
from archivegen.project.reckoning import (
    ZERO,
    WageLine,
    WageSheet,
    WorkDay,
    month_length,
    worker_age,
    worker_birth,
    worker_sex,
)
from archivegen.project.settlement import account_words
from archivegen.project.words.ledger import ledger_words
from archivegen.project.words.training import Sessions, find_certificate
from archivegen.project.worked import WorkDays


def person_words(figures: Figures, worker: Worker, position: int, sessions: Sessions, *, public: bool) -> Words:
    """One worker; ``position`` is the line of the roster, from 1."""
    shown = {"序号": position, "姓名": worker.name, "村组": home_of(figures, worker), "工种": worker.trade}
    if public:
        return shown
    basics = figures.project.basics
    started = worker.contract_day or basics.started or basics.planned_start
    age = worker_age(worker, started)
    span = figures.spans.get(id(worker))
    price = figures.rate_on(worker.trade, started)
    return {
        **fact_words(worker),
        **shown,
        "键": worker_key(worker),
        "村组全称": worker.village + worker.group,
        "性别": worker_sex(worker),
        "出生日期": worker_birth(worker) or "",
        "年龄": or_blank(age),
        "尾号": worker.id_number[-4:],
        "超龄": figures.is_past_service_age(worker),
        "重点群体": figures.is_priority(worker),
        "合同类型": figures.contract_kind(worker),
        "上岗证号": find_certificate(figures, worker, position, sessions),
        "合同编号": worker.contract_no or f"{basics.year}-{position:03d}",
        "户名": worker.account_holder or worker.name,
        "单价": or_blank(price),
        "计件工价": list(_piece_rates(figures, started)),
        "工日": _undated_days(figures, worker) + (span.days if span else ZERO),
        "报酬": figures.pay_by_worker.get(id(worker), Decimal(0)),
        "首次务工": span.first if span else "",
        "末次务工": span.last if span else "",
        "培训": [
            {"轮次": t.round.value, "日期": t.day, "课题": t.topic, "成绩": or_blank(p.score)} for t, p in sessions
        ],
    }


def _undated_days(figures: Figures, worker: Worker) -> Decimal:
    return sum((row.undated for row in figures.undated_rows.get(id(worker), ())), ZERO)


def _piece_rates(figures: Figures, day: datetime.date | None) -> Iterator[Words]:
    """The agreed piecework prices on a day, each item once."""
    units = {r.trade: r.unit for r in figures.project.rates if r.unit not in figures.day_units}
    for trade, unit in units.items():
        price = figures.rate_on(trade, day)
        if price is not None:
            yield {"项目": trade, "单位": unit, "单价": price}


def home_of(figures: Figures, worker: Worker) -> str:
    """``3组`` for the project's own village, ``邻村3组`` for any other."""
    own = not worker.village or figures.project.basics.villages == (worker.village,)
    return worker.group or worker.village if own else worker.village + worker.group


def name_source(figures: Figures, month: str) -> str:
    """The record that the work of a month was read from; blank where nobody worked by the day."""
    return figures.sources[month].value if figures.presence_by_month.get(month) else ""


def worker_key(worker: Worker) -> str:
    """What tells one worker from another for ever: the number that the township gave, or else the name."""
    return worker.worker_no or worker.name


def wage_outline(figures: Figures) -> list[Words]:
    """发放批次 with their sums, without the lines of persons and what is counted from them."""
    cumulative, batches = ZERO, []
    for sheet in figures.sheets:
        cumulative += sheet.total("net")
        batches.append(_batch_words(figures, sheet, cumulative, public=False))
    return batches


def wage_words(figures: Figures, persons: list[Words], *, public: bool) -> list[Words]:
    """发放批次: one wage sheet a batch with its totals, running totals, notice period and receipts."""
    words, cumulative = [], Decimal(0)
    known = {id(worker): person for worker, person in zip(figures.project.workers, persons, strict=True)}
    paid_before: dict[int, Decimal] = {}
    days_before: dict[int, Decimal] = {}
    for sheet in figures.sheets:
        cumulative += sheet.total("net")
        rows = list(_line_words(figures, sheet, known, paid_before, days_before, public=public))
        batch = _batch_words(figures, sheet, cumulative, public=public)
        payees = [] if public else list(payee_words(figures, sheet, known))
        ledger = {} if public else {**ledger_words(figures, sheet), **account_words(figures, sheet, known)}
        words.append({**batch, "明细": rows, "人员": payees, "核对": receipt_words(figures, sheet), **ledger})
    return words


def _batch_words(figures: Figures, sheet: WageSheet, cumulative: Decimal, *, public: bool) -> Words:
    batch = sheet.batch
    base = figures.ratio_base
    year, number = map(int, batch.month.split("-"))
    months = sheet.months
    words: Words = fact_words(batch)
    for key in ("奖补", "更正", "回单", "核验") if public else ():
        del words[key]
    return {
        **words,
        "键": batch.key,
        "批次名": batch.label,
        "月份名": chinese_month(batch.month),
        "年": year,
        "月": number,
        "期间起": first_of_month(months[0]),
        "期间止": first_of_month(months[-1]).replace(day=month_length(months[-1])),
        "所属月份": [chinese_month(month) for month in months],
        "逐月": batch.kind is not BatchKind.NORMAL or any(line.correction for line in sheet.lines),
        "追回": batch.takes_back,
        **_notice_period(figures, batch),
        "公告": _notice_words(figures, batch),
        "人数": len(sheet.workers),
        "合计": {
            "天数": sheet.total("days"),
            "计日": sheet.total("day_pay"),
            "计件": sheet.total("piece_pay"),
            "奖补": sheet.total("bonus"),
            "更正": sheet.total("amended"),
            "应发": sheet.total("gross"),
            "扣减": sheet.total("deduction"),
            "实发": sheet.total("net"),
            "退回": -sheet.total("net") if batch.takes_back else ZERO,
        },
        "累计实发": cumulative,
        "考勤来源": name_source(figures, batch.month),
        "本月占比": sheet.total("net") / base if base else "",
        "累计占比": cumulative / base if base else "",
        "重点群体": _priority_words(figures, sheet),
    }


def _priority_words(figures: Figures, sheet: WageSheet) -> Words:
    lines = [line for line in sheet.lines if figures.is_priority(line.worker)]
    return {
        "人数": len({id(line.worker) for line in lines}),
        "天数": sum((line.days for line in lines), Decimal(0)),
        "应发": sum((line.gross for line in lines), Decimal(0)),
        "扣减": sum((line.deduction for line in lines), Decimal(0)),
        "实发": sum((line.net for line in lines), Decimal(0)),
    }


def _notice_period(figures: Figures, batch: PayBatch) -> Words:
    """Posted on D, counted from D+1, so many full days; earliest payment the day after (domain §7 V-E02)."""
    days = figures.policy.wage_notice_days
    if batch.posted is None:
        return {"公示天数": days, "公示起": "", "公示止": "", "最早发放": ""}
    end = notice_end(batch.posted, batch.notice_end, figures.policy)
    return {
        "公示天数": (end - batch.posted).days,
        "公示起": batch.posted + ONE_DAY,
        "公示止": end,
        "最早发放": end + ONE_DAY,
    }


def _notice_words(figures: Figures, batch: PayBatch) -> Words:
    """The wage notice of a batch, in the shape of every other notice."""
    notices = figures.project.notices
    period = _notice_period(figures, batch)
    return {
        "类别": "劳务报酬发放公示",
        "文号": "",
        "张贴日期": batch.posted or "",
        "公示起": period["公示起"],
        "结束日期": period["公示止"],
        "天数": period["公示天数"],
        "地点": list(batch.notice_places) or next((list(n.places) for n in notices if n.kind == "镇村项目公示"), []),
        "单位": "",
        "受理单位": next((n.receiver for n in notices if n.receiver), ""),
        "电话": next((n.phone for n in notices if n.phone), ""),
        "张贴人": batch.poster,
        "异议": batch.objections,
        "结论": "",
        "照片": fact_words(batch.photos),
        "已有": batch.posted is not None,
    }


def _line_words(
    figures: Figures,
    sheet: WageSheet,
    known: dict[int, Words],
    paid_before: dict[int, Decimal],
    days_before: dict[int, Decimal],
    *,
    public: bool,
) -> Iterator[Words]:
    serials = serials_by_worker(figures, sheet)
    worked = {} if public else _days_by_line(figures, sheet)
    parts = {} if public else _parts_by_date(figures, sheet.months)
    for position, line in enumerate(sheet.lines, 1):
        key = id(line.worker)
        paid_before[key] = paid_before.get(key, Decimal(0)) + line.net
        days_before[key] = days_before.get(key, Decimal(0)) + line.days
        yield {
            **known[key],
            "序号": position,
            "工种": line.trade,
            **_amounts(figures, line),
            "所属月份": chinese_month(line.month),
            "事由": line.reason,
            **({} if public else _ledger_words(sheet, line, worked, parts, serials.get(key, ""))),
            "累计天数": days_before[key],
            "累计实发": paid_before[key],
        }


def _amounts(figures: Figures, line: WageLine) -> Words:
    """The sums of a line; quantity and price of piecework only where all of it has one unit and one price."""
    pieces = line.pieces
    rates = {(piece.unit, figures.piece_price(piece)) for piece in pieces}
    unit, price = next(iter(rates)) if len(rates) == 1 else ("", "")
    used = {"计日": line.days, "计件": pieces, "奖补": line.bonus and not (line.days or pieces), "更正": line.amended}
    return {
        "计酬方式": "、".join(name for name, value in used.items() if value) or "奖补",
        "天数": line.days,
        "单价": line.price,
        "计日": line.day_pay,
        "计件数量": line.piece_quantity if len(rates) == 1 else "",
        "计件单价": price,
        "计件单位": unit,
        "计件": line.piece_pay,
        "奖补": line.bonus,
        "更正": line.amended,
        "应发": line.gross,
        "扣减": line.deduction,
        "扣减项目": line.deduction_reason,
        "实发": line.net,
    }


def _days_by_line(figures: Figures, sheet: WageSheet) -> Mapping[tuple[int, str, str], Sequence[WorkDay]]:
    """``id(worker)``, trade and month → the days of the sheet's months, in date order."""
    found: dict[tuple[int, str, str], list[WorkDay]] = defaultdict(list)
    for month in sheet.months:
        for day in WorkDays(figures.presence_by_month.get(month, ())):
            found[id(day.worker), day.trade, day.month].append(day)
    return found


def _parts_by_date(figures: Figures, months: Sequence[str]) -> Mapping[datetime.date, Sequence[str]]:
    found: dict[datetime.date, list[str]] = defaultdict(list)
    for month in months:
        for log in figures.log_by_month.get(month, ()):
            if log.part:
                found[log.day].append(log.part)
    return found


def _ledger_words(
    sheet: WageSheet,
    line: WageLine,
    worked: Mapping[tuple[int, str, str], Sequence[WorkDay]],
    parts_by_date: Mapping[datetime.date, Sequence[str]],
    serial: str,
) -> Words:
    """What the labour ledger adds: first and last day of the month, places of work, payment and voucher."""
    days = () if line.correction else worked.get((id(line.worker), line.trade, line.month), ())
    parts = {part for day in days for part in parts_by_date.get(day.day, ())}
    return {
        "起": days[0].day if days else "",
        "止": days[-1].day if days else "",
        "部位": "、".join(sorted(parts)),
        "依据": line.correction.basis if line.correction else "",
        "发放日期": sheet.batch.paid or "",
        "流水号": serial,
    }
