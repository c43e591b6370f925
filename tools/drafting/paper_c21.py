"""C21: the legal wage ledger of one month, its wage slips and its bank file.  Every figure comes from the same lines."""

from __future__ import annotations

from openpyxl.styles import Border, Side

from .excel import Form
from .excel_styles import Column, Kind
from .ledger import BY_HAND, Ledger

_PRIORITY = (
    "本月务工{{ 项.人数 }}人{% if 项.重点群体.人数 %}，其中脱贫户、监测对象等重点群体{{ 项.重点群体.人数 }}人，"
    "实发{{ 项.重点群体.实发|元 }}元{% endif %}。"
    "{% if 项.考勤来源 not in ['', '签到表'] %}本表出勤天数根据{{ 项.考勤来源 }}填列，原始签到表未提供。{% endif %}"
)
_SHARE = (
    "{% if 项.本月占比 != '' %}本月实发占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的{{ 项.本月占比|百分比 }}；"
    "截至本月累计实发{{ 项.累计实发|元 }}元，占{{ 项.累计占比|百分比 }}"
    "{% if 占比.要求 != '' %}（项目要求不低于{{ 占比.要求|百分比 }}）{% endif %}。"
    "{% else %}截至本月累计实发{{ 项.累计实发|元 }}元。{% endif %}"
)
_NOTICE = (
    "{% if 项.公示日期 %}{{ 项.公示起|中文日期 }}至{{ 项.公示止|中文日期 }}，共{{ 项.公示天数 }}天"
    "（{{ 项.公示日期|中文日期 }}张贴，公示期自次日起算）"
    "{% if 项.异议 in 规定.无异议的写法 %}，公示期间未收到异议{% elif 项.异议 %}，异议及处理情况：{{ 项.异议 }}{% endif %}。"
    "{% else %}　　　　年　　月　　日至　　　　年　　月　　日，共{{ 项.公示天数 }}天（公示期自张贴次日起算）。{% endif %}"
)
_PAYMENT = "{{ 项.发放日期|中文日期 }}　　通过“一卡通”或者本人银行卡直接发放　　财政所（代发单位）经办人："
_PIECES = "{% if 人.计件数量 %}{{ 人.计件数量|数 }}{{ 人.计件单位 }}{% elif 人.计件 %}见计量单{% endif %}"


_CORRECTED = (
    "{{ 项.所属月份|顿号 }}，共{{ 项.人数 }}人；"
    "{% if 项.追回 %}应退回{{ 项.合计.退回|元 }}元，由本人退回，不通过银行代发{% else %}本批实发{{ 项.合计.实发|元 }}元{% endif %}；"
    "截至本批累计实发{{ 项.累计实发|元 }}元{% if 项.累计占比 != '' %}，占{{ 占比.基数名称 }}{{ 占比.基数|万元 }}万元的{{ 项.累计占比|百分比 }}"
    "{% if 占比.要求 != '' %}（项目要求不低于{{ 占比.要求|百分比 }}）{% endif %}{% endif %}。"
)
_CORRECTED_PAYMENT = (
    "{{ 项.发放日期|中文日期 }}　　{% if 项.追回 %}由本人退回项目资金账户{% else %}通过“一卡通”或者本人银行卡直接发放{% endif %}"
    "　　财政所（代发单位）经办人："
)


