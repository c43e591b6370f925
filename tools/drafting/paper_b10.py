"""B10: three rounds of training, who is taught what by whom, and what it costs (seeds Dongpo, Meishan; domain §6.7)."""

from __future__ import annotations

from drafting.plan_tables import COUNT, draw_caption, draw_points
from drafting.word import Cell, Column, Paper, Row, each_row

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_LEARNERS = "{% if 项目.自建 %}项目理事会成员{% else %}施工管理人员{% endif %}"


def draw_training_plan() -> Paper:
    """The whole paper."""
    p = Paper("letter")
    p.title("{{ 项目.标题 }}", "技能培训方案")
    p.text(
        COUNT + "为提高当地群众务工技能和安全生产能力，做到先培训、后上岗，通过一次务工学会一门技能，"
        "根据以工代赈技能培训有关要求，结合{{ 项目.名称 }}岗位需求，制定本方案。"
    )
    _draw_aims(p)
    _draw_content(p)
    p.heading("三、培训轮次")
    p.text(
        "培训分岗前、过程、完工后三轮：岗前解决能上岗，过程解决上好岗，完工后解决长期就业。"
        "各场次的时间、对象、内容、学时、师资、地点、方式、考核和经费见附件。"
    )
    _draw_method(p)
    _draw_exam(p)
    _draw_budget(p)
    _draw_backing(p)
    p.attachments("三轮培训安排表")
    p.letter_signature(_TOWN, date="　　　　年　　月　　日")
    _draw_rounds(p)
    return p


def _draw_aims(p: Paper) -> None:
    p.heading("一、培训目标和对象")
    p.text(
        "{% if 测算.人数 %}按照测算，项目需用工{{ 测算.人数 }}人，岗前培训覆盖全部务工群众，考核合格率达到100%后上岗。"
        "{% else %}岗前培训覆盖全部务工群众，考核合格后上岗。{% endif %}"
        "{% if 摸底.技能 %}摸底有务工意愿的群众中，"
        "{% for 行 in 摸底.技能 %}{{ 行.名称 }}{{ 行.人数 }}人{% if not loop.last %}、{% endif %}{% endfor %}，"
        "技能与岗位不相适应的，通过培训补齐。{% endif %}培训对象分为三类："
    )
    draw_points(
        p,
        "镇村干部。重点培训以工代赈政策、群众务工组织、劳务报酬审核发放、公示公开和资金监管。",
        _LEARNERS + "。重点培训施工组织、质量安全、考勤计量、报酬核算和档案管理。",
        "务工群众。重点培训岗位技能、操作规程、安全生产和劳动权益保护。",
    )


def _draw_content(p: Paper) -> None:
    p.heading("二、培训内容")
    p.text("根据建设内容和岗位设置确定务工群众的培训内容，各岗位需求和培训重点见表{{ 表.号 + 1 }}。")
    draw_caption(p, "岗位需求和培训重点")
    p.table(
        [Column("序号", 14), Column("岗位", 28), Column("人数", 16), Column("岗位要求", 50, "left"), Column("培训重点", 52, "left")],
        each_row(
            "行 in 测算.工种合计",
            ["{{ 行.序号 }}", "{{ 行.工种 }}", "{{ 行.人数 }}", "{{ 行.岗位要求 }}", _focus()],
        ),
        [Cell("合计", 2, align="center"), "{{ 测算.人数 }}", "", ""],
        size=10,
        keep=True,
    )  # fmt: skip
    p.text(
        "务工群众培训以"
        "{% for 行 in 建设内容 if 行.人工为主 %}{{ 行.名称 }}{% if not loop.last %}、{% endif %}{% else %}各分项工程{% endfor %}"
        "等人工作业内容为重点，讲授拌和、立模、浇筑、砌筑、养护等实用技术；辅助岗位重点讲授安全警戒和现场秩序。"
        "完工后的培训结合"
        "{% if 项目.公益 %}设施管护和就业创业需要，讲授日常巡查、简易维修和实用技术。"
        "{% else %}当地主导产业需要，讲授种养、加工和经营管理技术。{% endif %}"
    )


def _focus() -> str:
    return (
        "{% set 项目单 = 测算.明细|selectattr('工种', 'equalto', 行.工种)|map(attribute='分项')|list %}"
        "{{ 项目单[:3]|join('、') }}{% if 项目单|length > 3 %}等{% endif %}的操作技能和安全生产"
    )


