"""B02, chapters 5 and 6: who builds and answers for it, how work stays with the villagers, what it costs."""

from __future__ import annotations

from drafting.plan_tables import (
    PARTS,
    draw_caption,
    draw_council,
    draw_machines,
    draw_paragraphs,
    draw_picture_title,
    draw_points,
    draw_responsible,
)
from drafting.word import Box, Cell, Column, Paper, each_row, empty_rows, if_row
from drafting.word_chart import LEFT, MIDDLE, RIGHT, WHOLE, WIDE

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_VILLAGE = "{{ 参建各方.村民委员会.名称 }}"
_COST = '建设内容|selectattr("投资")|sum(attribute="投资")'
_PRICED = '建设内容 and not (建设内容|selectattr("投资", "equalto", "")|list)'


def draw_building_chapters(p: Paper) -> None:
    """Chapters 5 and 6."""
    _draw_organisation(p)
    _draw_money(p)


def _draw_organisation(p: Paper) -> None:
    p.heading("五、建设方式和组织管理")
    p.heading("（一）建设方式", 2)
    with p.when("项目.自建"):
        p.text(
            "项目采取村民自建方式，由{{ 项目.村名 }}村民通过民主程序推选产生项目理事会，"
            "自己的项目自己建、自己管。符合《中华人民共和国招标投标法》第六十六条关于以工代赈项目可以不进行招标的规定，"
            "由" + _TOWN + "与" + _VILLAGE + "、项目理事会签订自建协议后组织实施。"
        )
        p.text(
            "材料设备采购和机械租赁实行询比选，由项目理事会向三家以上供应商询价，"
            "集体研究确定并在村务公开栏公示，不得优亲厚友；需要专业资质的工序，委托具备资质的单位承担，"
            "其余工序全部由当地群众完成。"
        )
        p.otherwise()
        p.text(
            "项目采取施工承包方式，"
            "{% if 项目.招标方式 %}发包方式为{{ 项目.招标方式 }}，{% else %}按照招标投标和政府采购有关规定{% endif %}"
            "择优确定施工单位。招标（比选）文件和施工合同应当载明当地群众务工数量、"
            "劳务报酬发放总额和占比、技能培训、两个“尽量”等要求，"
            "并作为评审和履约考核的内容。"
        )
        p.text(
            "施工单位不得将工程转包或者违法分包。除特种作业和关键工序外，普通工序应当使用当地群众；"
            "施工单位应当设立劳资专管员，实行务工人员实名制管理，开设农民工工资专用账户，存储工资保证金。"
        )
    p.heading("（二）各方职责", 2)
    p.text(
        "落实责任、实施、监督、服务四个主体，各司其职、互相配合，组织架构见图{{ 图.号 + 1 }}，职责分工见表{{ 表.号 + 1 }}。"
    )
    _draw_bodies(p)
    draw_picture_title(p, "项目组织架构")
    draw_caption(p, "各方职责")
    _draw_duties(p)
    p.heading("（三）责任人员", 2)
    p.text(
        "成立县、乡镇、村三级工作专班，县级项目负责人为第一责任人，从项目谋划到建后管护一管到底，责任人员见表{{ 表.号 + 1 }}。"
    )
    draw_caption(p, "责任人员")
    draw_responsible(p)
    with p.when("项目.自建 and 参建各方.理事会"):
        p.text("项目理事会由{{ 参建各方.理事会|length }}人组成，成员和分工见表{{ 表.号 + 1 }}。")
        draw_caption(p, "项目理事会成员和分工")
        draw_council(p)
    with p.when("参建各方.质量监督小组"):
        p.text(
            "设立村民质量监督小组，由{% for 员 in 参建各方.质量监督小组 %}{{ 员.姓名 }}"
            "{% if 员.职务 %}（{{ 员.职务 }}）{% endif %}{% if not loop.last %}、{% endif %}{% endfor %}组成，"
            "对材料、工序、工程量和用工情况进行日常监督。小组成员不得由村民委员会成员及其近亲属担任。"
        )
    p.heading("（四）两个“尽量”的落实", 2)
    p.text(
        "严格落实能用人工尽量不用机械、能组织当地群众务工尽量不用专业施工队伍的要求。"
        "{% if 测算.明细 %}经四方论证，{{ 测算.明细|length }}项分项工程中，"
        + PARTS
        + "{% if 机械 %}{{ 机械 }}项部分使用机械{% endif %}；"
        "使用机械的，仅限于人工难以达到质量、安全或者工期要求的部分，人工能够完成的配合工作仍由当地群众承担。"
        "{% if 机械 %}使用机械的分项工程及理由见表{{ 表.号 + 1 }}，全部分项工程的测算见附件1。{% endif %}{% endif %}"
    )
    with p.when("测算.明细|selectattr('人工比例', 'lt', 1)|list"):
        draw_caption(p, "使用机械的分项工程及理由")
        draw_machines(p)
    p.text(
        "施工力量以当地群众为主，按照先本村、后邻村，再本乡镇、邻近乡镇的次序组织；"
        "当地确无相应技能的，才可聘请专业人员，并由其带领群众作业、传授技术。"
    )


