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


def draw_plan_and_result(p: Paper) -> None:
    """What was planned and what became of it."""
    amount = "{{% if 标.单位 == '元' %}}{{{{ 标.{0}|元 }}}}{{% else %}}{{{{ 标.{0}|数 }}}}{{% endif %}}"
    difference = "(标.实际 - 标.计划)"
    p.table(
        [Column("指标", 38), Column("单位", 18), Column("计划", 34, "right"), Column("实际", 34, "right"),
         Column("增减", 32, "right")],
        each_row(
            "标 in 统计.主要指标",
            ["{{ 标.名称 }}", "{{ 标.单位 }}", amount.format("计划"), amount.format("实际"),
             "{% if 标.计划 != '' and 标.实际 != '' %}{% if 标.单位 == '元' %}" + f"{{{{ {difference}|元 }}}}"
             "{% else %}" + f"{{{{ {difference}|数 }}}}" + "{% endif %}{% endif %}"],
        ),
        size=10,
    )  # fmt: skip


def draw_elements(p: Paper) -> None:
    """Formalities before the application."""
    p.table(
        [Column("事项", 18), Column("办理情况", 22), Column("文号或依据", 54, "left"), Column("机关", 38, "left"),
         Column("日期", 26)],
        each_row(
            "件 in 要素",
            ["{{ 件.名称 }}", "{{ 件.状态 }}", "{{ 件.文号 or 件.依据 }}", "{{ 件.机关 }}", "{{ 件.日期|日期 }}"],
        ),
        size=10,
    )  # fmt: skip


def draw_council(p: Paper) -> None:
    """The members of the council and of the quality group."""
    rows = [
        each_row(
            f"员 in 参建各方.{key}",
            [name, "{{ 员.姓名 }}", "{{ 员.职务 }}", "{{ 员.分工 }}"],
        )
        for name, key in (("项目理事会", "理事会"), ("质量监督小组", "质量监督小组"))
    ]
    p.table([Column("组织", 34), Column("姓名", 28), Column("职务", 36), Column("分工", 58, "left")], *rows, size=10)


def draw_meetings(p: Paper) -> None:
    """Village meetings with their votes and what they decided."""
    p.table(
        [Column("日期", 23), Column("会议", 29, "left"), Column("到会", 16), Column("表决", 16),
         Column("主要决议", 75, "left")],
        each_row(
            f"会 in 村民会议 if {until_report('会.日期')}",
            ["{{ 会.日期|日期 }}", "{{ 会.名称 or 会.类别 }}",
             "{% if 会.应到 != '' %}应到{{ 会.应到 }}\n{% endif %}{% if 会.实到 != '' %}实到{{ 会.实到 }}{% endif %}",
             ("{% if 会.同意 != '' %}同意{{ 会.同意 }}{% endif %}{% if 会.反对 != '' %}\n反对{{ 会.反对 }}{% endif %}"
             "{% if 会.弃权 != '' %}\n弃权{{ 会.弃权 }}{% endif %}"),
             "{% for 句 in 会.决议 %}{{ 句.strip('。；') }}{% if not loop.last %}；{% endif %}{% endfor %}"],
        ),
        size=10,
    )  # fmt: skip


def draw_progress_meetings(p: Paper) -> None:
    """Meetings of the county on the progress: what was found and settled."""
    told = "(会.决议 or 会.讨论要点)"
    p.table(
        [Column("日期", 26), Column("会议", 38, "left"), Column("主持", 20), Column("研判和议定事项", 74, "left")],
        each_row(
            f"会 in 会议 if 会.类别 == '推进会' and {until_report('会.日期')}",
            ["{{ 会.日期|日期 }}", "{{ 会.名称 or 会.类别 }}", "{{ 会.主持 }}",
             f"{{% for 句 in {told} %}}{{{{ 句.strip('。；') }}}}{{% if not loop.last %}}；{{% endif %}}{{% endfor %}}"],
        ),
        size=10,
    )  # fmt: skip


def draw_accounts(p: Paper) -> None:
    """What the account says of every source."""
    names = ("计划", "到位", "支出", "余额", "劳务报酬")
    heads = ("计划", "到位", "支出", "结余", "其中\n劳务报酬")
    p.table(
        [Column("资金来源\n（单位：万元）", 46, "left"), *(Column(head, 22, "right") for head in heads)],
        each_row("源 in 资金台账.来源汇总", ["{{ 源.来源 }}", *(f"{{{{ 源.{name}|万元 }}}}" for name in names)]),
        [
            Cell("合计", align="center"),
            *(f"{{{{ 资金台账.来源汇总|sum(attribute='{name}')|万元 }}}}" for name in names),
        ],
        size=10,
    )


def draw_purchases(p: Paper) -> None:
    """What was bought or rented, from whom, and how it was chosen."""
    p.table(
        [Column("标的", 38, "left"), Column("方式", 16), Column("报价\n家数", 12), Column("成交单位", 36, "left"),
         Column("成交金额\n（元）", 28, "right"), Column("公示日期", 26)],
        each_row(
            "购 in 采购",
            ["{{ 购.标的 }}", "{{ 购.方式 }}", "{% if 购.报价 %}{{ 购.报价|length }}{% endif %}", "{{ 购.成交单位 }}",
             "{{ 购.金额|元 }}", "{{ 购.公示日期|日期 }}"],
        ),
        size=10,
    )  # fmt: skip
