"""核验: what workers say face to face about their days and their money (C25; seed Dongpo, domain §6.14, R44)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from archivegen.findings import Evidence, Finding
from archivegen.project.basics import ProjectStage
from archivegen.project.pay import Interview
from archivegen.project.reckoning import WageSheet
from archivegen.rules.naming import Named, Trouble, find_trouble
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_few, name_person, name_worker

SECTION = "发放批次"


def find_people_not_asked(checked: Checked) -> Iterator[Breach]:
    """R366: before county acceptance everybody who was paid is asked, each month (R44: coverage 100 %)."""
    accepted = checked.project.acceptance.county is not None
    begun = any(batch.interviews for batch in checked.project.batches)
    in_acceptance = checked.has_reached(ProjectStage.ACCEPTANCE)
    if not (accepted or (in_acceptance and (begun or checked.asked))):
        return
    for index, sheet in enumerate(checked.figures.sheets):
        missing = list(_not_asked(checked, sheet))
        if sheet.batch.paid and missing:
            yield breach(
                checked.place(SECTION, index, "核验"),
                month=sheet.batch.month,
                batch=sheet.batch.label,
                people=len(sheet.workers),
                count=len(missing),
                names=list_few(missing, "人"),
            )


def _not_asked(checked: Checked, sheet: WageSheet) -> Iterator[str]:
    asked = {id(checked.figures.find_worker(row.name, row.worker_no)) for row in sheet.batch.interviews}
    for worker in sheet.workers:
        if id(worker) not in asked:
            yield name_worker(worker)


def find_contradicting_interviews(checked: Checked) -> Iterator[Breach]:
    """R367: what somebody says is what the sheet says, and nobody else signed or collected."""
    for number, sheet in enumerate(checked.figures.sheets):
        days: dict[int, Decimal] = defaultdict(Decimal)
        amounts: dict[int, Decimal] = defaultdict(Decimal)
        for line in sheet.lines if sheet.batch.interviews else ():
            days[id(line.worker)] += line.days
            amounts[id(line.worker)] += line.net
        for index, row in enumerate(sheet.batch.interviews):
            worker = checked.figures.find_worker(row.name, row.worker_no)
            if worker is None or id(worker) not in amounts:
                continue
            problems = list(_list_problems(checked, row, days[id(worker)], amounts[id(worker)]))
            if problems:
                yield breach(
                    checked.place(SECTION, number, "核验", index, "姓名"),
                    month=sheet.batch.month,
                    batch=sheet.batch.label,
                    name=name_person(row.name, row.worker_no),
                    problems="；".join(problems),
                )


def _list_problems(checked: Checked, row: Interview, days: Decimal, amount: Decimal) -> Iterator[str]:
    if row.days is not None and row.days != days:
        yield f"自述 {row.days.normalize():f} 天，发放表 {days.normalize():f} 天"
    if row.amount is not None and row.amount != amount:
        yield f"自述到账 {row.amount:,.2f} 元，发放表 {amount:,.2f} 元"
    if row.arrived is False:
        yield "自述没有到账"
    if row.own_signature is False:
        yield "不是本人签名"
    if row.collected_by_other:
        yield "由他人代领"
    if row.conclusion and row.conclusion not in checked.policy.interview_agrees:
        yield f"结论是“{row.conclusion}”"


def find_interviews_of_others(checked: Checked) -> Iterator[Breach]:
    """R368: who is asked stands on the month's wage sheet."""
    for number, sheet in enumerate(checked.figures.sheets):
        paid = {id(worker) for worker in sheet.workers}
        for index, row in enumerate(sheet.batch.interviews):
            named = Named("核验", (SECTION, number, "核验", index), row.name, row.worker_no)
            worker = checked.figures.find_worker(row.name, row.worker_no)
            if id(worker) in paid or find_trouble(checked, named) is Trouble.AMBIGUOUS:
                continue
            place = checked.place(*named.path, "姓名")
            yield breach(
                place, month=sheet.batch.month, batch=sheet.batch.label, name=name_person(row.name, row.worker_no)
            )


def judge_flags(checked: Checked, flags: Sequence[Finding]) -> Iterator[Breach]:
    """R370: two different flags on one month ask for a face-to-face verification of everybody (domain §7-F, C25)."""
    for index, sheet in enumerate(checked.figures.sheets):
        month = sheet.batch.month
        touching = [flag for flag in flags if not flag.months or month in flag.months]
        codes = sorted({flag.code for flag in touching})
        if len(codes) < checked.policy.flags_together or not sheet.lines or not any(_not_asked(checked, sheet)):
            continue
        yield breach(
            checked.place(SECTION, index),
            month=month,
            batch=sheet.batch.label,
            count=len(codes),
            codes="、".join(codes),
            evidence=[Evidence(flag.place, f"{flag.code} {flag.message}") for flag in touching],
        )
