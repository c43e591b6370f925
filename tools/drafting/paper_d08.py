"""D08: the county's opinion on the finished project, with every defect and its closing (domain §6.17)."""

from __future__ import annotations

from drafting.closing_tables import (
    COUNTY,
    FUND_PAPERS,
    LABOUR,
    NAME,
    OVERVIEW,
    PERIOD,
    SETTLED,
    SHARING,
    UNITS,
    ClosingPaper,
    draw_quantities,
    draw_ratings,
    draw_team,
    verdict_boxes,
)
from drafting.word import Column, day, each_row, empty_rows, tick

_ISSUER = "参建各方.县级主管部门.名称"
_COUNTY = "验收.复验"
_FIRST = "验收.初验"
_FOUR = (
    ("县级计划公示", "公示栏.县级计划公示.已有"),
    ("乡镇（村）项目公示", "公示栏.镇村项目公示.已有"),
    ("施工公告", "公示栏.施工公告.已有"),
    ("劳务报酬发放公示", "发放批次|selectattr('公示日期')|list"),
)


def draw_county_opinion() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("letter")
    p.official_head(_ISSUER, NAME, "县级复验（竣工验收）意见书")
    p.text(
        "{% if 验收.申请日期 %}根据{{ 参建各方.乡镇政府.名称 }}{{ 验收.申请日期|中文日期 }}提出的竣工验收申请"
        "{% if 验收.申请文号 %}（{{ 验收.申请文号 }}）{% endif %}，{% endif %}"
        + COUNTY + f"于{{{{ {_COUNTY}.日期|中文日期 }}}}组织有关部门对{{{{ 项目.名称 }}}}进行县级复验。验收组察看工程现场，"
        "查阅工程、财务和务工资料，核实群众务工和劳务报酬发放情况，经讨论形成如下意见。"
    )  # fmt: skip
    _draw_basis(p)
    p.heading("三、工程概况和完成情况")
    p.text(OVERVIEW)
    p.text(UNITS + PERIOD)
    p.caption("工程量核定表")
    draw_quantities(p)
    p.heading("四、资金使用和结（决）算情况")
    p.text(_money())
    _draw_labour(p)
    p.heading("六、档案资料情况")
    p.text(_records())
    p.heading("七、分项评定意见")
    p.text("验收组对工程数量、工程质量、资金使用、务工组织、劳务报酬、公示公开和档案资料等逐项评定，意见如下。")
    p.caption("分项评定表")
    draw_ratings(p, _COUNTY)
    p.keep_table_whole()
    _draw_defects(p)
    _draw_verdict(p)
    return p


def _draw_basis(p: ClosingPaper) -> None:
    p.heading("一、验收组织")
    units = f"({_COUNTY}.成员|map(attribute='单位')|select|unique|list)"
    p.text(
        f"{{% if {units} %}}验收组由{{{{ {units}|顿号 }}}}等单位人员组成，"
        f"{{% else %}}验收组由{COUNTY}会同有关行业主管部门人员组成，{{% endif %}}"
        f"{{% if {_COUNTY}.组长 %}}{{{{ {_COUNTY}.组长 }}}}任组长，{{% endif %}}验收组人员签字附后。"
    )
    p.heading("二、验收依据")
    p.text(
        "（一）项目批准文件。{% if 批复.已有 %}{{ 批复.机关 }}对项目实施方案的批复（{{ 批复.文号 }}）"
        "{% else %}项目实施方案及批复{% endif %}"
        f"{{% if {FUND_PAPERS} %}}，资金（投资）计划文件{{{{ {FUND_PAPERS}|顿号 }}}}{{% endif %}}。"
    )
    p.text(
        "（二）工程技术文件。施工图设计文件、{% if 项目.自建 %}村民自建协议{% else %}施工合同{% endif %}和现行技术标准、验收规范。"
    )
    p.text("（三）政策规定。《国家以工代赈管理办法》《保障农民工工资支付条例》等规定。")
    p.text("（四）前期验收资料。自验报告、乡镇初验意见表、质量检测报告和结（决）算资料。")


def _money() -> str:
    return (
        "{% if 资金 %}项目计划资金{{ 资金合计.总额|万元 }}万元"
        "{% if 资金合计.到位 != '' %}，到位{{ 资金合计.到位|元 }}元"
        "{% if 资金合计.总额 %}，到位率{{ (资金合计.到位 / 资金合计.总额)|百分比 }}{% endif %}{% endif %}。{% endif %}"
        "{% if 财务.合同金额 %}{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}价款{{ 财务.合同金额|元 }}元。{% endif %}"
        "{% if 财务.结算金额 %}工程结算金额{{ 财务.结算金额|元 }}元。{% else %}工程结算尚未办结。{% endif %}"
        "{% if 财务.决算金额 %}竣工财务决算总额{{ 财务.决算金额|元 }}元"
        "{% if 财务.审计单位 %}，由{{ 财务.审计单位 }}审计{% endif %}。"
        "{% else %}竣工财务决算尚未办结。{% endif %}"
        "{% if 财务.台账 %}项目资金设立专账核算。{% endif %}"
    )


