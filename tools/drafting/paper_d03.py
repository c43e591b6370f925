"""D03: the eleven prerequisites of acceptance as they stand in the records (domain §5.2, §6.17)."""

from __future__ import annotations

from drafting.closing_tables import ClosingPaper
from drafting.word import Column, Content, Opinion, day, each_row, tick

_OPEN = "验收前置|rejectattr('合格')|list"


def draw_prerequisites() -> ClosingPaper:
    """The whole paper."""
    p = ClosingPaper("form")
    p.title("验收前置资料合格核查表")
    p.subline("项目名称：{{ 项目.名称 }}")
    p.subline("申请单位：{{ 参建各方.乡镇政府.名称 }}", "核查日期：" + day("验收.核查日期"))
    p.table(
        [
            Column("序号", 11),
            Column("资料名称", 37, "left"),
            Column("档案\n代码", 12),
            Column("有无", 11),
            Column("份数", 11),
            Column("核查\n结果", 16),
            Column("欠缺和存在问题", 56, "left"),
            Column("核查人", 15),
        ],
        each_row(
            "件 in 验收前置",
            [
                "{{ 件.序号 }}",
                "{{ 件.名称 }}",
                "{{ 件.材料|换行 }}",
                "{% if 件.份数 %}有{% else %}无{% endif %}",
                "{{ 件.份数 }}",
                "{% if 件.合格 %}合格{% else %}不合格{% endif %}",
                ["{%p for 缺 in 件.欠缺 %}", "{{ 缺 }}", "{%p endfor %}"],
                "{{ 验收.核查人 }}",
            ],
        ),
        size=10,
        height=9,
    )
    p.note(
        "注：全部资料按应归档清单逐件核对，签字盖章件收齐的为合格；份数为已归集的文件数。"
        "县级复验意见书是复验的结果，不列入前置资料。"
    )
    p.form(
        Opinion("核查结论", _verdict(), 30, sign="核查人（签字）：", seal="", date=day("验收.核查日期")),
        Opinion("县级主管\n部门意见", "", 30),
        widths=[24, 141],
        size=10,
    )
    p.keep_table_whole()
    return p


def _verdict() -> list[Content]:
    numbers = f"{{{{ ({_OPEN})|map(attribute='序号')|join('、') }}}}"
    return [
        (
            "十一项前置资料中，合格{{ 验收前置|selectattr('合格')|list|length }}项，"
            f"不合格{{{{ ({_OPEN})|length }}}}项。{{% if 验收.核查人 %}}核查人：{{{{ 验收.核查人 }}}}。{{% endif %}}"
        ),
        tick(f"not ({_OPEN})", "资料合格，可组织县级验收。"),
        tick(_OPEN, "不合格，退回。")
        + f"{{% if {_OPEN} %}}第{numbers}项资料补齐并经核查合格后，再组织县级验收。{{% endif %}}",
    ]
