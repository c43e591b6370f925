"""Facts about pay: batches, what is added to them, and what the bank says."""

from __future__ import annotations

from archivegen.project.values import (
    Day,
    Facts,
    Money,
    Month,
    PersonName,
    Text,
    Texts,
    fact,
)


class Bonus(Facts):
    """奖补: money beside day and piece pay."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    amount: Money = fact("金额")
    reason: Text = fact("事由", default="")


class Receipt(Facts):
    """银行回单: one line of what the bank paid."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    account: Text = fact("账号", default="")
    amount: Money = fact("金额")
    day: Day | None = fact("日期", default=None)
    serial: Text = fact("流水号", default="")
    status: Text = fact("状态", "成功或失败", default="成功")
    note: Text = fact("备注", default="")


class PayBatch(Facts):
    """发放批次: one month's wage sheet, its notice and its payment."""

    month: Month = fact("月份", "如 2026-03")
    table_day: Day | None = fact("制表日期", default=None)
    made_by: Text = fact("制表人", default="")
    approved: Day | None = fact("审批日期", "乡镇主要负责人审定的日期", default=None)
    posted: Day | None = fact("公示日期", "张贴当日；公示期自次日起算", default=None)
    notice_end: Day | None = fact("公示结束", "不填时按公示天数推算", default=None)
    notice_places: Texts = fact("公示地点", default=())
    poster: Text = fact("张贴人", default="")
    objections: Text = fact("异议", "没有写“无”", default="")
    paid: Day | None = fact("发放日期", default=None)
    bonuses: tuple[Bonus, ...] = fact("奖补", default=())
    receipts: tuple[Receipt, ...] = fact("回单", "银行回单明细，或写表格路径", default=())


class WageGuarantee(Facts):
    """工资保障: how a contractor secures the wages (保障农民工工资支付条例 arts. 26-34)."""

    bank: Text = fact("专户开户行", "农民工工资专用账户的开户银行", default="")
    account: Text = fact("专户账号", "农民工工资专用账户的账号，按文本书写", default="")
    opened: Day | None = fact("专户开立日期", default=None)
    board_day: Day | None = fact("告示牌日期", "维权信息告示牌设立的日期", default=None)
    registered: Day | None = fact("实名登记日期", "完成用工实名登记的日期", default=None)
    deposit_form: Text = fact("保证金方式", "现金、银行保函或工程保函", default="")
    deposit: Money | None = fact("保证金金额", "工资保证金或保函的金额，元", default=None)
    exemption: Text = fact("免缴依据", "免存或减存保证金的依据", default="")
