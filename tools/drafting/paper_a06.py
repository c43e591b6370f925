"""A06: minutes of the four parties with the rates and the labour estimate as annexes (seed Dongpo, domain §6.5)."""

from __future__ import annotations

from drafting.plan_tables import (
    HEADS,
    PARTS,
    RATIO,
    draw_estimate,
    draw_paragraphs,
    draw_rates,
    draw_trades,
    draw_training,
    draw_work_items,
)
from drafting.word import Cell, Column, Opinion, Opinions, Paper, each_row, empty_rows

_TOWN = "参建各方.乡镇政府.名称"
_DESIGNER = "{{ 参建各方.设计单位.名称 or '设计单位' }}"


def draw_four_party_minutes() -> Paper:
    """The whole paper."""
    p = Paper("letter")
    p.official_head(_TOWN, "{{ 项目.标题 }}", "四方会商纪要", mark="项目.县乡 ~ '以工代赈会商纪要'")
    _draw_opening(p)
    _draw_present(p)
    _draw_scheme(p)
    _draw_agreed(p)
    _draw_advice(p)
    _draw_conclusion(p)
    p.attachments("工价表", "务工工程量与劳务报酬测算表")
    _draw_seals(p)
    p.annex("附件1", "工价表")
    p.subline("项目名称：{{ 项目.名称 }}")
    draw_rates(p, dated=True)
    p.note("注：计日单价按每个工日计算，半日减半；计件项目按经确认的合格数量计算。工价如需调整，应当重新会商并公示。")
    with p.landscape():
        p.annex("附件2", "务工工程量与劳务报酬测算表")
        _draw_estimate_annex(p)
        p.colophon(_TOWN, "四方会商.日期")
    return p


def _draw_opening(p: Paper) -> None:
    p.text(
        "为做实做细群众务工组织前期工作，" + "{{ 四方会商.日期|中文日期 }}{{ 四方会商.时间 }}，"
        "{{ 参建各方.县级主管部门.名称 }}、{{ 参建各方.乡镇政府.名称 }}、{{ 项目.村名 }}“两委”和" + _DESIGNER
        + "{% if 四方会商.地点 %}在{{ 四方会商.地点 }}{% endif %}召开四方会商会，"
        "对{{ 项目.名称 }}的建设标准、建设内容、工程总量和务工工程量进行论证，"
        "就岗位设置、用工数量、岗前培训、务工工程量和劳务报酬测算达成一致意见。"
        "{% if 四方会商.主持 %}会议由{{ 四方会商.主持 }}主持"
        "{% if 四方会商.记录 %}，{{ 四方会商.记录 }}记录{% endif %}。{% endif %}现将会商情况纪要如下。"
    )  # fmt: skip


def _draw_present(p: Paper) -> None:
    p.heading("一、参加会商的单位和人员")
    p.table(
        [Column("序号", 14), Column("单位", 66, "left"), Column("姓名", 30), Column("身份或职务", 46, "left")],
        each_row(
            "人 in 四方会商.到会人",
            ["{{ 人.序号 }}", "{{ 人.单位 }}", "{{ 人.姓名 }}", "{{ 人.身份 }}"],
            otherwise=[
                ["1", "{{ 参建各方.县级主管部门.名称 }}", "", ""],
                ["2", "{{ 参建各方.乡镇政府.名称 }}", "", ""],
                ["3", "{{ 项目.村名 }}“两委”", "", ""],
                ["4", _DESIGNER, "", ""],
            ],
        ),
    )


def _draw_scheme(p: Paper) -> None:
    p.heading("二、建设方案论证")
    p.heading("（一）建设内容和工程总量", 2)
    p.text(
        "会议认为，{% if 项目.建设规模 %}项目{{ 项目.建设规模.strip('。') }}，{% endif %}"
        "建设内容符合群众需求和当地实际，各分项工程量由" + _DESIGNER + "逐项复核，可以作为测算务工工程量的依据。"
        "主要建设内容见表1。"
    )
    p.caption("表1　主要建设内容和工程量")
    draw_work_items(p)
    p.heading("（二）建设标准", 2)
    draw_paragraphs(
        p,
        "项目.建设方案",
        "建设标准按照现行行业技术规范和设计文件执行，在满足使用功能和质量要求的前提下，"
        "优先采用适合当地群众施工的结构形式和工艺。",
    )
    with p.when("四方会商.讨论要点"):
        p.heading("（三）会商讨论意见", 2)
        with p.each("条 in 四方会商.讨论要点"):
            p.text("{{ loop.index }}.{{ 条 }}")


