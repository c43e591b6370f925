"""Terms that passed: pay days before a rest day, the fund plan's notice, monthly meetings, what follows the finish (domain §7-E)."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from archivegen.project.basics import ProjectStage
from archivegen.project.calendar_days import add_months
from archivegen.project.due_dates import agreed_day, first_plan_letter, is_monthly, latest_agreed_day
from archivegen.project.parties import Notice
from archivegen.project.records import last_of_month
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices, list_months

ONE_DAY = datetime.timedelta(days=1)


def find_pay_after_rest_day(checked: Checked) -> Iterator[Breach]:
    """R414: an agreed pay day that is a day of rest moves before it (保障农民工工资支付条例 art. 14; domain §7 V-E05)."""
    pay_day, working = checked.project.terms.pay_day, checked.policy.calendar
    for index, batch in enumerate(checked.project.batches):
        agreed, latest = agreed_day(batch.month, pay_day), latest_agreed_day(batch.month, pay_day, working)
        if batch.paid is None or agreed is None or latest is None or not is_monthly(batch):
            continue
        if latest < agreed and latest < batch.paid <= checked.today:
            place = checked.place("发放批次", index, "发放日期")
            yield breach(place, month=batch.month, batch=batch.label, agreed=agreed, latest=latest, paid=batch.paid)


def find_late_fund_notice(checked: Checked) -> Iterator[Breach]:
    """R415: the fund plan is made public within so many working days of its letter (domain §7 V-E06)."""
    letter, limit = first_plan_letter(checked.figures), checked.policy.fund_notice_workdays
    first = _first_fund_notice(checked)
    if letter is None or first is None or not limit:
        return
    index, notice = first
    latest = checked.policy.calendar.add_workdays(letter, limit)
    if notice.posted > latest:
        yield breach(
            checked.place("公示", index, "张贴日期"),
            kind=notice.kind,
            letter=letter,
            posted=notice.posted,
            days=checked.policy.calendar.count_workdays(letter, notice.posted),
            limit=limit,
            latest=latest,
        )


def _first_fund_notice(checked: Checked) -> tuple[int, Notice] | None:
    kinds = checked.policy.fund_notice_kinds
    found = [(index, notice) for index, notice in enumerate(checked.project.notices) if notice.kind in kinds]
    return min(found, key=lambda item: item[1].posted, default=None)


def find_missing_progress_meetings(checked: Checked) -> Iterator[Breach]:
    """R416: the county meets every month in which people work, once the month is over (domain §7 V-E07; seed Dongpo)."""
    kinds = checked.policy.progress_meeting_kinds
    if not kinds or not checked.has_reached(ProjectStage.BUILDING):
        return
    met = {f"{meeting.day:%Y-%m}" for meeting in checked.project.meetings if meeting.kind in kinds}
    missing = sorted(month for month in checked.figures.worked_months - met if last_of_month(month) < checked.today)
    if missing:
        months = list_months(missing)
        yield breach(checked.place("会议"), months=months, choices=list_choices(kinds))


# --- after the finish -------------------------------------------------------------------------------------------------


def find_late_acceptance(checked: Checked) -> Iterator[Breach]:
    """R417: the county accepts within so many months of the finish (domain §7 V-E08)."""
    county, latest = checked.project.acceptance.county, _latest_acceptance(checked)
    if county and latest and county.day > latest:
        yield breach(
            checked.place("验收", "复验", "日期"),
            finished=checked.project.basics.finished,
            county=county.day,
            limit=checked.policy.acceptance_within_months,
            latest=latest,
        )


def find_missing_acceptance(checked: Checked) -> Iterator[Breach]:
    """R423: the same term is over, and the county has not come (domain §7 V-E08)."""
    latest = _latest_acceptance(checked)
    waiting = checked.project.acceptance.county is None and checked.has_reached(ProjectStage.ACCEPTANCE)
    if waiting and latest and checked.today > latest:
        yield breach(
            checked.place("项目", "实际完工"),
            finished=checked.project.basics.finished,
            today=checked.today,
            limit=checked.policy.acceptance_within_months,
            latest=latest,
        )


def _latest_acceptance(checked: Checked) -> datetime.date | None:
    return _months_after_finish(checked, checked.policy.acceptance_within_months)


def find_late_final_account(checked: Checked) -> Iterator[Breach]:
    """R418: the final account within so many months of the finish (基本建设项目竣工财务决算管理暂行办法; domain §7 V-E08)."""
    final = checked.project.finance.final_day
    latest = _months_after_finish(checked, checked.policy.final_account_within_months)
    if final and latest and final > latest:
        yield breach(
            checked.place("财务", "决算日期"),
            finished=checked.project.basics.finished,
            final=final,
            limit=checked.policy.final_account_within_months,
            latest=latest,
        )


def find_missing_final_account(checked: Checked) -> Iterator[Breach]:
    """R424: the same term is over, and there is none."""
    latest = _months_after_finish(checked, checked.policy.final_account_within_months)
    waiting = checked.project.finance.final_day is None and checked.has_reached(ProjectStage.ACCEPTANCE)
    if waiting and latest and checked.today > latest:
        yield breach(
            checked.place("项目", "实际完工"),
            finished=checked.project.basics.finished,
            today=checked.today,
            limit=checked.policy.final_account_within_months,
            latest=latest,
        )


def _months_after_finish(checked: Checked, months: int) -> datetime.date | None:
    finished = checked.project.basics.finished
    return add_months(finished, months) if finished and months else None


def find_late_filing(checked: Checked) -> Iterator[Breach]:
    """R419: the acceptance report is filed within fifteen days (建设工程质量管理条例 art. 49; domain §7 V-Q09)."""
    acceptance, latest = checked.project.acceptance, _latest_filing(checked)
    if acceptance.county and acceptance.filed and latest and acceptance.filed > latest:
        yield breach(
            checked.place("验收", "备案日期"),
            county=acceptance.county.day,
            filed=acceptance.filed,
            limit=checked.policy.filing_within_days,
            latest=latest,
        )


def find_missing_filing(checked: Checked) -> Iterator[Breach]:
    """R422: when the project is handed over the filing is on record (the same article)."""
    acceptance, latest = checked.project.acceptance, _latest_filing(checked)
    waiting = acceptance.filed is None and checked.has_reached(ProjectStage.HANDOVER)
    if acceptance.county and latest and waiting:
        yield breach(
            checked.place("验收", "复验", "日期"),
            county=acceptance.county.day,
            limit=checked.policy.filing_within_days,
            latest=latest,
        )


def _latest_filing(checked: Checked) -> datetime.date | None:
    county, days = checked.project.acceptance.county, checked.policy.filing_within_days
    return county.day + ONE_DAY * days if county and days else None


def find_unexplained_delay(checked: Checked) -> Iterator[Breach]:
    """R420: who finishes later than planned says why (政府投资条例 art. 24; domain §7 V-A05)."""
    basics = checked.project.basics
    planned, finished = basics.planned_end, basics.finished
    if planned and finished and finished > planned and not basics.delay_reason:
        days = (finished - planned).days
        yield breach(checked.place("项目", "实际完工"), planned=planned, finished=finished, days=days)


# --- what the calendar does not know ----------------------------------------------------------------------------------


def find_unknown_holidays(checked: Checked) -> Iterator[Breach]:
    """R421: a term that lies in a year whose holidays nobody told is counted by week-ends only, and says so."""
    for path, (subject, days) in _counted_days(checked).items():
        if years := checked.policy.calendar.unknown_years(days):
            yield breach(checked.place(*path), years="、".join(map(str, years)), subject=subject)


def _counted_days(checked: Checked) -> dict[tuple[str, ...], tuple[str, list[datetime.date]]]:
    """Where a term by working days comes from → what it is called, and the days that it depends on."""
    pay_day, letter = checked.project.terms.pay_day, first_plan_letter(checked.figures)
    months = [batch.month for batch in checked.project.batches if is_monthly(batch)]
    agreed = [day for month in months if (day := agreed_day(month, pay_day))]
    latest = checked.policy.calendar.add_workdays(letter, checked.policy.fund_notice_workdays) if letter else None
    return {
        ("用工约定", "发薪日"): ("发薪日", agreed),
        ("资金",): ("资金计划公示的期限", [day for day in (letter, latest) if day]),
    }
