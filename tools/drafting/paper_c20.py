"""C20: what was said to one worker, and what was decided after it (domain §6.14, §11.1)."""

from __future__ import annotations

from drafting.word import Cell, Column, Tall, blank, day, each_row, label
from drafting.word_clauses import ClausePaper

_NEEDED = "规定.扣款前教育次数"
_DEDUCTED = "定.处理 == '扣款'"


def draw_discipline() -> ClausePaper:
    """The register of educations, then a form for every decision; without one the paper says so."""
    p = ClausePaper("form")
    p.title("务工考核教育{% if 项.处理 %}和处理{% endif %}记录")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.form(
        ("姓名", "{{ 项.姓名 }}", "身份证\n后4位", "{{ 项.尾号 }}"),
        ("工种", "{{ 项.工种 }}", "班组", "{{ 项.班组 }}"),
        ("村组", "{{ 项.村组全称 }}", "合同编号", "{{ 项.合同编号 }}"),
        ("实施单位", "{{ 参建各方.实施单位.名称 }}"),
    )
    p.caption("一、教育登记")
    columns = [
        Column("次序", 12),
        Column("日期", 30),
        Column("事由", 52, "left"),
        Column("教育方式", 26),
        Column("教育人", 20),
        Column("本人签字\n（捺印）", 28),
    ]
    row = ["{{ 次.序号 }}", "{{ 次.日期|日期 }}", "{{ 次.事由 }}", "{{ 次.教育方式 }}", "{{ 次.教育人 }}", ""]
    p.table(
        columns,
        each_row("次 in 项.记录", row),
        each_row(f"号 in range(项.记录|length, {_NEEDED})", ["{{ 号 + 1 }}", "", "", "", "", ""]),
        size=10,
        height=14,
    )
    p.note(
        "注：当场教育、当日登记，由本人签字；本人拒签的，由两名见证人签字并注明情况。同一天多次批评的按一次计算。"
        f"经{{{{ {_NEEDED} }}}}次教育仍不改正的，方可由村民委员会研究处理。"
    )
    with p.when("not 项.处理"):
        p.clause("至填表之日，未对其作出取消务工资格或者扣减劳务报酬的处理。", small=True)
        p.sign_line("登记人：", "{% if 项目.自建 %}理事会{% else %}施工单位{% endif %}负责人：", "日期：")
    with p.each("定 in 项.处理"):
        p.page_break()
        _draw_decision(p)
    return p


def _draw_decision(p: ClausePaper) -> None:
    p.caption("{{ (loop.index + 1)|序号 }}、处理决定：{{ 定.处理 }}")
    p.form(
        ("处理日期", day("定.日期"), "此前教育", "{{ 定.此前教育 }}次（规定不少于{{ " + _NEEDED + " }}次）"),
        ("处理事由", "{{ 定.事由 }}"),
        ("研究决定", _say_decision()),
        ("送达日期", day("定.送达日期"), "送达人\n（签字）", ""),
        Tall(
            22,
            (
                label("本人意见"),
                Cell(["☐无异议　☐有异议，要求复核", "本人签字（捺印）：　　　　　　　　　年　　月　　日"], 3),
            ),
        ),
        size=10,
    )
    with p.when(_DEDUCTED):
        p.table(
            [
                Column("所属月份", 32),
                Column("当月应发（元）", 34, "right"),
                Column("扣减金额（元）", 34, "right"),
                Column("扣减比例", 28),
                Column("扣减上限", 37),
            ],
            [
                "{{ 定.月份名 }}",
                "{{ 定.当月应发|元 }}",
                "{{ 定.金额|元 }}",
                "{{ 定.占比|百分比 }}",
                "{{ 定.上限|百分比(0) }}{% if 定.上限金额 != '' %}（{{ 定.上限金额|元 }}元）{% endif %}",
            ],
            size=10,
            head=True,
        )
        with p.when("规定.扣款法律提示"):
            p.note("法律提示：{{ 规定.扣款法律提示 }}")
    p.sign_boxes(
        "村民委员会（盖章）：\n年　　月　　日",
        "{% if 项目.自建 %}理事会{% else %}施工单位{% endif %}负责人（签字）：\n年　　月　　日",
        widths=(82, 83),
        room=8,
    )


def _say_decision() -> str:
    return (
        "{% if 定.决定依据 %}{{ 定.决定依据.strip('。；') }}，村民委员会研究决定："
        "{% else %}经村民委员会____年____月____日研究决定：{% endif %}"
        "{% if 定.处理 == '扣款' %}扣减{{ 定.月份名 }}劳务报酬" + blank("定.金额|元", 10) + "元，在当月发放表中列明。"
        "{% else %}自{{ 定.日期|中文日期 }}起取消其在本项目的务工资格，已付出劳动的报酬照常结清。{% endif %}"
    )