def _draw_agreed(p: Paper) -> None:
    p.heading("三、议定事项")
    p.heading("（一）岗位设置", 2)
    p.text(
        "坚持因岗设人、人岗相适，根据各工序的技能和体力要求，设置"
        "{% for 行 in 测算.工种合计 %}{{ 行.工种 }}{% if not loop.last %}、{% endif %}{% endfor %}"
        "{% if 测算.工种合计|length > 1 %}{{ 测算.工种合计|length }}类{% endif %}岗位，岗位要求见表2。"
        "适合弱劳动力的看守、保洁、辅助等工作，优先安排年龄偏大或者劳动能力较弱的群众。"
    )
    p.heading("（二）用工数量", 2)
    p.text(
        "按测算工日和施工进度，项目共需{{ 测算.工日|数 }}个工日"
        "{% if 测算.人数 %}，用工{{ 测算.人数 }}人{% endif %}，分工种数量见表2。" + HEADS
    )
    p.caption("表2　岗位设置和用工数量")
    draw_trades(p, priced=False)
    p.heading("（三）岗前培训", 2)
    p.text(
        "开工前，由{{ 参建各方.乡镇政府.名称 }}会同行业主管部门和" + _DESIGNER
        + "组织岗前培训，培训安排见表3。务工群众经考核合格、领取上岗证后方可上岗。"
    )  # fmt: skip
    p.caption("表3　岗前培训安排")
    draw_training(p, "岗前")
    p.heading("（四）务工工程量", 2)
    p.text(
        "按照能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍的原则，逐项确定人工作业比例。"
        "{{ 测算.明细|length }}项分项工程中，"
        + PARTS
        + "{% if 机械 %}{{ 机械 }}项因工艺、质量或者安全原因部分使用机械，"
        "各项的人工作业比例和使用机械的理由见附件2{% endif %}。"
        "经测算，务工工程量合计{{ 测算.工日|数 }}个工日。"
    )
    p.heading("（五）劳务报酬测算", 2)
    p.text(
        "会议议定的工价见附件1。" + RATIO
        + "{% if 占比.计划达标 or 占比.要求 == '' %}会议同意按附件2的测算结果编制项目实施方案。{% endif %}"
    )  # fmt: skip


def _draw_advice(p: Paper) -> None:
    p.heading("四、部门咨询意见")
    with p.when("四方会商.咨询意见"):
        p.text("会前就拟定工价征求了有关部门意见：")
        with p.each("条 in 四方会商.咨询意见"):
            p.text("{{ loop.index }}.{{ 条 }}")
        p.otherwise()
        p.text("拟定工价征求有关部门意见的情况如下，书面意见附后。")
        p.table(
            [Column("咨询部门", 50), Column("咨询日期", 34), Column("意见", 72, "left")],
            ["人力资源社会保障部门", "", ""],
            ["住房城乡建设部门", "", ""],
            height=12,
        )


def _draw_conclusion(p: Paper) -> None:
    p.heading("五、会商结论")
    draw_paragraphs(
        p,
        "四方会商.决议",
        "{% if 占比.计划达标 or 占比.要求 == '' %}"
        "四方一致同意以上岗位设置、用工数量、岗前培训安排、务工工程量和劳务报酬测算结果，"
        "由{{ 参建各方.乡镇政府.名称 }}据此编制项目实施方案和群众务工组织方案，按程序报批。"
        "{% else %}四方一致同意岗位设置和岗前培训安排，务工工程量和劳务报酬按会议意见重新测算后再行会商。{% endif %}",
    )


def _draw_seals(p: Paper) -> None:
    parties = (
        ("发展改革部门", "{{ 参建各方.县级主管部门.名称 }}"),
        ("乡镇人民政府", "{{ 参建各方.乡镇政府.名称 }}"),
        ("村“两委”", "{{ 项目.村名 }}党组织、村民委员会"),
        ("设计单位", "{{ 参建各方.设计单位.名称 }}"),
    )
    boxes = [Opinion(name, unit, 70, sign="参会人员（签字）：　　　　　　") for name, unit in parties]
    p.page_break()
    p.caption("四方会商签字确认")
    p.form(Opinions(*boxes[:2]), Opinions(*boxes[2:]))


def _draw_estimate_annex(p: Paper) -> None:
    p.subline("项目名称：{{ 项目.名称 }}", "单位：元")
    draw_estimate(p, reasons=True)
    p.note(
        "注：工日＝工程量×人工定额×人工比例，劳务报酬＝工日×单价。" + HEADS
        + "{% if 占比.计划 != '' %}劳务报酬占比＝{{ 测算.报酬|元 }}元÷{{ 占比.基数名称 }}{{ 占比.基数|元 }}元"
        "＝{{ 占比.计划|百分比 }}。{% endif %}"
    )  # fmt: skip
    p.caption("分工种汇总")
    p.table(
        [Column("序号", 14), Column("工种", 40), Column("工日", 36, "right"), Column("用工人数", 30),
         Column("单价（元/工日）", 40, "right"), Column("劳务报酬（元）", 50, "right"),
         Column("占劳务报酬总额的比例", 50)],
        each_row(
            "行 in 测算.工种合计",
            ["{{ 行.序号 }}", "{{ 行.工种 }}", "{{ 行.工日|数 }}", "{{ 行.人数 }}",
             "{% if 行.单价 %}{{ 行.单价|元 }}{% endif %}", "{{ 行.报酬|元 }}",
             "{% if 测算.报酬 %}{{ (行.报酬 / 测算.报酬)|百分比 }}{% endif %}"],
            otherwise=empty_rows(1, 7),
        ),
        [Cell("合计", 2, align="center"), "{{ 测算.工日|数 }}", "{{ 测算.人数 }}", "", "{{ 测算.报酬|元 }}",
         "{% if 测算.报酬 %}100%{% endif %}"],
        size=10,
        keep=True,
    )  # fmt: skip
    p.sign_line("测算：", "复核：", "设计单位：", "乡镇人民政府：")
