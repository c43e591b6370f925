"""Tables and paragraphs that A06, B02 and B09 share, so that one fact looks the same in all three."""

from __future__ import annotations

from drafting.word import Cell, Column, Paper, Row, each_row, empty_rows

SHARE = "{{ (行.人工比例 * 100)|数 }}%"
RATE = "{% if 行.单价 %}{{ 行.单价|元 }}{% endif %}"

RATIO = (
    "{% if 占比.计划 != '' %}测算劳务报酬{{ 测算.报酬|元 }}元，占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的"
    "{{ 占比.计划|百分比 }}{% if 占比.要求 != '' %}，"
    "{% if 占比.计划达标 %}符合不低于{{ 占比.要求|百分比 }}（{{ 占比.要求金额|元 }}元）的要求"
    "{% else %}低于{{ 占比.要求|百分比 }}（{{ 占比.要求金额|元 }}元）的要求，应提高人工作业比例后重新测算{% endif %}"
    "{% endif %}。{% else %}测算劳务报酬{{ 测算.报酬|元 }}元。{% endif %}"
)
"""The sentence on the wage share: the same figures wherever it stands (domain §1.2)."""

HEADS = (
    "{% if 用工约定.有效作业天数 and 用工约定.出勤率 %}用工人数＝工日÷（有效作业天数×出勤率），"
    "有效作业天数取{{ 用工约定.有效作业天数 }}天，出勤率取{{ (用工约定.出勤率 * 100)|数 }}%，计算结果向上取整。"
    "{% else %}用工人数待有效作业天数和出勤率确定后计算。{% endif %}"
)


MEETINGS = "村民会议 if not 项目.申报日期 or 会.日期 <= 项目.申报日期"
"""Village meetings before the application, for a plan must not quote what came after it."""


def closed(expr: str) -> str:
    """A text of the project file as a sentence, whether its author wrote the full stop or not."""
    return f"{{{{ {expr}.strip('。；') }}}}。"


def joined(words: str) -> str:
    """A list of texts as one sentence, parted by semicolons."""
    return f"{{% for 句 in {words} %}}{{{{ 句.strip('。；') }}}}{{% if not loop.last %}}；{{% endif %}}{{% endfor %}}。"


COUNT = "{% set 表 = namespace(号=0) %}{% set 图 = namespace(号=0) %}"
"""Begins the counts of tables and pictures; stands in the first paragraph.  What not every project has leaves no gap."""


def draw_caption(p: Paper, text: str) -> None:
    """A numbered caption; the text before it refers to it as 表{{ 表.号 + 1 }}."""
    p.caption("{% set 表.号 = 表.号 + 1 %}表{{ 表.号 }}　" + text)


def draw_picture_title(p: Paper, text: str) -> None:
    """A numbered title under a picture; the text before it refers to it as 图{{ 图.号 + 1 }}."""
    p.below("{% set 图.号 = 图.号 + 1 %}图{{ 图.号 }}　" + text)


PARTS = (
    "{% set 机械 = 测算.明细|selectattr('人工比例', 'lt', 1)|list|length %}{% set 人工 = 测算.明细|length - 机械 %}"
    "{% if 人工 %}{{ 人工 }}项全部由人工完成{% endif %}{% if 人工 and 机械 %}，{% endif %}"
)
"""How many items are all by hand; ``机械`` is how many use machines."""


def draw_paragraphs(p: Paper, words: str, *usual: str) -> None:
    """The free text of the project file, or the usual paragraphs when it says nothing."""
    with p.when(words):
        p.prose(words)
        if usual:
            p.otherwise()
            for text in usual:
                p.text(text)


def draw_points(p: Paper, *points: str) -> None:
    """Numbered points, each a paragraph."""
    for number, text in enumerate(points, 1):
        p.text(f"{number}.{text}")


def draw_work_items(p: Paper) -> None:
    """建设内容 without money."""
    p.table(
        [Column("序号", 13), Column("名称", 44, "left"), Column("规格和做法", 50, "left"), Column("单位", 15),
         Column("数量", 24, "right"), Column("作业方式", 20)],
        each_row(
            "行 in 建设内容",
            ["{{ 行.序号 }}", "{{ 行.名称 }}", "{{ 行.规格 }}", "{{ 行.单位 }}", "{{ 行.数量|数 }}",
             "{% if 行.人工为主 %}人工为主{% else %}机械为主{% endif %}"],
        ),
        size=10,
        height=6.5,
    )  # fmt: skip


