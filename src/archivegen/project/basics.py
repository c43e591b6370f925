"""Facts about the project itself: what, where, with whose money, and by whose leave."""

from __future__ import annotations

from enum import StrEnum

from archivegen.project.values import Day, Facts, Labels, Money, Quantity, Ratio, Text, Texts, Whole, Year, YesNo, fact


class ProjectKind(StrEnum):
    """Two project types (Order 57; seed Bazhou)."""

    PUBLIC = "公益性"
    INDUSTRY = "产业"


class BuildMode(StrEnum):
    """Who builds."""

    SELF_BUILT = "村民自建"
    CONTRACTED = "施工承包"


class Channel(StrEnum):
    """Three delivery channels (Order 57 art. 4)."""

    EARMARKED = "专项"
    PROMOTED = "推广"
    KEY_PROJECT = "重点工程"


class ProjectStage(StrEnum):
    """Five stages of paperwork (seed Bazhou)."""

    RESERVE = "规划储备"
    APPLICATION = "申报"
    BUILDING = "实施"
    ACCEPTANCE = "验收"
    HANDOVER = "总结移交"


class FundKind(StrEnum):
    """Sources of money; the first three are earmarked for work-relief by default (domain §1.2)."""

    CENTRAL_BUDGET = "中央预算内投资"
    CENTRAL_RELIEF = "中央财政衔接资金"
    PROVINCIAL = "省级以工代赈资金"
    FISCAL = "其他财政资金"
    SELF_RAISED = "自筹资金"
    OTHER = "其他资金"


class RatioBase(StrEnum):
    """The denominator that the approval letter names for the wage share."""

    EARMARKED = "以工代赈专项资金"
    CENTRAL = "中央资金"
    CENTRAL_AND_PROVINCIAL = "中央和省级资金"
    FISCAL = "财政资金"


class WorkItem(Facts):
    """One line of 建设内容."""

    name: Text = fact("名称")
    spec: Text = fact("规格", "结构、厚度、宽度等", default="")
    unit: Text = fact("单位")
    planned: Quantity = fact("数量", "计划数量")
    done: Quantity | None = fact("完成数量", default=None)
    price: Money | None = fact("单价", "元/单位", default=None)
    by_hand: YesNo = fact("人工为主", "是否以人工作业为主", default=True)


class WorkStep(Facts):
    """One bar of the schedule in the implementation plan."""

    name: Text = fact("名称", "工序或工作")
    start: Day = fact("开始")
    end: Day = fact("结束")
    heads: Whole | None = fact("用工人数", "每天大约要多少人", default=None)
    note: Text = fact("说明", default="")


class DesignDrawing(Facts):
    """One drawing of the design."""

    number: Text = fact("图号", default="")
    name: Text = fact("名称")


