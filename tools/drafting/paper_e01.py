"""E01: the township's closing report (domain §6.18).

The report is itself a prerequisite of county acceptance: what happens after its day (复验, 移交) is not told as done.
"""

from __future__ import annotations

from drafting.closing_tables import (
    BUILDER,
    LABOUR,
    NAME,
    OVERVIEW,
    PERIOD,
    SETTLED,
    SHARING,
    TOWN,
    UNITS,
    WE,
    ClosingPaper,
    draw_quantities,
    draw_wage_months,
)
from drafting.summary_tables import (
    draw_bodies,
    draw_categories,
    draw_expenses,
    draw_funds,
    draw_indicators,
    draw_notices,
    draw_responsible,
    draw_steps,
    draw_trainings,
    until_report,
)
from drafting.word import day


def draw_summary() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("letter")
    p.title(NAME, "工程建设总结")
    p.text(
        "{{ 项目.名称 }}在{{ 参建各方.县级主管部门.名称 }}的指导和群众的支持下，已按批复内容建成。"
        "现将项目组织实施、资金使用、群众务工和建设成效等情况总结如下。"
    )
    _draw_overview(p)
    _draw_management(p)
    _draw_money(p)
    _draw_labour(p)
    _draw_training(p)
    _draw_publicity(p)
    _draw_quality(p)
    _draw_benefit(p)
    _draw_aftercare(p)
    _draw_lessons(p)
    p.text("下一步，" + WE + "将落实管护责任，持续关注务工群众就业增收，巩固项目建设成效。")
    p.letter_signature(TOWN, date=day("总结.日期"))
    return p


def _draw_texts(p: ClosingPaper, words: str) -> None:
    with p.each(f"段 in {words}"):
        p.text("{{ 段 }}")


def _draw_overview(p: ClosingPaper) -> None:
    p.heading("一、项目概况")
    p.text(OVERVIEW)
    p.text(
        UNITS + PERIOD + "{% if 项目.受益户数 or 项目.受益人数 %}项目受益群众"
        "{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}"
        "{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}。{% endif %}"
    )
    p.text("各项建设内容的完成情况如下。")
    p.caption("建设内容完成情况表")
    draw_quantities(p)
    with p.when("储备.历程"):
        p.caption("项目推进历程")
        draw_steps(p)
        p.keep_table_whole()


def _draw_management(p: ClosingPaper) -> None:
    meetings = "会议|selectattr('类别', 'equalto', '推进会')|list"
    p.heading("二、组织管理")
    p.text(
        "项目明确责任、实施、监督、服务四个主体，各负其责、相互配合。"
        "{% if 项目.自建 and 参建各方.理事会 %}村民推选产生项目理事会{{ 参建各方.理事会|length }}人，"
        "按照分工组织施工。{% endif %}"
        "{% if 参建各方.质量监督小组 %}村民推选产生质量监督小组{{ 参建各方.质量监督小组|length }}人，"
        "对质量、计量和报酬发放进行日常监督。{% endif %}"
    )
    p.caption("四个主体及职责")
    draw_bodies(p)
    p.keep_table_whole()
    with p.when("责任人"):
        p.caption("各级责任人")
        draw_responsible(p)
    _draw_texts(p, "总结.组织管理")
    with p.when(f"村民会议 or {meetings}"):
        p.text(
            "{% if 村民会议 %}项目申报和实施中召开村民（代表）会议{{ 村民会议|length }}次，"
            "建设方式、用工和管护等事项由群众议定。{% endif %}"
            f"{{% if {meetings} %}}县级组织召开项目推进会{{{{ ({meetings})|length }}}}次，"
            "逐月调度工程进度和劳务报酬发放，协调解决存在的问题。{% endif %}"
        )


