"""The tables of the closing report E01 about results: money spent, goals, quality, assets, photos; the evaluation E03 has some too."""

from __future__ import annotations

from drafting.word import Cell, Column, Content, Paper, Tall, each_row, if_row
from drafting.word_pictures import file_of, photo


def draw_money_use(p: Paper) -> None:
    """What was granted, arrived and was spent of every source, in 元."""
    money = "自评.资金"
    p.table(
        [Column("资金来源", 48, "left"), Column("计划（万元）", 28, "right"), Column("到位（元）", 34, "right"),
         Column("支出（元）", 34, "right"), Column("执行率", 22, "right")],
        each_row(
            f"笔 in {money}.明细",
            ["{{ 笔.来源 }}", "{{ 笔.年初预算|万元 }}", "{{ 笔.全年预算|元 }}", "{{ 笔.全年执行|元 }}", "{{ 笔.执行率|百分比 }}"],
        ),
        [Cell("合计", align="center"), f"{{{{ {money}.年初预算|万元 }}}}", f"{{{{ {money}.全年预算|元 }}}}",
         f"{{{{ {money}.全年执行|元 }}}}", f"{{{{ {money}.执行率|百分比 }}}}"],
        size=10,
    )  # fmt: skip


def draw_indicators(p: Paper) -> None:
    """Goals against results, with the scores of the self-evaluation."""
    p.table(
        [Column("一级指标", 24), Column("三级指标", 44, "left"), Column("指标值", 28), Column("完成值", 34),
         Column("分值", 13), Column("得分", 13)],
        ["预算执行", "预算执行率", "100%", "{{ 自评.资金.执行率|百分比 }}", "{{ 自评.资金.分值|数 }}", "{{ 自评.资金.得分|数 }}"],
        each_row(
            "项 in 自评.指标",
            ["{{ 项.一级 }}", "{{ 项.三级 }}", "{{ 项.指标值 }}", "{{ 项.完成值 }}", "{{ 项.分值|数 }}", "{{ 项.得分|数 }}"],
        ),
        [Cell("合计", 4, align="center"), "{{ 自评.分值|数 }}", "{{ 自评.得分|数 }}"],
        size=10,
    )  # fmt: skip


def draw_visits(p: Paper) -> None:
    """Supervision by kind."""
    p.table(
        [Column("监督检查类别", 54), Column("次数", 34), Column("发现问题（个）", 34), Column("已销号（个）", 34)],
        each_row("类 in 统计.监督", ["{{ 类.类别 }}", "{{ 类.次数 }}", "{{ 类.问题 }}", "{{ 类.销号 }}"]),
        ["合计", *(f"{{{{ 统计.监督|sum(attribute='{name}') }}}}" for name in ("次数", "问题", "销号"))],
        size=10,
    )


def draw_problems(p: Paper, problems: str) -> None:
    """What visits found and what became of it."""
    p.table(
        [Column("日期", 26), Column("类别", 20), Column("发现的问题", 40, "left"), Column("整改结果", 34, "left"),
         Column("复查人", 16), Column("销号日期", 26)],
        each_row(
            f"查 in {problems}",
            ["{{ 查.日期|日期 }}", "{{ 查.类别 }}", "{{ 查.问题 }}", "{{ 查.整改结果 }}", "{{ 查.复查人 }}",
             "{{ 查.销号日期|日期 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_inspections(p: Paper, inspection: str) -> None:
    """What an acceptance rated, and how."""
    p.table(
        [Column("序号", 14), Column("评定项目", 52, "left"), Column("评定意见", 90, "left")],
        each_row(f"名, 评 in {inspection}.分项评定.items()", ["{{ loop.index }}", "{{ 名 }}", "{{ 评 }}"]),
        size=10,
    )


def draw_defects(p: Paper, inspection: str) -> None:
    """What an acceptance found and what became of it."""
    p.table(
        [Column("序号", 12), Column("问题", 52, "left"), Column("整改情况", 48, "left"), Column("复查人", 18),
         Column("销号日期", 26)],
        each_row(
            f"项 in {inspection}.问题",
            ["{{ loop.index }}", "{{ 项.问题 }}", "{{ 项.整改 }}", "{{ 项.复查人 }}", "{{ 项.销号日期|日期 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_assets(p: Paper) -> None:
    """What the project leaves behind."""
    p.table(
        [Column("序号", 12), Column("名称", 36, "left"), Column("规格", 40, "left"), Column("单位", 14),
         Column("数量", 20, "right"), Column("价值（元）", 30, "right"), Column("坐落", 28, "left")],
        each_row(
            "物 in 资产.清单",
            ["{{ loop.index }}", "{{ 物.名称 }}", "{{ 物.规格 }}", "{{ 物.单位 }}", "{{ 物.数量|数 }}", "{{ 物.价值|元 }}",
             "{{ 物.坐落 }}"],
        ),
        if_row(
            "资产.清单|selectattr('价值')|list",
            [Cell("合计", 5, align="center"), "{{ 资产.清单|selectattr('价值')|sum(attribute='价值')|元 }}", ""],
        ),
        size=10,
    )  # fmt: skip


def draw_posts(p: Paper) -> None:
    """Public-welfare posts."""
    p.table(
        [Column("岗位", 26), Column("名额", 12), Column("工作内容", 44, "left"), Column("聘用对象", 36, "left"),
         Column("月报酬\n（元）", 18, "right"), Column("资金来源", 32, "left")],
        each_row(
            "岗 in 公益性岗位",
            ["{{ 岗.岗位 }}", "{{ 岗.名额 }}", "{{ 岗.内容 }}", "{{ 岗.对象 }}", "{{ 岗.月报酬|数 }}", "{{ 岗.资金来源 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_holders(p: Paper) -> None:
    """Who holds the shares."""
    p.table(
        [
            Column("股东", 64, "left"),
            Column("类别", 28),
            Column("折股金额（元）", 36, "right"),
            Column("比例", 28, "right"),
        ],
        each_row("股 in 折股量化.股东", ["{{ 股.名称 }}", "{{ 股.类别 }}", "{{ 股.金额|元 }}", "{{ 股.比例|百分比 }}"]),
        size=10,
    )


def draw_comparison(p: Paper) -> None:
    """The first photos of a part before, during and after, side by side."""
    phases = ("前", "中", "后")
    there = [file_of(f"行.{phase}.文件") for phase in phases]
    pictures: list[Content | Cell] = [
        Cell(
            [f"{{%p if {there[number]} %}}", photo(f"行.{phase}.文件", 47, 35, f"行.{phase}.说明"), "{%p endif %}"],
            align="center",
        )
        for number, phase in enumerate(phases)
    ]
    told: list[Content | Cell] = [
        f"{{% if 行.{phase}.文件 %}}{{{{ 行.{phase}.编号 }}}}{{% if 行.{phase}.拍摄日期 %}}　{{{{ 行.{phase}.拍摄日期|日期 }}}}{{% endif %}}"
        f"\n{{{{ 行.{phase}.说明 }}}}{{% endif %}}"
        for phase in phases
    ]
    p.table(
        [Column(f"施工{phase}", 52) for phase in phases],
        each_row("行 in 部.行[:1]", Tall(37, tuple(pictures)), told),
        size=10,
        keep=True,
    )
