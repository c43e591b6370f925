"""C17: the labour ledger of one month and its sums by trade, village group and category."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import Ledger

_TRAINED = "{{ 人.培训|selectattr('日期', 'le', 项.期间止)|list|length }}"
_SOURCES = (
    ("项.考勤来源 in ['', '签到表']", "天数取自务工签到表"),
    ("项.考勤来源 not in ['', '签到表']", "天数根据{{ 项.考勤来源 }}填列，原始签到表未提供"),
)
_PRIORITY = (
    "本月务工{{ 项.人数 }}人{% if 项.重点群体.人数 %}，其中脱贫户等重点群体{{ 项.重点群体.人数 }}人，{{ 项.重点群体.实发|元 }}元{% endif %}；"
    "按工种、村组、人员类别的汇总见“汇总”表。"
)


def draw_ledger() -> Ledger:
    """One line a worker, trade and price, with what was earned this month and since the start (domain §6.12)."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 3.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证号", "{{ 人.身份证号 }}", 17, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 7, Kind.LONG_TEXT),
        Column("类别", "{{ 人.人员类别|顿号 }}", 14.5, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 7.5),
        Column("起", "{{ 人.起 }}", 7, Kind.DATE, "", "务工起止日期"),
        Column("止", "{{ 人.止 }}", 7, Kind.DATE, "", "务工起止日期"),
        Column("当月\n天数", "{{ 人.天数 or '' }}", 5, Kind.DAYS, "SUM"),
        Column("累计\n天数", "{{ 人.累计天数 }}", 5.5, Kind.DAYS, "{{ 项.累计天数 }}"),
        Column("施工部位\n（岗位）", "{{ 人.班组 or 人.工种 }}", 8, Kind.LONG_TEXT),
        Column("单价", "{{ 人.单价 or '' }}", 6.5, Kind.MONEY),
        Column("计日金额", "=ROUND([当月\n天数]*[单价],2)", 10, Kind.MONEY_OR_DASH, "SUM", "当月应得"),
        Column("计件金额", "{{ 人.计件 }}", 9, Kind.MONEY_OR_DASH, "SUM", "当月应得"),
        Column("奖补", "{{ 人.奖补 }}", 8, Kind.MONEY_OR_DASH, "SUM", "当月应得"),
        Column("合计", "=[计日金额]+[计件金额]+[奖补]", 10, Kind.MONEY, "SUM", "当月应得"),
        Column("扣减", "{{ 人.扣减 }}", 8, Kind.MONEY_OR_DASH, "SUM"),
        Column("当月实发", "=[合计]-[扣减]", 10, Kind.MONEY, "SUM"),
        Column("累计实发", "{{ 人.累计实发 }}", 10.5, Kind.MONEY, "{{ 项.累计实发 }}"),
        Column("发放日期", "{{ 人.发放日期 }}", 9.5, Kind.DATE),
        Column("凭证号", "{{ 人.流水号 }}", 15, Kind.ID),
        Column("培训\n次数", _TRAINED, 4.5, Kind.COUNT),
        Column("核对人", "", 7),
        Column("备注", "{{ 人.备注 }}", 9, Kind.LONG_TEXT),
    ]
    form = Ledger("务工台账", columns, paper="A3", margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}务工台账（{{ 项.批次名 }}）", size=20, height=40)
    form.add_project_facts("{{ 项.制表日期|中文日期 }}")
    form.add_paged_table("人", "项.明细", (29, 4, 7), total="合计", height=26)
    total = form.row
    for head in ("村组", "类别", "施工部位\n（岗位）"):
        form.align_column(head, "center")
    for head in ("起", "止"):
        form.format_column(head, 'm"月"d"日"')
    form.add_long_row("务工人数", _PRIORITY, share=0.13, height=22)
    form.add_tag("{%tr for 段 in 项.施工部位|batch(8) %}")
    form.add_long_row("本月施工部位", "{{ 段|join('；') }}", share=0.13, height=22)
    form.add_tag("{%tr endfor %}")
    form.add_signatures("制表人", "考勤员", "核对人", "实施单位负责人（盖章）")
    for condition, source in _SOURCES:
        form.add_tag(f"{{%tr if {condition} %}}")
        form.add_note(
            f"注：1.{source}，金额与劳务报酬发放表一致；累计数自开工起算到本月止，合计行的累计数含以前各月务工而本月未务工的人员。"
        )
        form.add_tag("{%tr endif %}")
    form.add_note("　　2.一人同时属于几个类别的，在各类别中分别计入，重点群体人数和金额不重复计算。")
    form.freeze(2)
    form.finish()
    _draw_sums(form, form.name_cell("当月\n天数", total), form.name_cell("当月实发", total))
    return form


