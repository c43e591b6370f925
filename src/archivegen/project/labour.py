"""Facts about work that was done: sign-in sheets, piecework, discipline, site log."""

from __future__ import annotations

from archivegen.project.roll_call import RollCall
from archivegen.project.values import (
    Day,
    DayCount,
    DaysWorked,
    Facts,
    IdNumber,
    Money,
    Month,
    PersonName,
    Quantity,
    Text,
    Texts,
    Whole,
    fact,
)


class AttendanceRow(Facts):
    """One worker and trade in the monthly grid: day of the month → days worked (1 or 0.5)."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    id_number: IdNumber = fact("身份证号", "用来区分同名的人，可不写", default="")
    trade: Text = fact("工种", "不填时取花名册中的工种", default="")
    days: DaysWorked = fact("出勤", "日期到天数，如 {1: 1, 2: 0.5}")
    note: Text = fact("备注", default="")


class AttendanceMonth(Facts):
    """考勤: one month of the sign-in sheet."""

    month: Month = fact("月份", "如 2026-03")
    keeper: Text = fact("考勤员", default="")
    crew: Text = fact("班组", "班组或作业面", default="")
    rows: tuple[AttendanceRow, ...] = fact("明细", "逐人出勤，或写考勤表路径", default=())


class LedgerRow(Facts):
    """One line of the labour ledger: a worker's day where the village writes a line a day, or else a worker's month."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    id_number: IdNumber = fact("身份证号", "用来区分同名的人，可不写", default="")
    day: Day | None = fact("日期", "一天一行的台账才有；一人一月一行的不写", default=None)
    trade: Text = fact("工种", "不填时取花名册中的工种", default="")
    days: DayCount | None = fact("天数", "有日期的写 1 或 0.5，没有日期的写当月天数；只计件的不写", default=None)
    part: Text = fact("施工部位", default="")
    earned: Money | None = fact("应得", "当月应得，元；可不写，写了就核对", default=None)
    received: Money | None = fact("实发", "当月实发，元；可不写，写了就核对", default=None)
    days_so_far: DayCount | None = fact("累计天数", "可不写，写了就核对", default=None)
    note: Text = fact("备注", default="")


class LedgerMonth(Facts):
    """务工台账: one month of the labour ledger that the village keeps itself."""

    month: Month = fact("月份", "如 2026-03")
    keeper: Text = fact("记录人", default="")
    rows: tuple[LedgerRow, ...] = fact("明细", "逐日或逐月的记录，或写台账路径", default=())


class Piecework(Facts):
    """计件: measured quantity of one worker."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    day: Day = fact("日期", "计量日期，决定计入哪个月")
    part: Text = fact("部位", default="")
    item: Text = fact("项目", "计件项目，与工价表一致")
    unit: Text = fact("单位")
    quantity: Quantity = fact("数量")
    price: Money | None = fact("单价", "元；不填时取工价表", default=None)
    stated: Money | None = fact("金额", "数量×单价；可不写，写了就核对", default=None)
    witness: Text = fact("见证人", default="")


class Measurement(Facts):
    """收方: one line of a measurement on the site (domain §6.16)."""

    day: Day = fact("日期")
    sheet_no: Text = fact("编号", "同一天同一部位收方两次时填写，用来区分两张单子，如 2", default="")
    part: Text = fact("部位", "施工部位；同一天同一部位合成一张收方单")
    chainage: Text = fact("桩号", default="")
    item: Text = fact("分项", "与建设内容中的名称一致，累计数量就能与完成数量核对", default="")
    size: Text = fact("尺寸", default="")
    formula: Text = fact("计算式", "如 1900×0.4×0.4；写了就核对", default="")
    unit: Text = fact("单位", default="")
    quantity: Quantity = fact("数量")
    photo: Text = fact("影像编号", default="")
    note: Text = fact("备注", default="")


EDUCATION = "教育"
"""处理 that is no more than a talk."""


class Discipline(Facts):
    """考核: an education record, a disqualification or a deduction (seed Dongpo)."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    day: Day = fact("日期")
    misconduct: Text = fact("事由")
    kind: Text = fact("处理", "教育、取消资格或扣款", default=EDUCATION)
    method: Text = fact("教育方式", "当面谈话、班前会批评等", default="")
    educator: Text = fact("教育人", default="")
    amount: Money | None = fact("金额", "扣款金额，元", default=None)
    decision: Text = fact("决定依据", "村委会研究决定的文号或日期", default="")
    delivered: Day | None = fact("送达日期", "取消资格、扣款的决定送达本人的日期", default=None)


class Briefing(Facts):
    """技术交底: what a crew was told before it began on a part of the works (安全生产法 art. 28; domain §6.10)."""

    day: Day = fact("日期")
    part: Text = fact("部位", "交底的施工部位或工序")
    content: Texts = fact("内容", "施工方法、质量要求和安全措施，可写多条", default=())
    speaker: Text = fact("交底人", default="")
    crew: Text = fact("班组", "接受交底的班组，与花名册一致；不写即全体", default="")


class SiteLogDay(Facts):
    """施工日志: one calendar day."""

    day: Day = fact("日期")
    weather: Text = fact("天气", default="")
    temperature: Text = fact("气温", default="")
    part: Text = fact("施工部位", default="")
    heads: Whole | None = fact("出勤人数", "当日到场人数；停工写 0", default=None)
    by_trade: Text = fact("分工种人数", default="")
    names: RollCall = fact("出勤人员", "当日到场的人，如 张三、李四（半天）", default="")
    machines: Text = fact("机械", default="")
    materials: Text = fact("材料", default="")
    quality: Text = fact("质量", default="")
    safety: Text = fact("安全", default="")
    stopped: Text = fact("停工原因", "当日停工的原因；未停工不填", default="")
    recorder: Text = fact("记录人", default="")
    note: Text = fact("备注", default="")
