"""Facts about pay: batches, what is added to them, and what the bank says."""

from __future__ import annotations

from enum import StrEnum

from archivegen.chinese import chinese_month
from archivegen.project.parties import NoticePhotos
from archivegen.project.values import (
    Day,
    DayCount,
    Facts,
    IdNumber,
    Money,
    Month,
    MonthOfDay,
    PersonName,
    Quantity,
    RunningNumber,
    SignedMoney,
    SignedQuantity,
    Text,
    Texts,
    YesNo,
    fact,
)


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
    id_number: IdNumber = fact("身份证号", "银行给出时用来对人，可不写", default="")
    account: Text = fact("账号", default="")
    amount: Money = fact("金额")
    day: Day | None = fact("日期", default=None)
    serial: Text = fact("流水号", default="")
    status: Text = fact("状态", "成功、失败、退回或处理中，银行的写法也认", default="成功")
    note: Text = fact("备注", default="")


class PayRow(Facts):
    """One line of the pay sheet that the township keeps itself; what it says is compared, never paid from."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    id_number: IdNumber = fact("身份证号", "用来区分同名的人，可不写", default="")
    trade: Text = fact("工种", default="")
    days: DayCount | None = fact("天数", default=None)
    price: Money | None = fact("单价", "元", default=None)
    gross: Money | None = fact("应发", "元", default=None)
    deduction: Money | None = fact("扣减", "元", default=None)
    net: Money | None = fact("实发", "元", default=None)
    note: Text = fact("备注", default="")


class Interview(Facts):
    """核验: what one worker said face to face about one month (seed Dongpo; domain §6.14)."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    days: Quantity | None = fact("自述天数", "本人说的务工天数", default=None)
    amount: Money | None = fact("自述金额", "本人说的到账金额，元", default=None)
    arrived: YesNo | None = fact("是否到账", default=None)
    own_signature: YesNo | None = fact("本人签名", "发放表上是不是本人签名", default=None)
    collected_by_other: YesNo | None = fact("他人代领", default=None)
    method: Text = fact("核验方式", "面对面或电话", default="")
    checker: Text = fact("核验人", default="")
    day: Day | None = fact("核验日期", default=None)
    conclusion: Text = fact("结论", "一致或不一致", default="")
    note: Text = fact("备注", default="")


class BatchKind(StrEnum):
    """What a batch pays: a month; what was wrong in an earlier one; all that is still open (decision 0007)."""

    NORMAL = "正常"
    CORRECTION = "补发"
    SETTLEMENT = "结算"


class Correction(Facts):
    """更正: what an earlier month paid too little or too much to one person."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    written_month: MonthOfDay | None = fact("月份", "更正的是哪个月；不填即本批的月份", default=None)
    day: Day | None = fact("日期", "更正的是哪一天；可不写，写了按当日工价", default=None)
    trade: Text = fact("工种", "不填时取花名册中的工种", default="")
    days: SignedQuantity | None = fact("天数", "补计的天数；多计的写负数", default=None)
    price: Money | None = fact("单价", "元/天；不填时取工价表", default=None)
    amount: SignedMoney | None = fact("金额", "不按天数算的写金额，元；扣回的写负数", default=None)
    reason: Text = fact("事由", "会随公示张贴，不写病情等隐私", default="")
    basis: Text = fact("依据", "如 签到表复核记录、补签的计量单", default="")

    @property
    def takes(self) -> bool:
        """Whether the row takes money back."""
        return (self.days or self.amount or 0) < 0


class PayBatch(Facts):
    """发放批次: one wage sheet, its notice and its payment."""

    month: Month = fact("月份", "如 2026-03")
    kind: BatchKind = fact("类型", "正常、补发或结算", default=BatchKind.NORMAL)
    number: RunningNumber | None = fact("批次号", "同月第二次补发写 2，以此类推；只有一次的不写", default=None)
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
    corrections: tuple[Correction, ...] = fact("更正", "对以前月份的补发和扣回，或写表格路径", default=())
    rows: tuple[PayRow, ...] = fact("明细", "乡镇自己做的发放表，只用来核对；逐人写，或写表格路径", default=())
    receipts: tuple[Receipt, ...] = fact("回单", "银行回单明细，或写表格路径；有几个文件的写成列表", default=())
    interviews: tuple[Interview, ...] = fact("核验", "面对面核验的逐人记录，或写表格路径", default=())

    @property
    def key(self) -> str:
        """What tells a batch from all others for ever, fit for a file name: ``2026-03``, ``2026-03-补2``, ``2026-06-结``."""
        if self.kind is BatchKind.NORMAL:
            return self.month
        return f"{self.month}-{self.kind[0]}{self.number or ''}"

    @property
    def label(self) -> str:
        """What titles and messages call it: ``2026年3月``, ``2026年3月补发``, ``2026年3月第2次补发``."""
        month = chinese_month(self.month)
        if self.kind is BatchKind.NORMAL:
            return month
        what = "追回" if self.takes_back else str(self.kind)
        return f"{month}第{self.number}次{what}" if self.number else f"{month}{what}"

    @property
    def takes_back(self) -> bool:
        """追回: a correction that only takes money back; the bank pays nothing, people return what they got too much."""
        rows = self.corrections
        return self.kind is BatchKind.CORRECTION and bool(rows) and not self.bonuses and all(row.takes for row in rows)

    def month_of(self, row: Correction) -> str:
        """The month that a correction belongs to."""
        return row.written_month or (f"{row.day:%Y-%m}" if row.day else self.month)