def draw_corrected_sheet() -> Ledger:
    """The same for a batch whose lines belong to several months: 补发, 追回, 结算; month and reason stand in every line."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 3.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证号", "{{ 人.身份证号 }}", 17, Kind.ID),
        Column("联系电话", "{{ 人.电话 }}", 10.5, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 7, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 7.5),
        Column("所属月份", "{{ 人.所属月份 }}", 9),
        Column("天数", "{{ 人.天数 or '' }}", 5, Kind.DAYS, "SUM", "出勤（计日）"),
        Column("日单价", "{{ 人.单价 or '' }}", 7, Kind.MONEY, "", "出勤（计日）"),
        Column("计日金额", "=ROUND([天数]*[日单价],2)", 10.5, Kind.MONEY_OR_DASH, "SUM", "出勤（计日）"),
        Column("计件金额", "{{ 人.计件 }}", 9, Kind.MONEY_OR_DASH, "SUM"),
        Column("奖补", "{{ 人.奖补 }}", 8, Kind.MONEY_OR_DASH, "SUM"),
        Column("更正金额", "{{ 人.更正 }}", 9, Kind.MONEY_OR_DASH, "SUM"),
        Column("应发合计", "=[计日金额]+[计件金额]+[奖补]+[更正金额]", 10.5, Kind.MONEY, "SUM"),
        Column("扣减额", "{{ 人.扣减 }}", 8, Kind.MONEY_OR_DASH, "SUM"),
        Column("实发金额", "=[应发合计]-[扣减额]", 10.5, Kind.MONEY, "SUM"),
        Column("事由", "{{ 人.事由 or 人.扣减项目 }}", 17, Kind.LONG_TEXT),
        Column("依据", "{{ 人.依据 }}", 13, Kind.LONG_TEXT),
        Column("开户行", "{{ 人.开户行 }}", 18, Kind.LONG_TEXT, "", "收款账户"),
        Column("账号", "{{ 人.账号 }}", 18.5, Kind.ID, "", "收款账户"),
        Column("本人签名\n（捺印）", "", 11),
        Column("银行流水号", "{{ 人.流水号 }}", 15, Kind.ID),
    ]
    form = Ledger("发放表", columns, paper="A3", margin=1.5, size=10)
    form.add_title(
        "{{ 项目.名称 }}劳务报酬{% if 项.追回 %}追回{% else %}发放{% endif %}表（{{ 项.批次名 }}）", size=20, height=40
    )
    form.add_project_facts("{{ 项.制表日期|中文日期 }}")
    form.add_subline(
        "务工月份：{{ 项.所属月份|顿号 }}",
        "{% if 项.追回 %}退回{% else %}支付{% endif %}日期：{{ 项.发放日期|中文日期 }}",
        "单位：天、元",
    )
    form.add_paged_table("人", "项.明细", (29, 4, 10), total="合计", page_total="本页合计", height=28)
    for head in ("村组", "开户行"):
        form.align_column(head, "center")
    form.add_long_row(
        "{% if 项.追回 %}退回{% else %}实发{% endif %}金额（大写）",
        "{{ (项.合计.退回 or 项.合计.实发)|大写('人民币') }}",
        height=22,
    )
    form.add_long_row("本批情况", _CORRECTED, height=22)
    form.add_long_row("公示起止", _NOTICE, height=22)
    form.add_long_row("{% if 项.追回 %}退回{% else %}发放{% endif %}日期", _CORRECTED_PAYMENT, height=22)
    _add_legal_note(form)
    _add_chain(form)
    form.add_note(
        "注：1.计日金额＝天数×日单价，应发合计＝计日金额＋计件金额＋奖补＋更正金额，实发金额＝应发合计－扣减额；多计的天数和金额写负数。",
        "　　2.已经发放的月份不重新制表；少发、多发的由本表补发或者扣回，逐条写明所属月份、事由和依据。",
        "　　3.本表依次由制表人、考勤员、实施单位负责人、村“两委”、乡镇分管负责人审核，经乡镇主要负责人签批并公示期满无异议后执行，"
        "不得以现金、实物发放，不得由他人代签、代领。",
    )
    form.freeze(2)
    return form


def draw_settlement() -> Ledger:
    """结算单: the account of everybody from the first month to the settlement; nothing is left over."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 4, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 12),
        Column("身份证\n后4位", "{{ 人.尾号 }}", 7, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 8, Kind.LONG_TEXT),
        Column("累计天数", "{{ 人.累计天数 }}", 8, Kind.DAYS, "SUM"),
        Column("累计应发", "{{ 人.累计应发 }}", 12, Kind.MONEY, "SUM"),
        Column("累计扣减", "{{ 人.累计扣减 }}", 9, Kind.MONEY_OR_DASH, "SUM"),
        Column("已发", "{{ 人.已发 }}", 12, Kind.MONEY, "SUM"),
        Column("本次实发", "{{ 人.本次实发 }}", 12, Kind.MONEY_OR_DASH, "SUM"),
        Column("结余", "=ROUND([累计应发]-[累计扣减]-[已发]-[本次实发],2)", 9, Kind.MONEY, "SUM"),
        Column("本人签名\n（捺印）", "", 13),
        Column("备注", "", 9),
    ]
    form = Ledger("结算单", columns, margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}劳务报酬结算单（{{ 项.批次名 }}）", size=18, height=40)
    form.add_project_facts("{{ 项.制表日期|中文日期 }}")
    form.add_paged_table("人", "项.结算单", (17, 3, 5), total="合计", page_total="本页合计", height=26, head_height=36)
    form.align_column("村组", "center")
    form.add_long_row(
        "结清情况",
        "共{{ 项.结算单|length }}人，累计应发{{ 项.结算合计.累计应发|元 }}元，累计扣减{{ 项.结算合计.累计扣减|元 }}元，"
        "以前各批已发{{ 项.结算合计.已发|元 }}元，本次实发{{ 项.结算合计.本次实发|元 }}元，结余{{ 项.结算合计.结余|元 }}元。",
        share=0.14,
    )
    form.add_signatures("制表人", "实施单位负责人", "村“两委”", "乡镇主要负责人", date=True)
    form.add_note(
        "注：已发数有银行回单的按回单到账金额，没有回单的按已发放批次的实发金额；结余应为零，本人核对无误后签名。",
    )
    form.freeze(2)
    return form


