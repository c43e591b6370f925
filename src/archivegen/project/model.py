"""The project definition: frozen facts, one field a section of ``项目.yaml``.

Only what a stage needs is required at that stage, so nearly every section may be absent; the rules say what is owed
when.  The Chinese keys are the aliases; the code says ``project.basics.name``.
"""

from __future__ import annotations

from archivegen.project.basics import Approval, Basics, Element, Fund, Reserve, WorkItem
from archivegen.project.benefits import Equity, PublicPost
from archivegen.project.closing import Acceptance, Aftercare, ArchiveFacts, Assets, Performance, SummaryText, WorksPhoto
from archivegen.project.finance import Finance
from archivegen.project.labour import (
    AttendanceMonth,
    Briefing,
    Discipline,
    LedgerMonth,
    Measurement,
    Piecework,
    SiteLogDay,
)
from archivegen.project.letters import Letter
from archivegen.project.parties import (
    Contract,
    Meeting,
    MonthNote,
    Notice,
    Oversight,
    Parties,
    Purchase,
    Responsible,
)
from archivegen.project.pay import PayBatch, WageGuarantee
from archivegen.project.people import EstimateLine, Rate, Training, Worker, WorkTerms
from archivegen.project.survey import Survey
from archivegen.project.values import Facts, Text, fact


class PackPin(Facts):
    """模板包: the pack that this project was begun with."""

    id: Text = fact("编号")
    version: Text = fact("版本", default="")


class Project(Facts):
    """The whole of ``项目.yaml``."""

    basics: Basics = fact("项目")
    pack: PackPin | None = fact("模板包", default=None)
    reserve: Reserve | None = fact("储备", default=None)
    funds: tuple[Fund, ...] = fact("资金", default=())
    approval: Approval | None = fact("批复", default=None)
    elements: tuple[Element, ...] = fact("要素", default=())
    parties: Parties = fact("参建各方", default=Parties.model_construct())
    responsible: tuple[Responsible, ...] = fact("责任人", default=())
    survey: Survey | None = fact("劳动力摸底", default=None)
    meetings: tuple[Meeting, ...] = fact("会议", default=())
    work_items: tuple[WorkItem, ...] = fact("建设内容", default=())
    estimate: tuple[EstimateLine, ...] = fact("务工测算", default=())
    rates: tuple[Rate, ...] = fact("工价", default=())
    terms: WorkTerms = fact("用工约定", default=WorkTerms.model_construct())
    guarantee: WageGuarantee | None = fact("工资保障", default=None)
    workers: tuple[Worker, ...] = fact("务工人员", "名单，或写花名册路径", default=())
    training: tuple[Training, ...] = fact("培训", default=())
    attendance: tuple[AttendanceMonth, ...] = fact("考勤", default=())
    ledger: tuple[LedgerMonth, ...] = fact("务工台账", default=())
    piecework: tuple[Piecework, ...] = fact("计件", "明细，或写表格路径", default=())
    discipline: tuple[Discipline, ...] = fact("考核", default=())
    briefings: tuple[Briefing, ...] = fact("技术交底", default=())
    site_log: tuple[SiteLogDay, ...] = fact("施工日志", "逐日记录，或写表格路径", default=())
    batches: tuple[PayBatch, ...] = fact("发放批次", default=())
    notices: tuple[Notice, ...] = fact("公示", default=())
    contract: Contract | None = fact("合同", default=None)
    purchases: tuple[Purchase, ...] = fact("采购", default=())
    oversight: tuple[Oversight, ...] = fact("监督检查", default=())
    measurements: tuple[Measurement, ...] = fact("收方", "明细，或写表格路径", default=())
    month_notes: tuple[MonthNote, ...] = fact("调度", default=())
    acceptance: Acceptance = fact("验收", default=Acceptance.model_construct())
    finance: Finance = fact("财务", default=Finance.model_construct())
    performance: Performance = fact("绩效", default=Performance.model_construct())
    assets: Assets | None = fact("资产", default=None)
    aftercare: Aftercare | None = fact("管护", default=None)
    equity: Equity | None = fact("折股量化", default=None)
    posts: tuple[PublicPost, ...] = fact("公益性岗位", default=())
    photos: tuple[WorksPhoto, ...] = fact("影像", "施工前、中、后的照片，一张一项，或写表格路径", default=())
    summary: SummaryText = fact("总结", default=SummaryText.model_construct())
    letters: tuple[Letter, ...] = fact("发文", default=())
    archive: ArchiveFacts = fact("档案", default=ArchiveFacts.model_construct())
    waivers: dict[Text, Text] = fact("不适用", "材料代码到理由，如 {C30: 无设计变更}", default={})
