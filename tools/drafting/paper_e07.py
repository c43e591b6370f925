"""E07: the agreement on quantified shares of an industry project, and the ledger of its dividends (domain §6.7, §6.18)."""

from __future__ import annotations

from drafting.excel import Form
from drafting.excel_styles import Column as SheetColumn
from drafting.excel_styles import Kind
from drafting.word import Cell, Column, blank, day, each_row
from drafting.word_clauses import ClausePaper, said

_OWNER = "资产.产权单位 or 资产.接收方 or 参建各方.村民委员会.名称"
_OPERATOR = "折股量化.经营主体 or 资产.使用单位"
_TOWN = "参建各方.乡镇政府.名称"
_YEARS = "{% if 折股量化.年限 %}{{ 折股量化.年限 }}{% else %}____{% endif %}"
_PERSONS = "成员按照集体经济组织确认的名单享有份额"


def draw_share_agreement() -> ClausePaper:
    """The agreement between the owner of the assets and whoever runs them."""
    p = ClausePaper("letter")
    p.title("股权量化协议")
    p.clause(f"甲方（资产所有者）：{{{{ {_OWNER} }}}}")
    p.clause("乙方（经营主体）：" + blank(_OPERATOR, 30))
    p.clause(f"监督方：{{{{ {_TOWN} }}}}")
    p.clause(
        "为使{{ 项目.名称 }}形成的资产长期惠及群众，依据《国家以工代赈管理办法》、农村集体资产管理有关规定和"
        "{% if 批复.已有 %}{{ 批复.文号 }}批复的{% endif %}项目实施方案，甲乙双方就资产折股量化和收益分配达成如下协议。"
    )
    _draw_shares(p)
    _draw_gain(p)
    _draw_duties(p)
    _draw_rest(p)
    p.party_signatures(
        *([f"{name}（盖章）：", "负责人（签字）：", day("折股量化.签订日期")] for name in ("甲方", "乙方", "监督方")),
        room=0.7,
    )
    return p


def _draw_shares(p: ClausePaper) -> None:
    p.article("量化资产")
    p.clause(
        "纳入量化的资产为项目形成的经营性资产"
        "{% if 资产.清单 %}{{ 资产.清单|length }}项，即{% for 物 in 资产.清单 %}{{ 物.名称 }}{% if not loop.last %}、{% endif %}{% endfor %}"
        "，规格、数量和坐落以资产移交书所附固定资产清单为准{% else %}，以竣工决算和资产移交清单为准{% endif %}。"
        "{% if 折股量化.折股总额 %}以财政投入折股，折股总额{{ 折股量化.折股总额|元 }}元（{{ 折股量化.折股总额|大写('人民币') }}）。{% endif %}"
        f"资产归{{{{ {_OWNER} }}}}所有，由乙方使用和经营，折股量化不改变资产权属。"
    )
    p.article("股权设置")
    p.clause(
        "股权设置如下表。股权是分享收益的依据，不得退股、抵押、转让给集体经济组织以外的单位和个人；" + _PERSONS + "。",
        together=True,
    )
    p.table(
        [
            Column("序号", 14),
            Column("股东", 62, "left"),
            Column("类别", 24),
            Column("股额（元）", 34, "right"),
            Column("比例", 22, "right"),
        ],
        each_row(
            "股 in 折股量化.股东",
            ["{{ loop.index }}", "{{ 股.名称 }}", "{{ 股.类别 }}", "{{ 股.金额|元 }}", "{{ 股.比例|百分比 }}"],
        ),
        [Cell("合计", 3, align="center"), "{{ 折股量化.折股总额|元 }}", "{{ 折股量化.比例合计|百分比 }}"],
    )
    p.keep_last_rows(1)


def _draw_gain(p: ClausePaper) -> None:
    p.article("分红模式和年限")
    p.clause(
        "分红模式为" + said("折股量化.模式") + "{% if 折股量化.模式 in ['保底', '按股', '按比例'] %}分红{% endif %}。"
        "{% if '保底' in 折股量化.模式 %}乙方无论盈亏，每年按约定数额支付保底收益；超过保底的部分按股份另行分配。"
        "{% elif '按股' in 折股量化.模式 %}年度可分配收益按前条所列比例分配。"
        "{% elif '比例' in 折股量化.模式 %}乙方按约定比例从经营收益中提取后分配到集体和成员。{% endif %}"
        "分红年限" + _YEARS + "年，自资产移交使用之日起计算；期满前三个月，双方协商续签。"
    )
    p.article("收益分配")
    p.clause(
        "{% if 折股量化.分配 %}（一）" + said("折股量化.分配") + "。"
        "{% else %}（一）可分配收益为资产经营收入扣除成本、税费和管护经费后的余额，按股权比例分配到集体和成员。{% endif %}"
    )
    p.clause(
        "（二）{% if 折股量化.分配时间 %}分配时间为" + said("折股量化.分配时间") + "。"
        "{% else %}每年第四季度结算，当年12月31日前完成分配。{% endif %}"
        "乙方将应付收益转入甲方账户，甲方通过银行卡或者“一卡通”发放到户，不发放现金，不得代领、截留。"
    )
    p.clause("（三）分配方案在村务公开栏公示不少于7天，公示无异议后发放；每次分红登记分红台账，由领取人签字确认。")


