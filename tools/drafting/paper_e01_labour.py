"""E01, chapters 4 to 6: how villagers were hired and paid, what they learned, what was made public."""

from __future__ import annotations

from drafting.closing_tables import LABOUR, SETTLED, draw_wage_months
from drafting.plan_tables import draw_caption
from drafting.summary_labour_tables import (
    draw_categories,
    draw_groups,
    draw_other_notices,
    draw_rates,
    draw_rounds,
    draw_shares,
    draw_trades,
    draw_trainings,
)
from drafting.summary_paper import SummaryPaper
from drafting.summary_tables import draw_notices, until_report

_AGREED = "务工人员|selectattr('合同签订日期')|list or 务工人员|selectattr('同意书日期')|list or 用工约定.保险险种 or 工资保障.专户开立日期"
_OTHER = "公示|rejectattr('类别', 'in', ['县级计划公示', '镇村项目公示', '施工公告'])|list"


def draw_labour(p: SummaryPaper) -> None:
    """Chapter 4."""
    p.heading("四、群众务工组织和劳务报酬发放")
    p.heading("（一）需求摸底和用工测算", 2)
    p.text(_recruiting())
    with p.when("测算.明细"):
        p.text(
            "经测算，计划用工{{ 测算.工日|数 }}个工日{% if 测算.人数 %}、{{ 测算.人数 }}人{% endif %}，"
            "计划发放劳务报酬{{ 测算.报酬|元 }}元。"
        )
    p.heading("（二）招用和合同", 2)
    with p.when("务工人员"):
        p.text(_hired())
        with p.when(_AGREED):
            p.text(_contracts())
        p.text("务工群众的村组分布见表{{ 表.号 + 1 }}。")
        draw_caption(p, "务工群众村组分布表")
        draw_groups(p)
        p.keep_table_whole()
        p.otherwise()
        p.text("务工群众名单以务工人员名册为准。")
    p.heading("（三）考勤和计量", 2)
    p.text(
        "务工群众每日签到，实行日记工、月汇总，签到表、务工台账、施工日志和发放表逐月核对。"
        "{% if 计件 %}计件的工程量由现场见证人签认，按计件单价计算报酬。{% endif %}"
        "{% if 指标.工日 %}累计投入{{ 指标.工日|数 }}个工日。{% endif %}"
    )
    _draw_pay(p)


