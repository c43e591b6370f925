"""签署清单: the first page of a print set: who signs where, on which page, in how many copies."""

from __future__ import annotations

from drafting.word import Column, Paper, each_row


def draw_print_list() -> Paper:
    """It is torn off when all is signed; the boxes are ticked with a pen."""
    p = Paper("form")
    p.title("签署清单（{{ 册.名称 }}）")
    p.subline("项目名称：{{ 项目.名称 }}")
    with p.when("册.材料"):
        p.caption("一、本册的材料（{{ 册.材料|length }}份，共签{{ 册.总份数 }}份）")
        p.table(
            [
                Column("序号", 10.5),
                Column("材料编号", 31, "left"),
                Column("题名", 48, "left"),
                Column("本册\n页码", 17),
                Column("签章处", 27, "left"),
                Column("签署次序", 25, "left"),
                Column("份数", 10.5),
                Column("已签", 10.5),
            ],
            each_row(
                "件 in 册.材料",
                [
                    "{{ 件.序号 }}", "{{ 件.键 }}", "{{ 件.题名 }}", "{{ 件.页码 }}", "{{ 件.签章 }}",
                    "{{ 件.传签 or '本方签' }}", "{{ 件.份数 }}", "□",
                ],
            ),
            size=10,
            tight=True,
        )  # fmt: skip
    with p.when("册.传签材料"):
        p.caption("{% if 册.材料 %}二{% else %}一{% endif %}、由其他册传来签署的材料（{{ 册.传签材料|length }}项）")
        p.table(
            [
                Column("材料编号", 34, "left"),
                Column("题名", 55, "left"),
                Column("所在册", 22),
                Column("本方签章处", 28, "left"),
                Column("本方次序", 31),
                Column("已签", 11),
            ],
            each_row(
                "件 in 册.传签材料",
                ["{{ 件.键 }}", "{{ 件.题名 }}", "{{ 件.册 }}", "{{ 件.签章 }}", "{{ 件.次序 }}", "□"],
            ),
            size=10,
            tight=True,
        )
    p.note(
        "说明：一、本册按双面打印排好，每份材料从正面起，背面空白处不要补印。二、签章处以材料上的签章栏为准；份数多于一份的，"
        "按份数加印。三、几方都要签的材料，按签署次序传给下一方，最后一方签完交资料员。"
        "{% if 册.签约 %}四、签约时逐人核对身份证，一人一叠签完再签下一人，不代签。{% endif %}"
    )
    return p
