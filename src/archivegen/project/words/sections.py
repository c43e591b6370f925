"""Plain words for templates: every fact under its Chinese key, every figure computed once.

The result holds only ``dict list str bool int Decimal date`` (architecture §6).  An absent text, date or amount is the empty
text, so that a form stays blank where a person must write.  Words for a public paper are built without what must not
be shown: a template that asks for it fails instead of leaking it (domain §1.9).
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any, get_args

from archivegen.chinese import break_title
from archivegen.project.basics import FundKind
from archivegen.project.figures import Figures
from archivegen.project.letters import letter_outline
from archivegen.project.parties import Meeting, Notice
from archivegen.project.plain import (
    Words,
    blank_words,
    fact_words,
    is_facts,
    optional_words,
    or_blank,
)
from archivegen.project.receipts import settlement_words
from archivegen.project.reckoning import round_money, share_of
from archivegen.project.shares import FundShare
from archivegen.project.words.account import (
    application_words,
    fund_ledger_words,
    self_build_words,
)
from archivegen.project.words.benefit import add_benefit_words
from archivegen.project.words.discipline import discipline_words
from archivegen.project.words.evaluation import self_evaluation_words
from archivegen.project.words.hiring import hiring_words
from archivegen.project.words.measure import measure_words
from archivegen.project.words.month import month_words
from archivegen.project.words.oversight import oversight_words
from archivegen.project.words.people import person_words, wage_outline, wage_words
from archivegen.project.words.photo import photo_words
from archivegen.project.words.preparation import add_preparation_words
from archivegen.project.words.public import build_public_words
from archivegen.project.words.review import evaluation_words, measured_words
from archivegen.project.words.start import briefing_words, find_election, insurance_words, start_words
from archivegen.project.words.summary import summary_words
from archivegen.project.words.survey import add_survey_words
from archivegen.project.words.training import safety_words, sessions_by_worker, training_words
from archivegen.project.words.work import attendance_outline, attendance_words, log_months, log_words

_MADE_FROM_FIGURES = ("务工人员", "考勤", "施工日志", "发放批次")
"""Sections whose words are more than the facts as written."""


def build_words(figures: Figures, *, public: bool = False) -> Words:
    """All words of a project; ``public`` leaves out IDs, accounts, phones and hardship categories of persons."""
    full = complete_outline(figures, build_outline(figures))
    return build_public_words(figures, full) if public else full


def build_outline(figures: Figures) -> Words:
    """The words that a plan is made from: all but what the sheets of a month say of every person.

    ``考勤`` and ``发放批次`` have their items, and of those what is known without the lines below them; twenty thousand wage lines are not made to learn that there are twelve sheets.
    """
    project = figures.project
    words: Words = {}
    for name, field in type(project).model_fields.items():
        value = getattr(project, name)
        model = next((t for t in (field.annotation, *get_args(field.annotation)) if is_facts(t)), None)
        if field.alias in _MADE_FROM_FIGURES:
            words[field.alias] = []
        elif isinstance(value, tuple):
            words[str(field.alias)] = fact_words(value)
        elif model is not None:
            words[str(field.alias)] = optional_words(value, model)
        else:
            words[str(field.alias)] = fact_words(value)
    _add_project(words, figures)
    _add_parties(words, figures)
    _add_money(words, figures)
    _add_estimate(words, figures)
    _add_meetings_and_notices(words, figures)
    add_survey_words(words, figures)
    add_preparation_words(words, figures)
    add_benefit_words(words, figures)
    persons = _list_persons(figures)
    words["务工人员"] = persons
    words["择优清单"] = hiring_words(figures, persons)
    words["培训档案"] = training_words(figures, persons)
    words["安全教育"] = safety_words(figures, persons)
    words["计量单"] = measure_words(figures)
    words["考核人员"] = discipline_words(figures, persons)
    words["保险单"] = insurance_words(figures)
    words["技术交底"] = briefing_words(figures)
    words["开工条件"] = start_words(figures)
    words["考勤"] = attendance_outline(figures)
    words["施工日志"] = log_words(figures)
    words["日志月份"] = log_months(figures, words["施工日志"])
    words["发放批次"] = wage_outline(figures)
    words["指标"] = indicator_words(figures)
    words["统计"] = summary_words(figures)
    words["自评"] = self_evaluation_words(figures)
    words["影像"], words["影像部位"] = photo_words(figures.project.photos)
    words["规定"] = policy_words(figures)
    words["公文"] = letter_outline(figures.policy.letters)
    _add_papers_of_money(words, figures)
    return words


def _add_papers_of_money(words: Words, figures: Figures) -> None:
    words["资金台账"] = fund_ledger_words(figures)
    words["拨付申请"] = application_words(figures)
    words["自建公示"] = self_build_words(figures, words["公示栏"])
    words["收方单"] = measured_words(figures)
    words["调度月份"] = month_words(figures)
    words["监督资料"] = oversight_words(figures)
    words["综合评价"] = evaluation_words(figures)


def complete_outline(figures: Figures, outline: Words) -> Words:
    """All words: the outline of the same figures, and the lines of the monthly sheets."""
    return {
        **outline,
        "考勤": attendance_words(figures),
        "发放批次": wage_words(figures, outline["务工人员"], public=False),
    }


def _list_persons(figures: Figures) -> list[Words]:
    sessions = sessions_by_worker(figures)
    return [
        person_words(figures, worker, i, sessions.get(id(worker), ()), public=False)
        for i, worker in enumerate(figures.project.workers, 1)
    ]


def _add_project(words: Words, figures: Figures) -> None:
    basics, reserve = figures.project.basics, figures.project.reserve
    applied = next((step for step in (reserve.steps if reserve else ()) if step.stage == "申报"), None)
    place = words["项目"]
    villages = "、".join(basics.villages)
    place.update(
        村名=villages,
        简称=basics.short_name or basics.name,
        标题="\n".join(break_title(basics.name, 19)),
        封面标题="\n".join(break_title(basics.name, 12)),
        建设地点=basics.site or f"{basics.province}{basics.city}{basics.county}{basics.township}{villages}",
        县乡=basics.county + basics.township,
        总投资=figures.total_investment if (figures.project.funds or basics.total_investment) else "",
        自建=basics.is_self_built,
        公益=basics.kind.value == "公益性",
        赈济模式="公益性基础设施建设+劳务报酬发放+就业技能培训+公益性岗位设置"
        if basics.kind.value == "公益性"
        else "产业发展配套基础设施建设+劳务报酬发放+就业技能培训+资产折股量化分红",
        计划工期天数=_days_between(basics.planned_start, basics.planned_end),
        实际工期天数=_days_between(basics.started, basics.finished),
        申报日期=applied.day if applied else "",
        申报文号=applied.doc_no if applied else "",
    )
    for step in place["工序进度"]:
        step["天数"] = _days_between(step["开始"], step["结束"])
    for item in words["建设内容"]:
        item["投资"] = round_money(item["数量"] * item["单价"]) if item["单价"] != "" else ""
    for position, item in enumerate(words["建设内容"], 1):
        item["序号"] = position


def _days_between(first: datetime.date | None, last: datetime.date | None) -> Any:
    return (last - first).days + 1 if first and last else ""


def _add_parties(words: Words, figures: Figures) -> None:
    basics, parties = figures.project.basics, words["参建各方"]
    village = "、".join(basics.villages)
    self_built = basics.is_self_built
    usual = {
        "村民委员会": f"{village}村民委员会",
        "乡镇政府": f"{basics.county}{basics.township}人民政府",
        "县级主管部门": f"{basics.county}发展和改革局",
        "业主单位": f"{village}村民委员会" if self_built else f"{basics.county}{basics.township}人民政府",
    }
    for role, name in usual.items():
        parties[role]["名称"] = parties[role]["名称"] or name
    builder = parties["实施单位"] if parties["实施单位"]["已有"] else parties["施工单位"]
    implementer = dict(builder)
    if not implementer["名称"] and self_built:
        implementer["名称"] = f"{village}以工代赈项目理事会"
    parties["实施单位"] = implementer
    words["责任"] = {
        level: next(
            (person for person in words["责任人"] if person["层级"] == level),
            {"层级": level, "姓名": "", "职务": "", "职责": "", "电话": ""},
        )
        for level in ("县", "镇", "村", "施")
    }


def _add_money(words: Words, figures: Figures) -> None:
    project = figures.project
    central = figures.fund_total((FundKind.CENTRAL_BUDGET, FundKind.CENTRAL_RELIEF))
    arrived = [fund.arrived for fund in project.funds if fund.arrived is not None]
    for fund, row in zip(project.funds, words["资金"], strict=True):
        row["专项"] = figures.is_earmarked(fund)
    words["资金合计"] = {
        "总额": figures.fund_total(),
        "专项": sum((fund.amount for fund in project.funds if figures.is_earmarked(fund)), Decimal(0)),
        "中央": central,
        "省级": figures.fund_total((FundKind.PROVINCIAL,)),
        "自筹": figures.fund_total((FundKind.SELF_RAISED,)),
        "其他": figures.fund_total((FundKind.FISCAL, FundKind.OTHER)),
        "到位": sum(arrived, Decimal(0)) if arrived else "",
    }
    approval = project.approval
    base, required = figures.ratio_base, figures.required_ratio
    planned, actual = share_of(figures.planned_wages, base), share_of(figures.wages_paid, base)
    words["占比"] = {
        "基数名称": figures.joint_share.name,
        "基数": base,
        "下限": or_blank(figures.floor_ratio),
        "批复": or_blank(approval.ratio if approval else None),
        "要求": or_blank(required),
        "要求金额": base * required if required is not None else "",
        "计划": or_blank(planned) if figures.planned_wages else "",
        "计划金额": figures.planned_wages if figures.estimate else "",
        "计划达标": bool(planned is not None and required is not None and planned >= required),
        "实际": or_blank(actual) if figures.wages_paid else "",
        "实际金额": figures.wages_paid or "",
        "实际达标": bool(actual is not None and required is not None and actual >= required),
        "还差": or_blank(figures.joint_share.still_owed),
        "分项": [_share_words(line) for line in figures.fund_shares],
    }


def _share_words(line: FundShare) -> Words:
    """One fund line; blank is what nobody has told yet."""
    row = {
        "来源": line.name,
        "文号": line.doc_no,
        "金额": line.amount,
        "下限": line.floor,
        "文件要求": line.demanded,
        "要求": line.required,
        "要求金额": line.required_amount,
        "计划": line.planned_share,
        "计划金额": line.planned,
        "计划达标": line.is_enough(line.planned),
        "实际": line.paid_share,
        "实际金额": line.paid,
        "实际达标": line.is_enough(line.paid),
        "还差": line.still_owed,
    }
    return {key: or_blank(value) for key, value in row.items()}


def _add_estimate(words: Words, figures: Figures) -> None:
    rows = [
        {
            **fact_words(row.line),
            "序号": position,
            "工日": row.days,
            "单价": row.price,
            "报酬": row.pay,
        }
        for position, row in enumerate(figures.estimate, 1)
    ]
    for rate in words["工价"]:
        rate["计件"] = rate["单位"] not in figures.day_units
    trades: dict[str, Words] = {}
    for row in rows:
        total = trades.setdefault(
            row["工种"], {"序号": len(trades) + 1, "工种": row["工种"], "工日": Decimal(0), "报酬": Decimal(0)}
        )
        total["工日"] += row["工日"]
        total["报酬"] += row["报酬"]
    demands = {rate.trade: rate.demand for rate in figures.project.rates}
    for total in trades.values():
        total["单价"] = or_blank(figures.rate_on(total["工种"], None))
        total["人数"] = or_blank(figures.planned_heads(total["工日"]))
        total["岗位要求"] = demands.get(total["工种"], "")
    heads = [total["人数"] for total in trades.values()]
    words["测算"] = {
        "明细": rows,
        "工种合计": list(trades.values()),
        "工日": figures.planned_days,
        "报酬": figures.planned_wages,
        "人数": sum(heads) if heads and "" not in heads else "",
    }


def _add_meetings_and_notices(words: Words, figures: Figures) -> None:
    policy = figures.policy
    for position, meeting in enumerate(words["会议"], 1):
        meeting["序号"] = position
        for number, person in enumerate(meeting["到会人"], 1):
            person["序号"] = number
    words["村民会议"] = [m for m in words["会议"] if m["类别"] in policy.village_meeting_kinds]
    four = next((m for m in words["会议"] if m["类别"] == "四方会商"), None)
    words["四方会商"] = {**(four or blank_words(Meeting)), "已有": four is not None}
    election = find_election(figures)
    words["选举会议"] = {
        **(words["会议"][figures.project.meetings.index(election)] if election else blank_words(Meeting)),
        "已有": election is not None,
    }
    board: Words = {}
    for kind in policy.notice_kinds:
        notice = next((n for n in words["公示"] if n["类别"] == kind), None)
        board[kind] = {**(notice or blank_words(Notice)), "已有": notice is not None}
        board[kind].update(_notice_period(board[kind], policy.notice_days.get(kind)))
    words["公示栏"] = board


def _notice_period(notice: Words, days: int | None) -> Words:
    """Posted on D, counted from D+1; the days are those that the notice hung, or else what the rules ask (V-E06)."""
    posted, until = notice["张贴日期"], notice["结束日期"]
    if posted and not until and days:
        until = posted + datetime.timedelta(days=days)
    start = posted + datetime.timedelta(days=1) if posted else ""
    lasted = (until - posted).days if posted and until and until > posted else or_blank(days)
    return {"公示起": start, "结束日期": until, "天数": lasted}


def policy_words(figures: Figures) -> Words:
    """规定: numbers and wording of the pack's rules that papers print."""
    policy = figures.policy
    return {
        "工资公示天数": policy.wage_notice_days,
        "扣款前教育次数": policy.educations_before_deduction,
        "扣款法律提示": policy.deduction_note,
        "工地最低年龄": policy.site_minimum_age,
        "决算期限月数": policy.final_account_within_months,
        "无异议的写法": list(policy.no_objection) or ["无"],
        "无问题的写法": list(policy.no_problem) or ["无"],
        "保修期限": fact_words(policy.warranty_terms),
        "质量保证金上限": policy.warranty_deposit,
    }


