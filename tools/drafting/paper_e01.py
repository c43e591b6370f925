"""E01: the township's closing report, a document with cover, contents, chapters and annexes (domain §6.18).

The report is itself a prerequisite of county acceptance: what happens after its day (复验, 移交) is not told as done.
"""

from __future__ import annotations

from drafting.closing_tables import OVERVIEW, PERIOD, TOWN, UNITS, WE, draw_quantities
from drafting.paper_e01_labour import draw_labour, draw_publicity, draw_training
from drafting.paper_e01_results import draw_aftercare, draw_annexes, draw_benefit, draw_lessons, draw_quality
from drafting.plan_tables import COUNT, draw_caption
from drafting.summary_paper import SummaryPaper
from drafting.summary_tables import (
    draw_accounts,
    draw_bodies,
    draw_council,
    draw_elements,
    draw_expenses,
    draw_funds,
    draw_meetings,
    draw_plan_and_result,
    draw_progress_meetings,
    draw_purchases,
    draw_responsible,
    draw_steps,
    until_report,
)
from drafting.word import day

_MEETINGS = "会议|selectattr('类别', 'equalto', '推进会')|list"


def draw_summary() -> SummaryPaper:
    """The whole paper."""
    p = SummaryPaper("report")
    p.cover(
        "{{ 项目.封面标题 }}",
        "工程建设总结",
        lines=["建设地点：{{ 项目.县乡 }}{{ 项目.村名 }}", "建设方式：{{ 项目.建设方式 }}"],
        unit=TOWN,
        date=day("总结.日期"),
    )
    p.contents(levels=2)
    p.text(
        COUNT + "{{ 项目.名称 }}在{{ 参建各方.县级主管部门.名称 }}的指导和群众的支持下，已按批复内容建成。"
        "现将项目组织实施、资金使用、群众务工和建设成效等情况总结如下。"
    )
    _draw_overview(p)
    _draw_management(p)
    _draw_money(p)
    draw_labour(p)
    draw_training(p)
    draw_publicity(p)
    draw_quality(p)
    draw_benefit(p)
    draw_aftercare(p)
    draw_lessons(p)
    p.closing_text("下一步，" + WE + "将落实管护责任，持续关注务工群众就业增收，巩固项目建设成效。")
    with p.when("务工人员 or 影像部位"):
        p.closing_text(
            "附件：{% if 务工人员 and 影像部位 %}1.{% endif %}{% if 务工人员 %}务工群众劳务报酬汇总表{% endif %}"
            "{% if 务工人员 and 影像部位 %}；2.{% endif %}{% if 影像部位 %}项目实施前后对比照片{% endif %}"
        )
    p.letter_signature(TOWN, date=day("总结.日期"))
    draw_annexes(p)
    return p


def _draw_overview(p: SummaryPaper) -> None:
    p.heading("一、项目概况")
    p.heading("（一）基本情况", 2)
    p.text(OVERVIEW)
    p.text(
        UNITS + PERIOD + "{% if 项目.延期原因 %}{{ 项目.延期原因.strip('。') }}。{% endif %}"
        "{% if 项目.受益户数 or 项目.受益人数 %}项目受益群众"
        "{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}"
        "{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}。{% endif %}"
    )
    with p.when("项目.背景 or 项目.必要性"):
        p.heading("（二）建设背景和必要性", 2)
    p.prose("项目.背景")
    p.prose("项目.必要性")
    next_number = "（{% if 项目.背景 or 项目.必要性 %}三{% else %}二{% endif %}）"
    p.heading(next_number + "建设内容和完成情况", 2)
    p.prose("项目.建设方案")
    p.text("各项建设内容的设计数量和完成数量见表{{ 表.号 + 1 }}。")
    draw_caption(p, "建设内容完成情况表")
    draw_quantities(p)
    with p.when("统计.主要指标"):
        p.text("项目主要指标的计划数和实际数见表{{ 表.号 + 1 }}。")
        draw_caption(p, "项目主要指标计划与实际对照表")
        draw_plan_and_result(p)
        p.keep_table_whole()
    with p.when("要素 or 储备.历程"):
        p.heading("（{% if 项目.背景 or 项目.必要性 %}四{% else %}三{% endif %}）前期工作和推进历程", 2)
    with p.when("要素"):
        p.text("申报前，{{ 要素|map(attribute='名称')|list|顿号 }}等前置手续逐项落实，情况见表{{ 表.号 + 1 }}。")
        draw_caption(p, "前置手续办理情况表")
        draw_elements(p)
        p.keep_table_whole()
    with p.when("储备.历程"):
        p.text("项目从谋划到建成的主要节点见表{{ 表.号 + 1 }}。")
        draw_caption(p, "项目推进历程表")
        draw_steps(p)
        p.keep_table_whole()


