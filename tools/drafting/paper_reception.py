"""What the side that takes an archive over gives back: the receipt, the notice that it was not taken, and its register.

Domain §6.19, §9.7 (DA/T 70: what a program can prove and what a person confirms), §9.9.
"""

from __future__ import annotations

from drafting.excel import Form
from drafting.excel_styles import Column as SheetColumn
from drafting.excel_styles import Kind
from drafting.word import Cell, Column, Opinion, Opinions, Paper, each_row, if_row

_WIDTHS = [30, 62, 26, 47]
_FIELD = 99
_RECEIVER = "{{ 接收.接收单位 }}{% if 接收.接收人 %}\n（经办：{{ 接收.接收人 }}）{% endif %}"


def draw_receipt() -> Paper:
    """接收回执: one for each side; what a program found, what a person confirms, three signatures."""
    p = Paper("form")
    p.title("档案接收回执")
    p.subline("登记号：{{ 接收.登记号 }}", "接收日期：{{ 接收.日期 }}")
    p.form(
        *_parcel_rows(),
        [
            _label("检测结论"),
            Cell(
                "{{ 接收.检测结论 }}（全部文件逐个核对校验值）；{{ 接收.人工确认项 }}项须人工确认，见所附四性检测报告。",
                _FIELD,
            ),
        ],
        if_row("接收.存放位置", [_label("存放位置"), Cell("{{ 接收.存放位置 }}", _FIELD)]),
        if_row("接收.续收", [_label("续收"), Cell("同一项目已有登记号 {{ 接收.续收 }}", _FIELD)]),
        if_row(
            "接收.说明",
            [
                _label("说明"),
                Cell("{% for 句 in 接收.说明 %}{{ loop.index }}.{{ 句 }}{% endfor %}", _FIELD),
            ],
        ),
        widths=_WIDTHS,
        size=10,
        height=7,
    )
    with p.when("接收.案卷"):
        p.caption("移交案卷（{{ 接收.案卷|length }}卷）")
        p.table(
            [
                Column("案卷号", 14),
                Column("档号", 47, "left"),
                Column("案卷题名", 59, "left"),
                Column("件数", 13),
                Column("页数", 13),
                Column("保管期限", 19),
            ],
            each_row(
                "卷 in 接收.案卷",
                [
                    "{{ 卷.案卷号 }}", "{{ 卷.档号 }}", "{{ 卷.题名 }}", "{{ 卷.件数 }}", "{{ 卷.页数 }}", "{{ 卷.保管期限 }}",
                ],
            ),
            size=10,
            tight=True,
        )  # fmt: skip
    with p.when("接收.提示"):
        p.caption("检测提示（不影响接收，请双方知悉）")
        p.table(
            [Column("序号", 12), Column("内容", 153, "left")],
            each_row("句 in 接收.提示", ["{{ loop.index }}", "{{ 句 }}"]),
            size=10,
            tight=True,
        )
    p.caption("须由接收人确认的事项（核对后打“√”）")
    p.table(
        [Column("序号", 12), Column("事项", 108, "left"), Column("符合", 15), Column("不符合", 15), Column("签字", 25)],
        each_row("项 in 接收.待确认", ["{{ loop.index }}", "{{ 项 }}", "□", "□", ""]),
        size=10,
        tight=True,
    )
    p.hold()
    p.form(
        Opinions(
            Opinion("移交单位", "{{ 接收.移交单位 }}", 28, sign="移交人（签字）："),
            Opinion("接收单位", _RECEIVER, 28, sign="接收人（签字）："),
            Opinion("监交单位", "", 28, sign="监交人（签字）："),
        ),
    )
    p.note("注：一式三份，移交、接收、监交单位各执一份；校验值可用通用的 SHA-256 工具复核。")
    return p


