"""A01: the labour survey person by person, and its one-page summary (seed Dongpo 五个清楚; domain §6.2)."""

from __future__ import annotations

from .excel_styles import Column as SheetColumn
from .excel_styles import Kind
from .ledger import BY_HAND, Ledger
from .word import Cell, Column, Opinion, Opinions, Paper, day, each_row, tick

_SURVEY = "劳动力摸底"


def draw_survey() -> Ledger:
    """One row a person; without a list, as many empty rows for a pen as are willing."""
    columns = [
        SheetColumn("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        SheetColumn("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        SheetColumn("性别", "{{ 人.性别 }}", 4),
        SheetColumn("年龄", "{{ 人.年龄 }}", 4.5, Kind.COUNT),
        SheetColumn("身份证号", "{{ 人.身份证号 }}", 18, Kind.ID),
        SheetColumn("村组", "{{ 人.村组全称 }}", 10, Kind.LONG_TEXT),
        SheetColumn("联系电话", "{{ 人.电话 }}", 11.5, Kind.ID),
        SheetColumn("文化\n程度", "{{ 人.文化程度 }}", 7, Kind.LONG_TEXT),
        SheetColumn("①健康和\n劳动能力", "{{ 人.健康状况 }}", 9, Kind.LONG_TEXT),
        SheetColumn("②务工\n技能", "{{ 人.技能|顿号 }}", 10, Kind.LONG_TEXT),
        SheetColumn("③务工\n意愿", "{{ 人.务工意愿 }}", 7),
        SheetColumn("可务工\n时段", "{{ 人.可务工时段 }}", 8, Kind.LONG_TEXT),
        SheetColumn("每周可务\n工天数", "{{ 人.每周工日 }}", 8, Kind.DAYS, "SUM"),
        SheetColumn("期望日薪\n（元）", "{{ 人.期望日薪 }}", 9, Kind.MONEY),
        SheetColumn("④人员类别", "{{ 人.人员类别|顿号 }}", 14, Kind.LONG_TEXT),
        SheetColumn("类别佐证", "{{ 人.类别佐证 }}", 21, Kind.LONG_TEXT),
        SheetColumn("备注", "{{ 人.备注 }}", 7, Kind.LONG_TEXT),
    ]
    form = Ledger("摸底调查表", columns, paper="A3", margin=1.5, size=10)
    form.add_title("{{ 项目.村名 }}群众务工需求与劳动力摸底调查表", size=20, height=40)
    form.add_subline(
        "项目名称：{{ 项目.名称 }}",
        f"调查日期：{{{{ {_SURVEY}.日期|中文日期 }}}}",
        "表号：{{ 材料.代码 }}",
        shares=(3, 1, 1),
    )
    form.add_subline(_households(), _workers(), f"调查人：{{{{ {_SURVEY}.调查人 }}}}", shares=(2, 3, 1))
    form.add_paged_table("人", "摸底.表行", (27, 3, 6), total="合计", height=26, head_height=32)
    form.hide_zero_total("每周可务\n工天数")
    for column in columns:
        if column.kind is Kind.LONG_TEXT and column.head not in ("备注", "类别佐证"):
            form.align_column(column.head, "center")
    form.add_long_row("统计", _counts(), share=0.08, height=44)
    form.add_opinions(
        ("调查人", f"（签字）\n{BY_HAND}"),
        ("村民委员会", f"（盖章）\n{BY_HAND}"),
        ("乡镇人民政府", f"（盖章）\n{BY_HAND}"),
        height=54,
    )
    form.add_note(
        "注：1.①健康和劳动能力填健康、体弱、残疾等；②技能填泥工、木工、钢筋工、混凝土工、机械、普工或者无；③意愿填是、否或者季节性；"
        "④类别可填多项，须有认定依据。",
        "　　2.本表含个人信息，只作内部工作和归档使用，不得张贴、转发；⑤村民委员会组织能力见摸底情况汇总表。",
    )
    form.freeze(2)
    return form


def _households() -> str:
    return (
        f"户数：{{{{ {_SURVEY}.户数 }}}}　　总人口：{{{{ {_SURVEY}.总人口 }}}}"
        f"　　走访次数：{{{{ {_SURVEY}.走访次数 }}}}"
    )


def _workers() -> str:
    return (
        f"劳动力总数：{{{{ {_SURVEY}.劳动力总数 }}}}{_split()}"
        f"　　在家劳动力：{{{{ {_SURVEY}.在家劳动力 }}}}　　外出劳动力：{{{{ {_SURVEY}.外出劳动力 }}}}"
    )


def _split() -> str:
    parts = (("男", "男劳动力"), ("女", "女劳动力"), ("16至59岁", "适龄劳动力"), ("60岁以上", "六十岁以上"))
    known = f"{_SURVEY}.{{}} != ''"
    any_known = " or ".join(known.format(fact) for _, fact in parts)
    shown = "".join(
        f"{{% if {known.format(fact)} %}}{{{{ 间.隔 }}}}{name}{{{{ {_SURVEY}.{fact} }}}}{{% set 间.隔 = '，' %}}{{% endif %}}"
        for name, fact in parts
    )
    return f"{{% if {any_known} %}}{{% set 间 = namespace(隔='（') %}}{shown}）{{% endif %}}"


def _counts() -> str:
    return (
        "{% if 摸底.登记人数 %}登记{{ 摸底.登记人数 }}人，有务工意愿{{ 摸底.愿意人数 }}人"
        "{% if 摸底.季节性人数 %}（其中季节性{{ 摸底.季节性人数 }}人）{% endif %}，其中重点群体{{ 摸底.重点群体人数 }}人。{% endif %}"
        "{% if 摸底.技能 %}按技能：{% for 行 in 摸底.技能 %}{{ 行.名称 }}{{ 行.人数 }}人{{ '。' if loop.last else '，' }}{% endfor %}{% endif %}"
        "{% if 摸底.类别 %}按类别：{% for 行 in 摸底.类别 %}{{ 行.名称 }}{{ 行.人数 }}人{{ '。' if loop.last else '，' }}{% endfor %}{% endif %}"
        "{% if 摸底.每周工日 %}每周可提供{{ 摸底.每周工日|数 }}个工日。{% endif %}"
    )


def draw_survey_summary() -> Paper:
    """The five things on one page."""
    p = Paper("form")
    p.title("{{ 项目.村名 }}劳动力摸底情况汇总表（五个清楚）")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.subline("调查村：{{ 项目.县乡 }}{{ 项目.村名 }}", "调查日期：" + day(f"{_SURVEY}.日期"))
    p.form(
        ("户数", _count("户数", "户"), "总人口", _count("总人口", "人"), "走访次数", _count("走访次数", "次")),
        ("劳动力总数", f"{{{{ {_SURVEY}.劳动力总数 }}}}{{% if {_SURVEY}.劳动力总数 != '' %}}人{{% endif %}}{_split()}"),
        ("在家劳动力", _count("在家劳动力", "人"), "外出劳动力", _count("外出劳动力", "人"), "调查人", f"{{{{ {_SURVEY}.调查人 }}}}"),
        columns=6,
        size=10,
        height=8,
    )  # fmt: skip
    p.table(
        [Column("五个清楚", 30), Column("摸底情况", 135, "left")],
        [Cell("一、劳动力数量", align="center"), _number()],
        [Cell("二、务工技能", align="center"), _rows("技能")],
        [Cell("三、务工意愿", align="center"), _will()],
        [Cell("四、特殊群众", align="center"), _rows("类别")],
        [Cell("五、村民委员会\n组织能力", align="center"), _capacity()],
        size=10,
        height=11,
    )
    with p.when("摸底.村组"):
        p.table(
            [Column("序号", 15), Column("村组", 50), Column("登记人数", 30), Column("有务工意愿人数", 40)],
            each_row("行 in 摸底.村组", ["{{ loop.index }}", "{{ 行.名称 }}", "{{ 行.人数 }}", "{{ 行.愿意人数 }}"]),
            ["", "合计", "{{ 摸底.登记人数 }}", "{{ 摸底.愿意人数 }}"],
            size=10,
            height=7,
            keep=True,
        )
    p.note(
        "注：务工技能按主要技能统计；一人属于几个类别的，在各类别中分别计入。"
        "{% if 摸底.折算 %}每周可提供的工日按每人每周的可务工天数折算。{% endif %}"
    )
    p.form(
        Opinions(
            Opinion("调查人", "", 24, sign="（签字）：　　　　　　", seal=""),
            Opinion("村民委员会意见", _verdict(), 24, sign=""),
            Opinion("乡镇人民政府意见", "", 24, sign=""),
        ),
        size=10,
    )
    return p


def _count(fact: str, unit: str) -> str:
    return f"{{{{ {_SURVEY}.{fact} }}}}{{% if {_SURVEY}.{fact} != '' %}}{unit}{{% endif %}}"


def _number() -> str:
    return (
        f"{{% if {_SURVEY}.在家劳动力 != '' %}}在家劳动力{{{{ {_SURVEY}.在家劳动力 }}}}人"
        f"{{% if {_SURVEY}.有务工意愿 != '' %}}，其中有务工意愿{{{{ {_SURVEY}.有务工意愿 }}}}人{{% endif %}}。{{% endif %}}"
        "{% if 摸底.登记人数 %}逐人登记{{ 摸底.登记人数 }}人。{% endif %}"
        "{% if 摸底.每周工日 %}每周可提供{{ 摸底.每周工日|数 }}个工日。{% endif %}"
    )


def _rows(kind: str) -> str:
    return (
        f"{{% for 行 in 摸底.{kind} %}}{{{{ 行.名称 }}}}{{{{ 行.人数 }}}}人"
        "{{ '。' if loop.last else '、' }}{% endfor %}"
    )


def _will() -> str:
    return (
        f"{{% if {_SURVEY}.有务工意愿 != '' %}}有务工意愿{{{{ {_SURVEY}.有务工意愿 }}}}人"
        "{% if 摸底.登记人数 %}{% if 摸底.常年人数 %}，常年可务工{{ 摸底.常年人数 }}人{% endif %}"
        "{% if 摸底.季节性人数 %}，季节性务工{{ 摸底.季节性人数 }}人{% endif %}"
        "{% if 摸底.不愿意人数 %}；另有{{ 摸底.不愿意人数 }}人暂无意愿{% endif %}{% endif %}。{% endif %}"
    )


def _capacity() -> list[str]:
    facts = (("村“两委”人数", "两委人数", "人"), ("自建经验", "自建经验", ""), ("技术员和乡村工匠", "技术力量", ""),
             ("财务人员", "财务人员", ""), ("机械资源", "机械资源", ""))  # fmt: skip
    lines: list[str] = [
        f"{{%p if {_SURVEY}.组织能力 %}}",
        f"{{{{ {_SURVEY}.组织能力.strip('。；') }}}}。",
        "{%p endif %}",
    ]
    for name, fact, unit in facts:
        lines += [f"{{%p if {_SURVEY}.{fact} != '' %}}", f"{name}：{{{{ {_SURVEY}.{fact} }}}}{unit}", "{%p endif %}"]
    lines.append(
        "评估结论：" + tick(f"{_SURVEY}.评估结论 == '适合自建'", "适合自建") + "　"
        + tick(f"{_SURVEY}.评估结论 == '适合承包'", "适合承包")
        + f"{{% if {_SURVEY}.评估人 %}}　　评估人：{{{{ {_SURVEY}.评估人 }}}}{{% endif %}}"
    )  # fmt: skip
    return lines


def _verdict() -> str:
    return f"{{% if {_SURVEY}.评估结论 %}}经评估，{{{{ {_SURVEY}.评估结论.strip('。') }}}}。{{% endif %}}"
