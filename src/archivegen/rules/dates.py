"""Dates and their order (domain §7-E)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archivegen.project.due_dates import earliest_payment, period_end
from archivegen.project.pay import PayBatch
from archivegen.project.policy import Policy
from archivegen.rules.run import Breach, Checked, breach


class Step(NamedTuple):
    """One step of a course of events; ``day`` is None while it has not happened."""

    name: str
    day: datetime.date | None
    path: tuple[str | int, ...]


def find_preparation_out_of_order(checked: Checked) -> Iterator[Breach]:
    """R401: 摸底 → 村民会议 → 四方会商 → 批复 → 资金下达 → 合同 → 开工 (先有群众、后有项目: seeds Baoding, Meishan)."""
    project = checked.project
    survey, approval, contract = project.survey, project.approval, project.contract
    steps = [
        Step("劳动力摸底", survey.day if survey else None, ("劳动力摸底", "日期")),
        _first_meeting(checked, "村民会议", checked.policy.village_meeting_kinds),
        _first_meeting(checked, "四方会商", ("四方会商",)),
        Step("批复", approval.day if approval else None, ("批复", "日期")),
        _first_fund(checked),
        Step("合同签订", contract.signed if contract else None, ("合同", "签订日期")),
        Step("实际开工", project.basics.started, ("项目", "实际开工")),
    ]
    yield from _report_disorder(checked, steps)


def find_acceptance_out_of_order(checked: Checked) -> Iterator[Breach]:
    """R407: 开工 → 完工 → 自验 → 初验 → 申请 → 复验 → 备案 (seed Bazhou; 建设工程质量管理条例 art. 49)."""
    basics, acceptance = checked.project.basics, checked.project.acceptance
    tests = {"自验": acceptance.own, "初验": acceptance.township, "复验": acceptance.county}
    own, township, county = (
        Step(name, found.day if found else None, ("验收", name, "日期")) for name, found in tests.items()
    )
    steps = [
        Step("实际开工", basics.started, ("项目", "实际开工")),
        Step("实际完工", basics.finished, ("项目", "实际完工")),
        own,
        township,
        Step("验收申请", acceptance.applied, ("验收", "申请日期")),
        county,
        Step("验收备案", acceptance.filed, ("验收", "备案日期")),
    ]
    yield from _report_disorder(checked, steps)


def _first_meeting(checked: Checked, name: str, kinds: Sequence[str]) -> Step:
    days = [(meeting.day, index) for index, meeting in enumerate(checked.project.meetings) if meeting.kind in kinds]
    day, index = min(days, default=(None, 0))
    return Step(name, day, ("会议", index, "日期"))


def _first_fund(checked: Checked) -> Step:
    days = [
        (fund.doc_day, index)
        for index, fund in enumerate(checked.project.funds)
        if fund.doc_day and checked.figures.is_earmarked(fund)
    ]
    day, index = min(days, default=(None, 0))
    return Step("资金下达", day, ("资金", index, "下达日期"))


def _report_disorder(checked: Checked, steps: Sequence[Step]) -> Iterator[Breach]:
    """Every step that lies before one that comes before it; of several the latest."""
    latest: Step | None = None
    for step in steps:
        if step.day is None:
            continue
        if latest is not None and latest.day is not None and step.day < latest.day:
            yield breach(
                checked.place(*step.path),
                later=step.name,
                later_day=step.day,
                earlier=latest.name,
                earlier_day=latest.day,
                where=checked.place(*latest.path),
            )
        else:
            latest = step


def find_reversed_plan(checked: Checked) -> Iterator[Breach]:
    """R408: a plan ends after it begins."""
    start, end = checked.project.basics.planned_start, checked.project.basics.planned_end
    if start and end and end <= start:
        yield breach(checked.place("项目", "计划完工"), start=start, end=end)


def find_work_before_start(checked: Checked) -> Iterator[Breach]:
    """R410: nobody signs in before the building begins (domain §7 V-E01)."""
    started = checked.project.basics.started
    days = [day for day in _days_of_work(checked) if started and day < started]
    if days:
        yield breach(checked.place("项目", "实际开工"), started=started, first=min(days), count=len(days))


def find_work_after_finish(checked: Checked) -> Iterator[Breach]:
    """R411: nor after it has ended."""
    finished = checked.project.basics.finished
    days = [day for day in _days_of_work(checked) if finished and day > finished]
    if days:
        yield breach(checked.place("项目", "实际完工"), finished=finished, last=max(days), count=len(days))


def _days_of_work(checked: Checked) -> set[datetime.date]:
    """Days on which somebody signed in or the log counts people: a ledger without dates says nothing of either end."""
    return {*checked.heads, *(log.day for log in checked.project.site_log if log.heads or log.names)}


# --- notice and payment of wages --------------------------------------------------------------------------------------


def find_early_payment(checked: Checked) -> Iterator[Breach]:
    """R402: posted on D, counted from D+1, so many full days, paid the day after (seeds Dongpo, Guang'an; 民法典 art. 201)."""
    for index, batch in enumerate(checked.project.batches):
        if batch.paid is None or batch.posted is None:
            continue
        earliest = earliest_payment(batch.posted, batch.notice_end, checked.policy)
        if batch.paid < earliest:
            yield breach(
                checked.place("发放批次", index, "发放日期"),
                month=batch.month,
                batch=batch.label,
                posted=batch.posted,
                paid=batch.paid,
                earliest=earliest,
                days=checked.policy.wage_notice_days,
            )


def find_future_payment(checked: Checked) -> Iterator[Breach]:
    """R425: 发放日期 is the day on which wages were paid; a plan written there would count as paid (domain §7 V-E03)."""
    for index, batch in enumerate(checked.project.batches):
        if batch.paid and batch.paid > checked.today:
            place = checked.place("发放批次", index, "发放日期")
            yield breach(place, month=batch.month, batch=batch.label, paid=batch.paid, today=checked.today)


def find_unannounced_payment(checked: Checked) -> Iterator[Breach]:
    """R409: no payment without a notice (the same sources)."""
    for index, batch in enumerate(checked.project.batches):
        if batch.paid and batch.posted is None:
            yield breach(
                checked.place("发放批次", index, "发放日期"), month=batch.month, batch=batch.label, paid=batch.paid
            )


def find_short_wage_notice(checked: Checked) -> Iterator[Breach]:
    """R405: the end that was written leaves so many full days."""
    for index, batch in enumerate(checked.project.batches):
        if batch.posted and batch.notice_end:
            soonest = batch.posted + datetime.timedelta(days=checked.policy.wage_notice_days)
            if batch.notice_end < soonest:
                yield breach(
                    checked.place("发放批次", index, "公示结束"),
                    month=batch.month,
                    batch=batch.label,
                    posted=batch.posted,
                    end=batch.notice_end,
                    soonest=soonest,
                    days=checked.policy.wage_notice_days,
                )


def find_open_objections(checked: Checked) -> Iterator[Breach]:
    """R403: an objection is settled before wages are paid (seed Dongpo; domain §7 V-E03)."""
    policy = checked.policy
    for index, batch in enumerate(checked.project.batches):
        if batch.paid and not is_settled(batch.objections, policy):
            place = checked.place("发放批次", index, "异议")
            yield breach(place, month=batch.month, batch=batch.label, paid=batch.paid, text=batch.objections)


def is_settled(objections: str, policy: Policy) -> bool:
    """Whether nobody objected, or what was objected is closed, by what was written in 异议."""
    text = objections.rstrip("。.")
    return not text or text in policy.no_objection or any(word in text for word in policy.objection_closed)


def find_late_payment(checked: Checked) -> Iterator[Breach]:
    """R404: at most a month after the wage period (保障农民工工资支付条例 art. 24; seed Guang'an)."""
    limit = checked.policy.pay_within_days
    for index, batch, since in _running_terms(checked):
        if batch.paid and (days := (batch.paid - since).days) > limit:
            place = checked.place("发放批次", index, "发放日期")
            yield breach(
                place, month=batch.month, batch=batch.label, paid=batch.paid, since=since, days=days, limit=limit
            )


def find_nearly_late_payment(checked: Checked) -> Iterator[Breach]:
    """R412: close to the limit."""
    limit, near = checked.policy.pay_within_days, checked.policy.pay_warning_days
    for index, batch, since in _running_terms(checked):
        if batch.paid and 0 < near <= (days := (batch.paid - since).days) <= limit:
            place = checked.place("发放批次", index, "发放日期")
            yield breach(
                place, month=batch.month, batch=batch.label, paid=batch.paid, since=since, days=days, limit=limit
            )


def find_overdue_payment(checked: Checked) -> Iterator[Breach]:
    """R413: past the limit today, and not paid."""
    limit = checked.policy.pay_within_days
    for index, batch, since in _running_terms(checked):
        if batch.paid is None and (days := (checked.today - since).days) > limit:
            place, today = checked.place("发放批次", index), checked.today
            yield breach(place, month=batch.month, batch=batch.label, today=today, since=since, days=days, limit=limit)


def _running_terms(checked: Checked) -> Iterator[tuple[int, PayBatch, datetime.date]]:
    """Every batch with its number and the day from which its days to the payment are counted, where that is known.

    A batch that pays nobody is told by R316, one whose day of payment is still to come by R425.
    """
    for index, (batch, sheet) in enumerate(zip(checked.project.batches, checked.figures.sheets, strict=True)):
        since = period_end(checked.figures, batch)
        if since is not None and sheet.lines and not (batch.paid and batch.paid > checked.today):
            yield index, batch, since
