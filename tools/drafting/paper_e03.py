"""E03: the self-evaluation form with its points (domain §6.18; 财预〔2020〕10号)."""

from __future__ import annotations

from drafting.closing_tables import BUILDER, COUNTY, LABOUR, ClosingPaper
from drafting.word import Cell, Column, Opinion, band, each_row, if_row, label

_MONEY = "自评.资金"
_MEN = "绩效.调查样本"


def draw_self_evaluation() -> ClosingPaper:
    """The whole form: money, goals, indicators, sum and survey, what is to be mended, signatures."""
    p = ClosingPaper("form")
    p.title("项目支出绩效自评表")
    p.subline("（{{ 项目.年度 }}年度）", "金额单位：万元")
    p.form(
        ("项目名称", "{{ 项目.名称 }}"),
        ("主管部门", COUNTY, "实施单位", BUILDER),
        ("项目类型", "{{ 项目.类型 }}（{{ 项目.建设方式 }}）", "自评日期", "{{ 绩效.自评日期|中文日期 }}"),
        size=10,
    )
    _draw_money(p)
    _draw_goals(p)
    _draw_indicators(p)
    _draw_close(p)
    return p


def _draw_money(p: ClosingPaper) -> None:
    """Budget, spending and the rate, which alone has points; the lines of the fund below."""
    total = [f"{{{{ {_MONEY}.{name}|万元 }}}}" for name in ("年初预算", "全年预算", "全年执行")]
    p.table(
        [
            Column("项目资金", 44, "left"),
            Column("年初预算数", 24, "right"),
            Column("全年预算数", 24, "right"),
            Column("全年执行数", 24, "right"),
            Column("分值", 14),
            Column("执行率", 20),
            Column("得分", 14),
        ],
        [
            "年度资金总额",
            *total,
            f"{{{{ {_MONEY}.分值|数 }}}}",
            f"{{{{ {_MONEY}.执行率|百分比 }}}}",
            f"{{{{ {_MONEY}.得分|数 }}}}",
        ],
        each_row(
            f"笔 in {_MONEY}.明细",
            [
                "{% if loop.first %}其中：{% else %}　　　{% endif %}{{ 笔.来源 }}",
                *(f"{{{{ 笔.{name}|万元 }}}}" for name in ("年初预算", "全年预算", "全年执行")),
                "—",
                "{{ 笔.执行率|百分比 }}",
                "—",
            ],
        ),
        size=10,
    )
    p.keep_table_whole()


def _draw_goals(p: ClosingPaper) -> None:
    done = [
        "{%p if 绩效.完成情况 %}",
        "{%p for 句 in 绩效.完成情况 %}",
        "{{ 句 }}",
        "{%p endfor %}",
        "{%p else %}",
        "{% if 项目.实际完工 %}项目于{{ 项目.实际完工|中文日期 }}完工。{% endif %}" + LABOUR,
        "{%p endif %}",
    ]
    p.form(
        [label("年度总体目标", 2)],
        [label("预期目标"), label("实际完成情况")],
        [Cell(["{%p for 句 in 绩效.总体目标 %}", "{{ 句 }}", "{%p endfor %}"]), Cell(done)],
        columns=2,
        widths=[1, 1],
        size=10,
        height=7,
    )


def _draw_indicators(p: ClosingPaper) -> None:
    p.table(
        [
            Column("一级指标", 20),
            Column("二级指标", 19),
            Column("三级指标", 31, "left"),
            Column("年度\n指标值", 25),
            Column("实际\n完成值", 25),
            Column("分值", 10),
            Column("得分", 10),
            Column("偏差原因分析\n及改进措施", 35, "left"),
        ],
        each_row(
            "类 in 自评.分类|selectattr('指标')",
            each_row(
                "项 in 类.指标",
                [
                    "{% vm %}{{ 类.名称 }}\n（{{ 类.分值|数 }}分）",
                    "{{ 项.二级 }}",
                    "{{ 项.三级 }}",
                    "{{ 项.指标值 }}",
                    "{{ 项.完成值 }}",
                    "{{ 项.分值|数 }}",
                    "{{ 项.得分|数 }}",
                    "{{ 项.偏差 }}",
                ],
            ),
        ),
        [
            Cell("总分（含预算执行）", 5, align="center"),
            "{{ 自评.分值|数 }}",
            "{{ 自评.得分|数 }}",
            "{% if 自评.等级 %}等级：{{ 自评.等级 }}{% endif %}",
        ],
        size=10,
        tight=True,
    )


def _draw_close(p: ClosingPaper) -> None:
    """The survey, the measures, and who signs."""
    p.form(
        [band("满意度调查")],
        ("调查方式", "{{ 绩效.调查方式 }}", "调查样本", f"{{{{ {_MEN} }}}}{{% if {_MEN} %}}人{{% endif %}}"),
        (
            "满意人数",
            "{{ 绩效.满意人数 }}{% if 绩效.满意人数 != '' %}人{% endif %}",
            "满意度",
            "{{ 绩效.满意度|百分比(1) }}",
        ),
        [label("改进措施"), Cell(["{%p for 条 in 绩效.改进措施 %}", "{{ loop.index }}.{{ 条 }}", "{%p endfor %}"], 3)],
        if_row("绩效.填报人", [label("填报人"), Cell("{{ 绩效.填报人 }}", 3)]),
        Opinion("实施单位\n意见", "自评内容真实，得分与佐证资料一致。", 36),
        Opinion("主管部门\n意见", "", 36),
        size=10,
    )
    p.note(
        "注：1.全年预算数为实际到位的资金，没有填写到位金额的按下达金额计；全年执行数为项目专账支出；预算执行得分=分值×执行率，最高得满分。"
    )
    p.note(
        "　　2.定量指标完成指标值的得满分，没有完成的按完成值与指标值的比例得分；成本类指标不超过指标值的得满分；定性指标按完成情况评分。"
        "等级：{% for 等 in 自评.等级标准 %}{% if loop.last %}其余为{{ 等.等级 }}{% else %}{{ 等.最低分|数 }}分及以上为{{ 等.等级 }}，{% endif %}{% endfor %}。"
    )
