"""D02: the township's opinion after its own look at site, papers and wages (domain §6.17)."""

from __future__ import annotations

from typing import Literal

from drafting.closing_tables import DONE, ClosingPaper, draw_team, opinion_lines, verdict_boxes
from drafting.word import Cell, Column, Opinion, Row, Tall, box, day, each_row, if_row, tick

_FIRST = "验收.初验"
_OWN = "验收.自验"
_METHODS = box("查阅公示照片和公示结果证明", "核对银行回单", "面对面或者电话核实")
_Align = Literal["left", "center", "right"]
_GRID = 48  # shares of the width: all tables of the form hang on one grid, so that it is a single table


def draw_township_form() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("form")
    p.title("以工代赈项目乡镇初验意见表")
    p.subline("初验单位：{{ 参建各方.乡镇政府.名称 }}", "初验日期：" + day(f"{_FIRST}.日期"))
    p.table(
        [Column("", 1, "left") for _ in range(_GRID)],
        *_facts(),
        *_site(),
        *_records(),
        *_wages(),
        *_defects(),
        size=10,
        height=8,
        head=False,
    )
    p.bind_heads()
    p.bind_rows_with("{{ 名 }}")
    p.bind_rows_with("{{ 题.问题 }}")
    p.form(
        Opinion(
            "五、初验\n结论",
            [*opinion_lines(_FIRST), "初验结论：" + verdict_boxes(f"{_FIRST}.结论")],
            48,
            sign="初验组组长（签字）：",
            seal="",
            date=day(f"{_FIRST}.日期"),
        ),
        widths=[24, 141],
        size=10,
    )
    p.caption("初验组成员签字")
    draw_team(p, _FIRST)
    p.form(
        Opinion("乡镇人民\n政府意见", _township_text(), 45, sign="乡镇负责人（签字）："),
        widths=[24, 141],
        size=10,
    )
    return p


def _head(span: int, text: str) -> Cell:
    return Cell(text, span, head=True)


def _pairs(*pairs: str) -> Row:
    """Labels and values by turns over the whole grid."""
    width = _GRID // (len(pairs) // 2)
    return [cell for i in range(0, len(pairs), 2) for cell in (_head(7, pairs[i]), Cell(pairs[i + 1], width - 7))]


def _facts() -> list[Row]:
    return [
        _pairs("项目名称", "{{ 项目.名称 }}"),
        _pairs("建设地点", "{{ 项目.建设地点 }}"),
        _pairs("项目类型", "{{ 项目.类型 }}项目", "建设方式", "{{ 项目.建设方式 }}"),
        _pairs("业主单位", "{{ 参建各方.业主单位.名称 }}", "实施单位", "{{ 参建各方.实施单位.名称 }}"),
        _pairs("设计单位", "{{ 参建各方.设计单位.名称 }}", "监理单位", "{{ 参建各方.监理单位.名称 }}"),
        _pairs("开工日期", day("项目.实际开工"), "完工日期", day("项目.实际完工")),
        _pairs(
            "总投资",
            "{% if 项目.总投资 %}{{ 项目.总投资|万元 }}万元{% endif %}",
            "{% if 项目.自建 %}协议价款{% else %}合同价款{% endif %}",
            "{% if 财务.合同金额 %}{{ 财务.合同金额|万元 }}万元{% endif %}",
        ),
        _pairs("自验日期", day(f"{_OWN}.日期"), "自验结论", f"{{{{ {_OWN}.结论 }}}}"),
    ]


def _site() -> list[Row]:
    return [
        [_head(_GRID, "一、现场核验")],
        [
            _head(3, "序号"),
            _head(13, "分项工程"),
            _head(3, "单位"),
            _head(6, "设计数量"),
            _head(6, "报验数量"),
            _head(5, "抽查\n部位"),
            _head(5, "实测\n数量"),
            _head(7, "现场核验"),
        ],
        each_row(
            "行 in 建设内容",
            [
                Cell("{{ 行.序号 }}", 3, align="center"),
                Cell("{{ 行.名称 }}{% if 行.规格 %}（{{ 行.规格 }}）{% endif %}", 13),
                Cell("{{ 行.单位 }}", 3, align="center"),
                Cell("{{ 行.数量|数 }}", 6, align="right"),
                Cell(DONE, 6, align="right"),
                Cell("", 5),
                Cell("", 5),
                Cell("☐相符\n☐不符", 7, align="center"),
            ],
            otherwise=[[Cell("", span) for span in (3, 13, 3, 6, 6, 5, 5, 7)] for _ in range(4)],
        ),
        [_head(16, "评定项目"), _head(32, "评定意见")],
        each_row(
            f"名, 评 in {_FIRST}.分项评定.items()",
            [Cell("{{ 名 }}", 16, align="center"), Cell("{{ 评 }}", 32)],
            otherwise=[[Cell("", 16), Cell("", 32)] for _ in range(4)],
        ),
    ]


