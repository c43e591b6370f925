"""Facts of acceptance, accounts, performance, assets, aftercare and the archive."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from archivegen.project.parties import Member
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
    Quantity,
    Ratio,
    Text,
    Texts,
    Whole,
    Year,
    fact,
)


class Defect(Facts):
    """A problem found in acceptance, and its closing."""

    problem: Text = fact("问题")
    mend: Text = fact("整改", default="")
    due: Day | None = fact("期限", default=None)
    closed: Day | None = fact("销号日期", default=None)
    checker: Text = fact("复查人", default="")


class Inspection(Facts):
    """One of the three acceptances."""

    day: Day = fact("日期")
    head: Text = fact("组长", default="")
    team: tuple[Member, ...] = fact("成员", default=())
    ratings: dict[Text, Text] = fact("分项评定", "分项到评定意见", default={})
    defects: tuple[Defect, ...] = fact("问题", default=())
    opinion: Texts = fact("意见", default=())
    conclusion: Text = fact("结论", "合格、限期整改或不合格")


class Score(Facts):
    """The points given for one criterion of the evaluation; the criteria stand in the pack's rules."""

    criterion: Text = fact("指标", "规则参数“综合评价”里的指标名称")
    points: Quantity = fact("得分")
    reason: Text = fact("扣分理由", default="")


class Evaluation(Facts):
    """综合评价: the county's score of a finished project (seed Mingshan)."""

    day: Day | None = fact("日期", default=None)
    assessors: Texts = fact("评价人", default=())
    vetoed: Text = fact("否决情形", "弄虚作假、拖欠报酬等一票否决的情形；没有不填", default="")
    scores: tuple[Score, ...] = fact("得分", default=())
    advice: Texts = fact("建议", default=())


class Acceptance(Facts):
    """验收: 自验 → 初验 → 复验 (seed Bazhou)."""

    own: Inspection | None = fact("自验", default=None)
    township: Inspection | None = fact("初验", default=None)
    county: Inspection | None = fact("复验", default=None)
    applied: Day | None = fact("申请日期", default=None)
    application_no: Text = fact("申请文号", default="")
    checked: Day | None = fact("核查日期", "十一项前置资料核查日期", default=None)
    checker: Text = fact("核查人", default="")
    verified: Day | None = fact("核验日期", "面对面核验日期", default=None)
    verifier: Text = fact("核验人", default="")
    filed: Day | None = fact("备案日期", "竣工验收报告报备案的日期", default=None)
    warranty_months: Whole | None = fact("保修期", "月，自复验之日起；按施工合同或保修书", default=None)
    warranty_signed: Day | None = fact("保修书日期", "工程质量保修书签署的日期", default=None)
    evaluation: Evaluation | None = fact("综合评价", "县级综合评价的得分", default=None)


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


class Indicator(Facts):
    """One performance indicator (财预〔2020〕10号)."""

    first: Text = fact("一级")
    second: Text = fact("二级", default="")
    third: Text = fact("三级")
    target: Text = fact("指标值")
    achieved: Text = fact("完成值", default="")
    weight: Quantity | None = fact("分值", default=None)
    score: Quantity | None = fact("得分", "不填时按完成情况计算；定性指标由人评", default=None)
    reason: Text = fact("偏差", "没有完成、扣分或超出较多的，写原因和改进措施", default="")


class Performance(Facts):
    """绩效: goals and self-evaluation."""

    goal: Texts = fact("总体目标", default=())
    indicators: tuple[Indicator, ...] = fact("指标", default=())
    satisfaction: Ratio | None = fact("满意度", default=None)
    sample: Whole | None = fact("调查样本", default=None)
    method: Text = fact("调查方式", "如 入户问卷", default="")
    satisfied: Whole | None = fact("满意人数", default=None)
    done: Texts = fact("完成情况", "总体目标的实际完成情况；不写时由程序按台账写", default=())
    measures: Texts = fact("改进措施", default=())
    day: Day | None = fact("自评日期", default=None)
    reporter: Text = fact("填报人", default="")


