"""D11: the public notice of the county's acceptance, and the text of the permanent plate (domain §6.9, §6.17).  Public."""

from __future__ import annotations

from drafting.closing_tables import FUNDS, LABOUR, SETTLED
from drafting.word import Cell, Paper, blank, day, if_row, label
from drafting.word_clauses import ClausePaper, said

_NOTICE = "公示栏.验收公告"
_COUNTY = "验收.复验"
_MENDED = f"({_COUNTY}.问题|selectattr('销号日期')|selectattr('销号日期', 'le', {_NOTICE}.张贴日期)|list)"
"""What was mended before the notice was posted."""


def draw_acceptance_notice() -> ClausePaper:
    """What was built for how much, who was paid what, how it was judged, who looks after it."""
    p = ClausePaper("letter")
    issuer = f"({_NOTICE}.单位 or 参建各方.乡镇政府.名称)"
    p.official_head(issuer, "{{ 项目.标题 }}", "竣工验收公告", number=f"{_NOTICE}.文号")
    p.clause(
        "{{ 项目.名称 }}已按批复建成，并于" + f"{{{{ {_COUNTY}.日期|中文日期 }}}}通过县级复验（竣工验收）。"
        "根据以工代赈项目公开公示有关规定，现将有关情况公告如下，接受社会监督。"
    )
    p.heading("一、完成的建设内容")
    p.clause(
        "建设地点：" + said("项目.建设地点") + "。"
        "{% set 已完 = 建设内容|rejectattr('完成数量', 'equalto', '')|list %}"
        "{% if 已完 %}完成：{% for 行 in 已完 %}{{ 行.名称 }}{{ 行.完成数量|数 }}{{ 行.单位 }}{% if not loop.last %}，{% endif %}{% endfor %}。"
        "{% elif 项目.建设规模 %}建设规模：" + said("项目.建设规模") + "。{% endif %}"
        "{% if 项目.实际开工 and 项目.实际完工 %}{{ 项目.实际开工|中文日期 }}开工，{{ 项目.实际完工|中文日期 }}完工。{% endif %}"
        "{% if 项目.受益户数 != '' %}受益群众{{ 项目.受益户数 }}户{% if 项目.受益人数 != '' %}{{ 项目.受益人数 }}人{% endif %}。{% endif %}"
    )
    p.heading("二、资金使用情况")
    p.clause(
        "{% if 项目.总投资 %}计划总投资{{ 项目.总投资|万元 }}万元{% if 资金 %}，资金来源为"
        + FUNDS
        + "{% endif %}。{% endif %}"
        "{% if 财务.决算金额 != '' %}竣工财务决算{{ 财务.决算金额|元 }}元{% if 财务.审计单位 %}，经{{ 财务.审计单位 }}审计{% endif %}。"
        "{% elif 财务.结算金额 != '' %}工程结算{{ 财务.结算金额|元 }}元，竣工财务决算正在办理。"
        "{% else %}竣工结算和财务决算正在办理。{% endif %}"
    )
    p.heading("三、群众务工和劳务报酬")
    p.clause(LABOUR + SETTLED)
    p.heading("四、验收情况")
    p.clause(
        "{% if 验收.自验.已有 %}{{ 验收.自验.日期|中文日期 }}自验，{% endif %}"
        "{% if 验收.初验.已有 %}{{ 验收.初验.日期|中文日期 }}乡镇初验，{% endif %}"
        f"{{{{ {_COUNTY}.日期|中文日期 }}}}{{{{ 参建各方.县级主管部门.名称 }}}}组织县级复验，验收结论为{{{{ {_COUNTY}.结论 }}}}。"
        f"{{% if {_COUNTY}.问题 %}}复验提出的{{{{ {_COUNTY}.问题|length }}}}项问题"
        f"{{% if {_MENDED}|length < {_COUNTY}.问题|length %}}正在整改{{% else %}}已整改销号{{% endif %}}。{{% endif %}}"
    )
    p.heading("五、产权和管护")
    p.clause(
        "{% if 资产.产权单位 %}项目资产产权归{{ 资产.产权单位 }}所有。{% endif %}"
        "{% if 管护.管护主体 %}管护主体为{{ 管护.管护主体 }}"
        "{% if 管护.期限 != '' %}，管护期限{{ 管护.期限 }}年{% endif %}"
        "{% if 管护.经费来源 %}，管护经费来源为" + said("管护.经费来源") + "{% endif %}。"
        "{% else %}管护主体：____________________。{% endif %}"
    )
    p.heading("六、公告时间和意见反映")
    p.clause(
        f"公告时间：{{% if {_NOTICE}.结束日期 %}}{{{{ {_NOTICE}.张贴日期|中文日期 }}}}至{{{{ {_NOTICE}.结束日期|中文日期 }}}}"
        f"{{% else %}}自{{{{ {_NOTICE}.张贴日期|中文日期 }}}}起{{% endif %}}。"
        f"{{% if {_NOTICE}.地点 %}}公告地点：{{{{ {_NOTICE}.地点|顿号 }}}}。{{% endif %}}"
        f"对公告内容有异议的，请向{{{{ {_NOTICE}.受理单位 or 参建各方.县级主管部门.名称 }}}}反映，电话："
        + blank(f"{_NOTICE}.电话 or 参建各方.县级主管部门.电话", 14)
        + "；劳务报酬投诉电话：{{ 用工约定.投诉电话 }}。"
    )
    p.issuer_signature(issuer, day(f"{_NOTICE}.张贴日期"))
    p.colophon(issuer, f"{_NOTICE}.张贴日期")
    return p


