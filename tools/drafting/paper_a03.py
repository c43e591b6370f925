"""A03: the application for the reserve: 1234, the four priorities, the opinions of four levels (domain §6.4)."""

from __future__ import annotations

from drafting.closing_tables import ClosingPaper
from drafting.word import Cell, Column, Opinion, Paper, Row, day, each_row, tick

_GRID = 24
_MONEY = "{{% if {0} %}}{{{{ {0}|万元 }}}}万元{{% elif {0} == 0 and 资金 %}}无{{% endif %}}"
_LABEL = 4
_IMPLEMENTER = "{% if 项目.自建 %}{{ 参建各方.实施单位.名称 }}{% else %}依法确定的施工单位{% endif %}"
"""Nobody has been chosen yet when a project is put into the reserve."""


def draw_reserve_form() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("form")
    p.title("以工代赈项目谋划储备入库申报表")
    p.subline("申报单位：{{ 参建各方.乡镇政府.名称 }}", "填表日期：　　　　年　　月　　日")
    p.table(
        [Column("", 1, "left") for _ in range(_GRID)],
        *_facts(),
        *_works(),
        *_labour(),
        *_classes(),
        *_elements(),
        *_results(),
        size=10,
        height=7,
        head=False,
    )
    p.bind_heads()
    _draw_scores(p)
    _draw_opinions(p)
    return p


def _head(span: int, text: str) -> Cell:
    return Cell(text, span, head=True)


def _pairs(*pairs: str) -> Row:
    width = _GRID // (len(pairs) // 2)
    return [
        cell for i in range(0, len(pairs), 2) for cell in (_head(_LABEL, pairs[i]), Cell(pairs[i + 1], width - _LABEL))
    ]


def _facts() -> list[Row]:
    return [
        [_head(_GRID, "一、项目基本情况")],
        _pairs("项目名称", "{{ 项目.名称 }}"),
        _pairs("建设地点", "{{ 项目.建设地点 }}"),
        _pairs(
            "项目类型",
            tick('项目.类型 == "公益性"', "公益性") + "　" + tick('项目.类型 == "产业"', "产业"),
            "建设性质",
            "{{ 项目.建设性质 }}",
        ),
        _pairs("项目代码", "{{ 项目.代码 }}", "建设方式", "{{ 项目.建设方式 }}"),
        _pairs("业主单位", "{{ 参建各方.业主单位.名称 }}", "实施单位", _IMPLEMENTER),
        _pairs("受益范围", _benefit(), "计划工期", _period()),
    ]


def _benefit() -> str:
    return (
        "{{ 项目.村名 }}{% if 项目.受益户数 or 项目.受益人数 %}，"
        "{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}"
        "{% endif %}"
    )


def _period() -> str:
    return (
        "{% if 项目.计划开工 %}{{ 项目.计划开工|中文日期 }}起{% endif %}{% if 项目.计划开工 and 项目.计划完工 %}，{% endif %}"
        "{% if 项目.计划完工 %}{{ 项目.计划完工|中文日期 }}止{% endif %}"
    )


def _works() -> list[Row]:
    items = (
        "{% if 项目.建设规模 %}{{ 项目.建设规模.strip('。；') }}。{% endif %}"
        "主要建设内容：{% for 行 in 建设内容 %}{{ 行.名称 }}{{ 行.数量|数 }}{{ 行.单位 }}"
        "{% if not loop.last %}、{% endif %}{% endfor %}。"
    )
    return [
        [_head(_GRID, "二、建设内容和投资")],
        _pairs("建设内容\n与规模", items),
        _pairs("总投资", _MONEY.format("项目.总投资"), "申请以工代赈\n资金", _MONEY.format("资金合计.专项")),
        _pairs("其中中央\n资金", _MONEY.format("资金合计.中央"), "省级以工代赈\n资金", _MONEY.format("资金合计.省级")),
        _pairs("其他财政及\n其他资金", _MONEY.format("资金合计.其他"), "自筹资金", _MONEY.format("资金合计.自筹")),
    ]