def _draw_pay(p: SummaryPaper) -> None:
    p.heading("（四）劳务报酬标准和发放", 2)
    with p.when("工价"):
        p.text("工价经协商确定并公布，见表{{ 表.号 + 1 }}。")
        draw_caption(p, "工价表")
        draw_rates(p)
    p.text(
        "劳务报酬按月制表、审核、公示，公示期满无异议后通过银行账户发放到本人。"
        + LABOUR
        + "各月发放情况见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "劳务报酬分月发放情况表")
    draw_wage_months(p)
    p.keep_table_whole()
    with p.when("统计.批次|length > 1"):
        p.figure("统计.批次", "柱形", "万元", "劳务报酬分月发放情况（万元）")
    with p.when("统计.工种"):
        p.text("各工种用工和报酬的计划数、实际数见表{{ 表.号 + 1 }}。")
        draw_caption(p, "分工种用工和劳务报酬对照表")
        draw_trades(p)
        p.whole_table_note("注：先后从事两个工种的，在各工种中分别计人；人数合计按人统计。")
    with p.when("指标.类别统计"):
        p.text("按人员类别统计，务工和劳务报酬情况见表{{ 表.号 + 1 }}。")
        draw_caption(p, "务工人员分类统计表")
        draw_categories(p)
        p.whole_table_note("注：一人属于多个类别的，各类分别统计；重点群体、其他群众和合计按人计，不重复。")
    with p.when("统计.类别|length > 1"):
        p.figure("统计.类别", "饼", "万元", "劳务报酬的人员构成（按人统计，不重复计算）", 62)
    p.heading("（五）报酬占比和兑现核验", 2)
    with p.when("占比.分项|selectattr('要求')|list"):
        p.text("按资金来源核算，劳务报酬占比见表{{ 表.号 + 1 }}。")
        draw_caption(p, "劳务报酬占比核算表")
        draw_shares(p)
        p.keep_table_whole()
    p.text(
        SETTLED + f"{{% if 验收.核验日期 and {until_report('验收.核验日期')} %}}"
        "{{ 验收.核验日期|中文日期 }}{% if 验收.核验人 %}，由{{ 验收.核验人 }}牵头{% endif %}，"
        "对务工群众逐人面对面核验，出勤天数、应发和到账金额与台账、发放表、银行回单核对。{% endif %}"
    )


def _recruiting() -> str:
    survey = "劳动力摸底"
    return (
        "坚持先有群众、后有项目，能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍。"
        f"{{% if {survey}.已有 %}}{{{{ {survey}.日期|中文日期 }}}}，镇、村两级开展劳动力摸底"
        f"{{% if {survey}.户数 %}}，走访{{{{ {survey}.户数 }}}}户{{% endif %}}"
        f"{{% if {survey}.劳动力总数 %}}，摸清全村劳动力{{{{ {survey}.劳动力总数 }}}}人{{% endif %}}"
        f"{{% if {survey}.在家劳动力 %}}，其中在家劳动力{{{{ {survey}.在家劳动力 }}}}人{{% endif %}}"
        f"{{% if {survey}.有务工意愿 %}}，有务工意愿{{{{ {survey}.有务工意愿 }}}}人{{% endif %}}。"
        f"{{% if {survey}.技能 %}}有务工意愿的群众中，有"
        f"{{% for 名, 数 in {survey}.技能.items() %}}{{{{ 名 }}}}{{{{ 数 }}}}人{{% if not loop.last %}}、{{% endif %}}{{% endfor %}}。{{% endif %}}"
        f"{{% if {survey}.评估结论 %}}经评估，项目{{{{ {survey}.评估结论 }}}}。{{% endif %}}{{% endif %}}"
    )


def _hired() -> str:
    return (
        "按照人员、范围、岗位三个优先的原则公开招用、择优选用，实名登记务工群众{{ 务工人员|length }}人"
        "{% for 组 in 务工人员|selectattr('来源范围')|groupby('来源范围') %}"
        "{% if loop.first %}，其中{% else %}、{% endif %}{{ 组.grouper }}{{ 组.list|length }}人{% endfor %}。"
        "{% if 指标.务工人数 %}实际参加务工{{ 指标.务工人数 }}人"
        "{% if 统计.男 or 统计.女 %}，其中男{{ 统计.男 }}人、女{{ 统计.女 }}人{% endif %}"
        "{% if 指标.重点群体人数 %}；脱贫户、防止返贫监测对象等重点群体{{ 指标.重点群体人数 }}人，"
        "占{{ (指标.重点群体人数 / 指标.务工人数)|百分比 }}{% endif %}。{% endif %}"
    )


def _contracts() -> str:
    employed, hired = (
        f"务工人员|selectattr('合同签订日期')|selectattr('合同类型', 'equalto', '{kind}')|list"
        for kind in ("劳动合同", "用工协议")
    )
    return (
        f"{{% if ({employed}) or ({hired}) %}}与务工群众签订"
        f"{{% if {employed} %}}劳动合同{{{{ ({employed})|length }}}}份{{% endif %}}"
        f"{{% if ({employed}) and ({hired}) %}}、{{% endif %}}"
        f"{{% if {hired} %}}用工协议{{{{ ({hired})|length }}}}份{{% endif %}}，"
        "写明岗位、报酬标准、支付方式和劳动保护。{% endif %}"
        "{% if 务工人员|selectattr('同意书日期')|list %}签订个人信息处理告知同意书"
        "{{ 务工人员|selectattr('同意书日期')|list|length }}份。{% endif %}"
        "{% if 用工约定.保险险种 %}为务工群众办理{{ 用工约定.保险险种 }}"
        "{% if 用工约定.保险公司 %}，承保单位为{{ 用工约定.保险公司 }}{% endif %}。{% endif %}"
        "{% if 工资保障.专户开立日期 %}开设农民工工资专用账户，专户代发劳务报酬。{% endif %}"
    )


def draw_training(p: SummaryPaper) -> None:
    """Chapter 5."""
    p.heading("五、技能培训")
    with p.when("培训"):
        p.text(
            "坚持培训与务工相结合，开展岗前培训、以工代训和完工后技能提升，累计培训{{ 指标.培训场次 }}场次、"
            "{{ 指标.培训人次 }}人次。{% if 统计.轮次|sum(attribute='考核') %}参加考核{{ 统计.轮次|sum(attribute='考核') }}人次，"
            "合格{{ 统计.轮次|sum(attribute='合格') }}人次。{% endif %}各轮次情况见表{{ 表.号 + 1 }}，各场次情况见表{{ 表.号 + 2 }}。"
        )
        draw_caption(p, "分轮次培训情况表")
        draw_rounds(p)
        p.keep_table_whole()
        draw_caption(p, "技能培训场次表")
        draw_trainings(p)
        with p.when("务工人员|selectattr('上岗证号')|list"):
            p.text("考核合格后发放上岗证{{ 务工人员|selectattr('上岗证号')|list|length }}份，持证上岗。")
        p.otherwise()
        p.text("技能培训的场次、人次和考核情况以培训台账为准。")


def draw_publicity(p: SummaryPaper) -> None:
    """Chapter 6."""
    p.heading("六、公示公开")
    with p.when(_OTHER):
        p.heading("（一）公示四不缺", 2)
    p.text(
        "县级计划公示、乡镇（村）项目公示、施工公告和劳务报酬发放公示情况见表{{ 表.号 + 1 }}，"
        "各项公示均留存张贴照片、公示记录和结果。"
    )
    draw_caption(p, "公示公开情况表")
    draw_notices(p)
    with p.when(_OTHER):
        p.heading("（二）其他公示公告", 2)
        p.text(
            "{% if 项目.自建 %}村民自建的建设内容、采购和费用全过程公示，{% endif %}其他公示公告情况见表{{ 表.号 + 1 }}。"
        )
        draw_caption(p, "其他公示公告情况表")
        draw_other_notices(p, _OTHER)
