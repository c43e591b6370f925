"""E09: the list of the papers in a volume and the sheet behind them (GB/T 11822-2008; domain §6.19, §9.2).

A stage is a volume for now; numbers and pages are written in when the archive is arranged.
"""

from __future__ import annotations

from drafting.excel import Form
from drafting.excel_styles import Column, Kind
from drafting.word import Opinion, Opinions, Paper, Tall

_VOLUME = "{{ 项目.名称 }}{{ 段.名称 }}材料"


def draw_contents() -> Form:
    """卷内目录: one list a stage, each on a leaf of its own."""
    columns = [
        Column("序号", "", 5, Kind.COUNT),
        Column("材料编号", "", 22, Kind.LONG_TEXT),
        Column("文件编号", "", 11, Kind.ID),
        Column("责任者", "", 23, Kind.LONG_TEXT),
        Column("文件题名", "", 51, Kind.LONG_TEXT),
        Column("日期", "", 9, Kind.DATE),
        Column("页数", "", 6, Kind.COUNT),
        Column("保管\n期限", "", 6),
        Column("备注", "", 6, Kind.LONG_TEXT),
    ]
    form = Form("卷内目录", columns, size=10.5)
    form.add_title("卷内目录")
    form.add_subline(
        "项目名称：{{ 项目.名称 }}", "项目代码：{{ 项目.代码 }}", "表号：{{ 材料.代码 }}", shares=(4, 2, 1)
    )
    form.add_heads()
    form.add_tag("{%tr for 段 in 材料目录.阶段 %}")
    form.add_cells((_VOLUME + "　　　　档号：", 9, Kind.LABEL))
    form.add_tag("{%tr for 件 in 段.明细 %}")
    form.add_cells(
        ("{{ 件.序号 }}", 1, Kind.COUNT),
        ("{{ 件.键 }}", 1, Kind.LONG_TEXT),
        ("", 1, Kind.ID),
        ("{{ 件.责任单位 }}", 1, Kind.LONG_TEXT),
        ("{{ 件.题名 }}", 1, Kind.LONG_TEXT),
        ("", 1, Kind.DATE),
        ("", 1, Kind.COUNT),
        ("{{ 件.保管期限 }}", 1, Kind.TEXT),
        ("", 1, Kind.LONG_TEXT),
        height=30,
    )
    row = form.row
    form.add_tag("{%tr endfor %}")
    form.add_cells(
        ("合计", 2, Kind.LABEL),
        (f"=COUNT(A{row}:A{row})", 1, Kind.COUNT),
        ("件", 3, Kind.LONG_TEXT),
        (f'=IF(COUNT(G{row}:G{row})=0,"",SUM(G{row}:G{row}))', 1, Kind.COUNT),
        ("页", 2, Kind.LONG_TEXT),
    )
    form.add_tag("{%tr if not loop.last %}")
    form.add_gap(2)
    form.add_break()
    form.add_tag("{%tr endif %}")
    form.add_tag("{%tr endfor %}")
    form.add_signatures("立卷人", "检查人", date=False)
    form.add_note(
        "注：1.材料编号是每份材料在本项目中的编号，与扫描件的文件名一致；文件编号填发文字号，没有的不填。",
        "　　2.日期填文件形成日期；页数填有图文的页面数；暂缺的材料在备注栏注明，补齐后划去。",
    )
    return form


def draw_closing_sheet() -> Paper:
    """卷内备考表: what the volume holds, what is the matter with it, who arranged and who checked it; a leaf a volume."""
    p = Paper("form")
    with p.each("段 in 材料目录.阶段"):
        p.page_break()
        p.title("卷内备考表")
        p.subline("档号：", "保管期限：{{ 段.期限 }}")
        p.form(
            ("案卷题名", _VOLUME),
            (
                "本案卷共有文件材料",
                [
                    "应归档{{ 段.件数 }}件，实有______件，共______页。",
                    "其中：文字材料______页，图样材料______页，照片______张。",
                ],
            ),
            Opinion("说明", "（缺页、修改、破损、移出以及其他需要说明的情况）", 95, sign="", seal="", date=""),
            Tall(14, ("互见号", "")),
            widths=[42, 123],
        )
        p.form(
            Opinions(
                Opinion("立卷人", "", 34, sign="（签字）：", seal=""),
                Opinion("检查人", "", 34, sign="（签字）：", seal=""),
            ),
        )
    return p
