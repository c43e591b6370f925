"""B08: how an industry project's assets become shares and how their gain is divided (seeds Bazhou, Meishan; domain §6.7)."""

from __future__ import annotations

from drafting.plan_tables import COUNT, draw_caption, draw_points
from drafting.word import Cell, Column, Paper, each_row, empty_rows

_TOWN = "{{ 参建各方.乡镇政府.名称 }}"
_VILLAGE = "{{ 参建各方.村民委员会.名称 }}"
_OPERATOR = "折股量化.经营主体 or 资产.使用单位"


def draw_benefit_plan() -> Paper:
    """The whole paper."""
    p = Paper("letter")
    p.title("{{ 项目.标题 }}", "利益联结与资产收益分配方案")
    p.text(
        COUNT + "为建立以工代赈项目与群众的利益联结机制，使群众在获得劳务报酬的同时长期分享资产收益，"
        "根据《国家以工代赈管理办法》和农村集体资产管理有关规定，结合{{ 项目.名称 }}实际，制定本方案。"
    )
    _draw_principles(p)
    _draw_assets(p)
    _draw_shares(p)
    _draw_gain(p)
    _draw_conduct(p)
    _draw_publicity(p)
    p.letter_signature(_TOWN, _VILLAGE, date="　　　　年　　月　　日")
    return p


def _draw_principles(p: Paper) -> None:
    p.heading("一、基本原则")
    draw_points(
        p,
        "群众受益。资产收益优先用于增加农户收入，重点向脱贫户、防止返贫监测对象等低收入群众倾斜。",
        "权属清晰。财政投入形成的资产归农村集体所有，产权、股权登记到位，任何单位和个人不得侵占、平调。",
        "民主决策。股权设置、收益分配和重大经营事项经村集体经济组织成员（代表）会议讨论决定。",
        "公开透明。资产、股权、经营和分红情况定期公开，接受群众和有关部门监督。",
    )


def _draw_assets(p: Paper) -> None:
    p.heading("二、资产范围和折股总额")
    p.text(
        "{% if 资产.产权单位 %}项目形成的资产归{{ 资产.产权单位 }}所有。{% else %}项目形成的资产归村集体经济组织所有。{% endif %}"
        "{% if 建设内容 %}计划形成的资产见表{{ 表.号 + 1 }}，{% else %}资产"
        "{% endif %}以竣工决算和资产移交清单确认的数量和价值为准。"
        "{% if 折股量化.折股总额 %}以财政投入折股，折股总额为{{ 折股量化.折股总额|元 }}元。{% endif %}"
    )
    with p.when("建设内容"):
        draw_caption(p, "计划形成的资产")
        p.table(
            _asset_columns("计划投资（元）"),
            each_row(
                "行 in 建设内容",
                [
                    "{{ 行.序号 }}",
                    "{{ 行.名称 }}",
                    "{{ 行.规格 }}",
                    "{{ 行.单位 }}",
                    "{{ 行.数量|数 }}",
                    "{{ 行.投资|元 }}",
                ],
            ),
            [Cell("合计", 5, align="center"), "{{ 项目.建设投资|元 }}"],
            size=10,
        )


def _asset_columns(value: str) -> list[Column]:
    return [
        Column("序号", 13), Column("资产名称", 42, "left"), Column("规格", 42, "left"), Column("单位", 15),
        Column("数量", 22, "right"), Column(value, 34, "right"),
    ]  # fmt: skip


def _draw_shares(p: Paper) -> None:
    p.heading("三、入股对象和股权设置")
    p.text(
        "{% if "
        + _OPERATOR
        + " %}资产由{{ "
        + _OPERATOR
        + " }}使用和经营，村集体经济组织以资产作价入股，按股份享有收益。"
        "{% else %}资产由村集体经济组织统一经营；确需与经营主体合作的，经成员会议讨论同意后作价入股，按股份享有收益。{% endif %}"
        "不参与经营的成员不承担经营风险。{% if 折股量化.股东 %}股权设置见表{{ 表.号 + 1 }}。"
        "{% else %}持股对象和持股比例由成员会议讨论确定后载入股权量化协议。{% endif %}"
    )
    with p.when("折股量化.股东"):
        draw_caption(p, "股权设置")
        p.table(
            [Column("序号", 14), Column("持股对象", 66, "left"), Column("股权类别", 26), Column("折股额（元）", 38, "right"),
             Column("持股比例", 24)],
            each_row(
                "股 in 折股量化.股东",
                ["{{ loop.index }}", "{{ 股.名称 }}", "{{ 股.类别 }}", "{{ 股.金额|元 }}",
                 "{{ 股.比例|百分比 }}"],
                otherwise=empty_rows(1, 5),
            ),
            [Cell("合计", 3, align="center"), "{{ 折股量化.折股总额|元 }}",
             "{{ 折股量化.比例合计|百分比 }}"],
            size=10,
            keep=True,
        )  # fmt: skip
    p.text(
        "成员股量化到户，以成员（代表）会议确认的成员名单为准，实行静态管理，户内共享；"
        "集体股收益用于公益事业、设施管护和困难群众帮扶。股权只作为收益分配的依据，不得转让、抵押。"
    )


