"""Facts about pay: batches, what is added to them, and what the bank says."""

from __future__ import annotations

from archivegen.project.parties import NoticePhotos
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
    photos: NoticePhotos = fact("公示照片", "首日和末日的照片", default=NoticePhotos.model_construct())
    paid: Day | None = fact("发放日期", default=None)
    source: Text = fact("资金来源", "由哪一项资金发放：写“资金”里的来源或文号；只有一项专项资金时不必写", default="")
    bonuses: tuple[Bonus, ...] = fact("奖补", default=())
    receipts: tuple[Receipt, ...] = fact("回单", "银行回单明细，或写表格路径", default=())
