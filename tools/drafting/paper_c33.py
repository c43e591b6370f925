"""C33: a visit of supervision and its mending, the urging letter for what is open, the register of duties (domain §6.16)."""

from __future__ import annotations

from drafting.closing_tables import COUNTY, TOWN
from drafting.word import Column, Opinion, Paper, band, day, each_row, empty_rows, tick
from drafting.word_clauses import ClausePaper, said

_BUILDER = "{{ 参建各方.实施单位.名称 or '项目实施单位' }}"

_ISSUER = "参建各方.县级主管部门.名称"


def draw_visit() -> ClausePaper:
    """The record of one visit: finding, demand, result, re-inspection."""
    p = ClausePaper("form")
    p.title("监督检查与整改记录表")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        [band("一、检查情况")],
        ("监督类别", "{{ 项.类别 }}", "检查日期", day("项.日期")),
        ("检查方式", "{{ 项.方式 }}", "检查人", "{{ 项.检查人 }}"),
        ("被检查单位", _BUILDER),
        (
            "发现的问题",
            "{% if 项.有问题 %}{{ 项.问题 }}{% elif 项.问题 %}未发现问题。{% endif %}",
        ),
        [band("二、整改要求")],
        (
            "整改要求",
            "{% if 项.有问题 %}{{ 项.整改要求 }}{% elif 项.问题 %}无。{% endif %}",
        ),
        (
            "整改期限",
            "{% if 项.期限 %}{{ 项.期限|中文日期 }}{% elif 项.问题 and not 项.有问题 %}—{% else %}　　年　　月　　日{% endif %}",
            "责任单位",
            "{% if 项.有问题 or not 项.问题 %}" + _BUILDER + "{% else %}—{% endif %}",
        ),
        [band("三、整改和复查")],
        (
            "整改结果",
            "{% if 项.整改结果 %}{{ 项.整改结果 }}{% elif 项.问题 and not 项.有问题 %}—{% endif %}",
        ),
        (
            "复查结论",
            "{% if 项.问题 and not 项.有问题 %}—{% else %}"
            + tick("项.有问题 and not 项.未销号", "已整改，同意销号")
            + "　☐未整改到位，继续整改{% endif %}",
        ),
        (
            "复查人",
            "{% if 项.复查人 %}{{ 项.复查人 }}{% elif 项.问题 and not 项.有问题 %}—{% endif %}",
            "销号日期",
            "{% if 项.销号日期 %}{{ 项.销号日期|中文日期 }}{% elif 项.问题 and not 项.有问题 %}—{% else %}　　年　　月　　日{% endif %}",
        ),
        Opinion("检查人签字", "", 26, sign="签字：", seal=""),
        Opinion("被检查单位\n签字", "", 26, sign="负责人（签字）："),
        Opinion("复查人签字", "", 26, sign="签字：", seal=""),
        widths=[30, 52, 28, 54],
        height=12,
    )  # fmt: skip
    p.note("注：一次检查一份；现场照片、整改前后对比照片附后。群众来访来信反映的，检查人填写受理人。")
    return p


def draw_urging_letter() -> Paper:
    """督办函: from the county to the builder, for one problem that is open."""
    p = Paper("letter")
    p.official_head(_ISSUER, "关于{{ 项目.简称 }}有关问题的", "督办函")
    p.salutation(_BUILDER + "：")
    p.text(
        "{{ 项.日期|中文日期 }}，{% if 项.检查人 %}{{ 项.检查人 }}等{% endif %}对{{ 项目.名称 }}开展{{ 项.类别 }}"
        "{% if not 项.类别.endswith('监督') and not 项.类别.endswith('查') %}监督检查{% endif %}，发现以下问题："
        + said("项.问题")
        + "。截至目前，该问题尚未复查销号。现将有关事项函告如下。"
    )
    p.heading("一、整改要求")
    p.text(
        "{% if 项.整改要求 %}"
        + said("项.整改要求")
        + "。{% else %}请立即查明原因，采取有效措施整改到位。{% endif %}同类部位和同类问题一并排查整改。"
    )
    p.heading("二、整改时限")
    p.text(
        "{% if 项.期限 %}请于{{ 项.期限|中文日期 }}前完成整改，逾期的自收到本函之日起立即整改。"
        "{% else %}请自收到本函之日起____日内完成整改。{% endif %}"
        "整改完成后，将整改情况和对比照片报送" + TOWN + "复查销号。"
    )
    p.heading("三、有关责任")
    p.text(
        "整改期间，有关部位不得进入下道工序，相应工程量暂不计量支付，劳务报酬仍应按月足额发放。"
        "逾期未整改或者整改不到位的，按照{% if 项目.自建 %}村民自建协议{% else %}施工合同{% endif %}和有关规定处理。"
    )
    p.text("特此函告。{% if 参建各方.县级主管部门.电话 %}联系电话：{{ 参建各方.县级主管部门.电话 }}。{% endif %}")
    p.letter_signature(COUNTY, date="　　年　　月　　日")
    p.colophon(_ISSUER, "''")
    return p


def draw_duties() -> ClausePaper:
    """履职记录: meetings, visits and checks of township and village, in date order."""
    p = ClausePaper("form", landscape=True)
    p.title("以工代赈项目监督履职记录")
    p.subline("项目名称：{{ 项目.名称 }}", "记录单位：" + TOWN)
    p.table(
        [
            Column("序号", 12),
            Column("日期", 26),
            Column("方式", 34),
            Column("履职人员", 28),
            Column("内容", 62, "left"),
            Column("结果", 104, "left"),
        ],
        each_row(
            "事 in 项.记录",
            ["{{ 事.序号 }}", "{{ 事.日期|日期 }}", "{{ 事.方式 }}", "{{ 事.人员 }}", "{{ 事.内容 }}", "{{ 事.结果 }}"],
            otherwise=empty_rows(6, 6),
        ),
        size=10,
        height=9,
    )  # fmt: skip
    p.keep_last_rows(1)
    p.sign_boxes(
        "记录人（签字）：\n　\n　　　　年　　月　　日",
        "村党组织（盖章）：\n　\n　　　　年　　月　　日",
        "乡镇党委、政府（盖章）：\n　\n　　　　年　　月　　日",
        widths=(1, 1, 1),
    )
    p.note(
        "注：镇村党组织和主管部门为本项目召开的会议、走访群众、现场检查都登记；会议以会议记录为准，检查以监督检查与整改记录表为准。"
    )
    return p
