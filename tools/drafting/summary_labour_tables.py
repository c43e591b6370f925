"""The tables of the closing report E01 about labour, pay and training."""

from __future__ import annotations

from drafting.summary_tables import until_report
from drafting.word import Cell, Column, Paper, each_row

_PLAN_PAY = "统计.工种|selectattr('计划报酬')"


def draw_categories(p: Paper) -> None:
    """Wages by category; a person of several categories counts in each, the totals count persons."""
    share = "{% if 指标.实发报酬 %}{{ (报酬 / 指标.实发报酬)|百分比 }}{% endif %}"
    rest = "指标.实发报酬 - 指标.重点群体报酬"
    p.table(
        [
            Column("人员类别", 52),
            Column("人数", 26),
            Column("劳务报酬（元）", 44, "right"),
            Column("占报酬总额", 34, "right"),
        ],
        each_row(
            "类 in 指标.类别统计|selectattr('重点')",
            ["{{ 类.类别 }}", "{{ 类.人数 }}", "{{ 类.报酬|元 }}", share.replace("报酬 /", "类.报酬 /")],
        ),
        [
            "重点群体合计",
            "{{ 指标.重点群体人数 }}",
            "{{ 指标.重点群体报酬|元 }}",
            share.replace("报酬 /", "指标.重点群体报酬 /"),
        ],
        [
            "其他务工群众",
            "{{ 指标.务工人数 - 指标.重点群体人数 }}",
            f"{{{{ ({rest})|元 }}}}",
            share.replace("报酬 /", f"({rest}) /"),
        ],
        ["合计", "{{ 指标.务工人数 }}", "{{ 指标.实发报酬|元 }}", share.replace("报酬 /", "指标.实发报酬 /")],
        size=10,
    )


def draw_trainings(p: Paper) -> None:
    """Every training session."""
    p.table(
        [
            Column("轮次", 16),
            Column("日期", 22),
            Column("对象", 24),
            Column("培训内容", 56, "left"),
            Column("学时", 12),
            Column("应到", 13),
            Column("实到", 13),
        ],
        each_row(
            "训 in 培训",
            [
                "{{ 训.轮次 }}",
                "{{ 训.日期|日期 }}",
                "{{ 训.对象 }}",
                "{{ 训.课题 }}",
                "{{ 训.学时|数 }}",
                "{{ 训.应到 }}",
                "{{ 训.学员|length }}",
            ],
        ),
        size=10,
    )


def draw_rounds(p: Paper) -> None:
    """Training by round."""
    p.table(
        [Column("轮次", 30), *(Column(name, 25) for name in ("场次", "学时", "培训人次", "考核人次", "合格人次"))],
        each_row(
            "轮 in 统计.轮次",
            ["{{ 轮.轮次 }}", "{{ 轮.场次 }}", "{{ 轮.学时|数 }}", "{{ 轮.人次 }}", "{{ 轮.考核 }}", "{{ 轮.合格 }}"],
        ),
        [
            "合计",
            *(f"{{{{ 统计.轮次|sum(attribute='{name}')|数 }}}}" for name in ("场次", "学时", "人次", "考核", "合格")),
        ],
        size=10,
    )


def draw_groups(p: Paper) -> None:
    """Where the workers come from and what they earned."""
    p.table(
        [Column("村组", 50), Column("务工人数", 30), Column("其中重点群体", 34), Column("劳务报酬（元）", 42, "right")],
        each_row("组 in 统计.村组", ["{{ 组.村组 }}", "{{ 组.人数 }}", "{{ 组.重点人数 }}", "{{ 组.报酬|元 }}"]),
        ["合计", "{{ 统计.村组|sum(attribute='人数') }}", "{{ 统计.村组|sum(attribute='重点人数') }}",
         "{{ 统计.村组|sum(attribute='报酬')|元 }}"],
        size=10,
    )  # fmt: skip