def _draw_money(p: ClosingPaper) -> None:
    p.heading("三、资金筹措、使用和决算")
    p.text(
        "{% if 项目.总投资 %}项目计划总投资{{ 项目.总投资|万元 }}万元"
        "{% if 资金合计.专项 %}，其中以工代赈专项资金{{ 资金合计.专项|万元 }}万元{% endif %}"
        "{% if 资金合计.到位 != '' %}，实际到位{{ 资金合计.到位|元 }}元"
        "{% if 资金合计.总额 %}，到位率{{ (资金合计.到位 / 资金合计.总额)|百分比 }}{% endif %}{% endif %}。{% endif %}"
        "资金来源和到位情况如下。"
    )
    p.caption("资金来源和到位情况表")
    draw_funds(p)
    p.keep_table_whole()
    with p.when("财务.台账|selectattr('支出')|list"):
        p.text("项目资金设立专账，专款专用。按照资金台账，支出情况如下。")
        p.caption("资金支出情况表")
        draw_expenses(p)
        p.keep_table_whole()
    p.text(
        "{% if 财务.合同金额 %}{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}价款{{ 财务.合同金额|元 }}元。{% endif %}"
        "{% if 财务.结算金额 %}工程结算金额{{ 财务.结算金额|元 }}元。{% else %}工程结算正在办理。{% endif %}"
        f"{{% if 财务.决算金额 and {until_report('财务.决算日期')} %}}"
        "{% if 财务.审计单位 %}经{{ 财务.审计单位 }}审计，{% endif %}竣工财务决算总额{{ 财务.决算金额|元 }}元"
        "{% if 项目.总投资 and 项目.总投资 > 财务.决算金额 %}，比计划总投资节约{{ (项目.总投资 - 财务.决算金额)|元 }}元"
        "{% elif 项目.总投资 and 项目.总投资 < 财务.决算金额 %}，超出计划总投资{{ (财务.决算金额 - 项目.总投资)|元 }}元"
        "{% endif %}。{% else %}竣工财务决算正在编制。{% endif %}"
    )


def _draw_labour(p: ClosingPaper) -> None:
    p.heading("四、群众务工组织和劳务报酬发放")
    p.heading("（一）务工组织", 2)
    p.text(_recruiting())
    with p.when("务工人员"):
        p.text(_contracts())
    p.heading("（二）劳务报酬", 2)
    p.text(
        "{% if 工价 %}工价经协商确定并公布："
        "{% for 价 in 工价 %}{{ 价.工种 }}{{ 价.单价|数 }}元/{{ 价.单位 }}{% if not loop.last %}，{% endif %}{% endfor %}。"
        "{% endif %}劳务报酬按月制表、审核、公示，公示期满无异议后通过银行账户发放到本人。"
    )
    p.text(LABOUR + SETTLED)
    p.caption("劳务报酬分月发放情况表")
    draw_wage_months(p)
    p.keep_table_whole()
    with p.when("指标.类别统计"):
        p.text("按人员类别统计，务工和劳务报酬情况如下。")
        p.caption("务工人员分类统计表")
        draw_categories(p)
        p.note("注：同一人属于多个类别的，在各类中分别统计；重点群体、其他务工群众和合计按人统计，不重复计算。")


def _recruiting() -> str:
    survey = "劳动力摸底"
    return (
        "坚持先有群众、后有项目，能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍。"
        f"{{% if {survey}.已有 %}}{{{{ {survey}.日期|中文日期 }}}}，镇、村两级开展劳动力摸底"
        f"{{% if {survey}.在家劳动力 %}}，摸清在家劳动力{{{{ {survey}.在家劳动力 }}}}人{{% endif %}}"
        f"{{% if {survey}.有务工意愿 %}}，有务工意愿{{{{ {survey}.有务工意愿 }}}}人{{% endif %}}。{{% endif %}}"
        "{% if 四方会商.已有 %}{{ 四方会商.日期|中文日期 }}，发展改革部门、乡镇、村和设计单位四方会商，"
        "议定岗位、用工数量、岗前培训、务工工程量和劳务报酬。{% endif %}"
        "{% if 测算.工日 %}经测算，计划用工{{ 测算.工日|数 }}个工日"
        "{% if 测算.人数 %}、{{ 测算.人数 }}人{% endif %}，计划发放劳务报酬{{ 测算.报酬|元 }}元。{% endif %}"
    )


