"""Facts about the bodies that take part, their meetings and their notices."""

from __future__ import annotations

import datetime
from collections.abc import Collection

from archivegen.project.values import Day, Facts, Money, Month, Phone, Ratio, Text, Texts, Whole, YesNo, fact


class Unit(Facts):
    """A unit that takes part."""

    name: Text = fact("名称")
    head: Text = fact("负责人", default="")
    post: Text = fact("职务", default="")
    phone: Phone = fact("电话", default="")
    address: Text = fact("地址", default="")
    credit_code: Text = fact("信用代码", "统一社会信用代码", default="")


class Member(Facts):
    """A member of the council, of the quality group or of a review team."""

    name: Text = fact("姓名")
    unit: Text = fact("单位", default="")
    post: Text = fact("职务", default="")
    duty: Text = fact("分工", default="")
    phone: Phone = fact("电话", default="")
    cadre: YesNo = fact("村干部", default=False)
    votes: Whole | None = fact("得票", "选举产生的，当选时的得票数", default=None)


class Parties(Facts):
    """参建各方: the four roles and the firms (seed Guang'an)."""

    owner: Unit | None = fact("业主单位", "项目法人或建设单位", default=None)
    implementer: Unit | None = fact("实施单位", "理事会或施工单位", default=None)
    contractor: Unit | None = fact("施工单位", default=None)
    supervisor: Unit | None = fact("监理单位", default=None)
    designer: Unit | None = fact("设计单位", default=None)
    tester: Unit | None = fact("检测单位", default=None)
    township: Unit | None = fact("乡镇政府", "监督主体", default=None)
    county_office: Unit | None = fact("县级主管部门", "县发展改革局", default=None)
    village: Unit | None = fact("村民委员会", "责任主体", default=None)
    services: tuple[Unit, ...] = fact("服务单位", default=())
    council: tuple[Member, ...] = fact("理事会", default=())
    council_term: Text = fact("理事会任期", "如 至项目移交", default="")
    quality_group: tuple[Member, ...] = fact("质量监督小组", default=())
    labour_officer: Text = fact("劳资专管员", default="")


class Contract(Facts):
    """合同: the agreement by which the project is built (seed Guang'an; domain §6.15 C02).

    Between township, village and council where the village builds itself, with a contractor otherwise; its sum is
    财务.合同金额.
    """

    number: Text = fact("编号", default="")
    signed: Day | None = fact("签订日期", default=None)
    payments: Texts = fact("付款约定", "逐条写付款的节点、比例和条件", default=())
    retention: Ratio | None = fact("质量保证金", "占价款的比例，如 3%；不留的写 0", default=None)


class Responsible(Facts):
    """责任人: one named person a level (seed Meishan)."""

    level: Text = fact("层级", "县、镇、村或施")
    name: Text = fact("姓名")
    post: Text = fact("职务", default="")
    duty: Text = fact("职责", default="")
    phone: Phone = fact("电话", default="")


class Attendee(Facts):
    """Somebody at a meeting."""

    name: Text = fact("姓名")
    role: Text = fact("身份", "村民代表、村两委等", default="")
    unit: Text = fact("单位", default="")


ASSEMBLY, REPRESENTATIVES = "村民会议", "村民代表会议"


class Meeting(Facts):
    """会议: minutes of a village meeting or of the four parties."""

    kind: Text = fact("类别", "村民会议、村民代表会议、四方会商、推进会或宣讲")
    meeting_no: Text = fact("编号", "同一天开了两次会时填写，用来区分两份记录，如 2", default="")
    title: Text = fact("名称", default="")
    day: Day = fact("日期")
    called: Day | None = fact("通知日期", "把会议时间、议题通知到户的日期", default=None)
    basis: Text = fact("参加口径", "村民会议按什么计人数：成年村民或户代表", default="")
    time: Text = fact("时间", "如 上午9:00", default="")
    place: Text = fact("地点", default="")
    chair: Text = fact("主持", default="")
    recorder: Text = fact("记录", default="")
    due: Whole | None = fact("应到", default=None)
    present: Whole | None = fact("实到", default=None)
    observers: Text = fact("列席", default="")
    topics: Texts = fact("议题", default=())
    discussion: Texts = fact("讨论要点", default=())
    agree: Whole | None = fact("同意", default=None)
    against: Whole | None = fact("反对", default=None)
    abstain: Whole | None = fact("弃权", default=None)
    resolution: Texts = fact("决议", default=())
    attendees: tuple[Attendee, ...] = fact("到会人", default=())
    consulted: Texts = fact("咨询意见", "人社、住建等部门意见", default=())

    @property
    def decides_for_village(self) -> bool:
        """A meeting of a village group decides nothing for the village (村民委员会组织法 art. 28)."""
        return self.kind in {ASSEMBLY, REPRESENTATIVES}

    def deals_with(self, words: Collection[str]) -> bool:
        """Whether a topic or the resolution has one of these words."""
        text = "".join((*self.topics, *self.resolution))
        return any(word in text for word in words)