def _records() -> list[Row]:
    """Two of the prerequisites a row; ticked by hand, for several come into being only after this paper."""
    one = [_head(17, "资料名称"), _head(7, "核验")]
    mark = box("有", "缺").replace("　", " ")
    return [
        [_head(_GRID, "二、资料核验")],
        [*one, *one],
        each_row(
            "对 in 验收前置|batch(2)",
            [
                Cell("{{ 对[0].序号 }}.{{ 对[0].名称 }}", 17),
                Cell(mark, 7, align="center"),
                Cell("{% if 对|length > 1 %}{{ 对[1].序号 }}.{{ 对[1].名称 }}{% endif %}", 17),
                Cell(f"{{% if 对|length > 1 %}}{mark}{{% endif %}}", 7, align="center"),
            ],
        ),
    ]


def _wages() -> list[Row]:
    spans = (7, 4, 8, 7, 3, 7, 8, 4)
    heads = ("月份", "人数", "实发金额\n（元）", "公示起止", "异议", "发放日期", "回单金额\n（元）", "是否\n一致")
    right: _Align = "right"
    return [
        [_head(_GRID, "三、劳务报酬核验")],
        [_head(span, text) for span, text in zip(spans, heads, strict=True)],
        each_row(
            "批 in 发放批次",
            [
                Cell("{{ 批.批次名 }}", 7, align="center"),
                Cell("{{ 批.人数 }}", 4, align="center"),
                Cell("{{ 批.合计.实发|元 }}", 8, align=right),
                Cell("{{ 批.公示起|日期 }}\n{{ 批.公示止|日期 }}", 7, align="center"),
                Cell("{{ 批.异议 }}", 3, align="center"),
                Cell("{{ 批.发放日期|日期 }}", 7, align="center"),
                Cell("{{ 批.核对.金额|元 }}", 8, align=right),
                Cell(
                    "{% if 批.核对.已有 %}{% if 批.核对.一致 %}是{% else %}否{% endif %}{% endif %}", 4, align="center"
                ),
            ],
            otherwise=[[Cell("", span) for span in spans] for _ in range(3)],
        ),
        if_row(
            "发放批次",
            [
                _head(7, "合计"),
                Cell("", 4),
                Cell("{{ 发放批次|sum(attribute='合计.实发')|元 }}", 8, align=right),
                Cell("", 17),
                Cell(
                    "{% if 发放批次|selectattr('核对.已有')|list %}"
                    "{{ 发放批次|selectattr('核对.已有')|sum(attribute='核对.金额')|元 }}{% endif %}",
                    8,
                    align=right,
                ),
                Cell("", 4),
            ],
        ),
        [_head(7, "务工人数"), Cell(_heads(), 17), _head(7, "报酬占比"), Cell(_share(), 17)],
        [_head(7, "结清情况"), Cell(_settled(), 41)],
        [_head(7, "核验方式"), Cell(_METHODS, 41)],
        [_head(7, "核实人数"), Cell("______人", 17), _head(7, "核验率"), Cell("______%", 17)],
    ]


def _heads() -> str:
    return (
        "{% if 指标.务工人数 %}{{ 指标.务工人数 }}人{% if 指标.重点群体人数 %}，其中重点群体{{ 指标.重点群体人数 }}人"
        "{% endif %}{% endif %}"
    )


def _share() -> str:
    return (
        "{% if 占比.实际 != '' %}{{ 占比.实际|百分比 }}{% if 占比.要求 != '' %}（要求不低于{{ 占比.要求|百分比 }}）"
        "{% endif %}{% endif %}"
    )


def _settled() -> str:
    ticks = tick("指标.结清", "已结清") + "　" + tick("指标.务工人数 and not 指标.结清", "未结清")
    return (
        ticks
        + "{% if 指标.务工人数 and not 指标.结清 %}，已发放{{ 指标.实发报酬|元 }}元，未发放{{ 指标.未发报酬|元 }}元"
        "{% if 指标.未发月份 %}（{{ 指标.未发月份|顿号 }}）{% endif %}{% endif %}"
    )


def _defects() -> list[Row]:
    spans = (3, 17, 13, 7, 8)
    none = f"{{% if {_FIRST}.结论 == '合格' %}}未发现需要整改的问题{{% endif %}}"
    heads = ("序号", "存在问题", "整改要求", "整改期限", "复查销号")
    return [
        [_head(_GRID, "四、存在问题和整改期限")],
        [_head(span, text) for span, text in zip(spans, heads, strict=True)],
        each_row(
            f"题 in {_FIRST}.问题",
            [
                Cell("{{ loop.index }}", 3, align="center"),
                Cell("{{ 题.问题 }}", 17),
                Cell("{{ 题.整改 }}", 13),
                Cell("{{ 题.期限|日期 }}", 7, align="center"),
                Cell("{{ 题.复查人 }}\n{{ 题.销号日期|日期 }}", 8, align="center"),
            ],
            otherwise=[Tall(14, (Cell("", 3), Cell(none, 17), Cell("", 13), Cell("", 7), Cell("", 8)))],
        ),
    ]


def _township_text() -> str:
    return (
        f"{{% if {_FIRST}.结论 == '合格' %}}同意初验组意见，报请县级验收。"
        "{% else %}同意初验组意见。请实施单位按期整改，整改完成并复查销号后，再报请县级验收。{% endif %}"
    )
