"""C22: the wage notice of one month and the certificate of its result.  Both are public: no ID, account or phone."""

from __future__ import annotations

from drafting.word import Cell, Column, Row, blank, box, day, each_row
from drafting.word_clauses import ClausePaper, said

_PERIOD = "{{ 项.期间起|中文日期 }}至{{ 项.期间止|中文日期 }}"
_ISSUERS = ("{{ 参建各方.村民委员会.名称 }}", "{{ 参建各方.乡镇政府.名称 }}")
_PLACES = '{{ 项.公告.地点|顿号 or "村务公开栏" }}'
_CAPITALS = "{{ (项.合计.退回 or 项.合计.实发)|大写('人民币') }}"
_WHAT = "{% if 项.追回 %}退回{% else %}实发{% endif %}"
_PRICE = "{% if 人.天数 %}{{ 人.单价|元 }}{% endif %}"
_REASON = (
    "{{ 人.事由 }}{% if 人.计件 or 人.奖补 %}{% if 人.事由 %}；{% endif %}含{% if 人.计件 %}计件{{ 人.计件|元 }}元{% endif %}"
    "{% if 人.计件 and 人.奖补 %}、{% endif %}{% if 人.奖补 %}奖补{{ 人.奖补|元 }}元{% endif %}{% endif %}"
)
"""Of a line of several months; a sum that days and price do not explain says what it is made of."""
_OBJECTIONS = "项.异议 and 项.异议 not in 规定.无异议的写法"


def draw_wage_notice() -> ClausePaper:
    """The list that hangs on the wall; the columns of piecework and bonus are there when somebody has one."""
    p = ClausePaper("form")
    p.title(
        "{% if 项目.名称|length > 24 %}{{ 项目.标题 }}{% else %}{{ 项目.名称 }}{% endif %}",
        "劳务报酬{% if 项.追回 %}追回{% else %}发放{% endif %}公示（{{ 项.批次名 }}）",
    )
    p.clause(
        "根据《保障农民工工资支付条例》和以工代赈管理有关规定，现将本项目"
        "{% if 项.逐月 %}{{ 项.所属月份|顿号 }}务工群众劳务报酬"
        '{% if 项.追回 %}追回{% elif 项.类型 == "正常" %}核定和更正{% else %}{{ 项.类型 }}{% endif %}'
        f"{{% else %}}{{{{ 项.月份名 }}}}（{_PERIOD}）务工群众劳务报酬核定{{% endif %}}情况予以公示，接受群众监督。"
    )
    p.subline("{% if 参建各方.实施单位.名称 %}实施单位：{{ 参建各方.实施单位.名称 }}{% endif %}", "单位：天、元")
    with p.when("项.逐月 and 项.合计.扣减"):
        _draw_corrected_list(p, deducted=True)
        p.otherwise("项.逐月")
        _draw_corrected_list(p, deducted=False)
        p.otherwise("项.合计.计件 or 项.合计.奖补")
        _draw_list(p, extra=True)
        p.otherwise()
        _draw_list(p, extra=False)
    _draw_terms(p)
    p.seals(*((f"{issuer}（盖章）", day("项.公示日期")) for issuer in _ISSUERS), size=12)
    return p


def _draw_list(p: ClausePaper, *, extra: bool) -> None:
    columns = [
        Column("序号", 9.8),
        Column("姓名", 17.2),
        Column("村组", 13.6),
        Column("工种", 17.2),
        Column("出勤\n天数", 11.8),
        Column("单价", 13.4, "right"),
        Column("应发", 24.6, "right"),
        Column("扣减", 15.6, "right"),
        Column("实发", 24.6, "right"),
    ]
    row = ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.村组 }}", "{{ 人.工种 }}", "{{ 人.天数|天数 }}", _PRICE]
    row += ["{{ 人.应发|元 }}", "{{ 人.扣减|元 }}", "{{ 人.实发|元 }}"]
    total: list[str | Cell] = [
        Cell("合计（{{ 项.人数 }}人）", span=4, align="center", head=True),
        "{{ 项.合计.天数|天数 }}",
        "",
    ]
    total += ["{{ 项.合计.应发|元 }}", "{{ 项.合计.扣减|元 }}", "{{ 项.合计.实发|元 }}"]
    if extra:
        columns.insert(6, Column("计件\n及奖补", 19, "right"))
        row.insert(6, "{% if 人.计件 + 人.奖补 %}{{ (人.计件 + 人.奖补)|元 }}{% endif %}")
        total.insert(3, "{{ (项.合计.计件 + 项.合计.奖补)|元 }}")
    else:
        columns.append(Column("备注", 17))
        row.append("")
        total.append("")
    words: Row = [Cell("实发合计（大写）", span=4, align="center", head=True), Cell(_CAPITALS, span=99, align="left")]
    p.table(columns, each_row("人 in 项.明细", row), total, words, size=10, tight=True)
    p.keep_last_rows(2)