def indicator_words(figures: Figures) -> Words:
    """指标: the counts and sums that plans, summaries and evaluations all print (R05, R12)."""
    project = figures.project
    worked = figures.employed
    pay = figures.pay_by_worker
    days = figures.days_worked
    categories: dict[str, Words] = {}
    for worker in worked:
        for category in worker.categories:
            listed = category in figures.policy.priority_categories
            row = categories.setdefault(category, {"类别": category, "人数": 0, "报酬": Decimal(0), "重点": listed})
            row["人数"] += 1
            row["报酬"] += pay.get(id(worker), Decimal(0))
    priority = [worker for worker in worked if figures.is_priority(worker)]
    average = share_of(figures.wages_paid, Decimal(len(worked)))
    trained = sum(len(training.trainees) for training in project.training)
    return {
        "登记人数": len(project.workers),
        "务工人数": len(worked),
        "重点群体人数": len(priority),
        "重点群体报酬": sum((pay.get(id(worker), Decimal(0)) for worker in priority), Decimal(0)),
        "类别统计": list(categories.values()),
        "工日": days,
        "应发报酬": figures.wages_due,
        "实发报酬": figures.wages_paid,
        "人均报酬": "" if average is None else average.quantize(Decimal("0.01")),
        "培训场次": len(project.training),
        "培训人次": trained,
        "公益岗数": sum(post.quota for post in project.posts),
        "理事会人数": len(project.parties.council),
        **settlement_words(figures),
    }