def draw_trades(p: Paper, *, priced: bool) -> None:
    """Posts by trade with days and heads; `priced` adds the price and the pay."""
    columns = [
        Column("序号", 12), Column("岗位", 25), Column("岗位要求", 46, "left"), Column("工日", 19, "right"),
        Column("用工\n人数", 14),
    ]  # fmt: skip
    cells: list[str | Cell] = [
        "{{ 行.序号 }}", "{{ 行.工种 }}", "{{ 行.岗位要求 }}", "{{ 行.工日|数 }}", "{{ 行.人数 }}",
    ]  # fmt: skip
    total: list[str | Cell] = [Cell("合计", 3, align="center"), "{{ 测算.工日|数 }}", "{{ 测算.人数 }}"]
    if priced:
        columns += [Column("单价\n（元）", 18, "right"), Column("劳务报酬\n（元）", 28, "right")]
        cells += [RATE, "{{ 行.报酬|元 }}"]
        total += ["", "{{ 测算.报酬|元 }}"]
    p.table(columns, each_row("行 in 测算.工种合计", cells), total, size=10, height=6.5, keep=True)


def draw_rates(p: Paper, *, dated: bool) -> None:
    """工价: what was agreed; `dated` adds from when it holds."""
    columns = [
        Column("序号", 11), Column("工种或\n计件项目", 28), Column("计酬\n单位", 13), Column("单价\n（元）", 19, "right"),
        Column("岗位要求", 38, "left"), Column("确定依据", 42, "left"),
    ]  # fmt: skip
    cells = [
        "{{ loop.index }}", "{{ 行.工种 }}", "{{ 行.单位 }}", "{{ 行.单价|元 }}", "{{ 行.岗位要求 }}",
        "{{ 行.依据 or ('四方会商' if 四方会商.已有 else '') }}",
    ]  # fmt: skip
    if dated:
        columns.insert(4, Column("执行日期", 24))
        cells.insert(4, "{% if 行.执行日期 %}{{ 行.执行日期|日期 }}{% else %}开工之日{% endif %}")
    p.table(columns, each_row("行 in 工价", cells), size=10, height=6.5)


def draw_estimate(p: Paper, *, reasons: bool) -> None:
    """务工测算 line by line; `reasons` adds why machines are used, which needs a page that lies across."""
    columns = [
        Column("序\n号", 9 if reasons else 8), Column("分项工程", 50 if reasons else 27, "left"), Column("单位", 13 if reasons else 11),
        Column("工程量", 17, "right"), Column("人工\n定额", 15, "right"), Column("人工\n比例", 14),
        Column("工种", 21 if reasons else 13), Column("工日", 19 if reasons else 17, "right"), Column("单价\n（元）", 20 if reasons else 16, "right"),
        Column("劳务报酬\n（元）", 30 if reasons else 29, "right"),
    ]  # fmt: skip
    cells: list[str | Cell] = [
        "{{ 行.序号 }}", "{{ 行.分项 }}", "{{ 行.单位 }}", "{{ 行.工程量|数 }}", "{{ 行.人工定额|数 }}", SHARE, "{{ 行.工种 }}",
        "{{ 行.工日|数 }}", RATE, "{{ 行.报酬|元 }}",
    ]  # fmt: skip
    total: list[str | Cell] = [Cell("合计", 7, align="center"), "{{ 测算.工日|数 }}", "", "{{ 测算.报酬|元 }}"]
    if reasons:
        columns.append(Column("机械施工理由", 59, "left"))
        cells.append("{% if 行.人工比例 < 1 %}{{ 行.机械理由 }}{% else %}全部由人工完成{% endif %}")
        total.append("")
    p.table(columns, each_row("行 in 测算.明细", cells), total, size=10, height=6.5)


