"""D01: the builder's own report before the township looks (domain §6.17)."""

from __future__ import annotations

from drafting.closing_tables import (
    FUND_PAPERS,
    LABOUR,
    NAME,
    OVERVIEW,
    PERIOD,
    SETTLED,
    TOWN,
    UNITS,
    ClosingPaper,
    draw_quantities,
    draw_ratings,
    draw_team,
    draw_wage_months,
)
from drafting.word import Column, box, day, each_row, empty_rows, tick

_OWN = "验收.自验"
_BUILDER = "(参建各方.实施单位.名称 or '实施单位')"


def draw_own_report() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("letter")
    p.official_head(_BUILDER, NAME, "自验报告", upward=True)
    p.salutation(TOWN + "：")
    p.text(
        "{{ 项目.名称 }}已按设计文件和{% if 项目.自建 %}自建协议{% else %}施工合同{% endif %}约定的内容施工完毕。"
        f"{{{{ {_OWN}.日期|中文日期 }}}}，我单位组织自验组"
        "，对工程数量、工程质量、群众务工和劳务报酬发放、工程资料进行了全面检查。现将自验情况报告如下。"
    )
    p.heading("一、工程概况")
    p.text(OVERVIEW)
    p.text(UNITS + PERIOD)
    p.heading("二、工程量完成情况")
    p.text(
        "自验组对照设计文件逐项核实工程数量，完成数量以现场收方为准{% if 收方单 %}（现场收方单{{ 收方单|length }}份）{% endif %}，详见下表。"
    )
    p.caption("完成工程量对照表")
    draw_quantities(p)
    p.heading("三、工程质量自评")
    p.text(
        "自验组按照设计文件、施工技术规范和质量验收标准，查验了材料合格证明、试验检测报告、隐蔽工程验收记录和施工日志，"
        "并对实体质量进行了抽查，分项评定如下。"
    )
    p.caption("分项工程质量自评表")
    draw_ratings(p, _OWN)
    p.keep_table_whole()
    p.heading("四、群众务工和劳务报酬发放情况")
    p.text(LABOUR)
    p.caption("劳务报酬分月发放情况表")
    draw_wage_months(p)
    p.keep_table_whole()
    p.text(
        "务工签到表、务工台账、施工日志和劳务报酬发放表已逐月核对。劳务报酬是否结清："
        + tick("指标.结清", "已结清") + "　" + tick("指标.务工人数 and not 指标.结清", "未结清") + "。" + SETTLED
    )  # fmt: skip
    _draw_records(p)
    _draw_defects(p)
    _draw_verdict(p)
    return p


def _draw_records(p: ClosingPaper) -> None:
    p.heading("五、资料自查情况")
    p.text("对照验收前置十一项资料清单，自验组对应由本单位形成和配合收集的资料进行了自查，自查结果由自验组勾选。")
    p.caption("验收前置资料自查表")
    p.table(
        [
            Column("序号", 12),
            Column("资料名称", 54, "left"),
            Column("文号、数量等", 50, "left"),
            Column("自查结果", 40),
        ],
        each_row(
            "件 in 验收前置",
            ["{{ 件.序号 }}", "{{ 件.名称 }}", _evidence(), box("齐全", "待补")],
        ),
        size=10,
    )


def _evidence() -> str:
    """What the project file knows about each prerequisite on the day of this report."""
    known = {
        "B05": f"{{{{ {FUND_PAPERS}|顿号 }}}}",
        "B02": "{% if 批复.已有 %}{{ 批复.文号 }}{% endif %}",
        "C21": "{% if 发放批次 %}{{ 发放批次|map(attribute='月份')|unique|list|length }}个月，{{ 发放批次|sum(attribute='人数') }}人次{% endif %}",
        "C16": "{% if 务工人员 %}名册{{ 务工人员|length }}人{% if 考勤 %}，{% endif %}{% endif %}"
        "{% if 考勤 %}签到表{{ 考勤|length }}个月{% endif %}",
        "D10": f"{{% if 财务.决算日期 and 财务.决算日期 <= {_OWN}.日期 %}}{{{{ 财务.决算日期|中文日期 }}}}编制"
        "{% else %}完工后编制{% endif %}",
        "D04": "{% if 拨付申请 %}报账申请{{ 拨付申请|length }}期；{% endif %}验收申请初验合格后提出",
        "D01": "自验、初验时形成",
        "E01": "申请验收前编写",
    }
    parts = (f"{{% if '{code}' in 件.材料 %}}{text}{{% endif %}}" for code, text in known.items())
    return "".join(parts)


def _draw_defects(p: ClosingPaper) -> None:
    p.heading("六、存在问题和整改情况")
    with p.when(f"{_OWN}.问题 or {_OWN}.结论 != '合格'"):
        p.text("自验发现的问题和整改情况如下。")
        p.caption("自验问题整改表")
        p.table(
            [Column("序号", 12), Column("存在问题", 46, "left"), Column("整改措施", 40, "left"), Column("整改期限", 22),
             Column("完成日期", 22), Column("复查人", 18)],
            each_row(
                f"题 in {_OWN}.问题",
                ["{{ loop.index }}", "{{ 题.问题 }}", "{{ 题.整改 }}", "{{ 题.期限|日期 }}", "{{ 题.销号日期|日期 }}",
                 "{{ 题.复查人 }}"],
                otherwise=empty_rows(3, 6),
            ),
            size=10,
            height=9,
        )  # fmt: skip
        p.otherwise()
        p.text("自验未发现需要整改的问题。")


def _draw_verdict(p: ClosingPaper) -> None:
    p.heading("七、自验结论")
    with p.each(f"条 in {_OWN}.意见"):
        p.text("{{ 条 }}")
    p.closing_text(
        f"自验结论：{{{{ {_OWN}.结论 }}}}。"
        f"{{% if {_OWN}.结论 == '合格' %}}请组织乡镇初验。{{% else %}}上述问题整改完成并经复查后，再申请乡镇初验。{{% endif %}}"
    )
    p.caption("自验组人员签字表")
    draw_team(p, _OWN)
    p.keep_table_whole()
    p.issuer_signature(_BUILDER, date=day(f"{_OWN}.日期"))
    p.colophon(_BUILDER, f"{_OWN}.日期", to="参建各方.乡镇政府.名称")