def draw_rates(p: Paper) -> None:
    """The prices of labour."""
    p.table(
        [Column("工种或计件项目", 30), Column("单价\n（元）", 20, "right"), Column("单位", 12), Column("岗位要求", 50, "left"),
         Column("依据", 50, "left")],
        each_row(
            "价 in 工价",
            [("{{ 价.工种 }}{% if 价.执行日期 and 工价|selectattr('工种', 'equalto', 价.工种)|list|length > 1 %}"
             "（{{ 价.执行日期|日期 }}起）{% endif %}"),
             "{{ 价.单价|元 }}", "{{ 价.单位 }}", "{{ 价.岗位要求 }}", "{{ 价.依据 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_trades(p: Paper) -> None:
    """Planned and paid by trade; persons of two trades count in each."""
    p.table(
        [Column("工种", 30), Column("计划|工日", 24, "right"), Column("计划|报酬（元）", 32, "right"),
         Column("实际|人数", 16), Column("实际|工日", 24, "right"), Column("实际|报酬（元）", 32, "right")],
        each_row(
            "种 in 统计.工种",
            ["{{ 种.工种 }}", "{{ 种.计划工日|数 }}", "{{ 种.计划报酬|元 }}", "{{ 种.人数 }}", "{{ 种.工日|数 }}",
             "{{ 种.报酬|元 }}"],
        ),
        ["合计", f"{{% if {_PLAN_PAY}|list %}}{{{{ {_PLAN_PAY}|sum(attribute='计划工日')|数 }}}}{{% endif %}}", f"{{% if {_PLAN_PAY}|list %}}{{{{ {_PLAN_PAY}|sum(attribute='计划报酬')|元 }}}}{{% endif %}}",
         "{{ 指标.务工人数 }}", "{{ 统计.工种|sum(attribute='工日')|数 }}", "{{ 统计.工种|sum(attribute='报酬')|元 }}"],
        size=10,
    )  # fmt: skip


def draw_shares(p: Paper) -> None:
    """The share of wages in every fund line of which one is asked."""
    p.table(
        [Column("资金来源", 40, "left"), Column("资金\n（万元）", 26, "right"), Column("要求占比", 22, "right"),
         Column("要求金额\n（元）", 30, "right"), Column("实发报酬\n（元）", 30, "right"), Column("实际占比", 22, "right")],
        each_row(
            "项 in 占比.分项|selectattr('要求')",
            ["{{ 项.来源 }}", "{{ 项.金额|万元 }}", "{{ 项.要求|百分比 }}", "{{ 项.要求金额|元 }}", "{{ 项.实际金额|元 }}",
             "{{ 项.实际|百分比 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_other_notices(p: Paper, notices: str) -> None:
    """Notices beside the four, as far as they were posted before the report."""
    p.table(
        [Column("公示公告", 34, "left"), Column("发布单位", 46, "left"), Column("张贴日期", 24), Column("异议", 16),
         Column("结果", 36, "left")],
        each_row(
            f"告 in {notices} if {until_report('告.张贴日期')}",
            ["{{ 告.类别 }}", "{{ 告.单位 }}", "{{ 告.张贴日期|日期 }}", "{{ 告.异议 }}", "{{ 告.结论 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_pay_of_everybody(p: Paper) -> None:
    """Who worked how long and was paid how much; an annex of a paper that stays inside the offices."""
    p.table(
        [Column("序号", 12), Column("姓名", 28), Column("村组", 32), Column("工种", 22), Column("人员类别", 36, "left"),
         Column("天数", 18, "right"), Column("劳务报酬（元）", 32, "right")],
        each_row(
            "人 in 务工人员",
            ["{{ loop.index }}", "{{ 人.姓名 }}", "{{ 人.村组全称 }}", "{{ 人.工种 }}", "{{ 人.人员类别|顿号 }}",
             "{{ 人.工日|数 }}", "{{ 人.报酬|元 }}"],
        ),
        [Cell("合计", 5, align="center"), "{{ 务工人员|sum(attribute='工日')|数 }}", "{{ 务工人员|sum(attribute='报酬')|元 }}"],
        size=10,
    )  # fmt: skip