def _add_legal_note(form: Ledger) -> None:
    """What the pack says of deductions in law, wherever one was made (domain §11.1)."""
    form.add_tag("{%tr if 项.合计.扣减 and 规定.扣款法律提示 %}")
    form.add_long_row("扣减的法律提示", "{{ 规定.扣款法律提示 }}", height=22)
    form.add_tag("{%tr endif %}")


def _add_chain(form: Ledger) -> None:
    """Who signs, in the order of the seed Dongpo."""
    signed, sealed = f"（签字）\n{BY_HAND}", f"（签字、盖章）\n{BY_HAND}"
    form.add_opinions(
        ("① 制表人", signed),
        ("② 考勤员", signed),
        ("③ 实施单位负责人", sealed),
        ("④ 村“两委”", sealed),
        ("⑤ 乡镇分管负责人", signed),
        ("⑥ 乡镇主要负责人", sealed),
    )


def draw_wage_sheet() -> Ledger:
    """劳务报酬发放表 with every column that the regulation and the seeds ask for (domain §6.13)."""
    columns = [
        Column("序号", "{{ 人.序号 }}", 3.5, Kind.COUNT),
        Column("姓名", "{{ 人.姓名 }}", 10, Kind.NAME),
        Column("身份证号", "{{ 人.身份证号 }}", 17, Kind.ID),
        Column("联系电话", "{{ 人.电话 }}", 10.5, Kind.ID),
        Column("村组", "{{ 人.村组 }}", 7, Kind.LONG_TEXT),
        Column("人员类别", "{{ 人.人员类别|顿号 }}", 14.5, Kind.LONG_TEXT),
        Column("工种", "{{ 人.工种 }}", 7.5),
        Column("计酬\n方式", "{{ 人.计酬方式|replace('、', '\n') }}", 4.5, Kind.LONG_TEXT),
        Column("天数", "{{ 人.天数 or '' }}", 5, Kind.DAYS, "SUM", "出勤（计日）"),
        Column("日单价", "{{ 人.单价 or '' }}", 7, Kind.MONEY, "", "出勤（计日）"),
        Column("计日金额", "=ROUND([天数]*[日单价],2)", 10.5, Kind.MONEY_OR_DASH, "SUM", "出勤（计日）"),
        Column("数量", _PIECES, 7.5, Kind.TEXT, "", "计件"),
        Column("单价", "{{ 人.计件单价 }}", 6.5, Kind.MONEY, "", "计件"),
        Column("计件金额", "{{ 人.计件 }}", 9, Kind.MONEY_OR_DASH, "SUM", "计件"),
        Column("奖补", "{{ 人.奖补 }}", 8, Kind.MONEY_OR_DASH, "SUM"),
        Column("应发合计", "=[计日金额]+[计件金额]+[奖补]", 10.5, Kind.MONEY, "SUM"),
        Column("扣减项目", "{{ 人.扣减项目 }}", 8, Kind.LONG_TEXT, "", "扣减"),
        Column("扣减额", "{{ 人.扣减 }}", 8, Kind.MONEY_OR_DASH, "SUM", "扣减"),
        Column("实发金额", "=[应发合计]-[扣减额]", 10.5, Kind.MONEY, "SUM"),
        Column("开户行", "{{ 人.开户行 }}", 18, Kind.LONG_TEXT, "", "收款账户"),
        Column("账号", "{{ 人.账号 }}", 18.5, Kind.ID, "", "收款账户"),
        Column("本人签名\n（捺印）", "", 11),
        Column("银行流水号", "{{ 人.流水号 }}", 15, Kind.ID),
        Column("备注", "{{ 人.备注 }}", 9, Kind.LONG_TEXT),
    ]
    form = Ledger("发放表", columns, paper="A3", margin=1.5, size=10)
    form.add_title("{{ 项目.名称 }}劳务报酬发放表（{{ 项.月份名 }}）", size=20, height=40)
    form.add_project_facts("{{ 项.制表日期|中文日期 }}")
    form.add_subline(
        "支付周期：{{ 项.期间起|中文日期 }}至{{ 项.期间止|中文日期 }}",
        "支付日期：{{ 项.发放日期|中文日期 }}",
        "单位：天、元",
    )
    form.add_paged_table("人", "项.明细", (31, 4, 10), total="合计", page_total="本页合计", height=26)
    for head in ("村组", "人员类别", "计酬\n方式", "扣减项目", "开户行"):
        form.align_column(head, "center")
    form.add_long_row("实发金额（大写）", "{{ 项.合计.实发|大写('人民币') }}", height=22)
    form.add_long_row("务工人数", _PRIORITY, height=22)
    form.add_long_row("劳务报酬占比", _SHARE, height=22)
    form.add_long_row("公示起止", _NOTICE, height=22)
    form.add_long_row("发放日期", _PAYMENT, height=22)
    _add_legal_note(form)
    _add_chain(form)
    form.add_note(
        "注：1.计日金额＝出勤天数×日单价，应发合计＝计日金额＋计件金额＋奖补，实发金额＝应发合计－扣减额；同一人有两个工种的分行填列。",
        "　　2.本表依次由制表人、考勤员、实施单位负责人、村“两委”、乡镇分管负责人审核，经乡镇主要负责人签批并公示期满无异议后发放，"
        "不得以现金、实物发放，不得由他人代签、代领。",
    )
    form.freeze(2)
    return form