def _draw_bodies(p: Paper) -> None:
    """The four bodies, who speaks for each, and the teams."""

    def lead(level: str, name: str) -> str:
        return f"{{% if 责任.{level}.姓名 %}}{name}：{{{{ 责任.{level}.姓名 }}}}{{% endif %}}"

    builder = (
        "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 or '项目理事会' }}{% else %}按规定程序确定的施工单位{% endif %}"
    )
    teams = (
        "{% if 测算.工种合计 %}{% for 行 in 测算.工种合计 %}{{ 行.工种 }}{% if 行.人数 %}{{ 行.人数 }}人{% endif %}"
        "{% if not loop.last %}、{% endif %}{% endfor %}{% else %}当地务工群众{% endif %}"
    )
    p.chart(
        [Box(*WIDE, "服务主体：县级主管部门和行业部门",
             ["{{ 参建各方.县级主管部门.名称 }}{% for 位 in 参建各方.服务单位 %}、{{ 位.名称 }}{% endfor %}",
              lead("县", "项目县级负责人")])],
        [Box(*WIDE, "监督主体：乡镇人民政府", [_TOWN, lead("镇", "乡镇责任人")])],
        [Box(*LEFT, "责任主体", [_VILLAGE, lead("村", "村级责任人")]),
         Box(*MIDDLE, "实施主体", [builder, "{% if 项目.自建 and 参建各方.实施单位.负责人 %}负责人：{{ 参建各方.实施单位.负责人 }}{% endif %}"]),
         Box(*RIGHT, "日常监督", ["村民质量监督小组", "{{ 参建各方.监理单位.名称 or '专业技术服务单位' }}"])],
        [Box(*WHOLE, "施工班组（按作业面编组，每组设班长一名）", [teams])],
    )  # fmt: skip


def _draw_duties(p: Paper) -> None:
    services = "{{ 参建各方.县级主管部门.名称 }}{% for 位 in 参建各方.服务单位 %}、{{ 位.名称 }}{% endfor %}"
    p.table(
        [Column("主体", 24), Column("单位", 50, "left"), Column("主要职责", 104, "left")],
        [
            "责任主体",
            _VILLAGE,
            "召开会议，组织推选和动员，发布公告，协调用地和群众关系，解决实施中的具体问题，承担建后管护",
        ],
        [
            "实施主体",
            "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 }}{% else %}按规定程序确定的施工单位{% endif %}",
            (
                "组织施工，{% if 项目.自建 %}材料采购和机械租赁，{% endif %}用工管理，考勤计量，核定劳务报酬，"
                "落实质量安全措施，整理施工资料"
            ),
        ],
        [
            "监督主体",
            _TOWN,
            "对质量、安全、资金、用工全过程监督，审定劳务报酬，组织初验；乡镇纪检机构制定监督方案并跟踪监督",
        ],
        ["服务主体", services, "政策指导、技术服务、师资支持、督促检查和县级验收"],
        if_row(
            "参建各方.设计单位.名称",
            ["设计单位", "{{ 参建各方.设计单位.名称 }}", "工程设计、技术交底和现场服务，参加四方会商"],
        ),
        size=10,
        height=6.5,
        keep=True,
    )