class Basics(Facts):
    """项目: what the project is."""

    name: Text = fact("名称", "项目全称，与批复一致", min_length=1)
    short_name: Text = fact("简称", "用于文件夹和表头；不填时取全称", default="")
    code: Text = fact("代码", "投资项目在线审批监管平台代码，如 2512-511902-04-01-123456", default="")
    year: Year = fact("年度", "计划年度")
    kind: ProjectKind = fact("类型", "公益性或产业")
    channel: Channel = fact("渠道", "专项、推广或重点工程", default=Channel.EARMARKED)
    mode: BuildMode = fact("建设方式", "村民自建或施工承包")
    nature: Text = fact("建设性质", "新建、改扩建、续建或维修", default="新建")
    stage: ProjectStage = fact("阶段", "项目目前所处阶段", default=ProjectStage.RESERVE)
    province: Text = fact("省", default="")
    city: Text = fact("市", default="")
    county: Text = fact("县")
    township: Text = fact("乡镇")
    villages: Labels = fact("村", "项目村；可写多个", min_length=1)
    region_code: Text = fact("区划代码", "县级行政区划代码，6 位", default="")
    site: Text = fact("建设地点", "不填时由省市县乡村连成", default="")
    scale: Text = fact("建设规模", "一句话", default="")
    planned_start: Day | None = fact("计划开工", default=None)
    planned_end: Day | None = fact("计划完工", default=None)
    started: Day | None = fact("实际开工", default=None)
    finished: Day | None = fact("实际完工", default=None)
    delay_reason: Text = fact("延期原因", "实际完工晚于计划完工的原因和批准情况", default="")
    households: Whole | None = fact("受益户数", default=None)
    persons: Whole | None = fact("受益人数", default=None)
    total_investment: Money | None = fact("总投资", "不填时为各项资金之和", default=None)
    procurement: Text = fact("招标方式", "如 不招标（招标投标法第六十六条）", default="")
    background: Texts = fact("背景", "建设背景，可写多段", default=())
    necessity: Texts = fact("必要性", "可写多段", default=())
    combinations: Texts = fact("三个结合", "与农村产业、群众增收、扶志扶智的结合，三段", default=())
    conditions: Texts = fact("建设条件", default=())
    design: Texts = fact("建设方案", "技术标准与做法，可写多段", default=())
    quality_safety: Texts = fact("质量安全", "质量与安全保证措施", default=())
    legal_basis: Texts = fact("编制依据", default=())
    schedule: Texts = fact("进度安排", default=())
    steps: tuple[WorkStep, ...] = fact("工序进度", "各道工序的起止日期，实施方案据此画横道图", default=())
    costing: Texts = fact("估算说明", "投资估算的依据、取费标准和单价来源，可写多段", default=())
    labour_plan: Texts = fact("务工安排", "班组划分、农忙避让、弱劳力岗位等本项目的务工安排，可写多段", default=())
    benefits: Texts = fact("效益分析", "本项目的经济、社会、生态效益，可写多段", default=())
    risks: Texts = fact("风险防范", "可能遇到的风险和防范措施，可写多段", default=())
    drawings: tuple[DesignDrawing, ...] = fact("图纸目录", "设计图纸的图号和名称", default=())

    @property
    def is_self_built(self) -> bool:
        """Whether the village builds for itself, through its council."""
        return self.mode is BuildMode.SELF_BUILT


class ReserveStep(Facts):
    """One step of the life cycle log."""

    stage: Text = fact("阶段", "谋划、储备、申报、下达、实施、验收、移交")
    day: Day = fact("日期")
    doc_no: Text = fact("文号", default="")


class Reserve(Facts):
    """储备: reserve library entry (seed Baoding)."""

    level: Text = fact("层级", default="")
    batch: Text = fact("批次", default="")
    field: Text = fact("领域", default="")
    entered: Day | None = fact("入库日期", default=None)
    scores: dict[Text, Quantity] = fact("四优先评分", default={})
    steps: tuple[ReserveStep, ...] = fact("历程", default=())


class Fund(Facts):
    """资金: one fund line."""

    kind: FundKind = fact("来源", "资金来源类别")
    amount: Money = fact("金额")
    doc_no: Text = fact("文号", default="")
    doc_day: Day | None = fact("下达日期", default=None)
    issuer: Text = fact("下达机关", default="")
    arrived: Money | None = fact("到位金额", default=None)
    earmarked: YesNo | None = fact("专项", "是否以工代赈专项资金；不填时按来源判断", default=None)
    ratio: Ratio | None = fact("报酬占比", "本项资金的下达文件要求的劳务报酬占比", default=None)
    wages: Money | None = fact("报酬金额", "本项资金的下达文件要求的劳务报酬金额", default=None)
    planned_wages: Money | None = fact("计划报酬", "计划由本项资金发放的劳务报酬", default=None)


class Approval(Facts):
    """批复: key figures of the approval letter."""

    doc_no: Text = fact("文号")
    day: Day = fact("日期")
    issuer: Text = fact("机关")
    mode: Text = fact("建设方式", default="")
    ratio: Ratio | None = fact("报酬占比", "批复要求的劳务报酬占比", default=None)
    amount: Money | None = fact("报酬金额", "批复要求的劳务报酬金额", default=None)
    base: RatioBase = fact("计算基数", "占比的分母", default=RatioBase.EARMARKED)
    two_principles: YesNo | None = fact("两个尽量", "批复是否写明能用人工尽量不用机械等两项原则", default=None)
    valid_years: Whole | None = fact("有效期", "年", default=None)


class Element(Facts):
    """要素: planning, land, environment, fiscal … (seed Baoding)."""

    name: Text = fact("名称", "规划、用地、环评、水保、财政等")
    status: Text = fact("状态", "已取得、不需办理或缺")
    doc_no: Text = fact("文号", default="")
    day: Day | None = fact("日期", default=None)
    issuer: Text = fact("机关", default="")
    basis: Text = fact("依据", "不需办理时的依据", default="")
    reviewer: Text = fact("审查人", default="")
