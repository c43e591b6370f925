"""Numbers that a province sets: floors, periods, ages.  Read from the pack's ``rules.yaml``; never constants in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from archivegen.project.basics import ProjectStage
from archivegen.project.calendar_days import WorkCalendar
from archivegen.project.letters import LetterOptions
from archivegen.project.values import Facts, Quantity, Text, Texts, fact


class IndicatorCheck(Facts):
    """A performance indicator that names a figure which the program computes (domain §7 V-Q04)."""

    words: Texts = fact("含", "指标名称里都有的词")
    without: Texts = fact("不含", "指标名称里不能有的词", default=())
    figure: Text = fact("数", "实发报酬、报酬占比、务工人数、重点群体人数、培训人次或公益岗数")


class StageFact(Facts):
    """A fact that a project owes from a stage on, and the papers that wait for it."""

    stage: ProjectStage = fact("阶段", "从哪个阶段起应当填写")
    path: Text = fact("事实", "项目文件中的位置，如 项目.实际开工、会议.四方会商；有一处就行的，用“ 或 ”隔开")
    papers: Texts = fact("材料", "等着它的材料", default=())


class Priority(Facts):
    """One of the four priorities by which projects of the reserve are ranked (seed Baoding 四优先)."""

    name: Text = fact("名称", "项目文件“储备”“四优先评分”里的名称")
    weight: Quantity = fact("分值", "满分")
    points: Text = fact("要点", "打分时看什么", default="")


class ReviewItem(Facts):
    """One line of the review of formalities before an application (domain §6.4)."""

    name: Text = fact("名称")
    words: Texts = fact("写法", "“要素”的名称里有其中一个词的，就归到这一项")
    points: Text = fact("要点", "审查什么", default="")


class Criterion(Facts):
    """One criterion of the county's evaluation of a finished project."""

    first: Text = fact("一级")
    name: Text = fact("指标")
    points: Quantity = fact("分值")
    standard: Text = fact("评分标准", default="")


class WarrantyTerm(Facts):
    """How long a part of the works is under warranty."""

    scope: Text = fact("范围")
    term: Text = fact("期限", "从竣工验收合格之日起算，如 2年")