def _draw_duties(p: ClausePaper) -> None:
    p.article("甲方的权利和义务")
    p.clause("（一）查阅与量化资产有关的经营和财务资料，监督资产使用和收益分配。")
    p.clause("（二）按照成员（代表）会议通过的方案分配收益，保管股东名册和分红台账。")
    p.clause("（三）不干预乙方依法自主经营，协助解决生产经营中的困难。")
    p.article("乙方的权利和义务")
    p.clause("（一）依法自主经营，按期足额支付收益，每年向甲方和监督方报告经营和财务情况。")
    p.clause("（二）爱护和管护资产，不得擅自拆除、转让、抵押或者改变用途。")
    p.clause("（三）用工优先吸纳当地群众，按时足额支付劳务报酬；乙方歇业、解散或者被兼并的，应当先结清应付收益。")
    p.article("监督方的职责")
    p.clause(
        f"{{{{ {_TOWN} }}}}对协议履行和收益分配进行监督，受理群众反映的问题"
        f"{{% if 参建各方.乡镇政府.电话 %}}（监督电话：{{{{ 参建各方.乡镇政府.电话 }}}}）{{% endif %}}，调解双方争议。"
    )


def _draw_rest(p: ClausePaper) -> None:
    p.article("违约责任")
    p.clause(
        "乙方逾期支付收益的，应当补足并承担逾期付款损失；连续两年不支付或者造成资产严重毁损的，甲方有权解除协议、收回资产"
        "并要求赔偿。甲方违反分配方案、侵占成员收益的，应当退还并依法追究有关人员责任。"
    )
    p.article("协议变更和争议解决")
    p.clause(
        "变更、解除协议须经甲方成员（代表）会议同意、双方书面确认并报监督方备案。因不可抗力无法继续经营的，资产由甲方收回，"
        "收益分配由成员（代表）会议重新决定。发生争议的，双方协商解决；协商不成的，依法向人民法院提起诉讼。"
    )
    p.article("附则")
    p.clause("本协议一式四份，甲方、乙方、监督方各执一份，归入项目档案一份，自各方签字盖章之日起生效。", together=True)


def draw_dividend_ledger() -> Form:
    """A table a year; before the first dividend one to be filled in by hand."""
    columns = [
        SheetColumn("序号", "", 5, Kind.COUNT),
        SheetColumn("股东", "", 30, Kind.LONG_TEXT),
        SheetColumn("类别", "", 10),
        SheetColumn("持股\n比例", "", 9, Kind.PERCENT),
        SheetColumn("应分金额", "", 14, Kind.MONEY),
        SheetColumn("实发金额", "", 14, Kind.MONEY),
        SheetColumn("发放日期", "", 12, Kind.DATE),
        SheetColumn("凭证号", "", 16, Kind.ID),
        SheetColumn("领取（代表）人\n签字", "", 16),
        SheetColumn("备注", "", 12, Kind.LONG_TEXT),
    ]
    form = Form("分红台账", columns, size=11)
    form.add_title("{{ 项目.名称 }}分红台账")
    form.add_subline(
        f"资产所有者：{{{{ {_OWNER} }}}}", f"经营主体：{{{{ {_OPERATOR} }}}}", "单位：元", shares=(2, 2, 1)
    )
    form.add_subline(
        "项目代码：{{ 项目.代码 }}　　表号：{{ 材料.代码 }}",
        "分红模式：{{ 折股量化.模式 }}　　年限：{% if 折股量化.年限 %}{{ 折股量化.年限 }}年{% endif %}",
        "折股总额：{{ 折股量化.折股总额|元 }}",
        shares=(2, 2, 1),
    )
    form.add_heads()
    form.add_tag("{%tr for 年 in 分红台账 %}")
    form.add_cells(
        (
            "{% if 年.年度 %}{{ 年.年度 }}{% else %}　　　　{% endif %}年度　　可分配收益：{{ 年.收益|元 }}　　　分配总额：{{ 年.分配|元 }}",
            10,
            Kind.LABEL,
        )
    )
    form.add_tag("{%tr for 股 in 年.明细 %}")
    form.add_cells(
        ("{{ 股.序号 }}", 1, Kind.COUNT),
        ("{{ 股.名称 }}", 1, Kind.LONG_TEXT),
        ("{{ 股.类别 }}", 1, Kind.TEXT),
        ("{{ 股.比例 }}", 1, Kind.PERCENT),
        ("{{ 股.应分 }}", 1, Kind.MONEY),
        ("{{ 股.应分 if 年.日期 else '' }}", 1, Kind.MONEY),
        ("{{ 年.日期 }}", 1, Kind.DATE),
        ("{{ 年.凭证号 }}", 1, Kind.ID),
        ("", 1, Kind.TEXT),
        ("{{ 年.备注 }}", 1, Kind.LONG_TEXT),
        height=28,
    )
    row = form.row
    form.add_tag("{%tr endfor %}")
    form.add_cells(
        ("合计", 3, Kind.LABEL),
        (f"=SUM(D{row}:D{row})", 1, Kind.PERCENT),
        (f'=IF(COUNT(E{row}:E{row})=0,"",SUM(E{row}:E{row}))', 1, Kind.MONEY),
        (f'=IF(COUNT(F{row}:F{row})=0,"",SUM(F{row}:F{row}))', 1, Kind.MONEY),
        ("", 1, Kind.DATE),
        ("", 1, Kind.ID),
        ("", 1, Kind.TEXT),
        ("", 1, Kind.LONG_TEXT),
    )
    form.add_tag("{%tr endfor %}")
    form.add_signatures("制表人", "集体经济组织负责人", "村务监督委员会", "乡镇监督人", date=True)
    form.add_note("注：分配到集体和各村民小组的，后附分配到户的名单；分红通过银行卡或者“一卡通”发放，不发放现金。")
    return form
