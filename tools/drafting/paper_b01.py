"""B01: the township's letter of application, and the declaration of performance targets (domain §6.6; GB/T 9704)."""

from __future__ import annotations

from drafting.plan_tables import draw_paragraphs
from drafting.word import Column, Opinion, Opinions, Paper, day, each_row

_COUNTY = "{{ 参建各方.县级主管部门.名称 }}"
_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_US = "我{% if 项目.乡镇.endswith('街道') %}街道{% elif 项目.乡镇|last in ['镇', '乡'] %}{{ 项目.乡镇|last }}{% else %}单位{% endif %}"
_IMPLEMENTER = "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 }}{% else %}{{ 参建各方.业主单位.名称 }}{% endif %}"
"""Who answers for the targets: no contractor is chosen before the application."""
_OPEN_ELEMENTS = "前置审查.明细|selectattr('结论')|list"


class Request(Paper):
    """A letter that asks: whom to call stands under its date (GB/T 9704, 7.3.8), on the same page."""

    def contact(self, text: str) -> None:
        """附注: the name and telephone of whoever answers questions."""
        self._bind_last()
        self.text(text)


def draw_application() -> Request:
    """The letter."""
    p = Request("letter")
    title = ("{{ 参建各方.乡镇政府.名称 }}", "关于申报{{ 项目.标题 }}的请示")
    p.official_head("参建各方.乡镇政府.名称", *title, number="项目.申报文号", upward=True)
    p.salutation(_COUNTY + "：")
    p.text(
        "为改善{{ 项目.村名 }}生产生活条件，组织当地群众在家门口务工增收，根据《国家以工代赈管理办法》和项目申报有关要求，"
        + _US
        + "在充分征求群众意愿、完成前期工作的基础上，拟申报{{ 项目.名称 }}。现将有关情况请示如下。"
    )
    _draw_project(p)
    _draw_need(p)
    _draw_money(p)
    _draw_labour(p)
    _draw_preparation(p)
    p.heading("六、请示事项")
    p.text(
        "恳请{% if 参建各方.县级主管部门.名称|last == '局' %}贵局{% else %}贵单位{% endif %}将{{ 项目.名称 }}列入{{ 项目.年度 }}年度以工代赈项目计划"
        "{% if 资金合计.专项 %}，安排以工代赈资金{{ 资金合计.专项|万元 }}万元{% endif %}，并批复项目实施方案。"
        + _US
        + "将严格按照批复组织实施，确保劳务报酬足额发放到群众手中。"
    )
    p.text("妥否，请批示。")
    p.attachments(
        "绩效目标申报表", "项目实施方案", "四方会商纪要（附务工工程量与劳务报酬测算表）", "村民会议记录和决议"
    )
    p.letter_signature(_TOWN, date=day("项目.申报日期"))
    with p.when("责任.镇.姓名"):
        p.contact("（联系人：{{ 责任.镇.姓名 }}{% if 责任.镇.电话 %}；联系电话：{{ 责任.镇.电话 }}{% endif %}）")
        p.otherwise()
        p.contact("（联系人：　　　　；联系电话：　　　　　　　）")
    p.colophon("参建各方.乡镇政府.名称", "项目.申报日期", to="参建各方.县级主管部门.名称")
    return p


def _draw_project(p: Paper) -> None:
    p.heading("一、项目基本情况")
    p.text(
        "{{ 项目.名称 }}{% if 项目.代码 %}（项目代码：{{ 项目.代码 }}）{% endif %}属{{ 项目.类型 }}项目，"
        "建设性质为{{ 项目.建设性质 }}，建设地点为{{ 项目.建设地点 }}。"
        "{% if 项目.受益户数 or 项目.受益人数 %}项目建成后直接受益群众"
        "{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}。{% endif %}"
    )
    p.text(
        "{% if 项目.建设规模 %}建设规模为{{ 项目.建设规模.strip('。；') }}。{% endif %}"
        "主要建设内容包括{% for 行 in 建设内容 %}{{ 行.名称 }}{{ 行.数量|数 }}{{ 行.单位 }}"
        "{% if not loop.last %}、{% endif %}{% endfor %}。"
        "{% if 项目.计划开工 and 项目.计划完工 %}计划于{{ 项目.计划开工|中文日期 }}开工，{{ 项目.计划完工|中文日期 }}完工"
        "，工期{{ 项目.计划工期天数 }}天。{% endif %}"
    )
    p.text(
        "{% if 项目.自建 %}项目采用村民自建方式，由{{ 参建各方.业主单位.名称 }}任业主，{{ 参建各方.实施单位.名称 }}组织实施。"
        "{% else %}项目由{{ 参建各方.业主单位.名称 }}任业主，采用施工承包方式，依法确定施工单位，"
        "并在招标文件和施工合同中明确群众务工组织和劳务报酬要求。{% endif %}"
    )


