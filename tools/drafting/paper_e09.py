"""E09: the lists of an archive and the sheet behind each volume (GB/T 11822-2008, DA/T 22-2015; domain §6.19, §9.2, §9.3).

Each volume has a sheet of its own, so that its list begins with 第1件 on a page of its own and is bound into the volume.
"""

from __future__ import annotations

from drafting.excel import Form
from drafting.excel_styles import Column, Kind
from drafting.word import Opinion, Opinions, Paper, Tall

PROVISIONAL = "{% if 编目.预编 %}（预编）{% endif %}"
_ALL_KNOWN = '=IF(COUNT([总页数])=COUNT([序号]),SUM([总页数]),"")'
"""A total of some of the volumes would be taken for that of all."""
_CODE = "档号：{{ 卷.档号 }}" + PROVISIONAL


def draw_volume_contents() -> Form:
    """卷内目录: what lies in a volume, in the order of its 件号; behind them the boxes of letters, where a pack has any."""
    columns = [
        Column("序号", "{{ 件.序号 }}", 5, Kind.COUNT),
        Column("文件编号", "{{ 件.文件编号 }}", 16, Kind.LONG_TEXT),
        Column("责任者", "{{ 件.责任者 }}", 21, Kind.LONG_TEXT),
        Column("文件题名", "{{ 件.题名 }}", 28, Kind.LONG_TEXT),
        Column("日期", "{{ 件.日期 }}", 9, Kind.ID),
        Column("页数", "{{ 件.页数 }}", 5, Kind.COUNT),
        Column("备注", "{{ 件.备注 }}", 5, Kind.LONG_TEXT),
    ]
    form = Form("{{ 卷.卷号 }}", columns, landscape=False, size=10)
    form.add_title("{%sheet for 卷 in 案卷 %}卷内目录")
    form.add_subline(_CODE, "共{{ 卷.件数 }}件", shares=(3, 1))
    form.add_subline("案卷题名：{{ 卷.题名 }}")
    form.wrap_last()
    form.add_table("件 in 卷.明细", height=30)
    form.add_note("注：日期填文件形成日期，页数填有图文的页面数；没有查清的留空，由立卷人补填。")
    _add_item_list(form)
    return form


def draw_volume_list() -> Form:
    """案卷目录: the volumes of the whole archive."""
    columns = [
        Column("序号", "{{ 卷.序号 }}", 5, Kind.COUNT),
        Column("档号", "{{ 卷.档号 }}", 22, Kind.LONG_TEXT),
        Column("案卷题名", "{{ 卷.题名 }}", 33, Kind.LONG_TEXT),
        Column("总页数", "{{ 卷.页数 }}", 7, Kind.COUNT, total=_ALL_KNOWN),
        Column("保管\n期限", "{{ 卷.保管期限 }}", 6),
        Column("备注", "{{ 卷.备注 }}", 12, Kind.LONG_TEXT),
    ]
    form = Form("案卷目录", columns, landscape=False, size=10.5)
    form.add_title("案卷目录")
    form.add_subline("项目名称：{{ 项目.名称 }}")
    form.wrap_last()
    form.add_subline(
        "全宗号：{{ 编目.全宗号 or '____' }}" + PROVISIONAL,
        "项目代码：{{ 项目.代码 }}",
        shares=(1, 1),
    )
    form.add_table("卷 in 案卷", total="合计", height=33)
    form.add_note(
        "注：共{{ 案卷|length }}卷。电子文件不计页数；总页数空着的，卷内有页数未查清的文件；受限案卷载有个人信息，按规定控制利用。"
    )
    return form


def _add_item_list(volumes: Form) -> None:
    """归档文件目录: office letters that are filed by item, a sheet a box (DA/T 22-2015, 5.5)."""
    columns = [
        Column("序号", "{{ 件.序号 }}", 5, Kind.COUNT),
        Column("档号", "{{ 件.档号 }}", 24, Kind.LONG_TEXT),
        Column("文号", "{{ 件.文件编号 }}", 18, Kind.LONG_TEXT),
        Column("责任者", "{{ 件.责任者 }}", 20, Kind.LONG_TEXT),
        Column("题名", "{{ 件.题名 }}", 40, Kind.LONG_TEXT),
        Column("日期", "{{ 件.日期 }}", 9, Kind.ID),
        Column("密级", "{{ 件.密级 }}", 6),
        Column("页数", "{{ 件.页数 }}", 6, Kind.COUNT),
        Column("备注", "{{ 件.备注 }}", 8, Kind.LONG_TEXT),
    ]
    form = Form("{{ 盒.卷号 }}", columns, size=10.5, book=volumes)
    form.add_title("{%sheet for 盒 in 文书 %}归档文件目录")
    form.add_subline(
        "全宗号：{{ 编目.全宗号 or '____' }}" + PROVISIONAL,
        "年度：{{ 盒.年度 }}　保管期限：{{ 盒.保管期限 }}",
        "盒号：{{ 盒.卷号 }}",
        shares=(2, 2, 1),
    )
    form.add_table("件 in 盒.明细", height=30)
    form.add_note("注：日期填文件形成日期，页数填有图文的页面数；没有查清的留空，由整理人补填。")
    form.finish()


def _count(word: str) -> str:
    """A number, nought as well, or room for a pen while it is not known."""
    return f'{{{{ 卷.{word}|默认("______") }}}}'


def draw_closing_sheet() -> Paper:
    """卷内备考表: what the volume holds, what is the matter with it, who arranged and who checked it; a leaf a volume."""
    p = Paper("form")
    with p.each("卷 in 全部案卷"):
        p.page_break()
        p.title("{% if 卷.按件 %}备考表{% else %}卷内备考表{% endif %}")
        p.subline(_CODE)
        p.form(
            ("{% if 卷.按件 %}题名{% else %}案卷题名{% endif %}", "{{ 卷.题名 }}"),
            (
                "{% if 卷.按件 %}本盒共有文件{% else %}本案卷共有文件材料{% endif %}",
                [
                    f"{_count('件数')}件，共{_count('页数')}页。",
                    f"其中：文字材料{_count('文字页')}页，图样材料{_count('图样页')}页，照片{_count('照片')}张。",
                ],
            ),
            Opinion(
                "说明",
                [
                    "（缺页、修改、破损、移出以及其他需要说明的情况）",
                    "{%p for 句 in 卷.说明 %}",
                    "{{ 句 }}",
                    "{%p endfor %}",
                ],
                95,
                sign="",
                seal="",
                date="",
            ),
            Tall(14, ("互见号", "{{ 卷.互见号 }}")),
            widths=[42, 123],
        )
        p.form(
            Opinions(
                Opinion("{% if 卷.按件 %}整理人{% else %}立卷人{% endif %}", "", 34, sign="（签字）：", seal=""),
                Opinion("检查人", "", 34, sign="（签字）：", seal=""),
            ),
        )
    return p