def draw_machines(p: Paper) -> None:
    """两个尽量: the items that use machines, and why (R18)."""
    p.table(
        [Column("序号", 12), Column("分项工程", 42, "left"), Column("人工比例", 20), Column("机械比例", 20),
         Column("使用机械的部分及理由", 72, "left")],
        each_row(
            "行 in 测算.明细|selectattr('人工比例', 'lt', 1)",
            ["{{ loop.index }}", "{{ 行.分项 }}", SHARE, "{{ (100 - 行.人工比例 * 100)|数 }}%", "{{ 行.机械理由 }}"],
        ),
        size=10,
        height=6.5,
    )  # fmt: skip


def draw_responsible(p: Paper) -> None:
    """One named person a level; empty places for a pen where nobody is named yet."""
    p.table(
        [
            Column("层级", 14),
            Column("姓名", 20),
            Column("职务", 38, "left"),
            Column("职责", 68, "left"),
            Column("联系电话", 28),
        ],
        each_row(
            "级 in ['县', '镇', '村']",
            ["{{ 级 }}级", "{{ 责任[级].姓名 }}", "{{ 责任[级].职务 }}", "{{ 责任[级].职责 }}", "{{ 责任[级].电话 }}"],
        ),
        size=10,
        height=6.5,
        keep=True,
    )


def draw_council(p: Paper) -> None:
    """项目理事会 with its division of work."""
    p.table(
        [Column("序号", 14), Column("姓名", 30), Column("理事会职务", 36), Column("分工", 76, "left")],
        each_row(
            "员 in 参建各方.理事会",
            ["{{ loop.index }}", "{{ 员.姓名 }}", "{{ 员.职务 }}", "{{ 员.分工 }}"],
            otherwise=empty_rows(3, 4),
        ),
        size=10,
        height=6.5,
        keep=True,
    )


def draw_skills(p: Paper) -> None:
    """What the labour survey found, by skill."""
    p.table(
        [Column("序号", 20), Column("技能（工种）", 60), Column("人数", 40), Column("占有务工意愿人数的比例", 60)],
        each_row(
            "名, 数量 in 劳动力摸底.技能.items()",
            ["{{ loop.index }}", "{{ 名 }}", "{{ 数量 }}",
             "{% if 劳动力摸底.有务工意愿 %}{{ (数量 / 劳动力摸底.有务工意愿)|百分比 }}{% endif %}"],
        ),
        size=10,
        height=6.5,
        keep=True,
    )  # fmt: skip


def draw_training(p: Paper, *rounds: str) -> None:
    """The sessions of these rounds as planned; the usual session stands for a round that has none yet."""
    session: Row = [
        "{{ 课.轮次 }}",
        "{{ 课.对象 }}",
        "{{ 课.课题 }}",
        "{{ 课.学时|数 }}",
        "{{ 课.方式 }}{% if 课.方式 and 课.师资 %}；{% endif %}{{ 课.师资 }}",
        "{{ 课.考核方式 }}{% if 课.合格分 != '' %}（{{ 课.合格分|数 }}分合格）{% endif %}",
    ]
    p.table(
        [Column("轮次", 18), Column("对象", 26), Column("培训内容", 52, "left"), Column("学时", 14),
         Column("方式和师资", 44, "left"), Column("考核", 28)],
        *(
            each_row(f'课 in 培训|selectattr("轮次", "equalto", "{name}")|list', session, otherwise=[_USUAL_TRAINING[name]])
            for name in rounds
        ),
        size=10,
        height=6.5,
        keep=3,
    )  # fmt: skip


_USUAL_TRAINING: dict[str, Row] = {
    "岗前": ["岗前", "务工群众、\n{% if 项目.自建 %}理事会成员{% else %}管理人员{% endif %}",
            "以工代赈政策、岗位操作技能、安全生产和劳动保护", "8", "集中授课、现场实操", "笔试或实操，合格发证"],
    "过程": ["过程", "务工群众", "结合工序以工代训，技工带普工，巩固施工技术和安全知识", "8", "现场示范、以老带新", "现场实操"],
    "完工后": ["完工后", "务工群众",
              "{% if 项目.公益 %}设施管护、实用技术和就业创业知识{% else %}当地主导产业种养、加工和经营管理技术{% endif %}",
              "8", "集中授课、现场教学", "考勤或考核"],
}  # fmt: skip