def _labour() -> list[Row]:
    return [
        [_head(_GRID, "三、群众务工")],
        _pairs(
            "有务工意愿\n劳动力",
            "{% if 劳动力摸底.有务工意愿 != '' %}{{ 劳动力摸底.有务工意愿 }}人{% endif %}",
            "预计吸纳\n务工人数",
            "{% if 测算.人数 %}{{ 测算.人数 }}人{% endif %}",
        ),
        _pairs(
            "重点群体",
            "{% for 行 in 摸底.类别 %}{{ 行.名称 }}{{ 行.人数 }}人{% if not loop.last %}、{% endif %}{% endfor %}",
        ),
        _pairs(
            "预计发放\n劳务报酬",
            "{% if 测算.报酬 %}{{ 测算.报酬|万元 }}万元{% endif %}",
            "占申请资金\n比例",
            "{% if 占比.计划 != '' %}{{ 占比.计划|百分比 }}（{{ 占比.基数名称 }}）{% endif %}",
        ),
        _pairs(
            "计划培训",
            "{% if 测算.人数 %}岗前培训不少于{{ 测算.人数 }}人次{% endif %}",
            "{% if 项目.公益 %}公益性岗位{% else %}资产收益\n分配{% endif %}",
            "{% if 项目.公益 %}{% if 指标.公益岗数 %}{{ 指标.公益岗数 }}个{% endif %}"
            "{% elif 折股量化.已有 %}{{ 折股量化.模式 }}{% if 折股量化.年限 %}，{{ 折股量化.年限 }}年{% endif %}{% endif %}",
        ),
        _pairs("赈济模式", "{{ 项目.赈济模式 }}"),
    ]


def _classes() -> list[Row]:
    return [
        [_head(_GRID, "四、储备分类（分层级、分年度、分批次、分领域）")],
        _pairs("储备层级", "{{ 储备.层级 }}", "计划年度", "{{ 项目.年度 }}年"),
        _pairs("储备批次", "{{ 储备.批次 }}", "所属领域", "{{ 储备.领域 }}"),
    ]


def _elements() -> list[Row]:
    shown = (
        "{% for 行 in 前置审查.明细 if 行.结论 %}{{ 行.名称 }}（{{ 行.结论 }}）"
        "{% if not loop.last %}、{% endif %}{% endfor %}"
    )
    return [
        [_head(_GRID, "五、实施方案和要素保障")],
        _pairs("实施方案", tick("项目.建设方案 and 测算.报酬", "已编制（初稿）") + "　☐正在编制"),
        _pairs("前置要素", shown),
        _pairs(
            "群众意愿",
            "{% if 前置审查.群众意愿.依据 %}{{ 前置审查.群众意愿.日期|中文日期 }}，{{ 前置审查.群众意愿.依据 }}{% endif %}",
        ),
    ]


def _results() -> list[Row]:
    deeds = (
        "{% if 项目.建设规模 %}完成{{ 项目.建设规模.strip('。；') }}{% else %}完成全部建设内容{% endif %}"
        "{% if 项目.受益户数 or 项目.受益人数 %}，惠及群众{% if 项目.受益户数 %}{{ 项目.受益户数 }}户{% endif %}"
        "{% if 项目.受益人数 %}{{ 项目.受益人数 }}人{% endif %}{% endif %}。"
    )
    income = (
        "{% if 测算.人数 %}吸纳当地群众{{ 测算.人数 }}人务工，{% endif %}"
        "{% if 测算.报酬 %}发放劳务报酬{{ 测算.报酬|万元 }}万元"
        "{% if 测算.人数 %}，务工群众人均增收约{{ (测算.报酬 / 测算.人数)|四舍五入(0)|数 }}元{% endif %}。"
        "{% else %}按测算结果发放劳务报酬。{% endif %}"
    )
    return [
        [_head(_GRID, "六、预期成效")],
        _pairs("项目实绩", deeds),
        _pairs("群众增收", income),
    ]


def _draw_scores(p: Paper) -> None:
    p.caption("七、四个优先评分")
    p.table(
        [
            Column("序号", 12),
            Column("评分项", 32),
            Column("评分要点", 84, "left"),
            Column("分值", 16),
            Column("得分", 20),
        ],
        each_row(
            "行 in 四优先.明细",
            ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.要点 }}", "{{ 行.分值|数 }}", "{{ 行.得分|数 }}"],
        ),
        [Cell("合计", 3, align="center"), "{{ 四优先.满分|数 }}", "{{ 四优先.得分|数 }}"],
        size=10,
        keep=True,
    )


def _draw_opinions(p: Paper) -> None:
    willing = (
        "{% if 前置审查.群众意愿.结论 == '同意' %}经{{ 前置审查.群众意愿.日期|中文日期 }}{{ 前置审查.群众意愿.类别 }}表决，"
        "群众自愿申报并参与项目建设。{% endif %}"
    )
    p.caption("八、四级联审意见")
    p.form(
        Opinion("村民自愿\n（村民委员会）", willing, 28),
        Opinion("镇（街道）\n统筹意见", "", 28),
        Opinion("县级行业\n主管部门\n审核意见", "", 28),
        Opinion(
            "县级以工代赈\n工作领导小组\n审定意见", ["☐同意入库　☐不同意入库", "入库日期：" + day("储备.入库日期")], 28
        ),
        widths=[30, 135],
        size=10,
    )