def draw_corrected_ledger() -> Ledger:
    """The same for a batch whose lines belong to several months, with month and reason in every line."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 3.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证号", "{{ 人.身份证号 }}", 17, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 7, Kind.LONG_TEXT),
        Column("类别", "{{ 人.人员类别|顿号 }}", 14.5, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 7.5),
        Column("所属月份", "{{ 人.所属月份 }}", 9),
        Column("本批\n天数", "{{ 人.天数 or '' }}", 5, Kind.DAYS, "SUM"),
        Column("累计\n天数", "{{ 人.累计天数 }}", 5.5, Kind.DAYS, "{{ 项.累计天数 }}"),
        Column("单价", "{{ 人.单价 or '' }}", 6.5, Kind.MONEY),
        Column("计日金额", "=ROUND([本批\n天数]*[单价],2)", 10, Kind.MONEY_OR_DASH, "SUM", "本批应得"),
        Column("计件金额", "{{ 人.计件 }}", 9, Kind.MONEY_OR_DASH, "SUM", "本批应得"),
        Column("奖补", "{{ 人.奖补 }}", 8, Kind.MONEY_OR_DASH, "SUM", "本批应得"),
        Column("更正金额", "{{ 人.更正 }}", 9, Kind.MONEY_OR_DASH, "SUM", "本批应得"),
        Column("合计", "=[计日金额]+[计件金额]+[奖补]+[更正金额]", 10, Kind.MONEY, "SUM", "本批应得"),
        Column("扣减", "{{ 人.扣减 }}", 8, Kind.MONEY_OR_DASH, "SUM"),
        Column("本批实发", "=[合计]-[扣减]", 10, Kind.MONEY, "SUM"),
        Column("累计实发", "{{ 人.累计实发 }}", 10.5, Kind.MONEY, "{{ 项.累计实发 }}"),
        Column("发放日期", "{{ 人.发放日期 }}", 9.5, Kind.DATE),
        Column("凭证号", "{{ 人.流水号 }}", 15, Kind.ID),
        Column("事由", "{{ 人.事由 }}", 16, Kind.LONG_TEXT),
        Column("依据", "{{ 人.依据 }}", 13, Kind.LONG_TEXT),
        Column("核对人", "", 7),
    ]
    form = Ledger("务工台账", columns, paper="A3", margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}务工台账（{{ 项.批次名 }}）", size=20, height=40)
    form.add_project_facts("{{ 项.制表日期|中文日期 }}")
    form.add_paged_table("人", "项.明细", (27, 4, 7), total="合计", height=28)
    total = form.row
    for head in ("村组", "类别"):
        form.align_column(head, "center")
    form.add_long_row("务工人数", _PRIORITY.replace("本月务工", "本批共"), share=0.13, height=22)
    form.add_tag("{%tr for 段 in 项.施工部位|batch(8) %}")
    form.add_long_row("施工部位", "{{ 段|join('；') }}", share=0.13, height=22)
    form.add_tag("{%tr endfor %}")
    form.add_signatures("制表人", "考勤员", "核对人", "实施单位负责人（盖章）")
    form.add_note(
        "注：1.更正的天数和金额以所附依据为准，多计的写负数；金额与劳务报酬发放表一致，累计数自开工起算到本批止。",
        "　　2.一人同时属于几个类别的，在各类别中分别计入，重点群体人数和金额不重复计算。",
    )
    form.freeze(2)
    form.finish()
    _draw_sums(form, form.name_cell("本批\n天数", total), form.name_cell("本批实发", total))
    return form


def _draw_sums(book: Ledger, days: str, paid: str) -> None:
    """汇总: three small tables; the first two must give the totals of the ledger."""
    widths = (8, 26, 12, 14, 18, 14, 18)
    form = Ledger("汇总", [Column("", width=width) for width in widths], landscape=False, margin=1.5, book=book)
    form.add_title("{{ 项目.名称 }}务工台账汇总（{{ 项.批次名 }}）", size=16)
    form.add_subline("实施单位：{{ 参建各方.实施单位.名称 }}", "单位：天、元")
    for name, words in (("工种", "工种"), ("村组", "村组")):
        _draw_group(form, f"按{name}", words)
        row = form.row
        form.add_cells(
            ("合计（人数不重复）", 2, Kind.LABEL),
            ("{{ 项.人数 }}", 1, Kind.COUNT),
            *((f"=SUM({letter}{row - 1}:{letter}{row - 1})", 1, kind) for letter, kind in _SUMMED),
            height=_SUM_HEIGHT,
        )
        _check_sums(form, days, paid)
        form.add_gap(10)
    _draw_group(form, "按人员类别（一人多类的分别计入）", "类别")
    priority = "项.重点群体"
    form.add_cells(
        ("其中脱贫户等重点群体（不重复）", 2, Kind.LABEL),
        (f"{{{{ {priority}.人数 }}}}", 1, Kind.COUNT),
        (f"{{{{ {priority}.天数 }}}}", 1, Kind.DAYS),
        (f"{{{{ {priority}.应发 }}}}", 1, Kind.MONEY),
        (f"{{{{ {priority}.扣减 }}}}", 1, Kind.MONEY_OR_DASH),
        (f"{{{{ {priority}.实发 }}}}", 1, Kind.MONEY),
        height=_SUM_HEIGHT,
    )
    form.add_signatures("制表人", "核对人", "实施单位负责人", date=True)
    form.sheet.page_setup.fitToHeight = 1
    form.finish()


_SUM_HEIGHT = 19
"""Low rows: all three tables stand on one page."""
_SUMMED = (("D", Kind.DAYS), ("E", Kind.MONEY), ("F", Kind.MONEY_OR_DASH), ("G", Kind.MONEY))


def _draw_group(form: Ledger, title: str, words: str) -> None:
    form.add_subline(title)
    heads = ("序号", title.removeprefix("按").partition("（")[0], "人数", "天数", "应发", "扣减", "实发")
    form.add_cells(*((head, 1, Kind.HEAD) for head in heads), height=_SUM_HEIGHT)
    form.add_tag(f"{{%tr for 行 in 项.汇总.{words} %}}")
    form.add_cells(
        ("{{ loop.index }}", 1, Kind.COUNT),
        ("{{ 行.名称|默认('（未填）') }}", 1, Kind.TEXT),
        ("{{ 行.人数 }}", 1, Kind.COUNT),
        ("{{ 行.天数 }}", 1, Kind.DAYS),
        ("{{ 行.应发 }}", 1, Kind.MONEY),
        ("{{ 行.扣减 }}", 1, Kind.MONEY_OR_DASH),
        ("{{ 行.实发 }}", 1, Kind.MONEY),
        height=_SUM_HEIGHT,
    )
    form.add_tag("{%tr endfor %}")


def _check_sums(form: Ledger, days: str, paid: str) -> None:
    row = form.row
    fits = f"AND(ROUND(D{row}-务工台账!{days},1)=0,ROUND(G{row}-务工台账!{paid},2)=0)"
    form.add_cells(
        ("与台账核对", 2, Kind.LABEL), (f'=IF({fits},"一致","不一致，请查明")', 5, Kind.TEXT), height=_SUM_HEIGHT
    )