def _draw_corrected_list(p: ClausePaper, *, deducted: bool) -> None:
    """Lines of several months, each with its month and why it is there."""
    columns = [
        Column("序号", 9.8),
        Column("姓名", 17.2),
        Column("村组", 13.6),
        Column("工种", 17.2),
        Column("务工\n月份", 21.5),
        Column("天数", 10.6),
        Column("单价", 13.6, "right"),
        Column("实发", 20.6, "right"),
        Column("事由", 40.6, "left"),
    ]
    row = ["{{ 人.序号 }}", "{{ 人.姓名 }}", "{{ 人.村组 }}", "{{ 人.工种 }}", "{{ 人.所属月份 }}"]
    row += ["{% if 人.天数 %}{{ 人.天数|天数 }}{% endif %}", _PRICE, "{{ 人.实发|元 }}", _REASON]
    total: list[str | Cell] = [
        Cell("合计（{{ 项.人数 }}人）", span=5, align="center", head=True),
        "{{ 项.合计.天数|天数 }}",
        "",
        "{{ 项.合计.实发|元 }}",
        "",
    ]
    if deducted:
        columns[3:] = [
            Column("工种", 14.2),
            Column("务工\n月份", 14.2),
            Column("天数", 10.2),
            Column("单价", 13.6, "right"),
            Column("应发", 19, "right"),
            Column("扣减", 16.4, "right"),
            Column("实发", 19, "right"),
            Column("事由", 17.2, "left"),
        ]
        row[7:7] = ["{{ 人.应发|元 }}", "{{ 人.扣减|元 }}"]
        total[3:3] = ["{{ 项.合计.应发|元 }}", "{{ 项.合计.扣减|元 }}"]
    words: Row = [
        Cell(f"{_WHAT}合计（大写）", span=5, align="center", head=True),
        Cell(_CAPITALS, span=99, align="left"),
    ]
    p.table(columns, each_row("人 in 项.明细", row), total, words, size=10, tight=True)
    p.keep_last_rows(2)


def _draw_terms(p: ClausePaper) -> None:
    p.clause(
        "公示时间：{% if 项.公示日期 %}{{ 项.公示起|中文日期 }}至{{ 项.公示止|中文日期 }}，共{{ 项.公示天数 }}天"
        "（{{ 项.公示日期|中文日期 }}张贴，公示期自次日起算）"
        "{% else %}自张贴次日起{{ 项.公示天数 }}天，即　　年　　月　　日至　　年　　月　　日{% endif %}。"
        f"公示地点：{_PLACES}。",
        together=True,
        small=True,
    )
    p.clause(
        "公示期内，对务工人员、出勤天数、单价和金额有异议的，请以书面或者口头形式向"
        "{{ 项.公告.受理单位 or 参建各方.乡镇政府.名称 }}反映，电话："
        + blank("项.公告.电话 or 参建各方.乡镇政府.电话", 14)
        + "；也可以拨打{{ 用工约定.投诉电话 }}投诉。公示期满无异议的，"
        "{% if 项.追回 %}由本人将多领的报酬退回项目资金账户{% else %}通过“一卡通”或者银行卡发放到务工群众本人账户{% endif %}。",
        together=True,
        small=True,
    )


def draw_notice_result() -> ClausePaper:
    """What village and township certify when the notice has hung its days."""
    p = ClausePaper("letter")
    p.title("劳务报酬{% if 项.追回 %}追回{% else %}发放{% endif %}公示结果证明")
    p.text(
        "{{ 项目.名称 }}"
        "{% if 项.逐月 %}{{ 项.批次名 }}的劳务报酬{% else %}{{ 项.月份名 }}劳务报酬发放{% endif %}情况，已按规定张榜公示。务工时间为"
        f"{{% if 项.逐月 %}}{{{{ 项.所属月份|顿号 }}}}{{% else %}}{_PERIOD}{{% endif %}}，公示名单共{{{{ 项.人数 }}}}人，{{% if 项.合计.扣减 %}}应发劳务报酬{{{{ 项.合计.应发|元 }}}}元，扣减{{{{ 项.合计.扣减|元 }}}}元，{{% endif %}}"
        f"{_WHAT}劳务报酬{{{{ (项.合计.退回 or 项.合计.实发)|元 }}}}元（{_CAPITALS}）。"
    )
    p.text(
        f"公示于{{{{ 项.公示日期|中文日期 }}}}在{_PLACES}张贴，公示期自{{{{ 项.公示起|中文日期 }}}}至{{{{ 项.公示止|中文日期 }}}}，"
        "共{{ 项.公示天数 }}天{% if 项.张贴人 %}，张贴人{{ 项.张贴人 }}{% endif %}。"
    )
    with p.when(_OBJECTIONS):
        p.text("公示期间收到的异议及处理情况：" + said("项.异议") + "。")
        p.otherwise("项.异议")
        p.text("公示期间，未收到对务工人员、出勤天数、单价和金额的异议。")
        p.otherwise()
        p.text("公示期间：" + box("未收到异议", "收到异议____件，已核实处理并答复反映人（处理情况附后）") + "。")
    p.text(
        "公示程序符合规定，公示结果作为{% if 项.逐月 %}本批{% else %}本月{% endif %}劳务报酬{% if 项.追回 %}追回{% else %}发放{% endif %}的依据。"
    )
    p.text("特此证明。")
    p.seals(*((issuer, "　　年　　月　　日") for issuer in _ISSUERS))
    return p