def draw_refusal() -> Paper:
    """退回通知: what is wrong with an archive that was not taken, and where."""
    p = Paper("form")
    p.title("档案退回通知")
    p.subline("移交单位：{{ 接收.移交单位 }}", "检测日期：{{ 接收.日期 }}")
    p.form(
        *_parcel_rows(),
        [_label("检测结论"), Cell("{{ 接收.检测结论 }}；没有登记，没有存入馆藏", _FIELD)],
        widths=_WIDTHS,
        size=10,
        height=7,
    )
    p.caption("退回原因（{{ 接收.问题数 }}处）")
    p.table(
        [Column("序号", 12), Column("位置", 53, "left"), Column("问题和处理办法", 100, "left")],
        each_row("处 in 接收.问题", ["{{ loop.index }}", "{{ 处.位置 }}", "{{ 处.问题 }}"]),
        if_row(
            "接收.未列",
            [Cell("其余 {{ 接收.未列 }} 处未列出，可用 archivegen verify 查看全部。", 3, align="left")],
        ),
        size=10,
    )
    p.form(
        Opinions(
            Opinion("接收单位", _RECEIVER, 36, sign="检测人（签字）："),
            Opinion("移交单位", "{{ 接收.移交单位 }}", 36, sign="收到人（签字）："),
        ),
    )
    p.note("注：请移交单位按上列原因更正后重新移交；本次移交的介质原样退回，接收单位没有改动其中的内容。")
    return p


def _label(text: str) -> Cell:
    return Cell(text, head=True)


def _parcel_rows() -> list[list[Cell]]:
    """What was handed over, as both papers tell it."""
    pairs = [
        ("案卷数", "{{ 接收.案卷数 or '—' }}", "件数", "{{ 接收.件数 or '—' }}"),
        ("页数", "{{ 接收.页数 or '—' }}", "文件数", "{{ 接收.文件数 }}"),
        ("总字节数", "{{ 接收.字节数 }}", "载体", "{{ 接收.载体 }}"),
        ("项目代码", "{{ 接收.项目代码 or '—' }}", "封包日期", "{{ 接收.归档日期 or '—' }}"),
    ]
    rows = [
        [_label("项目名称"), Cell("{{ 接收.项目名称 }}", _FIELD)],
        [_label("档案包"), Cell("{{ 接收.档案包 }}", _FIELD)],
    ]
    rows += [[_label(one), Cell(value), _label(other), Cell(second)] for one, value, other, second in pairs]
    rows.append([_label("保管期限"), Cell("{{ 接收.保管期限 or '—' }}", _FIELD)])
    digest = "{{ 接收.清单校验值 or '没有清单，无从计算' }}"
    rows.append([_label("清单校验值\n（SHA-256）"), Cell(f"{{{{ 接收.清单 }}}}\n{digest}", _FIELD)])
    zipped = [_label("ZIP 校验值\n（SHA-256）"), Cell("{{ 接收.压缩包校验值 }}", _FIELD)]
    rows.append(if_row("接收.压缩包校验值", zipped))
    return rows


def draw_register() -> Form:
    """档案接收登记簿: one line an archive, for ever; a county adds columns and formats as it likes."""
    columns = [
        SheetColumn("登记号", "", 8, Kind.ID),
        SheetColumn("接收日期", "", 11, Kind.DATE),
        SheetColumn("项目名称", "", 30, Kind.LONG_TEXT),
        SheetColumn("项目代码", "", 16, Kind.LONG_TEXT),
        SheetColumn("移交单位", "", 18, Kind.LONG_TEXT),
        SheetColumn("案卷数", "", 7, Kind.COUNT),
        SheetColumn("件数", "", 7, Kind.COUNT),
        SheetColumn("页数", "", 7, Kind.COUNT),
        SheetColumn("字节数", "", 15, Kind.COUNT),
        SheetColumn("校验值\n（清单 SHA-256）", "", 24, Kind.LONG_TEXT),
        SheetColumn("ZIP 校验值\n（SHA-256）", "", 24, Kind.LONG_TEXT),
        SheetColumn("保管\n期限", "", 7),
        SheetColumn("载体", "", 12, Kind.LONG_TEXT),
        SheetColumn("检测结论", "", 12, Kind.LONG_TEXT),
        SheetColumn("存放位置", "", 22, Kind.LONG_TEXT),
        SheetColumn("接收人", "", 9, Kind.NAME),
        SheetColumn("备注", "", 22, Kind.LONG_TEXT),
    ]
    form = Form("登记簿", columns, paper="A3", margin=1.5, size=10)
    form.add_title("档案接收登记簿")
    form.add_subline("接收单位：{{ 接收.接收单位 }}", "登记号从 1 起一直往下编，不重用；作废的登记写明原因，不删行")
    form.add_heads(36)
    form.add_cells(*((column.text, 1, column.kind) for column in columns), height=44)
    form.sheet.auto_filter.ref = f"A{form.row - 1}:Q{form.row}"
    return form
