"""财务.拨付申请: what is asked for against what is due, the contract and the wage sheets (domain §6.16, §7-M)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.project.applications import PaymentStep, find_sheets, list_steps
from archivegen.project.finance import Application
from archivegen.project.reckoning import ZERO
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_choices


def find_greedy_applications(checked: Checked) -> Iterator[Breach]:
    """R722: no more is asked for than is due and not yet paid."""
    for index, step in _steps(checked):
        if step.open is not None and step.application.asked > step.open:
            yield breach(
                checked.place("财务", "拨付申请", index, "本次申请"),
                number=step.application.number,
                asked=step.application.asked,
                due=step.due,
                paid=step.paid_before,
                open=max(step.open, ZERO),
            )


def find_overpaid_contracts(checked: Checked) -> Iterator[Breach]:
    """R723: all payments together stay within the settlement, or else the contract with its variations (V-M04)."""
    most = checked.project.finance.most_for_works
    if most is None:
        return
    name, bound = most
    for index, step in _steps(checked):
        if step.paid_after > bound:
            place = checked.place("财务", "拨付申请", index, "本次申请")
            number, total = step.application.number, step.paid_after
            yield breach(place, number=number, total=total, name=name, bound=bound, over=total - bound)
            return


def find_differing_application_wages(checked: Checked) -> Iterator[Breach]:
    """R724: the wages of an application are those of the wage sheets that it names, and the sheets are there."""
    keys = [batch.key for batch in checked.project.batches]
    for index, application in enumerate(checked.project.finance.applications):
        place = checked.place("财务", "拨付申请", index, "报酬月份")
        if unknown := [key for key in application.wage_batches if key not in keys]:
            known = f"，现有{list_choices(keys)}" if keys else "，项目文件里还没有发放批次"
            problem = f"报酬月份“{'、'.join(unknown)}”没有对应的发放批次{known}"
            yield breach(place, number=application.number, problem=problem)
        elif problem := _compare_wages(checked, application):
            yield breach(place, number=application.number, problem=problem)


def _compare_wages(checked: Checked, application: Application) -> str:
    sheets = find_sheets(checked.figures, application)
    if not sheets or application.wages is None:
        return ""
    total = sum((sheet.total("net") for sheet in sheets), ZERO)
    if application.wages == total:
        return ""
    return f"劳务报酬写的是 {application.wages:,.2f} 元，所列发放表的实发合计为 {total:,.2f} 元"


def find_early_payments(checked: Checked) -> Iterator[Breach]:
    """R725: money is paid after it was asked for."""
    for index, application in enumerate(checked.project.finance.applications):
        if application.paid_day and application.paid_day < application.day:
            place = checked.place("财务", "拨付申请", index, "拨付日期")
            yield breach(place, number=application.number, paid=application.paid_day, asked=application.day)


def _steps(checked: Checked) -> Iterator[tuple[int, PaymentStep]]:
    """Every step with the place of its application in the project file."""
    applications = checked.project.finance.applications
    for step in list_steps(checked.figures):
        yield next(index for index, each in enumerate(applications) if each is step.application), step
