"""Facts of the money: contract, settlement, final account, the separate account and the applications for payment."""

from __future__ import annotations

from decimal import Decimal

from archivegen.project.values import Day, Facts, Labels, Money, Text, Texts, Whole, fact


class LedgerLine(Facts):
    """One line of the project's separate account."""

    day: Day = fact("日期")
    voucher: Text = fact("凭证号", default="")
    summary: Text = fact("摘要")
    source: Text = fact("来源", default="")
    income: Money | None = fact("收入", default=None)
    expense: Money | None = fact("支出", default=None)
    kind: Text = fact("类别", "劳务报酬、材料、机械、其他", default="")
    invoice: Text = fact("合同发票", "对应的合同编号或发票号码", default="")


class Application(Facts):
    """One application for a progress payment, and what was granted (domain §6.16; seeds Bazhou, Guang'an)."""

    number: Whole = fact("期次")
    day: Day = fact("日期", "申请日期")
    until: Day | None = fact("截至", "工程量计算到哪一天；收方记录也算到这一天", default=None)
    progress: Text = fact("形象进度", default="")
    done: Money | None = fact("完成金额", "累计完成工程量的金额；不填时按收方数量和单价算", default=None)
    on_site: Money | None = fact("备料金额", "已进场材料、机械等可以计入应付的金额", default=None)
    due: Money | None = fact("应付", "按合同或协议到本期累计应付；不填时为完成金额与备料金额之和", default=None)
    asked: Money = fact("本次申请")
    wage_batches: Labels = fact("报酬月份", "本次申请里的劳务报酬是哪几个月的发放批次，如 [2026-03]", default=())
    wages: Money | None = fact("劳务报酬", "其中劳务报酬；写了“报酬月份”的不必写，写了就核对", default=None)
    attachments: Texts = fact("附件", default=())
    granted: Money | None = fact("核定金额", default=None)
    paid: Money | None = fact("拨付金额", default=None)
    paid_day: Day | None = fact("拨付日期", default=None)


class Finance(Facts):
    """财务: contract, settlement, final account."""

    contract_amount: Money | None = fact("合同金额", default=None)
    variations: Money | None = fact("变更金额", "经批准的设计变更增加的金额", default=None)
    settlement: Money | None = fact("结算金额", default=None)
    final_account: Money | None = fact("决算金额", default=None)
    final_day: Day | None = fact("决算日期", default=None)
    auditor: Text = fact("审计单位", default="")
    ledger: tuple[LedgerLine, ...] = fact("台账", "项目专账明细，或写台账表格路径", default=())
    applications: tuple[Application, ...] = fact("拨付申请", "各期进度款（报账）申请", default=())

    @property
    def contract_total(self) -> Decimal | None:
        """The contract with its approved variations, 元."""
        return None if self.contract_amount is None else self.contract_amount + (self.variations or 0)

    @property
    def most_for_works(self) -> tuple[str, Decimal] | None:
        """What may be paid for the works, and what it is called: the settlement, or else the contract (domain §7 V-M04)."""
        if self.settlement is not None:
            return "结算金额", self.settlement
        return None if self.contract_total is None else ("合同金额加变更金额", self.contract_total)
