"""The tables of the closing report E01."""

from __future__ import annotations

from drafting.word import Cell, Column, Paper, each_row


def until_report(date: str) -> str:
    """Holds when `date` is known and not after the day of the report."""
    return f"({date} and (not 总结.日期 or {date} <= 总结.日期))"


def draw_steps(p: Paper) -> None:
    """The life of the project until the report."""
    p.table(
        [Column("阶段", 30), Column("日期", 50), Column("文件依据", 76)],
        each_row(
            f"步 in 储备.历程 if {until_report('步.日期')}",
            ["{{ 步.阶段 }}", "{{ 步.日期|中文日期 }}", "{{ 步.文号 }}"],
        ),
        size=10,
    )


def draw_bodies(p: Paper) -> None:
    """Who answers, who builds, who supervises, who serves (seed Guang'an)."""
    owner = "(参建各方.村民委员会 if 项目.自建 else 参建各方.业主单位)"
    watcher = "(参建各方.乡镇政府 if 项目.自建 else 参建各方.监理单位)"
    p.table(
        [Column("主体", 20), Column("单位", 60, "left"), Column("负责人", 22), Column("主要职责", 54, "left")],
        [
            "责任主体",
            f"{{{{ {owner}.名称 }}}}",
            f"{{{{ {owner}.负责人 }}}}",
            (
                "{% if 项目.自建 %}组织群众议事和务工，落实公示公开和建成后的管护"
                "{% else %}履行项目法人职责，对质量、安全、资金和劳务报酬发放负总责{% endif %}"
            ),
        ],
        [
            "实施主体",
            "{{ 参建各方.实施单位.名称 }}",
            "{{ 参建各方.实施单位.负责人 }}",
            "组织施工，落实质量安全措施，负责考勤计量和劳务报酬核定",
        ],
        [
            "监督主体",
            (
                f"{{{{ {watcher}.名称 }}}}{{% if not 项目.自建 and 参建各方.质量监督小组 %}}"
                f"{{% if {watcher}.名称 %}}、{{% endif %}}村民质量监督小组{{% endif %}}"
            ),
            f"{{{{ {watcher}.负责人 }}}}",
            "监督工程质量、安全、资金使用和劳务报酬发放",
        ],
        [
            "服务主体",
            "{{ 参建各方.县级主管部门.名称 }}{% for 方 in 参建各方.服务单位 %}、{{ 方.名称 }}{% endfor %}",
            "",
            "开展政策和技术指导，提供培训等服务",
        ],
        size=10,
    )


def draw_responsible(p: Paper) -> None:
    """One person a level."""
    p.table(
        [Column("层级", 21), Column("姓名", 22), Column("职务", 48, "left"), Column("职责", 65, "left")],
        each_row(
            "人 in 责任人",
            [
                "{% if 人.层级 == '施' %}实施单位{% elif 人.层级 == '镇' %}乡镇{% else %}{{ 人.层级 }}级{% endif %}",
                "{{ 人.姓名 }}",
                "{{ 人.职务 }}",
                "{{ 人.职责 }}",
            ],
        ),
        size=10,
    )


def draw_funds(p: Paper) -> None:
    """Fund lines with what has arrived."""
    p.table(
        [
            Column("资金来源", 42, "left"),
            Column("下达文件", 46, "left"),
            Column("计划\n（万元）", 24, "right"),
            Column("到位\n（万元）", 24, "right"),
            Column("到位率", 20, "right"),
        ],
        each_row(
            "笔 in 资金",
            [
                "{{ 笔.来源 }}",
                "{{ 笔.文号 }}",
                "{{ 笔.金额|万元 }}",
                "{{ 笔.到位金额|万元 }}",
                "{% if 笔.金额 and 笔.到位金额 != '' %}{{ (笔.到位金额 / 笔.金额)|百分比 }}{% endif %}",
            ],
        ),
        [
            Cell("合计", 2, align="center"),
            "{{ 资金合计.总额|万元 }}",
            "{{ 资金合计.到位|万元 }}",
            "{% if 资金合计.总额 and 资金合计.到位 != '' %}{{ (资金合计.到位 / 资金合计.总额)|百分比 }}{% endif %}",
        ],
        size=10,
    )


def draw_expenses(p: Paper) -> None:
    """What the money was spent on, by kind of expense."""
    spent = "财务.台账|selectattr('支出')"
    total = f"({spent}|sum(attribute='支出'))"
    kind = "{% if 组.grouper %}{{ 组.grouper }}{% else %}未分类{% endif %}"
    p.table(
        [
            Column("支出类别", 50),
            Column("笔数", 26),
            Column("金额（元）", 44, "right"),
            Column("占支出的比重", 36, "right"),
        ],
        each_row(
            f"组 in {spent}|groupby('类别')|reverse",
            [
                kind,
                "{{ 组.list|length }}",
                "{{ 组.list|sum(attribute='支出')|元 }}",
                f"{{{{ (组.list|sum(attribute='支出') / {total})|百分比 }}}}",
            ],
        ),
        ["合计", f"{{{{ {spent}|list|length }}}}", f"{{{{ {total}|元 }}}}", "100.00%"],
        size=10,
    )


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


def draw_notices(p: Paper) -> None:
    """The four notices that must not be missing (seed Bazhou); an absent one stays blank."""
    fixed = (("县级计划公示", "县级计划公示"), ("乡镇（村）项目公示", "镇村项目公示"), ("施工公告", "施工公告"))
    rows = []
    for number, (name, key) in enumerate(fixed, 1):
        board = f"公示栏.{key}"
        rows.append(
            [
                str(number),
                name,
                f"{{{{ {board}.单位 }}}}",
                f"{{{{ {board}.公示起|日期 }}}}\n{{% if {board}.已有 %}}{{{{ {board}.结束日期|日期 }}}}{{% endif %}}",
                f"{{% if {board}.已有 %}}{{{{ {board}.天数 }}}}{{% endif %}}",
                f"{{{{ {board}.异议 }}}}",
            ]
        )
    p.table(
        [
            Column("序号", 12),
            Column("公示事项", 50, "left"),
            Column("公示单位", 46, "left"),
            Column("公示起止", 22),
            Column("天数", 12),
            Column("异议", 14),
        ],
        *rows,
        each_row(
            "批 in 发放批次",
            [
                "{{ loop.index + 3 }}",
                "劳务报酬发放公示（{{ 批.批次名 }}）",
                "{{ 参建各方.村民委员会.名称 }}",
                "{{ 批.公示起|日期 }}\n{{ 批.公示止|日期 }}",
                "{% if 批.公示日期 %}{{ 批.公示天数 }}{% endif %}",
                "{{ 批.异议 }}",
            ],
            otherwise=[["4", "劳务报酬发放公示", "", "", "", ""]],
        ),
        size=10,
    )


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
