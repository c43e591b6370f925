"""Facts about people and the terms of their work: roster, training, rates, estimate."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from enum import StrEnum

from archivegen.project.values import (
    Day,
    DayOfMonth,
    Facts,
    IdNumber,
    Labels,
    Money,
    PersonName,
    Phone,
    Quantity,
    Ratio,
    Text,
    Texts,
    Whole,
    YesNo,
    fact,
)


class Worker(Facts):
    """务工群众: one line of the roster."""

    worker_no: Text = fact("编号", "自编的人员编号；不填时以姓名区分，同名者必须编号", default="")
    name: PersonName = fact("姓名", "与身份证一致的姓名")
    id_number: IdNumber = fact("身份证号", "18 位公民身份号码，按文本书写", default="")
    id_kind: Text = fact("证件类型", "不是居民身份证的写明，如 港澳台居民居住证；不填即为居民身份证", default="")
    sex: Text = fact("性别", "男或女；不填时由身份证号得出", default="")
    birth: Day | None = fact("出生日期", "不填时由身份证号得出", default=None)
    village: Text = fact("村", "所属行政村", default="")
    group: Text = fact("村组", "村民小组，如 3组", default="")
    address: Text = fact("住址", "现住址", default="")
    phone: Phone = fact("电话", "联系电话", default="")
    categories: Labels = fact("人员类别", "脱贫户、监测户、易地搬迁户等；可写多个", default=())
    evidence: Text = fact("类别佐证", "认定文件或系统名称", default="")
    trade: Text = fact("工种", "与工价表一致的工种", default="")
    crew: Text = fact("班组", "所在班组", default="")
    pay_mode: Text = fact("计酬方式", "计日、计件或混合", default="计日")
    contract_no: Text = fact("合同编号", "用工合同编号；不填时由项目代号和顺序生成", default="")
    contract_day: Day | None = fact("合同签订日期", "用工合同签订的日期", default=None)
    contract_kind: Text = fact("合同类型", "劳动合同或用工协议；不填时按建设方式和年龄选择", default="")
    contract_reason: Text = fact("合同类型理由", "合同类型与程序的判断不同时，写明由谁、依据什么决定", default="")
    entered: Day | None = fact("进场日期", default=None)
    left: Day | None = fact("退场日期", default=None)
    certificate_no: Text = fact("上岗证号", default="")
    certificate_day: Day | None = fact("发证日期", default=None)
    bank: Text = fact("开户行", default="")
    account: Text = fact("账号", "一卡通或银行卡账号，按文本书写", default="")
    account_kind: Text = fact("账户类型", "社保卡、借记卡或存折", default="")
    account_holder: Text = fact("户名", "收款人姓名；不填即为本人", default="")
    holder_relation: Text = fact("户名关系", "户名不是本人时，收款人与本人的关系，如 配偶", default="")
    holder_id: IdNumber = fact("收款人身份证号", "户名不是本人时，收款人的公民身份号码", default="")
    authorisation: Text = fact("收款授权", "户名不是本人时，本人书面授权的日期或编号", default="")
    former_accounts: Texts = fact("曾用账号", "换卡以前收过报酬的账号；可写多个", default=())
    insurance_no: Text = fact("保险单号", default="")
    insured_from: Day | None = fact("保险起", default=None)
    insured_to: Day | None = fact("保险止", default=None)
    health_day: Day | None = fact("健康证明日期", "超龄人员的体检或健康声明日期", default=None)
    consent_day: Day | None = fact("同意书日期", "个人信息处理告知同意书签署日期", default=None)
    kin_of_cadre: Text = fact("亲属关系", "与村干部、理事会成员的亲属关系，没有写“无”", default="")
    kin_note: Text = fact("亲属说明", "有亲属关系的，写明公示或村民会议知情的情况", default="")
    origin: Text = fact("来源范围", "本村、邻村、本乡镇或邻近乡镇", default="")
    emergency_contact: Text = fact("紧急联系人", default="")
    note: Text = fact("备注", default="")


class Trainee(Facts):
    """One attendee of a training."""

    name: PersonName = fact("姓名")
    worker_no: Text = fact("编号", default="")
    score: Quantity | None = fact("成绩", "考核分数", default=None)
    certificate_no: Text = fact("证号", "上岗证号", default="")


class TrainingRound(StrEnum):
    """The three rounds of training (seed Meishan)."""

    BEFORE = "岗前"
    DURING = "过程"
    AFTER = "完工后"


class Training(Facts):
    """技能培训: one session."""

    session_no: Text = fact("编号", "同一天办了两场时填写，用来区分两场，如 2", default="")
    round: TrainingRound = fact("轮次", "岗前、过程或完工后")
    audience: Text = fact("对象", "务工群众、理事会成员或镇村干部", default="务工群众")
    day: Day = fact("日期")
    called: Day | None = fact("通知日期", "发出培训通知的日期", default=None)
    place: Text = fact("地点", default="")
    topic: Text = fact("课题")
    safety: YesNo | None = fact("安全教育", "本场是否含安全教育；不填时看课题", default=None)
    hours: Quantity | None = fact("学时", default=None)
    trainer: Text = fact("师资", default="")
    method: Text = fact("方式", "集中授课、现场实操等", default="")
    exam: Text = fact("考核方式", default="")
    pass_mark: Quantity | None = fact("合格分", default=None)
    planned: Whole | None = fact("应到", default=None)
    budget: Money | None = fact("经费", "元", default=None)
    trainees: tuple[Trainee, ...] = fact("学员", "名单，或写表格路径", default=())

    @property
    def is_for_entry(self) -> bool:
        """Whether it is 岗前 training of workers; cadres and council members are trained apart (seed Guang'an)."""
        return self.round is TrainingRound.BEFORE and "务工" in self.audience

    def teaches_safety(self, words: Sequence[str]) -> bool:
        """Whether the session is (also) about safety: as written, or else by a word of its topic."""
        return self.safety if self.safety is not None else any(word in self.topic for word in words)

    def has_failed(self, trainee: Trainee) -> bool:
        """Whether somebody sat the exam and did not pass."""
        return trainee.score is not None and self.pass_mark is not None and trainee.score < self.pass_mark


class Rate(Facts):
    """工价: unit price of a trade or of a piecework item (seed Dongpo, four-party meeting)."""

    trade: Text = fact("工种", "工种，或计件项目名称")
    unit: Text = fact("单位", "天，或计件单位如 m³", default="天")
    price: Money = fact("单价", "元/单位")
    since: Day | None = fact("执行日期", "不填即自开工起执行", default=None)
    basis: Text = fact("依据", default="")
    demand: Text = fact("岗位要求", default="")


class EstimateLine(Facts):
    """务工测算: labour needed for one work item (domain §6.5)."""

    item: Text = fact("分项")
    unit: Text = fact("单位")
    quantity: Quantity = fact("工程量")
    norm: Quantity = fact("人工定额", "工日/单位")
    manual_share: Ratio = fact("人工比例", "人工作业比例，如 80%", default=Decimal(1))
    trade: Text = fact("工种")
    machine_reason: Text = fact("机械理由", "人工比例不足 100% 时为何用机械", default="")


class WorkTerms(Facts):
    """用工约定: what every contract of this project says."""

    pay_day: DayOfMonth | None = fact("发薪日", "每月几日，1–31；当月没有这一天的按月末", default=None)
    hours: Text = fact("工作时间", "如 每日不超过8小时", default="")
    rest: Text = fact("休息", default="")
    minimum_wage: Money | None = fact("最低日工资", "当地最低工资折算的日工资，元", default=None)
    insurer: Text = fact("保险公司", default="")
    insurance: Text = fact("保险险种", default="")
    insurance_no: Text = fact("保险单号", "团体保险的保单号", default="")
    insured_from: Day | None = fact("保险起", default=None)
    insured_to: Day | None = fact("保险止", default=None)
    insured_sum: Money | None = fact("保险金额", "每人保额，元", default=None)
    sign_place: Text = fact("签订地点", default="")
    complaint_phone: Phone = fact("投诉电话", default="12333")
    recruit_from: Day | None = fact("报名开始", default=None)
    recruit_to: Day | None = fact("报名截止", default=None)
    recruit_place: Text = fact("报名地点", default="")
    recruit_person: Text = fact("报名联系人", default="")
    recruit_phone: Phone = fact("报名电话", default="")
    discipline: YesNo = fact("启用扣款", "是否启用三次教育后扣款的约定，默认否", default=False)
    deduction_cap: Ratio = fact("扣款上限", "扣款占当月报酬的上限", default=Decimal("0.10"))
    work_days: Whole | None = fact("有效作业天数", "计划期内可作业的天数，用于推算用工人数", default=None)
    attendance_rate: Ratio = fact("出勤率", "推算用工人数用", default=Decimal("0.85"))
    bank_layout: Text = fact("银行格式", "代发文件的格式名称；不填时用模板包的第一种", default="")
