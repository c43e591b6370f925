"""Facts of what is left to the villagers: shares with their dividends, posts with those who hold them (domain §6.18)."""

from __future__ import annotations

from archivegen.project.values import (
    Day,
    DayCount,
    Facts,
    IdNumber,
    Labels,
    Money,
    Month,
    PersonName,
    Phone,
    Ratio,
    Text,
    Whole,
    Year,
    fact,
)


class Shareholder(Facts):
    """One holder of quantified shares."""

    name: Text = fact("名称")
    kind: Text = fact("类别", default="")
    amount: Money | None = fact("金额", default=None)
    share: Ratio = fact("比例")


class Dividend(Facts):
    """分红: the gain of one year as it was divided (domain §6.18)."""

    year: Year = fact("年度")
    gain: Money | None = fact("收益", "当年可分配收益", default=None)
    amount: Money = fact("分配", "分给全部股东的总额")
    day: Day | None = fact("日期", "发放日期", default=None)
    voucher: Text = fact("凭证号", default="")
    note: Text = fact("备注", default="")


class Equity(Facts):
    """折股量化: mode, years, distribution (seed Bazhou)."""

    mode: Text = fact("模式", "保底、按股或按比例")
    years: Whole | None = fact("年限", default=None)
    distribution: Text = fact("分配", default="")
    holders: tuple[Shareholder, ...] = fact("股东", default=())
    operator: Text = fact("经营主体", "使用资产、支付收益的合作社或企业", default="")
    pay_time: Text = fact("分配时间", "如 每年12月20日前", default="")
    signed: Day | None = fact("签订日期", "股权量化协议签订的日期", default=None)
    dividends: tuple[Dividend, ...] = fact("分红", "历年分红", default=())


class PostMonth(Facts):
    """履职: one month on a post."""

    month: Month = fact("月份")
    days: DayCount | None = fact("天数", default=None)
    paid: Money | None = fact("报酬", "元", default=None)
    day: Day | None = fact("发放日期", default=None)
    voucher: Text = fact("凭证号", default="")
    review: Text = fact("考核", "当月考核结果", default="")


class PostHolder(Facts):
    """人员: who was taken on for a post."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", "同名者必须编号", default="")
    id_number: IdNumber = fact("身份证号", default="")
    group: Text = fact("村组", default="")
    phone: Phone = fact("电话", default="")
    categories: Labels = fact("人员类别", default=())
    since: Day | None = fact("聘用起", default=None)
    until: Day | None = fact("聘用止", default=None)
    signed: Day | None = fact("签订日期", default=None)
    months: tuple[PostMonth, ...] = fact("履职", "逐月的履职和发放记录", default=())


class PublicPost(Facts):
    """公益性岗位: quota, duties, source of pay (seed Bazhou)."""

    name: Text = fact("岗位")
    quota: Whole = fact("名额")
    duty: Text = fact("内容", default="")
    target: Text = fact("对象", default="")
    monthly_pay: Money | None = fact("月报酬", default=None)
    source: Text = fact("资金来源", default="")
    term: Text = fact("期限", default="")
    demand: Text = fact("条件", "选聘条件", default="")
    review: Text = fact("考核", "由谁、怎样考核", default="")
    holders: tuple[PostHolder, ...] = fact("人员", "聘用的人；每人一份聘用协议（E08）", default=())