def draw_wage_slips() -> Form:
    """工资条: for every line of the ledger a strip to tear off."""
    widths = (10, 9.5, 8, 5, 7, 10, 8.2, 8.2, 9.5, 9.8, 10.5, 8, 10.5, 8, 9.5)
    heads = [
        "姓名",
        "村组",
        "工种",
        "天数",
        "日单价",
        "计日金额",
        "计件数量",
        "计件单价",
        "计件金额",
        "{% if 项.逐月 %}奖补、更正{% else %}奖补{% endif %}",
        "应发合计",
        "扣减额",
        "{% if 项.追回 %}应退金额{% else %}实发金额{% endif %}",
        "账号尾号",
        "本人签收",
    ]
    values = [
        ("{{ 人.姓名 }}", Kind.TEXT),
        ("{{ 人.村组 }}", Kind.TEXT),
        ("{{ 人.工种 }}", Kind.TEXT),
        ("{{ 人.天数 or '' }}", Kind.DAYS),
        ("{{ 人.单价 or '' }}", Kind.MONEY),
        ("{{ 人.计日 }}", Kind.MONEY_OR_DASH),
        (_PIECES, Kind.TEXT),
        ("{{ 人.计件单价 }}", Kind.MONEY),
        ("{{ 人.计件 }}", Kind.MONEY_OR_DASH),
        ("{{ 人.奖补 + 人.更正 }}", Kind.MONEY_OR_DASH),
        ("{{ 人.应发 }}", Kind.MONEY),
        ("{{ 人.扣减 }}", Kind.MONEY_OR_DASH),
        ("{{ -人.实发 if 项.追回 else 人.实发 }}", Kind.MONEY),
        ("{{ 人.账号[-4:] }}", Kind.ID),
        ("", Kind.TEXT),
    ]
    form = Form(
        "工资条", [Column(head, width=width) for head, width in zip(heads, widths, strict=True)], margin=1.3, size=10
    )
    form.add_tag("{%tr for 页 in 项.明细|batch(6 if 项.逐月 else 7) %}")
    form.add_tag("{%tr for 人 in 页 %}")
    form.add_subline(
        "{{ 项.批次名 }}工资条（第{{ 人.序号 }}号）",
        "{{ 项目.名称 }}{% if (项目.名称 ~ 参建各方.实施单位.名称)|length < 45 %}　{{ 参建各方.实施单位.名称 }}{% endif %}",
        "{% if 人.扣减 %}扣减项目：{{ 人.扣减项目 }}　{% endif %}{% if 项.追回 %}退回{% else %}发放{% endif %}日期：{{ 项.发放日期|中文日期 }}",
        shares=(0.2, 0.5, 0.3),
        height=18,
    )
    form.add_tag("{%tr if 项.逐月 %}")
    form.add_subline(
        "务工月份：{{ 人.所属月份 }}",
        "{% if 人.事由 %}更正事由：{{ 人.事由 }}{% endif %}",
        shares=(0.25, 0.75),
        height=16,
    )
    form.add_tag("{%tr endif %}")
    form.add_cells(*((head, 1, Kind.HEAD) for head in heads), height=20)
    form.add_cells(*((text, 1, kind) for text, kind in values), height=24)
    form.add_gap(8)
    _draw_cut(form)
    form.add_tag("{%tr endfor %}")
    form.add_tag("{%tr if not loop.last %}")
    form.add_gap(1)
    form.add_break()
    form.add_tag("{%tr endif %}")
    form.add_tag("{%tr endfor %}")
    return form