@dataclass(frozen=True, slots=True)
class Policy:
    """The parameters that figures and rules need.  Ratios are fractions, periods whole days, ages whole years."""

    wage_share_floor: Mapping[str, Decimal]
    """Fund kind → least share of wages in that fund line (domain §1.2)."""
    promoted_floor: Decimal
    """Least share for projects of the channel 推广, of all fiscal money."""
    earmarked_kinds: tuple[str, ...]
    """Fund kinds that are earmarked for work-relief unless the project file says otherwise."""
    wage_notice_days: int
    """Full days that a wage notice stands; counted from the day after posting (seed Dongpo; 民法典 art. 201)."""
    notice_days: Mapping[str, int]
    """Notice kind → days that it stands."""
    pay_within_days: int
    """Days from the end of a wage period to the payment."""
    priority_categories: tuple[str, ...]
    """Categories that count as 重点群体."""
    origin_order: tuple[str, ...]
    """本村, 邻村, 本乡镇, 邻近乡镇: the order of hiring (seed Dongpo)."""
    service_age: Mapping[str, int]
    """Sex → age from which only a 用工协议 is signed."""
    minimum_age: int
    site_minimum_age: int
    maximum_age: int
    deduction_cap: Decimal
    educations_before_deduction: int
    month_days_warning: Decimal
    village_meeting_kinds: tuple[str, ...]
    """Meeting kinds whose minutes are paper A02."""
    notice_kinds: tuple[str, ...]
    """Notice kinds that templates name."""
    # What only rules need; empty asks for nothing.
    pay_warning_days: int = 0
    """Days from the end of a wage period from which a payment is called late though it is still in time."""
    ordinary_categories: tuple[str, ...] = ()
    """Categories that are known but give no priority."""
    responsible_levels: tuple[str, ...] = ()
    """Levels that must have a responsible person (seed Meishan)."""
    council_members: int = 0
    """Least number of members of a self-build council."""
    quorum: Fraction = Fraction(0)
    """Least share of representatives present (村民委员会组织法 art. 26)."""
    majority: Fraction = Fraction(0)
    """Share of those present that the votes must exceed (the same article)."""
    same_units: tuple[tuple[str, ...], ...] = ()
    """Units of measure that mean the same, the unit of a day's work first."""
    no_objection: tuple[str, ...] = ()
    """What people write when nobody objected."""
    objection_closed: tuple[str, ...] = ()
    """Words by which an objection counts as settled."""
    notice_papers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Notice kind → the papers that print it."""
    stage_facts: tuple[StageFact, ...] = ()
    """What is owed from which stage on."""
    # Money (domain §7-M).
    pay_deviation: Decimal = Decimal(0)
    """How far the average pay of a day may lie outside the agreed rates, as a share of the rate."""
    works_expenses: tuple[str, ...] = ()
    """Kinds of ledger lines that are paid for the works themselves."""
    expense_rate_words: tuple[str, ...] = ()
    """Words by which an indicator names the rate of expenditure."""
    # Notices (domain §7-N).
    four_notices: tuple[str, ...] = ()
    """Notice kinds that make up 四不缺 together with the wage notice (seed Bazhou)."""
    self_build_notices: tuple[str, ...] = ()
    """Notice kinds of a self-build project, the first owed before work begins (seed Guang'an)."""
    notice_after: Mapping[str, str] = field(default_factory=dict)
    """Notice kind → the date in the project file that it cannot precede, as ``批复.日期``."""
    # Democracy, procurement, supervision (domain §7-P).
    mode_words: tuple[str, ...] = ()
    """Words by which minutes decide who builds."""
    council_words: tuple[str, ...] = ()
    """Words by which minutes elect the council."""
    adult_quorum: Fraction = Fraction(0)
    """Share of the adult villagers that an assembly must exceed (村民委员会组织法 art. 22)."""
    household_quorum: Fraction = Fraction(0)
    """Least share of the households at an assembly of their representatives (the same article)."""
    assembly_call_days: int = 0
    """Days between the call of a villagers' assembly and the assembly (the same law, art. 21)."""
    quotes_needed: int = 0
    """Least number of offers in an inquiry."""
    inquiry_methods: tuple[str, ...] = ()
    """Methods of procurement that compare offers."""
    tender_limits: Mapping[str, Decimal] = field(default_factory=dict)
    """工程, 货物, 服务 → 元 from which a tender is due (必须招标的工程项目规定 art. 5)."""
    tender_words: tuple[str, ...] = ()
    """Words that tell of a tender."""
    exemption_words: tuple[str, ...] = ()
    """Words that tell why there is no tender (招标投标法 art. 66)."""
    four_parties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Party of the four-party meeting → words by which an attendee belongs to it (seed Dongpo)."""
    four_party_subjects: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Subject of the four-party meeting → words by which the minutes deal with it."""
    no_problem: tuple[str, ...] = ()
    """What people write when an inspection found nothing."""
    monthly_checks: tuple[str, ...] = ()
    """Kinds of inspection that are made every month."""
    # Acceptance and performance (domain §7-Q).
    indicator_checks: tuple[IndicatorCheck, ...] = ()
    """Indicators that must equal a computed figure."""
    indicator_weights: Mapping[str, Decimal] = field(default_factory=dict)
    """Part of an indicator's first level → the points of all its indicators together (财预〔2020〕10号)."""
    provinces: Mapping[str, str] = field(default_factory=dict)
    """First two digits of a division code → name of the province (GB/T 2260)."""
    required_elements: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Formality that must be settled before the application → words by which it is known (seed Baoding: 规划、环评、财政)."""
    element_states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """已取得, 不需办理 and 缺 → how people write them."""
    lifecycle: tuple[str, ...] = ()
    """The steps of a project's life, in order (seed Baoding)."""
    over_total_share: Decimal = Decimal(0)
    """By how much an estimate may exceed the total investment before it must be submitted again (政府投资条例 art. 12)."""
    elder_forbidden_trades: tuple[str, ...] = ()
    """Words in the name of a trade that is closed to whoever has reached ``service_age``."""
    insured_age: int = 0
    """Age from which no day may be worked without insurance."""
    outside_county: tuple[str, ...] = ()
    """How people write that a worker comes from outside the county."""
    no_kin: tuple[str, ...] = ()
    """How people write that a worker is no kin of a cadre or council member."""
    safety_words: tuple[str, ...] = ()
    """Words in the topic of a training by which it counts as safety education."""
    least_deposit: Decimal = Decimal(0)
    most_deposit: Decimal = Decimal(1)
    """Bounds of the wage deposit as shares of the contract (工程建设领域农民工工资保证金规定 art. 9)."""
    deposit_free_below: Decimal = Decimal(0)
    """A contract below this amount, 元, may be freed from the deposit when nothing was owed (the same, art. 10)."""
    calendar: WorkCalendar = field(default_factory=WorkCalendar)
    """Working days, from the pack's ``holidays.yaml``."""
    letters: LetterOptions = field(default_factory=LetterOptions)
    """How letters look, from the pack's ``pack.yaml``."""
    # The clock; 0 sets no term.
    fund_notice_kinds: tuple[str, ...] = ()
    """Notice kinds that make the fund plan public."""
    fund_notice_workdays: int = 0
    """Working days from the plan letter to that notice (domain §7 V-E06)."""
    progress_meeting_kinds: tuple[str, ...] = ()
    """Meeting kinds that count as the county's monthly progress meeting (seeds Dongpo, Meishan)."""
    acceptance_within_months: int = 0
    """Months from the finish to the county's acceptance."""
    final_account_within_months: int = 0
    """Months from the finish to the final account (基本建设财务规则)."""
    filing_within_days: int = 0
    """Days from the county's acceptance to the filing of its report (建设工程质量管理条例 art. 49)."""
    resend_within_days: int = 0
    """Days in which a payment that failed is sent again."""
    workdays_before_notice: Mapping[str, int] = field(default_factory=dict)
    """考勤, 制表, 审批 → working days that they come before the wage notice."""
    near_days: int = 0
    """Days before which a thing that is due is called near."""
    reminder_days: int = 0
    """Days before which a telephone reminds of it."""
    alike_share: Decimal = Decimal(1)
    """Share of a crew with the very same days from which a month looks copied (domain §7-F)."""
    alike_months: int = 2
    """Months of a pattern from which it is a flag."""
    alike_crew_size: int = 5
    """Crews and wage sheets with fewer people show no pattern."""
    round_sum: int = 100
    """元: when everybody's pay is a multiple of it, that is a flag."""
    crowd_factor: Decimal = Decimal("1.5")
    """So many times more people paid than ever were on the site on one day is a flag."""
    flags_together: int = 2
    """Different flags on one month from which everybody must be asked face to face."""
    interview_agrees: tuple[str, ...] = ()
    """What people write when what a worker says agrees with the sheet."""
    unpublished_words: tuple[str, ...] = ()
    """What no reason on a public paper may say of a person: hardship, illness."""
    deduction_note: str = ""
    """What papers say about deductions in law (domain §11.1)."""
    receipt_states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """成功, 失败, 退回 or 处理中 → the words that banks use for it."""
    priorities: tuple[Priority, ...] = ()
    """The four priorities with their weights (seed Baoding)."""
    review_items: tuple[ReviewItem, ...] = ()
    """The lines of the review of formalities, in order."""
    willing_words: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """愿意, 季节性 or 不愿意 → how villages write it in the survey."""
    willing_week_days: Mapping[str, Decimal] = field(default_factory=dict)
    """愿意 or 季节性 → days a week that one such person is counted with, where the survey does not say."""
    evaluation: tuple[Criterion, ...] = ()
    """The criteria of the county's evaluation, in order (seed Mingshan)."""
    evaluation_grades: Mapping[str, Decimal] = field(default_factory=dict)
    """Grade → the least score; the lowest grade is also that of a vetoed project."""
    evaluation_vetoes: tuple[str, ...] = ()
    """What rules out a good grade whatever the score (seed Dongpo)."""
    warranty_terms: tuple[WarrantyTerm, ...] = ()
    """Least warranty of contracted works (建设工程质量管理条例 art. 40)."""
    warranty_deposit: Decimal = Decimal(0)
    """Most of the settlement that may be kept back as 质量保证金 (建质〔2017〕138号)."""
    machine_words: tuple[str, ...] = ()
    """Words by which an expense is rent of machines."""
    service_words: tuple[str, ...] = ()
    """Words by which an expense is a technical service fee."""
    performance_grades: Mapping[str, Decimal] = field(default_factory=dict)
    """优, 良, 中, 差 → the least score of a self-evaluation (财预〔2020〕10号)."""
