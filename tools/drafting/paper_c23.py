"""C23: the wage sheet against the bank's receipts, person by person."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import Ledger

_CONCLUSION = (
    "{% if 项.核对.一致 and 项.追回 %}经逐人核对，多发的{{ (-项.合计.实发)|元 }}元已全部收回。"
    "{% elif 项.核对.一致 %}经逐人核对，{{ 项.核对.人数 }}人、{{ 项.核对.金额|元 }}元与银行回单一致，已全部到账。"
    "{% elif 项.追回 %}应收回{{ (-项.合计.实发)|元 }}元，已收回{{ (-项.核对.金额)|元 }}元，不符{{ 项.核对.不符人数 }}人。请继续追回后重新核对。"
    "{% else %}发放表应发{{ 项.合计.实发|元 }}元，银行回单到账{{ 项.核对.人数 }}人、{{ 项.核对.金额|元 }}元，"
    "不符{{ 项.核对.不符人数 }}人"
    "{% if 项.核对.未到账人数 %}；未到账{{ 项.核对.未到账人数 }}人、{{ 项.核对.未到账金额|元 }}元"
    "{% if 项.核对.失败人数 %}（其中发放失败{{ 项.核对.失败人数 }}人、{{ 项.核对.失败金额|元 }}元）{% endif %}{% endif %}"
    "{% if 项.核对.多付金额 %}；多付{{ 项.核对.多付金额|元 }}元{% endif %}"
    "{% if 项.核对.对不上笔数 %}；另有{{ 项.核对.对不上笔数 }}笔、{{ 项.核对.对不上金额|元 }}元回单对不上人{% endif %}"
    "。请查明处理后重新核对。{% endif %}"
)


def draw_check_sheet() -> Ledger:
    """发放核对表 (domain §6.13): what was owed, what arrived, in whose account; no whole account, no whole ID."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 7, Kind.ID),
        Column("表列金额", "{{ 人.实发 }}", 11, Kind.MONEY, "SUM"),
        Column("金额", "{{ 人.回单金额 }}", 11, Kind.MONEY, "SUM", "银行回单"),
        Column("日期", "{{ 人.回单日期 }}", 11, Kind.DATE, "", "银行回单"),
        Column("流水号", "{{ 人.流水号 }}", 19, Kind.ID, "", "银行回单"),
        Column("户名\n一致", "{{ 人.户名一致 }}", 6),
        Column(
            "账号\n尾号", "{{ 人.账号尾号 }}{% if 人.户名一致 and not 人.账号一致 %}（不符）{% endif %}", 8, Kind.ID
        ),
        Column("差额", "=ROUND([金额]-[表列金额],2)", 11, Kind.MONEY_OR_DASH, "SUM"),
        Column("处理（失败重发记录）", "{{ 人.处理 }}", 34, Kind.LONG_TEXT),
    ]
    form = Ledger("核对表", columns, margin=1.5, size=10)
    form.add_title(
        "{{ 项目.名称 }}劳务报酬{% if 项.追回 %}追回{% else %}发放{% endif %}核对表（{{ 项.批次名 }}）",
        size=20,
        height=40,
    )
    form.add_project_facts()
    form.add_subline(
        "发放日期：{{ 项.发放日期|中文日期 }}",
        "{% if 项.追回 %}收回方式：本人退回{% else %}发放方式：银行代发（一卡通）{% endif %}",
        "单位：元",
        shares=(3, 4, 3),
    )
    form.add_paged_table("人", "项.人员", (17, 4, 8), total="合计", page_total="本页合计", height=26, head_height=20)
    form.add_long_row(
        "{% if 项.追回 %}收回{% else %}到账{% endif %}金额（大写）",
        "{{ (-项.核对.金额 if 项.追回 else 项.核对.金额)|大写('人民币') }}",
        share=0.16,
    )
    form.add_long_row("核对结论", _CONCLUSION, share=0.16, height=36)
    form.add_signatures("财政所经办人", "复核人", "乡镇负责人", date=True)
    form.add_note(
        "注：1.表列金额取自劳务报酬发放表，同一人有多行的合并；回单金额为银行回单上已到账的合计，差额＝回单金额－表列金额。",
        "　　2.户名一致：“是”为本人户名，“授权”为经本人书面授权代收的亲属户名；与银行业务回单一并归档，发放失败的重发到账后重新核对。",
    )
    form.freeze(2)
    return form
