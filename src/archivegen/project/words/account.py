"""Words about money: the fund ledger with its balance, the payment applications, what a self-build publishes of its costs.

The public form of the ledger has no voucher, no contract and no invoice number (domain §1.9).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal

from archivegen.project.applications import PaymentStep, list_steps
from archivegen.project.figures import Figures
from archivegen.project.finance import LedgerLine
from archivegen.project.fund_ledger import add_arrived, add_spent, gain_of, wages_of
from archivegen.project.parties import Notice
from archivegen.project.plain import Words, blank_words, fact_words, or_blank
from archivegen.project.reckoning import ZERO, share_of
from archivegen.project.shares import WAGES
from archivegen.project.words.people import home_of

_VOUCHERS = ("凭证号", "合同发票")
_NO_SOURCE = "未注明"


def fund_ledger_words(figures: Figures) -> Words:
    """资金台账: every line with its balance and its wages, and what the account says of every fund line.

    A transfer of wages that came back is no money that arrived: it is shown as an expense below zero.
    """
    ledger = figures.project.finance.ledger
    rows, balance = [], ZERO
    for number, line in enumerate(sorted(ledger, key=lambda line: line.day), 1):
        balance += gain_of(line)
        source = _name_source(figures, line)
        rows.append(
            {
                **fact_words(line),
                **({"收入": "", "支出": wages_of(line)} if line.kind == WAGES else {}),
                "序号": number,
                "来源": source,
                "余额": balance,
                "劳务报酬": wages_of(line),
            }
        )
    arrived, spent = add_arrived(ledger), add_spent(ledger)
    planned, wages = figures.fund_total(), sum((wages_of(line) for line in ledger), ZERO)
    return {
        "已有": bool(ledger),
        "明细": rows,
        "到位": arrived,
        "支出": spent,
        "余额": balance,
        "劳务报酬": wages,
        "到位率": or_blank(share_of(arrived, planned)),
        "支出率": or_blank(share_of(spent, arrived)),
        "报酬占比": or_blank(share_of(wages, figures.ratio_base)),
        "来源汇总": sum_sources(figures),
    }


def publish_ledger(words: Words) -> Words:
    """The same without vouchers, contracts and invoices."""
    rows = [{key: value for key, value in row.items() if key not in _VOUCHERS} for row in words["明细"]]
    return {**words, "明细": rows}


def publish_finance(words: Words) -> Words:
    """财务 without the lines of the account and the applications, which have vouchers and firms in them."""
    return {key: value for key, value in words.items() if key not in {"台账", "拨付申请"}}


def sum_sources(figures: Figures) -> list[Words]:
    """One row for every kind of fund, in the order of 资金; then what the account names besides."""
    project = figures.project
    lines: dict[str, list[LedgerLine]] = {fund.kind.value: [] for fund in project.funds}
    for line in project.finance.ledger:
        lines.setdefault(_name_source(figures, line), []).append(line)
    return [
        {
            "来源": name,
            "文号": "、".join(dict.fromkeys(f.doc_no for f in project.funds if f.kind.value == name and f.doc_no)),
            "计划": figures.fund_total((name,)),
            **_source_sums(own),
        }
        for name, own in lines.items()
    ]


def _name_source(figures: Figures, line: LedgerLine) -> str:
    """The kind of fund that a line means by its kind or by the number of its letter; else what was written."""
    funds = figures.project.funds
    kind = next(
        (fund.kind.value for fund in funds if line.source and line.source in {fund.kind.value, fund.doc_no}), ""
    )
    return kind or line.source or _NO_SOURCE


def _source_sums(lines: Iterable[LedgerLine]) -> Words:
    own = tuple(lines)
    arrived, spent = add_arrived(own), add_spent(own)
    wages = sum((wages_of(line) for line in own), ZERO)
    return {"到位": arrived, "支出": spent, "余额": arrived - spent, "劳务报酬": wages}


def application_words(figures: Figures) -> list[Words]:
    """拨付申请: one a number, with what was done, is due and was paid before."""
    return [_step_words(step) for step in list_steps(figures)]


def _step_words(step: PaymentStep) -> Words:
    return {
        **fact_words(step.application),
        "期次名": f"第{step.application.number}期",
        "完成金额": or_blank(step.done),
        "应付": or_blank(step.due),
        "已付": step.paid_before,
        "可申请": or_blank(step.open),
        "累计拨付": step.paid_after,
        "合同价款": or_blank(step.contract),
        "累计占比": or_blank(step.share_after),
        "劳务报酬": or_blank(step.wages),
        "报酬明细": [
            {"批次名": sheet.batch.label, "人数": len(sheet.workers), "实发": sheet.total("net")}
            for sheet in step.sheets
        ],
        "完成明细": [
            {
                "序号": number,
                "名称": done.item.name,
                "单位": done.item.unit,
                "数量": done.item.planned,
                "累计": done.quantity,
                "单价": or_blank(done.item.price),
                "金额": or_blank(done.amount),
            }
            for number, done in enumerate(step.items, 1)
        ],
    }


def self_build_words(figures: Figures, board: Words) -> list[Words]:
    """自建公示: the three notices of a self-build project, each with what it publishes (seed Guang'an).

    ``board`` is 公示栏: kind → notice with its period.
    """
    project, policy = figures.project, figures.policy
    absent = {**blank_words(Notice), "公示起": "", "天数": "", "已有": False}
    ledger = project.finance.ledger
    published = {
        "报酬": [
            {"批次名": s.batch.label, "人数": len(s.workers), "天数": s.total("days"), "实发": s.total("net")}
            for s in figures.sheets
        ],
        "报酬合计": figures.wages_due,
        "天数合计": sum((sheet.total("days") for sheet in figures.sheets), ZERO),
        "名册": _roster_sums(figures),
        "机械费": _pick_costs(ledger, policy.machine_words),
        "技术服务费": _pick_costs(ledger, policy.service_words),
    }
    return [{"类别": kind, "公示": board.get(kind, absent), **published} for kind in policy.self_build_notices]


def _roster_sums(figures: Figures) -> list[Words]:
    """Everybody who is paid: days and sum over all sheets; names, groups and trades only."""
    days: dict[int, Decimal] = defaultdict(lambda: ZERO)
    paid: dict[int, Decimal] = defaultdict(lambda: ZERO)
    for sheet in figures.sheets:
        for line in sheet.lines:
            days[id(line.worker)] += line.days
            paid[id(line.worker)] += line.net
    listed = [worker for worker in figures.project.workers if id(worker) in paid]
    return [
        {
            "序号": number,
            "姓名": worker.name,
            "村组": home_of(figures, worker),
            "工种": worker.trade,
            "天数": days[id(worker)],
            "实发": paid[id(worker)],
        }
        for number, worker in enumerate(listed, 1)
    ]


def _pick_costs(ledger: Iterable[LedgerLine], words: tuple[str, ...]) -> Words:
    """The expenses but wages whose kind or summary has one of these words."""
    picked = [
        line
        for line in sorted(ledger, key=lambda line: line.day)
        if line.expense and line.kind != WAGES and any(word in f"{line.kind}{line.summary}" for word in words)
    ]
    rows = [{"日期": line.day, "摘要": line.summary, "金额": line.expense} for line in picked]
    return {"明细": rows, "合计": sum((line.expense or ZERO for line in picked), ZERO)}