def _draw_money(p: Paper) -> None:
    p.heading("六、投资估算和资金筹措")
    p.heading("（一）投资估算", 2)
    p.text(
        "投资按照设计工程量、现行定额和当地市场价格估算，人工费按四方会商确定的工价计算。"
        "项目总投资{{ 项目.总投资|万元 }}万元"
        "{% if 测算.报酬 and 项目.总投资 %}，其中劳务报酬{{ 测算.报酬|元 }}元，"
        "占总投资的{{ (测算.报酬 / 项目.总投资)|百分比 }}{% endif %}。"
        "{% if " + _PRICED + " %}分项估算见表{{ 表.号 + 1 }}。{% endif %}"
    )
    draw_paragraphs(p, "项目.估算说明")
    with p.when(_PRICED):
        draw_caption(p, "投资估算")
        _draw_costs(p)
    p.heading("（二）资金筹措", 2)
    p.text("资金来源见表{{ 表.号 + 1 }}{% if 资金|length > 1 %}，资金构成见图{{ 图.号 + 1 }}{% endif %}。")
    draw_caption(p, "资金来源")
    p.table(
        [Column("序号", 14), Column("资金来源", 56, "left"), Column("金额（万元）", 36, "right"), Column("占总额比例", 30),
         Column("以工代赈专项资金", 44)],
        each_row(
            "笔 in 资金",
            ["{{ loop.index }}", "{{ 笔.来源 }}", "{{ 笔.金额|万元 }}",
             "{% if 资金合计.总额 %}{{ (笔.金额 / 资金合计.总额)|百分比 }}{% endif %}", "{{ 笔.专项 }}"],
            otherwise=empty_rows(2, 5),
        ),
        [Cell("合计", 2, align="center"), "{{ 资金合计.总额|万元 }}", "{% if 资金合计.总额 %}100%{% endif %}", ""],
        size=10,
        height=6.5,
        keep=True,
    )  # fmt: skip
    with p.when("资金|length > 1"):
        p.graph("资金", "饼", height="52", 项="来源", 值="金额")
        draw_picture_title(p, "资金构成")
    p.heading("（三）资金管理", 2)
    draw_points(
        p,
        "专款专用、专账核算。项目资金按下达计划用于批准的建设内容和劳务报酬，不得截留、挪用和虚列。",
        "先审后付。{% if 项目.自建 %}由项目理事会提出申请，经乡镇人民政府审核、县级主管部门和财政部门审批后，"
        "按工程进度报账支付；{% else %}施工单位按合同约定申请进度款，经监理单位和业主单位审核后支付，"
        "其中的人工费用单独列明、单独拨付；{% endif %}材料、机械支出须有合同、票据和验收凭证。",
        "劳务报酬优先。劳务报酬单独列支、优先保障，不得以工程款未到位为由拖欠，不得用于抵扣材料、机械等其他费用。",
        "账目公开。资金到位、支出和劳务报酬发放情况定期公示，完工后及时办理结算和竣工财务决算。",
    )


def _draw_costs(p: Paper) -> None:
    rest = f"项目.总投资 and 项目.总投资 > {_COST}"
    p.table(
        [Column("序号", 13), Column("项目", 60, "left"), Column("单位", 18), Column("数量", 26, "right"),
         Column("单价（元）", 26, "right"), Column("合价（元）", 36, "right")],
        each_row(
            "行 in 建设内容",
            ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.单位 }}", "{{ 行.数量|数 }}", "{{ 行.单价|元 }}", "{{ 行.投资|元 }}"],
        ),
        [Cell("工程费用小计", 5, align="center"), f"{{{{ ({_COST})|元 }}}}"],
        if_row(
            rest,
            [Cell("其他费用（勘察设计、监理或技术服务、检测、预备费等）", 5, align="center"),
             f"{{{{ (项目.总投资 - {_COST})|元 }}}}"],
            [Cell("总投资", 5, align="center"), "{{ 项目.总投资|元 }}"],
        ),
        size=10,
        height=6.5,
    )  # fmt: skip