def _draw_labour(p: ClosingPaper) -> None:
    p.heading("五、以工代赈政策落实情况")
    p.text("1.务工组织和劳务报酬。" + LABOUR + SETTLED)
    with p.when("验收.核验日期"):
        p.text(
            "{{ 验收.核验日期|中文日期 }}，{% if 验收.核验人 %}{{ 验收.核验人 }}组织{% else %}县级组织{% endif %}"
            "对劳务报酬兑现情况进行面对面核验，逐人核实务工天数和到账金额。"
        )
    p.text(
        "2.技能培训。{% if 培训 %}开展技能培训{{ 指标.培训场次 }}场次、{{ 指标.培训人次 }}人次，其中"
        "{% for 轮 in ['岗前', '过程', '完工后'] if 培训|selectattr('轮次', 'equalto', 轮)|list %}{{ 轮 }}培训{{ 培训|selectattr('轮次', 'equalto', 轮)|list|length }}场次"
        "{% if not loop.last %}、{% endif %}{% endfor %}。{% else %}培训场次和人次以培训台账为准。{% endif %}"
    )
    p.text("3.公示公开。" + "　".join(tick(condition, name) for name, condition in _FOUR[:2]) + "；")
    p.text(
        "　".join(tick(condition, name) for name, condition in _FOUR[2:])
        + f"。{{% if {' and '.join(f'({condition})' for _, condition in _FOUR)} %}}上述公示资料齐全。"
        "{% else %}未勾选的公示没有登记，应当补正。{% endif %}"
    )
    p.text(
        "4.{% if 项目.公益 %}公益性岗位。{% if 公益性岗位 %}设置公益性岗位{{ 指标.公益岗数 }}个（"
        "{% for 岗 in 公益性岗位 %}{{ 岗.岗位 }}{{ 岗.名额 }}个{% if not loop.last %}、{% endif %}{% endfor %}）。"
        "{% else %}公益性岗位设置情况：____________________。{% endif %}"
        "{% else %}利益联结。{% if 折股量化.已有 %}项目资产折股量化，分红模式为"
        + SHARING
        + "{% if 折股量化.年限 %}，年限{{ 折股量化.年限 }}年{% endif %}"
        "{% if 折股量化.分配 %}，{{ 折股量化.分配.strip('。') }}{% endif %}。"
        "{% else %}利益联结机制落实情况：____________________。{% endif %}{% endif %}"
    )


def _records() -> str:
    open_ones = "(验收前置|rejectattr('合格')|list)"
    return (
        "{% if 验收.核查日期 %}{{ 验收.核查日期|中文日期 }}，"
        "{% if 验收.核查人 %}{{ 验收.核查人 }}对{% else %}县级主管部门对{% endif %}十一项验收前置资料进行核查。{% endif %}"
        f"{{% if 验收前置 and not {open_ones} %}}十一项验收前置资料全部合格，已按规定整理归集。"
        "{% else %}验收前置资料的合格情况见《验收前置资料合格核查表》。{% endif %}"
    )


def _draw_defects(p: ClosingPaper) -> None:
    p.heading("八、存在问题和整改销号")
    groups = (
        ("自验", "0"),
        ("初验", "验收.自验.问题|length"),
        ("复验", f"验收.自验.问题|length + {_FIRST}.问题|length"),
    )
    with p.when(f"验收.自验.问题 or {_FIRST}.问题 or {_COUNTY}.问题 or {_COUNTY}.结论 != '合格'"):
        p.text("对各级验收提出的问题实行清单管理，整改一项、复查一项、销号一项，情况如下。")
        p.caption("整改销号表")
        p.table(
            [Column("序号", 11), Column("提出\n环节", 12), Column("存在问题", 41, "left"), Column("整改措施", 33, "left"),
             Column("整改期限", 22), Column("销号日期", 22), Column("复查人", 15)],
            *(
                each_row(
                    f"题 in 验收.{name}.问题",
                    [f"{{{{ {offset} + loop.index }}}}", name, "{{ 题.问题 }}", "{{ 题.整改 }}", "{{ 题.期限|日期 }}",
                     "{{ 题.销号日期|日期 }}", "{{ 题.复查人 }}"],
                    otherwise=empty_rows(2, 7) if name == "复验" else (),
                )
                for name, offset in groups
            ),
            size=10,
            height=9,
        )  # fmt: skip
        p.otherwise()
        p.text("各级验收均未提出需要整改的问题。")


def _draw_verdict(p: ClosingPaper) -> None:
    p.heading("九、验收结论")
    with p.each(f"条 in {_COUNTY}.意见"):
        p.text("{{ 条 }}")
    p.closing_text(
        "复验结论："
        + verdict_boxes(f"{_COUNTY}.结论")
        + "{% if 指标.务工人数 and not 指标.结清 %}。劳务报酬尚未全部结清，结清并经核验前，本项目不得通过竣工验收。{% endif %}"
    )
    p.caption("验收组人员签字表")
    draw_team(p, _COUNTY, blanks=7)
    p.keep_table_whole()
    p.letter_signature(COUNTY, date=day(f"{_COUNTY}.日期"))
    p.colophon(_ISSUER, f"{_COUNTY}.日期")