def _draw_cut(form: Form) -> None:
    """The dashed line along which strips are cut."""
    dashed = Border(bottom=Side("mediumDashed", color="FF7F7F7F"))
    for number in range(1, len(form.columns) + 1):
        form.sheet.cell(form.row, number).border = dashed


_BRIEF = "{{ 项目.简称 }}{% if not 项目.简称.endswith('项目') %}项目{% endif %}{{ 项.批次名 }}劳务报酬"


def draw_bank_file() -> Form:
    """银行代发: what the bank imports, one head row and nothing else; a second sheet proves the sum."""
    columns = [
        Column("序号", "{{ loop.index }}", 5, Kind.COUNT),
        Column("户名", "{{ 人.户名 }}", 20, Kind.ID),
        Column("证件号", "{{ 人.身份证号 }}", 21, Kind.ID),
        Column("账号", "{{ 人.账号 }}", 23, Kind.ID),
        Column("开户行", "{{ 人.开户行 }}", 28, Kind.ID),
        Column("金额", "{{ 人.实发 }}", 13, Kind.MONEY),
        Column("摘要", _BRIEF, 40, Kind.ID),
    ]
    form = Form("代发明细", columns, margin=1.5)
    form.add_table("人 in 项.人员 if 人.实发 > 0", height=20, head_height=24)
    for head in form.sheet[1]:
        head.number_format = "@"
    form.sheet.cell(3, 6).number_format = "0.00"  # a bank's program reads no thousands commas
    form.finish()
    _draw_check(form)
    return form


def _draw_check(book: Form) -> None:
    form = Form("核对", [Column("", width=width) for width in (30, 14, 20, 20)], landscape=False, book=book)
    label, money, text = Kind.HEAD, Kind.MONEY, Kind.LONG_TEXT
    form.add_title("银行代发核对单（{{ 项.批次名 }}）")
    form.add_cells(("项目名称", 1, label), ("{{ 项目.名称 }}", 3, text), height=36)
    form.add_cells(("摘要", 1, label), (_BRIEF, 3, text))
    form.add_cells(("代发笔数", 1, label), ("=COUNT(代发明细!F3:F3)", 3, Kind.COUNT))
    form.add_cells(("代发总额（元）", 1, label), ("=SUM(代发明细!F3:F3)", 3, money))
    paid = form.row
    form.add_cells(("发放表实发合计（元）", 1, label), ("{{ 项.合计.实发 }}", 3, money))
    form.add_cells(("大写", 1, label), ("{{ 项.合计.实发|大写('人民币') }}", 3, text))
    form.add_cells(("差额（元）", 1, label), (f"=ROUND(B{paid}-B{paid + 1},2)", 3, money))
    form.add_cells(("核对结果", 1, label), (f'=IF(B{form.row}=0,"一致","不一致，请查明后再提交银行")', 3, Kind.TEXT))
    form.add_gap(10)
    form.add_cells(("开户行", 2, label), ("笔数", 1, label), ("金额（元）", 1, label))
    form.add_tag("{%tr for 行 in 项.人员|selectattr('实发', 'gt', 0)|groupby('开户行') %}")
    form.add_cells(
        ("{{ 行.grouper|默认('（未填开户行）') }}", 2, text),
        ("{{ 行.list|length }}", 1, Kind.COUNT),
        ("{{ 行.list|sum(attribute='实发') }}", 1, money),
    )
    bank = form.row
    form.add_tag("{%tr endfor %}")
    form.add_cells(
        ("合计", 2, Kind.LABEL), (f"=SUM(C{bank}:C{bank})", 1, Kind.COUNT), (f"=SUM(D{bank}:D{bank})", 1, money)
    )
    form.add_gap(10)
    form.add_note(
        "注：1.“代发明细”只含户名、证件号、账号、开户行、金额和摘要，专供银行代发。",
        "　　2.用后按受限材料保管，不得张贴、转发。",
        "　　3.同一人有多行的，合并为一笔代发；实发金额为零的不列入。",
    )
    form.add_signatures("制表人", "复核人", "负责人", date=True)
    form.finish()