class Asset(Facts):
    """One asset handed over."""

    name: Text = fact("名称")
    spec: Text = fact("规格", default="")
    unit: Text = fact("单位", default="")
    quantity: Quantity = fact("数量")
    value: Money | None = fact("价值", default=None)
    site: Text = fact("坐落", default="")
    condition: Text = fact("状态", default="")


class Assets(Facts):
    """资产: who owns what was built."""

    owner: Text = fact("产权单位", default="")
    user: Text = fact("使用单位", default="")
    giver: Text = fact("移交方", default="")
    receiver: Text = fact("接收方", default="")
    witness: Text = fact("监交方", default="")
    day: Day | None = fact("移交日期", default=None)
    certificate: Text = fact("登记证号", default="")
    items: tuple[Asset, ...] = fact("清单", default=())
    copies: Whole | None = fact("资料份数", default=None)


class AftercarePromise(Facts):
    """What the approved plan promised about the aftercare (domain R26)."""

    body: Text = fact("管护主体", default="")
    yearly: Money | None = fact("年经费", default=None)
    years: Whole | None = fact("期限", "年", default=None)


class Aftercare(Facts):
    """管护: body, money, term (seed Guang'an 三个明确)."""

    body: Text = fact("管护主体")
    person: Text = fact("责任人", default="")
    phone: Phone = fact("电话", default="")
    scope: Text = fact("范围", default="")
    patrol: Text = fact("巡查频次", default="")
    standard: Texts = fact("维修标准", default=())
    source: Text = fact("经费来源", default="")
    yearly: Money | None = fact("年经费", default=None)
    since: Day | None = fact("开始日期", default=None)
    years: Whole | None = fact("期限", "年", default=None)
    review: Text = fact("考核", default="")
    signed: Day | None = fact("签订日期", default=None)
    promise: AftercarePromise | None = fact(
        "方案承诺", "实施方案里承诺的管护主体、年经费和期限，写了就核对", default=None
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


class Phase(StrEnum):
    """When a photo of the works was taken, seen from the works (domain §6.18)."""

    BEFORE = "前"
    DURING = "中"
    AFTER = "后"

    @classmethod
    def _missing_(cls, value: object) -> Phase | None:
        """施工前, 施工中 and 施工后 are the same three."""
        return next((phase for phase in cls if value == f"施工{phase.value}"), None)


class WorksPhoto(Facts):
    """影像: one photo of the works (domain §6.18 E02; seed Bazhou: 施工前、中、后)."""

    part: Text = fact("部位", "工程部位和桩号，如 路面 K1+200；同一部位的前、中、后写法要一样")
    phase: Phase = fact("阶段", "施工前、中或后")
    file: Text = fact("文件", "照片的路径，相对于项目文件夹，如 照片/路面-前.jpg")
    taken: Day | None = fact("拍摄日期", default=None)
    by: Text = fact("拍摄人", default="")
    note: Text = fact("说明", "照片上是什么，一句话", default="")
    number: Text = fact("编号", "不填时按先后编 ZP-001、ZP-002", default="")


class SummaryText(Facts):
    """总结: free text of the closing summary."""

    management: Texts = fact("组织管理", default=())
    quality: Texts = fact("工程质量", default=())
    benefit: Texts = fact("效益", default=())
    experience: Texts = fact("经验", default=())
    problems: Texts = fact("问题", default=())
    day: Day | None = fact("日期", default=None)


class ArchiveFacts(Facts):
    """档案: fonds, numbers, keepers."""

    fonds: Text = fact("全宗号", "未分配时不填", default="")
    category: Text = fact("类别", default="KJ·JJ")
    project_no: Text = fact("项目号", default="")
    keepers: dict[Text, Text] = fact("立卷人", "层级到姓名，如 {县: 张三}", default={})
    giver: Text = fact("移交单位", "不写即为县级主管部门", default="")
    receiver: Text = fact("接收单位", "如 某县档案馆", default="")
    handed_over: Day | None = fact("移交日期", default=None)
