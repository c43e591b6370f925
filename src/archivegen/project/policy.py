"""Numbers that a province sets: floors, periods, ages.  Read from the pack's ``rules.yaml``; never constants in code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from archivegen.project.basics import ProjectStage
from archivegen.project.values import Facts, Text, Texts, fact


class IndicatorCheck(Facts):
    """A performance indicator that names a figure which the program computes (domain §7 V-Q04)."""

    words: Texts = fact("含", "指标名称里都有的词")
    without: Texts = fact("不含", "指标名称里不能有的词", default=())
    figure: Text = fact("数", "实发报酬、报酬占比、务工人数、重点群体人数、培训人次或公益岗数")


class StageFact(Facts):
    """A fact that a project owes from a stage on, and the papers that wait for it."""

    stage: ProjectStage = fact("阶段", "从哪个阶段起应当填写")
    path: Text = fact("事实", "项目文件中的位置，如 项目.实际开工、会议.四方会商")
    papers: Texts = fact("材料", "等着它的材料", default=())


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