def _contracts() -> str:
    employed, hired = (
        f"务工人员|selectattr('合同签订日期')|selectattr('合同类型', 'equalto', '{kind}')|list"
        for kind in ("劳动合同", "用工协议")
    )
    return (
        "按照人员、范围、岗位三个优先的原则择优选用，实名登记务工群众{{ 务工人员|length }}人"
        "{% for 组 in 务工人员|selectattr('来源范围')|groupby('来源范围') %}"
        "{% if loop.first %}，其中{% else %}、{% endif %}{{ 组.grouper }}{{ 组.list|length }}人{% endfor %}。"
        f"{{% if ({employed}) or ({hired}) %}}与务工群众签订"
        f"{{% if {employed} %}}劳动合同{{{{ ({employed})|length }}}}份{{% endif %}}"
        f"{{% if ({employed}) and ({hired}) %}}、{{% endif %}}"
        f"{{% if {hired} %}}用工协议{{{{ ({hired})|length }}}}份{{% endif %}}。{{% endif %}}"
        "考勤由务工群众每日签到，签到表、务工台账、施工日志和发放表逐月核对。"
    )


def _draw_training(p: ClosingPaper) -> None:
    p.heading("五、技能培训")
    with p.when("培训"):
        p.text(
            "坚持培训与务工相结合，开展岗前培训、以工代训和完工后技能提升，累计培训{{ 指标.培训场次 }}场次、"
            "{{ 指标.培训人次 }}人次，详见下表。"
        )
        p.caption("技能培训情况表")
        draw_trainings(p)
        p.keep_table_whole()
        p.otherwise()
        p.text("技能培训的场次、人次和考核情况以培训台账为准。")


def _draw_publicity(p: ClosingPaper) -> None:
    p.heading("六、公示公开")
    p.text(
        "县级计划公示、乡镇（村）项目公示、施工公告和劳务报酬发放公示情况如下。"
        "{% for 告 in 公示 if 告.类别 not in ['县级计划公示', '镇村项目公示', '施工公告'] and "
        + until_report("告.张贴日期")
        + " %}{% if loop.first %}此外，还发布了{% endif %}{{ 告.类别 }}{% if loop.last %}。{% else %}、{% endif %}{% endfor %}"
    )
    p.caption("公示公开情况表")
    draw_notices(p)


def _draw_quality(p: ClosingPaper) -> None:
    p.heading("七、工程质量和验收")
    _draw_texts(p, "总结.工程质量")
    p.text(
        "工程质量实行" + BUILDER + "自检、{% if 参建各方.监理单位.名称 %}{{ 参建各方.监理单位.名称 }}监理、{% endif %}"
        "行业主管部门监管和村民监督相结合。"
        "{% if 参建各方.检测单位.名称 %}由{{ 参建各方.检测单位.名称 }}承担质量检测。{% endif %}"
    )
    stages = (("自验", BUILDER + "自验"), ("初验", "乡镇初验"), ("复验", "县级复验"))
    told = "".join(
        f"{{% if 验收.{name}.已有 and {until_report(f'验收.{name}.日期')} %}}"
        f"{{{{ 验收.{name}.日期|中文日期 }}}}，{words}，结论为{{{{ 验收.{name}.结论 }}}}。{{% endif %}}"
        for name, words in stages
    )
    first = "验收.初验.问题"
    p.text(
        told + f"{{% if {first} and {until_report('验收.初验.日期')} %}}初验提出的{{{{ {first}|length }}}}项问题"
        f"{{% if {first}|rejectattr('销号日期')|list %}}正在整改{{% else %}}已全部整改销号{{% endif %}}。{{% endif %}}"
        f"{{% if not 验收.复验.已有 or not {until_report('验收.复验.日期')} %}}项目将按程序申请县级复验。{{% endif %}}"
    )


