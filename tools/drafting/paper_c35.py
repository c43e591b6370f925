"""C35: the list of the photos of the works, beside the photos themselves (domain §6.18)."""

from __future__ import annotations

from .excel_styles import Column, Kind
from .ledger import Ledger


def draw_photo_list() -> Ledger:
    """影像资料清单: one photo a row, in the order of the project file."""
    columns = [
        Column("序号", "{{ 影.序号 }}", 4, Kind.COUNT),
        Column("编号", "{{ 影.编号 }}", 9, Kind.TEXT),
        Column("部位", "{{ 影.部位 }}", 22, Kind.LONG_TEXT),
        Column("阶段", "{{ 影.阶段名 }}", 7, Kind.TEXT),
        Column("说明", "{{ 影.说明 }}", 30, Kind.LONG_TEXT),
        Column("拍摄日期", "{{ 影.拍摄日期|日期 }}", 11, Kind.TEXT),
        Column("拍摄人", "{{ 影.拍摄人 }}", 9, Kind.NAME),
        Column("文件名", "{{ 影.文件 }}", 24, Kind.LONG_TEXT),
        Column("备注", "", 8, Kind.TEXT),
    ]
    form = Ledger("影像资料清单", columns, margin=1.5, size=11)
    form.add_title("{{ 项目.名称 }}施工前、中、后影像资料清单", size=18)
    form.add_project_facts()
    form.add_paged_table("影", "影像", (18, 3, 3), height=26, head_height=32)
    form.add_row(
        "合计",
        "{{ 影像部位|length }}个部位，照片{{ 影像|length }}张，其中施工前{{ 影像|selectattr('阶段', 'equalto', '前')|list|length }}张、"
        "施工中{{ 影像|selectattr('阶段', 'equalto', '中')|list|length }}张、施工后{{ 影像|selectattr('阶段', 'equalto', '后')|list|length }}张",
    )
    form.add_signatures("编制人", "审核人", "移交人", "接收人")
    form.add_note("注：电子照片按本清单的文件名随档案一并移交，照片原文件不修改、不压缩；编号与前后对比图文册一致。")
    return form
