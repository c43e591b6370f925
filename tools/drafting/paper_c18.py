"""C18: the site log of one month, a form a day; a day without work takes a small one (domain §6.12)."""

from __future__ import annotations

from drafting.word import Cell, Row, Tall, bold, if_row, label
from drafting.word_clauses import ClausePaper

_WIDTHS = [33, 53, 13, 28, 13, 25]
_NOTHING_DONE = (
    "日.停工 and not 日.机械 and not 日.材料 and not 日.质量 and (not 日.施工部位 or 日.施工部位.startswith('停工'))"
)
_HEADS = "{% if 日.出勤人数 != '' %}共{{ 日.出勤人数 }}人{% if 日.分工种人数 %}，其中：{{ 日.分工种人数 }}{% endif %}{% endif %}"
_STOPPED_DAYS = '项.日|selectattr("停工")|list|length'


def draw_site_log() -> ClausePaper:
    """One month; every day's form stays on one page, two working days go on a page."""
    p = ClausePaper("form")
    p.title("施工日志（{{ 项.月份名 }}）")
    p.subline("工程名称：{{ 项目.名称 }}")
    p.subline(
        "施工单位：{{ 参建各方.实施单位.名称 }}",
        f"本月{{% if 项.来源 == '施工日志' %}}记录{{% else %}}务工{{% endif %}}{{{{ 项.日|length }}}}天{{% if {_STOPPED_DAYS} %}}，其中停工{{{{ {_STOPPED_DAYS} }}}}天{{% endif %}}",
    )
    with p.when("项.来源 != '施工日志'"):
        p.subline("日期、人数根据{{ 项.来源 }}填列，原始施工日志未提供，空白处由记录人据实补记。")
    with p.when("项.来源 == '施工日志' and 项.人数来源"):
        p.subline("日志未记的出勤人数，根据{{ 项.人数来源 }}填列。")
    with p.each("日 in 项.日"), p.when(_NOTHING_DONE):
        _draw_day(
            p,
            ("停工原因", bold("{{ 日.停工原因 }}")),
            ("出勤人数", _HEADS),
            ("现场值守与安全", "{{ 日.安全 }}"),
            if_row("日.备注", ("问题处理及其他", "{{ 日.备注 }}")),
        )
        p.otherwise()
        _draw_day(
            p,
            Tall(15, ("施工部位及内容", "{{ 日.施工部位 }}")),
            if_row("日.停工", ("停工原因", bold("{{ 日.停工原因 }}"))),
            ("出勤人数", _HEADS),
            ("机械台班", "{{ 日.机械 }}"),
            ("材料进场及送检", "{{ 日.材料 }}"),
            Tall(13, ("质量检查\n及隐蔽验收", "{{ 日.质量 }}")),
            ("安全文明施工", "{{ 日.安全 }}"),
            Tall(13, ("检查指导、问题\n处理及其他", "{{ 日.备注 }}")),
        )
    return p


def _draw_day(p: ClausePaper, *rows: Row) -> None:
    date = "{{ 日.日期|中文日期 }} 星期{{ 日.星期 }}"
    p.form(
        ("日期", bold(date), "天气", "{{ 日.天气 }}", "气温", "{{ 日.气温 }}"),
        *rows,
        ["记录人", "{{ 日.记录人 }}", label("审核人", span=2), Cell("", span=2)],
        columns=6,
        widths=_WIDTHS,
    )
    p.keep_table_whole()
    p.air(4)