def _draw_gain(p: Paper) -> None:
    p.heading("四、收益分配")
    p.heading("（一）分红模式和年限", 2)
    p.text(
        "分红模式为{{ 折股量化.模式.strip('。；') }}{% if 折股量化.模式 in ['保底', '按股', '按比例'] %}分红{% endif %}"
        "{% if '保底' in 折股量化.模式 %}，即经营主体无论盈亏，均按约定数额支付保底收益，收益超过保底部分按股份另行分红"
        "{% elif '按股' in 折股量化.模式 %}，即年度可分配收益按持股比例分配{% elif '比例' in 折股量化.模式 %}，"
        "即经营收益按约定比例提取后分配到集体和成员{% endif %}。"
        "{% if 折股量化.年限 %}分红年限{{ 折股量化.年限 }}年，自资产移交使用之日起计算，期满后由成员会议讨论续签。"
        "{% else %}分红年限在股权量化协议中约定，期满后由成员会议讨论续签。{% endif %}"
    )
    p.heading("（二）分配对象和顺序", 2)
    p.text(
        "年度收益按下列顺序分配：一是提取设施管护经费"
        "{% if 管护.年经费 %}（每年{{ 管护.年经费|元 }}元）{% endif %}；二是按照股权分配到集体和成员；"
        "三是集体股收益中优先安排对脱贫户、防止返贫监测对象等低收入群众的帮扶。"
        "{% if 折股量化.分配 %}{{ 折股量化.分配.strip('。；') }}。{% endif %}"
    )
    p.heading("（三）分配时间和方式", 2)
    p.text(
        "{% if 折股量化.分配时间 %}分配时间为{{ 折股量化.分配时间.strip('。；') }}。"
        "{% elif not 折股量化.分配 %}每年第四季度结算当年收益，年底前完成分配。{% endif %}"
        "经营主体按期将收益转入村集体经济组织账户，成员分红通过银行卡或者一卡通发放到户，不发放现金，"
        "逐户登记分红台账。"
    )


def _draw_conduct(p: Paper) -> None:
    p.heading("五、权利义务和违约责任")
    draw_points(
        p,
        "村集体经济组织与经营主体签订股权量化协议，载明资产清单、折股额、持股比例、分红模式、年限、分配时间和退出办法。",
        "经营主体依法自主经营，按期支付收益，每年向村集体经济组织报告经营和财务情况；吸纳当地群众务工，按时足额支付报酬。",
        "经营主体逾期不支付收益的，应当补足并按协议支付违约金；连续两年不支付或者资产严重毁损的，"
        "村集体经济组织有权解除协议、收回资产。",
        "未经成员会议同意并报" + _TOWN + "备案，任何一方不得擅自转让、抵押、拆除资产或者改变用途。",
        "经营失败或者遇不可抗力的，资产收回村集体经济组织，收益分配由成员会议重新讨论决定。",
    )


def _draw_publicity(p: Paper) -> None:
    p.heading("六、公示和监督")
    p.text(
        "本方案经村民会议或者成员代表会议讨论通过，并在村务公开栏公示不少于7天，无异议后报" + _TOWN + "审核。"
        "股权设置、年度经营情况和分红结果每年至少公示一次，公示内容不涉及成员的身份证号、银行账号和联系电话。"
    )
    p.text(
        _TOWN + "农村集体资产管理机构负责指导监督，村务监督委员会全程监督。方案、协议、会议记录和分红台账归入项目档案。"
    )