def _draw_benefit(p: ClosingPaper) -> None:
    p.heading("八、项目效益和绩效")
    _draw_texts(p, "总结.效益")
    p.text(
        "{% if 指标.务工人数 %}通过参与项目建设，{{ 指标.务工人数 }}名务工群众人均获得劳务报酬{{ 指标.人均报酬|元 }}元"
        "{% if 指标.重点群体人数 %}，其中重点群体{{ 指标.重点群体人数 }}人获得劳务报酬{{ 指标.重点群体报酬|元 }}元，"
        "人均{{ (指标.重点群体报酬 / 指标.重点群体人数)|元 }}元{% endif %}。"
        "{% else %}项目带动当地群众就近务工增收，改善了项目区生产生活条件。{% endif %}"
        "{% if 绩效.满意度 != '' %}经调查{% if 绩效.调查样本 %}{{ 绩效.调查样本 }}名群众{% endif %}，"
        "受益群众满意度为{{ 绩效.满意度|百分比 }}。{% endif %}"
    )
    with p.when("绩效.指标"):
        p.text("绩效指标完成情况如下。")
        p.caption("绩效指标完成情况表")
        draw_indicators(p)


def _draw_aftercare(p: ClosingPaper) -> None:
    p.heading("九、资产管护和{% if 项目.公益 %}公益性岗位{% else %}利益联结{% endif %}")
    p.text(
        "{% if 资产.已有 %}项目形成的资产归{{ 资产.产权单位 or 资产.接收方 or 参建各方.村民委员会.名称 }}所有"
        "{% if 资产.使用单位 %}，由{{ 资产.使用单位 }}使用{% endif %}，"
        f"{{% if 资产.移交日期 and {until_report('资产.移交日期')} %}}已于{{{{ 资产.移交日期|中文日期 }}}}办理移交"
        "{% else %}验收合格后办理资产移交{% endif %}。{% else %}项目验收合格后，按规定办理资产移交和登记。{% endif %}"
        "{% if 管护.已有 %}管护主体为{{ 管护.管护主体 }}"
        "{% if 管护.年经费 %}，每年落实管护经费{{ 管护.年经费|元 }}元{% endif %}"
        "{% if 管护.经费来源 %}，来源为{{ 管护.经费来源.strip('。') }}{% endif %}"
        "{% if 管护.期限 %}，管护期{{ 管护.期限 }}年{% endif %}。"
        "{% else %}管护主体、经费和期限由管护协议明确。{% endif %}"
    )
    with p.when("项目.公益 and 公益性岗位"):
        p.text(
            "设置公益性岗位{{ 指标.公益岗数 }}个："
            "{% for 岗 in 公益性岗位 %}{{ 岗.岗位 }}{{ 岗.名额 }}个{% if 岗.内容 %}，负责{{ 岗.内容.strip('。') }}{% endif %}"
            "{% if 岗.月报酬 %}，月报酬{{ 岗.月报酬|数 }}元{% endif %}"
            "{% if 岗.资金来源 %}，资金来源为{{ 岗.资金来源.strip('。') }}{% endif %}"
            "{% if not loop.last %}；{% endif %}{% endfor %}。"
        )
    with p.when("not 项目.公益 and 折股量化.已有"):
        p.text(
            "项目资产折股量化，采取" + SHARING + "的模式"
            "{% if 折股量化.年限 %}，分红年限{{ 折股量化.年限 }}年{% endif %}。"
            "{% if 折股量化.股东 %}股权由{% for 股 in 折股量化.股东 %}{{ 股.名称 }}（{{ (股.比例 * 100)|数 }}%）"
            "{% if not loop.last %}、{% endif %}{% endfor %}持有。{% endif %}"
            "{% if 折股量化.分配 %}{{ 折股量化.分配.strip('。') }}。{% endif %}"
        )


def _draw_lessons(p: ClosingPaper) -> None:
    with p.when("总结.经验 or 总结.问题"):
        p.heading("十、主要经验和存在问题")
    with p.when("总结.经验"):
        p.heading("（一）主要经验", 2)
    _draw_texts(p, "总结.经验")
    with p.when("总结.问题"):
        p.heading("（{% if 总结.经验 %}二{% else %}一{% endif %}）存在问题和改进措施", 2)
    _draw_texts(p, "总结.问题")
