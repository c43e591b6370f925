"""C16: the sign-in sheet of one month, a column a day."""

from __future__ import annotations

from openpyxl.formatting.rule import FormulaRule

from .excel_styles import SHADE, Column, Kind
from .ledger import BY_HAND, Ledger

_THIRDS = (1, 3, 1)
"""The days are one column of the template, so that a line has three parts: before, over and behind them."""

_MARKS = "√为出勤一天，½为出勤半天，停为停工，空白为未出勤。"
_MADE = "注：1.本表出勤根据{{ 项.来源 }}汇总填列，原始签到表未提供，请务工人员逐人核对签名，不得代签"
_COUNTS = "　　2.每日人数按人计算，一人一天做两个工种的算一人，与当日施工日志的出勤人数一致。"
_SUMS = (
    "{% if 项.合计 %}本月务工{{ 项.人数 }}人，{% if 项.人次 %}出勤{{ 项.人次 }}人次，{% endif %}"
    "合计{{ 项.合计|数 }}个工日。{% endif %}"
)


def draw_sign_in_sheet() -> Ledger:
    """Marks come from the attendance; a month without any is a blank sheet to sign on."""
    days = Column(
        "{{ 日 }}\n{{ 项.星期[loop.index0] }}",
        "{{ 记 }}",
        2.8,
        Kind.TEXT,
        "{%tc for 数 in 项.每日人数 %}{{ 数 if 项.人次 else '' }}{%tc endfor %}",
        repeat="日 in 项.日期",
        item="记 in 人.逐日",
        times=31,
    )
    columns = [
        Column("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 12),
        Column("工种", "{{ 人.工种 }}", 8),
        days,
        Column("合计\n天数", "{{ 人.合计 if 项.合计 else '' }}", 6.5, Kind.DAYS, "SUM"),
        Column("本人确认\n签名", "", 13),
        Column("备注", "{{ 人.备注 }}", 12),
    ]
    form = Ledger("签到表", columns, paper="A3", margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}务工签到表（{{ 项.月份名 }}）", size=20, height=40)
    form.add_subline(
        "考勤月份：{{ 项.月份名 }}",
        "班组（作业面）：{{ 项.班组 }}　　实施单位：{{ 参建各方.实施单位.名称 }}　　业主单位：{{ 参建各方.业主单位.名称 }}",
        "考勤员：{{ 项.考勤员 }}",
        shares=_THIRDS,
    )
    form.add_subline(
        "表号：{{ 材料.代码 }}",
        "项目代码：{{ 项目.代码 }}　　建设地点：{{ 项目.建设地点 }}　　建设方式：{{ 项目.建设方式 }}",
        f"填表日期：{BY_HAND}",
        shares=_THIRDS,
    )
    form.add_paged_table("人", "项.明细", (32, 4, 5), total="每日人数", height=22, head_height=34)
    total = form.sheet[form.name_cell("合计\n天数", form.row)]
    total.number_format = "General;-General;"  # a blank sheet has no total yet
    day = form.name_cell(days.head, form.data)
    form.sheet.conditional_formatting.add(f"{day}:{day}", FormulaRule(formula=[f'{day}="停"'], fill=SHADE))
    _add_remarks(form)
    form.add_signatures("考勤员", "班组长", "实施单位负责人", "村“两委”核对")
    form.freeze(2)
    return form


def _add_remarks(form: Ledger) -> None:
    """What the marks mean; a sheet made from another record says so in the place of the first remark."""
    for condition, remark in (
        (
            "项.来源 == '签到表'",
            f"注：1.{_MARKS}由本人每日到岗签到并在月末确认签名，不得代签；空白处划线，改动处由考勤员签字。",
        ),
        ("项.来源 != '签到表' and 项.逐日有据", f"{_MADE}。{_MARKS}"),
        ("not 项.逐日有据", f"{_MADE}；{{{{ 项.来源 }}}}没有记到日，出勤日期由本人据实补签。"),
    ):
        form.add_tag(f"{{%tr if {condition} %}}")
        form.add_note(remark)
        form.add_tag("{%tr endif %}")
    form.add_note(_COUNTS + _SUMS)
