"""Commands on payment: the file that goes to the bank, and what came back."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from archivegen.cli import show
from archivegen.cli.chinese_click import ChineseCommand
from archivegen.cli.months import read_month
from archivegen.cli.project_commands import json_option, open_workspace, project_argument, stamp, stop_if_invalid
from archivegen.errors import ExitCode, PackError

if TYPE_CHECKING:
    from archivegen.payout import Payout
    from archivegen.project.matching import BatchPayment, PersonPayment
    from archivegen.workspace import Workspace

month_option = click.option("--month", metavar="年月", help="哪个月的批次，如 2026-03；补发、结算也算在内。")
batch_option = click.option("--batch", "batch_key", metavar="批次", help="只要一个批次，如 2026-03 或 2026-03-补。")


def register(group: click.Group) -> None:
    """Add these commands to the group."""
    for command in (bank, receipts):
        group.add_command(command)


def _choose_batches(workspace: Workspace, month: str | None, batch_key: str | None) -> list[int]:
    """Numbers of the batches that are asked for, all when nothing is said; ends with a usage error when there is none."""
    assert workspace.loaded.project is not None
    batches = workspace.loaded.project.batches
    wanted = read_month(month)
    chosen = [
        number
        for number, batch in enumerate(batches)
        if wanted in {"", batch.month} and batch_key in {None, batch.key, batch.label}
    ]
    if not chosen and (month or batch_key):
        asked = " 和 ".join(f"--{name} {said}" for name, said in (("month", month), ("batch", batch_key)) if said)
        raise click.UsageError(f"没有 {asked} 的发放批次。{_name_batches(workspace)}")
    return chosen


@click.command(cls=ChineseCommand)
@project_argument
@month_option
@batch_option
@click.option(
    "--layout", "layout_name", default="", metavar="名称", help="代发文件的格式；不写用项目约定的，再不然用第一种。"
)
@click.option("--failed", is_flag=True, help="只列回单上没有到账的，改正账号后重发用。")
@click.option("--draft", is_flag=True, help="公示期未满时先备一份，文件名标“预览”。")
@click.option(
    "--output", "-o", type=click.Path(path_type=Path), metavar="文件夹", help="另写到这个文件夹；不写就放在“出件”里。"
)
@click.option("--layouts", "list_layouts", is_flag=True, help="列出可用的格式。")
def bank(
    project: Path,
    *,
    month: str | None,
    batch_key: str | None,
    layout_name: str,
    failed: bool,
    draft: bool,
    output: Path | None,
    list_layouts: bool,
) -> int:
    """生成银行代发（一卡通）文件：账号按文本、金额到分，写完再读回来核对笔数和总额。"""
    from archivegen.payout import Wish, choose_layout, make_payout

    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=False)
    if list_layouts:
        rows = [(layout.name, layout.format, layout.purpose) for layout in workspace.pack.banks]
        show.show_table(("格式", "文件", "说明"), rows)
        return ExitCode.DONE
    if not (month or batch_key):
        raise click.UsageError(
            f"请写明哪个月，如 --month 2026-03，或哪个批次，如 --batch 2026-03-补。{_name_batches(workspace)}"
        )
    try:
        layout = choose_layout(workspace, layout_name)
    except PackError as error:
        if layout_name:
            raise click.UsageError(str(error)) from error
        raise
    wish = Wish(layout, failed, draft, output)
    numbers = _choose_batches(workspace, month, batch_key)
    if failed:
        numbers = _leave_out_unsent(workspace, numbers)
    payouts = [make_payout(workspace, number, wish, stamp()) for number in numbers]
    for payout in payouts:
        _show_payout(payout, failed=failed)
    if layout.format != "xlsx" and any(payout.files for payout in payouts):
        show.say("csv、txt 文件请直接交给银行，不要用 Excel 或 WPS 打开后另存，否则账号会变样。", colour="yellow")
    return ExitCode.FINDINGS if any(payout.refusals for payout in payouts) else ExitCode.DONE


def _name_batches(workspace: Workspace) -> str:
    assert workspace.loaded.project is not None
    keys = "、".join(batch.key for batch in workspace.loaded.project.batches)
    return f"本项目的批次：{keys}。" if keys else "项目文件里还没有“发放批次”。"


def _leave_out_unsent(workspace: Workspace, numbers: list[int]) -> list[int]:
    """Of several batches those of which the bank has said something: nothing of the others can have failed."""
    answered = [number for number in numbers if workspace.figures.payments[number].matches]
    return answered or numbers


def _show_payout(payout: Payout, *, failed: bool) -> None:
    label = payout.batch.label
    if not payout.files and not payout.refusals:
        show.say(f"{label}的报酬已全部到账，不用再发。", colour="green")
    if payout.refusals:
        show.say(f"{label}的代发文件没有生成，还有 {len(payout.refusals)} 处要先办好：", colour="red")
        for refusal in payout.refusals:
            show.say(f"  {refusal.place} {refusal.text}")
    against = "未到账数" if failed else "应发数"
    for file in payout.files:
        show.say(
            f"{label}：{file.count} 笔，合计 {file.total:,.2f} 元，与{against}核对一致（{payout.layout.name}）。",
            colour="green",
        )
        show.say(f"  {file.path}" + (f"  {file.note}" if file.note else ""))
    for remark in payout.remarks:
        show.say(f"  {remark.place} {remark.text}", colour="yellow")


# --- what came back ---------------------------------------------------------------------------------------------------


@click.command(cls=ChineseCommand)
@project_argument
@month_option
@batch_option
@json_option
def receipts(project: Path, month: str | None, batch_key: str | None, as_json: bool) -> int:  # noqa: FBT001
    """看报酬到账没有：每个批次应发、到账、失败、待发多少，谁的还没有到账。"""
    workspace = open_workspace(project)
    stop_if_invalid(workspace, as_json=as_json)
    payments = [workspace.figures.payments[n] for n in _choose_batches(workspace, month, batch_key)]
    open_people = [(payment, person) for payment in payments for person in payment.people if _is_open(payment, person)]
    if as_json:
        show.show_json({"batches": [_batch_facts(p) for p in payments], "open": [_open_facts(*o) for o in open_people]})
    else:
        _show_batches(payments)
        _show_open(workspace, open_people)
    return ExitCode.FINDINGS if open_people else ExitCode.DONE


def _is_open(payment: BatchPayment, person: PersonPayment) -> bool:
    return bool(payment.matches) and person.received != person.owed


def _batch_facts(payment: BatchPayment) -> dict[str, Any]:
    people = payment.people
    parts = {
        "owed": [person.owed for person in people],
        "arrived": [person.received for person in people],
        "failed": [person.stuck for person in people],
        "waiting": [person.outstanding - person.stuck for person in people],
    }
    facts: dict[str, Any] = {"batch": payment.sheet.batch.key, "label": payment.sheet.batch.label}
    for name, amounts in parts.items():
        facts[name] = {"people": sum(1 for amount in amounts if amount), "amount": _to_cent(sum(amounts))}
    strangers = [match.receipt.amount for match in payment.matches if match.worker is None]
    return {**facts, "unmatched": {"lines": len(strangers), "amount": _to_cent(sum(strangers))}}


def _to_cent(amount: Decimal | int) -> Decimal:
    return Decimal(amount).quantize(Decimal("0.01"))


def _open_facts(payment: BatchPayment, person: PersonPayment) -> dict[str, Any]:
    from archivegen.chinese import mask_account

    last = person.matches[-1].receipt if person.matches else None
    return {
        "batch": payment.sheet.batch.key,
        "label": payment.sheet.batch.label,
        "name": person.worker.name,
        "account": mask_account(person.worker.account),
        "owed": _to_cent(person.owed),
        "arrived": _to_cent(person.received),
        "outstanding": _to_cent(person.owed - person.received),
        "since": person.stuck_since,
        "status": last.status if last else "没有回单",
        "note": last.note if last else "",
    }


def _show_batches(payments: Sequence[BatchPayment]) -> None:
    def tell(part: dict[str, Any], measure: str = "人") -> str:
        count = part.get("people", part.get("lines"))
        return f"{count} {measure} {part['amount']:,.2f}" if count else "—"

    rows = []
    for payment in payments:
        facts = _batch_facts(payment)
        sums = [tell(facts[name]) for name in ("owed", "arrived", "failed", "waiting")]
        rows.append((facts["label"], payment.sheet.batch.paid or "", *sums, tell(facts["unmatched"], "笔")))
    show.show_table(("批次", "发放日期", "应发（元）", "到账", "失败", "待发", "对不上"), rows)


def _show_open(workspace: Workspace, people: Sequence[tuple[BatchPayment, PersonPayment]]) -> None:
    if not people:
        return
    show.say("\n没有发清的：", colour="red")
    rows = []
    for facts in (_open_facts(*one) for one in people):
        since = facts["since"]
        waited = f"{since}，{(workspace.today - since).days} 天" if since else ""
        said = facts["status"] + (f"（{facts['note']}）" if facts["note"] else "")
        rows.append((facts["label"], facts["name"], facts["account"], f"{facts['outstanding']:,.2f}", said, waited))
    show.show_table(("批次", "姓名", "账号", "尚欠（元）", "银行说", "何时起"), rows)
    if lacking := list(dict.fromkeys(payment.sheet.batch.key for payment, person in people if person.outstanding)):
        show.say(f"没有到账的：改正账号后用 archivegen bank --batch {lacking[0]} --failed 生成重发文件。")
    if any(person.received > person.owed for _, person in people):
        show.say("多付的（负数）：请追回，并在项目文件里写一个扣回的“补发”批次。")
