"""C34: the three notices of a self-build project: who builds what; prices and purchases; what was paid (seed Guang'an).  Public."""

from __future__ import annotations

from drafting.paper_c07 import RATE_LIST
from drafting.word import Cell, Column, blank, day, each_row, empty_rows
from drafting.word_clauses import ClausePaper, said

_NOTICE = "项.公示"
_TOWN = "参建各方.乡镇政府"
_VILLAGE = "参建各方.村民委员会.名称"
_ISSUER = f"({_NOTICE}.单位 or {_VILLAGE})"
_POSTED = f"{_NOTICE}.张贴日期"


_OFFER = [
    "{{ 购.标的 }}",
    "{{ 家.单位 }}",
    "{{ 家.总价|元 }}",
    "{% if 家.单位 == 购.成交单位 %}成交{% endif %}",
]
_NO_OFFER = [
    "{{ 购.标的 }}",
    "{{ 购.成交单位 }}",
    "{{ 购.金额|元 }}",
    "{% if 购.成交单位 %}成交{% if 购.方式 %}（{{ 购.方式 }}）{% endif %}{% endif %}",
]


def draw_contents_notice() -> ClausePaper:
    """自建内容公示: what is built, with whose money, and who of the council does what."""
    p = _begin("村民自建项目建设内容和理事会成员公示")
    p.clause(
        "经村民（代表）会议讨论决定，{{ 项目.名称 }}采用村民自建方式实施，由村民选举产生的项目理事会组织建设。"
        "根据村务公开和以工代赈管理有关规定，现将建设内容和理事会成员及分工予以公示，接受群众监督。"
    )
    p.heading("一、项目概况")
    p.clause(
        "建设地点："
        + said("项目.建设地点")
        + "。{% if 项目.建设规模 %}建设规模："
        + said("项目.建设规模")
        + "。{% endif %}"
        "{% if 项目.总投资 != '' %}计划总投资{{ 项目.总投资|万元 }}万元{% if 资金 %}，资金来源为"
        "{% for 笔 in 资金 %}{{ 笔.来源 }}{{ 笔.金额|万元 }}万元{% if not loop.last %}、{% endif %}{% endfor %}{% endif %}。{% endif %}"
        "{% if 项目.计划开工 and 项目.计划完工 %}计划工期：{{ 项目.计划开工|中文日期 }}至{{ 项目.计划完工|中文日期 }}。{% endif %}"
    )
    p.heading("二、建设内容")
    p.table(
        [Column("序号", 12), Column("分项工程", 52, "left"), Column("规格", 60, "left"), Column("单位", 16), Column("数量", 24, "right")],
        each_row(
            "行 in 建设内容",
            ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.规格 }}", "{{ 行.单位 }}", "{{ 行.数量|数 }}"],
            otherwise=empty_rows(4, 5),
        ),
        size=10,
    )  # fmt: skip
    p.heading("三、项目理事会成员及分工")
    _draw_members(p, "理事会", "分工")
    with p.when("参建各方.质量监督小组"):
        p.heading("四、村民质量监督小组成员及分工")
        _draw_members(p, "质量监督小组", "监督内容")
    _end(p)
    p.colophon(_ISSUER, _POSTED)
    return p


def _draw_members(p: ClausePaper, group: str, duty: str) -> None:
    p.table(
        [Column("序号", 12), Column("姓名", 28), Column("所在村组（单位）", 46), Column("职务", 28), Column(duty, 56, "left")],
        each_row(
            f"人 in 参建各方.{group}",
            ["{{ loop.index }}", "{{ 人.姓名 }}", "{{ 人.单位 }}", "{{ 人.职务 }}", "{{ 人.分工 }}"],
            otherwise=empty_rows(5, 5),
        ),
        size=10,
    )  # fmt: skip


def draw_purchase_notice() -> ClausePaper:
    """自建采购公示: labour and its prices, materials and machines with every offer."""
    p = _begin("村民自建项目用工、材料和询价结果公示")
    p.clause(
        "{{ 项目.名称 }}由项目理事会组织村民自建。按照“询价、比选、公示”的要求，现将用工安排、工价和材料采购、机械租赁询价结果予以公示，"
        "接受群众监督。"
    )
    p.heading("一、用工安排和工价")
    p.clause(
        "{% if 测算.人数 != '' %}计划用工{{ 测算.人数 }}人，测算用工{{ 测算.工日|数 }}个工日、劳务报酬{{ 测算.报酬|元 }}元。{% endif %}"
        f"{{% if 工价 %}}工价：{RATE_LIST}。{{% endif %}}"
        "劳务报酬按月核定、公示{{ 规定.工资公示天数 }}天后直接发到本人账户。"
    )
    with p.when("测算.工种合计"):
        p.table(
            [Column("序号", 12), Column("工种", 46), Column("人数", 22), Column("工日", 28, "right"), Column("工价（元/工日）", 32, "right"),
             Column("测算报酬（元）", 34, "right")],
            each_row(
                "工 in 测算.工种合计",
                ["{{ 工.序号 }}", "{{ 工.工种 }}", "{{ 工.人数 }}", "{{ 工.工日|数 }}", "{{ 工.单价|元 }}", "{{ 工.报酬|元 }}"],
            ),
            size=10,
        )  # fmt: skip
    p.heading("二、材料采购和机械租赁询价结果")
    with p.when("采购"):
        p.table(
            [
                Column("标的", 50, "left"),
                Column("报价单位", 56, "left"),
                Column("报价（元）", 28, "right"),
                Column("结果", 20),
            ],
            each_row("购 in 采购", each_row("家 in 购.报价", _OFFER, otherwise=[_NO_OFFER])),
            size=10,
        )
        with p.each("购 in 采购 if 购.理由"):
            p.clause("{{ 购.标的|trim('。') }}的比选理由：" + said("购.理由") + "。")
        p.otherwise()
        p.clause("本期没有材料采购和机械租赁询价。")
    p.clause(
        "采购金额为询价确定的成交金额，按实际验收数量和台班结算。项目理事会成员及其近亲属不参与本项目材料、机械供应。"
    )
    _end(p)
    p.colophon(_ISSUER, _POSTED)
    return p


