"""工资保障: how a contractor secures the wages (保障农民工工资支付条例 arts. 26-34; domain §7 V-C08, V-C09)."""

from __future__ import annotations

from collections.abc import Iterator

from archivegen.project.basics import BuildMode, ProjectStage
from archivegen.project.pay import WageGuarantee
from archivegen.project.reckoning import share_of
from archivegen.rules.run import Breach, Checked, breach
from archivegen.rules.wording import list_missing

SECTION = "工资保障"


def find_missing_guarantees(checked: Checked) -> Iterator[Breach]:
    """R219: wage officer, special account, notice board and real-name register of a contractor."""
    if not _is_contractor_at_work(checked):
        return
    guarantee = _read_guarantee(checked)
    owed = {
        "劳资专管员": checked.project.parties.labour_officer,
        "农民工工资专用账户": guarantee.account,
        "维权信息告示牌": guarantee.board_day,
        "实名登记": guarantee.registered,
    }
    if missing := list_missing(owed):
        yield breach(checked.place(SECTION), missing=missing)


def find_late_guarantees(checked: Checked) -> Iterator[Breach]:
    """R220: they stand before the first worker enters the site (arts. 26, 28, 34)."""
    guarantee, first = checked.project.guarantee, checked.figures.first_work_day
    if guarantee is None or not first:
        return
    days = {
        "专户开立日期": guarantee.opened,
        "告示牌日期": guarantee.board_day,
        "实名登记日期": guarantee.registered,
    }
    for name, day in days.items():
        if day and day > first:
            yield breach(checked.place(SECTION, name), name=name, day=day, first=first)


def find_missing_deposit(checked: Checked) -> Iterator[Breach]:
    """R221: a deposit or a letter of guarantee, or what frees from it (工程建设领域农民工工资保证金规定 art. 10)."""
    guarantee = _read_guarantee(checked)
    if _is_contractor_at_work(checked) and not guarantee.deposit and not guarantee.exemption:
        yield breach(checked.place(SECTION), limit=checked.policy.deposit_free_below)


def find_odd_deposits(checked: Checked) -> Iterator[Breach]:
    """R222: between the least and the most share of the contract (the same, art. 9)."""
    guarantee, contract = _read_guarantee(checked), checked.project.finance.contract_amount
    low, high = checked.policy.least_deposit, checked.policy.most_deposit
    if not contract or not guarantee.deposit or guarantee.exemption:
        return
    if not low * contract <= guarantee.deposit <= high * contract:
        yield breach(
            checked.place(SECTION, "保证金金额"),
            deposit=guarantee.deposit,
            contract=contract,
            share=share_of(guarantee.deposit, contract),
            low=low,
            high=high,
        )


def _is_contractor_at_work(checked: Checked) -> bool:
    contracted = checked.project.basics.mode is BuildMode.CONTRACTED
    return contracted and checked.has_reached(ProjectStage.BUILDING)


def _read_guarantee(checked: Checked) -> WageGuarantee:
    return checked.project.guarantee or WageGuarantee.model_construct()
