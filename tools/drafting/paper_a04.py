"""A04: the review of formalities before an application, element by element (domain §6.4)."""

from __future__ import annotations

from drafting.word import Cell, Column, Content, Opinion, Opinions, Paper, Row, box, each_row, tick

_VERDICTS = ("已取得", "不需办理", "缺")


def draw_review() -> Paper:
    """The whole paper."""
    p = Paper("form", landscape=True)
    p.title("以工代赈项目前置审查表")
    p.subline("项目名称：{{ 项目.名称 }}", "审查日期：　　　　年　　月　　日")
    p.subline(
        "申报单位：{{ 参建各方.乡镇政府.名称 }}　　建设方式：{{ 项目.建设方式 }}",
        "项目代码：{{ 项目.代码 or '　　　　　　　　　　　　' }}",
    )
    p.table(
        [
            Column("序号", 11),
            Column("审查项", 25),
            Column("审查内容", 44, "left"),
            Column("依据", 49, "left"),
            Column("结论", 26, "left"),
            Column("文号", 33),
            Column("审查单位", 34),
            Column("审查人", 18),
            Column("日期", 27),
        ],
        each_row("行 in 前置审查.明细", _element()),
        *_others(),
        size=10,
        height=9,
    )
    p.note(
        "注：结论填“已取得”“不需办理”或者“缺”；不需办理的，在依据栏写明理由。规划、环评、财政三项要素必须落实，"
        "已经完工的项目不得安排以工代赈资金。"
    )
    p.form(Opinion("审查结论", _verdict(), 32, sign="审查组组长（签字）：", seal=""), widths=[28, 229], size=10)
    p.caption("会审意见")
    p.form(
        Opinions(*(Opinion(name, "", 26, sign="审查人（签字）：　　　　") for name in _OFFICES[:3])),
        Opinions(*(Opinion(name, "", 26, sign="审查人（签字）：　　　　") for name in _OFFICES[3:])),
        size=10,
    )
    return p


_OFFICES = (
    "自然资源主管部门",
    "生态环境主管部门",
    "水利、林草主管部门",
    "财政部门",
    "项目行业主管部门",
    "发展改革部门",
)


def _element() -> Row:
    return [
        "{{ 行.序号 }}",
        "{{ 行.名称 }}",
        "{{ 行.要点 }}",
        "{{ 行.依据 }}",
        Cell(_state("行.结论", *_VERDICTS), align="center"),
        "{{ 行.文号 }}",
        "{{ 行.机关 }}",
        "{{ 行.审查人 }}",
        "{{ 行.日期|日期 }}",
    ]


def _state(verdict: str, *choices: str) -> list[Content]:
    """The verdict, or boxes for a pen where there is none."""
    boxes = [box(choice) for choice in choices]
    return [f"{{%p if {verdict} %}}", f"{{{{ {verdict} }}}}", "{%p else %}", *boxes, "{%p endif %}"]


def _others() -> list[Row]:
    count = "{{{{ 前置审查.明细|length + {} }}}}"
    will, done = "前置审查.群众意愿", "前置审查.完工情况"
    plan = (
        "{% if 项目.计划开工 %}计划{{ 项目.计划开工|中文日期 }}开工"
        "{% if 项目.计划完工 %}，{{ 项目.计划完工|中文日期 }}完工{% endif %}{% endif %}"
    )
    return [
        [
            count.format(1), "群众意愿", "是否经村民会议或者村民代表会议讨论同意",
            f"{{{{ {will}.依据 }}}}",
            Cell(_state(f"{will}.结论", "同意", "不同意"), align="center"),
            "", "{{ 参建各方.村民委员会.名称 }}", "", f"{{{{ {will}.日期|日期 }}}}",
        ],
        [
            count.format(2), "是否已完工", "申报的建设内容是否已经完工，已完工的不予支持",
            plan, Cell(f"{{{{ {done}.结论 }}}}", align="center"), "", "{{ 参建各方.乡镇政府.名称 }}", "",
            f"{{{{ {done}.日期|日期 }}}}",
        ],
    ]  # fmt: skip


def _verdict() -> list[Content]:
    ready = "前置审查.齐备 and not 前置审查.明细|rejectattr('结论')|list"
    return [
        tick(ready, "前置要素齐备，符合申报条件，同意申报。"),
        tick("前置审查.缺项", "要素不全，补正后再行申报。")
        + "{% if 前置审查.缺项 %}需要补正：{{ 前置审查.缺项|join('、') }}。{% endif %}",
    ]