def _draw_rounds(p: Paper) -> None:
    with p.landscape():
        p.annex("附件", "三轮培训安排表")
        p.subline("项目名称：{{ 项目.名称 }}")
        p.table(
            [
                Column("轮次", 18), Column("时间", 27), Column("对象", 24), Column("培训内容", 48, "left"),
                Column("学时", 14), Column("师资", 38, "left"), Column("地点", 31, "left"), Column("方式", 24),
                Column("考核", 26), Column("经费\n（元）", 26, "right"),
            ],
            *(
                each_row(f'课 in 培训|selectattr("轮次", "equalto", "{name}")|list', _SESSION, otherwise=_USUAL[name])
                for name in ("岗前", "过程", "完工后")
            ),
            size=10,
            height=9,
        )  # fmt: skip
        p.note(
            "注：时间、地点和师资如有调整，由乡镇人民政府提前通知参训人员。培训后填写培训台账，附签到、考核和影像资料。"
        )


_SESSION: Row = [
    "{{ 课.轮次 }}",
    "{{ 课.日期|日期 }}",
    "{{ 课.对象 }}",
    "{{ 课.课题 }}",
    "{{ 课.学时|数 }}",
    "{{ 课.师资 }}",
    "{{ 课.地点 }}",
    "{{ 课.方式 }}",
    "{{ 课.考核方式 }}{% if 课.合格分 != '' %}{% if 课.考核方式 %}，{% endif %}{{ 课.合格分|数 }}分合格{% endif %}",
    "{% if 课.经费 != '' %}{{ 课.经费|元 }}{% endif %}",
]
_TEACHERS = "{{ 参建各方.服务单位|map(attribute='名称')|join('、') or '行业主管部门技术人员' }}"
_AFTER = "{% if 项目.公益 %}设施管护、实用技术和就业创业知识{% else %}当地主导产业种养、加工和经营管理技术{% endif %}"
_USUAL: dict[str, list[Row]] = {
    "岗前": [
        ["岗前", "开工前", "镇村干部", "以工代赈政策、务工组织、报酬审核和公示公开", "4", "县级主管部门", "", "集中授课", "座谈", ""],
        ["岗前", "开工前", _LEARNERS, "施工组织、考勤计量、报酬核算和档案管理", "4", "县级主管部门、行业技术人员", "", "集中授课", "测评", ""],
        ["岗前", "开工前", "务工群众", "岗位操作技能、安全生产、劳动保护和权益维护", "8", _TEACHERS, "", "集中授课、现场实操", "笔试或实操，合格发证", ""],
    ],
    "过程": [["过程", "施工期间", "务工群众", "结合工序以工代训，技工带普工，巩固技能和安全知识", "8", "现场技术员、乡村工匠", "施工现场", "现场示范、以老带新", "实操", ""]],
    "完工后": [["完工后", "完工后", "务工群众", _AFTER, "8", _TEACHERS, "", "集中授课、现场教学", "考勤或考核", ""]],
}  # fmt: skip


def _draw_method(p: Paper) -> None:
    p.heading("四、培训方式和师资")
    p.text(
        "采取集中授课、现场示范、实操演练和以老带新相结合的方式，用群众听得懂的话讲清楚要领和危险点。"
        "师资由"
        "{% if 参建各方.服务单位 %}{{ 参建各方.服务单位|map(attribute='名称')|join('、') }}"
        "{% else %}行业主管部门{% endif %}、设计单位技术人员和乡村工匠、土专家组成。"
        "培训时间尽量避开农忙，因雨停工期间安排补训。"
    )


def _draw_exam(p: Paper) -> None:
    p.heading("五、考核和上岗")
    draw_points(
        p,
        "岗前培训结束后当场考核，采取笔试、口试或者实操方式；不识字的群众以口试和实操为主。",
        "考核合格的发给上岗证，登记姓名、工种、证号和成绩；不合格的补训一次后重考，仍不合格的调整到适合的辅助岗位。",
        "未经培训或者考核不合格的，一律不得上岗。考核成绩作为择优定岗的依据，在名册中登记。",
        "每次培训做好通知、签到、考核和影像记录，逐次建立培训台账，归入项目档案。",
    )


def _draw_budget(p: Paper) -> None:
    p.heading("六、培训经费")
    p.text(
        "{% if 前期合计.培训经费 %}培训经费预算{{ 前期合计.培训经费|元 }}元，"
        "用于师资、场地、教材和耗材，各场次的经费见附件。{% else %}培训经费按照实际需要编制预算，用于师资、场地、教材和耗材。{% endif %}"
        "培训经费从项目管理费、就业培训补助等渠道列支，专款专用，不得挤占劳务报酬，不得向务工群众收取费用。"
    )


def _draw_backing(p: Paper) -> None:
    p.heading("七、组织保障")
    p.text(
        _TOWN + "负责培训的组织实施，{{ 参建各方.县级主管部门.名称 }}负责政策讲解和督促检查，"
        "{{ 参建各方.村民委员会.名称 }}负责通知到户、组织参训，"
        "{% if 项目.自建 %}项目理事会{% else %}施工单位{% endif %}负责现场实操和日常班前教育。"
        "培训期间做好人员清点和安全管理。"
    )
