"""A template pack: the list of papers, the rules' parameters, and where the Word and Excel templates lie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator

from archivegen.pack.banks import BankLayout
from archivegen.pack.filing import Filing
from archivegen.pack.handover import Handover
from archivegen.pack.index_orders import IndexOrders
from archivegen.pack.privacy import PrivacyBook
from archivegen.pack.reception import ReceptionOptions
from archivegen.pack.volume_book import BookOptions
from archivegen.project.basics import ProjectStage
from archivegen.project.matching import State as ReceiptState
from archivegen.project.policy import (
    Criterion,
    IndicatorCheck,
    Policy,
    Priority,
    ReviewItem,
    StageFact,
    WarrantyTerm,
)
from archivegen.project.values import Facts, Money, Quantity, Ratio, Text, Texts, Whole, YesNo, fact


def _read_share(value: Any) -> Fraction:
    try:
        return Fraction(str(value).strip())
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"应写成 2/3 这样的分数，现为“{value}”") from None


Share = Annotated[Any, BeforeValidator(_read_share)]


class TemplateChoice(Facts):
    """One of several templates of a paper: the first whose condition holds is taken."""

    file: Text = fact("文件", "模板包内的路径")
    when: Text = fact("当", "条件表达式；不写即总是", default="")


class DocumentType(Facts):
    """材料: one line of the catalogue.  Expressions are of the template language (architecture §5)."""

    code: Text = fact("代码", "目录代码，不重用、不改号", default="")
    name: Text = fact("名称")
    stage: Text = fact("阶段", "阶段代码 A–E", default="")
    origin: Text = fact("来源", "生成或收集", default="收集")
    templates: tuple[TemplateChoice, ...] = fact("模板", default=())
    for_each: Text = fact("逐一", "每一项出一份的清单", default="")
    key: Text = fact("键", "区分各份的表达式，永久不变", default="")
    title: Text = fact("题名", "题名，可含词", default="")
    words: dict[Text, Text] = fact("词", "本材料另加的词：名称到表达式", default={})
    photos: Text = fact("照片", "本材料要印的照片：得出文件路径清单的表达式", default="")
    needs: Texts = fact("所需", "缺了就不能生成的事实", default=())
    signers: Texts = fact("签章", default=())
    level: Text = fact("责任", "县、镇、村或施", default="")
    audience: Text = fact("受众", "内部、公开、受限或银行", default="内部")
    contents: Texts = fact("应含", "收集的材料应当包含哪些", default=())
    due: Text = fact("时限", "收集的材料何时办妥，文字可含词", default="")
    applies: Text = fact("适用", "条件表达式；不写即都适用", default="")
    not_applicable: Text = fact("不适用说明", default="")
    prerequisite: Whole | None = fact("验收前置", default=None)
    retention: Text = fact("保管期限", default="")
    day: Text = fact("日期", "得出形成日期的表达式；得出几个的取最晚的，得出月份的取月末", default="")
    document_number: Text = fact("文件编号", "得出文件编号（文号）的表达式", default="")
    author: Text = fact("责任者", "得出责任者的表达式；不写即为责任单位", default="")
    numbered: YesNo = fact("编号", "是否编入案卷；关于档案本身的材料不编", default=True)
    group: Text = fact("六类", default="")
    aspect: Whole = fact("分项", default=0)
    emphasis: Texts = fact("要点", default=())
    basis: Text = fact("依据", default="")
    attachments: tuple[DocumentType, ...] = fact("附件", default=())

    def expressions(self) -> Iterator[str]:
        """Every expression of this paper and of its attachments (``title`` is a text)."""
        yield from (
            self.applies,
            self.for_each,
            self.key,
            self.photos,
            self.day,
            self.document_number,
            self.author,
            *self.words.values(),
            *(choice.when for choice in self.templates),
        )
        for part in self.attachments:
            yield from part.expressions()


class StageLine(Facts):
    """One of the stages."""

    code: Text = fact("代码")
    name: Text = fact("名称")


class Prerequisite(Facts):
    """One of the eleven acceptance prerequisites (domain §5.2)."""

    number: Whole = fact("序号")
    wording: Text = fact("名称")
    codes: Texts = fact("材料")


class Catalogue(Facts):
    """``catalogue.yaml``."""

    stages: tuple[StageLine, ...] = fact("阶段")
    prerequisites: tuple[Prerequisite, ...] = fact("验收前置", default=())
    documents: tuple[DocumentType, ...] = fact("材料")
    cover_slip: Text = fact("收集封面", "收集的材料的封面用哪个模板", default="")
    orders: IndexOrders = fact("索引", "完整性清单按什么次序核对", default=IndexOrders())


class Parameters(Facts):
    """``参数`` of ``rules.yaml``; see :class:`~archivegen.project.policy.Policy` for the meanings."""

    wage_share_floor: dict[Text, Ratio] = fact("占比下限")
    promoted_floor: Ratio = fact("推广占比下限")
    earmarked_kinds: Texts = fact("专项资金来源")
    wage_notice_days: Whole = fact("工资公示天数")
    notice_days: dict[Text, Whole] = fact("公示天数")
    pay_within_days: Whole = fact("发放期限天数")
    priority_categories: Texts = fact("重点群体")
    origin_order: Texts = fact("招用次序")
    service_age: dict[Text, Whole] = fact("用工协议年龄")
    minimum_age: Whole = fact("最低年龄")
    site_minimum_age: Whole = fact("工地最低年龄")
    maximum_age: Whole = fact("最高年龄")
    deduction_cap: Ratio = fact("扣款上限")
    educations_before_deduction: Whole = fact("扣款前教育次数")
    month_days_warning: Quantity = fact("每月天数提示")
    village_meeting_kinds: Texts = fact("村民会议类别")
    notice_kinds: Texts = fact("公示类别")
    pay_warning_days: Whole = fact("发放预警天数")
    ordinary_categories: Texts = fact("一般群众")
    responsible_levels: Texts = fact("责任层级")
    council_members: Whole = fact("理事会最少人数")
    quorum: Share = fact("代表到会比例", "如 2/3")
    majority: Share = fact("表决通过比例", "须超过，如 1/2")
    same_units: tuple[Texts, ...] = fact("同义单位", "第一组是计日的单位")
    no_objection: Texts = fact("无异议的写法")
    objection_closed: Texts = fact("异议已了结的写法")
    notice_papers: dict[Text, Texts] = fact("公示材料")
    stage_facts: tuple[StageFact, ...] = fact("阶段所需")
    pay_deviation: Ratio = fact("日均报酬偏差")
    works_expenses: Texts = fact("工程支出类别")
    expense_rate_words: Texts = fact("支出率的写法")
    four_notices: Texts = fact("四不缺公示", "劳务报酬公示之外的三种")
    self_build_notices: Texts = fact("自建公示", "第一种在开工前")
    notice_after: dict[Text, Text] = fact("公示不早于", "公示类别到项目文件中的日期，如 批复.日期")
    mode_words: Texts = fact("决定建设方式的写法")
    council_words: Texts = fact("选举理事会的写法")
    adult_quorum: Share = fact("成年村民到会须超过", "如 1/2")
    household_quorum: Share = fact("户代表到会不少于", "如 2/3")
    assembly_call_days: Whole = fact("村民会议提前通知天数")
    quotes_needed: Whole = fact("最少报价家数")
    inquiry_methods: Texts = fact("比价的采购方式")
    tender_limits: dict[Text, Money] = fact("招标限额", "工程、货物、服务到金额")
    tender_words: Texts = fact("招标的写法")
    exemption_words: Texts = fact("不招标的写法")
    four_parties: dict[Text, Texts] = fact("四方", "哪一方到到会人身份、单位里的词")
    four_party_subjects: dict[Text, Texts] = fact("会商事项", "事项到纪要里的词")
    no_problem: Texts = fact("无问题的写法")
    monthly_checks: Texts = fact("每月检查类别")
    indicator_checks: tuple[IndicatorCheck, ...] = fact("指标核对")
    indicator_weights: dict[Text, Quantity] = fact("绩效分值")
    provinces: dict[Text, Text] = fact("省级代码", "区划代码前两位到名称")
    required_elements: dict[Text, Texts] = fact("必备要素", "申报前要办的前置手续：名称到认得的写法")
    element_states: dict[Text, Texts] = fact("要素状态", "已取得、不需办理、缺：各到认得的写法")
    lifecycle: Texts = fact("历程次序")
    over_total_share: Ratio = fact("超概重报比例")
    elder_forbidden_trades: Texts = fact("超龄禁止工种", "工种里含有这些字的，超龄人员不能做")
    insured_age: Whole = fact("保险必备年龄")
    outside_county: Texts = fact("县外写法")
    no_kin: Texts = fact("无亲属的写法")
    safety_words: Texts = fact("安全教育的写法", "课题里含有这些字的算安全教育")
    least_deposit: Ratio = fact("保证金最低比例")
    most_deposit: Ratio = fact("保证金最高比例")
    deposit_free_below: Money = fact("保证金免存合同额")
    fund_notice_kinds: Texts = fact("计划公示类别", "公开资金计划的公示")
    fund_notice_workdays: Whole = fact("计划公示工作日", "资金计划下达后多少个工作日内公开")
    progress_meeting_kinds: Texts = fact("推进会类别")
    acceptance_within_months: Whole = fact("验收期限月数")
    final_account_within_months: Whole = fact("决算期限月数")
    filing_within_days: Whole = fact("备案期限天数")
    resend_within_days: Whole = fact("重发期限天数")
    workdays_before_notice: dict[Text, Whole] = fact("公示前工作日", "各步骤比报酬公示早多少个工作日")
    near_days: Whole = fact("临近天数")
    reminder_days: Whole = fact("提醒提前天数")
    alike_share: Ratio = fact("雷同比例")
    alike_months: Whole = fact("雷同月数")
    alike_crew_size: Whole = fact("雷同最少人数")
    round_sum: Whole = fact("整数金额单位")
    crowd_factor: Quantity = fact("发放人数倍数")
    flags_together: Whole = fact("疑点合并数")
    interview_agrees: Texts = fact("核验一致的写法")
    unpublished_words: Texts = fact("公示不写的词", "公开张贴的事由、异议里不能写的困难身份和病情", default=())
    deduction_note: Text = fact("扣款法律提示", "启用扣款时合同和发放表印的话", default="")
    receipt_states: dict[ReceiptState, Texts] = fact("回单状态", "成功、失败、退回、处理中各有哪些写法", default={})
    priorities: tuple[Priority, ...] = fact("四优先", "储备项目评分的四项和各项分值", default=())
    review_items: tuple[ReviewItem, ...] = fact("前置审查", "前置审查表的各项", default=())
    willing_words: dict[Text, Texts] = fact("务工意愿的写法", "愿意、季节性、不愿意：各到摸底名单里的写法", default={})
    willing_week_days: dict[Text, Quantity] = fact(
        "每周可务工天数", "愿意、季节性：没有逐人填写时按几天折算", default={}
    )

    evaluation: tuple[Criterion, ...] = fact("综合评价", "县级综合评价的指标、分值和评分标准", default=())
    evaluation_grades: dict[Text, Quantity] = fact("评价等次", "等次到最低分，如 {优秀: 90}", default={})
    evaluation_vetoes: Texts = fact("评价否决情形", default=())
    warranty_terms: tuple[WarrantyTerm, ...] = fact("保修期限", "各部位最低保修期限", default=())
    warranty_deposit: Ratio = fact("质量保证金上限", "占结算金额的比例", default=Decimal(0))
    machine_words: Texts = fact("机械费的写法", "类别或摘要里含有这些字的支出是机械租赁费", default=())
    service_words: Texts = fact("技术服务费的写法", "类别或摘要里含有这些字的支出是技术服务费", default=())
    performance_grades: dict[Text, Quantity] = fact("绩效等级", "自评的等级到最低分，如 {优: 90}", default={})

    def as_policy(self) -> Policy:
        """The same numbers as the plain record that figures and rules take."""
        values = {name: getattr(self, name) for name in type(self).model_fields}
        return Policy(**values)


class RuleLine(Facts):
    """One rule of ``rules.yaml``: its code, and what a province may change."""

    code: Text = fact("代码")
    name: Text = fact("名称")
    severity: Text = fact("级别", "错误、警告、提示或停用", default="错误")
    message: Text = fact("说明", "问题的文字；可用规则给出的词")
    papers: Texts = fact("影响材料", "此项不改正就不生成的材料", default=())
    basis: Text = fact("依据", default="")
    stage_severity: dict[ProjectStage, Text] = fact("阶段级别", "从某阶段起改用的级别，如 {实施: 错误}", default={})
    gates: Texts = fact("关口", "此项不改正就过不去的关口，如 [G3]", default=())
    owner: Text = fact("责任", "由谁改正：县、镇、村或施", default="")
    parameters: Texts = fact("参数", "此项用到的参数名称", default=())
    flag: YesNo = fact("疑点", "是否算一个疑点；几个疑点碰到一起就须面对面核验", default=False)


class Gate(Facts):
    """关口: one of the five gates (domain §5.1): what must be in order before a project may go on."""

    code: Text = fact("代码", "G1–G5")
    name: Text = fact("名称")
    question: Text = fact("问", "如 这个月的报酬能不能发")
    stage: ProjectStage = fact("阶段", "按项目已到此阶段来检查")
    monthly: YesNo = fact("逐月", default=False)
    papers: Texts = fact("材料", "应当齐全的材料代码，或 验收前置、全部；不写时只看规则", default=())
    crew_papers: Texts = fact("首批材料", "每人一份的材料中，只看首批进场人员的", default=())
    draft_papers: Texts = fact("草案材料", "有草案即可、不必签章的材料", default=())
    results: Texts = fact("结果材料", "由本关口得出、不能作为本关口依据的材料", default=())
    substitutes: dict[Text, Text] = fact("可代材料", "可以先用别的材料代替的，如 {D10: D07}", default={})
    earlier: Texts = fact("先过", "一并检查的关口；逐月的，各月都查", default=())


class AgendaLine(Facts):
    """One thing that is due, in words: what to do, who does it, what comes of it."""

    code: Text = fact("代码")
    text: Text = fact("做什么", "一句话；可用程序给出的词")
    owner: Text = fact("责任", "县、镇、村或施；不写时取材料的责任", default="")
    paper: Text = fact("材料", "办成的材料代码", default="")
    basis: Text = fact("依据", default="")
    before_rest: YesNo = fact("休息日提前", "到期那天是休息日时提醒提前办", default=False)


class AgendaBook(Facts):
    """``agenda.yaml``."""

    rest_day_note: Text = fact("休息日提示", "可用词 before", default="")
    lines: tuple[AgendaLine, ...] = fact("事项", default=())


class RuleBook(Facts):
    """``rules.yaml``."""

    parameters: Parameters = fact("参数")
    families: dict[Text, Text] = fact("规则族", "代码的开头到名称，如 {R1: 务工人员}", default={})
    gates: tuple[Gate, ...] = fact("关口", default=())
    rules: tuple[RuleLine, ...] = fact("规则", default=())


class PrintOptions(Facts):
    """成套打印 of ``pack.yaml``: which signers belong to one party, and what a signing session is."""

    list_template: Text = fact("清单", "签署清单的模板；不写就不能成套打印", default="")
    session: Text = fact("签约册", "每人一份的材料合成的一册的名称", default="签约")
    session_loop: Text = fact("签约逐一", "逐一是此清单的材料归入签约册", default="务工人员")
    others: Text = fact("其他册", "签章方里没有写到的，归入这一册", default="其他")
    parties: dict[Text, Texts] = fact("签章方", "册名到材料清单“签章”里的名称", default={})
    copies: dict[Text, Whole] = fact("份数", "材料代码到签几份；没有写到的签一份", default={})

    def copies_of(self, code: str) -> int:
        """How many copies of a paper are signed."""
        return self.copies.get(code, 1)


@dataclass(frozen=True)
class Pack:
    """A loaded pack."""

    id: str
    version: str
    name: str
    folder: Path
    catalogue: Catalogue
    rules: Mapping[str, RuleLine]
    policy: Policy
    privacy: PrivacyBook
    volume_book: BookOptions
    """How the merged PDF of a volume looks."""
    filing: Filing
    """How papers become volumes and get their numbers."""
    handover: Handover
    """Boxes, the papers of volumes, the files that describe a carrier."""
    gates: tuple[Gate, ...] = ()
    families: Mapping[str, str] = field(default_factory=dict)
    """First letters of a rule's code → what its family is about."""
    thresholds: Mapping[str, object] = field(default_factory=dict)
    """Name of a parameter → its value as ``rules.yaml`` writes it."""
    agenda: Mapping[str, AgendaLine] = field(default_factory=dict)
    """Kind of a thing that is due → how it is said; what is not there is not told."""
    rest_day_note: str = ""
    """What is added when a day on which something is due is a day of rest."""
    banks: tuple[BankLayout, ...] = ()
    """Layouts of payment files, the usual one first."""
    print_options: PrintOptions = field(default_factory=PrintOptions)
    """How print sets are made."""
    reception: ReceptionOptions | None = None
    """How archives are received; None for a pack that only makes papers."""

    def template(self, path: str) -> bytes:
        """Bytes of a template; ``path`` is relative to the pack and was checked when the pack was loaded."""
        return (self.folder / path).read_bytes()
