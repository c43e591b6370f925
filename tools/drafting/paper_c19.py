"""C19: what was measured of piecework on one day in one crew (domain §6.14)."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import BY_HAND, Ledger

_SUMS = (
    "{% for 类 in 项.项目合计 %}{{ 类.项目 }}{{ 类.数量|数 }}{{ 类.单位 }}、{{ 类.金额|元 }}元"
    "{{ '。' if loop.last else '；' }}{% endfor %}"
)
_BUILDER = "{% if 项目.自建 %}理事会{% else %}施工单位{% endif %}"


def draw_measurement() -> Ledger:
    """A line a worker and place; the amounts are quantity by price, as in the wage sheet."""
    columns = [
        Column("序号", "{{ 行.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 行.姓名 }}", 10, Kind.NAME),
        Column("施工部位", "{{ 行.部位 }}", 28, Kind.LONG_TEXT),
        Column("计件项目", "{{ 行.项目 }}", 14, Kind.LONG_TEXT),
        Column("单位", "{{ 行.单位 }}", 5),
        Column("数量", "{{ 行.数量 }}", 9, Kind.DAYS),
        Column("单价\n（元）", "{{ 行.单价 }}", 9, Kind.MONEY),
        Column("金额（元）", "=ROUND([数量]*[单价\n（元）],2)", 12, Kind.MONEY, "SUM"),
        Column("质量\n是否合格", "□是 □否", 9.5),
        Column("本人签字\n（捺印）", "", 13),
        Column("备注", "", 8),
    ]
    form = Ledger("包工计量确认单", columns, margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}包工计量确认单", size=20, height=40)
    form.add_project_facts()
    form.add_subline(
        "计量日期：{{ 项.日期|中文日期 }}",
        "{% if 项.班组 %}班组：{{ 项.班组 }}{% endif %}",
        "计件人数：{{ 项.人数 }}人",
    )
    form.add_paged_table("行", "项.明细", (18, 4, 7), total="合计", page_total="本页合计", height=24, head_height=32)
    form.make_box_column("质量\n是否合格")
    form.add_long_row("计量汇总", _SUMS, share=0.1, height=24)
    form.add_long_row("金额（大写）", "{{ 项.金额|大写('人民币') }}", share=0.1)
    form.add_opinions(
        ("班组长（计量人）", f"（签字）\n{BY_HAND}"),
        ("村民质量监督小组见证", "{% if 项.见证人 %}见证人：{{ 项.见证人|顿号 }}\n{% endif %}（签字）\n" + BY_HAND),
        ("监理（技术人员）", f"（签字）\n{BY_HAND}"),
        (f"{_BUILDER}负责人", f"（签字）\n{BY_HAND}"),
        height=48,
        shares=(47, 33, 24, 33),
    )
    form.add_note(
        "注：1.数量由班组、村民质量监督小组、监理（技术人员）现场实测，质量合格的方可计量；单价按公布的工价表执行，同一工作时间不重复计日。",
        "　　2.本单签字齐全后作为编制劳务报酬发放表的依据，金额列入当月发放表的计件金额。",
    )
    form.freeze(2)
    return form