def _draw_need(p: Paper) -> None:
    p.heading("二、项目建设的必要性")
    draw_paragraphs(
        p,
        "项目.必要性",
        "{% if 项目.公益 %}项目所在地基础设施薄弱，影响群众生产生活，当地群众要求建设的愿望强烈。"
        "{% else %}项目所在地产业发展配套基础设施薄弱，制约产业发展和群众增收，当地群众要求建设的愿望强烈。{% endif %}"
        "实施该项目，既能补齐基础设施短板，又能组织留守群众就近务工、增加收入、学习技能。",
    )


def _draw_money(p: Paper) -> None:
    p.heading("三、投资规模和资金来源")
    p.text(
        "{% if 项目.总投资 %}项目总投资{{ 项目.总投资|万元 }}万元。{% endif %}资金来源为"
        "{% for 笔 in 资金 %}{% if 笔.专项 %}申请{% endif %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元"
        "{% if not loop.last %}、{% endif %}{% endfor %}。"
        "{% if 资金合计.自筹 %}自筹资金由项目村按照自愿、量力原则筹集，不向群众摊派。{% endif %}"
    )


def _draw_labour(p: Paper) -> None:
    p.heading("四、群众务工组织和赈济措施")
    p.text(
        "项目采取“{{ 项目.赈济模式 }}”的赈济模式。"
        "{% if 劳动力摸底.有务工意愿 %}经逐户摸底，{{ 项目.村名 }}有务工意愿的群众{{ 劳动力摸底.有务工意愿 }}人。{% endif %}"
        "经{% if 四方会商.已有 %}四方会商{% endif %}测算，项目需用工{{ 测算.工日|数 }}个工日{% if 测算.人数 %}，可吸纳{{ 测算.人数 }}名当地群众务工{% endif %}，"
        "优先吸纳脱贫人口、防止返贫监测对象和其他低收入群众。"
        "测算劳务报酬{{ 测算.报酬|元 }}元"
        "{% if 占比.计划 != '' %}，占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的{{ 占比.计划|百分比 }}"
        "{% if 占比.计划达标 %}，符合不低于{{ 占比.要求|百分比 }}的要求{% endif %}{% endif %}。"
    )
    p.text(
        "开工前对全体务工群众进行岗位技能和安全培训，考核合格后上岗；施工中以工代训，完工后结合产业发展和设施管护开展后续培训。"
        "{% if 项目.公益 %}{% if 指标.公益岗数 %}项目建成后设置公益性岗位{{ 指标.公益岗数 }}个，优先安排低收入群众。"
        "{% else %}项目建成后结合设施管护设置公益性岗位，优先安排低收入群众。{% endif %}"
        "{% else %}项目形成的资产折股量化，{% if 折股量化.年限 %}分红年限{{ 折股量化.年限 }}年，{% endif %}"
        "收益按照利益联结与资产收益分配方案分配到村集体和农户。{% endif %}"
    )