def _draw_management(p: SummaryPaper) -> None:
    p.heading("二、组织管理")
    p.heading("（一）四个主体", 2)
    p.text(
        "项目明确责任、实施、监督、服务四个主体，各负其责、相互配合。"
        "{% if 项目.自建 and 参建各方.理事会 %}村民推选产生项目理事会{{ 参建各方.理事会|length }}人，"
        "按照分工组织施工。{% endif %}"
        "{% if 参建各方.质量监督小组 %}村民推选产生质量监督小组{{ 参建各方.质量监督小组|length }}人，"
        "对质量、计量和报酬发放进行日常监督。{% endif %}四个主体的职责见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "四个主体及职责")
    draw_bodies(p)
    p.keep_table_whole()
    with p.when("参建各方.理事会 or 参建各方.质量监督小组"):
        draw_caption(p, "{% if 参建各方.理事会 %}项目理事会{% if 参建各方.质量监督小组 %}、{% endif %}{% endif %}"
                        "{% if 参建各方.质量监督小组 %}村民质量监督小组{% endif %}成员及分工")  # fmt: skip
        draw_council(p)
        p.keep_table_whole()
    p.heading("（二）责任落实", 2)
    p.prose("总结.组织管理")
    with p.when("责任人"):
        p.text("县、镇、村和实施单位逐级明确责任人，名单见表{{ 表.号 + 1 }}。")
        draw_caption(p, "各级责任人")
        draw_responsible(p)
        p.otherwise()
        with p.when("not 总结.组织管理"):
            p.text("按照分级负责的要求，落实县级指导、乡镇监督、村级组织和实施单位施工的责任。")
    with p.when(f"村民会议 or 四方会商.已有 or {_MEETINGS}"):
        p.heading("（三）民主议事和调度推进", 2)
    with p.when("村民会议"):
        p.text(
            "项目申报和实施中召开村民（代表）会议{{ 村民会议|length }}次，建设方式、用工和管护等事项由群众议定，"
            "会议情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "村民（代表）会议情况表")
        draw_meetings(p)
    with p.when("四方会商.已有"):
        p.text(
            "{{ 四方会商.日期|中文日期 }}，发展改革部门、乡镇、村“两委”和设计单位四方会商，议定"
            "岗位设置、用工数量、岗前培训、务工工程量和劳务报酬测算。"
            "{% if 四方会商.咨询意见 %}会商前征求了有关部门意见。{% endif %}"
        )
    with p.when(_MEETINGS):
        p.text(
            f"县级组织召开项目推进会{{{{ ({_MEETINGS})|length }}}}次，逐月调度工程进度和劳务报酬发放，"
            "协调解决存在的问题，情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "项目推进会情况表")
        draw_progress_meetings(p)


def _draw_money(p: SummaryPaper) -> None:
    p.heading("三、资金筹措、使用和决算")
    p.heading("（一）资金筹措和到位", 2)
    p.text(
        "{% if 项目.总投资 %}项目计划总投资{{ 项目.总投资|万元 }}万元"
        "{% if 资金合计.专项 %}，其中以工代赈专项资金{{ 资金合计.专项|万元 }}万元{% endif %}"
        "{% if 资金合计.到位 != '' %}，实际到位{{ 资金合计.到位|元 }}元"
        "{% if 资金合计.总额 %}，到位率{{ (资金合计.到位 / 资金合计.总额)|百分比 }}{% endif %}{% endif %}。{% endif %}"
        "资金来源和到位情况见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "资金来源和到位情况表")
    draw_funds(p)
    p.keep_table_whole()
    p.heading("（二）资金使用和管理", 2)
    p.text(
        "项目资金设立专账，专款专用，支付凭据齐全后按程序审批拨付；劳务报酬单独核算，通过银行账户直接发放到务工群众本人。"
    )
    with p.when("财务.台账|selectattr('支出')|list"):
        p.text("按照资金台账，支出类别情况见表{{ 表.号 + 1 }}，分资金来源的使用情况见表{{ 表.号 + 2 }}。")
        draw_caption(p, "资金支出情况表")
        draw_expenses(p)
        p.keep_table_whole()
        draw_caption(p, "分来源资金使用情况表")
        draw_accounts(p)
        p.keep_table_whole()
    with p.when("采购"):
        p.text(
            "{% if 项目.自建 %}材料采购、机械租赁由理事会组织询比选{% else %}材料和服务采购按规定的方式进行{% endif %}，"
            "结果向群众公示，共{{ 采购|length }}项，情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "采购和租赁情况表")
        draw_purchases(p)
    p.heading("（三）结算和决算", 2)
    p.text(
        "{% if 财务.合同金额 %}{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}价款{{ 财务.合同金额|元 }}元。{% endif %}"
        "{% if 财务.变更金额 %}经批准的设计变更增加{{ 财务.变更金额|元 }}元。{% endif %}"
        "{% if 财务.结算金额 %}工程结算金额{{ 财务.结算金额|元 }}元。{% else %}工程结算正在办理。{% endif %}"
        f"{{% if 财务.决算金额 and {until_report('财务.决算日期')} %}}"
        "{% if 财务.审计单位 %}经{{ 财务.审计单位 }}审计，{% endif %}竣工财务决算总额{{ 财务.决算金额|元 }}元"
        "{% if 项目.总投资 and 项目.总投资 > 财务.决算金额 %}，比计划总投资节约{{ (项目.总投资 - 财务.决算金额)|元 }}元"
        "{% elif 项目.总投资 and 项目.总投资 < 财务.决算金额 %}，超出计划总投资{{ (财务.决算金额 - 项目.总投资)|元 }}元"
        "{% endif %}。{% else %}竣工财务决算正在编制。{% endif %}"
    )