def draw_plate() -> Paper:
    """永久性标志牌: the text that is carved or painted; the year and the words 以工代赈 stand in its title."""
    p = Paper("form", landscape=True)
    p.title("{{ 项目.年度 }}年度以工代赈项目", "永久性标志牌（内容）")
    builder = "{% if 项目.自建 %}实施单位{% else %}施工单位{% endif %}"
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("建设地点", "{{ 项目.建设地点 }}"),
        ("建设内容及规模", "{{ 项目.建设规模 }}"),
        (
            "投资及资金来源",
            (
            "{% if 财务.决算金额 != '' %}决算总投资{{ 财务.决算金额|万元 }}万元"
            "{% elif 项目.总投资 %}总投资{{ 项目.总投资|万元 }}万元{% endif %}"
            "{% if 资金 %}（{% for 笔 in 资金 %}{{ 笔.来源 }}{% if not loop.last %}、{% endif %}{% endfor %}）{% endif %}"
            ),
        ),
        (
            "群众务工",
            (
            "{% if 指标.务工人数 %}吸纳当地群众务工{{ 指标.务工人数 }}人"
            "{% if 指标.实发报酬 %}，发放劳务报酬{{ 指标.实发报酬|万元 }}万元{% endif %}{% endif %}"
            ),
        ),
        ("建设起止", "{{ 项目.实际开工|中文日期 }}至{{ 项目.实际完工|中文日期 }}", "验收日期", day(f"{_COUNTY}.日期")),
        ("业主单位", "{{ 参建各方.业主单位.名称 }}", builder, "{{ 参建各方.实施单位.名称 }}"),
        if_row(
            "参建各方.设计单位.名称 or 参建各方.监理单位.名称",
            [label("设计单位"), Cell("{{ 参建各方.设计单位.名称 }}"), label("监理单位"), Cell("{{ 参建各方.监理单位.名称 }}")],
        ),
        (
            "主管部门",
            "{{ 参建各方.县级主管部门.名称 }}",
            "监督单位",
            "{{ 参建各方.乡镇政府.名称 }}",
        ),
        (
            "管护主体",
            "{{ 管护.管护主体 }}{% if 管护.责任人 %}（责任人：{{ 管护.责任人 }}）{% endif %}",
            "监督电话",
            f"{{{{ {_NOTICE}.电话 or 参建各方.县级主管部门.电话 }}}}",
        ),
        widths=[38, 92, 34, 72],
        height=13,
    )  # fmt: skip
    p.note("注：标志牌设在项目起点或者显著位置，采用石材、金属等耐久材料；质量终身责任以质量责任标牌和责任书为准。")
    return p
