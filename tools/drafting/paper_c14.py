"""C14: who was taught safety, which policies there are, and what each crew was told before it began (domain §6.10)."""

from __future__ import annotations

from drafting.excel_styles import Column, Kind
from drafting.ledger import Ledger
from drafting.word import Column as WordColumn
from drafting.word import band, blank, day, each_row, empty_rows
from drafting.word_clauses import ClausePaper

_SIGNERS = 12
"""Places to sign where no crew is known."""


def draw_safety_register() -> Ledger:
    """A line for everybody each time; whoever was not taught yet has a line for the pen."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 6.5, Kind.ID),
        Column("工种", "{{ 人.工种 }}", 8),
        Column("班组", "{{ 人.班组 }}", 8),
        Column("教育日期", "{{ 人.日期 }}", 10.5, Kind.DATE),
        Column("教育内容（课题）", "{{ 人.课题 }}", 34, Kind.LONG_TEXT),
        Column("课时", "{{ 人.学时 }}", 5, Kind.DAYS),
        Column("考核\n成绩", "{{ 人.成绩 }}", 6, Kind.DAYS),
        Column("授课人", "{{ 人.师资 }}", 18, Kind.LONG_TEXT),
        Column("本人签字\n（捺印）", "", 13),
    ]
    form = Ledger("安全教育登记表", columns, margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}安全教育登记表", size=20, height=40)
    form.add_project_facts()
    form.add_paged_table("人", "安全教育", (18, 3, 4), height=26, head_height=30)
    form.add_signatures("登记人", "安全员", "实施单位负责人", date=True)
    form.add_note(
        "注：1.上岗前、变换作业内容时和施工期间组织的安全教育逐次登记，由本人签字（捺印），不得代签。",
        "　　2.教育日期空白的，为名册中尚未登记安全教育的人员，教育后填写；未经安全教育的不得上岗作业。",
    )
    form.freeze(2)
    return form


def draw_insurance() -> Ledger:
    """Every policy once: what it covers, whom, from when to when."""
    columns = [
        Column("序号", "{{ 单.序号 }}", 4, Kind.COUNT),
        Column("险种", "{{ 单.险种 }}", 22, Kind.LONG_TEXT),
        Column("保险公司", "{{ 单.保险公司 }}", 24, Kind.LONG_TEXT),
        Column("保险单号", "{{ 单.保单号 }}", 22, Kind.ID),
        Column("起", "{{ 单.起 }}", 10.5, Kind.DATE, "", "保险期间"),
        Column("止", "{{ 单.止 }}", 10.5, Kind.DATE, "", "保险期间"),
        Column("每人保额\n（元）", "{{ 单.保额 }}", 12, Kind.MONEY),
        Column("人数", "{{ 单.人数 }}", 5, Kind.COUNT),
        Column("被保险人", "{{ 单.被保险人 }}", 22, Kind.LONG_TEXT),
        Column("备注", "", 8),
    ]
    form = Ledger("保险汇总表", columns, margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}务工人员保险汇总表", size=20, height=40)
    form.add_project_facts()
    form.add_paged_table("单", "保险单", (17, 3, 4), height=26, head_height=20)
    form.add_long_row(
        "核对情况",
        "{{ 参建各方.实施单位.名称 }}务工人员名册{{ 务工人员|length }}人，保险单{{ 保险单|length }}份；"
        "经核对，名册人员在务工期间均在保险期内：□是　□否，未在保险期内的：____________。",
        share=0.2,
        height=30,
    )
    form.add_signatures("填表人", "审核人", "实施单位负责人", date=True)
    form.add_note("注：保险单、保险费票据和被保险人清单复印件附后；中途进场的人员办理批增后补填。")
    form.freeze(2)
    return form


def draw_briefings() -> ClausePaper:
    """One form for each briefing, on a page of its own; without any a blank one."""
    p = ClausePaper("form")
    with p.each("次 in 技术交底"):
        with p.when("not loop.first"):
            p.page_break()
            p.gap(0.1)
        _draw_briefing(p, known=True)
        p.otherwise()
        _draw_briefing(p, known=False)
    return p


def _draw_briefing(p: ClausePaper, *, known: bool) -> None:
    def fact(text: str, otherwise: str = "") -> str:
        return text if known else otherwise

    p.title("安全技术交底记录")
    p.form(
        ("工程名称", "{{ 项目.名称 }}"),
        (
            "实施单位",
            "{{ 参建各方.实施单位.名称 }}",
            "交底日期",
            fact(day("次.日期"), "　　年　　月　　日"),
        ),
        (
            "施工部位\n（工序）",
            fact("{{ 次.部位 }}"),
            "接受交底的\n班组",
            fact("{{ 次.班组 or '全体务工人员' }}"),
        ),
        [band("交底内容（施工方法、质量要求、安全措施和应急处置）")],
    )
    if known:
        with p.each("条 in 次.内容"):
            p.clause("{{ loop.index }}.{{ 条.strip('。；') }}。", small=True)
            p.otherwise()
            p.gap(6)
    else:
        p.gap(7)
    p.clause(
        "以上内容已当面讲清，接受交底的人员听明白后逐人签字（捺印）。",
        small=True,
    )
    p.clause(
        "交底人：" + (blank("次.交底人", 10) if known else "__________") + "　　签字：____________",
        small=True,
    )
    columns = [WordColumn("序号", 12), WordColumn("姓名", 26), WordColumn("签字（捺印）", 44)] * 2
    blanks = empty_rows(_SIGNERS // 2, len(columns))
    loop = each_row("号 in range(0, 次.人员|length, 2)", [*_place("号"), *_place("号 + 1")], otherwise=blanks)
    p.table(columns, *([loop] if known else blanks), size=10, height=9)


def _place(number: str) -> list[str]:
    there = f"{{% if {number} < 次.人员|length %}}"
    return [
        f"{there}{{{{ {number} + 1 }}}}{{% endif %}}",
        f"{there}{{{{ 次.人员[{number}] }}}}{{% endif %}}",
        "",
    ]