def draw_cost_notice() -> ClausePaper:
    """自建费用公示: the wages of everybody, machine rent, technical service fees."""
    p = _begin("村民自建项目工资、机械和技术服务费公示")
    p.clause(
        "{{ 项目.名称 }}由项目理事会组织村民自建。现将务工群众劳务报酬、机械租赁费和技术服务费予以公示，接受群众监督。"
    )
    p.heading("一、劳务报酬")
    p.clause(
        "{% if 项.名册 %}累计{{ 项.名册|length }}名群众务工{% if 项.天数合计 %}{{ 项.天数合计|数 }}天{% endif %}，"
        "劳务报酬合计{{ 项.报酬合计|元 }}元（{{ 项.报酬合计|大写('人民币') }}）。{% else %}尚未核定劳务报酬。{% endif %}"
    )
    with p.when("项.名册"):
        p.table(
            [Column("批次", 56), Column("人数", 26), Column("天数", 30, "right"), Column("实发（元）", 44, "right")],
            each_row("批 in 项.报酬", ["{{ 批.批次名 }}", "{{ 批.人数 }}", "{{ 批.天数|数 }}", "{{ 批.实发|元 }}"]),
            [Cell("合计", head=True, align="center"), "", "{{ 项.天数合计|数 }}", "{{ 项.报酬合计|元 }}"],
            size=10,
        )
    p.heading("二、机械租赁费")
    _draw_costs(p, "机械费", "机械租赁费")
    p.heading("三、技术服务费")
    _draw_costs(p, "技术服务费", "技术服务费")
    _end(p)
    p.annex("附件", "劳务报酬花名册")
    p.subline("项目名称：{{ 项目.名称 }}", "单位：天、元")
    p.table(
        [Column("序号", 14), Column("姓名", 30), Column("村组", 30), Column("工种", 34), Column("务工天数", 24, "right"),
         Column("实发报酬", 34, "right")],
        each_row(
            "人 in 项.名册",
            ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.村组 }}", "{{ 人.工种 }}", "{{ 人.天数|数 }}", "{{ 人.实发|元 }}"],
            otherwise=empty_rows(6, 6),
        ),
        [Cell("合计（{{ 项.名册|length }}人）", span=4, align="center", head=True), "{{ 项.天数合计|数 }}", "{{ 项.报酬合计|元 }}"],
        size=10,
    )  # fmt: skip
    p.colophon(_ISSUER, _POSTED)
    return p


def _draw_costs(p: ClausePaper, key: str, name: str) -> None:
    with p.when(f"项.{key}.明细"):
        p.clause(f"共支付{name}{{{{ 项.{key}.合计|元 }}}}元，明细如下。")
        p.table(
            [Column("日期", 30), Column("内容", 90, "left"), Column("金额（元）", 36, "right")],
            each_row(f"笔 in 项.{key}.明细", ["{{ 笔.日期|日期 }}", "{{ 笔.摘要 }}", "{{ 笔.金额|元 }}"]),
            [Cell("合计", span=2, align="center", head=True), f"{{{{ 项.{key}.合计|元 }}}}"],
            size=10,
            keep=True,
        )
        p.otherwise()
        p.clause(f"截至公示之日，没有支付{name}。")


def _begin(title: str) -> ClausePaper:
    p = ClausePaper("letter")
    p.official_head(_ISSUER, "{{ 项目.标题 }}", title, number=f"{_NOTICE}.文号")
    p.salutation("各村民小组、广大村民：")
    return p


def _end(p: ClausePaper) -> None:
    p.clause(
        f"公示时间：{{% if {_NOTICE}.结束日期 %}}{{{{ {_NOTICE}.张贴日期|中文日期 }}}}至{{{{ {_NOTICE}.结束日期|中文日期 }}}}"
        f"{{% else %}}自{{{{ {_NOTICE}.张贴日期|中文日期 }}}}起{{% endif %}}。"
        f"{{% if {_NOTICE}.地点 %}}公示地点：{{{{ {_NOTICE}.地点|顿号 }}}}。{{% endif %}}"
        f"公示期间，对以上内容有异议的，请向{{{{ {_NOTICE}.受理单位 or {_TOWN}.名称 }}}}反映，电话："
        + blank(f"{_NOTICE}.电话 or {_TOWN}.电话", 14)
        + "。"
    )
    p.issuer_signature(_ISSUER, day(f"{_NOTICE}.张贴日期"))