class NoticePhotos(Facts):
    """Photos that prove how long a notice hung (domain §6.9, §7 V-N03); paths relative to the project's folder."""

    first: Text = fact("首日", "张贴当日的照片，如 照片/县级计划公示-首日.jpg", default="")
    last: Text = fact("末日", "期满当日的照片", default="")


class Notice(Facts):
    """公示: one public notice (seed Bazhou 四不缺)."""

    kind: Text = fact("类别", "县级计划公示、镇村项目公示、施工公告、务工公告等")
    doc_no: Text = fact("文号", default="")
    posted: Day = fact("张贴日期")
    until: Day | None = fact("结束日期", default=None)
    places: Texts = fact("地点", "张贴地点或网站", default=())
    issuer: Text = fact("单位", "落款单位", default="")
    receiver: Text = fact("受理单位", default="")
    phone: Phone = fact("电话", "监督电话，用座机或热线", default="")
    poster: Text = fact("张贴人", default="")
    objections: Text = fact("异议", "没有写“无”", default="")
    result: Text = fact("结论", default="")
    photos: NoticePhotos = fact("照片", "首日和末日的照片", default=NoticePhotos.model_construct())


class Quote(Facts):
    """One offer in an inquiry."""

    unit: Text = fact("单位")
    total: Money = fact("总价")


class Purchase(Facts):
    """采购: one inquiry, comparison and selection (询比选, seed Guang'an; domain §1.8, §6.15)."""

    subject: Text = fact("标的", "买什么、租什么或请谁做")
    kind: Text = fact("类别", "工程、货物或服务；决定用哪个招标限额", default="")
    method: Text = fact("方式", "询比选、公开招标、邀请招标、直接采购等", default="")
    amount: Money | None = fact("金额", "成交金额", default=None)
    quotes: tuple[Quote, ...] = fact("报价", default=())
    winner: Text = fact("成交单位", default="")
    reason: Text = fact("理由", "成交的不是最低价时写明", default="")
    day: Day | None = fact("日期", default=None)
    posted: Day | None = fact("公示日期", "结果公示的日期", default=None)
    basis: Text = fact("依据", "招标文件、中标通知书文号，或不招标的依据", default="")


class Oversight(Facts):
    """监督检查: one visit of supervision, and what became of its problem (seeds Mingshan, Meishan)."""

    kind: Text = fact("类别", "监理、行业、村民监督、群众、县月查、乡日查等")
    visit_no: Text = fact("编号", "同一天同一类检查有两次时填写，如 2", default="")
    day: Day = fact("日期")
    method: Text = fact("方式", "现场检查、查阅资料、走访等", default="")
    checker: Text = fact("检查人", default="")
    problem: Text = fact("问题", "没有写“无”", default="")
    demand: Text = fact("整改要求", default="")
    due: Day | None = fact("期限", default=None)
    mended: Text = fact("整改结果", default="")
    reviewer: Text = fact("复查人", default="")
    closed: Day | None = fact("销号日期", default=None)

    def has_problem(self, no_problem: Collection[str]) -> bool:
        """Whether the visit found something; ``no_problem`` is how people write that it did not."""
        problem = self.problem.rstrip("。.")
        return bool(problem) and problem not in no_problem

    def is_open(self, no_problem: Collection[str], day: datetime.date | None = None) -> bool:
        """Whether it found something that was not mended by a day; without a day, that is not mended yet."""
        if not self.has_problem(no_problem) or (day and self.day > day):
            return False
        return self.closed is None or (day is not None and self.closed > day)


class MonthNote(Facts):
    """调度: what the county's monthly table says in words; its figures are computed (domain §6.16)."""

    month: Month = fact("月份", "如 2026-03")
    progress: Text = fact("形象进度", default="")
    problems: Texts = fact("存在问题", default=())
    next_steps: Texts = fact("下步", default=())