def _draw_preparation(p: Paper) -> None:
    p.heading("五、前期工作情况")
    p.text(
        "{% if 前置审查.群众意愿.结论 == '同意' %}{{ 前置审查.群众意愿.日期|中文日期 }}召开{{ 前置审查.群众意愿.类别 }}，讨论并表决同意申报。{% endif %}"
        "{% if 四方会商.已有 %}{{ 四方会商.日期|中文日期 }}召开四方会商会，确定了岗位设置、用工数量、岗前培训、务工工程量和报酬测算。{% endif %}"
        f"{{% if {_OPEN_ELEMENTS} %}}前置要素办理情况为："
        f"{{% for 行 in {_OPEN_ELEMENTS} %}}{{{{ 行.名称 }}}}"
        "{% if 行.结论 == '缺' %}尚未办理{% else %}{{ 行.结论 }}{% endif %}"
        "{% if 行.文号 %}（{{ 行.文号 }}）{% endif %}{% if not loop.last %}，{% endif %}{% endfor %}。{% endif %}"
        "{% if 储备.入库日期 %}项目已于{{ 储备.入库日期|中文日期 }}纳入{{ 储备.层级 }}以工代赈项目储备库。{% endif %}"
        "项目实施方案、群众务工组织方案和绩效目标已编制完成。"
    )


def draw_targets() -> Paper:
    """The annex: performance targets on three levels, without what only an evaluation scores (财预〔2020〕10号)."""
    p = Paper("form")
    p.title("以工代赈项目绩效目标申报表")
    p.subline("填报单位（盖章）：" + _TOWN, "（{{ 项目.年度 }}年度）")
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("项目代码", "{{ 项目.代码 }}", "项目类型", "{{ 项目.类型 }}"),
        ("主管部门", _COUNTY, "实施单位", _IMPLEMENTER),
        ("建设性质", "{{ 项目.建设性质 }}", "项目期", _span()),
        (
            "资金总额",
            "{% if 项目.总投资 %}{{ 项目.总投资|万元 }}万元{% endif %}",
            "其中以工代赈\n资金",
            "{% if 资金合计.专项 %}{{ 资金合计.专项|万元 }}万元{% endif %}",
        ),
        (
            "资金构成",
            "{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元{% if not loop.last %}；{% endif %}{% endfor %}",
        ),
        ("总体目标", _goal()),
        size=10,
        height=8,
    )
    p.table(
        [Column("一级指标", 26), Column("二级指标", 30), Column("三级指标", 52, "left"), Column("指标值", 34), Column("备注", 24, "left")],
        each_row(
            "行 in 绩效.指标|rejectattr('一级', 'equalto', '预算执行')|list",
            [
                "{% if loop.first or loop.previtem.一级 != 行.一级 %}{{ 行.一级 }}{% endif %}",
                "{% if loop.first or loop.previtem.二级 != 行.二级 or loop.previtem.一级 != 行.一级 %}{{ 行.二级 }}{% endif %}",
                "{{ 行.三级 }}",
                "{{ 行.指标值 }}",
                "",
            ],
        ),
        size=10,
    )  # fmt: skip
    p.note(
        "注：一级、二级指标与上一行相同的不重复填写。指标值依据项目实施方案、务工测算和批准的资金填报，"
        "项目完成后按本表开展绩效自评。"
    )
    p.form(
        Opinions(
            Opinion("填报单位意见", "", 28, sign="负责人（签字）：　　　　　"),
            Opinion("县级主管部门审核意见", "", 28, sign="负责人（签字）：　　　　　"),
        ),
        size=10,
    )
    return p


def _span() -> str:
    return (
        "{% if 项目.计划开工 %}{{ 项目.计划开工|中文日期 }}{% endif %}"
        "{% if 项目.计划开工 and 项目.计划完工 %}至{% endif %}{% if 项目.计划完工 %}{{ 项目.计划完工|中文日期 }}{% endif %}"
    )


def _goal() -> list[str]:
    return [
        "{%p for 段 in 绩效.总体目标 %}",
        "{{ 段 }}",
        "{%p else %}",
        (
            "完成{{ 项目.建设规模.strip('。；') or '批准的建设内容' }}"
            "{% if 测算.人数 %}，吸纳当地群众{{ 测算.人数 }}人务工{% endif %}"
            "{% if 测算.报酬 %}，发放劳务报酬{{ 测算.报酬|万元 }}万元{% endif %}。"
        ),
        "{%p endfor %}",
    ]
