"""D09: the county's scoring sheet; weights and criteria are data of the pack, sums are computed (domain §6.17, seed Mingshan)."""

from __future__ import annotations

from drafting.closing_tables import COUNTY
from drafting.word import Cell, Column, day, each_row, if_row
from drafting.word_clauses import ClausePaper

_SHEET = "综合评价"


def draw_evaluation() -> ClausePaper:
    """One row a criterion, a subtotal for every first level, the vetoes, the grade."""
    p = ClausePaper("form")
    p.title("以工代赈项目综合评价评分表")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.subline("实施单位：{{ 参建各方.实施单位.名称 }}", f"评价日期：{day(f'{_SHEET}.日期')}")
    p.table(
        [
            Column("一级指标", 20),
            Column("二级指标", 28),
            Column("分值", 11),
            Column("评分标准", 66, "left"),
            Column("得分", 12),
            Column("扣分理由", 40, "left"),
        ],
        each_row(
            f"组 in {_SHEET}.一级",
            each_row(
                "行 in 组.指标",
                ["{{ 组.名称 }}", "{{ 行.指标 }}", "{{ 行.分值|数 }}", "{{ 行.评分标准 }}", "{{ 行.得分|数 }}", "{{ 行.扣分理由 }}"],
            ),
            [Cell("{{ 组.名称 }}小计", span=2, head=True, align="center"), "{{ 组.分值|数 }}", "", "{{ 组.得分|数 }}", ""],
        ),
        [Cell("合计", span=2, head=True, align="center"), f"{{{{ {_SHEET}.满分|数 }}}}", "", f"{{{{ {_SHEET}.总分|数 }}}}", ""],
        if_row(
            f"{_SHEET}.否决条款",
            [
                Cell("一票否决情形", span=2, head=True, align="center"),
                Cell(
                    [
                        f"{{%p for 条 in {_SHEET}.否决条款 %}}",
                        f"{{% if {_SHEET}.否决情形 == 条 %}}☑{{% else %}}☐{{% endif %}}{{{{ 条 }}}}",
                        "{%p endfor %}",
                        f"{{%p if {_SHEET}.否决情形 and {_SHEET}.否决情形 not in {_SHEET}.否决条款 %}}",
                        f"☑{{{{ {_SHEET}.否决情形 }}}}",
                        "{%p endif %}",
                        f"{{% if {_SHEET}.已有 and not {_SHEET}.否决情形 %}}☑{{% else %}}☐{{% endif %}}以上情形均无",
                    ],
                    span=99,
                    align="left",
                ),
            ],
        ),
        [
            Cell("评价等次", span=2, head=True, align="center"),
            Cell(
                [
                    f"{{%p for 对 in {_SHEET}.等次标准|batch(2) %}}",
                    (
                        f"{{% for 等 in 对 %}}{{% if {_SHEET}.等次 == 等.等次 %}}☑{{% else %}}☐{{% endif %}}{{{{ 等.等次 }}}}"
                        "{% if 等.最低分 %}（{{ 等.最低分|数 }}分以上）{% endif %}{% if not loop.last %}　{% endif %}{% endfor %}"
                    ),
                    "{%p endfor %}",
                ],
                span=99,
                align="left",
            ),
        ],
        [
            Cell("意见和建议", span=2, head=True, align="center"),
            Cell(
                f"{{% for 条 in {_SHEET}.建议 %}}{{{{ loop.index }}}}.{{{{ 条|trim('。；') }}}}{{% if not loop.last %}}；{{% else %}}。{{% endif %}}{{% endfor %}}",
                span=99,
                align="left",
            ),
        ],
        size=10,
        height=8,
    )  # fmt: skip
    p.keep_last_rows(2)
    p.sign_boxes(
        f"评价人{{% if {_SHEET}.评价人 %}}：{{{{ {_SHEET}.评价人|顿号 }}}}{{% endif %}}\n（签字）：\n　\n　",
        COUNTY + "\n（盖章）：\n" + day(f"{_SHEET}.日期"),
        widths=(1, 1),
    )
    p.note(
        "注：各项得分不得超过分值，扣分应写明理由；有一票否决情形的，定为最低等次。分值和评分标准由县级主管部门确定。"
    )
    return p
